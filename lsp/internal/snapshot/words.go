package snapshot

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// Words is what the metadata files of a build's layers mention, for completion: names that nothing has evaluated yet.
type Words struct {
	Variables []string        // that are set or read anywhere, sorted
	Often     map[string]bool // those that many recipes set
	Overrides []string        // that variables are set under anywhere, sorted, packages left out
	// Flags are the flags that are set of a variable anywhere, by variable, sorted; those of tasks are below "do_".
	Flags map[string][]string
	// Values are the words that several files give a variable, and that code looks for in it (bb.utils.contains), by variable, those
	// that most files have first.
	Values map[string][]string
}

// PerPackage reports whether a variable is set for packages: what stands behind its colon is the name of one.
func PerPackage(name string) bool { return perPackage[name] }

var perPackage = map[string]bool{
	"RDEPENDS": true, "RRECOMMENDS": true, "RSUGGESTS": true, "RCONFLICTS": true, "RPROVIDES": true, "RREPLACES": true, "FILES": true,
	"CONFFILES": true, "ALLOW_EMPTY": true, "INSANE_SKIP": true, "PKG": true, "ALTERNATIVE": true, "ALTERNATIVE_PRIORITY": true,
	"SYSTEMD_SERVICE": true, "SYSTEMD_AUTO_ENABLE": true, "INITSCRIPT_NAME": true, "INITSCRIPT_PARAMS": true, "USERADD_PARAM": true,
	"GROUPADD_PARAM": true, "GROUPMEMS_PARAM": true, "SUMMARY": true, "DESCRIPTION": true, "SECTION": true, "LICENSE": true, "PRIVATE_LIBS": true,
	"pkg_preinst": true, "pkg_postinst": true, "pkg_prerm": true, "pkg_postrm": true, "pkg_postinst_ontarget": true,
	"DEBIAN_NOAUTONAME": true,
}

// texts are variables whose words are prose or addresses.
var texts = map[string]bool{"SUMMARY": true, "DESCRIPTION": true, "HOMEPAGE": true, "BUGTRACKER": true, "SRC_URI": true, "LIC_FILES_CHKSUM": true, "SRCREV": true}

// asks is a question for words of a variable, in Python.
var asks = regexp.MustCompile(`\b(?:contains|contains_any|filter)\(\s*["']([A-Z_]+)["']\s*,\s*["']([^"'$]+)["']`)

// gets is a question for a variable, in Python.
var gets = regexp.MustCompile(`\b(?:[gs]etVar|appendVar|prependVar|delVar)\(\s*["']([A-Za-z0-9_-]+)["']`)

// many is how many recipes set a variable often.
const many = 25

// collector collects words, for each how many files have it.
type collector struct {
	variables, overrides map[string]int
	recipes              map[string]int // that set a variable
	flags, values        map[string]map[string]int
}

// readWords looks at the metadata files of all layers.
func readWords(ctx context.Context, w *eval.Workspace) (*Words, error) {
	c := &collector{map[string]int{}, map[string]int{}, map[string]int{}, map[string]map[string]int{}, map[string]map[string]int{}}
	view := w.View.Derive(nil) // the workspace's own records what it looks at
	for _, l := range w.Layers {
		for _, f := range config.LayerFiles(view, l.Dir) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			text, err := view.ReadFile(f.Path)
			if err != nil {
				continue // it has gone
			}
			c.file(bitbake.Parse(source.NewFile(f.Path, text), f.Kind, bitbake.Options{Dialect: w.Release.Dialect(), BaseConf: f.Base}))
		}
	}
	out := &Words{Variables: slices.Sorted(maps.Keys(c.variables)), Overrides: slices.Sorted(maps.Keys(c.overrides))}
	out.Often = map[string]bool{}
	for name, n := range c.recipes {
		out.Often[name] = n >= many
	}
	out.Flags, out.Values = map[string][]string{}, map[string][]string{}
	for name, flags := range c.flags {
		out.Flags[name] = slices.Sorted(maps.Keys(flags))
	}
	for name, words := range c.values {
		maps.DeleteFunc(words, func(_ string, n int) bool { return n < 2 })
		if len(words) > 0 {
			out.Values[name] = slices.SortedFunc(maps.Keys(words), func(a, b string) int {
				return cmp.Or(words[b]-words[a], strings.Compare(a, b))
			})
		}
	}
	return out, nil
}

func (c *collector) file(tree *bitbake.File) {
	seen := map[string]bool{} // of a file each word counts once
	for _, s := range tree.Stmts {
		if a, ok := s.(*bitbake.Assignment); ok {
			c.assignment(a, seen)
			if root, _, _ := strings.Cut(a.Name.Value, ":"); tree.Kind == bitbake.Recipe && !a.Flag.Known() && !seen[root] {
				seen[root] = true
				c.recipes[root]++
			}
		}
	}
	text := tree.Source.Text()
	for _, name := range lint.References(text) {
		c.variables[name]++
	}
	for _, m := range gets.FindAllStringSubmatch(text, -1) {
		c.variables[m[1]]++
	}
	for _, m := range asks.FindAllStringSubmatch(text, -1) {
		for _, word := range strings.Fields(m[2]) {
			add(c.values, m[1], word, 2)
		}
	}
}

func (c *collector) assignment(a *bitbake.Assignment, seen map[string]bool) {
	name := a.Name.Value
	root, overrides, _ := strings.Cut(name, ":")
	if strings.Contains(root, "${") {
		return
	}
	c.variables[root]++
	for _, o := range strings.Split(overrides, ":") {
		if o != "" && !strings.ContainsAny(o, "${}") && !PerPackage(root) && o != "append" && o != "prepend" && o != "remove" {
			c.overrides[o]++
		}
	}
	switch {
	case a.Flag.Known():
		if strings.HasPrefix(root, "do_") {
			root = "do_"
		}
		if !strings.ContainsAny(a.Flag.Value, "${}") {
			add(c.flags, root, a.Flag.Value, 1)
		}
	case !texts[root]:
		for _, word := range strings.Fields(a.Value.Value) {
			if key := root + " " + word; len(word) < 50 && !seen[key] && !strings.ContainsAny(word, "${}@\\()'\",/") {
				seen[key] = true
				add(c.values, root, word, 1)
			}
		}
	}
}

func add(to map[string]map[string]int, name, word string, n int) {
	if to[name] == nil {
		to[name] = map[string]int{}
	}
	to[name][word] += n
}
