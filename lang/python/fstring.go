package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// fstring parses the body of one f-string by the rules of Python 3.11: the body is found as a plain string first, and the
// expressions' ends are then looked for in it.
type fstring struct {
	*literal
	end int // of the body
	raw bool
}

func (f *fstring) failAt(i int, format string, args ...any) {
	i = min(i, f.end)
	f.fail(source.Span{Start: source.Pos(i), End: source.Pos(min(i+1, f.end))}, format, args...)
}

// parse takes literal text and replacement fields from i on. In the body (level 0) it goes on to the end; in a format
// specification to the closing brace. It returns where it stopped.
func (f *fstring) parse(i, level int) int {
	for f.err == nil {
		next, doubled := f.literalText(i, level)
		i = next
		if f.err != nil || !doubled && (i >= f.end || f.text[i] == '}') {
			break
		}
		if !doubled {
			i = f.field(i, level)
		}
	}
	if f.err == nil && level > 0 && (i >= f.end || f.text[i] != '}') {
		f.failAt(i, "f-string: expecting '}'")
	}
	return i
}

// literalText takes text up to a brace. A doubled brace is one brace, but not in a format specification.
func (f *fstring) literalText(start, level int) (next int, doubled bool) {
	text, i := f.text, start
	end := -1
scan:
	for i < f.end {
		c := text[i]
		i++
		if !f.raw && c == '\\' && i < f.end {
			c = text[i]
			i++
			if c == 'N' {
				// \N{name} is no field.
				if i < f.end {
					i++
					if text[i-1] == '{' {
						for i < f.end {
							i++
							if text[i-1] == '}' {
								break
							}
						}
					}
				}
				continue
			}
		}
		if c != '{' && c != '}' {
			continue
		}
		if level == 0 {
			if i < f.end && text[i] == c {
				end, next, doubled = i, i+1, true
				break scan
			}
			if c == '}' {
				f.failAt(i-1, "f-string: single '}' is not allowed")
				return i, false
			}
		}
		i--
		break
	}
	if !doubled {
		end, next = i, i
	}
	if end > start {
		at := source.Span{Start: source.Pos(start), End: source.Pos(next)}
		f.add(f.str(text[start:end], source.Pos(start), f.raw), at)
	}
	return next, doubled
}

// field takes a replacement field, whose brace is at i, and returns the index behind its closing brace.
func (f *fstring) field(open, level int) int {
	text := f.text
	if level >= 2 {
		f.failAt(open, "f-string: expressions nested too deeply")
		return open
	}
	start := open + 1
	i := f.expressionEnd(start)
	if f.err != nil {
		return i
	}
	const expecting = "f-string: expecting '}'"
	if i >= f.end {
		f.failAt(i, expecting)
		return i
	}
	if strings.Trim(text[start:i], " \t\r\n\f") == "" {
		if c := text[i]; c == '!' || c == ':' || c == '=' {
			f.failAt(i, "f-string: expression required before '%c'", c)
		} else {
			f.fail(source.Span{Start: source.Pos(open), End: source.Pos(i + 1)}, "f-string: empty expression not allowed")
		}
		return i
	}
	value, err := f.sub(source.Pos(start), source.Pos(i))
	if err != nil {
		f.err, f.nested = err, true
		return i
	}
	field := &FormattedValue{Value: value, Conversion: -1}
	shown := false // with "="
	if text[i] == '=' {
		shown = true
		i++
		for i < f.end && isBlank(text[i]) {
			i++
		}
		if i >= f.end {
			f.failAt(i, expecting)
			return i
		}
		f.add(newlines(text[start:i]), source.At(source.Pos(open)))
	}
	if text[i] == '!' {
		if i++; i >= f.end {
			f.failAt(i, expecting)
			return i
		}
		field.Conversion = rune(text[i])
		if c := text[i]; c != 's' && c != 'r' && c != 'a' {
			f.failAt(i, "f-string: invalid conversion character: expected 's', 'r', or 'a'")
			return i
		}
		i++
	}
	if i < f.end && text[i] == ':' {
		if i++; i >= f.end {
			f.failAt(i, expecting)
			return i
		}
		spec := fstring{literal: &literal{text: f.text, sub: f.sub, kind: f.kind}, end: f.end, raw: f.raw}
		from := i
		i = spec.parse(i, level+1)
		if spec.err != nil {
			f.err, f.nested = spec.err, spec.nested
			return i
		}
		spec.flush()
		field.FormatSpec = &JoinedStr{Range{source.Pos(from), source.Pos(i)}, spec.values}
	}
	if i >= f.end || text[i] != '}' {
		f.failAt(i, expecting)
		return i
	}
	i++
	if shown && field.Conversion < 0 && field.FormatSpec == nil {
		field.Conversion = 'r'
	}
	field.Range = Range{source.Pos(open), source.Pos(i)}
	f.flush()
	f.values = append(f.values, field)
	return i
}

func isBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// expressionEnd returns where the expression that begins at i ends: at a closing brace, "=", "!" or ":" that is in no
// string and no bracket.
func (f *fstring) expressionEnd(i int) int {
	text := f.text
	var quote byte
	triple := false
	var brackets []byte
	tripled := func(i int) bool { return i+2 < f.end && text[i+1] == text[i] && text[i+2] == text[i] }
	for ; i < f.end; i++ {
		c := text[i]
		if c == '\\' {
			f.failAt(i, "f-string expression part cannot include a backslash")
			return i
		}
		if quote != 0 {
			if c == quote {
				if !triple {
					quote = 0
				} else if tripled(i) {
					i += 2
					quote = 0
				}
			}
			continue
		}
		switch c {
		case '\'', '"':
			quote, triple = c, tripled(i)
			if triple {
				i += 2
			}
			continue
		case '(', '[', '{':
			if len(brackets) >= maxBrackets {
				f.failAt(i, "f-string: too many nested parenthesis")
				return i
			}
			brackets = append(brackets, c)
			continue
		case '#':
			f.failAt(i, "f-string expression part cannot include '#'")
			return i
		}
		if len(brackets) == 0 {
			switch c {
			case '!', '=', '<', '>':
				if i+1 < f.end && text[i+1] == '=' {
					i++
					continue
				}
				if c == '<' || c == '>' {
					continue
				}
				return i
			case ':', '}':
				return i
			}
		}
		if c != ')' && c != ']' && c != '}' {
			continue
		}
		if len(brackets) == 0 {
			f.failAt(i, "f-string: unmatched '%c'", c)
			return i
		}
		open := brackets[len(brackets)-1]
		brackets = brackets[:len(brackets)-1]
		if open == '(' && c != ')' || open == '[' && c != ']' || open == '{' && c != '}' {
			f.failAt(i, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, open)
			return i
		}
	}
	switch {
	case quote != 0:
		f.failAt(i, "f-string: unterminated string")
	case len(brackets) > 0:
		f.failAt(i, "f-string: unmatched '%c'", brackets[len(brackets)-1])
	}
	return i
}
