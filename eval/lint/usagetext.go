package lint

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
)

// usagePart is what one file reads and sets.
type usagePart struct {
	tree         *bitbake.File // nil of what is no metadata
	tool         bool          // no part of recipes
	reads, sets  []string
	starts, ends []string
	keys         []string // names with overrides
	asked        []Asked
}

// file looks at a metadata file.
func (u *usagePart) file(tree *bitbake.File) {
	u.tree = tree
	for _, s := range tree.Stmts {
		switch s := s.(type) {
		case *bitbake.Blank:
		case *bitbake.Comment:
			u.shown(tree.Source.Slice(s.Span()))
		case *bitbake.Assignment:
			u.assignment(s)
		case *bitbake.Export:
			u.read(s.Name.Value)
		case *bitbake.AddFragments:
			u.words(tree.Source.Slice(s.Span()), true)
			u.text(s.Variable)
		case *bitbake.Function:
			u.set(s.Name.Value)
			u.references(s.Name.Value)
			u.text(s.Body)
			if s.Python || strings.Contains(s.Body.Value, "d.getVar(") {
				u.python(s.Body)
			}
		case *bitbake.PythonDef:
			u.set(s.Name.Value)
			u.references(s.Text.Value)
			u.python(s.Text)
		default:
			u.text(bitbake.Text{Value: tree.Source.Slice(s.Span()), Span: s.Span()})
		}
	}
}

// text looks at a text that is expanded.
func (u *usagePart) text(t bitbake.Text) {
	u.references(t.Value)
	for _, span := range shell.Codes(t.Value) {
		u.python(t.Sub(int(span.Start)+3, int(span.End)-1))
		u.bareNames(t.Value[span.Start+3 : span.End-1])
	}
}

func (u *usagePart) assignment(a *bitbake.Assignment) {
	u.set(a.Name.Value)
	u.references(a.Name.Value)
	u.text(a.Value)
	switch {
	case a.Export:
		u.read(a.Name.Value)
	case a.Flag.Value == "doc":
	case a.Flag.Known():
		u.references(a.Flag.Value)
		u.words(a.Value.Value, false)
	default:
		u.words(a.Value.Value, true)
	}
}

func (u *usagePart) set(name string) {
	root, _, _ := strings.Cut(name, ":")
	u.sets = append(u.sets, root)
}

func (u *usagePart) read(name string) {
	root, _, overridden := strings.Cut(name, ":")
	u.reads = append(u.reads, root)
	if overridden {
		u.keys = append(u.keys, name)
	}
}

// references notes what a text refers to by ${NAME}.
func (u *usagePart) references(text string) {
	for i := 0; ; {
		k := strings.Index(text[i:], "${")
		if k < 0 {
			return
		}
		i += k + 2
		end := i
		for end < len(text) && (isWordByte(text[end]) || strings.IndexByte("-+./~:", text[end]) >= 0) {
			end++
		}
		switch {
		case end == i || end == len(text):
		case text[end] == '}':
			u.read(text[i:end])
		case strings.HasPrefix(text[end:], "${") && strings.Contains(text[i:end], ":"):
			u.read(text[i:end])
		case strings.HasPrefix(text[end:], "${"):
			u.composed(text[i:end], "")
		}
	}
}

// words notes the words of a text that may be names.
func (u *usagePart) words(text string, capitals bool) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r >= 0x80 || !isWordByte(byte(r)) && strings.IndexByte("-+./:", byte(r)) < 0 }) {
		if len(w) > 1 && (!capitals || isCapitals(w)) && !strings.HasPrefix(w, "/") {
			u.read(w)
		}
	}
}

// isCapitals reports whether a word has capital letters and no others.
func isCapitals(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r >= 'A' && r <= 'Z' }) && !strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

// composed notes a name that is put together of parts.
func (u *usagePart) composed(front, back string) {
	letters := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
	}
	switch {
	case len(front) > 1 && letters(front):
		u.starts = append(u.starts, front)
	case len(back) > 2 && letters(back):
		u.ends = append(u.ends, back)
	}
}

// bareNames notes the names in inline Python, where a variable may stand for itself.
func (u *usagePart) bareNames(code string) {
	for i := 0; i < len(code); {
		if !isWordByte(code[i]) {
			i++
			continue
		}
		start := i
		for i < len(code) && isWordByte(code[i]) {
			i++
		}
		u.reads = append(u.reads, code[start:i])
	}
}

