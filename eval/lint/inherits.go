package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
)

// ClassName returns the name of a class by its file.
func ClassName(file string) string { return strings.TrimSuffix(path.Base(file), ".bbclass") }

// EachInherit calls visit with the words of a file's inherit statements.
func EachInherit(f *bitbake.File, visit func(*bitbake.Inherit, Word)) {
	for _, s := range f.Stmts {
		if s, ok := s.(*bitbake.Inherit); ok {
			for _, w := range Words(s.Classes) {
				visit(s, w)
			}
		}
	}
}

// Inherits reports whether the recipe has inherited a class, by itself or through others.
func (p *RecipePass) Inherits(class string) bool {
	return slices.ContainsFunc(interp.Inherited(p.Data), func(f string) bool { return ClassName(f) == class })
}

// InheritedAt returns where the recipe itself inherits a class; the file is nil where it does so nowhere by that very name.
func (p *RecipePass) InheritedAt(class string) (at Word, in *bitbake.File) {
	for _, f := range p.Own() {
		EachInherit(f, func(_ *bitbake.Inherit, w Word) {
			if w.Value == class && in == nil {
				at, in = w, f
			}
		})
	}
	return at, in
}
