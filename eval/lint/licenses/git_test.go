package licenses

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/storage/filesystem"

	"github.com/knead-build/knead/eval/fsys"
)

// gitObjects writes objects to a repository.
type gitObjects struct {
	t      *testing.T
	store  *filesystem.Storage
	hashes []plumbing.Hash
}

func (g *gitObjects) add(kind plumbing.ObjectType, data string) string {
	g.t.Helper()
	o := g.store.NewEncodedObject()
	o.SetType(kind)
	w, err := o.Writer()
	if err == nil {
		_, err = w.Write([]byte(data))
	}
	if err != nil {
		g.t.Fatal(err)
	}
	hash, err := g.store.SetEncodedObject(o)
	if err != nil {
		g.t.Fatal(err)
	}
	g.hashes = append(g.hashes, hash)
	return hash.String()
}

// tree adds a tree of entries "MODE NAME HASH".
func (g *gitObjects) tree(entries ...string) string {
	var b strings.Builder
	for _, e := range entries {
		f := strings.Fields(e)
		hash := plumbing.NewHash(f[2])
		b.WriteString(f[0] + " " + f[1] + "\x00" + string(hash[:]))
	}
	return g.add(plumbing.TreeObject, b.String())
}

// makeRepository makes a bare repository of loose objects, and another that has them packed.
func makeRepository(t *testing.T) (loose, packed, rev string) {
	t.Helper()
	loose, packed = t.TempDir(), t.TempDir()
	g := &gitObjects{t: t, store: filesystem.NewStorage(osfs.New(loose), cache.NewObjectLRUDefault())}
	blob := func(text string) string { return g.add(plumbing.BlobObject, text) }
	docs := g.tree("100644 LICENSE "+blob("docs"), "120000 up "+blob("../COPYING"))
	top := g.tree("100644 COPYING "+blob(copying), "120000 LINK "+blob("docs/LICENSE"), "120000 LOOP "+blob("LOOP"),
		"120000 OUT "+blob("../../x"), "120000 ROOT "+blob("/etc/passwd"), "120000 dir "+blob("docs"), "40000 docs "+docs, "160000 module "+docs)
	rev = g.add(plumbing.CommitObject, "tree "+top+"\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\none\n")
	g.add(plumbing.CommitObject, "nonsense")

	store := filesystem.NewStorage(osfs.New(packed), cache.NewObjectLRUDefault())
	w, err := store.PackfileWriter()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := packfile.NewEncoder(w, g.store, false).Encode(g.hashes, 10); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fsys.Clean(loose), fsys.Clean(packed), rev
}

func TestGit(t *testing.T) {
	loose, packed, rev := makeRepository(t)
	clone := writeFiles(t, map[string]string{"w/.git/HEAD": ""})
	for _, c := range []struct{ name, dir, rev, subpath, path, want string }{
		{"a file", loose, rev, "", "COPYING", copying},
		{"a file in a pack", packed, rev, "", "COPYING", copying},
		{"deeper", packed, rev, "", "docs/LICENSE", "docs"},
		{"a link", loose, rev, "", "LINK", "docs"},
		{"a link in a pack", packed, rev, "", "LINK", "docs"},
		{"a link to a directory", loose, rev, "", "dir/LICENSE", "docs"},
		{"a link back", loose, rev, "", "dir/up", copying},
		{"a part", packed, rev, "docs", "LICENSE", "docs"},
		{"in circles", loose, rev, "", "LOOP", "none"},
		{"out of it", loose, rev, "", "OUT", "none"},
		{"to the root", loose, rev, "", "ROOT", "none"},
		{"not there", loose, rev, "", "nosuch", "none"},
		{"not there, deeper", packed, rev, "", "docs/nosuch/x", "none"},
		{"below a file", loose, rev, "", "COPYING/x", "none"},
		{"a directory", loose, rev, "", "docs", "none"},
		{"a submodule", loose, rev, "", "module/LICENSE", "u: module/LICENSE is in a repository of its own (a submodule)"},
		{"no such commit", packed, strings.Repeat("0", 40), "", "COPYING", "u: commit " + strings.Repeat("0", 40) + ": object not found"},
		{"no repository", clone + "/nosuch", rev, "", "COPYING", "u is not downloaded"},
		{"an empty directory", clone, rev, "", "COPYING", "u: " + clone + " is no git repository"},
		{"an empty clone", clone + "/w", rev, "", "COPYING", "u: " + clone + "/w/.git is no git repository"},
	} {
		r := &Recipe{SourceDir: "/w/git", Sources: []Source{{URL: "u", Paths: []string{c.dir}, Into: "/w/git", Revision: c.rev, Subpath: c.subpath}}}
		checker := &Checker{View: fsys.NewView(fsys.NewDisk(), "/"), Archives: &Archives{}}
		l := checker.locate(context.Background(), r, []string{c.path})[c.path]
		got := string(l.text) + l.unknown
		if l.err != nil {
			got = "none"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	view := fsys.NewView(fsys.NewDisk(), "/")
	r, err := openRepository(view, loose)
	if err != nil {
		t.Fatal(err)
	}
	nonsense := plumbing.ComputeHash(plumbing.CommitObject, []byte("nonsense")).String()
	if _, err := r.commit(nonsense); err == nil || !strings.HasSuffix(err.Error(), "names no tree") {
		t.Error(err)
	}
}

// TestViewFS checks that what go-git is shown cannot be written.
func TestViewFS(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a": "text", "sub/b": ""})
	f := viewFS{fsys.NewView(fsys.NewDisk(), "/"), dir}
	list, err := f.ReadDir(".")
	var names []string
	for _, i := range list {
		names = append(names, fmt.Sprint(i.Name(), " ", i.IsDir(), " ", i.Sys() == nil, i.ModTime().IsZero()))
	}
	if !slices.Equal(names, []string{"a false true false", "sub true true false"}) || err != nil {
		t.Error(names, err)
	}
	file, err := f.OpenFile("/a", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, writing := file.Write(nil)
	_, creating := f.Create("x")
	_, making := f.TempFile("", "x")
	for _, err := range []error{writing, creating, making, file.Lock(), file.Unlock(), file.Truncate(0), f.Rename("a", "b"), f.Remove("a"), f.MkdirAll("x", 0),
		f.Symlink("a", "b")} {
		if err == nil {
			t.Error("it can be written")
		}
	}
	if err := file.Close(); err != nil || file.Name() != "/a" {
		t.Error(err)
	}
	if _, err := f.Open("../x"); err == nil {
		t.Error("what is outside can be read")
	}
	sub, err := f.Chroot("sub")
	if err != nil || sub.Root() != dir+"/sub" || sub.Join("a", "b") != "a/b" {
		t.Error(sub, err)
	}
	if _, err := sub.Lstat("b"); err != nil {
		t.Error(err)
	}
	if _, err := f.Readlink("a"); err == nil {
		t.Error("a file is a link")
	}
}
