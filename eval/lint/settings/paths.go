package settings

import (
	"fmt"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/knead-build/knead/eval/fsys"
)

// Find returns the path of the configuration for what is in a directory: the knead.hcl in it, or else in the nearest directory above
// that has one; "" where there is none.
func Find(view *fsys.View, dir string) string {
	for {
		if p := path.Join(dir, FileName); view.IsFile(p) {
			return p
		}
		if dir == path.Dir(dir) {
			return ""
		}
		dir = path.Dir(dir)
	}
}

// within returns the path of a file that a configuration in a directory names.
func within(dir, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(dir, name)
}

// matcher returns a function that tells whether a pattern is for a file: it matches the path, or a folder that the file is in, as seen
// from a directory. A "*" is for any characters but a slash, "**" for any folders, "{a,b}" for one of them.
func matcher(dir, pattern string) (func(path string) bool, error) {
	if !doublestar.ValidatePattern(pattern) {
		return nil, fmt.Errorf("%q is no pattern: a bracket, a brace or a backslash in it is not complete", pattern)
	}
	if path.IsAbs(pattern) {
		dir = "/"
	}
	pattern = strings.Trim(path.Clean(pattern)+"/.", "/")
	for strings.HasPrefix(pattern, "../") {
		dir, pattern = path.Dir(dir), pattern[3:]
	}
	if pattern = strings.TrimSuffix(pattern, "/."); pattern == "." {
		pattern = "**"
	}
	dir = strings.TrimSuffix(dir, "/") + "/"
	return func(p string) bool {
		rest, ok := strings.CutPrefix(p, dir)
		for ; ok && rest != "."; rest = path.Dir(rest) {
			if doublestar.MatchUnvalidated(pattern, rest) {
				return true
			}
		}
		return false
	}, nil
}
