package licenses

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/license"
)

// text is where a licence's text is.
type text struct {
	found bool
	file  string // of the sources, where NO_GENERIC_LICENSE names it
	both  bool   // NO_GENERIC_LICENSE names it, and there is a text with the metadata, which counts
}

// find looks for the text of a licence as OE-Core does.
func (c *Core) find(view *fsys.View, r *Recipe, id *license.ID) text {
	dirs := append([]string{r.CommonDir}, r.Path...)
	if c.Alone && c.knows(id.Name) {
		return text{found: true, both: c.Dialect == license.Old && r.NoGeneric[id.Name] != ""}
	}
	if c.Dialect == license.Old {
		return findOld(view, r, dirs, oldTextName(id.Name))
	}
	if file := r.NoGeneric[id.TextName()]; file != "" && id.Kind == license.Ref {
		return text{true, file, false}
	}
	for _, dir := range dirs {
		if view.IsFile(join(dir, id.TextName())) || view.IsFile(join(dir, id.Name)) {
			return text{found: true}
		}
	}
	return text{}
}

// knows reports whether a name is SPDX's or an obsolete one.
func (c *Core) knows(name string) bool {
	return c.List.License(name) != nil || c.List.Exception(name) != nil || oldNames[name] != ""
}

// oldTextName is the name under which older releases look for a text.
func oldTextName(name string) string { return strings.NewReplacer("+", "", "*", "").Replace(name) }

// findOld looks for a text as before July 2026: in each directory for the file, then for whether the name has an alias, which is
// taken to be there.
func findOld(view *fsys.View, r *Recipe, dirs []string, name string) text {
	file := r.NoGeneric[name]
	_, alias := r.Aliases[name]
	for _, dir := range dirs {
		if alias || view.IsFile(join(dir, name)) {
			return text{found: true, both: file != ""}
		}
	}
	return text{found: file != "", file: file}
}

func join(dir, name string) string {
	if path.IsAbs(name) {
		return name
	}
	return dir + "/" + name
}

// similar returns the licences that are like a name: of SPDX's list, of those with a text, and by what aliases say.
func (c *Core) similar(view *fsys.View, r *Recipe, name string) []string {
	for alias, spdx := range r.Aliases {
		if strings.EqualFold(alias, name) {
			return []string{spdx}
		}
	}
	if entry := c.List.License(name); entry != nil {
		if entry.ID == name {
			return nil // there is no doubt of what is meant
		}
		return []string{entry.ID}
	}
	names := append([]string(nil), c.List.Names()...)
	for _, dir := range append([]string{r.CommonDir}, r.Path...) {
		there, err := view.ReadDir(dir)
		if err != nil {
			continue // LICENSE_PATH may name what is not there
		}
		for _, n := range there {
			if c.List.License(n) == nil {
				names = append(names, n)
			}
		}
	}
	return diag.Similar(name, names)
}
