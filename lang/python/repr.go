package python

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// reprConstant writes a literal's value as Python's repr does.
func reprConstant(b *strings.Builder, v ConstantValue) {
	switch v.Kind {
	case ConstNone:
		b.WriteString("None")
	case ConstTrue:
		b.WriteString("True")
	case ConstFalse:
		b.WriteString("False")
	case ConstEllipsis:
		b.WriteString("Ellipsis")
	case ConstStr:
		reprString(b, v.Str)
	case ConstBytes:
		reprBytes(b, v.Str)
	case ConstInt:
		if v.Big != nil {
			b.WriteString(v.Big.String())
		} else {
			b.WriteString(strconv.FormatInt(v.Int, 10))
		}
	case ConstFloat:
		b.WriteString(reprFloat(v.Float) + wholeSuffix(v.Float))
	case ConstComplex:
		b.WriteString(reprFloat(v.Float))
		b.WriteByte('j')
	}
}

// reprFloat writes a float with the fewest digits that give it back, without the ".0" of a whole one: plain from 1e-4 up
// to 1e16, with an exponent beyond.
func reprFloat(f float64) string {
	if math.IsInf(f, 0) {
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if exp < -4 || exp >= 16 {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// wholeSuffix returns what stands behind a float that looks like an int.
func wholeSuffix(f float64) string {
	if strings.ContainsAny(reprFloat(math.Abs(f)), ".en") {
		return ""
	}
	return ".0"
}

func reprOf(v ConstantValue) string {
	var b strings.Builder
	reprConstant(&b, v)
	return b.String()
}

// quote chooses the quotes of a repr: double ones only where that spares escapes.
func quote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

func reprString(b *strings.Builder, s string) {
	q := quote(s)
	b.WriteByte(q)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == q || c == '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case c == '\n':
				b.WriteString(`\n`)
			case c == '\r':
				b.WriteString(`\r`)
			case c == '\t':
				b.WriteString(`\t`)
			case c < ' ' || c == 0x7f:
				fmt.Fprintf(b, `\x%02x`, c)
			default:
				b.WriteByte(c)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			r, size = surrogate(s[i:])
		}
		switch {
		case isPrintable(r) && (r < 0xd800 || r >= 0xe000):
			b.WriteString(s[i : i+size])
		case r < 0x100:
			fmt.Fprintf(b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			fmt.Fprintf(b, `\U%08x`, r)
		}
		i += size
	}
	b.WriteByte(q)
}

// surrogate returns the surrogate whose three-byte form s begins with. Any other byte that is no UTF-8 stands for itself,
// as a surrogate too (Python's surrogateescape).
func surrogate(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xed && s[1]&0xe0 == 0xa0 && s[2]&0xc0 == 0x80 {
		return rune(s[0]&0xf)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return 0xdc00 + rune(s[0]), 1
}

func reprBytes(b *strings.Builder, s string) {
	q := quote(s)
	b.WriteByte('b')
	b.WriteByte(q)
	for i := range len(s) {
		switch c := s[i]; {
		case c == q || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(q)
}

// Quote returns Python's repr of a text.
func Quote(s string) string { return repr(s) }
