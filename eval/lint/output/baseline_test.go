package output_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// words returns a run with a finding for each "bad" in a text.
func words(path, text, message string) *output.Run {
	f := source.NewFile(path, text)
	var list []*lint.Finding
	for i := range text {
		if strings.HasPrefix(text[i:], "bad") {
			list = append(list, &lint.Finding{Diagnostic: diag.New(testCode, f, source.Span{Start: source.Pos(i), End: source.Pos(i + 3)}, "%s", message)})
		}
	}
	return output.New(list, name)
}

func prints(r *output.Run) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Fingerprint)
	}
	return out
}

// TestFingerprint looks at what keeps a finding's fingerprint and what does not.
func TestFingerprint(t *testing.T) {
	const text = "A = \"bad bad\"\nB = \"bad\"\nB = \"bad\"\n"
	base := prints(words("/top/a.bb", text, "no"))
	if sorted := slices.Sorted(slices.Values(base)); len(slices.Compact(sorted)) != 4 {
		t.Fatalf("not four: %v", base)
	}
	for _, c := range []struct {
		what, path, text, message string
		want                      []int // the findings that are the same, by number; -1: new
	}{
		{"a line above", "/top/a.bb", "X = \"\"\n" + text, "no", []int{0, 1, 2, 3}},
		{"other blanks", "/top/a.bb", strings.ReplaceAll(text, " = ", "\t=   "), "no", []int{0, 1, 2, 3}},
		{"another message", "/top/a.bb", text, "do not", []int{0, 1, 2, 3}},
		{"one of two is gone", "/top/a.bb", "A = \"bad bad\"\nB = \"bad\"\n", "no", []int{0, 1, 2}},
		{"another line", "/top/a.bb", strings.Replace(text, "A =", "C =", 1), "no", []int{-1, -1, 2, 3}},
		{"another file", "/top/b.bb", text, "no", []int{-1, -1, -1, -1}},
	} {
		var got []int
		for _, p := range prints(words(c.path, c.text, c.message)) {
			got = append(got, slices.Index(base, p))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.what, got, c.want)
		}
	}
	file := source.NewFile("/top/a.bb", text)
	whole := func(message string) string {
		return prints(output.New([]*lint.Finding{{Diagnostic: diag.New(testCode, file, source.At(0), "%s", message)}}, name))[0]
	}
	if whole("no HOMEPAGE") == whole("no SUMMARY") {
		t.Error("what is about a whole file is not told apart by its message")
	}
}

func TestBaseline(t *testing.T) {
	var b strings.Builder
	if err := output.NewBaseline(words("/top/a.bb", "A = \"bad\"\nB = \"bad\"\n", "no")).Write(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(b.String(), "\n")
	if len(lines) != 3 || !strings.HasSuffix(lines[0], `"id":"test-code","path":"a.bb","message":"no"}`+"\n") {
		t.Fatalf("%q", lines)
	}
	known, err := output.ReadBaseline(strings.NewReader(b.String()+"\n"), "known")
	if err != nil {
		t.Fatal(err)
	}
	run := words("/top/a.bb", "B = \"bad\"\nC = \"bad\"\n", "no")
	gone := known.Apply(run)
	if len(gone) != 1 || gone[0].String() != "a.bb: no [test-code]" || gone[0].Fingerprint != known.Entries[0].Fingerprint {
		t.Errorf("gone: %v", gone)
	}
	if len(run.Findings) != 1 || run.Findings[0].File.Line(run.Findings[0].Span.Start) != 2 {
		t.Errorf("left: %v", run.Findings)
	}
	for text, want := range map[string]string{
		lines[0] + "{}\n":      "known:2: this is no entry of a baseline: --write-baseline writes one anew",
		"[1]\n":                "known:1: this is no entry of a baseline: --write-baseline writes one anew",
		"\n\n<?xml?>\n" + "\n": "known:3: this is no entry of a baseline: --write-baseline writes one anew",
	} {
		if _, err := output.ReadBaseline(strings.NewReader(text), "known"); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}
