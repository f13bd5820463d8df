package shell

import (
	"fmt"
	"strings"
	"testing"
)

// TestComments has a comment and what it speaks of in each line.
func TestComments(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"\t# one\n\tcp a b\n\tcp c d\n", `"# one" "\tcp a b"`},
		{"\tcp a b # one ${X}\n", `"# one ${X}" "\tcp a b # one ${X}"`},
		{"\tcp a \\\n\t  b # one\n", `"# one" "\tcp a \\\n\t  b # one"`},
		{"# one\n\n# two \\\n\tif x; then\n", `"# one" "\tif x; then"
"# two \\" "\tif x; then"`},
		{"\techo '# no' \"# no\" ${A#b} a#no\n", ""},
		{"\tcat <<EOF\n# no\nEOF\n\t: # one\n", `"# one" "\t: # one"`},
		{"\tif x; then # one\n\t\ty $(z # two\n\t\t)\n\tfi\n\t# three\n", `"# one" "\tif x; then # one"
"# two" "\t\ty $(z # two"
"# three" ""`},
		{"\t(\n\t# one\n\tx # not known\n", `"# one" "\tx # not known"`},
		{"", ""},
	} {
		var got []string
		comments, lines := Comments(c.body)
		for i, s := range comments {
			got = append(got, fmt.Sprintf("%q %q", c.body[s.Start:s.End], c.body[lines[i].Start:lines[i].End]))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.body, strings.Join(got, "\n"), c.want)
		}
	}
}
