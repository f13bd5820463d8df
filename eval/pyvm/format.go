package pyvm

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// Formatter is a native value with a __format__ of its own for specifications that are not empty.
type Formatter interface {
	FormatSpec(t *Thread, spec string) (string, error)
}

// Format returns format(v, spec).
func Format(t *Thread, v Value, spec string) (string, error) {
	if spec == "" {
		switch x := v.(type) {
		case Str:
			return string(x), nil
		case Int:
			return x.Repr(t)
		}
	}
	if r, err := callUser(t, v, "__format__", Str(spec)); r != nil || err != nil {
		if err != nil {
			return "", err
		}
		s, ok := Unwrap(r).(Str)
		if !ok {
			return "", Raise(TypeError, "__format__ must return a str, not %s", r.Type().name)
		}
		return string(s), nil
	}
	return nativeFormat(t, v, spec)
}

// nativeFormat is the __format__ of native types and of object.
func nativeFormat(t *Thread, v Value, spec string) (string, error) {
	if spec == "" {
		return ToString(t, v)
	}
	name := v.Type().name
	switch x := Unwrap(v).(type) {
	case Str:
		return formatStr(t, string(x), name, spec)
	case Int, Bool, *BigInt:
		return formatInt(t, x, name, spec)
	case Float:
		return formatFloat(t, float64(x), name, spec)
	case Complex:
		return formatComplex(t, complex128(x), name, spec)
	case Formatter:
		return x.FormatSpec(t, spec)
	}
	return "", Raise(TypeError, "unsupported format string passed to %s.__format__", name)
}

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

// pad fills a text up to the width.
func (f *formatSpec) pad(t *Thread, prefix, body string) (string, error) {
	n := f.width - runeCount(prefix) - runeCount(body)
	if n <= 0 {
		return prefix + body, nil
	}
	switch f.align {
	case '<':
		return padText(t, prefix+body, f.fill, 0, n)
	case '^':
		return padText(t, prefix+body, f.fill, n/2, n-n/2)
	case '=':
		out, err := padText(t, body, f.fill, n, 0)
		return prefix + out, err
	}
	return padText(t, prefix+body, f.fill, n, 0)
}

func formatStr(t *Thread, s, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '<', 's')
	if err != nil {
		return "", err
	}
	switch {
	case f.typ != 's':
		return "", unknownType(f.typ, name)
	case f.sign == ' ':
		return "", Raise(ValueError, "Space not allowed in string format specifier")
	case f.sign != 0:
		return "", Raise(ValueError, "Sign not allowed in string format specifier")
	case f.noMinus0:
		return "", Raise(ValueError, "Negative zero coercion (z) not allowed in string format specifier")
	case f.alt:
		return "", Raise(ValueError, "Alternate form (#) not allowed in string format specifier")
	case f.align == '=':
		return "", Raise(ValueError, "'=' alignment not allowed in string format specifier")
	}
	if f.prec >= 0 && f.prec < len(s) {
		s = s[:runeOffset(s, f.prec)]
	}
	return f.pad(t, "", s)
}

func formatInt(t *Thread, v Value, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 'd')
	if err != nil {
		return "", err
	}
	base, prefix := 10, ""
	switch f.typ {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, err := toFloat(v)
		if err != nil {
			return "", err
		}
		return f.float(t, x)
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	case 'c', 'd', 'n':
	default:
		return "", unknownType(f.typ, name)
	}
	if f.prec >= 0 {
		return "", Raise(ValueError, "Precision not allowed in integer format specifier")
	}
	if f.noMinus0 {
		return "", Raise(ValueError, "Negative zero coercion (z) not allowed in integer format specifier")
	}
	if f.typ == 'c' {
		return f.char(t, v)
	}
	digits, negative, err := intDigits(t, v, base)
	if err != nil {
		return "", err
	}
	if f.typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !f.alt {
		prefix = ""
	}
	group := 3
	if base != 10 {
		group = 4
	}
	return f.number(t, f.signOf(negative)+prefix, digits, "", group)
}

