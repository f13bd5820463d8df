package license

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
)

// matcher says whether a name matches one of some patterns.
func matcher(patterns string) func(string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(strings.Fields(patterns), func(p string) bool {
			ok, _ := path.Match(p, name)
			return ok
		})
	}
}

func TestIncluded(t *testing.T) {
	for _, c := range []struct{ text, wanted, unwanted, want string }{
		{"A & B", "*", "", "true [A B]"},
		{"A | B", "*", "", "true [A]"},
		{"A | B", "*", "A", "true [B]"},
		{"A | (B & C)", "*", "", "true [B C]"},
		{"A | (B & C)", "*", "C", "true [A]"},
		{"A & B", "A*", "B*", "false [B]"},
		{"A | B", "*", "A B", "false [A]"},
		{"A & A", "A", "", "true [A A]"},
		{"()", "*", "", "true []"},
	} {
		e, err := Parse(c.text, Old, nil)
		if err != nil {
			t.Fatal(err)
		}
		ok, names := Included(e, matcher(c.wanted), matcher(c.unwanted))
		if got := fmt.Sprint(ok, names); got != c.want {
			t.Errorf("%s, %s without %s: %s, want %s", c.text, c.wanted, c.unwanted, got, c.want)
		}
	}
}

func TestUnwanted(t *testing.T) {
	for _, c := range []struct {
		dialect              Dialect
		text, unwanted, want string
	}{
		{Old, "A & B", "B", "[B]"},
		{Old, "A | B", "A", "[]"},
		{Old, "A | B", "A B", "[B]"},
		{Mixed, "A | B", "A B", "[A B]"},
		{Mixed, "B AND A", "A B", "[A B]"},
		{Mixed, "A | B", "B", "[]"},
		{Mixed, "GPL-2.0-only WITH GCC-exception-2.0", "GCC*", "[GCC-exception-2.0]"},
	} {
		e, err := Parse(c.text, c.dialect, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(Unwanted(e, c.dialect, matcher(c.unwanted))); got != c.want {
			t.Errorf("%d %s without %s: %s, want %s", c.dialect, c.text, c.unwanted, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, disallowed, allowed, want string }{
		{"MIT", "MIT", "", "MIT"},
		{"MIT", "mit", "", "MIT"},
		{"MIT", "MIT", "MIT", ""},
		{"MIT OR ISC", "MIT", "", ""},
		{"MIT OR ISC", "MIT ISC", "", "ISC"},
		{"ISC AND (MIT OR Zlib) AND MIT", "MIT ISC", "", "ISC, MIT"},
		{"GPL-2.0-only WITH GCC-exception-2.0", "GPL-2.0-only", "", "GPL-2.0-only WITH GCC-exception-2.0"},
		{"GPL-2.0-only WITH GCC-exception-2.0", "GPL-2.0-only", "GCC-exception-2.0", ""},
		{"GPL-2.0-only", "GPL-2.0-only", "GCC-exception-2.0", "GPL-2.0-only"},
		{"LicenseRef-Foo", "Foo", "", "LicenseRef-Foo"},
		{"LicenseRef-Foo", "LicenseRef-Foo", "", "LicenseRef-Foo"},
	} {
		e, err := Parse(c.text, SPDX, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range Refused(e, Default(), strings.Fields(c.disallowed), strings.Fields(c.allowed)) {
			got = append(got, String(x))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s without %s but %s: %q, want %q", c.text, c.disallowed, c.allowed, s, c.want)
		}
	}
}
