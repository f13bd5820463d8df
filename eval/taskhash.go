package eval

import (
	"cmp"
	"context"
	"crypto/md5" //nolint:gosec // what BitBake's hashes are made of
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/sig"
)

// Hash returns a graph with the hashes of its tasks, as BitBake's signature generators compute them: basic and basichash, and
// OpenEmbedded's with its filter of dependencies, its locked signatures and hash equivalence. The listing has to have Inputs and
// base hashes (RecipeOptions.Signatures). Tasks with [nostamp], and those that depend on them, have none unless they are locked:
// BitBake puts a random number into theirs, another one in each run.
func (w *Workspace) Hash(ctx context.Context, g *graph.Graph, l *Listing, opts HashOptions) (*graph.Graph, error) {
	h := newHasher(w, g, l)
	h.unifier.HashOptions = opts
	if err := h.settings(); err != nil || h.unsigned {
		return g, err
	}
	h.recall()
	defer h.unifier.close()
	for _, level := range g.Depends().Levels() { // so that a server is asked for many at once
		for _, i := range level {
			h.hash(i)
			h.lock(i)
		}
		if err := h.unify(ctx, level); err != nil {
			return g, err
		}
		for _, i := range level {
			h.fix(i)
		}
	}
	h.reportLocks()
	return g.WithHashes(h.out), nil
}

// hasher computes the hashes of one graph.
type hasher struct {
	w     *Workspace
	g     *graph.Graph
	infos map[string]*Info
	sums  map[string]string // MD5 of files
	out   []graph.Hashes

	unifier unifier
	locks   locks

	unsigned bool
	oe       bool        // OpenEmbedded's filter
	ignore   host.Regexp // BB_TASKHASH_IGNORE_TASKS; nil for none
	safe     map[string]bool
	deps     map[string]bool
	skipDirs []string

	ignoreVars []string // BB_BASEHASH_IGNORE_VARS, sorted
}

func newHasher(w *Workspace, g *graph.Graph, l *Listing) *hasher {
	h := &hasher{
		w: w, g: g, infos: map[string]*Info{}, sums: map[string]string{},
		out: make([]graph.Hashes, len(g.Tasks)), unifier: unifier{release: w.Release.Release},
	}
	for _, i := range l.Variants() {
		h.infos[i.VirtualFn] = i
	}
	return h
}

func (h *hasher) settings() (err error) {
	e := h.w.Read("", func(s Scope) {
		get := func(name string) (value string) {
			if err == nil {
				if value, err = s.Data.Get(name); err != nil {
					err = s.diagnose(err)
				}
			}
			return value
		}
		handler := get("BB_SIGNATURE_HANDLER")
		h.unsigned = !slices.Contains(signatureHandlers, handler)
		h.oe = strings.HasPrefix(handler, "OE")
		if text := get("BB_TASKHASH_IGNORE_TASKS"); text != "" && err == nil {
			h.ignore, err = h.w.library.Regexp(text)
		}
		h.safe, h.deps = map[string]bool{}, map[string]bool{}
		for _, x := range strings.Fields(get("SIGGEN_EXCLUDERECIPES_ABISAFE")) {
			h.safe[h.provider(x)] = true
		}
		for _, x := range strings.Fields(get("SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS")) {
			a, b, _ := strings.Cut(x, "->")
			h.deps[h.provider(a)+"->"+h.provider(b)] = true
		}
		h.ignoreVars = slices.Compact(slices.Sorted(slices.Values(strings.Fields(get("BB_BASEHASH_IGNORE_VARS")))))
		h.skipDirs = strings.Fields(get("BB_SIGNATURE_LOCAL_DIRS_EXCLUDE"))
		if len(h.skipDirs) == 0 {
			h.skipDirs = strings.Fields("CVS .bzr .git .hg .osc .p4 .repo .svn")
		}
		if e := h.unifier.settings(handler, get); err == nil {
			err = e
		}
		if h.oe && err == nil {
			err = h.locks.settings(get)
		}
	})
	if e != nil {
		return e
	}
	return err
}

