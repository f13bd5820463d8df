package licenses

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"

	"github.com/knead-build/knead/eval/fsys"
)

// maxIndex is how large the indexes of a repository may be, in bytes, which are read to memory.
const maxIndex = 128 << 20

// repository is a git repository that is read from its files.
type repository struct {
	objects *filesystem.Storage
}

// openRepository opens the repository in a directory: a bare one, or the .git of a clone.
func openRepository(view *fsys.View, dir string) (*repository, error) {
	if view.IsDir(dir + "/.git") {
		dir += "/.git"
	}
	if !view.IsDir(dir + "/objects") {
		return nil, fmt.Errorf("%s is no git repository", dir)
	}
	names, err := view.ReadDir(dir + "/objects/pack")
	if err != nil && !fsys.IsNotExist(err) {
		return nil, err
	}
	size := int64(0)
	for _, n := range names {
		if info, err := view.Stat(dir + "/objects/pack/" + n); err == nil && strings.HasSuffix(n, ".idx") {
			size += info.Size
		}
	}
	if size > maxIndex {
		return nil, fmt.Errorf("%s has too many objects to be looked into", dir)
	}
	return &repository{filesystem.NewStorageWithOptions(viewFS{view, dir}, cache.NewObjectLRU(16<<20),
		filesystem.Options{ExclusiveAccess: true, LargeObjectThreshold: maxText})}, nil
}

var errNoFile = errors.New("no such file")

// commit returns the tree of a commit.
func (r *repository) commit(rev string) (plumbing.Hash, error) {
	data, err := r.object(plumbing.CommitObject, plumbing.NewHash(rev))
	if err != nil {
		return plumbing.ZeroHash, fmt.Errorf("commit %s: %w", rev, err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	tree, ok := bytes.CutPrefix(line, []byte("tree "))
	if !ok {
		return plumbing.ZeroHash, fmt.Errorf("commit %s names no tree", rev)
	}
	return plumbing.NewHash(string(tree)), nil
}

func (r *repository) object(kind plumbing.ObjectType, hash plumbing.Hash) (data []byte, err error) {
	o, err := r.objects.EncodedObject(kind, hash)
	if err != nil {
		return nil, err
	}
	reader, err := o.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	return readAll(reader, hash.String())
}

// The modes of what is in a tree.
const (
	modeLink   = "120000"
	modeModule = "160000"
)

// read returns the file at a path of a tree, links followed.
func (r *repository) read(tree plumbing.Hash, p string) ([]byte, error) {
	for range 40 {
		mode, hash, rest, at, err := r.find(tree, p)
		switch {
		case err != nil:
			return nil, err
		case mode == modeModule:
			return nil, fmt.Errorf("%s is in a repository of its own (a submodule)", p)
		case mode != modeLink && rest != "":
			return nil, errNoFile
		}
		data, err := r.object(plumbing.BlobObject, hash)
		if mode != modeLink || err != nil {
			return data, err
		}
		p = path.Join(path.Dir(at), string(data), rest)
		if strings.HasPrefix(p, "../") || path.IsAbs(string(data)) {
			return nil, errNoFile // leads out of the repository
		}
	}
	return nil, errNoFile
}

// find goes down a path to its end or the first thing that is no directory: what is at it, and what of the path is behind it.
func (r *repository) find(tree plumbing.Hash, p string) (mode string, hash plumbing.Hash, rest, at string, err error) {
	for rest = p; ; {
		data, err := r.object(plumbing.TreeObject, tree)
		if err != nil {
			return "", hash, "", "", err
		}
		name, behind, deeper := strings.Cut(rest, "/")
		if mode, hash = entryOf(data, name); mode == "" {
			return "", hash, "", "", errNoFile
		}
		at, rest = path.Join(at, name), behind
		if mode != "40000" {
			return mode, hash, rest, at, nil
		}
		if !deeper {
			return "", hash, "", "", errNoFile // a directory
		}
		tree = hash
	}
}

// entryOf finds a name in a tree object: entries "MODE NAME\0HASH".
func entryOf(tree []byte, name string) (mode string, hash plumbing.Hash) {
	for len(tree) > 0 {
		head, rest, ok := bytes.Cut(tree, []byte{0})
		if !ok || len(rest) < len(hash) {
			break
		}
		copy(hash[:], rest)
		tree = rest[len(hash):]
		if m, n, _ := strings.Cut(string(head), " "); n == name {
			return m, hash
		}
	}
	return "", plumbing.ZeroHash
}
