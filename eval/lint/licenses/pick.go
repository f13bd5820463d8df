package licenses

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
)

// picked is what was found of the files that were looked for in an archive or a repository.
type picked struct {
	texts map[string][]byte // by the path that was asked for
	// like are paths of files that could be licences.
	like []string
}

// pick looks for files in an archive. It reads the archive from its beginning until it has them, without unpacking it to disk,
// and again where a link leads back. A file that is there twice counts as it is the first time.
func (f *format) pick(ctx context.Context, file fsys.Reader, name string, strip int, paths []string) (picked, error) {
	out := picked{texts: map[string][]byte{}}
	links := map[string]string{}
	at := map[string]string{} // where each path leads
	for _, p := range paths {
		at[p] = p
	}
	wanted := func(name string) bool {
		for p, q := range at {
			if q == name && out.texts[p] == nil {
				return true
			}
		}
		return false
	}
	for again := true; again && len(out.texts) < len(paths); {
		again = false
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return out, err
		}
		err := f.entries(ctx, file, name, strip, func(e entry) (bool, error) {
			if e.link != "" {
				if links[e.name] == "" && len(links) < maxLinks {
					links[e.name] = e.link
					for p, q := range at {
						at[p] = follow(q, links)
						again = again || at[p] != q // what it leads to may be behind us
					}
				}
				return true, nil
			}
			if likeLicense(e.name) && len(out.like) < maxLike && !slices.Contains(out.like, e.name) {
				out.like = append(out.like, e.name)
			}
			if !wanted(e.name) {
				return true, nil
			}
			text, err := readText(e)
			for p, q := range at {
				if q == e.name && err == nil {
					out.texts[p] = append([]byte{}, text...)
				}
			}
			return len(out.texts) < len(paths), err
		})
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// follow follows links in a path.
func follow(p string, links map[string]string) string {
	for range 40 {
		target := ""
		for dir, rest := p, ""; dir != "." && dir != "/"; dir = path.Dir(dir) {
			if t, ok := links[dir]; ok {
				target = path.Join(t, rest)
			}
			rest = path.Join(path.Base(dir), rest)
		}
		if target == "" {
			return p
		}
		p = target
	}
	return p
}

// maxLike is how many files are kept in mind that could be licences.
const maxLike = 1000

// likeLicense reports whether a file could be a licence by its name.
func likeLicense(name string) bool {
	base := strings.ToLower(path.Base(name))
	return slices.ContainsFunc([]string{"licen", "copy", "notice", "readme", "author"}, func(part string) bool { return strings.Contains(base, part) })
}
