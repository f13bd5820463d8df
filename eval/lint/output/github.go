package output

import (
	"fmt"
	"io"
	"strings"
)

var githubLevels = [...]string{"error", "warning", "notice", "notice"} // by severity

var (
	// What may not stand in the text of a workflow command, and what may not in a property either, as GitHub's toolkit has it.
	githubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func writeGitHub(w io.Writer, r *Run) error {
	var b strings.Builder
	for i := range r.Findings {
		f := &r.Findings[i]
		fmt.Fprintf(&b, "::%s ", githubLevels[f.Severity])
		if f.Known() {
			x := rangeOf(f.Place)
			fmt.Fprintf(&b, "file=%s,line=%d,endLine=%d,", githubProperty.Replace(f.Path), x.Start.Line, x.End.Line)
			if x.Start.Line == x.End.Line { // GitHub refuses columns of several lines
				fmt.Fprintf(&b, "col=%d,endColumn=%d,", x.Start.Column, x.End.Column)
			}
		}
		text := f.Text()
		if f.Code.Help != "" {
			text += "\n" + f.Code.Help
		}
		fmt.Fprintf(&b, "title=%s::%s\n", githubProperty.Replace(f.Code.ID), githubText.Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