// other looks at a file that is no metadata: Python, scripts, layouts of images, and samples of configurations, which name what users
// may set.
func (u *usagePart) other(view *fsys.View, name string) {
	text, err := view.ReadFile(name)
	if err != nil {
		return
	}
	if strings.Contains(name, ".sample") {
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r >= 0x80 || !isWordByte(byte(r)) }) {
			if isCapitals(w) {
				u.set(w)
			}
		}
		return
	}
	u.shown(text)
	u.tool = !strings.Contains(name, "/lib/") || strings.Contains(name, "/lib/oeqa/") || strings.Contains(name, "/scripts/")
	u.references(text)
	u.python(bitbake.Text{Value: text})
}

// shown notes the variables that a text shows how to set, as comments and tests do: NAME = "value".
func (u *usagePart) shown(text string) {
	for i := range len(text) {
		if text[i] != '=' {
			continue
		}
		if rest := strings.TrimLeft(text[i+1:min(i+8, len(text))], " \\"); rest == "" || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		name := strings.TrimRight(text[max(0, i-80):i], " ?:+.")
		name = name[strings.LastIndexAny(name, " \t\n#\"'")+1:]
		if end := strings.IndexAny(name, ":["); end >= 0 {
			name = name[:end]
		}
		if isCapitals(name) && isPlainName(name) {
			u.set(name)
		}
	}
}

// askers are the calls whose first argument is the variable that they read, setters those that set it.
var (
	askers = []string{
		"d.getVar", "d.getVarFlag", "e.data.getVar", "localdata.getVar", "bb.utils.contains", "bb.utils.contains_any", "bb.utils.filter", "oe.utils.conditional", "oe.utils.vartrue",
	}
	setters = []string{"setVar", "setVarFlag", "appendVar", "prependVar", "appendVarFlag", "setVarFlags", "renameVar"}
)

// python looks at Python code.
func (u *usagePart) python(text bitbake.Text) {
	code := text.Value
	for lit := range pythonLiterals(code) {
		body := code[lit.start:lit.end]
		if lit.long { // most often a description; what is expanded in it counts
			continue
		}
		callee := lit.callee(code)
		if slices.Contains(setters, callee[strings.LastIndexByte(callee, '.')+1:]) {
			u.set(body)
			if front, back, ok := placeholders(body); ok {
				u.composed(front, back)
			}
			continue
		}
		if u.tree != nil && isPlainName(body) && slices.Contains(askers, callee) {
			u.asked = append(u.asked, Asked{u.tree, text.Sub(lit.start, lit.end)})
		}
		for _, w := range strings.FieldsFunc(body, func(r rune) bool {
			return r >= 0x80 || !isWordByte(byte(r)) && strings.IndexByte("-+./~:%{}", byte(r)) < 0
		}) {
			u.name(w, body)
		}
	}
}

// name notes a word of a literal in Python.
func (u *usagePart) name(w, body string) {
	front, back, ok := placeholders(w)
	switch {
	case ok && strings.HasSuffix(front, ":"):
		u.read(front)
	case ok:
		u.composed(front, back)
	case w == body && strings.HasSuffix(w, "_"):
		u.composed(w, "")
	case w == body && strings.HasPrefix(w, "_"):
		u.composed("", w)
	case isWordByte(w[0]):
		u.read(w)
	}
}

// placeholders cuts a word at what is put into it: %s, %d, {}, {x}.
func placeholders(w string) (front, back string, ok bool) {
	i := strings.IndexAny(w, "%{")
	if i < 0 || i == len(w)-1 && w[i] == '%' {
		return w, "", false
	}
	end := max(strings.LastIndexByte(w, '}')+1, 0)
	if k := strings.LastIndexByte(w, '%'); k >= 0 && k+2 <= len(w) {
		end = max(end, k+2)
	}
	return w[:i], w[min(max(end, i+1), len(w)):], true
}

func isPlainName(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if !isWordByte(s[i]) && s[i] != '-' && s[i] != '.' {
			return false
		}
	}
	return true
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// Inline returns the variables that the ${@...} of a text read, and the functions that they call.
func (p *RecipePass) Inline(text string) (names, calls []string) {
	for _, span := range shell.Codes(text) {
		a := p.Data.Env().Evaluator.Analyse(text[span.Start+3 : span.End-1])
		names, calls = append(names, a.References...), append(calls, a.Execs...)
	}
	return names, calls
}

// References returns the names that a text refers to by ${NAME}.
func References(text string) []string {
	u := &usagePart{}
	u.references(text)
	return u.reads
}
