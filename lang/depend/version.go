// Package depend reads dependency lists (DEPENDS, RDEPENDS, LAYERDEPENDS: names with version constraints) and orders
// versions, as the BitBake manual's bb.utils functions explode_deps, explode_dep_versions2 and vercmp_string do.
package depend

import (
	"cmp"
	"fmt"
	"strings"
)

// Version is a version in its parts: "2:1.2-r3" is epoch 2, version 1.2, revision r3.
type Version struct {
	Epoch, Version, Revision string
}

// SplitVersion splits "EPOCH:VERSION-REVISION". Blanks and comparison signs around it do not count.
func SplitVersion(s string) Version {
	s = strings.Trim(s, " <>=")
	var v Version
	if e, rest, ok := strings.Cut(s, ":"); ok {
		v.Epoch = e
		s, _, _ = strings.Cut(rest, ":")
	}
	if i := strings.LastIndexByte(s, '-'); i >= 0 {
		s, v.Revision = s[:i], s[i+1:]
	}
	v.Version = s
	return v
}

// Compare orders versions by epoch, version and revision: negative where v comes before w. Within a version, runs of
// digits count as numbers, letters come behind them, other characters behind those, and "~" before everything.
func (v Version) Compare(w Version) int {
	return cmp.Or(compareNumbers(v.Epoch, w.Epoch), compareParts(v.Version, w.Version), compareParts(v.Revision, w.Revision))
}

// CompareStrings orders two texts of versions.
func CompareStrings(a, b string) int { return SplitVersion(a).Compare(SplitVersion(b)) }

// part is a run of characters of one class, or one other character.
type part struct {
	class int // -1 "~", 0 digits or the end, 1 letters, 2 anything else
	text  string
	end   bool
}

func nextPart(s string) (part, string) {
	if s == "" {
		return part{end: true}, ""
	}
	run := func(in func(byte) bool) int {
		n := 0
		for n < len(s) && in(s[n]) {
			n++
		}
		return n
	}
	if n := run(isDigit); n > 0 {
		return part{class: 0, text: s[:n]}, s[n:]
	}
	if n := run(isLetter); n > 0 {
		return part{class: 1, text: s[:n]}, s[n:]
	}
	class := 2
	if s[0] == '~' {
		class = -1
	}
	return part{class: class, text: s[:1]}, s[1:]
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func compareParts(a, b string) int {
	for {
		var x, y part
		x, a = nextPart(a)
		y, b = nextPart(b)
		switch {
		case x.end && y.end:
			return 0
		case x.class != y.class:
			return cmp.Compare(x.class, y.class)
		case x.end:
			return -1
		case y.end:
			return 1
		}
		c := cmp.Compare(x.text, y.text)
		if x.class == 0 {
			c = compareNumbers(x.text, y.text)
		}
		if c != 0 {
			return c
		}
	}
}

// compareNumbers compares digits by their value, however many there are.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// Satisfies reports whether version a stands in the relation op to version b: one of = == <= >= > >> < << !=.
func Satisfies(a, op, b string) (bool, error) {
	c := CompareStrings(a, b)
	switch op {
	case "=", "==":
		return c == 0, nil
	case "<=":
		return c <= 0, nil
	case ">=":
		return c >= 0, nil
	case ">", ">>":
		return c > 0, nil
	case "<", "<<":
		return c < 0, nil
	case "!=":
		return c != 0, nil
	}
	return false, fmt.Errorf("unsupported comparison operator %q", op)
}
