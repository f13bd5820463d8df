package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// fingerprint sets the findings' fingerprints. One is made from the finding's id, the file's path, the text of the line, its blanks
// aside, and a number that tells those apart for which all of that is the same, in their order. So it stays when lines are
// added above, when a line is indented, and when the message is put in other words; each finding of a run has another. What is about
// a whole file, or about none, has no line: the message takes its place.
func fingerprint(findings []Finding) {
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		f.key = strings.Join([]string{f.ID(), f.Path, f.lineText()}, "\x00")
		seen[f.key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", f.key, seen[f.key]))
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
}

func (f *Finding) lineText() string {
	if !f.Known() || f.Span.End == 0 {
		return f.Message
	}
	line := f.File.LineSpan(f.File.Line(f.Span.Start))
	return strings.Join(strings.Fields(f.File.Slice(line)), " ")
}
