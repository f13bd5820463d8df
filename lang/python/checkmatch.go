package python

import (
	"slices"
)

// patternNames are the names that a case's pattern has bound so far, and whether a pattern that always matches may stand
// where the coder is.
type patternNames struct {
	bound  []string
	always bool
}

func (g *coder) match(n *Match) {
	g.expr(n.Subject)
	for i, m := range n.Cases {
		last := i == len(n.Cases)-1
		if as, ok := m.Pattern.(*MatchAs); !ok || as.Pattern != nil || as.Name != "" || !last || i == 0 {
			g.patterns = &patternNames{always: m.Guard != nil || last}
			g.pattern(m.Pattern)
		}
		g.expr(m.Guard)
		g.stmts(m.Body)
	}
}

// bindName binds a name of a pattern.
func (g *coder) bindName(n Pattern, name string) {
	if name == "" {
		return
	}
	g.debug(name, Store, n.Span())
	if slices.Contains(g.patterns.bound, name) {
		g.fail(n.Span(), "multiple assignments to name %s in pattern", Quote(name))
	}
	g.patterns.bound = append(g.patterns.bound, name)
}

// inner makes code of a part of a pattern, where one that always matches hides nothing.
func (g *coder) inner(n Pattern) {
	always := g.patterns.always
	g.patterns.always = true
	g.pattern(n)
	g.patterns.always = always
}

func (g *coder) pattern(node Pattern) {
	switch n := node.(type) {
	case *MatchValue:
		if _, ok := n.Value.(*JoinedStr); ok {
			g.fail(n.Span(), "patterns may only match literals and attribute lookups")
		}
		g.expr(n.Value)
	case *MatchSequence:
		seen := false
		for _, p := range n.Patterns {
			if _, ok := p.(*MatchStar); ok {
				if seen {
					g.fail(n.Span(), "multiple starred names in sequence pattern")
				}
				seen = true
			}
		}
		for _, p := range n.Patterns {
			g.inner(p)
		}
	case *MatchStar:
		g.bindName(n, n.Name)
	case *MatchMapping:
		g.mapping(n)
	case *MatchClass:
		for i, attr := range n.KwdAttrs {
			g.debug(attr, Store, n.KwdPatterns[i].Span())
			if j := slices.Index(n.KwdAttrs[i+1:], attr); j >= 0 {
				g.fail(n.KwdPatterns[i+1+j].Span(), "attribute name repeated in class pattern: %s", attr)
			}
		}
		g.expr(n.Cls)
		for _, p := range n.Patterns {
			g.inner(p)
		}
		for _, p := range n.KwdPatterns {
			g.inner(p)
		}
	case *MatchAs:
		if n.Pattern != nil {
			g.pattern(n.Pattern)
		} else if !g.patterns.always {
			if n.Name != "" {
				g.fail(n.Span(), "name capture %s makes remaining patterns unreachable", Quote(n.Name))
			} else {
				g.fail(n.Span(), "wildcard makes remaining patterns unreachable")
			}
		}
		g.bindName(n, n.Name)
	case *MatchOr:
		g.alternatives(n)
	}
}

func (g *coder) mapping(n *MatchMapping) {
	seen := map[matchKey]bool{}
	for _, k := range n.Keys {
		if key, repr, ok := keyOf(k); ok {
			if seen[key] {
				g.fail(n.Span(), "mapping pattern checks duplicate key (%s)", repr)
			}
			seen[key] = true
		} else if _, ok := k.(*Attribute); !ok {
			g.fail(n.Span(), "mapping pattern keys may only match literals and attribute lookups")
		}
		g.expr(k)
	}
	for _, p := range n.Patterns {
		g.inner(p)
	}
	g.bindName(n, n.Rest)
}

func (g *coder) alternatives(n *MatchOr) {
	outer := *g.patterns
	var first []string
	for i, p := range n.Patterns {
		g.patterns = &patternNames{always: i == len(n.Patterns)-1 && outer.always}
		g.pattern(p)
		names := slices.Clone(g.patterns.bound)
		slices.Sort(names)
		if i == 0 {
			first = g.patterns.bound
			continue
		}
		control := slices.Clone(first)
		slices.Sort(control)
		if !slices.Equal(names, control) {
			g.fail(n.Span(), "alternative patterns bind different names")
		}
	}
	g.patterns = &outer
	for _, name := range first {
		g.bindName(n, name)
	}
}
