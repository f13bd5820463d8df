package output

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Since returns the fingerprints of the findings that a change has to do with: those that are touched by it, and those that it brings
// about elsewhere, which are more than there were before.
func (r *Run) Since(before *Run, touched func(*Finding) bool) map[string]bool {
	out := map[string]bool{}
	more := map[string]int{} // how many findings there are that were not, by key, without those that are touched
	for _, f := range before.Findings {
		more[f.key]--
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		more[f.key]++
		if touched(f) {
			more[f.key]--
			out[f.Fingerprint] = true
		}
	}
	for _, f := range slices.Backward(r.Findings) {
		if !out[f.Fingerprint] && more[f.key] > 0 {
			more[f.key]--
			out[f.Fingerprint] = true
		}
	}
	return out
}

// Keep drops the findings that have none of these fingerprints.
func (r *Run) Keep(prints map[string]bool) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return !prints[f.Fingerprint] })
}

// NewLines returns the numbers of the lines of a text that it did not have before.
func NewLines(before, after string) map[int]bool {
	out := map[int]bool{}
	at := 0 // the next line of after; 0 until the first hunk
	for line := range strings.Lines(string(diff.Diff("a", []byte(before), "b", []byte(after)))) {
		switch {
		case strings.HasPrefix(line, "@@ "):
			_, rest, _ := strings.Cut(line, " +")
			number, _, _ := strings.Cut(rest, ",")
			at, _ = strconv.Atoi(number) // it is one
		case at == 0:
		case line[0] == '+':
			out[at] = true
			at++
		case line[0] == ' ':
			at++
		}
	}
	return out
}
