package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/lang/diag"
)

// lockedHash is a hash that a task has whatever it is computed to be, and the variable that says so.
type lockedHash struct{ hash, variable string }

// locks are the hashes that SIGGEN_LOCKEDSIGS_TYPES fixes (OE-Core's oe.sstatesig).
type locks struct {
	hashes   map[string]map[string]lockedHash // by PN and task
	unlocked []string                         // the recipes that are exempt, and those that depend on them
	check    string                           // SIGGEN_LOCKEDSIGS_TASKSIG_CHECK
	tasks    map[int]lockedHash               // those that are fixed
	wrong    []int                            // those of them that are computed to be another hash
}

// settings reads what is locked.
func (l *locks) settings(get func(string) string) error {
	l.hashes, l.tasks = map[string]map[string]lockedHash{}, map[int]lockedHash{}
	l.unlocked = strings.Fields(get("SIGGEN_UNLOCKED_RECIPES"))
	l.check = get("SIGGEN_LOCKEDSIGS_TASKSIG_CHECK")
	for _, t := range strings.Fields(get("SIGGEN_LOCKEDSIGS_TYPES")) {
		variable := "SIGGEN_LOCKEDSIGS_" + t
		for _, word := range strings.Fields(get(variable)) {
			parts := strings.SplitN(word, ":", 3)
			if len(parts) != 3 {
				return diag.New(CodeLockedSignatures, nil, source0, "%s has %s, which is not PN:TASK:HASH", variable, word)
			}
			if l.hashes[parts[0]] == nil {
				l.hashes[parts[0]] = map[string]lockedHash{}
			}
			l.hashes[parts[0]][parts[1]] = lockedHash{parts[2], variable}
		}
	}
	return nil
}

// lock decides whether a task's hash is fixed. It has to see all tasks, in the order in which they are hashed: one that depends on
// an unlocked recipe unlocks its own.
func (h *hasher) lock(i int) {
	if len(h.locks.hashes) == 0 {
		return
	}
	t := &h.g.Tasks[i]
	unlocked := h.unlocks(t)
	if x, ok := h.locks.hashes[h.g.Recipes[t.Recipe].PN][t.Name]; ok && !unlocked {
		h.locks.tasks[i] = x
	}
}

// unlocks reports whether a task's recipe is unlocked, and unlocks it where the task depends on an unlocked one. As with BitBake a
// part of that one's name is enough: "gcc" unlocks what depends on libgcc.
func (h *hasher) unlocks(t *graph.Task) bool {
	l, r := &h.locks, &h.g.Recipes[t.Recipe]
	if len(l.unlocked) == 0 || slices.Contains(l.unlocked, r.PN) {
		return len(l.unlocked) > 0
	}
	for _, e := range t.Depends {
		on := &h.g.Recipes[h.g.Tasks[e.To].Recipe]
		if on.Multiconfig == r.Multiconfig && slices.ContainsFunc(l.unlocked, func(u string) bool { return strings.Contains(on.PN, u) }) {
			l.unlocked = append(l.unlocked, r.PN)
			return true
		}
	}
	return false
}

// fix gives a task the hash that it is locked to.
func (h *hasher) fix(i int) {
	x, ok := h.locks.tasks[i]
	if !ok {
		return
	}
	out := &h.out[i]
	if x.hash != out.Task && x.hash != out.Unified {
		h.locks.wrong = append(h.locks.wrong, i)
	}
	*out = graph.Hashes{Base: out.Base, Task: x.hash, Unified: x.hash, Locked: x.variable, Computed: out.Task}
}

