package query_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/query"
)

// facts are a subject: "value A" is value(A).
type facts map[string]string

func (f facts) Fact(name string, args []string) (string, bool) {
	text, ok := f[strings.Join(append([]string{name}, args...), " ")]
	return text, ok
}

// TestWhere asks conditions of one recipe: what makes them hold, "" where they do not.
func TestWhere(t *testing.T) {
	recipe := facts{"pn": "gtk+3", "value LICENSE": "MIT AND GPL-3.0-only", "flag do_compile network": "1", "classes": "base meson", "set LICENSE": "", "inherits meson": ""}
	for cond, want := range map[string]string{
		"pn = 'gtk+3'":                  "pn",
		"pn = gtk":                      "",
		"pn != gtk":                     "pn",
		"pn ~ '^gtk'":                   "pn",
		"pn !~ '^gtk'":                  "",
		"classes has base":              "classes",
		"classes has bas":               "",
		`value(LICENSE) ~ "GPL-3"`:      "value",
		"flag(do_compile, network) = 1": "flag",
		"value(NONE) = ''":              "value",
		"set(LICENSE)":                  "set",
		"not set(NONE)":                 "set",
		"not not set(LICENSE)":          "set",
		"inherits(meson) and pn ~ gtk":  "inherits pn",
		"inherits(cmake) or pn ~ gtk and classes has base": "pn classes",
		"(inherits(cmake) or pn ~ gtk) and classes has x":  "",
		"not (inherits(cmake) or pn = x)":                  "inherits pn",
		"not (inherits(meson) and pn = x)":                 "pn",
		"not (inherits(meson) and pn ~ gtk)":               "",
		"pn has 'or' or pn has 'gtk+3'":                    "pn",
	} {
		q, err := query.Parse("recipes where " + cond)
		if err != nil {
			t.Errorf("%s: %v", cond, err)
			continue
		}
		var why []string
		for _, test := range q.Where.Why(recipe) {
			why = append(why, test.Fact)
		}
		if got := strings.Join(why, " "); q.Of != query.Recipes || got != want || q.Where.Holds(recipe) != (want != "") {
			t.Errorf("%s: got %q, want %q", cond, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ cond, text, want string }{
		{"text ~ 'b+'", "abbc", "1 3 true"},
		{"text !~ 'b+'", "abbc", "1 3 true"},
		{"text has b", "ab b c", "3 4 true"},
		{"text has d", "ab b c", "0 0 false"},
		{"text = ab", "ab", "0 2 true"},
	} {
		q, err := query.Parse("statements where " + c.cond)
		if err != nil {
			t.Fatal(err)
		}
		start, end, found := q.Where.Any[0].Each[0].Test.Find(c.text)
		if got := fmt.Sprint(start, " ", end, " ", found); got != c.want {
			t.Errorf("%s: %s, want %s", c.cond, got, c.want)
		}
	}
}

func TestWhereErrors(t *testing.T) {
	for question, want := range map[string]string{
		"recipes where":                    `column 14: unexpected token "<EOF>"`,
		"recipes where pn":                 "column 15: pn has to be compared",
		"recipes where pm = x":             "column 15: nothing is known of recipes as pm (there are classes, file, ",
		"recipes where value = x":          "column 15: value has 1 in parentheses, not 0",
		"recipes where set(A) = x":         "column 15: set is asked alone, without =",
		"statements where op = =":          "",
		"statements where value(A) = x":    "column 18: value has 0 in parentheses, not 1",
		"statements where pn = x":          "column 18: nothing is known of statements as pn",
		"recipes where pn = x or pv ~ '('": "column 30: error parsing regexp",
		"deps(a) where pn = x and":         `column 25: unexpected token "<EOF>"`,
		"deps(a) where kind = x":           "column 15: nothing is known of recipes as kind",
	} {
		_, err := query.Parse(question)
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%s: %v, want %s", question, err, want)
		}
	}
}
