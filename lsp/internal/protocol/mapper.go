package protocol

import "github.com/knead-build/knead/lang/source"

// Encoding is what columns are counted in, as client and server agreed.
type Encoding = PositionEncodingKind

// Mapper leads between the offsets of a text and the protocol's positions.
type Mapper struct {
	*source.File
	Encoding Encoding // UTF-8, or UTF-16, which is also what "" is
}

// Position returns the position of an offset.
func (m Mapper) Position(p source.Pos) Position {
	p = min(p, m.Len())
	if m.Encoding == PositionEncodingKindUTF8 {
		line := m.Line(p)
		return Position{uint32(line - 1), p - m.LineSpan(line).Start}
	}
	line, column := m.UTF16(p)
	return Position{uint32(line), uint32(column)}
}

// Range returns the range of a span.
func (m Mapper) Range(s source.Span) Range {
	return Range{m.Position(s.Start), m.Position(s.End)}
}

// Offset returns the offset of a position. A column behind the line's end is the line's end, a line behind the last is the
// text's end.
func (m Mapper) Offset(p Position) source.Pos {
	if m.Encoding != PositionEncodingKindUTF8 {
		return m.FromUTF16(int(p.Line), int(p.Character))
	}
	if int(p.Line) >= m.Lines() {
		return m.Len()
	}
	line := m.LineSpan(int(p.Line) + 1)
	return min(line.Start+p.Character, line.End)
}

// Span returns the span of a range.
func (m Mapper) Span(r Range) source.Span {
	start := m.Offset(r.Start)
	return source.Span{Start: start, End: max(start, m.Offset(r.End))}
}
