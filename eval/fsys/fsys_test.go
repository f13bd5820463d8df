package fsys

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// tree makes files in a new folder: "name" a file, "name/" a directory, "name -> target" a link.
func tree(t *testing.T, entries ...string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name, target, ok := strings.Cut(e, " -> "); ok {
			if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
				t.Skip("this system makes no symbolic links: ", err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Join(root, filepath.Dir(e+"x")), 0o777); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(e, "/") {
			if err := os.WriteFile(filepath.Join(root, e), []byte("text of "+e), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return Clean(root)
}

func TestGlob(t *testing.T) {
	root := tree(t, "a/x.bb", "a/y.bb", "a/.hidden.bb", "b/x.bb", "b/deep/z.bb", "b/deep/.git/c.bb", "c.txt", "dangling -> nowhere", "link -> b")
	v := NewView(NewDisk(), root)
	// What Python's glob.glob gives, sorted.
	for pattern, want := range map[string]string{
		"a/*.bb":       "a/x.bb a/y.bb",
		"a/.*":         "a/.hidden.bb",
		"*/x.bb":       "a/x.bb b/x.bb link/x.bb",
		"*/*/z.bb":     "b/deep/z.bb link/deep/z.bb",
		"[ab]/x.bb":    "a/x.bb b/x.bb",
		"[!a]/x.bb":    "b/x.bb",
		"?/y.bb":       "a/y.bb",
		"c.txt":        "c.txt",
		"nosuch":       "",
		"nosuch/*":     "",
		"dangling":     "dangling",
		"dang*":        "dangling",
		"a/":           "a/",
		"*/":           "a/ b/ link/",
		"c.txt/":       "",
		"**/z.bb":      "",
		"b/**":         "b/deep b/x.bb",
		"a/[x.bb":      "",
		root + "/a/x*": root + "/a/x.bb",
	} {
		if got := strings.Join(v.Glob(pattern, false), " "); got != want {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
	if got := strings.Join(v.Glob("b/**", true), " "); got != "b/ b/deep b/deep/z.bb b/x.bb" {
		t.Errorf("recursive: %q", got)
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*", "", true}, {"*", "a/b", true}, {"a*b*c", "aXbYc", true}, {"a*b*c", "aXbY", false}, {"?", "é", true},
		{"[]]", "]", true}, {"[!]]", "]", false}, {"[a-c]x", "bx", true}, {"[", "[", true}, {"[a", "[a", true},
		{"*.bb", "x.bbappend", false}, {"**", "x", true}, {"a", "ab", false}, {"[é-ü]", "ö", true},
		{strings.Repeat("a*", 60) + "b", strings.Repeat("a", 200), false},
	} {
		if got := Match(c.pattern, c.name); got != c.want {
			t.Errorf("%q %q: %v", c.pattern, c.name, got)
		}
	}
}

func TestRealpath(t *testing.T) {
	root := tree(t, "a/b/c", "link -> a/b", "a/up -> ..", "loop1 -> loop2", "loop2 -> loop1", "self -> self/x")
	v := NewView(NewDisk(), root)
	for p, want := range map[string]string{
		"link/c":         "/a/b/c",
		"link/../x":      "/a/x",
		"a/up/link/none": "/a/b/none",
		"a/b/../../link": "/a/b",
		"nosuch/x":       "/nosuch/x",
		".":              "",
	} {
		if got := v.Realpath(p); got != root+want {
			t.Errorf("%s: got %s, want %s", p, got, root+want)
		}
	}
	for _, p := range []string{"loop1", "self", "loop1/x/../y"} {
		v.Realpath(p) // ends
		if v.Exists(p) {
			t.Errorf("%s exists", p)
		}
	}
	if _, err := v.Stat("loop1"); err == nil {
		t.Error("a loop can be looked at")
	}
}

func TestWrite(t *testing.T) {
	root := tree(t, "dir/file", "link -> dir")
	base := NewView(NewDisk(), root)
	if err := base.WriteFile("dir/new", "base", 0o644); err != nil {
		t.Fatal(err)
	}
	v := base.Derive(nil)
	for _, step := range []struct {
		name string
		do   func() error
		want error
	}{
		{"write", func() error { return v.WriteFile("link/file", "changed", 0o600) }, nil},
		{"mkdir", func() error { return v.MkdirAll("x/y/z", 0o755) }, nil},
		{"mkdir again", func() error { return v.Mkdir("x", 0o755) }, syscall.EEXIST},
		{"write deep", func() error { return v.WriteFile("x/y/z/f", "deep", 0o600) }, nil},
		{"write nowhere", func() error { return v.WriteFile("no/f", "", 0o600) }, syscall.ENOENT},
		{"symlink", func() error { return v.Symlink("y/z", "x/l") }, nil},
		{"remove", func() error { return v.Remove("dir/new", false) }, nil},
		{"remove again", func() error { return v.Remove("dir/new", false) }, syscall.ENOENT},
		{"rmdir full", func() error { return v.Remove("x/y", true) }, syscall.ENOTEMPTY},
		{"rename", func() error { return v.Rename("x/l", "x/m") }, nil},
		{"touch", func() error { return v.Touch("dir/file", 0o755, time.Unix(7, 0)) }, nil},
	} {
		if err := step.do(); !errors.Is(err, step.want) || (err == nil) != (step.want == nil) {
			t.Errorf("%s: %v, want %v", step.name, err, step.want)
		}
	}
	read := func(v *View, p string) string {
		text, err := v.ReadFile(p)
		if err != nil {
			return "!"
		}
		return text
	}
	if got := read(v, "dir/file") + read(v, "x/m/f") + read(v, "dir/new"); got != "changeddeep!" {
		t.Errorf("read %q", got)
	}
	if got := read(base, "dir/file") + read(base, "dir/new"); got != "text of dir/filebase" {
		t.Errorf("the view below reads %q", got)
	}
	if names, err := v.ReadDir("link"); err != nil || !slices.Equal(names, []string{"file"}) {
		t.Errorf("names %v %v", names, err)
	}
	if info, err := v.Stat("dir/file"); err != nil || info.Mode.Perm() != 0o755 || info.ModTime.Unix() != 7 {
		t.Errorf("info %v %v", info, err)
	}
	if data, err := os.ReadFile(filepath.Join(root, "dir", "file")); err != nil || string(data) != "text of dir/file" {
		t.Errorf("the disk has %q %v", data, err)
	}
	v.max = 1 << 20
	if err := v.WriteFile("big", strings.Repeat("x", 2<<20), 0o600); !errors.Is(err, ErrWriteLimit) {
		t.Errorf("a large file: %v", err)
	}
	v.Grant(root + "/dir")
	if err := v.WriteFile("link/granted", "yes", 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(root, "dir", "granted")); err != nil || string(data) != "yes" {
		t.Errorf("a granted write left %q %v", data, err)
	}
}

func TestOverlayAndRecord(t *testing.T) {
	root := tree(t, "a.bb")
	disk := NewDisk()
	r := &Record{}
	v := NewView(disk, root).Recording(r)
	if _, err := v.ReadFile("a.bb"); err != nil {
		t.Fatal(err)
	}
	if v.Exists("new/b.bb") {
		t.Error("exists too early")
	}
	v.Glob("*.bb", false)
	edited := disk.Overlay(map[string]string{root + "/a.bb": "edited", root + "/new/b.bb": "b"})
	w := NewView(edited, root)
	if text, err := w.ReadFile("a.bb"); err != nil || text != "edited" || !w.Exists("new/b.bb") || !w.IsDir("new") {
		t.Errorf("overlay: %q %v", text, err)
	}
	changed := map[string]bool{}
	for _, f := range r.Facts() {
		before := disk.Fingerprint(f)
		if again := disk.Fingerprint(f); again != before {
			t.Errorf("%v is not stable", f)
		}
		changed[f.Look.String()+" "+strings.TrimPrefix(f.Path, root)] = before != edited.Fingerprint(f)
	}
	for _, want := range []string{"read /a.bb", "kind /new/b.bb", "list "} {
		if !changed[want] {
			t.Errorf("%q did not change: %v", want, changed)
		}
	}
}

// What an edit removes, and the links that it makes, count under all names.
func TestEdit(t *testing.T) {
	root := tree(t, "dir/a", "dir/b", "dir/sub/c", "only/x", "file", "was/d", "link -> dir", "in -> dir/a")
	disk := NewDisk()
	all := func(v *View, p string) string {
		names, err := v.ReadDir(p)
		if err != nil {
			return "!"
		}
		return strings.Join(names, " ")
	}
	read := func(v *View, p string) string {
		text, err := v.ReadFile(p)
		if err != nil {
			return "!"
		}
		return text
	}
	before := NewView(disk, root)
	for _, p := range []string{"", "dir", "link", "dir/sub", "only"} {
		all(before, p) // so that there is something to be shared
	}
	read(before, "link/a")
	edited := disk.Edit(Edit{
		Texts: map[string]string{root + "/dir/a": "changed", root + "/file/below": "new", root + "/was": "a file now"},
		Links: map[string]string{root + "/dir/l": "sub", root + "/dir/m": "a"},
		Gone:  []string{root + "/dir/b", root + "/only/x", root + "/only", root + "/file", root + "/was/d", root + "/was"},
	})
	v := NewView(edited, root)
	for p, want := range map[string]string{
		"": "dir file in link was", "dir": "a l m sub", "link": "a l m sub", "dir/sub": "c", "link/l": "c", "only": "!", "file": "below", "was": "!",
	} {
		if got := all(v, p); got != want {
			t.Errorf("names in %q: %s, not %s", p, got, want)
		}
	}
	for p, want := range map[string]string{
		"dir/a": "changed", "link/a": "changed", "in": "changed", "link/m": "changed", "dir/b": "!", "link/b": "!", "dir/l/c": "text of dir/sub/c",
		"only/x": "!", "file": "!", "file/below": "new", "was": "a file now", "was/d": "!",
	} {
		if got := read(v, p); got != want {
			t.Errorf("%s has %q, not %q", p, got, want)
		}
		if want != "!" != v.IsFile(p) {
			t.Errorf("%s is a file: %v", p, v.IsFile(p))
		}
	}
	if v.Exists("only") || v.Exists("link/b") || !v.IsDir("file") || !v.IsDir("link/l") {
		t.Error("kinds")
	}
	if target, err := v.Readlink("link/l"); err != nil || target != "sub" {
		t.Errorf("link: %q %v", target, err)
	}
	if got := strings.Join(v.Glob("*/*", false), " "); got != "dir/a dir/l dir/m dir/sub file/below link/a link/l link/m link/sub" {
		t.Errorf("glob: %s", got)
	}
	if err := v.WriteFile("dir/w", "", 0o644); err != nil { // with something written all is looked up in another way
		t.Fatal(err)
	}
	if got := all(v, "link"); got != "a l m sub w" {
		t.Errorf("names behind a write: %s", got)
	}
	if got := read(v, "link/b") + read(v, "in"); got != "!changed" {
		t.Errorf("texts behind a write: %s", got)
	}
	again := NewView(edited.Edit(Edit{Closed: []string{root + "/dir/b", root + "/dir/a", root + "/dir/m"}}), root)
	if got := all(again, "dir") + read(again, "dir/a") + read(again, "link/b"); got != "a b l subtext of dir/atext of dir/b" {
		t.Errorf("closed: %s", got)
	}
	for _, f := range []Fact{{LookRead, root + "/link/a"}, {LookKind, root + "/only"}, {LookList, root + "/link"}, {LookLink, root + "/dir/l"}} {
		if disk.Fingerprint(f) == edited.Fingerprint(f) {
			t.Errorf("%v has not changed", f)
		}
	}
}

func TestMount(t *testing.T) {
	disk := NewDisk().Mount("/no/such/place", fstest.MapFS{"classes/base.bbclass": {Data: []byte("text")}})
	v := NewView(disk, "/")
	if text, err := v.ReadFile("/no/such/place/classes/base.bbclass"); err != nil || text != "text" {
		t.Errorf("%q %v", text, err)
	}
	if !v.IsDir("/no/such/place/classes") || v.Exists("/no/such/place/nothing") {
		t.Error("directories of the tree")
	}
	if got := v.Glob("/no/such/place/*/*", false); len(got) != 1 {
		t.Errorf("glob %v", got)
	}
}
