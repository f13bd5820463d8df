package pyvm

import "strings"

// bytesOnlyMethods are the methods of bytes and bytearray that str has not, or has in another way.
var bytesOnlyMethods = map[string]textMethod{
	"upper":      strMap("upper", mapASCII(func(c byte, _ bool) byte { return asciiUpper(c) })),
	"lower":      strMap("lower", mapASCII(func(c byte, _ bool) byte { return asciiLower(c) })),
	"swapcase":   strMap("swapcase", mapASCII(func(c byte, _ bool) byte { return swapASCII(c) })),
	"title":      strMap("title", mapASCII(titleASCII)),
	"capitalize": strMap("capitalize", capitalASCII),
	"isalpha":    bytesAll("isalpha", func(c byte) bool { return isAlpha(rune(c)) && c < 0x80 }),
	"isdigit":    bytesAll("isdigit", func(c byte) bool { return '0' <= c && c <= '9' }),
	"isalnum":    bytesAll("isalnum", func(c byte) bool { return c < 0x80 && (isAlpha(rune(c)) || isDecimal(rune(c))) }),
	"isspace":    bytesAll("isspace", func(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }),
	"isascii":    strTest("isascii", isASCII),
	"isupper":    strTest("isupper", func(s string) bool { return isUpperText(onlyASCII(s)) }),
	"islower":    strTest("islower", func(s string) bool { return isLowerText(onlyASCII(s)) }),
	"istitle":    strTest("istitle", func(s string) bool { return isTitleText(onlyASCII(s)) }),
	"hex":        bytesHex,
	"decode": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		encoding, errors := "utf-8", "strict"
		if err := codecArgs(t, "decode", args, kw, &encoding, &errors); err != nil {
			return nil, err
		}
		out, err := Decode(t, s, encoding, errors)
		return Str(out), err
	},
	"translate": bytesTranslate,
	"__bytes__": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return Bytes(s), k.positional("__bytes__", args, kw, 0, 0)
	},
}

func asciiUpper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

func asciiLower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func swapASCII(c byte) byte {
	if isLetter(c) {
		c ^= 0x20
	}
	return c
}

func titleASCII(c byte, inWord bool) byte {
	if inWord {
		return asciiLower(c)
	}
	return asciiUpper(c)
}

// mapASCII maps each byte; inWord says that the one before is a letter.
func mapASCII(f func(c byte, inWord bool) byte) func(s string) string {
	return func(s string) string {
		out := []byte(s)
		for i := range out {
			out[i] = f(s[i], i > 0 && isLetter(s[i-1]))
		}
		return string(out)
	}
}

func capitalASCII(s string) string {
	out := []byte(s)
	for i := range out {
		out[i] = titleASCII(s[i], i > 0)
	}
	return string(out)
}

// onlyASCII replaces other bytes by one that has no case.
func onlyASCII(s string) string {
	if isASCII(s) {
		return s
	}
	return mapASCII(func(c byte, _ bool) byte {
		if c >= 0x80 {
			return '.'
		}
		return c
	})(s)
}

func bytesAll(name string, has func(c byte) bool) textMethod {
	return strTest(name, func(s string) bool {
		for i := 0; i < len(s); i++ {
			if !has(s[i]) {
				return false
			}
		}
		return s != ""
	})
}

// bytesHex is hex(sep, bytes_per_sep): groups are counted from the right, from the left where the number is negative.
func bytesHex(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	var sep Value
	per := 1
	if err := Unpack(t, "hex", args, kw, "sep?", &sep, "bytes_per_sep?", &per); err != nil {
		return nil, err
	}
	sepText := ""
	if sep != nil {
		n, err := Len(t, sep)
		if err != nil {
			return nil, err
		}
		if n != 1 {
			return nil, Raise(ValueError, "sep must be length 1.")
		}
		text, ok := bytesLike(sep)
		if !ok {
			str, isStr := Unwrap(sep).(Str)
			if !isStr {
				return nil, Raise(TypeError, "sep must be str or bytes.")
			}
			text = string(str)
		}
		if !isASCII(text) {
			return nil, Raise(ValueError, "sep must be ASCII.")
		}
		sepText = text
	}
	if err := t.allocN(len(s), 3); err != nil {
		return nil, err
	}
	const digits = "0123456789abcdef"
	var b strings.Builder
	size, first := len(s)+1, 0
	if sepText != "" && per != 0 && per > -len(s) && per < len(s) {
		size = max(per, -per)
		if per > 0 {
			first = len(s) % size
		}
	}
	for i := range len(s) {
		if i > 0 && (i-first)%size == 0 && size <= len(s) {
			b.WriteString(sepText)
		}
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return Str(b.String()), nil
}

// bytesFromHex is fromhex.
func bytesFromHex(t *Thread, args []Value, kw []Kw) (Value, error) {
	cls, _ := args[0].(*Type)
	if err := positional(cls.name+".fromhex", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	text, ok := Unwrap(args[1]).(Str)
	if !ok {
		return nil, Raise(TypeError, "fromhex() argument must be str, not %s", typeOrNone(args[1]))
	}
	s := string(text)
	if err := t.Alloc(len(s) / 2); err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(s)/2)
	for i := 0; i < len(s); {
		if c := s[i]; c == ' ' || '\t' <= c && c <= '\r' {
			i++
			continue
		}
		for j := range 2 {
			if i+j >= len(s) || digitValue(s[i+j]) > 15 {
				return nil, Raise(ValueError, "non-hexadecimal number found in fromhex() arg at position %d", runeCount(s[:i+j]))
			}
		}
		out = append(out, byte(digitValue(s[i])<<4|digitValue(s[i+1])))
		i += 2
	}
	switch {
	case cls == BytesType:
		return Bytes(out), nil
	case cls == ByteArrayType:
		return &ByteArray{out}, nil
	}
	return Call(t, cls, []Value{Bytes(out)}, nil)
}

func bytesTranslate(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	var table, drop Value = nil, Bytes("")
	if err := Unpack(t, "translate", args, kw, "table", &table, "delete?", &drop); err != nil {
		return nil, err
	}
	dropped, err := k.mustArg(drop)
	if err != nil {
		return nil, err
	}
	mapping := ""
	if table != Value(None) {
		if mapping, err = k.mustArg(table); err != nil {
			return nil, err
		}
		if len(mapping) != 256 {
			return nil, Raise(ValueError, "translation table must be 256 characters long")
		}
	}
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte(dropped, c) >= 0 {
			continue
		}
		if mapping != "" {
			c = mapping[c]
		}
		out = append(out, c)
	}
	return k.wrap(string(out)), nil
}

func bytesMakeTrans(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := positional("maketrans", args, kw, 2, 2); err != nil {
		return nil, err
	}
	from, err := bytesKind.mustArg(args[0])
	if err != nil {
		return nil, err
	}
	to, err := bytesKind.mustArg(args[1])
	if err != nil {
		return nil, err
	}
	if len(from) != len(to) {
		return nil, Raise(ValueError, "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i := range len(from) {
		table[from[i]] = to[i]
	}
	return Bytes(table), nil
}
