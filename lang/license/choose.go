package license

import (
	"slices"
	"strings"
)

// Flatten returns the names of an expression in order, of the two sides of an OR only those that choose returns (OE-Core's
// oe.license.flattened_licenses).
func Flatten(e Expr, choose func(left, right []string) []string) []string {
	switch e := e.(type) {
	case *And:
		return slices.Concat(Flatten(e.X, choose), Flatten(e.Y, choose))
	case *Or:
		return choose(Flatten(e.X, choose), Flatten(e.Y, choose))
	case *With:
		return append(Flatten(e.License, choose), e.Exception.Name)
	case *Group:
		return Flatten(e.X, choose)
	case *ID:
		return []string{e.Name}
	}
	return nil
}

// Included reports whether an expression goes with what is wanted and unwanted, and why: the names that are unwanted, or, if
// none is, those that are wanted. Of an OR the side counts that has nothing unwanted, then the one that has more of what is
// wanted, then the left one (OE-Core's oe.license.is_included).
func Included(e Expr, wanted, unwanted func(name string) bool) (bool, []string) {
	count := func(names []string, f func(string) bool) (n int) {
		for _, name := range names {
			if f(name) {
				n++
			}
		}
		return n
	}
	weight := func(names []string) int {
		n := count(names, wanted)
		if count(names, unwanted) > 0 {
			n -= 1000 // more than an expression has names
		}
		return n
	}
	names := Flatten(e, func(left, right []string) []string {
		if weight(left) >= weight(right) {
			return left
		}
		return right
	})
	if count(names, unwanted) > 0 {
		return false, slices.DeleteFunc(names, func(n string) bool { return !unwanted(n) })
	}
	return true, slices.DeleteFunc(names, func(n string) bool { return !wanted(n) })
}

// Unwanted returns the names that keep an expression from being used where some are unwanted, sorted; none where it can be
// used. Of an OR one side has to be usable. Where neither is, the older dialect's answer has the names of the right side
// only, SPDX's those of both (OE-Core's oe.license.incompatible_pkg_license).
func Unwanted(e Expr, dialect Dialect, unwanted func(name string) bool) []string {
	names := Flatten(e, func(left, right []string) []string {
		switch {
		case !slices.ContainsFunc(left, unwanted):
			return left
		case dialect == Old || !slices.ContainsFunc(right, unwanted):
			return right
		}
		return slices.Concat(left, right)
	})
	names = slices.DeleteFunc(names, func(n string) bool { return !unwanted(n) })
	slices.Sort(names)
	return names
}

// Refused returns the licences, with their exceptions, that keep an expression from being used: those that are disallowed and
// not allowed. Of an OR one side has to be usable; where neither is, the right one is returned (OE-Core's
// oe.license.license_allowed).
func Refused(e Expr, list *List, disallowed, allowed []string) []Expr {
	switch e := e.(type) {
	case *And:
		return slices.Concat(Refused(e.X, list, disallowed, allowed), Refused(e.Y, list, disallowed, allowed))
	case *Or:
		if Refused(e.X, list, disallowed, allowed) == nil {
			return nil
		}
		return Refused(e.Y, list, disallowed, allowed)
	case *Group:
		return Refused(e.X, list, disallowed, allowed)
	case *With, *ID:
		is := func(name string) bool { return list.means(name, e) }
		if !slices.ContainsFunc(allowed, is) && slices.ContainsFunc(disallowed, is) {
			return []Expr{e}
		}
	}
	return nil
}

// means reports whether a name in a list of licences stands for a licence of an expression, with or without an exception. The
// name of an exception stands for any licence with it, one that SPDX does not know for a reference.
func (l *List) means(name string, e Expr) bool {
	id, _ := e.(*ID)
	with, _ := e.(*With)
	if entry := l.License(name); entry != nil {
		if with != nil {
			id, _ = with.License.(*ID)
		}
		return id != nil && id.Name == entry.ID
	}
	if entry := l.Exception(name); entry != nil {
		return with != nil && with.Exception.Name == entry.ID
	}
	if !strings.HasPrefix(name, refPrefix) {
		name = refPrefix + name
	}
	return id != nil && id.Name == name
}