// reportLocks says what BitBake says before it builds. (SIGGEN_LOCKEDSIGS_SSTATE_EXISTS_CHECK has no part in it: BitBake compares
// with it what is never equal.)
func (h *hasher) reportLocks() {
	l := &h.locks
	if l.check == "info" && len(l.hashes) > 0 && !h.unifier.release.Less(since28) {
		text := "The following recipes have locked tasks: " + strings.Join(slices.Sorted(maps.Keys(l.hashes)), " ")
		if len(l.hashes) > 10 {
			text = fmt.Sprintf("There are %d recipes with locked tasks (%d task(s) have non matching signature)", len(l.hashes), len(l.wrong))
		}
		h.unifier.report(diag.New(CodeLockedRecipes, nil, source0, "%s", text))
	} else if l.check != "warn" && l.check != "error" {
		return
	}
	for _, i := range slices.Sorted(slices.Values(l.wrong)) {
		t := &h.g.Tasks[i]
		computed := cmp.Or(h.out[i].Computed, "another one in each run")
		d := diag.New(CodeLockedMismatch, nil, source0, "The %s:%s sig is computed to be %s, but the sig is locked to %s in %s",
			h.g.Recipes[t.Recipe].PN, t.Name, computed, h.out[i].Task, h.out[i].Locked)
		if l.check == "error" {
			d.Detail = "BitBake builds nothing as long as this is so: SIGGEN_LOCKEDSIGS_TASKSIG_CHECK is error."
		}
		h.unifier.report(d)
	}
}

// WriteLocks writes the hashes of a graph's tasks as locked signatures, as "bitbake -S lockedsigs" does: for a build that includes
// the file they stay what they are. Tasks with a random hash are left out; BitBake writes the random number of its run. The error
// says that a recipe has no architecture to sort it under.
func (w *Workspace) WriteLocks(out io.Writer, g *graph.Graph) error {
	machine, err := w.Variable("", "MACHINE")
	if err != nil {
		return err
	}
	byType := map[string][]int{}
	var mapped []int
	for i := range g.Tasks {
		t := &g.Tasks[i]
		if t.Unified == "" {
			continue
		}
		arch, ok := architecture(g.Recipes[t.Recipe].HashFilename)
		if !ok {
			return diag.New(CodeLockedSignatures, nil, source0, "BB_HASHFILENAME of %s names no architecture: %q", g.Recipes[t.Recipe].PN, g.Recipes[t.Recipe].HashFilename)
		}
		byType["t-"+arch] = append(byType["t-"+arch], i)
		if own := t.Own(); own != "" && own != t.Unified {
			mapped = append(mapped, i)
		}
	}
	byPN := func(a, b int) int {
		return strings.Compare(g.Recipes[g.Tasks[a].Recipe].PN, g.Recipes[g.Tasks[b].Recipe].PN)
	}
	b := bufio.NewWriter(out)
	list := func(head string, tasks []int, hashes func(*graph.Task) string) {
		b.WriteString(head + "\"\\\n")
		slices.SortStableFunc(tasks, byPN)
		for _, i := range tasks {
			t := &g.Tasks[i]
			b.WriteString("    " + g.Recipes[t.Recipe].PN + ":" + t.Name + ":" + hashes(t) + " \\\n")
		}
		b.WriteString("    \"\n")
	}
	types := slices.Sorted(maps.Keys(byType))
	for _, t := range types {
		list("SIGGEN_LOCKEDSIGS_"+t+" = ", byType[t], func(t *graph.Task) string { return t.Unified })
	}
	b.WriteString("SIGGEN_LOCKEDSIGS_TYPES:" + machine.Value + " = \"" + strings.Join(types, " ") + "\"")
	if !w.Release.Less(since210) {
		b.WriteString("\n")
		list("SIGGEN_UNIHASHMAP += ", mapped, func(t *graph.Task) string { return t.Own() + ":" + t.Unified })
	}
	return b.Flush()
}

// architecture returns what stands for a recipe's architecture in its BB_HASHFILENAME: SSTATE_PKGARCH, with OE-Core's.
func architecture(hashFilename string) (string, bool) {
	words := strings.Split(hashFilename, " ")
	if len(words) < 2 {
		return "", false
	}
	parts := strings.Split(words[1], ":")
	if len(parts) < 6 {
		return "", false
	}
	return strings.ReplaceAll(parts[5], "_", "-"), true
}
