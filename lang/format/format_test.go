package format_test

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/format"
	"github.com/knead-build/knead/lang/source"
)

func formatted(t *testing.T, text string, opts format.Options) string {
	t.Helper()
	out, err := format.Text(bitbake.Parse(source.NewFile("x.bb", text), bitbake.Recipe, bitbake.Options{}), opts)
	if err != nil {
		t.Error(err)
	}
	return out
}

// TestText has a text and what becomes of it. What comes of that is the same again.
func TestText(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		opts           format.Options
	}{
		{"operators", "A=\"1\"\nB  ?=\t\"2\"\nC:append+=' 3'\nexport   D=\"4\"\nE[f]=\"5\"  \n", "A = \"1\"\nB ?= \"2\"\nC:append += ' 3'\nexport D = \"4\"\nE[f] = \"5\"\n", format.Options{}},
		{"values stay", "A = \"  x   y \\\n\tz  \"\n", "A = \"  x   y \\\n\tz  \"\n", format.Options{}},
		{"blanks behind a backslash", "A = \"x \\ \n  y\"\n", "A = \"x \\\n  y\"\n", format.Options{}},
		{"blank lines", "\n\nA = \"1\"\n\n \n\nB = \"2\"\n\n\n", "A = \"1\"\n\nB = \"2\"\n", format.Options{}},
		{"no newline at the end", "A = \"1\"", "A = \"1\"\n", format.Options{}},
		{"nothing", "", "", format.Options{}},
		{"CRLF", "A=\"1\"\r\n\r\n\r\nB = \"2\"\r\n", "A = \"1\"\r\n\r\nB = \"2\"\r\n", format.Options{}},
		{"directives", "inherit  a\tb \nrequire   x.inc\naddtask  t   after  do_a  before do_b\n", "inherit a b\nrequire x.inc\naddtask t after do_a before do_b\n", format.Options{}},
		{"expressions in directives", "inherit ${@'a  b'}  c\n", "inherit ${@'a  b'}  c\n", format.Options{}},
		{"functions", "do_x ()  {\n  a   b  \n}  \npython  f () {\n    pass\n}\npython () {\n    pass\n}\nfakeroot  do_y(){\n\ttrue\n}\n", "do_x() {\n  a   b  \n}\npython f() {\n    pass\n}\npython () {\n    pass\n}\nfakeroot do_y() {\n\ttrue\n}\n", format.Options{}},
		{"comments", "# a   b  \nA = \"1\"\n", "# a   b\nA = \"1\"\n", format.Options{}},
		{"python", "def f(d):\n    return  1  \n", "def f(d):\n    return  1\n", format.Options{}},
		{"errors", "A=\"1\nB=\"2\"\n", "A=\"1\nB=\"2\"\n", format.Options{}},
		{"lists are to be asked for", "DEPENDS = \"a \\\n b\"\n", "DEPENDS = \"a \\\n b\"\n", format.Options{}},
		{"lists", "DEPENDS = \"a b \\\n  c ${@x('y', 'z')} d\"\n", "DEPENDS = \" \\\n    a \\\n    b \\\n    c ${@x('y', 'z')} d \\\n\"\n", format.Options{Lists: true}},
		{"a list of its own", "MINE = \"\\\n  a \\\n    b \\\n\"\n", "MINE = \" \\\n    a \\\n    b \\\n\"\n", format.Options{Lists: true}},
		{"prose", "DESCRIPTION = \"Some words \\\n  and more\"\n", "DESCRIPTION = \"Some words \\\n  and more\"\n", format.Options{Lists: true}},
		{"what touches", "DEPENDS:append = \"x \\\n  y\"\n", "DEPENDS:append = \"x \\\n  y\"\n", format.Options{Lists: true}},
		{"a long list", "DEPENDS = \"" + strings.Repeat("abcdefghi ", 12) + "\"\n", "DEPENDS = \" \\\n" + strings.Repeat("    abcdefghi \\\n", 12) + "\"\n", format.Options{Lists: true}},
	} {
		got := formatted(t, c.in, c.opts)
		if got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
		if again := formatted(t, got, c.opts); again != got {
			t.Errorf("%s, again:\n%q\nwas\n%q", c.name, again, got)
		}
	}
}

// FuzzText looks for texts that formatting changes in meaning, or changes again.
func FuzzText(f *testing.F) {
	f.Add("A=\"1\"\n\n\ndo_x () {\n  :\n}\n# c \\\n d\ninherit  a b\nexport  X", false)
	f.Add("SRC_URI = \"a \\\n  b ${@x('}')} \\\n\"\npython(){\n}\n", true)
	f.Fuzz(func(t *testing.T, text string, wrap bool) {
		opts := format.Options{Lists: wrap}
		once := formatted(t, text, opts)
		if twice := formatted(t, once, opts); twice != once {
			t.Errorf("%q\nbecomes %q\nand then %q", text, once, twice)
		}
	})
}
