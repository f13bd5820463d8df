package protocol

import (
	"testing"

	"github.com/knead-build/knead/lang/source"
)

func TestURI(t *testing.T) {
	for _, c := range []struct {
		path string
		uri  URI
	}{
		{"/a b/ü.bb", "file:///a%20b/%C3%BC.bb"},
		{"/x/a_%.bbappend", "file:///x/a_%25.bbappend"},
		{"C:/x", "file:///C:/x"},
	} {
		if got := FileURI(c.path); got != c.uri {
			t.Errorf("FileURI(%q) = %s, want %s", c.path, got, c.uri)
		}
		if got := c.uri.Path(); got != c.path {
			t.Errorf("%s: path %q, want %q", c.uri, got, c.path)
		}
	}
	for uri, want := range map[URI]string{
		"file:///c%3A/x": "C:/x", "file:///a/../b/": "/b", "untitled:Untitled-1": "", "git:/a/b.bb": "", "%": "",
	} {
		if got := uri.Path(); got != want {
			t.Errorf("%s: path %q, want %q", uri, got, want)
		}
	}
}

func TestMapper(t *testing.T) {
	f := source.NewFile("x.bb", "A = \"ä😀b\"\r\nB = \"1\"\n")
	for _, c := range []struct {
		pos   source.Pos
		utf8  Position
		utf16 Position
	}{
		{0, Position{0, 0}, Position{0, 0}},
		{7, Position{0, 7}, Position{0, 6}},
		{11, Position{0, 11}, Position{0, 8}},
		{15, Position{1, 0}, Position{1, 0}},
		{f.Len(), Position{2, 0}, Position{2, 0}},
	} {
		for encoding, want := range map[Encoding]Position{PositionEncodingKindUTF8: c.utf8, PositionEncodingKindUTF16: c.utf16, "": c.utf16} {
			m := Mapper{f, encoding}
			if got := m.Position(c.pos); got != want {
				t.Errorf("%s: position of %d is %v, want %v", encoding, c.pos, got, want)
			}
			if got := m.Offset(want); got != c.pos {
				t.Errorf("%s: offset of %v is %d, want %d", encoding, want, got, c.pos)
			}
		}
	}
	for _, encoding := range []Encoding{PositionEncodingKindUTF8, PositionEncodingKindUTF16} {
		m := Mapper{f, encoding}
		if got := m.Offset(Position{0, 99}); got != 13 {
			t.Errorf("%s: behind the line's end: %d", encoding, got)
		}
		if got := m.Offset(Position{99, 5}); got != f.Len() {
			t.Errorf("%s: behind the last line: %d", encoding, got)
		}
	}
}
