package pyvm

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/python"
)

// codec is one of the encodings that str.encode and bytes.decode know.
type codec int

const (
	codecUTF8 codec = iota
	codecUTF8Sig
	codecASCII
	codecLatin1
)

func (c codec) name() string { return [...]string{"utf-8", "utf-8", "ascii", "latin-1"}[c] }

const bom = "\ufeff"

// findCodec returns the codec that an encoding's name or alias means (the library manual's "Standard Encodings").
func findCodec(name string) (codec, error) {
	switch name {
	case "utf-8", "utf8":
		return codecUTF8, nil
	}
	switch strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(name)) {
	case "utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001":
		return codecUTF8, nil
	case "utf_8_sig":
		return codecUTF8Sig, nil
	case "ascii", "us_ascii", "us", "646", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "ibm367", "iso646_us":
		return codecASCII, nil
	case "latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859", "cp819", "ibm819":
		return codecLatin1, nil
	}
	return 0, Raise(LookupError, "unknown encoding: %s", name)
}

// codecArgs takes the arguments of encode and decode.
func codecArgs(t *Thread, name string, args []Value, kw []Kw, encoding, errors *string) error {
	var enc, handler Value
	if err := Unpack(t, name, args, kw, "encoding?", &enc, "errors?", &handler); err != nil {
		return err
	}
	return codecNames(name, enc, handler, encoding, errors)
}

// codecNames takes the names of an encoding and of an error handler; nil leaves the default.
func codecNames(fn string, encArg, errorsArg Value, encoding, errors *string) error {
	for _, x := range []struct {
		name string
		arg  Value
		to   *string
	}{{"encoding", encArg, encoding}, {"errors", errorsArg, errors}} {
		if x.arg == nil {
			continue
		}
		s, ok := Unwrap(x.arg).(Str)
		if !ok {
			return Raise(TypeError, "%s() argument '%s' must be str, not %s", fn, x.name, typeOrNone(x.arg))
		}
		*x.to = string(s)
	}
	return nil
}

// Decode returns bytes as a string (in the form of Str), as bytes.decode does: encodings are UTF-8, ASCII and Latin-1 under
// all their names, error handlers strict, ignore, replace, backslashreplace, surrogateescape and surrogatepass.
func Decode(t *Thread, b, encoding, errors string) (string, error) {
	c, err := findCodec(encoding)
	if err != nil {
		return "", err
	}
	switch c {
	case codecUTF8Sig:
		b = strings.TrimPrefix(b, bom)
		fallthrough
	case codecUTF8:
		if utf8.ValidString(b) {
			return b, nil
		}
	case codecASCII:
		if isASCII(b) {
			return b, nil
		}
	case codecLatin1:
		if isASCII(b) {
			return b, nil
		}
		if err := t.allocN(len(b), 2); err != nil {
			return "", err
		}
		var out strings.Builder
		for i := 0; i < len(b); i++ {
			out.WriteRune(rune(b[i]))
		}
		return out.String(), nil
	}
	if err := t.allocN(len(b), 4); err != nil {
		return "", err
	}
	return decodeSlowly(b, c, errors)
}

// decodeSlowly decodes what has errors.
func decodeSlowly(b string, c codec, errors string) (string, error) {
	var out strings.Builder
	for at := 0; at < len(b); {
		size, reason := 1, ""
		if c == codecASCII {
			if b[at] >= utf8.RuneSelf {
				reason = "ordinal not in range(128)"
			}
		} else {
			size, reason = scanUTF8(b[at:])
		}
		if reason == "" {
			out.WriteString(b[at : at+size])
			at += size
			continue
		}
		bad := b[at : at+size]
		switch {
		case errors == "ignore":
		case errors == "replace":
			out.WriteRune(utf8.RuneError)
		case errors == "backslashreplace":
			for i := range len(bad) {
				fmt.Fprintf(&out, `\x%02x`, bad[i])
			}
		case errors == "surrogateescape":
			for i := range len(bad) {
				writeRune(&out, 0xdc00|rune(bad[i]))
			}
		case errors == "surrogatepass" && c != codecASCII && isSurrogateText(b[at:]):
			out.WriteString(b[at : at+3])
			size = 3
		case errors == "strict" || errors == "surrogatepass":
			return "", &Raised{NewException(UnicodeDecodeErr, Str(c.name()), Bytes(b), Int(at), Int(at+size), Str(reason))}
		default:
			return "", unknownHandler(errors)
		}
		at += size
	}
	return out.String(), nil
}

func unknownHandler(name string) error {
	return Raise(LookupError, "unknown error handler name '%s'", name)
}

