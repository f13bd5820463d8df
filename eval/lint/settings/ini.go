package settings

import (
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// iniValue is a value of an ini file.
type iniValue struct {
	key   string
	place diag.Place // of the key
	lines []string   // of the value that are not blank
}

// text returns the value as one line.
func (v *iniValue) text() string { return strings.Join(v.lines, " ") }

// parseINI returns the values in a section of an ini file, as Python's configparser reads them: "key = value" or "key: value", lines
// that are indented go on with the value, "#" and ";" begin a comment's line. The error is a diagnostic.
func parseINI(file *source.File, section string) ([]*iniValue, *diag.Diagnostic) {
	var out []*iniValue
	var last *iniValue
	name := ""
	for n := 1; n <= file.Lines(); n++ {
		span := file.LineSpan(n)
		line := strings.TrimRight(file.Slice(span), " \t")
		text := strings.TrimLeft(line, " \t")
		if text == "" || text[0] == '#' || text[0] == ';' {
			continue
		}
		if len(text) < len(line) && last != nil {
			last.lines = append(last.lines, text)
			continue
		}
		if text[0] == '[' && strings.HasSuffix(text, "]") {
			name, last = text[1:len(text)-1], nil
			continue
		}
		i := strings.IndexAny(text, "=:")
		if i < 0 || name == "" {
			return nil, diag.New(CodeConfig, file, span, "this is neither [section] nor a key and a value in one")
		}
		key := strings.TrimRight(text[:i], " \t")
		span.End = span.Start + source.Pos(len(line)-len(text)+len(key))
		last = &iniValue{key: strings.ToLower(key), place: diag.Place{File: file, Span: span}}
		if value := strings.TrimLeft(text[i+1:], " \t"); value != "" {
			last.lines = []string{value}
		}
		if name == section {
			out = append(out, last)
		}
	}
	return out, nil
}
