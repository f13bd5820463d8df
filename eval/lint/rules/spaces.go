package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var trailingSpace = &lint.Rule{
	ID: "trailing-space", Aliases: []string{"oelint.spaces.lineend"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "no blanks at the end of a line",
		Why:     "Blanks at a line's end are invisible, and behind a backslash they end the statement that was to go on.",
		Bad:     "SUMMARY = \"x\" \n",
		Good:    "SUMMARY = \"x\"\n",
	},
	File: func(p *lint.FilePass) {
		at := source.Pos(0)
		for line := range strings.Lines(p.Source.Text()) {
			text := strings.TrimRight(line, "\r\n")
			if end := strings.TrimRight(text, " \t"); end != text && end != "" {
				span := source.Span{Start: at + source.Pos(len(end)), End: at + source.Pos(len(text))}
				p.Report(p.At(span), "blanks at the end of the line").Mend("remove them", p.Replace(span, ""))
			}
			at += source.Pos(len(line))
		}
	},
}
