package output_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/knead-build/knead/eval/lint/output"
)

// TestSince has what counts of the findings of a text (see words), by their numbers, where some of them are in lines that are touched.
func TestSince(t *testing.T) {
	const text = "A = \"bad\"\nB = \"bad\"\nB = \"bad\"\n"
	for _, c := range []struct {
		what, before, after string
		touched             []int
		want                []int
	}{
		{"nothing", text, text, nil, nil},
		{"touched", text, text, []int{1}, []int{1}},
		{"new elsewhere", "B = \"bad\"\n", text, nil, []int{0, 2}},
		{"one more of a kind, which is touched", "A = \"bad\"\nB = \"bad\"\n", text, []int{1}, []int{1}},
		{"two more of a kind, one of which is touched", "A = \"bad\"\n", text, []int{1}, []int{1, 2}},
		{"fewer", text, "B = \"bad\"\n", nil, nil},
	} {
		run := words("/top/a.bb", c.after, "no")
		all := prints(run)
		keep := run.Since(words("/top/a.bb", c.before, "no"), func(f *output.Finding) bool {
			return slices.Contains(c.touched, slices.Index(all, f.Fingerprint))
		})
		run.Keep(keep)
		var got []int
		for _, p := range prints(run) {
			got = append(got, slices.Index(all, p))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.what, got, c.want)
		}
	}
}

func TestNewLines(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          []int
	}{
		{"a\nb\n", "a\nb\n", nil},
		{"a\nb\nc\n", "a\nx\nc\n", []int{2}},
		{"", "a\nb\n", []int{1, 2}},
		{"a\nb\n", "a\n", nil},
		{"a\nb", "a\nb\n", []int{2}},
		{"a\n", "++ x\na\n@@ -1 +7,1 @@\n", []int{1, 3}},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n", []int{1, 14}},
	} {
		if got := slices.Sorted(maps.Keys(output.NewLines(c.before, c.after))); !slices.Equal(got, c.want) {
			t.Errorf("%q to %q: %v, not %v", c.before, c.after, got, c.want)
		}
	}
}
