package pyvm

import (
	"fmt"
	"math"
	"strings"
)

// formatSpec is a parsed specification (the library manual's "Format Specification Mini-Language").
type formatSpec struct {
	fill     string // one code point
	align    byte   // < > = ^
	sign     byte   // + - blank; 0 where not given
	noMinus0 bool   // z
	alt      bool
	width    int  // -1 where not given
	grouping byte // , or _; 0 where not given
	prec     int  // -1 where not given
	typ      rune // 0 where not given
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// parseFormatSpec parses a specification. name is the class of the value, align and typ its defaults.
func parseFormatSpec(text, name string, align byte, typ rune) (f formatSpec, err error) {
	f = formatSpec{fill: " ", align: align, width: -1, prec: -1, typ: typ}
	rest := text
	fillGiven, alignGiven := false, false
	if rest != "" {
		_, size := decodeRune(rest)
		if len(rest) > size && isAlign(rest[size]) {
			f.fill, f.align = rest[:size], rest[size]
			fillGiven, alignGiven = true, true
			rest = rest[size+1:]
		} else if isAlign(rest[0]) {
			f.align, alignGiven = rest[0], true
			rest = rest[1:]
		}
	}
	if rest != "" && strings.IndexByte(" +-", rest[0]) >= 0 {
		f.sign = rest[0]
		rest = rest[1:]
	}
	rest, f.noMinus0 = strings.CutPrefix(rest, "z")
	rest, f.alt = strings.CutPrefix(rest, "#")
	if !fillGiven && strings.HasPrefix(rest, "0") {
		f.fill = "0"
		if !alignGiven && align == '>' {
			f.align = '='
		}
		rest = rest[1:]
	}
	if f.width, rest, err = formatNumber(rest); err != nil {
		return f, err
	}
	if rest != "" && (rest[0] == ',' || rest[0] == '_') {
		f.grouping = rest[0]
		rest = rest[1:]
		if rest != "" && (rest[0] == ',' || rest[0] == '_') {
			if rest[0] != f.grouping {
				return f, Raise(ValueError, "Cannot specify both ',' and '_'.")
			}
			if len(rest) == 1 {
				return f, cannotGroup(f.grouping, rune(rest[0]))
			}
		}
	}
	if strings.HasPrefix(rest, ".") {
		if f.prec, rest, err = formatNumber(rest[1:]); err != nil {
			return f, err
		}
		if f.prec < 0 {
			return f, Raise(ValueError, "Format specifier missing precision")
		}
	}
	if rest != "" {
		r, size := decodeRune(rest)
		if size < len(rest) {
			return f, Raise(ValueError, "Invalid format specifier '%s' for object of type '%s'", text, name)
		}
		f.typ = r
	}
	if f.grouping != 0 {
		allowed := "defgEG%F\x00"
		if f.grouping == '_' {
			allowed += "boxX"
		}
		if !strings.ContainsRune(allowed, f.typ) {
			return f, cannotGroup(f.grouping, f.typ)
		}
	}
	return f, nil
}

func cannotGroup(grouping byte, typ rune) error {
	return Raise(ValueError, "Cannot specify '%c' with %s.", grouping, quoteType(typ))
}

func quoteType(typ rune) string {
	if typ > ' ' && typ < 128 {
		return fmt.Sprintf("'%c'", typ)
	}
	return fmt.Sprintf(`'\x%x'`, typ)
}

// formatNumber takes decimal digits from the front of text; n is -1 where there are none.
func formatNumber(text string) (n int, rest string, err error) {
	n = -1
	for text != "" {
		r, size := decodeRune(text)
		d := decimalValue(r)
		if d < 0 {
			break
		}
		if n > (math.MaxInt64-d)/10 {
			return 0, "", Raise(ValueError, "Too many decimal digits in format string")
		}
		n = 10*max(n, 0) + d
		text = text[size:]
	}
	return n, text, nil
}

func unknownType(typ rune, name string) error {
	return Raise(ValueError, "Unknown format code %s for object of type '%s'", quoteType(typ), name)
}
