package py

import (
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// globModule is Python's glob. Names come sorted within each directory.
var globModule = native.Module{
	Name: "glob",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"glob": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				out, err := globPaths(t, e, args, kw)
				if err != nil {
					return nil, err
				}
				return pyvm.NewList(out...), nil
			},
			"iglob": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				out, err := globPaths(t, e, args, kw)
				if err != nil {
					return nil, err
				}
				next := 0
				return &itertool{ty: itertoolTypes["chain"], next: func(*pyvm.Thread) (pyvm.Value, error) {
					if next == len(out) {
						return nil, nil
					}
					next++
					return out[next-1], nil
				}}, nil
			},
			"escape": pathFunc("escape", "pathname", func(a pathArg) pyvm.Value {
				return a.make(strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(a.s))
			}),
			"has_magic": pathFunc("has_magic", "s", func(a pathArg) pyvm.Value { return pyvm.Bool(fsys.HasMagic(a.s)) }),
		})
	},
}

// globber finds paths as glob.glob does.
type globber struct {
	view      *fsys.View
	root      string
	recursive bool
	hidden    bool
	step      func() error
}

func globPaths(t *pyvm.Thread, e *native.Env, args []pyvm.Value, kw []pyvm.Kw) ([]pyvm.Value, error) {
	var pattern, root, dirFD pyvm.Value
	g := &globber{view: files(e), step: t.Step}
	if len(args) > 1 {
		return nil, pyvm.Raise(pyvm.TypeError, "glob() takes 1 positional argument but %d were given", len(args))
	}
	if err := pyvm.Unpack(t, "glob", args, kw, "pathname", &pattern, "root_dir?", &root, "dir_fd?", &dirFD, "recursive?", &g.recursive,
		"include_hidden?", &g.hidden); err != nil {
		return nil, err
	}
	p, err := fsPath(t, pattern)
	if err != nil {
		return nil, err
	}
	if given(root) {
		r, err := fsPath(t, root)
		if err != nil {
			return nil, err
		}
		g.root = r.s
	}
	found, err := g.glob(p.s, false)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 && found[0] == "" && (p.s == "" || g.recursive && strings.HasPrefix(p.s, "**")) {
		found = found[1:]
	}
	out := make([]pyvm.Value, len(found))
	for i, f := range found {
		out[i] = p.make(f)
	}
	return out, nil
}

func (g *globber) in(p string) string {
	if p == "" || g.root == "" {
		return g.root + p
	}
	return posixpath.Join(g.root, p)
}

func (g *globber) there(p string) bool {
	_, err := lstat(g.view, p)
	return p != "" && err == nil
}

// glob returns what a pattern matches; dirs asks for directories only.
func (g *globber) glob(pattern string, dirs bool) ([]string, error) {
	if err := g.step(); err != nil {
		return nil, err
	}
	dir, base := posixpath.Split(pattern)
	if !fsys.HasMagic(pattern) {
		if base != "" && g.there(g.in(pattern)) || base == "" && g.view.IsDir(g.in(dir)) {
			return []string{pattern}, nil
		}
		return nil, nil
	}
	if dir == "" {
		return g.inDir(g.root, base, dirs)
	}
	parents := []string{dir}
	if dir != pattern && fsys.HasMagic(dir) {
		var err error
		if parents, err = g.glob(dir, true); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, d := range parents {
		names, err := g.inDir(g.in(d), base, dirs)
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			out = append(out, posixpath.Join(d, n))
		}
	}
	return out, nil
}

// inDir matches a pattern without slashes.
func (g *globber) inDir(dir, pattern string, dirs bool) ([]string, error) {
	switch {
	case !fsys.HasMagic(pattern):
		if pattern == "" && g.view.IsDir(dir) || pattern != "" && g.there(posixpath.Join(dir, pattern)) {
			return []string{pattern}, nil
		}
		return nil, nil
	case g.recursive && pattern == "**":
		out := []string{""}
		err := g.below(dir, "", dirs, 0, &out)
		return out, err
	}
	var out []string
	for _, n := range g.names(dir, dirs) {
		if (g.hidden || pattern[0] == '.' || n[0] != '.') && fsys.Match(pattern, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

// names lists a directory; what cannot be listed is empty.
func (g *globber) names(dir string, dirs bool) []string {
	if dir == "" {
		dir = "."
	}
	names, err := g.view.ReadDir(dir)
	if err != nil {
		return nil // as glob: it has no matches
	}
	if !dirs {
		return names
	}
	var out []string
	for _, n := range names {
		if g.view.IsDir(posixpath.Join(dir, n)) {
			out = append(out, n)
		}
	}
	return out
}

// maxGlobDepth is how deep "**" goes: as far as Linux follows links.
const maxGlobDepth = 40

// below adds all that is below a directory.
func (g *globber) below(dir, prefix string, dirs bool, depth int, out *[]string) error {
	if err := g.step(); err != nil {
		return err
	}
	for _, n := range g.names(dir, dirs) {
		if n[0] == '.' && !g.hidden {
			continue
		}
		*out = append(*out, prefix+n)
		sub := n
		if dir != "" {
			sub = posixpath.Join(dir, n)
		}
		if depth < maxGlobDepth && g.view.IsDir(sub) {
			if err := g.below(sub, prefix+n+"/", dirs, depth+1, out); err != nil {
				return err
			}
		}
	}
	return nil
}
