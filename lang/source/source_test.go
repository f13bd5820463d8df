package source

import "testing"

func TestLines(t *testing.T) {
	f := NewFile("x", "a\nbé𝄞c\r\nd\re")
	for _, c := range []struct {
		pos  Pos
		want string
	}{{0, "1:1"}, {1, "1:2"}, {2, "2:1"}, {5, "2:3"}, {9, "2:4"}, {12, "3:1"}, {14, "4:1"}, {99, "4:2"}} {
		if got := f.Position(c.pos).String(); got != c.want {
			t.Errorf("position of %d: %s, want %s", c.pos, got, c.want)
		}
	}
	if got := f.Slice(f.LineSpan(2)); got != "bé𝄞c" {
		t.Errorf("line 2 is %q", got)
	}
	if f.Lines() != 4 {
		t.Errorf("%d lines", f.Lines())
	}
}

func TestUTF16(t *testing.T) {
	f := NewFile("x", "a\nbé𝄞c\xffz")
	for p := Pos(0); p <= f.Len(); p++ {
		if p == 4 || p > 5 && p < 9 { // inside a character
			continue
		}
		line, col := f.UTF16(p)
		if got := f.FromUTF16(line, col); got != p {
			t.Errorf("%d -> %d:%d -> %d", p, line, col, got)
		}
	}
	if _, col := f.UTF16(9); col != 4 {
		t.Errorf("column behind a surrogate pair: %d", col)
	}
}

func TestMap(t *testing.T) {
	// "ab\\\ncd" joined to "abcd"
	var m Map
	m.Add(0, 0)
	m.Add(2, 4)
	for p, want := range []Pos{0, 1, 4, 5, 6} {
		if got := m.Pos(Pos(p)); got != want {
			t.Errorf("%d -> %d, want %d", p, got, want)
		}
	}
	if got := m.Span(Span{0, 2}); got != (Span{0, 2}) {
		t.Errorf("span before the joint: %v", got)
	}
	if got := m.Span(Span{1, 3}); got != (Span{1, 5}) {
		t.Errorf("span over the joint: %v", got)
	}
}
