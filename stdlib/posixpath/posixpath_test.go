package posixpath

import "testing"

// TestPaths has what CPython gives for paths that are easily got wrong; testdata/ospath.py in stdlib/py has many more.
func TestPaths(t *testing.T) {
	for _, c := range []struct{ what, got, want string }{
		{"join('a', '/b', 'c')", Join("a", "/b", "c"), "/b/c"},
		{"join('', 'a')", Join("", "a"), "a"},
		{"join('a/', '')", Join("a/", ""), "a/"},
		{"join('a', '')", Join("a", ""), "a/"},
		{"normpath('//a/../..')", Normal("//a/../.."), "//"},
		{"normpath('///a/./b//')", Normal("///a/./b//"), "/a/b"},
		{"normpath('a/../..')", Normal("a/../.."), ".."},
		{"normpath('')", Normal(""), "."},
		{"abspath('../b')", Absolute("../b", "/x/y"), "/x/b"},
		{"relpath('/a/b', '/a/c/d')", Relative("/a/b", "/a/c/d"), "../../b"},
		{"relpath('/a', '/a')", Relative("/a", "/a"), "."},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}
