package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

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
	lists        map[string]listCount
	// configured is what files of configurations assign.
	configured map[string][]string
	digest     string // of that
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

// listCount counts what is added to a variable: with a blank between, and without one.
type listCount struct{ apart, joined int }

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

// Configured returns the values that files of configurations assign to a variable: those of all machines and distributions.
func (u *Usage) Configured(name string) []string { return u.configured[name] }

// IsList reports whether a variable is a list of words: what is added to it is nearly always kept apart by a blank.
func (u *Usage) IsList(name string) bool {
	c := u.lists[name]
	return c.apart >= 3 && c.apart >= 4*c.joined
}

type usageKey struct{}

// Usage returns what the metadata reads and sets. Recipe rules may ask for IsList and Configured alone: findings in recipes are kept,
// and do not depend on more.
func (p *pass) Usage() *Usage { return p.linter.usage() }

func (l *linter) usage() *Usage {
	return Once(&pass{linter: l}, usageKey{}, l.readUsage)
}

// key returns a text that differs where IsList and Configured do.
func (u *Usage) key() string {
	var names []string
	for name := range u.lists {
		if u.IsList(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ") + " " + u.digest
}

// readUsage looks at all files, side by side.
func (l *linter) readUsage() *Usage {
	view := fsys.NewView(l.Disk, "/")
	texts := l.codeFiles(view)
	parts := make([]*usagePart, len(l.sorted)+len(texts))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				part := &usagePart{}
				if i < len(l.sorted) {
					part.file(l.sorted[i])
				} else {
					part.other(view, texts[i-len(l.sorted)])
				}
				parts[i] = part
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	group.Wait()
	u := &Usage{reads: map[string]*readers{}, sets: map[string]bool{}, keys: map[string]bool{}, lists: map[string]listCount{}, configured: map[string][]string{}}
	hash := sha256.New()
	for _, part := range parts {
		u.add(part)
		for _, x := range part.configured {
			u.configured[x[0]] = append(u.configured[x[0]], x[1])
			fmt.Fprintf(hash, "%q\n", x)
		}
	}
	u.digest = hex.EncodeToString(hash.Sum(nil))
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
	for _, x := range part.lists {
		c := u.lists[x.name]
		if x.apart {
			c.apart++
		} else {
			c.joined++
		}
		u.lists[x.name] = c
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
