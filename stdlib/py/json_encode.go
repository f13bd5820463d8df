package py

import (
	"fmt"
	"math"
	"slices"

	"github.com/knead-build/knead/eval/pyvm"
)

// jsonEncoder writes values.
type jsonEncoder struct {
	t *pyvm.Thread
	b []byte

	skipKeys, ascii, checkCircular, allowNaN, sortKeys bool
	indent                                             string
	pretty                                             bool
	itemSep, keySep                                    string
	defaultFunc                                        pyvm.Value
	inside                                             map[pyvm.Value]bool
}

// jsonEncode is encode(value, skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, item_separator,
// key_separator, default).
func jsonEncode(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	e := &jsonEncoder{t: t, inside: map[pyvm.Value]bool{}}
	var v, indent pyvm.Value
	if err := pyvm.Unpack(t, "encode", args, kw, "o", &v, "skipkeys", &e.skipKeys, "ensure_ascii", &e.ascii, "check_circular", &e.checkCircular,
		"allow_nan", &e.allowNaN, "sort_keys", &e.sortKeys, "indent", &indent, "item_separator", &e.itemSep, "key_separator", &e.keySep,
		"default", &e.defaultFunc); err != nil {
		return nil, err
	}
	switch x := pyvm.Unwrap(indent).(type) {
	case pyvm.Str:
		e.indent, e.pretty = string(x), true
	default:
		if given(indent) {
			n, ok, err := pyvm.AsIndex(t, indent)
			if err != nil || !ok {
				return nil, pyvm.Raise(pyvm.TypeError, "can't multiply sequence by non-int of type '%s'", indent.Type().Name())
			}
			if err := t.Alloc(n); err != nil {
				return nil, err
			}
			e.pretty = true
			for range n {
				e.indent += " "
			}
		}
	}
	if err := e.value(v, 0); err != nil {
		return nil, err
	}
	return pyvm.Str(e.b), nil
}

func (e *jsonEncoder) value(v pyvm.Value, depth int) error {
	if err := e.t.Step(); err != nil {
		return err
	}
	if depth > maxJSONDepth {
		return pyvm.Raise(pyvm.RecursionError, "maximum recursion depth exceeded while encoding a JSON object")
	}
	if n := len(e.b); n > 0 && n%4096 < 16 {
		if err := e.t.Alloc(4096); err != nil {
			return err
		}
	}
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		e.b = append(e.b, jsonQuote(nil, string(x), e.ascii)...)
		return e.t.Alloc(len(x))
	case pyvm.Bool, pyvm.Int, *pyvm.BigInt, pyvm.Float:
		s, err := e.number(x)
		e.b = append(e.b, s...)
		return err
	case *pyvm.List:
		return e.array(v, depth)
	case *pyvm.Tuple:
		return e.array(v, depth)
	case *pyvm.Dict:
		return e.object(v, depth)
	}
	if v == pyvm.Value(pyvm.None) {
		e.b = append(e.b, "null"...)
		return nil
	}
	if err := e.enter(v); err != nil {
		return err
	}
	r, err := pyvm.Call(e.t, e.defaultFunc, []pyvm.Value{v}, nil)
	if err != nil {
		return err
	}
	if err := e.value(r, depth+1); err != nil {
		return err
	}
	delete(e.inside, v)
	return nil
}

// enter notes a container that is being written.
func (e *jsonEncoder) enter(v pyvm.Value) error {
	if !e.checkCircular {
		return nil
	}
	if e.inside[v] {
		return pyvm.Raise(pyvm.ValueError, "Circular reference detected")
	}
	e.inside[v] = true
	return nil
}

// number returns a number's text, of classes derived from int and float too.
func (e *jsonEncoder) number(v pyvm.Value) (string, error) {
	switch x := v.(type) {
	case pyvm.Bool:
		if x {
			return "true", nil
		}
		return "false", nil
	case pyvm.Float:
		text := ""
		switch f := float64(x); {
		case math.IsNaN(f):
			text = "NaN"
		case math.IsInf(f, 1):
			text = "Infinity"
		case math.IsInf(f, -1):
			text = "-Infinity"
		default:
			return x.Repr(e.t)
		}
		if !e.allowNaN {
			return "", pyvm.Raise(pyvm.ValueError, "Out of range float values are not JSON compliant")
		}
		return text, nil
	}
	return pyvm.Repr(e.t, v)
}

