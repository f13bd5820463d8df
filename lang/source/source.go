// Package source holds texts and positions in them: files, byte spans, the line table, and maps from a derived text
// (a value with its continuation lines joined, a function body) back to the file that it came from. Positions are byte
// offsets everywhere; lines, columns and UTF-16 units are computed here, at the edge, and nowhere else.
//
// The package knows nothing about any language and opens no file.
package source

import (
	"fmt"
	"sort"
	"sync"
	"unicode/utf8"
)

// Pos is a byte offset in a text.
type Pos = uint32

// Span is the half-open byte range [Start, End) of a text.
type Span struct {
	Start, End Pos
}

// At returns the empty span at p.
func At(p Pos) Span { return Span{p, p} }

// Len returns the span's length in bytes.
func (s Span) Len() int { return int(s.End) - int(s.Start) }

// Contains reports whether p lies in the span or at its end.
func (s Span) Contains(p Pos) bool { return s.Start <= p && p <= s.End }

// Union returns the smallest span that covers both.
func (s Span) Union(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Shift returns the span moved by d bytes.
func (s Span) Shift(d Pos) Span { return Span{s.Start + d, s.End + d} }

// MaxSize is the longest text, in bytes, that a File may hold.
const MaxSize = 1 << 30

// File is a named text. It is immutable and safe for concurrent use.
type File struct {
	name  string
	text  string
	once  sync.Once
	lines []Pos // offset of each line's first byte
}

// NewFile returns a file. The name is what messages show, usually a path; it is not opened.
// A text longer than MaxSize is cut there.
func NewFile(name, text string) *File {
	if len(text) > MaxSize {
		text = text[:MaxSize]
	}
	return &File{name: name, text: text}
}

// Name returns the file's name.
func (f *File) Name() string { return f.name }

// Text returns the file's text.
func (f *File) Text() string { return f.text }

// Len returns the text's length in bytes.
func (f *File) Len() Pos { return Pos(len(f.text)) }

// Slice returns the text of a span. A span that reaches beyond the text is cut.
func (f *File) Slice(s Span) string {
	end := min(s.End, f.Len())
	return f.text[min(s.Start, end):end]
}

func (f *File) table() []Pos {
	f.once.Do(func() {
		lines := make([]Pos, 1, 16+len(f.text)/32)
		for i := 0; i < len(f.text); i++ {
			switch f.text[i] {
			case '\n':
				lines = append(lines, Pos(i+1))
			case '\r':
				if i+1 == len(f.text) || f.text[i+1] != '\n' {
					lines = append(lines, Pos(i+1))
				}
			}
		}
		f.lines = lines
	})
	return f.lines
}

// Lines returns the number of lines. A text that ends in a newline has an empty last line.
func (f *File) Lines() int { return len(f.table()) }

// Line returns the 1-based line of p.
func (f *File) Line(p Pos) int {
	lines := f.table()
	return sort.Search(len(lines), func(i int) bool { return lines[i] > p })
}

// LineSpan returns the span of the 1-based line, without its line ending.
func (f *File) LineSpan(line int) Span {
	lines := f.table()
	if line < 1 || line > len(lines) {
		return At(f.Len())
	}
	s := Span{lines[line-1], f.Len()}
	if line < len(lines) {
		s.End = lines[line]
	}
	for s.End > s.Start && (f.text[s.End-1] == '\n' || f.text[s.End-1] == '\r') {
		s.End--
	}
	return s
}

// Position is a place for people: 1-based line, and 1-based column in characters.
type Position struct {
	Line, Column int
}

func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Position returns the line and column of p.
func (f *File) Position(p Pos) Position {
	p = min(p, f.Len())
	line := f.Line(p)
	return Position{line, utf8.RuneCountInString(f.text[f.table()[line-1]:p]) + 1}
}

// UTF16 returns the 0-based line of p and its 0-based column in UTF-16 units, as the language server protocol counts.
func (f *File) UTF16(p Pos) (line, column int) {
	p = min(p, f.Len())
	line = f.Line(p) - 1
	for _, r := range f.text[f.table()[line]:p] {
		column++
		if r > 0xffff {
			column++
		}
	}
	return line, column
}

// FromUTF16 returns the offset of a 0-based line and a 0-based column in UTF-16 units. A column beyond the line's end
// gives the line's end, and a line beyond the last gives the text's end.
func (f *File) FromUTF16(line, column int) Pos {
	if line < 0 {
		return 0
	}
	s := f.LineSpan(line + 1)
	p := s.Start
	for _, r := range f.Slice(s) {
		if column <= 0 {
			break
		}
		column--
		if r > 0xffff {
			column--
		}
		p += Pos(runeLen(f.text[p:], r))
	}
	return p
}

// runeLen returns how many bytes of s the first rune r takes; a byte that is no UTF-8 takes one.
func runeLen(s string, r rune) int {
	if r == utf8.RuneError {
		_, n := utf8.DecodeRuneInString(s)
		return n
	}
	return utf8.RuneLen(r)
}
