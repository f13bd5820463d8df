package feature

import (
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// directives are the words that statements begin with.
var directives = []string{
	"inherit", "inherit_defer", "include", "require", "include_all", "export", "unset", "addtask", "deltask", "addhandler", "EXPORT_FUNCTIONS",
	"addpylib", "addfragments", "python", "fakeroot", "def",
}

// inKeyword finds the words that say what a statement is.
func inKeyword(file *source.File, stmt bitbake.Stmt, pos source.Pos) Target {
	span := stmt.Span()
	switch s := stmt.(type) {
	case *bitbake.Blank, *bitbake.Comment:
		return Target{}
	case *bitbake.Function:
		span = s.Header
	case *bitbake.Assignment:
		if !s.Export {
			return Target{}
		}
	case *bitbake.AddTask:
		t := inWords(s.Args, pos, Target{Kind: Keyword})
		if t.Kind == Keyword && (t.Name == "before" || t.Name == "after") {
			return t
		}
	}
	text := file.Slice(span)
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && isNameByte(text[end]) {
			end++
		}
		word := source.Span{Start: span.Start + source.Pos(i), End: span.Start + source.Pos(end)}
		if !slices.Contains(directives, text[i:end]) {
			return Target{}
		}
		if word.Contains(pos) {
			return Target{Kind: Keyword, Name: text[i:end], Span: word}
		}
		if w := text[i:end]; w != "python" && w != "fakeroot" { // only these are followed by more of their kind
			return Target{}
		}
		i = end + len(text[end:]) - len(strings.TrimLeft(text[end:], " \t"))
	}
	return Target{}
}

// The beginnings of what is not finished: a function's head, and an assignment.
var (
	functionHead   = regexp.MustCompile(`^((?:python|fakeroot)[ \t]+)*([\w.+{}$:/~-]*)[ \t]*\([ \t]*\)[ \t]*\{`)
	assignmentHead = regexp.MustCompile(`^[ \t]*(?:export[ \t]+)?([\w.+{}$:/~-]+)(?:\[([^\]\n]*)\]?)?[ \t]*((?:\?\?|[?:.+])?=[.+]?)?[ \t]*["']?`)
)

// inBad makes the best of a statement that cannot be parsed, as one that is being typed cannot.
func inBad(file *source.File, s *bitbake.Bad, pos source.Pos) Target {
	whole := bitbake.Text{Value: file.Slice(s.Span()), Span: s.Span()}
	if m := functionHead.FindStringSubmatchIndex(whole.Value); m != nil {
		name := whole.Sub(m[4], m[5])
		if name.Span.Contains(pos) {
			return inName(name, pos)
		}
		python := strings.HasPrefix(whole.Value, "python") || name.Value == ""
		return inFunction(whole.Sub(m[1], len(whole.Value)), python, pos)
	}
	m := assignmentHead.FindStringSubmatchIndex(whole.Value)
	if m == nil || slices.Contains(directives, whole.Value[m[2]:m[3]]) {
		return inText(whole, pos)
	}
	name := whole.Sub(m[2], m[3])
	switch {
	case name.Span.Contains(pos):
		return inName(name, pos)
	case m[4] >= 0 && whole.Sub(m[4], m[5]).Span.Contains(pos):
		return inFlag(name, whole.Sub(m[4], m[5]), pos)
	case m[6] >= 0 && int(pos-whole.Span.Start) >= m[1]:
		flag := ""
		if m[4] >= 0 {
			flag = whole.Value[m[4]:m[5]]
		}
		value := strings.TrimRight(whole.Value, "\"'\r\n")
		return inValue(whole.Sub(m[1], max(len(value), m[1])), pos, lint.Variable(name.Value), flag)
	}
	return Target{}
}
