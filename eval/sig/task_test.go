package sig

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// TestTaskHash has what was observed of BitBake: files of folders with the part of their paths below the folder, the order of
// files by path or by the last part of it, and equal names by their checksums.
func TestTaskHash(t *testing.T) {
	files := []File{{"/d/zz.txt", "1"}, {"/d/aa.txt", "2"}, {"/d/q/mm.txt", "3"}, {"/d/dir/./f1", "4"}, {"/d/dir/./sub/f2", "5"}}
	for _, c := range []struct {
		name   string
		files  []File
		taint  string
		byBase bool
		want   string
	}{
		{"nothing", nil, "", true, "B"},
		{"by path", files, "", false, "B" + "./f14" + "./sub/f25" + "2" + "3" + "1"},
		{"by the last part", files, "", true, "B" + "./f14" + "./sub/f25" + "2" + "3" + "1"},
		{"folders count by path only", []File{{"/b/a", "1"}, {"/a/b", "2"}}, "", false, "B21"},
		{"the last part counts", []File{{"/b/a", "1"}, {"/a/b", "2"}}, "", true, "B12"},
		{"the same name", []File{{"/a/x", "2"}, {"/b/x", "1"}}, "", true, "B12"},
		{"taint", nil, "forced", true, "Bforced"},
	} {
		if got := TaskHash("B", nil, c.files, c.taint, c.byBase); got != hashOf(c.want) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	if got := TaskHash("B", []string{"d1", "d2"}, files[:1], "t", true); got != hashOf("Bd1d21t") {
		t.Errorf("all: %s", got)
	}
}

func TestOldDependOrder(t *testing.T) {
	for tid, want := range map[string]string{
		"/l/recipes/a/a_1.bb:do_build":                           "a/a_1.bb:do_build",
		"virtual:native:/l/recipes/a/a_1.bb:do_build":            "a/a_1.bb:do_build:virtual:native",
		"mc:x:/l/recipes/a/a_1.bb:do_build":                      "a/a_1.bb:do_build:mc:x",
		"mc:x:virtual:multilib:lib32:/l/recipes/a/a_1.bb:do_run": "a/a_1.bb:do_run:virtual:multilib:lib32:mc:x",
	} {
		if got := OldDependOrder(tid); got != want {
			t.Errorf("%s: %s, want %s", tid, got, want)
		}
	}
}
