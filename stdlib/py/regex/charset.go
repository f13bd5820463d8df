package regex

import (
	"slices"
	"unicode"
)

// class is a set of characters that an escape means.
type class uint8

const (
	classDigit class = iota
	classNotDigit
	classSpace
	classNotSpace
	classWord
	classNotWord
)

// folding says how case is ignored.
type folding uint8

const (
	foldNone folding = iota
	foldASCII
	foldUnicode
	foldLocale // bytes with LOCALE: ASCII, but both cases are looked up
)

// charset is a set of characters. It is made by adding to it, then finish.
type charset struct {
	bits    [4]uint64 // the answer for characters below 256
	ranges  []span
	classes []class
	ascii   bool // classes are those of ASCII
	fold    folding
	negate  bool
}

type span struct{ lo, hi rune }

func (s *charset) add(lo, hi rune) { s.ranges = append(s.ranges, span{lo, hi}) }

// has reports whether a character is in the set.
func (s *charset) has(r rune) bool {
	if r < 256 {
		return s.bits[r>>6]>>(r&63)&1 != 0
	}
	return s.lookup(r)
}

func (s *charset) lookup(r rune) bool {
	switch s.fold {
	case foldASCII:
		r = lowerASCII(r)
	case foldUnicode:
		r = unicode.ToLower(r)
	case foldLocale:
		low, up := lowerASCII(r), upperASCII(r)
		return s.inside(low) != s.negate || low != up && s.inside(up) != s.negate
	}
	return s.inside(r) != s.negate
}

// inside looks among the ranges and classes.
func (s *charset) inside(r rune) bool {
	i, _ := slices.BinarySearchFunc(s.ranges, r, func(x span, r rune) int {
		if x.hi < r {
			return -1
		}
		return 1
	})
	if i < len(s.ranges) && s.ranges[i].lo <= r {
		return true
	}
	for _, c := range s.classes {
		if c.has(r, s.ascii) {
			return true
		}
	}
	return false
}

// finish makes the set ready for has.
func (s *charset) finish() *charset {
	switch s.fold {
	case foldASCII:
		for _, x := range slices.Clone(s.ranges) {
			if lo, hi := max(x.lo, 'A'), min(x.hi, 'Z'); lo <= hi {
				s.add(lo+'a'-'A', hi+'a'-'A')
			}
		}
	case foldUnicode:
		for _, x := range slices.Clone(s.ranges) {
			s.addFolded(x)
		}
	}
	slices.SortFunc(s.ranges, func(a, b span) int { return int(a.lo - b.lo) })
	merged := s.ranges[:0]
	for _, x := range s.ranges {
		if n := len(merged); n > 0 && x.lo <= merged[n-1].hi+1 {
			merged[n-1].hi = max(merged[n-1].hi, x.hi)
		} else {
			merged = append(merged, x)
		}
	}
	s.ranges = merged
	for r := rune(0); r < 256; r++ {
		if s.lookup(r) {
			s.bits[r>>6] |= 1 << (r & 63)
		}
	}
	return s
}

// addFolded adds the small letters of a range, and those that are equal to them where case is ignored.
func (s *charset) addFolded(x span) {
	small := func(r rune) {
		s.add(r, r)
		for _, e := range alike {
			if slices.Contains(e, r) {
				for _, q := range e {
					s.add(q, q)
				}
			}
		}
	}
	for _, e := range alike {
		for _, r := range e {
			if x.lo <= r && r <= x.hi {
				small(r)
			}
		}
	}
	if x.lo == x.hi {
		small(unicode.ToLower(x.lo))
		return
	}
	for _, c := range unicode.CaseRanges {
		lo, hi := max(x.lo, rune(c.Lo)), min(x.hi, rune(c.Hi))
		for r := lo; r <= hi; r++ {
			if low := unicode.ToLower(r); low != r {
				small(low)
			}
		}
	}
}

// alike are the small letters that match each other where case is ignored, as they have the same capital (Unicode 14.0;
// the last one by its full mapping).
var alike = [][]rune{
	{'i', 0x131}, {'s', 0x17f}, {0xb5, 0x3bc}, {0x345, 0x3b9, 0x1fbe}, {0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0x3b2, 0x3d0},
	{0x3b5, 0x3f5}, {0x3b8, 0x3d1}, {0x3ba, 0x3f0}, {0x3c0, 0x3d6}, {0x3c1, 0x3f1}, {0x3c2, 0x3c3}, {0x3c6, 0x3d5},
	{0x432, 0x1c80}, {0x434, 0x1c81}, {0x43e, 0x1c82}, {0x441, 0x1c83}, {0x442, 0x1c84, 0x1c85}, {0x44a, 0x1c86},
	{0x463, 0x1c87}, {0x1c88, 0xa64b}, {0x1e61, 0x1e9b}, {0xfb05, 0xfb06},
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

func upperASCII(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - ('a' - 'A')
	}
	return r
}

// has reports whether a character is in the class; ascii leaves all but ASCII out of digits, spaces and words.
func (c class) has(r rune, ascii bool) bool {
	in := false
	switch c {
	case classDigit, classNotDigit:
		in = isDigit(r, ascii)
	case classSpace, classNotSpace:
		in = isSpace(r, ascii)
	default:
		in = isWord(r, ascii)
	}
	return in != (c&1 != 0)
}

func isDigit(r rune, ascii bool) bool {
	if r < 0x80 || ascii {
		return '0' <= r && r <= '9'
	}
	return unicode.Is(unicode.Nd, r) && !unicode.Is(unicode15, r)
}

func isSpace(r rune, ascii bool) bool {
	switch {
	case r == ' ' || '\t' <= r && r <= '\r':
		return true
	case ascii:
		return false
	case 0x1c <= r && r <= 0x1f || r == 0x85 || r == 0xa0 || r == 0x1680 || 0x2000 <= r && r <= 0x200a:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000
}

func isWord(r rune, ascii bool) bool {
	if r < 0x80 || ascii {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !unicode.Is(unicode15, r)
}

// unicode15 has the letters and numbers that Unicode 14.0, which CPython 3.11 has, does not know yet.
var unicode15 = &unicode.RangeTable{
	R32: []unicode.Range32{
		{0x1123f, 0x11240, 1}, {0x11f02, 0x11f02, 1}, {0x11f04, 0x11f10, 1}, {0x11f12, 0x11f33, 1}, {0x11f50, 0x11f59, 1},
		{0x1342f, 0x1342f, 1}, {0x13441, 0x13446, 1}, {0x1b132, 0x1b132, 1}, {0x1b155, 0x1b155, 1}, {0x1d2c0, 0x1d2d3, 1},
		{0x1df25, 0x1df2a, 1}, {0x1e030, 0x1e06d, 1}, {0x1e4d0, 0x1e4eb, 1}, {0x1e4f0, 0x1e4f9, 1}, {0x2b739, 0x2b739, 1},
		{0x31350, 0x323af, 1},
	},
}
