package gitrev

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"

	"github.com/knead-build/knead/eval/fsys"
)

// repository makes a repository in a new folder.
func repository(t *testing.T) (dir string, r *git.Repository) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err == nil {
		r, err = git.PlainInit(dir, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir, r
}

// write makes files: a text, a link for "-> TARGET", none for "".
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p, text := filepath.Join(dir, filepath.FromSlash(name)), files[name]
		err := os.RemoveAll(p)
		if text != "" {
			err = errors.Join(err, os.MkdirAll(filepath.Dir(p), 0o777))
			if target, ok := strings.CutPrefix(text, "-> "); ok {
				err = errors.Join(err, os.Symlink(target, p))
			} else {
				err = errors.Join(err, os.WriteFile(p, []byte(text), 0o644))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func commit(t *testing.T, r *git.Repository, force ...string) plumbing.Hash {
	t.Helper()
	w, err := r.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddWithOptions(&git.AddOptions{All: true}); err != nil {
		t.Fatal(err)
	}
	for _, p := range force {
		if err := w.AddWithOptions(&git.AddOptions{Path: p, SkipStatus: true}); err != nil {
			t.Fatal(err)
		}
	}
	h, err := w.Commit("", &git.CommitOptions{Author: &object.Signature{When: time.Unix(0, 0)}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// shown returns an edit in a form to compare: what stands where below dir.
func shown(e fsys.Edit, dir string) map[string]string {
	out := map[string]string{}
	below := func(p string) string { return strings.TrimPrefix(p, filepath.ToSlash(dir)+"/") }
	for p, text := range e.Texts {
		out[below(p)] = text
	}
	for p, target := range e.Links {
		out[below(p)] = "-> " + target
	}
	for _, p := range e.Gone {
		out[below(p)] = "gone " + out[below(p)]
	}
	return out
}

func TestEdit(t *testing.T) {
	dir, r := repository(t)
	write(t, dir, map[string]string{
		"layer/same": "same", "layer/changed": "old", "layer/removed": "removed", "layer/deep/er/removed": "deep", "layer/tofolder": "file",
		"layer/tofile/x": "in folder", "layer/link": "-> same", "layer/tolink": "text", "layer/tountracked": "still there", "beside": "old",
		"layer/.gitignore": "*.o\n!keep.o\n/built/\n", ".gitignore": "*.tmp\n", "layer/moved": "moved",
	})
	commit(t, r)
	write(t, dir, map[string]string{
		"layer/changed": "new", "layer/removed": "", "layer/deep": "", "layer/tolink": "-> same", "layer/link": "-> changed",
		"layer/new": "new", "layer/dir/new": "new", "layer/forced.o": "tracked all the same", "beside": "new", "layer/moved": "",
		"layer/dir/moved": "moved",
	})
	commit(t, r, "layer/forced.o")
	write(t, dir, map[string]string{"layer/tofolder": "", "layer/tofile": ""})
	write(t, dir, map[string]string{
		"layer/tofolder/y": "in folder now", "layer/tofile": "file now", "layer/untracked": "untracked", "layer/x.o": "ignored", "layer/x.tmp": "ignored", "layer/keep.o": "not ignored", "layer/built/z": "ignored",
		"layer/nested/.git/HEAD": "another repository", "layer/nested/file": "", "layer/half/x.o": "ignored", "layer/half/new": "new",
	})
	repo, err := Open(filepath.Join(dir, "layer"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := repo.Edit("HEAD~1", filepath.Join(dir, "layer"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"changed": "old", "removed": "removed", "deep/er/removed": "deep", "tofolder": "gone file", "tofolder/y": "gone ", "tofile": "gone ",
		"tofile/x": "in folder", "link": "-> same", "tolink": "text", "new": "gone ", "dir": "gone ", "dir/new": "gone ", "forced.o": "gone ",
		"untracked": "gone ", "keep.o": "gone ", "half/new": "gone ", "moved": "moved", "dir/moved": "gone ",
	}
	if got := shown(e, filepath.Join(dir, "layer")); !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	// What the edit makes is what was there.
	v := fsys.NewView(fsys.NewDisk().Edit(e), filepath.ToSlash(dir))
	if got := strings.Join(v.Glob("layer/**", true), " "); got != "layer/ layer/built layer/built/z layer/changed layer/deep layer/deep/er "+
		"layer/deep/er/removed layer/half layer/half/x.o layer/link layer/moved layer/nested layer/removed layer/same layer/tofile layer/tofile/x "+
		"layer/tofolder layer/tolink layer/tountracked layer/x.o layer/x.tmp" {
		t.Errorf("the files are %s", got)
	}
	e, err = repo.Edit("HEAD", dir)
	if err != nil {
		t.Fatal(err)
	}
	want = map[string]string{
		"layer/untracked": "gone ", "layer/keep.o": "gone ", "layer/half/new": "gone ", "layer/tofolder": "gone file", "layer/tofolder/y": "gone ",
		"layer/tofile": "gone ", "layer/tofile/x": "in folder",
	}
	if got := shown(e, dir); !maps.Equal(got, want) {
		t.Errorf("what is not committed: %v", got)
	}
}

func TestRevisions(t *testing.T) {
	dir, r := repository(t)
	var hashes []string
	for _, text := range []string{"one", "two", "three"} {
		write(t, dir, map[string]string{"file": text})
		hashes = append(hashes, commit(t, r).String())
	}
	head := plumbing.NewHash(hashes[1])
	if _, err := r.CreateTag("annotated", head, &git.CreateTagOptions{Message: "m", Tagger: &object.Signature{When: time.Unix(0, 0)}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"refs/tags/light", "refs/remotes/origin/topic", "refs/heads/dir/branch"} {
		if err := r.Storer.SetReference(plumbing.NewHashReference(plumbing.ReferenceName(name), head)); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Storer.PackRefs(); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	repo, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for rev, want := range map[string]string{
		"HEAD": hashes[2], "@": hashes[2], "HEAD~": hashes[1], "HEAD^": hashes[1], "HEAD~2": hashes[0], "HEAD^^": hashes[0], "HEAD~1^1": hashes[0],
		"HEAD^0": hashes[2], "master": hashes[2], "annotated": hashes[1], "light~1": hashes[0], "origin/topic": hashes[1], "dir/branch": hashes[1],
		"refs/tags/light": hashes[1], hashes[0]: hashes[0], hashes[0][:7]: hashes[0], hashes[1][:8] + "^": hashes[0],
	} {
		c, err := repo.commit(rev)
		if err != nil {
			t.Errorf("%s: %v", rev, err)
		} else if c.Hash.String() != want {
			t.Errorf("%s is %s, not %s", rev, c.Hash, want)
		}
	}
	for rev, want := range map[string]string{
		"nothing": "no such revision", "HEAD~3": "goes further back", "HEAD^2": "goes further back", "HEAD@{1}": "a revision is", "": "a revision is",
		"HEAD~x": "neither", "abc": "no such revision", strings.Repeat("0", 40): "goes further back", "HEAD:file": "a revision is",
	} {
		if _, err := repo.commit(rev); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %q", rev, err, want)
		}
	}
	if _, err := repo.Edit("HEAD", filepath.Join(dir, "empty")); !errors.Is(err, errAbsent) {
		t.Errorf("a folder that the revision does not have: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there is open")
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is in no git repository") {
		t.Errorf("a folder outside of repositories: %v", err)
	}
	dir, _ := repository(t)
	write(t, dir, map[string]string{".git/config": "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"})
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "extensions.objectformat = sha256") {
		t.Errorf("hashes of another kind: %v", err)
	}
}