// char is the type c.
func (f *formatSpec) char(t *Thread, v Value) (string, error) {
	if f.sign != 0 {
		return "", Raise(ValueError, "Sign not allowed with integer format specifier 'c'")
	}
	if f.alt {
		return "", Raise(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	n, ok := plainInt(v)
	if !ok {
		return "", Raise(OverflowError, "Python int too large to convert to C long")
	}
	if n < 0 || n > utf8.MaxRune {
		return "", Raise(OverflowError, "%c arg not in range(0x110000)")
	}
	return f.pad(t, "", string(appendRune(nil, rune(n))))
}

func (f *formatSpec) signOf(negative bool) string {
	switch {
	case negative:
		return "-"
	case f.sign == '+' || f.sign == ' ':
		return string(f.sign)
	}
	return ""
}

// number puts sign and prefix, the grouped digits and what follows them together.
func (f *formatSpec) number(t *Thread, prefix, digits, rest string, group int) (string, error) {
	if f.grouping != 0 && digits != "" {
		least := 0 // characters of digits and separators
		if f.fill == "0" && f.align == '=' {
			least = f.width - len(prefix) - len(rest)
		}
		var err error
		if digits, err = groupDigits(t, digits, f.grouping, group, least); err != nil {
			return "", err
		}
	}
	return f.pad(t, prefix, digits+rest)
}

// groupDigits puts separators between groups of digits, with zeros in front up to a length.
func groupDigits(t *Thread, digits string, sep byte, group, least int) (string, error) {
	if err := t.allocN(max(least, len(digits)), 2); err != nil {
		return "", err
	}
	// n digits take n + (n-1)/group characters.
	n := len(digits)
	if least > 0 {
		for need := least * group / (group + 1); n < need; {
			n = need
		}
		for n+(n-1)/group < least {
			n++
		}
	}
	var b strings.Builder
	b.Grow(n + n/group)
	for i := range n {
		if i > 0 && (n-i)%group == 0 {
			b.WriteByte(sep)
		}
		if j := i - (n - len(digits)); j >= 0 {
			b.WriteByte(digits[j])
		} else {
			b.WriteByte('0')
		}
	}
	return b.String(), nil
}

func formatFloat(t *Thread, x float64, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 0)
	if err != nil {
		return "", err
	}
	switch f.typ {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		return f.float(t, x)
	}
	return "", unknownType(f.typ, name)
}

// style returns the style of a float type, and how many bytes its precision may take.
func (f *formatSpec) style(t *Thread) (floatStyle, error) {
	s := floatStyle{code: byte(f.typ), prec: f.prec, alt: f.alt}
	switch f.typ {
	case 0:
		s.code, s.addDot = 'r', true
		if f.prec >= 0 {
			s.code = 'g'
		}
	case 'n':
		s.code = 'g'
	case '%':
		s.code = 'f'
	}
	if s.prec < 0 {
		s.prec = 6
	}
	if s.prec > math.MaxInt32 {
		return s, Raise(ValueError, "precision too big")
	}
	return s, t.Alloc(s.prec)
}

// float formats a float in one of the float types.
func (f *formatSpec) float(t *Thread, x float64) (string, error) {
	style, err := f.style(t)
	if err != nil {
		return "", err
	}
	suffix := ""
	if f.typ == '%' {
		x *= 100
		suffix = "%"
	}
	sign, digits, rest := f.floatParts(style, x)
	return f.number(t, sign, digits, rest+suffix, 3)
}

// floatParts returns the sign of a float, the digits before the point and the rest.
func (f *formatSpec) floatParts(style floatStyle, x float64) (sign, digits, rest string) {
	text := style.text(x)
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	negative := negativeFloat(x)
	if negative && f.noMinus0 && n > 0 {
		mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
		negative = strings.Trim(mantissa, "0.") != ""
	}
	return f.signOf(negative), text[:n], text[n:]
}

func formatComplex(t *Thread, x complex128, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 0)
	if err != nil {
		return "", err
	}
	switch {
	case !strings.ContainsRune("\x00eEfFgGn", f.typ):
		return "", unknownType(f.typ, name)
	case f.fill == "0":
		return "", Raise(ValueError, "Zero padding is not allowed in complex format specifier")
	case f.align == '=':
		return "", Raise(ValueError, "'=' alignment flag is not allowed in complex format specifier")
	}
	style, err := f.style(t)
	if err != nil {
		return "", err
	}
	style.addDot = false
	part := func(x float64) (string, error) {
		sign, digits, rest := f.floatParts(style, x)
		if f.grouping != 0 && digits != "" {
			if digits, err = groupDigits(t, digits, f.grouping, 3, 0); err != nil {
				return "", err
			}
		}
		return sign + digits + rest, nil
	}
	bare := f.typ == 0
	skipReal := bare && real(x) == 0 && !math.Signbit(real(x))
	out := ""
	if !skipReal {
		if out, err = part(real(x)); err != nil {
			return "", err
		}
		f.sign = '+'
	}
	im, err := part(imag(x))
	if err != nil {
		return "", err
	}
	out += im + "j"
	if bare && !skipReal {
		out = "(" + out + ")"
	}
	return f.pad(t, "", out)
}
