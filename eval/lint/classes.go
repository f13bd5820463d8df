package lint

import (
	"path"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
)

// Classes says which classes recipes inherit by themselves.
type Classes struct{ byRecipes, byClasses map[string]bool }

type classesKey struct{}

// Classes returns what the metadata says of its classes.
func (p *pass) Classes() *Classes {
	return Once(p, classesKey{}, func() *Classes {
		c := &Classes{map[string]bool{}, map[string]bool{}}
		for _, tree := range p.linter.sorted {
			by := c.byRecipes
			if tree.Kind == bitbake.Class || tree.Kind == bitbake.Conf {
				by = c.byClasses
			}
			for _, s := range tree.Stmts {
				if s, ok := s.(*bitbake.Inherit); ok {
					for _, name := range strings.Fields(s.Classes.Value) {
						by[name] = true
					}
				}
			}
		}
		return c
	})
}

// ByRecipes reports whether a class is for recipes that inherit it: it lies in classes-recipe, or recipes inherit it, and no other
// class does. Others may be for the configuration to inherit for all recipes.
func (c *Classes) ByRecipes(tree *bitbake.File) bool {
	dir, name := path.Split(tree.Source.Name())
	switch path.Base(dir) {
	case "classes-recipe":
		return true
	case "classes-global":
		return false
	}
	name = strings.TrimSuffix(name, ".bbclass")
	return c.byRecipes[name] && !c.byClasses[name]
}
