package py

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
)

// jsonDecoder reads values.
type jsonDecoder struct {
	t     *pyvm.Thread
	text  string
	plain bool // every character is a byte
	fail  pyvm.Value

	objectHook, pairsHook, parseFloat, parseInt, parseConstant pyvm.Value
	strict                                                     bool
}

// index returns the character that an offset is.
func (d *jsonDecoder) index(off int) int {
	if d.plain {
		return off
	}
	return pyvm.Str(d.text[:off]).Len()
}

func (d *jsonDecoder) error(msg string, at int) error {
	exc, err := pyvm.Call(d.t, d.fail, []pyvm.Value{pyvm.Str(msg), pyvm.Str(d.text), pyvm.Int(d.index(at))}, nil)
	if err != nil {
		return err
	}
	e, ok := pyvm.Unwrap(exc).(*pyvm.Exception)
	if !ok {
		return pyvm.Raise(pyvm.TypeError, "exceptions must derive from BaseException")
	}
	return &pyvm.Raised{Exc: e}
}

// space skips white space.
func (d *jsonDecoder) space(at int) int {
	for at < len(d.text) {
		switch d.text[at] {
		case ' ', '\t', '\n', '\r':
			at++
		default:
			return at
		}
	}
	return at
}

func (d *jsonDecoder) value(at, depth int) (pyvm.Value, int, error) {
	if err := d.t.Step(); err != nil {
		return nil, 0, err
	}
	if depth > maxJSONDepth {
		return nil, 0, pyvm.Raise(pyvm.RecursionError, "maximum recursion depth exceeded while decoding a JSON document")
	}
	if at >= len(d.text) {
		return nil, 0, d.error("Expecting value", at)
	}
	rest := d.text[at:]
	switch c := rest[0]; {
	case c == '"':
		s, end, err := d.string(at + 1)
		return pyvm.Str(s), end, err
	case c == '{':
		return d.object(at+1, depth)
	case c == '[':
		return d.array(at+1, depth)
	case c == '-' || '0' <= c && c <= '9':
		if v, end, err := d.number(at); end > 0 || err != nil {
			return v, end, err
		}
		if strings.HasPrefix(rest, "-Infinity") {
			return d.constant("-Infinity", at)
		}
	}
	for _, k := range []struct {
		word  string
		value pyvm.Value
	}{{"null", pyvm.None}, {"true", pyvm.True}, {"false", pyvm.False}} {
		if strings.HasPrefix(rest, k.word) {
			return k.value, at + len(k.word), nil
		}
	}
	for _, word := range []string{"NaN", "Infinity"} {
		if strings.HasPrefix(rest, word) {
			return d.constant(word, at)
		}
	}
	return nil, 0, d.error("Expecting value", at)
}

func (d *jsonDecoder) constant(word string, at int) (pyvm.Value, int, error) {
	end := at + len(word)
	if given(d.parseConstant) {
		v, err := pyvm.Call(d.t, d.parseConstant, []pyvm.Value{pyvm.Str(word)}, nil)
		return v, end, err
	}
	f, err := strconv.ParseFloat(word, 64)
	return pyvm.Float(f), end, err
}

