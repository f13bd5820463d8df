package output

import (
	"github.com/knead-build/knead/lang/diag"
)

// position is a place in a file: 1-based line and column, the latter in characters, and the offset in bytes.
type position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// textRange is a part of a file. The end is behind the last character.
type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// rangeOf returns a place's range.
func rangeOf(p diag.Place) textRange {
	a, b := p.File.Position(p.Span.Start), p.File.Position(p.Span.End)
	return textRange{position{a.Line, a.Column, int(p.Span.Start)}, position{b.Line, b.Column, int(p.Span.End)}}
}