// line begins a line of its own where the output is indented.
func (e *jsonEncoder) line(depth int) {
	if !e.pretty {
		return
	}
	e.b = append(e.b, '\n')
	for range depth {
		e.b = append(e.b, e.indent...)
	}
}

func (e *jsonEncoder) array(v pyvm.Value, depth int) error {
	items, err := pyvm.ToSlice(e.t, v)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		e.b = append(e.b, "[]"...)
		return nil
	}
	if err := e.enter(v); err != nil {
		return err
	}
	e.b = append(e.b, '[')
	for i, x := range slices.Clone(items) {
		if i > 0 {
			e.b = append(e.b, e.itemSep...)
		}
		e.line(depth + 1)
		if err := e.value(x, depth+1); err != nil {
			return err
		}
	}
	e.line(depth)
	e.b = append(e.b, ']')
	delete(e.inside, v)
	return nil
}

func (e *jsonEncoder) object(v pyvm.Value, depth int) error {
	n, err := pyvm.Len(e.t, v)
	if err != nil {
		return err
	}
	if n == 0 {
		e.b = append(e.b, "{}"...)
		return nil
	}
	if err := e.enter(v); err != nil {
		return err
	}
	view, err := pyvm.CallMethod(e.t, v, "items")
	if err != nil {
		return err
	}
	if e.sortKeys {
		if view, err = pyvm.Call(e.t, e.t.Builtins.GetStr("sorted"), []pyvm.Value{view}, nil); err != nil {
			return err
		}
	}
	items, err := pyvm.ToSlice(e.t, view)
	if err != nil {
		return err
	}
	e.b = append(e.b, '{')
	first := true
	for _, item := range slices.Clone(items) {
		pair, ok := pyvm.Unwrap(item).(*pyvm.Tuple)
		if !ok || len(pair.Items) != 2 {
			return pyvm.Raise(pyvm.ValueError, "items must return 2-tuples")
		}
		key, ok, err := e.key(pair.Items[0])
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if !first {
			e.b = append(e.b, e.itemSep...)
		}
		first = false
		e.line(depth + 1)
		e.b = append(e.b, jsonQuote(nil, key, e.ascii)...)
		e.b = append(e.b, e.keySep...)
		if err := e.value(pair.Items[1], depth+1); err != nil {
			return err
		}
	}
	if !first {
		e.line(depth)
	}
	e.b = append(e.b, '}')
	delete(e.inside, v)
	return nil
}

// key returns a key's text; ok is false for one that is left out.
func (e *jsonEncoder) key(k pyvm.Value) (s string, ok bool, err error) {
	switch x := pyvm.Unwrap(k).(type) {
	case pyvm.Str:
		return string(x), true, nil
	case pyvm.Bool, pyvm.Int, *pyvm.BigInt, pyvm.Float:
		s, err = e.number(x)
		return s, true, err
	}
	switch {
	case k == pyvm.Value(pyvm.None):
		return "null", true, nil
	case e.skipKeys:
		return "", false, nil
	}
	return "", false, pyvm.Raise(pyvm.TypeError, "keys must be str, int, float, bool or None, not %s", k.Type().Name())
}

// jsonQuote appends a string's JSON.
func jsonQuote(b []byte, s string, ascii bool) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x80 {
			if !ascii {
				b = append(b, c)
				i++
				continue
			}
			r, n := firstRune(s[i:])
			i += n
			if r > 0xffff {
				r -= 0x10000
				b = fmt.Appendf(b, `\u%04x\u%04x`, 0xd800|r>>10, 0xdc00|r&0x3ff)
			} else {
				b = fmt.Appendf(b, `\u%04x`, r)
			}
			continue
		}
		i++
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case '\b':
			b = append(b, `\b`...)
		case '\f':
			b = append(b, `\f`...)
		default:
			if c < 0x20 || c == 0x7f && ascii {
				b = fmt.Appendf(b, `\u%04x`, c)
			} else {
				b = append(b, c)
			}
		}
	}
	return append(b, '"')
}
