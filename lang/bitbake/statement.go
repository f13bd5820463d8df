package bitbake

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// statement parses a logical line that is no function. Recipes and classes have directives that come before assignments
// ("inherit = x" inherits "=" and "x" there); the others come behind.
func (p *parser) statement(g logical) {
	s := g.Value
	if s == "" {
		p.emit(&Bad{g.span()}) // complained of by confJoin
		return
	}
	if s[0] == '#' {
		p.emit(&Comment{g.span()})
		return
	}
	if p.Kind != Conf && p.recipeDirective(g) {
		return
	}
	if a, ok := p.assignment(g); ok {
		p.emit(a)
		return
	}
	if p.directive(g) {
		return
	}
	p.unparsed(g)
	p.emit(&Bad{g.span()})
}

// argument returns what stands behind a keyword and at least one blank.
func argument(g logical, keyword string) (Text, bool) {
	if !strings.HasPrefix(g.Value, keyword) {
		return Text{}, false
	}
	i := skipSpace(g.Value, len(keyword))
	if i == len(keyword) || i == len(g.Value) {
		return Text{}, false
	}
	return g.Sub(i, len(g.Value)), true
}

// recipeDirective parses the statements that only recipes, classes and include files have.
func (p *parser) recipeDirective(g logical) bool {
	if a, ok := argument(g, "EXPORT_FUNCTIONS"); ok {
		p.emit(&ExportFunctions{g.span(), a})
		return true
	}
	if p.addTask(g) || p.delTask(g) {
		return true
	}
	if a, ok := argument(g, "addhandler"); ok {
		p.emit(&AddHandler{g.span(), a})
		return true
	}
	if a, ok := argument(g, "inherit"); ok {
		p.emit(&Inherit{g.span(), false, a})
		return true
	}
	if a, ok := argument(g, "inherit_defer"); ok && !p.Dialect.NoInheritDefer {
		p.emit(&Inherit{g.span(), true, a})
		return true
	}
	return false
}

// directive parses the statements that all files have.
func (p *parser) directive(g logical) bool {
	if a, ok := argument(g, "include"); ok {
		p.emit(&IncludeStmt{g.span(), "include", a})
		return true
	}
	if a, ok := argument(g, "require"); ok {
		p.emit(&IncludeStmt{g.span(), "require", a})
		return true
	}
	if a, ok := argument(g, "include_all"); ok && !p.Dialect.NoIncludeAll {
		p.emit(&IncludeStmt{g.span(), "include_all", a})
		return true
	}
	if a, ok := argument(g, "export"); ok && plainName(a.Value) {
		p.emit(&Export{g.span(), a})
		return true
	}
	if a, ok := argument(g, "unset"); ok {
		if plainName(a.Value) {
			p.emit(&Unset{g.span(), a, Text{}})
			return true
		}
		if i := strings.IndexByte(a.Value, '['); i > 0 && strings.HasSuffix(a.Value, "]") && plainName(a.Value[:i]) {
			if flag := a.Sub(i+1, len(a.Value)-1); p.unsettableFlag(flag.Value) {
				p.emit(&Unset{g.span(), a.Sub(0, i), flag})
				return true
			}
		}
	}
	if a, ok := argument(g, "addpylib"); ok && p.base && !p.Dialect.NoAddPylib {
		if words := lastWords(a, 2); words != nil {
			p.emit(&AddPylib{g.span(), words[0], words[1]})
			return true
		}
	}
	if a, ok := argument(g, "addfragments"); ok && !p.Dialect.NoAddFragments {
		if words := lastWords(a, 4); words != nil {
			p.emit(&AddFragments{g.span(), words[0], words[1], words[2], words[3]})
			return true
		}
	}
	return false
}

// lastWords splits a text into n parts: the last n-1 words, and all before them. Of several blanks behind a word all but
// the last belong to it, as BitBake's pattern has it. It returns nil where there are not as many words.
func lastWords(a Text, n int) []Text {
	out := make([]Text, n)
	end := len(a.Value)
	for k := n - 1; k > 0; k-- {
		i := strings.LastIndexFunc(strings.TrimRightFunc(a.Value[:end], isSpace), isSpace)
		if i <= 0 {
			return nil
		}
		_, size := utf8.DecodeRuneInString(a.Value[i:])
		out[k] = a.Sub(i+size, end)
		end = i
	}
	out[0] = a.Sub(0, end)
	return out
}

// nameChar reports whether a byte may stand in a variable's name.
func nameChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_+.${}/~:", c) >= 0
}

// plainName reports whether export and unset take the name: they know no overrides.
func plainName(s string) bool {
	for i := range len(s) {
		if !nameChar(s[i]) || s[i] == ':' {
			return false
		}
	}
	return s != ""
}

// flagName reports whether s is a flag's name in an assignment.
func (d Dialect) flagName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_+.", c) >= 0:
		case c == '@' && i > 0 && !d.PlainFlagNames:
		case c == '/' && i > 0 && !d.NoFlagSlash:
		default:
			return false
		}
	}
	return s != ""
}

// unsettableFlag reports whether s is a flag's name in unset, which differs: no "/", and two letters at least.
func (p *parser) unsettableFlag(s string) bool {
	return p.Dialect.flagName(s) && !strings.Contains(s, "/") && (len(s) > 1 || p.Dialect.PlainFlagNames)
}