// isSurrogateText reports whether s begins with a surrogate's three bytes.
func isSurrogateText(s string) bool {
	return len(s) >= 3 && s[0] == 0xed && s[1]&0xe0 == 0xa0 && s[2]&0xc0 == 0x80
}

// scanUTF8 returns the number of bytes of the first character of b, or of the first bytes that cannot begin one, and what
// is wrong with them.
func scanUTF8(b string) (size int, reason string) {
	const badStart, badNext, short = "invalid start byte", "invalid continuation byte", "unexpected end of data"
	c := b[0]
	var n int
	low, high := byte(0x80), byte(0xbf) // of the second byte
	switch {
	case c < 0x80:
		return 1, ""
	case c < 0xc2 || c > 0xf4:
		return 1, badStart
	case c < 0xe0:
		n = 2
	case c < 0xf0:
		n = 3
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	default:
		n = 4
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	}
	for i := 1; i < n; i++ {
		if i >= len(b) {
			return i, short
		}
		if b[i] < low || b[i] > high {
			return i, badNext
		}
		low, high = 0x80, 0xbf
	}
	return n, ""
}

// Encode returns a string as bytes, as str.encode does; see Decode. It knows the error handler xmlcharrefreplace besides.
func Encode(t *Thread, s, encoding, errors string) (string, error) {
	c, err := findCodec(encoding)
	if err != nil {
		return "", err
	}
	switch c {
	case codecUTF8Sig:
		if err := t.Alloc(len(s)); err != nil {
			return "", err
		}
		s, err = Encode(t, s, "utf-8", errors)
		return bom + s, err
	case codecUTF8:
		if utf8.ValidString(s) {
			return s, nil
		}
	default:
		if isASCII(s) {
			return s, nil
		}
	}
	if err := t.allocN(len(s), 4); err != nil {
		return "", err
	}
	return encodeSlowly(s, c, errors)
}

// fits reports whether the codec has the code point.
func (c codec) fits(r rune) bool {
	switch c {
	case codecASCII:
		return r < 0x80
	case codecLatin1:
		return r < 0x100
	}
	return !isSurrogate(r)
}

// encodeSlowly encodes what is not the same in both forms.
func encodeSlowly(s string, c codec, errors string) (string, error) {
	var out []byte
	runes := runesOf(s)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case c.fits(r):
			if c == codecLatin1 {
				out = append(out, byte(r))
			} else {
				out = utf8.AppendRune(out, r)
			}
			continue
		case errors == "ignore":
			continue
		case errors == "replace":
			out = append(out, '?')
			continue
		case errors == "backslashreplace":
			var b strings.Builder
			python.WriteEscape(&b, r)
			out = append(out, b.String()...)
			continue
		case errors == "xmlcharrefreplace":
			out = fmt.Appendf(out, "&#%d;", r)
			continue
		case errors == "surrogateescape" && 0xdc80 <= r && r <= 0xdcff:
			out = append(out, byte(r))
			continue
		case errors == "surrogatepass" && c == codecUTF8 && isSurrogate(r):
			out = appendRune(out, r)
			continue
		case errors == "strict" || errors == "surrogateescape" || errors == "surrogatepass":
			return "", encodeError(s, c, runes, i)
		}
		return "", unknownHandler(errors)
	}
	return string(out), nil
}

// encodeError is the error for the code points from index i on that the codec has not.
func encodeError(s string, c codec, runes []rune, i int) error {
	reason := "surrogates not allowed"
	switch c {
	case codecASCII:
		reason = "ordinal not in range(128)"
	case codecLatin1:
		reason = "ordinal not in range(256)"
	}
	end := i
	for end < len(runes) && !c.fits(runes[end]) {
		end++
	}
	return &Raised{NewException(UnicodeEncodeErr, Str(c.name()), Str(s), Int(i), Int(end), Str(reason))}
}

// DecodeFS returns a file name, an argument or an environment variable of the operating system as a string
// (os.fsdecode): bytes that are no UTF-8 become lone surrogates.
func DecodeFS(b string) Str {
	if utf8.ValidString(b) {
		return Str(b)
	}
	s, _ := decodeSlowly(b, codecUTF8, "surrogateescape") // which has an answer to every error
	return Str(s)
}

// EncodeFS is the reverse of DecodeFS (os.fsencode). Surrogates that DecodeFS does not make are a UnicodeEncodeError.
func EncodeFS(s Str) (string, error) {
	if utf8.ValidString(string(s)) {
		return string(s), nil
	}
	return encodeSlowly(string(s), codecUTF8, "surrogateescape")
}
