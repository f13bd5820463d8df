package license

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shape returns an expression with each node's kind, and the bytes that operators and names stand at.
func shape(text string, e Expr) string {
	switch e := e.(type) {
	case *And:
		return fmt.Sprintf("(%s %q %s)", shape(text, e.X), text[e.Op.Start:e.Op.End], shape(text, e.Y))
	case *Or:
		return fmt.Sprintf("(%s %q %s)", shape(text, e.X), text[e.Op.Start:e.Op.End], shape(text, e.Y))
	case *With:
		return fmt.Sprintf("(%s %q %s)", shape(text, e.License), text[e.Op.Start:e.Op.End], shape(text, e.Exception))
	case *Group:
		if e.X == nil {
			return "[]"
		}
		return "[" + shape(text, e.X) + "]"
	case *ID:
		out := text[e.At.Start:e.At.End]
		if e.String() != out {
			out += "=" + e.String()
		}
		return out + []string{"", "!", "^", "@"}[e.Kind]
	}
	return "nothing"
}

var parseCases = []struct {
	dialect    Dialect
	text, want string
}{
	{Old, "MIT", `MIT`},
	{Old, "GPL-2.0+", `GPL-2.0+`},
	{Old, "A & B | C", `((A "&" B) "|" C)`},
	{Old, "A|B&C", `(A "|" (B "&" C))`},
	{Old, "A | B | C", `((A "|" B) "|" C)`},
	{Old, "(A | B) & C", `([(A "|" B)] "&" C)`},
	{Old, "A B", `(A "" B)`},
	{Old, "A B | C D", `((A "" B) "|" (C "" D))`},
	{Old, "A AND B", `((A "" AND) "" B)`},
	{Old, "A (B | C)", `(A "" [(B "|" C)])`},
	{Old, "A & B (C) (D)", `(A "&" ((B "" [C]) "" [D]))`},
	{Old, "", "nothing"},
	{Old, " \t ", "nothing"},
	{Old, "()", "[]"},
	{Old, "A ()", `(A "" [])`},
	{Old, "(A) B", "column 5: there is no & or | in front of 'B'"},
	{Old, "A &", "column 3: '&' has not got a licence behind it"},
	{Old, "A & | B", "column 3: '&' has not got a licence behind it"},
	{Old, "| B", "column 1: '|' has not got a licence in front of it"},
	{Old, "(A", "column 1: '(' has no ')' behind it"},
	{Old, "A & (B | (C)", "column 5: '(' has no ')' behind it"},
	{Old, "A)", "column 2: ')' has no '(' in front of it"},
	{Old, "A/B", `column 1: "A/B" is no name of a licence: it has characters other than letters, digits, '.', '+', '_' and '-'`},
	{Old, "A &\tB", `column 4: "\tB" is no name of a licence: it has characters other than letters, digits, '.', '+', '_' and '-'`},
	{Old, strings.Repeat("(", 201) + "A" + strings.Repeat(")", 201), "column 201: brackets are nested more than 200 deep"},

	{Mixed, "mit", `mit=MIT!`},
	{Mixed, "MIT AND BSD-3-Clause OR ISC", `((MIT! "AND" BSD-3-Clause!) "OR" ISC!)`},
	{Mixed, "MIT&BSD-3-Clause|\tISC", `((MIT! "&" BSD-3-Clause!) "|" ISC!)`},
	{Mixed, "MIT OR (ISC AND Foo)", `(MIT! "OR" [(ISC! "AND" Foo)])`},
	{Mixed, "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT", `((GPL-2.0-only! "WITH" Classpath-exception-2.0^) "OR" MIT!)`},
	{Mixed, "Foo WITH classpath-exception-2.0", `(Foo "WITH" classpath-exception-2.0=Classpath-exception-2.0^)`},
	{Mixed, "LicenseRef-a AND DocumentRef-d:LicenseRef-b", `(LicenseRef-a@ "AND" DocumentRef-d:LicenseRef-b@)`},
	{Mixed, "LicenseRef-a_b", `LicenseRef-a_b`},
	{Mixed, "Classpath-exception-2.0", `Classpath-exception-2.0^`},
	{Mixed, "MIT AND Apache-2.0+", `(MIT! "AND" Apache-2.0+!) column 9: 'Apache-2.0+': OE-Core does not read '+' behind a licence's name`},
	{Mixed, "", "column 1: there is no licence"},
	{Mixed, "  ", "column 1: there is no licence"},
	{Mixed, "MIT + ISC", "column 5: '+' does not stand right behind a licence's name"},
	{Mixed, "MIT ISC", "column 5: there is no AND or OR in front of 'ISC'"},
	{Mixed, "MIT (ISC)", "column 5: there is no AND or OR in front of '('"},
	{Mixed, "MIT and ISC", "column 5: 'and' is written in capitals: AND"},
	{Mixed, "MIT AND ()", "column 9: there is no licence in the brackets"},
	{Mixed, "MIT AND NOT ISC", "column 9: NOT has no meaning in a licence"},
	{Mixed, "NOT ISC", "column 1: NOT has no meaning in a licence"},
	{Mixed, "AND MIT", "column 1: 'AND' has not got a licence in front of it"},
	{Mixed, "(MIT) WITH Classpath-exception-2.0", "column 1: WITH has something else than a licence in front of it"},
	{Mixed, "MIT WITH", "column 5: 'WITH' has not got an exception behind it"},
	{Mixed, "GPL-2.0-only WITH Clasppath-exception-2.0",
		"column 19: 'Clasppath-exception-2.0' is no exception that SPDX knows; is it Classpath-exception-2.0 or CLISP-exception-2.0 or Classpath-exception-2.0-short?"},
	{Mixed, "MIT AND Classpath-exception-2.0", "column 9: 'Classpath-exception-2.0' is an exception: it stands behind a licence and WITH"},
	{Mixed, "(Classpath-exception-2.0)", "column 2: 'Classpath-exception-2.0' is an exception: it stands behind a licence and WITH"},

	{SPDX, "MIT OR ISC", `(MIT! "OR" ISC!)`},
	{SPDX, "Foo", "column 1: 'Foo' is no licence that SPDX knows"},
	{SPDX, "MIT & ISC", "column 5: there is no AND or OR in front of '&'"},
}

