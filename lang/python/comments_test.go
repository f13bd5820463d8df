package python

import (
	"fmt"
	"strings"
	"testing"
)

// TestComments has a comment and what it speaks of in each line.
func TestComments(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# one\nx = 1\ny = 2\n", `"# one" "x = 1"`},
		{"x = 1 # one\ny = 2\n", `"# one" "x = 1 # one"`},
		{"if x:\n    # one\n    y = (1, # two\n        # three\n        3)\n", `"# one" "    y = (1, # two\n        # three\n        3)"
"# two" "y = (1, # two\n        # three\n        3)"
"# three" "3)"`},
		{"def f():\n    g('# no', '''\n# no\n''', f'{x:#}') # one\n", `"# one" "g('# no', '''\n# no\n''', f'{x:#}') # one"`},
		{"x\n# one\n", `"# one" ""`},
		{"x\n# one", `"# one" ""`},
		{"# one\n\n  # two\n  x ?\n", `"# one" "  x ?"
"# two" "  x ?"`},
		{"x = (\n# one\n", `"# one" ""`},
		{"", ""},
	} {
		var got []string
		comments, lines := Comments(c.text)
		for i, s := range comments {
			got = append(got, fmt.Sprintf("%q %q", c.text[s.Start:s.End], c.text[lines[i].Start:lines[i].End]))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.text, strings.Join(got, "\n"), c.want)
		}
	}
}
