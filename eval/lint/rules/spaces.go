package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// lineEnd is a line and the blanks at its end.
type lineEnd struct {
	text   string // without the blanks and the line ending
	blanks source.Span
}

// eachLineEnd calls check with the lines of a file that end in blanks.
func eachLineEnd(p *lint.FilePass, check func(lineEnd)) {
	at := source.Pos(0)
	for line := range strings.Lines(p.Source.Text()) {
		text := strings.TrimRight(line, "\r\n")
		if end := strings.TrimRight(text, " \t"); end != text {
			check(lineEnd{end, source.Span{Start: at + source.Pos(len(end)), End: at + source.Pos(len(text))}})
		}
		at += source.Pos(len(line))
	}
}

var trailingSpace = &lint.Rule{
	ID: "trailing-space", Aliases: []string{"oelint.spaces.lineend"}, Severity: diag.Warning, Fixes: true,
	Doc: lint.Doc{
		Summary: "no blanks at the end of a line",
		Why:     "Blanks at a line's end are invisible, and come and go with each editor: they make noise in the history.",
		Bad:     "SUMMARY = \"x\" \n",
		Good:    "SUMMARY = \"x\"\n",
	},
	File: func(p *lint.FilePass) {
		eachLineEnd(p, func(l lineEnd) {
			if l.text != "" && !strings.HasSuffix(l.text, `\`) {
				p.Report(p.At(l.blanks), "blanks at the end of the line").Mend("remove them", p.Replace(l.blanks, ""))
			}
		})
	},
}

var blankLine = &lint.Rule{
	ID: "blanks-on-empty-line", Fixes: true, Aliases: []string{"oelint.spaces.emptyline"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "no blanks on an empty line",
		Why:     "Blanks on an empty line are invisible, and come and go with each editor.",
		Bad:     "SUMMARY = \"x\"\n  \nSECTION = \"y\"\n",
		Good:    "SUMMARY = \"x\"\n\nSECTION = \"y\"\n",
	},
	File: func(p *lint.FilePass) {
		eachLineEnd(p, func(l lineEnd) {
			if l.text == "" {
				p.Report(p.At(l.blanks), "blanks on an empty line").Mend("remove them", p.Replace(l.blanks, ""))
			}
		})
	},
}

var blankAfterBackslash = &lint.Rule{
	ID: "blank-after-backslash", Fixes: true, Aliases: []string{"oelint.spaces.linecont"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a backslash that continues a line is its last character",
		Why: "BitBake takes the blanks behind it away and goes on in the next line, but other tools, and the shell into which the text is " +
			"copied, end the statement there.",
		Bad:  "SRC_URI = \"a \\ \n    b\"\n",
		Good: "SRC_URI = \"a \\\n    b\"\n",
	},
	File: func(p *lint.FilePass) {
		eachLineEnd(p, func(l lineEnd) {
			if strings.HasSuffix(l.text, `\`) {
				p.Report(p.At(l.blanks), "blanks behind the backslash").Mend("remove them", p.Replace(l.blanks, ""))
			}
		})
	},
}

var indentedStatement = &lint.Rule{
	Of: bitbake.CodeIndented, Aliases: []string{"oelint.spaces.linebeginning"},
	Doc: lint.Doc{
		Summary: "a statement begins at the beginning of its line",
		Why:     "BitBake refuses a file with a statement, or a comment, that is indented.",
		Bad:     " SUMMARY = \"x\"\n",
		Good:    "SUMMARY = \"x\"\n",
	},
}

var finalNewline = &lint.Rule{
	ID: "final-newline", Fixes: true, Aliases: []string{"oelint.newline.eof"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a file's last line ends",
		Why:     "What is appended to the file would go on in that line, and diffs say that the newline is missing.",
		Bad:     "SUMMARY = \"x\"",
		Good:    "SUMMARY = \"x\"\n",
	},
	File: func(p *lint.FilePass) {
		text := p.Source.Text()
		if text != "" && !strings.HasSuffix(text, "\n") {
			end := source.At(source.Pos(len(text)))
			p.Report(p.At(source.Span{Start: end.Start - 1, End: end.Start}), "the last line does not end").Mend("end it", p.Replace(end, "\n"))
		}
	},
}

var emptyLines = &lint.Rule{
	ID: "empty-lines", Fixes: true, Aliases: []string{"oelint.newline.consecutive"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "one empty line is enough",
		Why:     "An empty line sets groups of statements apart; two do no more.",
		Bad:     "SUMMARY = \"x\"\n\n\nSECTION = \"y\"\n",
		Good:    "SUMMARY = \"x\"\n\nSECTION = \"y\"\n",
	},
	File: func(p *lint.FilePass) {
		var more source.Span // behind the first of several
		n := 0
		for i, s := range p.Stmts {
			if b, ok := s.(*bitbake.Blank); ok {
				if n++; n == 2 {
					more.Start = b.Span().Start
				}
				more.End = b.Span().End
				if i < len(p.Stmts)-1 {
					continue
				}
			}
			if n > 1 {
				p.Report(p.At(more), "%d empty lines", n).Mend("leave one", p.Replace(more, ""))
			}
			n = 0
		}
	},
}

var tabs = &lint.Rule{
	ID: "tab", Fixes: true, Aliases: []string{"oelint.tabs.notabs"}, Severity: diag.Info, Changes: true,
	Doc: lint.Doc{
		Summary: "no tabs but in shell functions",
		Why: "A tab is as wide as each editor likes, so that what is aligned by one is not for others. The Python of a file is told apart (" +
			"tab-in-python); shell functions may be indented by tabs, as OpenEmbedded-Core's are.",
		Bad:  "SRC_URI = \"a \\\n\tb\"\n",
		Good: "SRC_URI = \"a \\\n    b\"\n",
	},
	File: func(p *lint.FilePass) {
		for _, s := range p.Stmts {
			switch s.(type) {
			case *bitbake.Function, *bitbake.PythonDef, *bitbake.Blank, *bitbake.Bad:
				continue
			}
			at := s.Span().Start
			for line := range strings.Lines(p.Source.Slice(s.Span())) {
				end := len(strings.TrimRight(line, " \t\r\n"))
				if i := strings.IndexByte(line[:end], '\t'); i >= 0 {
					n := i
					for n < end && line[n] == '\t' {
						n++
					}
					span := source.Span{Start: at + source.Pos(i), End: at + source.Pos(n)}
					p.Report(p.At(span), "a tab").Mend("put blanks in its place", p.Replace(span, strings.Repeat("    ", n-i)))
				}
				at += source.Pos(len(line))
			}
		}
	},
}
