package bitbake

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Options are what Parse needs to know besides the text.
type Options struct {
	Dialect Dialect
	// BaseConf says that the configuration parser opens the file itself (bblayers.conf, a layer.conf, bitbake.conf): only
	// there is addpylib a statement.
	BaseConf bool
}

// Parse returns the tree of a file of a kind. It accepts any text: what BitBake would refuse becomes Bad statements with
// diagnostics.
func Parse(file *source.File, kind Kind, opts Options) *File {
	p := &parser{
		File:  &File{Source: file, Kind: kind, Dialect: opts.Dialect},
		lines: newLines(file.Text()),
		base:  opts.BaseConf && kind == Conf,
	}
	if !utf8.ValidString(file.Text()) {
		i := invalidUTF8(file.Text())
		p.complain(CodeEncoding, source.Span{Start: source.Pos(i), End: source.Pos(i + 1)}, "the byte 0x%02x is no UTF-8", file.Text()[i])
	}
	if kind == Conf {
		p.conf()
	} else {
		p.bb()
	}
	return p.File
}

func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return 0
}

type parser struct {
	*File
	lines *lines
	base  bool
}

func (p *parser) complain(code *diag.Code, span source.Span, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, p.Source, span, format, args...)
	p.Diags = append(p.Diags, d)
	return d
}

func (p *parser) emit(s Stmt) { p.Stmts = append(p.Stmts, s) }

