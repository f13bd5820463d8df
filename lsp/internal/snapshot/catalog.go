package snapshot

import (
	"maps"
	"slices"

	"github.com/knead-build/knead/eval"
)

// Catalog is the names that listed recipes bring, made once a listing. The lists are sorted.
type Catalog struct {
	Provided []string                // what DEPENDS may name: recipes and what else they provide
	Packages []string                // what RDEPENDS may name: packages and what they provide
	By       map[string][]*eval.Info // who provides a name of Provided, by file
	Made     map[string]*eval.Info   // whose package it is, where it is one's own
	Versions map[string][]string     // of recipes, by PN
	Users    map[string][]string     // the files of recipes that name in DEPENDS what a recipe provides, by the recipe's file
}

func catalogOf(l *eval.Listing) *Catalog {
	c := &Catalog{By: map[string][]*eval.Info{}, Made: map[string]*eval.Info{}, Versions: map[string][]string{}, Users: map[string][]string{}}
	packages := map[string]bool{}
	for _, v := range l.Variants() {
		if v.Skipped || v.Inputs == nil {
			continue
		}
		for _, name := range v.Provides {
			c.By[name] = append(c.By[name], v)
		}
		for _, p := range v.Inputs.Packages {
			packages[p] = true
			if c.Made[p] == nil {
				c.Made[p] = v
			}
		}
		for _, p := range v.Inputs.RProvides {
			packages[p] = true
		}
		for _, list := range v.Inputs.PackageRProvides {
			for _, p := range list {
				packages[p] = true
			}
		}
		if !slices.Contains(c.Versions[v.PN], v.PV) {
			c.Versions[v.PN] = append(c.Versions[v.PN], v.PV)
		}
	}
	c.Provided, c.Packages = slices.Sorted(maps.Keys(c.By)), slices.Sorted(maps.Keys(packages))
	for _, v := range l.Variants() {
		if v.Inputs != nil {
			c.use(v)
		}
	}
	for f, list := range c.Users {
		slices.Sort(list)
		c.Users[f] = slices.Compact(list)
	}
	return c
}

// use notes what a recipe depends on to be built.
func (c *Catalog) use(v *eval.Info) {
	for _, name := range v.Inputs.Depends {
		for _, by := range c.By[name] {
			if by.File != v.File {
				c.Users[by.File] = append(c.Users[by.File], v.File)
			}
		}
	}
}