// provider returns the PN of the recipe that provides a virtual name, or the name itself.
func (h *hasher) provider(name string) string {
	recipe := h.g.Providers[""][name]
	for i := range h.g.Recipes {
		if recipe != "" && h.g.Recipes[i].Name == recipe {
			return h.g.Recipes[i].PN
		}
	}
	return name
}

type sortedDepend struct{ key, tid, hash string }

func (h *hasher) hash(i int) {
	t := &h.g.Tasks[i]
	r := &h.g.Recipes[t.Recipe]
	info := h.infos[r.Name]
	if info == nil || info.Inputs == nil {
		return
	}
	base := ""
	for _, x := range info.Inputs.Tasks {
		if x.Name == t.Name {
			base = x.BaseHash
		}
	}
	h.out[i].Base = base
	if t.NoStamp || base == "" {
		return
	}
	depends, random := h.depends(i)
	if random {
		return // what depends on a random number is one
	}
	hashes := make([]string, len(depends))
	for k, d := range depends {
		hashes[k] = d.hash
	}
	h.out[i].Task = sig.TaskHash(base, hashes, h.files(t.FileChecksums), h.taint(i), h.byBase())
}

// depends returns the dependencies that are part of a task's hash, in order; random says that one of them has a random hash.
func (h *hasher) depends(i int) (out []sortedDepend, random bool) {
	for _, e := range h.g.Tasks[i].Depends {
		if !h.keeps(i, e.To) {
			continue
		}
		if h.out[e.To].Task == "" {
			return nil, true
		}
		d := sortedDepend{h.g.ShortID(e.To), h.g.ID(e.To), h.out[e.To].Unified}
		if !h.byShortID() {
			d.key = sig.OldDependOrder(d.tid)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b sortedDepend) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.tid, b.tid))
	})
	return out, false
}

// byShortID reports whether dependencies go by their short ids, as from 2.8 on.
func (h *hasher) byShortID() bool { return h.w.Release.Major > 2 || h.w.Release.Minor >= 8 }

// byBase reports whether files go by the last part of their paths, as from 2.18 on.
func (h *hasher) byBase() bool { return h.w.Release.Major > 2 || h.w.Release.Minor >= 18 }

// taint returns what BitBake's -f and -C left beside a task's stamp to change its hash.
func (h *hasher) taint(i int) string {
	t := &h.g.Tasks[i]
	text, err := h.w.View.ReadFile(h.g.Recipes[t.Recipe].Stamp + "." + t.Name + ".taint")
	if err != nil {
		return ""
	}
	return text
}

// keeps reports whether a dependency is part of a task's hash.
func (h *hasher) keeps(task, dep int) bool {
	t, d := &h.g.Tasks[task], &h.g.Tasks[dep]
	r, on := &h.g.Recipes[t.Recipe], &h.g.Recipes[d.Recipe]
	if !h.oe {
		if h.w.Release.Major == 2 && h.w.Release.Minor < 8 && r.Multiconfig != on.Multiconfig {
			return false
		}
		return h.ignore == nil || h.ignore.Search(r.PN) || !h.ignore.Search(on.PN)
	}
	spdx := func(name string) bool { return name == "do_create_spdx" || name == "do_create_runtime_spdx" }
	kernel := func(r *graph.Recipe) bool {
		main := "linux-kernel-base"
		if h.w.Release.Major == 2 && h.w.Release.Minor > 18 {
			main = "kernel"
		}
		return slices.Contains(r.Classes, "module-base") || slices.Contains(r.Classes, main)
	}
	native := func(pn string) bool { return strings.HasSuffix(pn, "-native") }
	switch {
	case t.Name == "do_rm_work":
		return false
	case h.w.Release.Major == 2 && h.w.Release.Minor == 0 && spdx(t.Name) && spdx(d.Name):
		return true
	case r.PN == on.PN && r.Multiconfig == on.Multiconfig:
		return t.Name != "do_kernel_configme" || d.Name != "do_unpack_and_patch"
	case h.deps[r.PN+"->"+on.PN], h.deps["*->"+on.PN] && r.PN != on.PN:
		return false
	case native(r.PN), strings.Contains(r.PN, "-cross-"), strings.HasPrefix(r.PN, "nativesdk-"):
		return true
	case slices.Contains(r.Classes, "packagegroup") && slices.Contains(r.Classes, "allarch") && !native(on.PN):
		return false
	case h.safe[on.PN] && !slices.Contains(r.Classes, "image"):
		return false
	case kernel(on) && !kernel(r):
		return !h.recommendsModules(h.infos[r.Name])
	}
	return true
}

