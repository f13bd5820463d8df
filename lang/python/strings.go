package python

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// stringParts takes a string's token apart.
func stringParts(s string) (prefix string, quotes int, body string) {
	i := 0
	for s[i] != '"' && s[i] != '\'' {
		i++
	}
	n := 1
	if len(s) >= i+6 && s[i+1] == s[i] && s[i+2] == s[i] {
		n = 3
	}
	return s[:i], n, s[i+n : len(s)-n]
}

// literal is what a run of strings that follow one another is made into.
type literal struct {
	text string
	// sub parses the expression of an f-string that lies at text[start:end].
	sub    func(start, end source.Pos) (Expr, *SyntaxError)
	kind   string
	pieces []string     // of the constant that is being gathered
	span   source.Span  // of those pieces
	values []Expr       // of the f-string
	err    *SyntaxError // the first
	// nested says that err comes from within a replacement field's expression.
	nested bool
}

// joinStrings makes an expression of strings that follow one another. Where it cannot, it returns the error, and whether
// that is one of an f-string's expression.
func joinStrings(text string, toks []token, sub func(start, end source.Pos) (Expr, *SyntaxError)) (Expr, *SyntaxError, bool) {
	span := source.Span{Start: toks[0].start, End: toks[len(toks)-1].end}
	at := Range{span.Start, span.End}
	if text[toks[0].start] == 'u' {
		return (&literal{text: text, sub: sub, kind: "u"}).join(toks, at)
	}
	return (&literal{text: text, sub: sub}).join(toks, at)
}

func (l *literal) join(toks []token, at Range) (Expr, *SyntaxError, bool) {
	format := false
	var bytesSeen, textSeen bool
	for _, t := range toks {
		prefix, quotes, body := stringParts(l.text[t.start:t.end])
		var raw, isBytes, isFormat bool
		for i := range len(prefix) {
			switch prefix[i] | 0x20 {
			case 'r':
				raw = true
			case 'b':
				isBytes = true
			case 'f':
				isFormat = true
			}
		}
		if isBytes {
			for i := range len(body) {
				if body[i] >= utf8.RuneSelf {
					return nil, errorAt(t.span(), "bytes can only contain ASCII literal characters"), false
				}
			}
		}
		start := t.start + source.Pos(len(prefix)+quotes)
		switch {
		case isFormat:
		case isBytes:
			l.add(l.bytes(body, start, raw), t.span())
		default:
			l.add(l.str(body, start, raw), t.span())
		}
		if l.err == nil && (bytesSeen && !isBytes || textSeen && isBytes) {
			l.fail(t.span(), "cannot mix bytes and nonbytes literals")
		}
		bytesSeen, textSeen = isBytes, !isBytes
		if isFormat {
			format = true
			f := fstring{literal: l, end: int(t.end) - quotes, raw: raw}
			f.parse(int(start), 0)
		}
		if l.err != nil {
			return nil, l.err, l.nested
		}
	}
	switch {
	case format:
		l.flush()
		return &JoinedStr{at, l.values}, nil, false
	case bytesSeen:
		return &Constant{at, ConstantValue{Kind: ConstBytes, Str: strings.Join(l.pieces, "")}, ""}, nil, false
	}
	return &Constant{at, ConstantValue{Kind: ConstStr, Str: strings.Join(l.pieces, "")}, l.kind}, nil, false
}

func (l *literal) fail(span source.Span, format string, args ...any) {
	if l.err == nil {
		l.err = errorAt(span, format, args...)
	}
}

// add adds text to the constant that is being gathered.
func (l *literal) add(s string, span source.Span) {
	if len(l.pieces) == 0 {
		l.span = span
	} else {
		l.span = l.span.Union(span)
	}
	l.pieces = append(l.pieces, s)
}

// flush ends the constant that is being gathered, before a replacement field and at the f-string's end.
func (l *literal) flush() {
	s := strings.Join(l.pieces, "")
	l.pieces = l.pieces[:0]
	if s != "" {
		l.values = append(l.values, &Constant{Range{l.span.Start, l.span.End}, ConstantValue{Kind: ConstStr, Str: s}, l.kind})
	}
}

