package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
)

// TestPatchHunks has what GNU patch says of the same patches: it refuses those with complaints, but for lines behind a hunk, which it
// leaves out.
func TestPatchHunks(t *testing.T) {
	const head = "about it\n--- a/x\n+++ b/x\n"
	for _, c := range []struct{ name, patch, want string }{
		{"whole", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n", ""},
		{"counts of one left out", "@@ -1 +1 @@\n-b\n+c\n", ""},
		{"blank of an empty line chopped", "@@ -1,3 +1,3 @@ func()\n a\n\n-b\n+c\n", ""},
		{"no newline at the end", "@@ -1 +1 @@\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n", ""},
		{"a signature behind", "@@ -1 +1 @@\n-b\n+c\n-- \n2.40\n", ""},
		{"two hunks, two files", "@@ -1 +1 @@\n-b\n+c\n@@ -9 +9,2 @@\n b\n+c\n--- a/y\n+++ b/y\n@@ -0,0 +1 @@\n+c\n", ""},
		{"three lines missing at the end", "@@ -1,4 +1,4 @@\n-b\n+c\n", ""},
		{"four missing", "@@ -1,5 +1,5 @@\n-b\n+c\n", "7: the file ends within a hunk: its head promises 4 old and 4 new lines more"},
		{"one more", "@@ -1 +1 @@\n-b\n+c\n+d\n", "7: the hunk goes on behind the lines that its head counts: this one is lost"},
		{"too many of a kind", "@@ -1,2 +1 @@\n-b\n+c\n+d\n-e\n", "7: this line does not fit into the hunk, whose head promises 1 old and 0 new lines more"},
		{"another line", "@@ -1,2 +1,2 @@\n-b\nnonsense\n+c\n", "6: this line does not fit into the hunk, whose head promises 1 old and 2 new lines more"},
		{"a head that is none", "@@ -1,x +1 @@\n-b\n", "4: this is no head of a hunk: @@ -LINE,COUNT +LINE,COUNT @@"},
	} {
		f := parsePatch(source.NewFile("x.patch", head+c.patch))
		var got []string
		for _, b := range f.Broken {
			got = append(got, fmt.Sprintf("%d: %s", f.Line(b.span.Start), b.msg))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, s, c.want)
		}
		if f.Header != "about it\n" {
			t.Errorf("%s: the header is %q", c.name, f.Header)
		}
	}
}

func TestCVETags(t *testing.T) {
	for _, c := range []struct {
		line     string
		old, new int // how many ids are read
	}{
		{"CVE: CVE-2024-12345", 1, 1},
		{"CVE: CVE-2024-12345 CVE-2024-23456", 2, 2},
		{"CVE: CVE-2024-12345, CVE-2024-23456", 1, 2},
		{"CVE:CVE-2024-12345", 0, 1},
		{" CVE: CVE-2024-12345", 1, 0},
		{"cve: CVE-2024-12345", 0, 0},
		{"CVE: 2024-12345", 0, 0},
	} {
		if n := len(cveIDs(c.line, release(2, 0))); n != c.old {
			t.Errorf("%q: %d ids before", c.line, n)
		}
		if n := len(cveIDs(c.line, release(2, 18))); n != c.new {
			t.Errorf("%q: %d ids", c.line, n)
		}
	}
}
