package regex

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/knead-build/knead/lang/python"
)

// escape reads an escape outside of sets.
func (p *parser) escape(t token) node {
	if c, ok := classes[t.r]; ok {
		s := &charset{classes: []class{c}, ascii: p.asciiClasses()}
		return charNode{s.finish()}
	}
	ascii := p.asciiClasses()
	switch t.r {
	case 'A':
		return atNode{atBeginning}
	case 'Z':
		return atNode{atEndString}
	case 'b':
		if ascii {
			return atNode{atBoundaryASCII}
		}
		return atNode{atBoundary}
	case 'B':
		if ascii {
			return atNode{atNonBoundaryASCII}
		}
		return atNode{atNonBoundary}
	case '0':
		n, _ := strconv.ParseInt("0"+p.getWhile(2, octDigits), 8, 32)
		return p.literal(rune(n))
	}
	if '1' <= t.r && t.r <= '9' {
		return p.numberEscape(t)
	}
	return p.literal(p.charEscape(t, false))
}

// numberEscape reads an octal escape of three digits, or a reference to a group.
func (p *parser) numberEscape(t token) node {
	text := string(t.r)
	if p.next.in(digits) {
		text += string(p.get().r)
		if isOctal(text) && p.next.in(octDigits) {
			text += string(p.get().r)
			return p.literal(p.octal(text))
		}
	}
	group, _ := strconv.Atoi(text)
	if group >= len(p.widths) {
		p.fail("invalid group reference "+itoa(group), len(text))
	}
	if !p.widths[group].closed {
		p.fail("cannot refer to an open group", len(text)+1)
	}
	return p.reference(group)
}

func isOctal(s string) bool { return strings.Trim(s, octDigits) == "" }

// octal returns the character of an octal escape whose digits have just been read.
func (p *parser) octal(text string) rune {
	n, _ := strconv.ParseInt(text, 8, 32)
	if n > 0o377 {
		p.fail("octal escape value \\"+text+" outside of range 0-0o377", len(text)+1)
	}
	return rune(n)
}

// reference makes a back-reference.
func (p *parser) reference(group int) node {
	p.checkBehind(group)
	n := refNode{group: group}
	switch p.folding() {
	case foldASCII, foldLocale:
		n.fold = lowerASCII
	case foldUnicode:
		n.fold = unicode.ToLower
	}
	return n
}

// checkBehind refuses references in a lookbehind to groups that are open or in the same lookbehind.
func (p *parser) checkBehind(group int) {
	if p.behindGroups == 0 {
		return
	}
	if group >= len(p.widths) || !p.widths[group].closed {
		p.fail("cannot refer to an open group", 0)
	}
	if group >= p.behindGroups {
		p.fail("cannot refer to group defined in the same lookbehind subpattern", 0)
	}
}

var simpleEscapes = map[rune]rune{'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}

// charEscape reads an escape that stands for one character.
func (p *parser) charEscape(t token, inSet bool) rune {
	if r, ok := simpleEscapes[t.r]; ok {
		return r
	}
	switch {
	case t.r == 'x':
		return p.hexEscape(t, 2)
	case t.r == 'u' && !p.bytes:
		return p.hexEscape(t, 4)
	case t.r == 'U' && !p.bytes:
		return p.hexEscape(t, 8)
	case t.r == 'N' && !p.bytes:
		if !p.match('{') {
			p.fail("missing {", 0)
		}
		name, n := p.getUntil('}', "character name")
		r, ok := characterNamed(name)
		if !ok {
			p.fail("undefined character name "+quote(name), n+len(`\N{}`))
		}
		return r
	case inSet && '0' <= t.r && t.r <= '7':
		return p.octal(string(t.r) + p.getWhile(2, octDigits))
	case t.r < 0x80 && (unicode.IsLetter(t.r) || '0' <= t.r && t.r <= '9'):
		p.fail("bad escape "+t.String(), 2)
	}
	return t.r
}

func (p *parser) hexEscape(t token, n int) rune {
	text := p.getWhile(n, hexDigits)
	if len(text) != n {
		p.fail("incomplete escape "+t.String()+text, 2+len(text))
	}
	r, _ := strconv.ParseUint(text, 16, 32)
	if r > unicode.MaxRune {
		p.fail("bad escape "+t.String()+text, 2+len(text))
	}
	return rune(r)
}

// characterNamed returns the character of \N{name}; the parser of Python knows the names.
func characterNamed(name string) (rune, bool) {
	if strings.ContainsAny(name, "\"{}\\\n\r") {
		return 0, false
	}
	e, errs := python.ParseExpression(`"\N{` + name + `}"`)
	if len(errs) > 0 || e == nil {
		return 0, false
	}
	c, ok := e.Body.(*python.Constant)
	if !ok {
		return 0, false
	}
	runes := []rune(c.Value.Str)
	return runes[0], len(runes) == 1
}

// quote returns Python's repr of a text.
func quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	b := []byte{q}
	for i := 0; i < len(s); {
		r, n := runeAt(s, i, false)
		i += n
		switch {
		case r == rune(q) || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case unicode.IsPrint(r):
			b = appendRune(b, r, false)
		default:
			b = appendHex(b, r)
		}
	}
	return string(append(b, q))
}

// appendHex appends a character as \x, \u or \U escape.
func appendHex(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	n := 8
	switch {
	case r < 0x100:
		b, n = append(b, `\x`...), 2
	case r < 0x10000:
		b, n = append(b, `\u`...), 4
	default:
		b = append(b, `\U`...)
	}
	for n--; n >= 0; n-- {
		b = append(b, hex[r>>(4*n)&15])
	}
	return b
}

// asciiOnly escapes what is not ASCII.
func asciiOnly(s string) string {
	var b []byte
	for _, r := range decode(s, false) {
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = appendHex(b, r)
		}
	}
	return string(b)
}

func itoa(n int) string { return strconv.Itoa(n) }
