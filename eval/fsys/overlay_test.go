package fsys

import "testing"

// TestEditAgain gives a file one text after the other: each disk has its own, and what it knows of the host stays.
func TestEditAgain(t *testing.T) {
	first := NewDisk().Overlay(map[string]string{"/made/up/a": "1"})
	if _, err := NewView(first, "/").ReadFile("/made/up/b"); err == nil {
		t.Error("there is a file")
	}
	second := first.Overlay(map[string]string{"/made/up/a": "two"})
	third := second.Overlay(map[string]string{"/made/up/b": "b"})
	for _, c := range []struct {
		disk *Disk
		a, b string
		list int
	}{{first, "1", "", 1}, {second, "two", "", 1}, {third, "two", "b", 2}} {
		view := NewView(c.disk, "/")
		a, _ := view.ReadFile("/made/up/a")
		b, _ := view.ReadFile("/made/up/b")
		names, err := view.ReadDir("/made/up")
		info, _ := view.Stat("/made/up/a")
		if a != c.a || b != c.b || err != nil || len(names) != c.list || info == nil || info.Size != int64(len(c.a)) {
			t.Errorf("want %+v: %q %q %v %v %+v", c, a, b, names, err, info)
		}
	}
}
