package license

import (
	"iter"
	"strings"
)

// Walk calls visit for an expression and, where it returns true, for those within it, in the order in which they stand.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	switch e := e.(type) {
	case *And:
		Walk(e.X, visit)
		Walk(e.Y, visit)
	case *Or:
		Walk(e.X, visit)
		Walk(e.Y, visit)
	case *With:
		Walk(e.License, visit)
		Walk(e.Exception, visit)
	case *Group:
		Walk(e.X, visit)
	}
}

// IDs are the names in an expression, exceptions included, in the order in which they stand.
func IDs(e Expr) iter.Seq[*ID] {
	return func(yield func(*ID) bool) {
		more := true
		Walk(e, func(e Expr) bool {
			if id, ok := e.(*ID); ok && more {
				more = yield(id)
			}
			return more
		})
	}
}

// TextName is the name that the licence's text has in a directory of licences: the name itself, of a reference what is behind
// "LicenseRef-".
func (e *ID) TextName() string {
	if e.former != "" {
		return e.former
	}
	if _, name, ok := strings.Cut(e.Name, refPrefix); ok && e.Kind == Ref {
		return name
	}
	return e.Name
}

// String returns the name, with its "+".
func (e *ID) String() string {
	if e.Plus {
		return e.Name + "+"
	}
	return e.Name
}

// String returns the expression in SPDX's words, with the brackets that it needs.
func (e *And) String() string { return binary(e.X, "AND", e.Y, andBinds) }

// String returns the expression in SPDX's words, with the brackets that it needs.
func (e *Or) String() string { return binary(e.X, "OR", e.Y, orBinds) }

// String returns the expression in SPDX's words, with the brackets that it needs.
func (e *With) String() string { return binary(e.License, "WITH", e.Exception, withBinds) }

// String returns what is in the brackets.
func (e *Group) String() string { return String(e.X) }

// String returns an expression in SPDX's words, with the brackets that it needs and no others; "" for nil.
func String(e Expr) string {
	if s, ok := e.(interface{ String() string }); ok {
		return s.String()
	}
	return ""
}

func binary(x Expr, op string, y Expr, binds int) string {
	var b strings.Builder
	for _, e := range []Expr{x, y} {
		text := String(e)
		if text == "" { // empty brackets
			continue
		}
		if binding(e) < binds {
			text = "(" + text + ")"
		}
		if b.Len() > 0 {
			b.WriteString(" " + op + " ")
		}
		b.WriteString(text)
	}
	return b.String()
}

// How tightly expressions are bound: names most.
const (
	orBinds = 1 + iota
	andBinds
	withBinds
	nameBinds
)

func binding(e Expr) int {
	switch e := e.(type) {
	case *Or:
		return orBinds
	case *And:
		return andBinds
	case *With:
		return withBinds
	case *Group:
		return binding(e.X)
	}
	return nameBinds
}