// assignment parses [export] NAME[flag] op "value".
func (p *parser) assignment(g logical) (*Assignment, bool) {
	s := g.Value
	if rest := skipSpace(s, len("export")); strings.HasPrefix(s, "export") && rest > len("export") {
		if a, ok := p.assign(g, rest); ok {
			a.Export = true
			return a, true
		}
	}
	return p.assign(g, 0)
}

// assign parses an assignment whose name begins at start.
func (p *parser) assign(g logical, start int) (*Assignment, bool) {
	s := g.Value
	i := start
	for i < len(s) && nameChar(s[i]) {
		i++
	}
	// The name ends as early as what follows allows: ":=", "+=" and ".=" begin with characters of names.
	if i > start && i < len(s) && s[i] == '=' && strings.IndexByte(":+.", s[i-1]) >= 0 {
		if a, ok := p.assignAt(g, start, i-1); ok {
			return a, true
		}
	}
	return p.assignAt(g, start, i)
}

// assignAt parses an assignment whose name is s[start:end].
func (p *parser) assignAt(g logical, start, end int) (*Assignment, bool) {
	s := g.Value
	if start == end && p.Dialect.EmptyNames {
		return nil, false
	}
	a := &Assignment{Range: g.span(), Name: g.Sub(start, end)}
	i := end
	if i < len(s) && s[i] == '[' {
		if n := strings.IndexByte(s[i:], ']'); n > 0 && p.Dialect.flagName(s[i+1:i+n]) {
			a.Flag = g.Sub(i+1, i+n)
			i += n + 1
		}
	}
	space := i
	i = skipSpace(s, i)
	blanks := i > space
	op, n := operator(s[i:])
	if n == 0 {
		return nil, false
	}
	a.Op, a.OpSpan = op, g.Sub(i, i+n).Span
	i += n
	space = i
	i = skipSpace(s, i)
	blanks = blanks && i > space
	if i >= len(s)-1 || s[i] != '"' && s[i] != '\'' || s[len(s)-1] != s[i] {
		return nil, false
	}
	a.Quote = s[i]
	if strings.Count(s[i:], s[i:i+1]) == 3 { // "a"b" is a slip, "a" "b" is not
		return nil, false
	}
	a.Value = g.Sub(i+1, len(s)-1)
	if start == end {
		p.complain(CodeEmptyName, g.Span, "an assignment to no variable")
	} else if !blanks && !p.Dialect.TightOperators {
		p.complain(CodeTightOperator, a.OpSpan, "no blanks around %q", a.Op)
	}
	p.checkOperatorMix(a)
	return a, true
}

// operator returns the assignment operator that s begins with and its length.
func operator(s string) (Op, int) {
	for _, o := range [...]struct {
		text string
		op   Op
	}{{":=", Immediate}, {"??=", WeakDefault}, {"?=", Default}, {"+=", AppendOp}, {"=+", PrependOp}, {"=.", DotPrepend}, {".=", DotAppend}, {"=", Set}} {
		if strings.HasPrefix(s, o.text) {
			return o.op, len(o.text)
		}
	}
	return 0, 0
}

// checkOperatorMix warns of A:append += "x".
func (p *parser) checkOperatorMix(a *Assignment) {
	switch a.Op {
	case AppendOp, PrependOp, DotAppend, DotPrepend:
	default:
		return
	}
	for _, k := range [...]string{":append", ":prepend", ":remove"} {
		if strings.Contains(a.Name.Value, k) {
			p.complain(CodeOperatorMix, source.Span{Start: a.Name.Span.Start, End: a.OpSpan.End}, "%q together with %q", k, a.Op)
			return
		}
	}
}

// unparsed complains of a line that is no statement, and says what is most likely wrong.
func (p *parser) unparsed(g logical) {
	s := g.Value
	if i := skipSpace(s, 0); i > 0 {
		p.complain(CodeIndented, g.Sub(0, i).Span, "the line is indented, and no line before it goes on")
		return
	}
	name := strings.TrimPrefix(s, "export ")
	i := 0
	for i < len(name) && nameChar(name[i]) {
		i++
	}
	if i > 0 && i < len(name) && name[i] == '[' {
		if n := strings.IndexByte(name[i:], ']'); n > 0 {
			if flag := name[i+1 : i+n]; !p.Dialect.flagName(flag) {
				at := len(s) - len(name) + i + 1
				p.complain(CodeUnparsed, g.Sub(at, at+n-1).Span, "%q is no name for a flag", flag)
				return
			}
			i += n + 1
		}
	}
	at := skipSpace(name, i)
	if _, n := operator(name[at:]); n > 0 && i > 0 || i > 0 && i < len(name) && name[i] == '=' {
		value := skipSpace(name, at+n) + len(s) - len(name)
		p.complain(CodeUnquoted, g.Sub(min(value, len(s)), len(s)).Span, "the value is not between quotes")
		return
	}
	if strings.HasPrefix(s, "addpylib") {
		p.complain(CodeMisplacedPylib, g.Span, "addpylib is no statement here")
		return
	}
	if strings.Contains(s, "()") || strings.HasSuffix(s, "{") {
		p.complain(CodeUnparsed, g.Span, "this is no head of a function: it has to be NAME () {, with nothing behind the brace")
		return
	}
	p.complain(CodeUnparsed, g.Span, "this is no statement")
}
