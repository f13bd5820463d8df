package lint

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
)

// Usage says which variables all the metadata files read and set, as far as texts tell: by ${NAME} anywhere, by the words of string
// literals in Python, by those of flags, and by capital words of values, which code may take for names. It names more than is
// really read: what it does not name nobody reads. Overrides do not count: of A:b it has A.
type Usage struct {
	reads map[string]*readers
	// starts and ends are those of names that code puts together: "ALTERNATIVE_" and "_FILES".
	starts, ends []string
	sets         map[string]bool
	keys         map[string]bool // "A:b" that is read by that name; "A:" where code puts it together
	// Asked are the variables that Python in metadata asks for by getVar and the like, in order.
	Asked []Asked
}

// Asked is a variable that code asks for.
type Asked struct {
	File *bitbake.File
	Name bitbake.Text
}

// readers are the files that read a variable.
type readers struct {
	trees []*bitbake.File
	code  bool // Python modules that classes use
	tools bool // tests and scripts, which look at what is built
}

// Reads reports whether anybody reads a variable.
func (u *Usage) Reads(name string) bool { return u.reads[name] != nil || u.composed(name) }

// Readers returns the metadata files that read a variable; others says that Python modules do so, too, or may.
func (u *Usage) Readers(name string) (trees []*bitbake.File, others bool) {
	if r := u.reads[name]; r != nil {
		trees, others = r.trees, r.code
	}
	return trees, others || u.composed(name)
}

// ReadNames returns the names of the variables that are read, in no order.
func (u *Usage) ReadNames() []string { return slices.Collect(maps.Keys(u.reads)) }

// Sets reports whether anybody sets a variable or a flag of it, or may.
func (u *Usage) Sets(name string) bool { return u.sets[name] || u.composed(name) }

// SetNames returns the names of the variables that are set, in no order.
func (u *Usage) SetNames() []string { return slices.Collect(maps.Keys(u.sets)) }

func (u *Usage) composed(name string) bool {
	return slices.ContainsFunc(u.starts, func(x string) bool { return strings.HasPrefix(name, x) }) ||
		slices.ContainsFunc(u.ends, func(x string) bool { return strings.HasSuffix(name, x) })
}

// Key reports whether a name with an override is read by just that name: what stands behind the colon is a key then, and need not be
// an override that ever holds.
func (u *Usage) Key(name string) bool {
	root, _, _ := strings.Cut(name, ":")
	return u.keys[name] || u.keys[root+":"]
}

type usageKey struct{}

// Usage returns what the metadata reads and sets. Recipe rules do not know it, as findings in recipes are kept: see Habits.
func (p *WorkspacePass) Usage() *Usage {
	return Once(p, usageKey{}, p.linter.readUsage)
}

type usageIn struct{}

// readUsage looks at all files, side by side.
func (l *linter) readUsage() *Usage {
	view := fsys.NewView(l.Disk, "/")
	texts := l.codeFiles(view)
	parts := make([]*usagePart, len(l.sorted)+len(texts))
	sideBySide(context.Background(), len(parts), func(i int) {
		if i >= len(l.sorted) {
			parts[i] = &usagePart{}
			parts[i].other(view, texts[i-len(l.sorted)])
			return
		}
		tree := l.sorted[i]
		parts[i] = OnceIn(l, tree, usageIn{}, func() *usagePart {
			part := &usagePart{}
			part.file(tree)
			return part
		})
	})
	u := &Usage{reads: map[string]*readers{}, sets: map[string]bool{}, keys: map[string]bool{}}
	for _, part := range parts {
		u.add(part)
	}
	u.starts, u.ends = slices.Compact(slices.Sorted(slices.Values(u.starts))), slices.Compact(slices.Sorted(slices.Values(u.ends)))
	return u
}

func (u *Usage) add(part *usagePart) {
	for _, name := range part.reads {
		r := u.reads[name]
		if r == nil {
			r = &readers{}
			u.reads[name] = r
		}
		if part.tree == nil {
			r.code = r.code || !part.tool
			r.tools = r.tools || part.tool
		} else if n := len(r.trees); n == 0 || r.trees[n-1] != part.tree {
			r.trees = append(r.trees, part.tree)
		}
	}
	for _, name := range part.sets {
		u.sets[name] = true
	}
	for _, name := range part.keys {
		u.keys[name] = true
	}
	u.starts = append(u.starts, part.starts...)
	u.ends = append(u.ends, part.ends...)
	u.Asked = append(u.Asked, part.asked...)
}

// codeFiles returns the texts besides metadata that read variables: the layers' Python modules, the core layer's scripts, and
// image layouts.
func (l *linter) codeFiles(view *fsys.View) []string {
	var out []string
	if l.Workspace == nil {
		return nil
	}
	for _, layer := range l.Workspace.Layers {
		for _, folder := range []string{layer.Dir + "/lib", layer.Dir + "/wic", layer.Dir + "/../scripts", layer.Dir + "/conf/templates"} {
			_ = view.Walk(folder, func(dir string, dirs, files []string) ([]string, error) { // the visitor returns no error
				for _, name := range files {
					if ext := name[max(0, strings.LastIndexByte(name, '.')):]; ext == name || ext == ".py" || ext == ".wks" || ext == ".in" || ext == ".inc" || strings.Contains(name, ".sample") {
						out = append(out, dir+"/"+name)
					}
				}
				return slices.DeleteFunc(dirs, func(d string) bool { return d == "__pycache__" || strings.HasPrefix(d, ".") }), nil
			})
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
