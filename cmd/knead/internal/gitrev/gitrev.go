// Package gitrev reads what a folder of a git repository was at a revision, from the repository's files: it starts no git and
// writes nothing. It knows nothing of metadata.
package gitrev

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/machine"
)

// Repository is a git repository with a worktree.
type Repository struct {
	top, common string
	store       *filesystem.Storage
}

// Open opens the repository that a folder lies in.
func Open(dir string) (*Repository, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	top, own, common, ok := machine.GitDirs(fsys.NewView(fsys.NewDisk(), dir), dir)
	if !ok {
		return nil, fmt.Errorf("%s is in no git repository", dir)
	}
	root := filepath.VolumeName(dir) + string(filepath.Separator)
	files := dotgit.NewRepositoryFilesystem(osfs.New(own), osfs.New(common))
	r := &Repository{top: filepath.FromSlash(top), common: common}
	r.store = filesystem.NewStorageWithOptions(files, cache.NewObjectLRUDefault(), filesystem.Options{AlternatesFS: osfs.New(root)})
	config, err := r.store.Config()
	if err != nil {
		return nil, fmt.Errorf("the git repository of %s: %w", dir, err)
	}
	extensions := config.Raw.Section("extensions")
	for _, x := range []struct{ name, known string }{{"objectformat", "sha1"}, {"refstorage", "files"}} {
		if value := extensions.Option(x.name); value != "" && !strings.EqualFold(value, x.known) {
			return nil, fmt.Errorf("the git repository of %s has extensions.%s = %s, which knead does not read", dir, x.name, value)
		}
	}
	return r, nil
}

// errAbsent is the error for a folder that a revision does not have.
var errAbsent = errors.New("the revision does not have it")

// tree returns the files of a folder of the worktree at a revision.
func (r *Repository) tree(rev, dir string) (*object.Tree, error) {
	commit, err := r.commit(rev)
	if err != nil {
		return nil, err
	}
	tree, err := commit.Tree()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", rev, err)
	}
	below, err := filepath.Rel(r.top, dir)
	if err != nil || below == "." {
		return tree, err
	}
	tree, err = tree.Tree(filepath.ToSlash(below))
	switch {
	case errors.Is(err, object.ErrDirectoryNotFound), errors.Is(err, object.ErrEntryNotFound):
		return nil, fmt.Errorf("%s at %s: %w", dir, rev, errAbsent)
	case err != nil:
		return nil, fmt.Errorf("%s at %s: %w", dir, rev, err)
	}
	return tree, nil
}

// Edit returns what makes a folder of the repository, as it is, what it was at a revision: the texts of files that differ or are
// not there any more, with symbolic links, and what has come since. Files that git ignores and repositories within the folder
// stay as they are, what git keeps of the repository itself as well.
func (r *Repository) Edit(rev, dir string) (fsys.Edit, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return fsys.Edit{}, err
	}
	if full, err = filepath.EvalSymlinks(full); err != nil {
		return fsys.Edit{}, err
	}
	tree, err := r.tree(rev, full)
	if err != nil {
		return fsys.Edit{}, err
	}
	w := &walk{
		Repository: r, tree: tree, dir: full, seen: map[string]bool{}, alive: map[string]bool{},
		edit: fsys.Edit{Texts: map[string]string{}, Links: map[string]string{}},
	}
	if err := w.ignoredAbove(); err != nil {
		return fsys.Edit{}, err
	}
	if err := filepath.WalkDir(full, w.visit); err != nil {
		return fsys.Edit{}, err
	}
	w.emptied()
	return w.edit, w.missing()
}

// readLink returns a symbolic link's target as git keeps it.
func readLink(p string) (string, error) {
	target, err := os.Readlink(p)
	return filepath.ToSlash(target), err
}
