package license

import "regexp"

// Aliases leads from names of licences that are in use to SPDX expressions (the flags of SPDXLICENSEMAP).
type Aliases map[string]string

// Resolve puts SPDX's names in place of those that SPDX does not know: what the aliases have for a name, else a reference made
// of the name, as OE-Core does since July 2026. refs are the names that became references. An alias that is no SPDX expression
// is an *Error at the name.
func Resolve(e Expr, aliases Aliases, list *List) (out Expr, refs []*ID, err error) {
	again := func(e Expr) Expr {
		out, more, err2 := Resolve(e, aliases, list)
		refs = append(refs, more...)
		if err == nil {
			err = err2
		}
		return out
	}
	switch e := e.(type) {
	case *And:
		return &And{again(e.X), again(e.Y), e.Op}, refs, err
	case *Or:
		return &Or{again(e.X), again(e.Y), e.Op}, refs, err
	case *With:
		return &With{again(e.License), e.Exception, e.Op}, refs, err
	case *Group:
		return again(e.X), refs, err
	case *ID:
		if e.Kind != Unknown {
			return e, nil, nil
		}
		if x, err := aliases.expr(e.Name, e, list); x != nil || err != nil {
			return x, nil, err
		}
		if e.Name == unknownName {
			return e, nil, nil
		}
		return &ID{Name: refName(e.Name), Kind: Ref, At: e.At, former: e.Name}, []*ID{e}, nil
	}
	return e, nil, nil
}

// expr returns what a name that stands at a place is an alias of, nil if it is none.
func (a Aliases) expr(name string, at *ID, list *List) (Expr, error) {
	if a[name] == "" {
		return nil, nil
	}
	x, err := Parse(a[name], SPDX, list)
	if err != nil {
		return nil, errorAt(at.At, "'%s' stands for '%s', which is no SPDX expression: %v", name, a[name], err)
	}
	return moved(x, at), nil
}

// unknownName is a name that OE-Core's code leaves as it is.
const unknownName = "Unknown"

var refOthers = regexp.MustCompile(`[^a-zA-Z0-9.\-]`)

// refName makes a reference of a name.
func refName(name string) string { return refPrefix + refOthers.ReplaceAllString(name, "-") }

// moved gives all names of an alias's expression the place of the name that it stands for.
func moved(e Expr, at *ID) Expr {
	switch e := e.(type) {
	case *And:
		return &And{moved(e.X, at), moved(e.Y, at), at.At}
	case *Or:
		return &Or{moved(e.X, at), moved(e.Y, at), at.At}
	case *With:
		return &With{moved(e.License, at), moved(e.Exception, at).(*ID), at.At}
	case *Group:
		return moved(e.X, at)
	case *ID:
		id := *e
		id.At = at.At
		return &id
	}
	return e
}
