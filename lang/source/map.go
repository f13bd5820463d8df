package source

import "sort"

// Map leads from positions in a derived text to positions in the file that the text was taken from. The zero value is
// the identity. It is a list of pieces, each a run of bytes that both texts share.
type Map struct {
	pieces []piece
}

type piece struct {
	derived, origin Pos
}

// Add records that the derived text's bytes from derived on, up to the next call's, come from origin on. Calls come in
// ascending order of derived.
func (m *Map) Add(derived, origin Pos) {
	if n := len(m.pieces); n > 0 {
		last := &m.pieces[n-1]
		if origin-last.origin == derived-last.derived {
			return
		}
		if last.derived == derived {
			last.origin = origin
			return
		}
	}
	m.pieces = append(m.pieces, piece{derived, origin})
}

// Pos returns the origin of the derived position p.
func (m *Map) Pos(p Pos) Pos {
	i := sort.Search(len(m.pieces), func(i int) bool { return m.pieces[i].derived > p }) - 1
	if i < 0 {
		return p
	}
	return m.pieces[i].origin + p - m.pieces[i].derived
}

// Span returns the origin of the derived span s. Its end is the byte behind the origin of s's last byte, so that a span
// never reaches into what was left out behind it.
func (m *Map) Span(s Span) Span {
	if s.End <= s.Start {
		return At(m.Pos(s.Start))
	}
	return Span{m.Pos(s.Start), m.Pos(s.End-1) + 1}
}

// Identity reports whether the map changes nothing.
func (m *Map) Identity() bool { return len(m.pieces) == 0 }