// newlines returns s with every end of line made "\n".
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// bytes returns the value of a bytes literal whose body begins at start.
func (l *literal) bytes(body string, start source.Pos, raw bool) string {
	body = newlines(body)
	if raw || strings.IndexByte(body, '\\') < 0 {
		return body
	}
	var b strings.Builder
	b.Grow(len(body))
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			b.WriteByte(body[i])
			i++
			continue
		}
		i++
		if c, ok := simpleEscape(body[i]); ok {
			if c != 0 {
				b.WriteByte(c)
			}
			i++
			continue
		}
		switch {
		case body[i] >= '0' && body[i] <= '7':
			v, n := octal(body[i:])
			b.WriteByte(byte(v))
			i += n
		case body[i] == 'x':
			v, n := hex(body[i+1:], 2)
			if n < 2 {
				at := source.Span{Start: start + source.Pos(i-1), End: start + source.Pos(i+1+n)}
				l.fail(at, "(value error) invalid \\x escape at position %d", i-1)
				return ""
			}
			b.WriteByte(byte(v))
			i += 3
		default:
			b.WriteByte('\\')
		}
	}
	return b.String()
}

// str returns the value of a literal (or a piece of an f-string) whose body begins at start.
func (l *literal) str(body string, start source.Pos, raw bool) string {
	if raw || strings.IndexByte(body, '\\') < 0 {
		if !utf8.ValidString(body) {
			l.err = badUTF8(body)
			l.err.Span = source.Span{Start: start, End: start + source.Pos(len(body))}
		}
		return newlines(body)
	}
	if !utf8.ValidString(body) {
		// CPython decodes each run of bytes beyond ASCII by itself.
		i := 0
		for body[i] < utf8.RuneSelf || utf8.ValidString(body[i:run(body, i)]) {
			i = max(run(body, i), i+1)
		}
		l.err = badUTF8(body[i:run(body, i)])
		l.err.Span = source.Span{Start: start, End: start + source.Pos(len(body))}
		return ""
	}
	var b strings.Builder
	b.Grow(len(body))
	// bad fails with CPython's words, whose positions count in a text where a character beyond ASCII is its \U escape.
	bad := func(from, to int, reason string) string {
		first := escapedLen(body[:from])
		last := first + escapedLen(body[from:to]) - 1
		at := source.Span{Start: start + source.Pos(from), End: start + source.Pos(to)}
		if first == last {
			l.fail(at, "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %d: %s", first, reason)
		} else {
			l.fail(at, "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", first, last, reason)
		}
		return ""
	}
	for i := 0; i < len(body); {
		if c := body[i]; c != '\\' {
			j := i + 1
			for j < len(body) && body[j] != '\\' {
				j++
			}
			b.WriteString(newlines(body[i:j]))
			i = j
			continue
		}
		from := i
		i++
		if i == len(body) { // before a brace of an f-string
			b.WriteByte('\\')
			break
		}
		if body[i] == '\r' {
			i++
			if i < len(body) && body[i] == '\n' {
				i++
			}
			continue
		}
		if c, ok := simpleEscape(body[i]); ok {
			if c != 0 {
				b.WriteByte(c)
			}
			i++
			continue
		}
		digits, what := 0, ""
		switch c := body[i]; c {
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v, n := octal(body[i:])
			b.WriteRune(v)
			i += n
			continue
		case 'x':
			digits, what = 2, `truncated \xXX escape`
		case 'u':
			digits, what = 4, `truncated \uXXXX escape`
		case 'U':
			digits, what = 8, `truncated \UXXXXXXXX escape`
		case 'N':
			const malformed = `malformed \N character escape`
			if i+1 >= len(body) || body[i+1] != '{' {
				return bad(from, i+1, malformed)
			}
			n := strings.IndexByte(body[i:], '}')
			switch {
			case n < 0:
				return bad(from, len(body), malformed)
			case n == 2:
				return bad(from, i+n, malformed)
			}
			r, ok := characterNamed(body[i+2 : i+n])
			if !ok {
				return bad(from, i+n+1, "unknown Unicode character name")
			}
			b.WriteRune(r)
			i += n + 1
			continue
		default:
			b.WriteByte('\\')
			continue
		}
		v, n := hex(body[i+1:], digits)
		if n < digits {
			return bad(from, i+1+n, what)
		}
		if v > utf8.MaxRune {
			return bad(from, i+1+n, "illegal Unicode character")
		}
		writeRune(&b, rune(v))
		i += 1 + n
	}
	return b.String()
}
