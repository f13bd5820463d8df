package bitbake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// line is a physical line.
type line struct {
	text  string     // without the line ending and the blanks before it
	start source.Pos // of the line
	next  source.Pos // of the next line
}

// lines splits a text as Python reads text files: "\n", "\r\n" and "\r" end a line.
type lines struct {
	text string
	pos  int
	cr   bool // the text has carriage returns
	line int  // number of the last line returned
}

func newLines(text string) *lines {
	return &lines{text: text, cr: strings.IndexByte(text, '\r') >= 0}
}

// next returns the next line; ok is false at the end.
func (l *lines) next() (out line, ok bool) {
	if l.pos >= len(l.text) {
		return line{}, false
	}
	rest := l.text[l.pos:]
	end := strings.IndexByte(rest, '\n')
	next := end + 1
	if end < 0 {
		end, next = len(rest), len(rest)
	}
	if l.cr {
		if i := strings.IndexByte(rest[:end], '\r'); i >= 0 {
			if i+1 == end && next > end { // "\r\n"
				end = i
			} else {
				end, next = i, i+1
			}
		}
	}
	out = line{trimRight(rest[:end]), source.Pos(l.pos), source.Pos(l.pos + next)}
	l.pos += next
	l.line++
	return out, true
}

// trimRight is Python's str.rstrip().
func trimRight(s string) string {
	for len(s) > 0 {
		c := s[len(s)-1]
		if c > ' ' && c < utf8.RuneSelf {
			return s
		}
		if c < utf8.RuneSelf {
			if !isSpace(rune(c)) {
				return s
			}
			s = s[:len(s)-1]
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if !isSpace(r) {
			return s
		}
		s = s[:len(s)-n]
	}
	return s
}

// isSpace is Python's \s and str.isspace().
func isSpace(r rune) bool {
	switch {
	case r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1f || r == 0x85 || r == 0xa0:
		return true
	case r < 0x1680:
		return false
	}
	return unicode.In(r, unicode.Z) && r != 0x200b
}

// isWord is Python's \w.
func isWord(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// skipSpace returns the index behind the blanks at i.
func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			break
		}
		i += n
	}
	return i
}

// logical is a line with its continuation lines joined.
type logical struct {
	Text
	start source.Pos // of its first physical line
	end   source.Pos // behind its last
	// pieces are what was joined; nil for one physical line.
	pieces []piece
}

// piece is text that stands together in the file.
type piece struct {
	text    string
	at      source.Pos
	newline bool // a newline follows in the text that the pieces make
}

// single returns the logical line of one physical line.
func single(l line) logical {
	return logical{
		Text:  Text{Value: l.text, Span: source.Span{Start: l.start, End: l.start + source.Pos(len(l.text))}},
		start: l.start, end: l.next,
	}
}

// joiner puts continuation lines together.
type joiner struct {
	pieces []piece
	size   int
}

// add adds a piece of text that stands at a position of the file.
func (j *joiner) add(s string, at source.Pos) {
	j.pieces = append(j.pieces, piece{s, at, false})
	j.size += len(s)
}

// trimBackslash removes a backslash at the end and reports whether there was one.
func (j *joiner) trimBackslash() bool {
	for i := len(j.pieces) - 1; i >= 0; i-- {
		if s := &j.pieces[i].text; *s != "" {
			cut, found := strings.CutSuffix(*s, `\`)
			if found {
				*s = cut
				j.size--
			}
			return found
		}
	}
	return false
}

// comment reports whether the text so far begins with "#".
func (j *joiner) comment() bool {
	for _, x := range j.pieces {
		if x.text != "" {
			return x.text[0] == '#'
		}
	}
	return false
}

// take returns what was put together and forgets it.
func (j *joiner) take(end source.Pos) logical {
	text := make([]byte, 0, j.size)
	joins := &source.Map{}
	for _, x := range j.pieces {
		joins.Add(source.Pos(len(text)), x.at)
		text = append(text, x.text...)
	}
	out := logical{Text: Text{Value: string(text), joins: joins}, start: j.pieces[0].at, end: end, pieces: j.pieces}
	out.Span = source.At(out.start)
	if len(text) > 0 {
		out.Span = joins.Span(source.Span{Start: 0, End: source.Pos(len(text))})
	}
	*j = joiner{}
	return out
}
