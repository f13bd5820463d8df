package datastore

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzExpand gives three variables arbitrary names and values and reads all: it has to end, without a panic, in a value or an
// error, and what is expanded once stays as it is if nothing in it refers any more.
func FuzzExpand(f *testing.F) {
	for _, seed := range [][3]string{
		{"${B}", "b${C}", "c"}, {"${A}", "", ""}, {"${${B}}", "C", "x"}, {"${@x}${B", "}", "$"}, {"${@'}'} ${B}", "${@1", "{"},
		{"$", "{C}", "c"}, {"${B}${C}", "${A", "}"}, {"a ${@f({1: 2})} b", "${@\n}", "\xff"},
	} {
		f.Add("A:append:x", seed[0], "A:x", seed[1], "A:remove", seed[2])
		f.Add("A", seed[0], "B", seed[1], "C", seed[2])
	}
	f.Fuzz(func(t *testing.T, a, av, b, bv, c, cv string) {
		if len(a)+len(av)+len(b)+len(bv)+len(c)+len(cv) > 2000 {
			t.Skip("texts of more than 2,000 bytes only take longer")
		}
		for _, minor := range []int{0, 8, 19} {
			d := New(&Env{Behaviour: BehaviourOf(2, minor), Evaluator: noPython{}, MaxExpansion: 1 << 16})
			for _, x := range [][2]string{{"OVERRIDES", "x:y"}, {a, av}, {b, bv}, {c, cv}} {
				if err := d.Assign(x[0], x[1], Origin{}); err != nil {
					return
				}
			}
			if err := d.ExpandKeys(); err != nil {
				continue
			}
			names, err := d.Keys()
			if err != nil {
				continue
			}
			for _, n := range names {
				if _, err := d.Raw(n); err != nil {
					continue
				}
				v, err := d.Value(n)
				text, ok := v.(string)
				if err != nil || !ok || strings.Contains(text, "${") {
					continue
				}
				if again, err := d.Expand(text, ""); err != nil || again != text {
					t.Errorf("%q expands to %q, and that to %q, %v", n, text, again, err)
				}
				valid := !slices.ContainsFunc([]string{a, av, b, bv, c, cv}, func(s string) bool { return !utf8.ValidString(s) })
				if valid && !utf8.ValidString(text) {
					t.Errorf("%q is no text any more: %q", n, text)
				}
			}
		}
	})
}
