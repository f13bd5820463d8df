package licenses

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
)

// Source is something that SRC_URI unpacks or copies.
type Source struct {
	// URL is the item, for messages.
	URL string
	// Paths are where it may be: the download in DL_DIR, in a mirror of files, a local file or directory, a clone. The first that
	// is there counts.
	Paths []string
	// Into is the directory that it is unpacked or copied into.
	Into string
	// Name is what a file or a directory is called there that is copied: one that is no archive, or that Copied says is not
	// unpacked. "" is its own name.
	Name   string
	Copied bool
	// Strip is how many folders of an archive's paths are left out.
	Strip int
	// Revision is the commit of a git repository, Subpath the part of it that is taken.
	Revision, Subpath string
}

// within returns a path below a directory; ok is false if it is not.
func within(dir, p string) (rest string, ok bool) {
	if dir == p {
		return "", true
	}
	return strings.CutPrefix(p, strings.TrimSuffix(dir, "/")+"/")
}

// errNotHere is the error for a source that is not on this machine.
var errNotHere = errors.New("is not downloaded")

// covers reports whether a source may make what is at a path.
func (s *Source) covers(p string) bool {
	rest, ok := within(s.Into, p)
	if ok && s.Revision == "" && s.copied() {
		_, ok = within(s.name(), rest)
	}
	return ok
}

func (s *Source) copied() bool {
	return s.Copied || len(s.Paths) == 0 || formatOf(s.Paths[0]) == nil
}

func (s *Source) name() string {
	if s.Name != "" || len(s.Paths) == 0 {
		return s.Name
	}
	return path.Base(s.Paths[0])
}

// pick looks for what a source makes of these paths.
func (s *Source) pick(ctx context.Context, view *fsys.View, archives *Archives, paths []string) (picked, error) {
	at := ""
	for _, p := range s.Paths {
		if _, err := view.Stat(p); err == nil { // what it tells is on the recipe's record, whoever reads the file
			at = p
			break
		}
	}
	if at == "" {
		return picked{}, errNotHere
	}
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i], _ = within(s.Into, p)
	}
	var out picked
	var err error
	switch {
	case s.Revision != "":
		out, err = archives.pick(at+"@"+s.Revision, s.below(names), func(paths []string) (picked, error) { return pickGit(view, at, s.Revision, paths) })
	case s.copied():
		return s.pickFiles(view, at, paths)
	default:
		key := fmt.Sprintf("%s/%d", at, s.Strip)
		out, err = archives.pick(key, names, func(paths []string) (picked, error) { return pickArchive(ctx, view, at, s.Strip, paths) })
	}
	by := picked{texts: map[string][]byte{}}
	for i, name := range s.below(names) {
		if text, ok := out.texts[name]; ok {
			by.texts[paths[i]] = text
		}
	}
	for _, l := range out.like {
		by.like = append(by.like, path.Join(s.Into, l))
	}
	return by, err
}

// below puts the part of a repository that is taken in front of names.
func (s *Source) below(names []string) []string {
	if s.Subpath == "" {
		return names
	}
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = path.Join(s.Subpath, n)
	}
	return out
}

func pickArchive(ctx context.Context, view *fsys.View, at string, strip int, paths []string) (out picked, err error) {
	f, err := view.Open(at)
	if err != nil {
		return picked{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return formatOf(at).pick(ctx, f, at, strip, paths)
}

func pickGit(view *fsys.View, dir, rev string, paths []string) (picked, error) {
	out := picked{texts: map[string][]byte{}}
	r, err := openRepository(view, dir)
	if err != nil {
		return out, err
	}
	tree, err := r.commit(rev)
	if err != nil {
		return out, err
	}
	for _, p := range paths {
		text, err := r.read(tree, p)
		if err == nil {
			out.texts[p] = text
		} else if !errors.Is(err, errNoFile) {
			return out, err
		}
	}
	return out, nil
}

// pickFiles reads what is copied: a file, or files below a directory.
func (s *Source) pickFiles(view *fsys.View, at string, paths []string) (picked, error) {
	out := picked{texts: map[string][]byte{}}
	for _, p := range paths {
		rest, _ := within(path.Join(s.Into, s.name()), p)
		text, err := readFile(view, path.Join(at, rest))
		if err == nil {
			out.texts[p] = text
		} else if !fsys.IsNotExist(err) {
			return out, err
		}
	}
	return out, nil
}

// readFile reads a licence's text from a file.
func readFile(view *fsys.View, p string) (data []byte, err error) {
	f, err := view.Open(p)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return readAll(f, p)
}
