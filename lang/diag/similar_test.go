package diag

import (
	"strings"
	"testing"
)

// The names that Python's difflib.get_close_matches(name, names, cutoff=0.7) gave.
func TestSimilar(t *testing.T) {
	names := []string{"busybox", "zlib", "glibc", "glib-2.0", "MIT", "MIT-0", "GPL-2.0-only", "GPL-3.0-only", "LGPL-2.0-only"}
	for _, c := range []struct{ name, want string }{
		{"busybux", "busybox"},
		{"GPL-2.0-onyl", "GPL-2.0-only LGPL-2.0-only GPL-3.0-only"},
		{"MITT", "MIT"},
		{"unheard-of", ""},
		{"", ""},
	} {
		if got := strings.Join(Similar(c.name, names), " "); got != c.want {
			t.Errorf("%q: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMeant(t *testing.T) {
	if got := Meant([]string{"a", "b"}) + Meant(nil); got != "; is it a or b?" {
		t.Error(got)
	}
}