// recommendsModules reports whether a package recommends a kernel module.
func (h *hasher) recommendsModules(i *Info) bool {
	module := func(list []string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, "kernel-module-") })
	}
	if len(i.Inputs.Packages) > 0 && module(i.Inputs.RRecommends) {
		return true
	}
	for _, list := range i.Inputs.PackageRRecommends {
		if module(list) {
			return true
		}
	}
	return false
}

// fileItems returns the files of [file-checksums] that were there when its value was made: an item is "PATH:True" or
// "PATH:False", in one line; a path may have blanks.
func fileItems(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		for line = strings.TrimLeft(line, blanks); line != ""; line = strings.TrimLeft(line, blanks) {
			end, rest := itemEnd(line)
			if end < 0 {
				break
			}
			p, state, _ := strings.Cut(line[:end], ":")
			if state != "False" {
				out = append(out, p)
			}
			line = line[rest:]
		}
	}
	return out
}

const blanks = " \t\n\r\f\v"

// itemEnd returns where the first item of a line ends, and where the rest of the line begins; -1 where there is none.
func itemEnd(line string) (end, rest int) {
	for i := 1; i < len(line); i++ {
		if line[i] != ':' {
			continue
		}
		for _, state := range [...]string{":True", ":False"} {
			if n := i + len(state); strings.HasPrefix(line[i:], state) && (n == len(line) || strings.IndexByte(blanks, line[n]) >= 0) {
				return n, n
			}
		}
	}
	return -1, -1
}

// files returns the files of [file-checksums] with their checksums.
func (h *hasher) files(text string) []sig.File {
	var out []sig.File
	for _, p := range fileItems(text) {
		switch {
		case strings.Contains(p, "*"):
			for _, f := range h.w.View.Glob(p, false) {
				out = h.add(out, f)
			}
		default:
			out = h.add(out, p)
		}
	}
	return out
}

// add adds a file, or the files below a folder.
func (h *hasher) add(out []sig.File, p string) []sig.File {
	info, err := h.w.View.Stat(p)
	if err != nil {
		return out
	}
	if !info.IsDir() {
		if sum, ok := h.sum(p); ok {
			out = append(out, sig.File{Path: p, Sum: sum})
		}
		return out
	}
	if _, err := h.w.View.Readlink(p); err == nil {
		return out
	}
	p = strings.TrimRight(p, "/")
	_ = h.w.View.Walk(p, func(dir string, dirs, files []string) ([]string, error) { // the visitor returns no error
		for _, f := range files {
			full := path.Join(dir, f)
			if sum, ok := h.sum(full); ok {
				out = append(out, sig.File{Path: p + "/." + strings.TrimPrefix(full, p), Sum: sum})
			}
		}
		return slices.DeleteFunc(dirs, func(d string) bool { return slices.Contains(h.skipDirs, d) }), nil
	})
	return out
}

func (h *hasher) sum(p string) (string, bool) {
	if sum, ok := h.sums[p]; ok {
		return sum, sum != ""
	}
	text, err := h.w.View.ReadFile(p)
	if err != nil {
		h.sums[p] = ""
		return "", false
	}
	sum := md5.Sum([]byte(text)) //nolint:gosec // see above
	h.sums[p] = hex.EncodeToString(sum[:])
	return h.sums[p], true
}
