package licenses

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lang/source"
)

// Policy is what a configuration does not want to ship.
type Policy struct {
	// Incompatible and Exceptions are INCOMPATIBLE_LICENSE and INCOMPATIBLE_LICENSE_EXCEPTIONS.
	Incompatible, Exceptions string
	// TargetArch, SDKSys and TranslatedTargetArch are the variables of which the names of cross tools are made: those are exempt.
	TargetArch, SDKSys, TranslatedTargetArch string
}

// Skips is what a policy leaves out.
type Skips struct {
	// Packages are the packages that are left out, with the licences for which they are.
	Packages map[string][]string
	// Recipe are the licences for which the recipe is skipped, sorted; none where it is not.
	Recipe []string
}

// wildcards are the words with "*" that INCOMPATIBLE_LICENSE may have.
var wildcards = map[string][]string{
	"AGPL-3.0*": {"AGPL-3.0-only", "AGPL-3.0-or-later"},
	"GPL-3.0*":  {"GPL-3.0-only", "GPL-3.0-or-later"},
	"LGPL-3.0*": {"LGPL-3.0-only", "LGPL-3.0-or-later"},
}

// Skips works out what of a recipe a policy leaves out. Where the policy itself is wrong, BitBake ends there: nothing is left
// out, and the problems say what is wrong. An expression that cannot be read leaves nothing out; CheckLicense complains of it.
func (c *Core) Skips(r *Recipe, p Policy) (Skips, []Problem) {
	out := Skips{Packages: map[string][]string{}}
	if p.exempt(r.PN) || strings.TrimSpace(p.Incompatible) == "" || len(r.Packages) == 0 && !c.SkipsInClass {
		return out, nil
	}
	if problems := p.check(); len(problems) > 0 {
		return out, problems
	}
	words := strings.Fields(p.Incompatible)
	unwanted := expand(words)
	for _, pkg := range r.Packages {
		text := pkg.License
		if text == "" {
			text = r.License
		}
		var names []string
		if c.Dialect == license.Old {
			names = c.unwanted(r, text, slices.DeleteFunc(slices.Clone(unwanted), func(l string) bool {
				return slices.Contains(strings.Fields(p.Exceptions), pkg.Name+":"+l)
			}))
		} else if e := c.resolved(r, text); e != nil {
			for _, x := range license.Refused(e, c.List, unwanted, exceptionsFor(pkg.Name, p.Exceptions)) {
				names = append(names, license.String(x))
			}
		}
		if len(names) > 0 {
			out.Packages[pkg.Name] = names
		}
	}
	if len(out.Packages) < len(r.Packages) {
		return out, nil
	}
	if c.SkipsInClass {
		words = unwanted
	}
	all := c.unwanted(r, r.License, words)
	for names := range maps.Values(out.Packages) {
		all = append(all, names...)
	}
	slices.Sort(all)
	out.Recipe = slices.Compact(all)
	return out, nil
}

// exempt reports whether a recipe's licences do not count, because what it makes is not shipped.
func (p Policy) exempt(pn string) bool {
	if strings.HasPrefix(pn, "nativesdk-") || strings.HasPrefix(pn, "gcc-source-") {
		return true
	}
	return slices.ContainsFunc([]string{"-native", "-cross-" + p.TargetArch, "-cross-initial-" + p.TargetArch, "-crosssdk-" + p.SDKSys,
		"-crosssdk-initial-" + p.SDKSys, "-cross-canadian-" + p.TranslatedTargetArch}, func(end string) bool {
		return strings.HasSuffix(pn, end)
	})
}

// check returns what is wrong with the words of a policy.
func (p Policy) check() (out []Problem) {
	for word, span := range Fields(p.Incompatible) {
		switch {
		case wildcards[word] != nil:
		case IsObsolete(word):
			out = append(out, problem(Unwanted, "INCOMPATIBLE_LICENSE", span, "%s is obsolete; SPDX's name is needed", word))
		case strings.Contains(word, "*"):
			out = append(out, problem(Unwanted, "INCOMPATIBLE_LICENSE", span, "%s: only %s may have a '*'", word,
				strings.Join(slices.Sorted(maps.Keys(wildcards)), ", ")))
		}
	}
	for word, span := range Fields(p.Exceptions) {
		name := word
		if parts := strings.Split(word, ":"); len(parts) > 1 {
			name = parts[1]
		}
		if IsObsolete(name) {
			out = append(out, problem(Unwanted, "INCOMPATIBLE_LICENSE_EXCEPTIONS", span, "%s is obsolete; SPDX's name is needed", name))
		}
	}
	return out
}

// expand puts what wildcards stand for in their place.
func expand(words []string) (out []string) {
	for _, w := range words {
		if list := wildcards[w]; list != nil {
			out = append(out, list...)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// exceptionsFor returns the licences that exceptions allow for a package: "LICENCE" for all, "PACKAGE:LICENCE" for one.
func exceptionsFor(pkg, exceptions string) (out []string) {
	for _, w := range strings.Fields(exceptions) {
		if p, l, ok := strings.Cut(w, ":"); !ok {
			out = append(out, w)
		} else if p == pkg {
			out = append(out, l)
		}
	}
	return out
}

// resolved returns a value's expression in SPDX's names, nil where there is none.
func (c *Core) resolved(r *Recipe, text string) license.Expr {
	if text == "" || text == license.Closed {
		return nil
	}
	e, err := license.Parse(text, license.Mixed, c.List)
	if err != nil {
		return nil
	}
	if e, _, err = license.Resolve(e, r.Aliases, c.List); err != nil {
		return nil
	}
	return e
}

// Expression returns a value of LICENSE as an expression of SPDX's names, nil where it is none, or CLOSED.
func (c *Core) Expression(r *Recipe, text string) license.Expr {
	if e := c.resolved(r, text); e != nil || text == "" || text == license.Closed {
		return e
	}
	conversion, err := license.Convert(text, r.Aliases, c.List)
	if err != nil {
		return nil
	}
	return c.resolved(r, license.Apply(text, conversion.Edits))
}

// unwanted returns the licences, by SPDX's names, for which an expression cannot be used where these patterns are unwanted.
func (c *Core) unwanted(r *Recipe, text string, patterns []string) []string {
	matches := func(name string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return fsys.Match(p, name) })
	}
	if c.Dialect != license.Old {
		return license.Unwanted(c.resolved(r, text), c.Dialect, matches)
	}
	e, err := license.Parse(text, license.Old, nil)
	if err != nil {
		return nil
	}
	canonical := func(name string) string {
		if alias := r.Aliases[name]; alias != "" {
			return alias
		}
		return name
	}
	names := license.Unwanted(e, license.Old, func(name string) bool { return matches(canonical(name)) })
	for i := range names {
		names[i] = canonical(names[i])
	}
	slices.Sort(names)
	return names
}

// Fields are the words of a text with their places.
func Fields(text string) func(yield func(string, source.Span) bool) {
	return func(yield func(string, source.Span) bool) {
		end := 0
		for _, word := range strings.Fields(text) {
			start := end + strings.Index(text[end:], word)
			end = start + len(word)
			if !yield(word, source.Span{Start: source.Pos(start), End: source.Pos(end)}) {
				return
			}
		}
	}
}
