package bitbake

import (
	"fmt"
	"strings"
)

// Meaning returns what a file's statements say, one text each, but for their layout: files with the same meaning give variables the
// same values. Values are what value makes of them; nil: as they are. What BitBake cannot parse counts as it is written.
func (f *File) Meaning(value func(string) string) []string {
	var out []string
	for _, s := range f.Stmts {
		switch s := s.(type) {
		case *Blank, *Comment:
		case *Assignment:
			text := s.Value.Value
			if value != nil {
				text = value(text)
			}
			out = append(out, fmt.Sprintf("%v %s[%s] %v %c%s", s.Export, s.Name.Value, s.Flag.Value, s.Op, s.Quote, text))
		case *Function:
			out = append(out, fmt.Sprintf("%v %v %s() %s", s.Python, s.Fakeroot, s.Name.Value, s.Body.Value))
		case *PythonDef:
			out = append(out, s.Text.Value)
		default:
			out = append(out, fmt.Sprintf("%T %s", s, strings.Join(strings.Fields(f.Source.Slice(s.Span())), " ")))
		}
	}
	return out
}
