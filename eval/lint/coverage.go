package lint

import (
	"iter"
	"maps"
	"path"
	"slices"

	"github.com/knead-build/knead/lang/bitbake"
)

// Coverage is what rules have seen: that one finds nothing says something only of that.
type Coverage struct {
	// Rules are those that ran: true for those that did not fail anywhere, nor left anything out as there is no core layer. There are
	// none where the run was cancelled.
	Rules map[*Rule]bool
	// Files are those that File rules looked at, by path.
	Files map[string]*bitbake.File
	// Recipes has the files that evaluated recipes are made of, by path. It is true where the rules saw all variants of all of
	// them: none has failed or was skipped, or was not to be checked.
	Recipes map[string]bool
	// Evaluated says that Recipe rules ran, Whole that Layer and Workspace rules did.
	Evaluated, Whole bool
}

// Looked reports whether a rule has looked at a file.
func (c *Coverage) Looked(r *Rule, p string) bool {
	switch {
	case !c.Rules[r] || c.Files[p] == nil:
		return false
	case r.File != nil, r.Of != nil:
		return true
	case r.Recipe != nil:
		return c.Evaluated
	}
	return c.Whole
}

// Saw reports whether a rule has seen all of a file that it ever looks at. Where a code is looked for is not known here.
func (c *Coverage) Saw(r *Rule, p string) bool {
	return c.Looked(r, p) && r.Of == nil && (r.Recipe == nil || c.Recipes[p])
}

// cover notes what the run has seen.
func (l *linter) cover(complete bool) {
	c := &l.out.Seen
	c.Rules, c.Files, c.Recipes = map[*Rule]bool{}, map[string]*bitbake.File{}, l.seen
	for _, r := range l.Rules {
		if complete && r.Holds(l.Release) {
			_, asked := l.asked.Load(r.ID)
			c.Rules[r] = !asked
		}
	}
	for _, f := range l.out.Findings {
		if f.Code == CodeInternal && c.Rules[f.Rule] {
			c.Rules[f.Rule] = false
		}
	}
	for p, tree := range l.trees {
		if l.Within == nil || l.Within(p) {
			c.Files[path.Clean(p)] = tree
		}
	}
	c.Evaluated = l.Workspace != nil
	c.Whole = c.Evaluated && l.Within == nil
}

// saw notes the files that a recipe was made of. With Within, not all recipes that an include file belongs to are evaluated.
func (l *linter) saw(k kept, read iter.Seq[string]) {
	for _, id := range k.Asked {
		l.asked.Store(id, true)
	}
	for p := range read {
		all := k.All && (l.Within == nil || slices.Contains(k.Own, p))
		known, ok := l.seen[p]
		l.seen[p] = all && (known || !ok)
	}
}

// add adds what another run over the same files, for another configuration, has seen: what both have.
func (c *Coverage) add(o *Coverage) {
	switch {
	case o.Rules == nil:
		return
	case c.Rules == nil:
		*c = *o
		return
	}
	for r := range c.Rules {
		c.Rules[r] = c.Rules[r] && o.Rules[r]
	}
	for p, all := range o.Recipes {
		known, ok := c.Recipes[p]
		c.Recipes[p] = all && (known || !ok)
	}
	c.Evaluated, c.Whole = c.Evaluated && o.Evaluated, c.Whole && o.Whole
}

// settings returns the options of all rules, with their defaults.
func settings(opts Options) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range opts.Rules {
		out[r.ID] = map[string]string{}
		for _, o := range r.Options {
			out[r.ID][o.Name] = o.Default
		}
		maps.Copy(out[r.ID], opts.Settings[r.ID])
	}
	return out
}