func TestParse(t *testing.T) {
	for _, c := range parseCases {
		e, err := Parse(c.text, c.dialect, nil)
		got := shape(c.text, e)
		if err != nil {
			if !errors.As(err, new(*Error)) {
				t.Errorf("%q: %T", c.text, err)
			}
			got = strings.TrimSpace(strings.TrimPrefix(got, "nothing") + " " + err.Error())
		}
		if got != c.want {
			t.Errorf("%d %q:\n got %s\nwant %s", c.dialect, c.text, got, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"A & B":       "",
		"A B C/D":     "column 3: there is no & or | in front of 'B'; column 5: \"C/D\" is no name of a licence: it has characters other than letters, digits, '.', '+', '_' and '-'",
		"A (B) ) & &": "",
	} {
		var got []string
		for _, err := range Faults(text) {
			got = append(got, err.Error())
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

func TestString(t *testing.T) {
	for _, c := range [][2]string{
		{"MIT&(ISC | Zlib)", "MIT AND (ISC OR Zlib)"},
		{"((MIT)) | (ISC & Zlib)", "MIT OR ISC AND Zlib"},
		{"A ()", "A"},
	} {
		e, err := Parse(c[0], Old, nil)
		if got := String(e); err != nil || got != c[1] {
			t.Errorf("%s: %s, want %s (%v)", c[0], got, c[1], err)
		}
	}
	if String(nil) != "" {
		t.Error("nothing has a text")
	}
}

func TestTextName(t *testing.T) {
	e, err := Parse("MIT AND LicenseRef-a AND DocumentRef-d:LicenseRef-b AND a_b", Mixed, nil)
	if err != nil {
		t.Fatal(err)
	}
	e, _, err = Resolve(e, nil, nil)
	var got []string
	for id := range IDs(e) {
		got = append(got, id.Name+"="+id.TextName())
	}
	want := []string{"MIT=MIT", "LicenseRef-a=a", "DocumentRef-d:LicenseRef-b=b", "LicenseRef-a-b=a_b"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v", got, err)
	}
}

// The operands of a walk can be left out, and the walk ended.
func TestWalk(t *testing.T) {
	e, err := Parse("A & (B | C) & D", Old, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	Walk(e, func(e Expr) bool {
		if id, ok := e.(*ID); ok {
			got = append(got, id.Name)
		}
		_, group := e.(*Group)
		return !group
	})
	for id := range IDs(e) {
		got = append(got, id.Name)
		if id.Name == "B" {
			break
		}
	}
	if s := strings.Join(got, " "); s != "A D A B" {
		t.Error(s)
	}
}

func TestList(t *testing.T) {
	l, err := ReadList(
		`{"licenses": [{"licenseId": "Foo-1.0", "name": "Foo", "isOsiApproved": true}, {"licenseId": "Foo", "isDeprecatedLicenseId": true}]}`,
		`{"exceptions": [{"licenseExceptionId": "bar-exception", "name": "Bar"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if e := l.License("foo-1.0"); e == nil || *e != (Entry{"Foo-1.0", false, "Foo", true, false}) {
		t.Errorf("%+v", e)
	}
	if e := l.License("FOO"); e == nil || !e.Deprecated {
		t.Errorf("%+v", e)
	}
	if e := l.Exception("Bar-exception"); e == nil || e.Name != "Bar" {
		t.Errorf("%+v", e)
	}
	if l.License("MIT") != nil || !slices.Equal(l.Names(), []string{"Foo-1.0"}) || !slices.Equal(l.ExceptionNames(), []string{"bar-exception"}) {
		t.Error("other names")
	}
	for _, bad := range [][2]string{{"{", "{}"}, {"{}", "["}} {
		if _, err := ReadList(bad[0], bad[1]); err == nil || !strings.HasPrefix(err.Error(), "the list of ") {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func TestSimilar(t *testing.T) {
	for name, want := range map[string]string{"gpl-2.0-onyl": "GPL-2.0-only", "Apache-2.O": "Apache-2.0", "unheard-of": ""} {
		if got := append(Default().Similar(name), ""); got[0] != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSuccessors checks that each deprecated licence's successor is an expression of licences that are not.
func TestSuccessors(t *testing.T) {
	without := map[string]bool{"BSD-2-Clause-FreeBSD": true, "bzip2-1.0.5": true, "Net-SNMP": true} // SPDX names none
	deprecated := 0
	for _, entry := range Default().licenses {
		if !entry.Deprecated {
			continue
		}
		deprecated++
		s := Successor(entry.ID)
		if without[entry.ID] != (s == "") {
			t.Errorf("%s: %q", entry.ID, s)
		}
		if s == "" {
			continue
		}
		e, err := Parse(s, SPDX, nil)
		if err != nil {
			t.Errorf("%s: %s: %v", entry.ID, s, err)
			continue
		}
		for id := range IDs(e) {
			if id.Kind == Listed && Default().License(id.Name).Deprecated {
				t.Errorf("%s: %s is deprecated, too", entry.ID, s)
			}
		}
	}
	if deprecated < 30 {
		t.Errorf("%d deprecated licences", deprecated)
	}
	if Successor("MIT") != "" || Successor("GPL-2.0+") != "GPL-2.0-or-later" {
		t.Error("the others")
	}
}
