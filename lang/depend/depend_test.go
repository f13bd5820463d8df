package depend

import (
	"fmt"
	"strings"
	"testing"
)

// The results were seen with BitBake's bb.utils.vercmp_string.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"1", "2", -1}, {"1.10", "1.9", 1}, {"1.0", "1", 1}, {"1.0", "1.0", 0}, {"1:0.1", "2.0", 1}, {"1.0~rc1", "1.0", -1},
		{"1.0a", "1.0", 1}, {"1.0-r1", "1.0-r2", -1}, {"1.0+git1", "1.0", 1}, {"a", "1", 1}, {"1.0.a", "1.0.1", 1}, {"", "", 0}, {"", "1", -1},
		{"01", "1", 0}, {"1.99999999999999999999", "1.100000000000000000000", -1}, {"1~", "1", -1}, {"1~~", "1~", -1}, {"1_", "1a", 1},
	} {
		if got := CompareStrings(c.a, c.b); got < 0 != (c.want < 0) || got > 0 != (c.want > 0) {
			t.Errorf("%q %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := CompareStrings(c.b, c.a); got < 0 != (c.want > 0) || got > 0 != (c.want < 0) {
			t.Errorf("%q %q the other way round: %d", c.a, c.b, got)
		}
	}
	if _, err := Satisfies("1", "~", "2"); err == nil {
		t.Error("an operator that is none")
	}
	if ok, err := Satisfies("1.2", ">=", "1.2"); !ok || err != nil {
		t.Error(ok, err)
	}
}

// The results were seen with bb.utils.explode_dep_versions2(s, sort=False).
func TestParse(t *testing.T) {
	for s, want := range map[string]string{
		"a b":                           "a b",
		"a (>= 1.2) b":                  "a[>= 1.2] b",
		"a (>=1.2), b (<< 2)":           "a[>= 1.2] b[<< 2]",
		"a ( >= 1.2 ) a (< 2) a":        "a[>= 1.2|< 2]",
		"a (= 1 2)":                     "a[= 1|= 1 2]",
		"":                              "",
		"virtual/kernel (=> 5) b-c.d+e": "virtual/kernel[=> 5] b-c.d+e",
	} {
		items, err := Parse(s)
		if err != nil {
			t.Errorf("%q: %v", s, err)
		}
		var got []string
		for _, i := range items {
			x := i.Name
			if len(i.Constraints) > 0 {
				x += fmt.Sprintf("[%s]", strings.Join(i.Constraints, "|"))
			}
			got = append(got, x)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", s, strings.Join(got, " "), want)
		}
	}
	if _, err := Parse("a (1.2)"); err == nil {
		t.Error("a version without operator")
	}
	if got := strings.Join(Names("a (>= 1 ) b (x) c"), " "); got != "a b c" {
		t.Errorf("names %q", got)
	}
}