// number reads a number; end is 0 where there is none.
func (d *jsonDecoder) number(at int) (pyvm.Value, int, error) {
	s := d.text
	digits := func(i int) int {
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i
	}
	i := at
	if s[i] == '-' {
		i++
	}
	switch {
	case i >= len(s) || s[i] < '0' || s[i] > '9':
		return nil, 0, nil
	case s[i] == '0':
		i++
	default:
		i = digits(i)
	}
	float := false
	if i+1 < len(s) && s[i] == '.' {
		if j := digits(i + 1); j > i+1 {
			i, float = j, true
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if k := digits(j); k > j {
			i, float = k, true
		}
	}
	text := s[at:i]
	hook := d.parseInt
	if float {
		hook = d.parseFloat
	}
	if given(hook) {
		v, err := pyvm.Call(d.t, hook, []pyvm.Value{pyvm.Str(text)}, nil)
		return v, i, err
	}
	if float {
		f, _ := strconv.ParseFloat(text, 64) // out of range is infinite
		return pyvm.Float(f), i, nil
	}
	if len(text) < 18 {
		n, _ := strconv.ParseInt(text, 10, 64)
		return pyvm.Int(n), i, nil
	}
	v, err := pyvm.Call(d.t, pyvm.IntType, []pyvm.Value{pyvm.Str(text)}, nil)
	return v, i, err
}

func (d *jsonDecoder) array(at, depth int) (pyvm.Value, int, error) {
	out := pyvm.NewList()
	at = d.space(at)
	if at < len(d.text) && d.text[at] == ']' {
		return out, at + 1, nil
	}
	for {
		v, end, err := d.value(at, depth+1)
		if err != nil {
			return nil, 0, err
		}
		out.Items = append(out.Items, v)
		if err := d.t.Alloc(16); err != nil {
			return nil, 0, err
		}
		at = d.space(end)
		switch {
		case at < len(d.text) && d.text[at] == ']':
			return out, at + 1, nil
		case at >= len(d.text) || d.text[at] != ',':
			return nil, 0, d.error("Expecting ',' delimiter", at)
		}
		at = d.space(at + 1)
	}
}

func (d *jsonDecoder) object(at, depth int) (pyvm.Value, int, error) {
	var pairs []pyvm.Value
	dict := pyvm.NewDict(0)
	add := func(key string, v pyvm.Value) {
		if given(d.pairsHook) {
			pairs = append(pairs, pyvm.NewTuple(pyvm.Str(key), v))
		} else {
			dict.SetStr(key, v)
		}
	}
	at = d.space(at)
	for at >= len(d.text) || d.text[at] != '}' {
		if at >= len(d.text) || d.text[at] != '"' {
			return nil, 0, d.error("Expecting property name enclosed in double quotes", at)
		}
		key, end, err := d.string(at + 1)
		if err != nil {
			return nil, 0, err
		}
		at = d.space(end)
		if at >= len(d.text) || d.text[at] != ':' {
			return nil, 0, d.error("Expecting ':' delimiter", at)
		}
		v, end, err := d.value(d.space(at+1), depth+1)
		if err != nil {
			return nil, 0, err
		}
		add(key, v)
		at = d.space(end)
		if at < len(d.text) && d.text[at] == '}' {
			break
		}
		if at >= len(d.text) || d.text[at] != ',' {
			return nil, 0, d.error("Expecting ',' delimiter", at)
		}
		at = d.space(at + 1)
		if at < len(d.text) && d.text[at] == '}' {
			return nil, 0, d.error("Expecting property name enclosed in double quotes", at)
		}
	}
	at++
	switch {
	case given(d.pairsHook):
		v, err := pyvm.Call(d.t, d.pairsHook, []pyvm.Value{pyvm.NewList(pairs...)}, nil)
		return v, at, err
	case given(d.objectHook):
		v, err := pyvm.Call(d.t, d.objectHook, []pyvm.Value{dict}, nil)
		return v, at, err
	}
	return dict, at, nil
}

// string reads a string behind its opening quote.
func (d *jsonDecoder) string(at int) (string, int, error) {
	begin := at - 1
	var b []byte
	for {
		i := at
		for i < len(d.text) && d.text[i] != '"' && d.text[i] != '\\' && (d.text[i] >= 0x20 || !d.strict) {
			i++
		}
		if i >= len(d.text) {
			return "", 0, d.error("Unterminated string starting at", begin)
		}
		switch d.text[i] {
		case '"':
			if b == nil {
				return d.text[at:i], i + 1, nil
			}
			b = append(b, d.text[at:i]...)
			if err := d.t.Alloc(len(b)); err != nil {
				return "", 0, err
			}
			return string(b), i + 1, nil
		case '\\':
			b = append(b, d.text[at:i]...)
			var err error
			if b, at, err = d.escape(b, i+1, begin); err != nil {
				return "", 0, err
			}
		default:
			return "", 0, d.error("Invalid control character at", i)
		}
	}
}

// escape reads an escape behind the backslash.
func (d *jsonDecoder) escape(b []byte, at, begin int) ([]byte, int, error) {
	if at >= len(d.text) {
		return nil, 0, d.error("Unterminated string starting at", begin)
	}
	c := d.text[at]
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		return append(b, "\"\\/\b\f\n\r\t"[i]), at + 1, nil
	}
	if c != 'u' {
		return nil, 0, d.error("Invalid \\escape", at-1)
	}
	r, ok := d.hex(at + 1)
	if !ok {
		return nil, 0, d.error("Invalid \\uXXXX escape", at)
	}
	at += 5
	if 0xd800 <= r && r < 0xdc00 && strings.HasPrefix(d.text[at:], `\u`) {
		if low, ok := d.hex(at + 2); ok && 0xdc00 <= low && low < 0xe000 {
			return appendWTF8(b, 0x10000+(r-0xd800)<<10+(low-0xdc00)), at + 6, nil
		}
	}
	return appendWTF8(b, r), at, nil
}

func (d *jsonDecoder) hex(at int) (rune, bool) {
	if at+4 > len(d.text) {
		return 0, false
	}
	n := rune(0)
	for _, c := range []byte(d.text[at : at+4]) {
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return n, true
}
