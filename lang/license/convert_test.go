package license

import (
	"math/rand/v2"
	"strings"
	"testing"
)

var testAliases = Aliases{"GPLv2+": "GPL-2.0-or-later", "GPLv2": "GPL-2.0-only", "GPL-2.0": "GPL-2.0-only", "vim": "Vim",
	"GPL-3-with-bison-exception": "GPL-3.0-or-later WITH Bison-exception-2.2", "Either": "MIT OR ISC", "Bad": "MIT OR"}

func TestConvert(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"MIT", "MIT"},
		{"MIT & ISC", "MIT AND ISC"},
		{"MIT&ISC|Zlib", "MIT AND ISC OR Zlib"},
		{"MIT  &  (ISC|\tZlib)", "MIT  AND  (ISC OR\tZlib)"},
		{"GPLv2+ & GPLv2 & vim", "GPL-2.0-or-later AND GPL-2.0-only AND vim"},
		{"MIT ISC", "MIT AND ISC"},
		{"MIT (ISC | Zlib)", "MIT AND (ISC OR Zlib)"},
		{"MIT(ISC)", "MIT AND (ISC)"},
		{"MIT & Either", "MIT AND (MIT OR ISC)"},
		{"MIT | Either", "MIT OR MIT OR ISC"},
		{"Either WITH GCC-exception-2.0", "column 1: 'Either' stands for 'MIT OR ISC', and WITH belongs behind one licence"},
		{"GPL-3-with-bison-exception & MIT", "GPL-3.0-or-later WITH Bison-exception-2.2 AND MIT"},
		{"LGPL-2.1+", "LGPL-2.1-or-later"},
		{"Apache-2.0+ | MIT", "Apache-2.0+ OR MIT left Apache-2.0+"},
		{"Foo & a_b", "LicenseRef-Foo AND LicenseRef-a-b refs Foo a_b renamed a_b"},
		{"LicenseRef-Foo", "LicenseRef-Foo"},
		{"Unknown", "Unknown"},
		{"GPL-2.0", "GPL-2.0"}, // which SPDX knows, if only as deprecated
		{"MIT & Bad", "column 7: 'Bad' stands for 'MIT OR', which is no SPDX expression: column 5: 'OR' has not got a licence behind it"},
		{"MIT & | ISC", "column 5: '&' has not got a licence behind it"},
		{" & Foo | MIT", " AND LicenseRef-Foo OR MIT refs Foo"},
		{"&MIT|", " AND MIT OR "},
		{"AND MIT & ISC", "AND MIT AND ISC"},
		{"${LICENSE_X} & ${@'a & b' if d else '{x}'} | GPL-${V} | GPLv2", "${LICENSE_X} AND ${@'a & b' if d else '{x}'} OR GPL-${V} OR GPL-2.0-only"},
		{"MIT & ${X", "MIT AND ${X"},
		{"MIT ()", "column 5: there is no licence in the brackets"},
		{"", "column 1: there is no licence"},
	} {
		conv, err := Convert(c.text, testAliases, nil)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = Apply(c.text, conv.Edits)
			for _, l := range []struct {
				name string
				ids  []*ID
			}{{"left", conv.Left}, {"refs", conv.Refs}, {"renamed", conv.Renamed}} {
				for i, id := range l.ids {
					if i == 0 {
						got += " " + l.name
					}
					got += " " + id.String()
				}
			}
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestConvertMeansTheSame makes expressions by chance: what Convert makes of one is SPDX, and means what Resolve makes of it.
func TestConvertMeansTheSame(t *testing.T) {
	pieces := []string{"MIT", "ISC", "GPLv2", "Either", "Foo", "a_b", " ", " ", "&", " & ", "|", " AND ", " OR ", "(", ")", " WITH GCC-exception-2.0"}
	r := rand.New(rand.NewPCG(1, 2))
	same := 0
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		e, err := Parse(text, Mixed, nil)
		if err != nil {
			continue
		}
		want, _, err := Resolve(e, testAliases, nil)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		c, err := Convert(text, testAliases, nil)
		if strings.Contains(String(want), ") WITH") {
			if err == nil {
				t.Fatalf("%q becomes %q", text, Apply(text, c.Edits))
			}
			continue
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		got, err := Parse(Apply(text, c.Edits), SPDX, nil)
		if err != nil || String(got) != String(want) {
			t.Fatalf("%q becomes %q (%v), not %q", text, Apply(text, c.Edits), err, String(want))
		}
		same++
	}
	if same < 500 {
		t.Errorf("only %d expressions", same)
	}
}

// FuzzParse checks that no text stops the parser, that spans lie in it, and that what is printed means the same.
func FuzzParse(f *testing.F) {
	for _, c := range parseCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []Dialect{Old, Mixed, SPDX} {
			e, err := Parse(text, d, nil)
			if e == nil || err != nil {
				continue
			}
			if s := e.Span(); int(s.End) > len(text) || s.Start >= s.End {
				t.Fatalf("span %v of %q", s, text)
			}
			if d == Old {
				continue
			}
			again, err := Parse(String(e), d, nil)
			if err != nil || String(again) != String(e) {
				t.Fatalf("%q is printed as %q: %v", text, String(e), err)
			}
		}
	})
}