// conf parses a .conf file: BitBake joins continuation lines first, whatever they are, and then looks at the result.
func (p *parser) conf() {
	for {
		l, ok := p.lines.next()
		if !ok {
			return
		}
		if skipSpace(l.text, 0) == len(l.text) {
			p.emit(&Blank{l.span()})
			continue
		}
		if !strings.HasSuffix(l.text, `\`) {
			p.statement(single(l))
			continue
		}
		p.statement(p.confJoin(l))
	}
}

func (l line) span() Range { return Range{source.Span{Start: l.start, End: l.next}} }

// confJoin joins the continuation lines of a .conf file behind l, whose text ends in a backslash. Behind the file's last
// line BitBake sees empty ones.
func (p *parser) confJoin(l line) logical {
	var j joiner
	j.add(l.text, l.start)
	end, complained := l.next, false
	for j.trimBackslash() {
		next, ok := p.lines.next()
		if !ok {
			next = line{"", end, end}
		}
		if !complained && j.comment() && !strings.HasPrefix(next.text, "#") {
			p.partComment(l)
			complained = true
		}
		j.add(next.text, next.start)
		end = next.next
		if j.size == 0 {
			p.emptyContinuation(l.start, l.text)
		}
	}
	return j.take(end)
}

func (p *parser) partComment(l line) {
	span := source.Span{Start: l.start, End: l.start + source.Pos(len(l.text))}
	p.complain(CodePartComment, span, "the comment goes on in a line that is none")
}

func (p *parser) emptyContinuation(at source.Pos, text string) {
	span := source.Span{Start: at, End: at + source.Pos(len(text))}
	p.complain(CodeEmptyContinuation, span, "the backslash continues nothing")
}

// bb parses the other files, a line at a time: the lines of functions are theirs, whatever they look like.
func (p *parser) bb() {
	var j joiner // what ends in backslashes so far
	for {
		l, ok := p.lines.next()
		if !ok {
			break
		}
		s := l.text
		if len(j.pieces) > 0 && !p.continues(&j, l) {
			continue
		}
		if strings.HasSuffix(s, `\`) {
			j.add(s[:len(s)-1], l.start)
			continue
		}
		if len(j.pieces) > 0 {
			j.add(s, l.start)
			p.bbLine(j.take(l.next))
		} else {
			p.bbLine(single(l))
		}
	}
	if len(j.pieces) > 0 {
		g := j.take(source.Pos(p.lines.pos))
		p.complain(CodeUnfinished, g.Span, "the file ends in the middle of a statement")
		p.emit(&Bad{Range{source.Span{Start: g.start, End: g.end}}})
	}
}

// continues looks at a line behind one that ends in a backslash. It returns false for a comment, which is left out.
func (p *parser) continues(j *joiner, l line) bool {
	first := j.pieces[0]
	head := source.Span{Start: first.at, End: first.at + source.Pos(len(first.text)+1)}
	comment := strings.HasPrefix(l.text, "#")
	switch {
	case first.text == "":
		if len(j.pieces) == 1 {
			p.complain(CodeEmptyContinuation, head, "the backslash continues nothing")
		}
	case first.text[0] == '#' && !comment:
		p.complain(CodePartComment, head, "the comment goes on in a line that is none")
	case first.text[0] != '#' && comment:
		span := source.Span{Start: l.start, End: l.start + source.Pos(len(l.text))}
		d := p.complain(CodeCommentInValue, span, "a comment stands in the middle of a statement")
		d.Relate(diag.Place{File: p.Source, Span: head}, "the statement begins here")
		return false
	}
	return true
}

// bbLine parses a logical line of a recipe or class, and what follows it where it begins a function.
func (p *parser) bbLine(g logical) {
	s := g.Value
	switch {
	case s == "":
		p.emit(&Blank{g.span()})
		return
	case s[0] == '#':
		p.emit(&Comment{g.span()})
		return
	}
	if head, ok := functionHead(s); ok {
		p.function(g, head)
		return
	}
	if name, ok := defHead(s); ok {
		p.pythonDef(g, name)
		return
	}
	p.statement(g)
}

func (g logical) span() Range { return Range{source.Span{Start: g.start, End: g.end}} }

// function reads a function's body behind its head.
func (p *parser) function(g logical, h head) {
	f := &Function{Python: h.python, Fakeroot: h.fakeroot, Header: g.Span}
	if h.name[1] > h.name[0] && g.Value[h.name[0]:h.name[1]] != AnonymousName {
		f.Name = g.Sub(h.name[0], h.name[1])
	} else {
		f.Python = true
	}
	var body []piece
	for {
		l, ok := p.lines.next()
		if !ok {
			name := "the function"
			if f.Name.Known() {
				name = f.Name.Value + "()"
			}
			p.complain(CodeUnclosedFunction, g.Span, "%s is never closed", name)
			p.emit(&Bad{Range{source.Span{Start: g.start, End: source.Pos(p.lines.pos)}}})
			return
		}
		if l.text == "}" {
			f.Range = Range{source.Span{Start: g.start, End: l.next}}
			f.EndLine = p.lines.line
			break
		}
		if f.Python {
			p.checkTab(l)
		}
		body = append(body, piece{l.text, l.start, true})
	}
	f.Body = p.join(g.end, body)
	p.emit(f)
}

// pythonDef reads the lines that belong to a "def": those that are indented, empty or comments.
func (p *parser) pythonDef(g logical, name [2]int) {
	d := &PythonDef{Name: g.Sub(name[0], name[1])}
	text := g.pieces
	if text == nil {
		text = []piece{{g.Value, g.start, false}}
	}
	end := g.end
	for {
		mark := *p.lines
		l, ok := p.lines.next()
		if !ok || l.text != "" && l.text[0] != '#' && skipSpace(l.text, 0) == 0 {
			*p.lines = mark
			d.EndLine = mark.line + 1
			break
		}
		p.checkTab(l)
		text[len(text)-1].newline = true
		text = append(text, piece{l.text, l.start, false})
		end = l.next
	}
	d.Text = p.join(g.start, text)
	d.Range = Range{source.Span{Start: g.start, End: end}}
	p.emit(d)
}

// join returns the text of the pieces. Where it is the file's own, nothing is copied.
func (p *parser) join(start source.Pos, pieces []piece) Text {
	if len(pieces) == 0 {
		return Text{Span: source.At(start)}
	}
	src := p.Source.Text()
	at, clean := start, true
	for _, x := range pieces {
		clean = clean && x.at == at
		at = x.at + source.Pos(len(x.text))
		if x.newline {
			clean = clean && int(at) < len(src) && src[at] == '\n'
			at++
		}
	}
	if clean {
		return Text{Value: src[start:at], Span: source.Span{Start: start, End: at}}
	}
	var j joiner
	for _, x := range pieces {
		j.add(x.text, x.at)
		if x.newline {
			j.add("\n", x.at+source.Pos(len(x.text)))
		}
	}
	return j.take(at).Text
}

// checkTab warns of tabs in the indentation of Python, as BitBake does.
func (p *parser) checkTab(l line) {
	i := 0
	for i < len(l.text) && l.text[i] == ' ' {
		i++
	}
	if i < len(l.text) && l.text[i] == '\t' {
		at := l.start + source.Pos(i)
		p.complain(CodePythonTab, source.Span{Start: at, End: at + 1}, "Python is indented with a tab")
	}
}
