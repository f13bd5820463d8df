package regex

import (
	"strconv"
	"strings"
)

// Template is a replacement text of sub, or the argument of Match.expand: texts and groups in turn.
type Template struct {
	parts []templatePart
}

type templatePart struct {
	text  string
	group int // -1: text
}

// UnknownGroupError is the IndexError of a replacement text that names a group that the pattern has not.
type UnknownGroupError struct{ Name string }

func (e *UnknownGroupError) Error() string { return "unknown group name " + quote(e.Name) }

// Literal returns the text of a template without groups.
func (t *Template) Literal() (string, bool) {
	switch {
	case len(t.parts) == 0:
		return "", true
	case len(t.parts) == 1 && t.parts[0].group < 0:
		return t.parts[0].text, true
	}
	return "", false
}

// Expand appends the template with the groups of a match filled in; what took no part is empty.
func (t *Template) Expand(out []byte, text string, spans []int) []byte {
	for _, p := range t.parts {
		if p.group < 0 {
			out = append(out, p.text...)
		} else if s := spans[2*p.group]; s >= 0 {
			out = append(out, text[s:spans[2*p.group+1]]...)
		}
	}
	return out
}

// Template parses a replacement text. An error is an *Error or an *UnknownGroupError.
func (re *Regexp) Template(text string) (tmpl *Template, err error) {
	if !strings.Contains(text, "\\") {
		if text == "" {
			return &Template{}, nil
		}
		return &Template{[]templatePart{{text, -1}}}, nil
	}
	defer func() {
		if x := recover(); x != nil {
			f, ok := x.(failure)
			if !ok {
				panic(x)
			}
			tmpl, err = nil, f.err
		}
	}()
	p := &templateParser{parser: parser{pattern: text, bytes: re.bytes, text: decode(text, re.bytes)}, re: re, out: &Template{}}
	p.advance()
	p.parse()
	return p.out, nil
}

type templateParser struct {
	parser
	re  *Regexp
	out *Template
	lit []byte
}

func (p *templateParser) char(r rune) { p.lit = appendRune(p.lit, r, p.bytes) }

func (p *templateParser) flush() {
	if len(p.lit) > 0 {
		p.out.parts = append(p.out.parts, templatePart{string(p.lit), -1})
		p.lit = nil
	}
}

// group adds a group, whose number ends offset characters before the next token.
func (p *templateParser) group(n, offset int) {
	if n > p.re.groups {
		p.fail("invalid group reference "+itoa(n), offset)
	}
	p.flush()
	p.out.parts = append(p.out.parts, templatePart{group: n})
}

func (p *templateParser) parse() {
	for {
		t := p.get()
		switch {
		case t.r == eof:
			p.flush()
			return
		case !t.esc:
			p.char(t.r)
		case t.r == 'g':
			p.named()
		case t.r == '0':
			n, _ := strconv.ParseInt("0"+p.getWhile(2, octDigits), 8, 32)
			p.char(rune(n) & 0xff)
		case '1' <= t.r && t.r <= '9':
			p.number(t)
		default:
			if r, ok := simpleEscapes[t.r]; ok {
				p.char(r)
			} else if t.r < 0x80 && ('a' <= t.r|0x20 && t.r|0x20 <= 'z') {
				p.fail("bad escape "+t.String(), 2)
			} else {
				p.char('\\')
				p.char(t.r)
			}
		}
	}
}

// named reads \g<name> behind the g.
func (p *templateParser) named() {
	if !p.match('<') {
		p.fail("missing <", 0)
	}
	name, n := p.getUntil('>', "group name")
	if isIdentifier(name) {
		group, ok := p.re.index[name]
		if !ok {
			panic(failure{&UnknownGroupError{name}})
		}
		p.group(group, n+1)
		return
	}
	group, ok := parseInt(name)
	if !ok {
		p.fail("bad character in group name "+quote(name), n+1)
	}
	p.group(group, n+1)
}

// number reads a group's number, or an octal escape of three digits.
func (p *templateParser) number(t token) {
	text := string(t.r)
	if p.next.in(digits) {
		text += string(p.get().r)
		if isOctal(text) && p.next.in(octDigits) {
			text += string(p.get().r)
			p.char(p.octal(text))
			return
		}
	}
	n, _ := strconv.Atoi(text)
	p.group(n, len(text))
}

// special are the characters that Escape puts a backslash before.
const special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"

// Escape is re.escape.
func Escape(s string) string {
	if !strings.ContainsAny(s, special) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte(special, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
