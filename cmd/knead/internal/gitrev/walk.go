package gitrev

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
	"github.com/go-git/go-git/v5/plumbing/object"

	"github.com/knead-build/knead/eval/fsys"
)

// walk compares a folder with a tree.
type walk struct {
	*Repository
	tree *object.Tree
	dir  string
	edit fsys.Edit

	seen    map[string]bool // files of the tree that are as they were, or were found to differ; by path below dir
	alive   map[string]bool // folders that have something left
	ignored []gitignore.Pattern
	tracked map[string]bool // the files of the index and their folders, below the top; nil until it is asked for
}

// below returns a path as seen from a folder above it, with slashes.
func below(dir, p string) string {
	rel, err := filepath.Rel(dir, p)
	if err != nil {
		return filepath.ToSlash(p)
	}
	return filepath.ToSlash(rel)
}

// visit looks at a file or folder of the disk.
func (w *walk) visit(p string, d fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	name := below(w.dir, p)
	if d.IsDir() {
		switch {
		case d.Name() == ".git":
			return filepath.SkipDir
		case p != w.dir && isRepository(p):
			w.keep(name)
			return filepath.SkipDir
		}
		kept, err := w.keeps(p, d)
		if err != nil {
			return err
		}
		if kept && !w.has(name) {
			w.keep(name)
			return filepath.SkipDir // what is built may be large
		}
		return w.readIgnored(p)
	}
	entry, err := w.tree.FindEntry(name)
	if err == nil && entry.Mode != filemode.Submodule && entry.Mode != filemode.Dir {
		w.seen[name] = true
		w.keep(name)
		return w.compare(p, d, entry)
	}
	kept, err := w.keeps(p, d)
	if err != nil {
		return err
	}
	if kept {
		w.keep(name)
	} else {
		w.edit.Gone = append(w.edit.Gone, filepath.ToSlash(p))
	}
	return nil
}

// has reports whether the tree has a file or folder.
func (w *walk) has(name string) bool {
	_, err := w.tree.FindEntry(name)
	return err == nil
}

// isRepository reports whether a folder is the top of a repository of its own.
func isRepository(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// keep notes that a file stays, and so the folders that it is in.
func (w *walk) keep(name string) {
	for dir := path.Dir(name); !w.alive[dir]; dir = path.Dir(dir) {
		w.alive[dir] = true
	}
}

// compare takes the old text or target of a file that differs.
func (w *walk) compare(p string, d fs.DirEntry, entry *object.TreeEntry) error {
	var now string
	switch {
	case d.Type()&fs.ModeSymlink != 0:
		target, err := readLink(p)
		if err != nil {
			return err
		}
		now = target
	case d.Type().IsRegular():
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		now = string(data)
	}
	same := (d.Type()&fs.ModeSymlink != 0) == (entry.Mode == filemode.Symlink)
	if same && plumbing.ComputeHash(plumbing.BlobObject, []byte(now)) == entry.Hash {
		return nil
	}
	return w.take(filepath.ToSlash(p), entry)
}

// take puts the old text or target of a file into the edit.
func (w *walk) take(p string, entry *object.TreeEntry) error {
	blob, err := object.GetBlob(w.store, entry.Hash)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return fmt.Errorf("the git repository of %s does not have the file %s (%s): it is a partial clone, or damaged", w.top, p, entry.Hash)
	}
	if err != nil {
		return err
	}
	r, err := blob.Reader()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return err
	}
	if entry.Mode == filemode.Symlink {
		w.edit.Links[p] = string(data)
	} else {
		w.edit.Texts[p] = string(data)
	}
	return nil
}

// missing takes the files of the tree that the disk does not have.
func (w *walk) missing() error {
	files := object.NewTreeWalker(w.tree, true, nil)
	defer files.Close()
	for {
		name, entry, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if w.seen[name] || entry.Mode == filemode.Dir || entry.Mode == filemode.Submodule {
			continue
		}
		if err := w.take(filepath.ToSlash(filepath.Join(w.dir, filepath.FromSlash(name))), &entry); err != nil {
			return err
		}
	}
}

// emptied adds the folders that have nothing left without the files that are gone.
func (w *walk) emptied() {
	added := map[string]bool{}
	for _, p := range w.edit.Gone {
		for dir := path.Dir(below(w.dir, p)); dir != "." && !w.alive[dir] && !added[dir]; dir = path.Dir(dir) {
			added[dir] = true
			w.edit.Gone = append(w.edit.Gone, filepath.ToSlash(filepath.Join(w.dir, filepath.FromSlash(dir))))
		}
	}
}

// keeps reports whether a file or folder stays where the tree does not have it: git ignores it, and does not track it all the
// same.
func (w *walk) keeps(p string, d fs.DirEntry) (bool, error) {
	name := below(w.top, p)
	if !gitignore.NewMatcher(w.ignored).Match(strings.Split(name, "/"), d.IsDir()) {
		return false, nil
	}
	if w.tracked == nil {
		index, err := w.store.Index()
		if err != nil {
			return false, err
		}
		w.tracked = map[string]bool{}
		for _, e := range index.Entries {
			for name := e.Name; !w.tracked[name]; name = path.Dir(name) {
				w.tracked[name] = true
			}
		}
	}
	return !w.tracked[name], nil
}

// ignoredAbove reads what the repository and the folders above the walk's ignore.
func (w *walk) ignoredAbove() error {
	if err := w.readPatterns(filepath.Join(filepath.FromSlash(w.common), "info", "exclude"), nil); err != nil {
		return err
	}
	dir := w.top
	for _, name := range strings.Split(below(w.top, w.dir), "/") {
		if dir == w.dir {
			break
		}
		if err := w.readIgnored(dir); err != nil {
			return err
		}
		dir = filepath.Join(dir, name)
	}
	return nil
}

// readIgnored reads a folder's .gitignore.
func (w *walk) readIgnored(dir string) error {
	var domain []string
	if name := below(w.top, dir); name != "." {
		domain = strings.Split(name, "/")
	}
	return w.readPatterns(filepath.Join(dir, ".gitignore"), domain)
}

func (w *walk) readPatterns(file string, domain []string) error {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := lines.Text(); strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			w.ignored = append(w.ignored, gitignore.ParsePattern(line, domain))
		}
	}
	return lines.Err()
}
