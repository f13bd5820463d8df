package licenses

import (
	"fmt"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	const text = "1\n2\n\n4\r\n5"
	for _, c := range []struct {
		begin, end int
		want       string
	}{
		{0, 0, text},
		{1, 0, text},
		{0, 1, "1\n"},
		{2, 3, "2\n\n"},
		{4, 0, "4\r\n5"},
		{4, 4, "4\r\n"},
		{5, 5, "5"},
		{5, 99, "5"},
		{6, 0, ""},
		{6, 9, ""},
		{3, 2, ""},
	} {
		if got := string(Lines([]byte(text), c.begin, c.end)); got != c.want {
			t.Errorf("%d to %d: %q, want %q", c.begin, c.end, got, c.want)
		}
	}
	if got := string(Lines(nil, 1, 2)); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

func TestFindLines(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "line %d\n", i+1)
	}
	text := b.String() + "the last"
	for _, c := range []struct {
		what, old  string
		begin, end int
		want       string
	}{
		{"moved", "line 4\nline 5\n", 2, 3, "4 5 true"},
		{"longer", "line 2\nline 3\nline 4\n", 2, 3, "2 4 true"},
		{"shorter at its beginning", "line 3\nline 4\n", 2, 4, "3 4 true"},
		{"to the end", "line 30\nthe last", 5, 0, "30 31 true"},
		{"something else in front of a whole text", "line 30\nthe last", 0, 0, "30 31 true"},
		{"anything", "line 8\nline 9\nline 10\n", 2, 3, "8 10 true"},
		{"gone", "line 8\nline 10\n", 2, 3, "0 0 false"},
	} {
		first, last, ok := findLines([]byte(text), Sum([]byte(c.old)), c.begin, c.end)
		if got := fmt.Sprint(first, last, ok); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if _, _, ok := findLines([]byte(text), "no checksum", 0, 0); ok {
		t.Error("what is no checksum is found")
	}
}
