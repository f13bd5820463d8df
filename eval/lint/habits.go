package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
)

// Habits are what the metadata files show of variables by how they assign them.
type Habits struct {
	lists      map[string]listCount
	configured map[string][]string // what files of configurations assign
	digest     string              // of that
}

// listCount counts what is added to a variable: with a blank between, and without one.
type listCount struct{ apart, joined int }

// Configured returns the values that files of configurations assign to a variable: those of all machines and distributions.
func (h *Habits) Configured(name string) []string { return h.configured[name] }

// IsList reports whether a variable is a list of words: what is added to it is nearly always kept apart by a blank.
func (h *Habits) IsList(name string) bool {
	c := h.lists[name]
	return c.apart >= 3 && c.apart >= 4*c.joined
}

type habitsKey struct{}

// Habits returns what the metadata shows of variables. It is part of what findings in recipes depend on.
func (p *RecipePass) Habits() *Habits { return p.linter.habits() }

func (l *linter) habits() *Habits {
	return Once(&pass{linter: l}, habitsKey{}, func() *Habits {
		h := &Habits{lists: map[string]listCount{}, configured: map[string][]string{}}
		hash := sha256.New()
		for _, tree := range l.sorted {
			for _, x := range habitsOf(l.known, tree) {
				h.add(x)
				if x.configured {
					fmt.Fprintf(hash, "%q %q\n", x.name, x.value)
				}
			}
		}
		h.digest = hex.EncodeToString(hash.Sum(nil))
		return h
	})
}

// key returns a text that differs where the habits do.
func (h *Habits) key() string {
	var names []string
	for name := range h.lists {
		if h.IsList(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ") + " " + h.digest
}

// habit is what one assignment shows: what a configuration assigns, or whether what is added is kept apart.
type habit struct {
	name, value       string
	configured, apart bool
}

func (h *Habits) add(x habit) {
	c := h.lists[x.name]
	switch {
	case x.configured:
		h.configured[x.name] = append(h.configured[x.name], x.value)
		return
	case x.apart:
		c.apart++
	default:
		c.joined++
	}
	h.lists[x.name] = c
}

type habitsIn struct{}

// habitsOf returns what a file shows.
func habitsOf(k *known, tree *bitbake.File) []habit {
	return OnceIn(k, tree, habitsIn{}, func() []habit {
		var out []habit
		conf := tree.Kind == bitbake.Conf || strings.Contains(tree.Source.Name(), "/conf/")
		for _, s := range tree.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Export || a.Flag.Known() {
				continue
			}
			if conf {
				root, _, _ := strings.Cut(a.Name.Value, ":")
				out = append(out, habit{name: root, value: a.Value.Value, configured: true})
			}
			if x, ok := adding(a); ok {
				out = append(out, x)
			}
		}
		return out
	})
}

// adding returns what an assignment shows that adds to something.
func adding(a *bitbake.Assignment) (x habit, ok bool) {
	name, _, _ := strings.Cut(Variable(a.Name.Value), ":")
	op, _, _, _ := Operator(a.Name.Value)
	v := a.Value.Value
	if v == "" {
		return x, false
	}
	first, last := v[0], v[len(v)-1]
	switch {
	case op == "" && (a.Op == bitbake.AppendOp || a.Op == bitbake.PrependOp):
		return habit{name: name, apart: true}, true
	case (op == ":append" || op == "" && a.Op == bitbake.DotAppend) && first != '$':
		return habit{name: name, apart: isBlank(first)}, true
	case (op == ":prepend" || op == "" && a.Op == bitbake.DotPrepend) && last != '}':
		return habit{name: name, apart: isBlank(last)}, true
	}
	return x, false
}
