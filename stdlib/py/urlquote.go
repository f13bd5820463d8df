package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// urlCore has the percent coding of urllib.parse.
var urlCore = native.Module{
	Name: "_knead_url",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			// quote(bytes, safe) leaves letters, digits, _.-~ and what is in safe
			"quote": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var data, safe pyvm.Value
				if err := pyvm.Unpack(t, "quote", args, kw, "data", &data, "safe", &safe); err != nil {
					return nil, err
				}
				s, err := bytesOf(data)
				if err != nil {
					return nil, err
				}
				keep, err := bytesOf(safe)
				if err != nil {
					return nil, err
				}
				if err := t.Alloc(len(s)); err != nil {
					return nil, err
				}
				return pyvm.Str(percentQuote(s, keep)), nil
			},
			// unquote(bytes)
			"unquote": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var data pyvm.Value
				if err := pyvm.Unpack(t, "unquote", args, kw, "data", &data); err != nil {
					return nil, err
				}
				s, err := bytesOf(data)
				if err != nil {
					return nil, err
				}
				return pyvm.Bytes(percentUnquote(s)), nil
			},
		})
	},
}

func percentQuote(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case '0' <= c && c <= '9', 'a' <= c|0x20 && c|0x20 <= 'z', strings.IndexByte("_.-~", c) >= 0, c < 0x80 && strings.IndexByte(keep, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

func percentUnquote(s string) string {
	digit := func(c byte) int {
		switch {
		case '0' <= c && c <= '9':
			return int(c - '0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			return int(c|0x20-'a') + 10
		}
		return -1
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if h, l := digit(s[i+1]), digit(s[i+2]); h >= 0 && l >= 0 {
				b.WriteByte(byte(h<<4 | l))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
