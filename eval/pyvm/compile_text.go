package pyvm

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// This file compiles formatted text: f-strings and "..." % values.

// textPart is a piece of an f-string or of a % format: text, then the value behind it where there is one.
type textPart struct {
	text string
	verb byte // of a % format: 's' or 'd', 0 where no value follows

	// Of an f-string:
	value      exprFunc // or nil
	conversion rune     // 's', 'r', 'a' or -1
	spec       exprFunc // or nil
}

func (c *compiler) joinedStr(e *python.JoinedStr) exprFunc {
	var parts []textPart
	span := e.Span()
	for _, v := range e.Values {
		switch v := v.(type) {
		case *python.Constant:
			parts = append(parts, textPart{text: v.Value.Str})
		case *python.FormattedValue:
			part := textPart{value: c.expr(v.Value), conversion: v.Conversion}
			if v.FormatSpec != nil {
				part.spec = c.expr(v.FormatSpec)
			}
			parts = append(parts, part)
		default:
			c.fail(v.Span(), "invalid syntax")
		}
	}
	return func(f *frame) (Value, error) {
		var room [128]byte
		buf := room[:0]
		for i := range parts {
			p := &parts[i]
			if p.value == nil {
				buf = append(buf, p.text...)
				continue
			}
			v, err := p.value(f)
			if err != nil {
				return nil, err
			}
			text, err := p.format(f, v)
			if err != nil {
				return nil, f.trace(err, span)
			}
			if err := f.t.Alloc(len(text)); err != nil {
				return nil, err
			}
			buf = append(buf, text...)
		}
		return Str(buf), nil
	}
}

// format returns the text of an f-string's value.
func (p *textPart) format(f *frame, v Value) (string, error) {
	var err error
	text := ""
	switch p.conversion {
	case 's':
		text, err = ToString(f.t, v)
		v = Str(text)
	case 'r':
		text, err = Repr(f.t, v)
		v = Str(text)
	case 'a':
		text, err = ASCII(f.t, v)
		v = Str(text)
	}
	if err != nil {
		return "", err
	}
	spec := ""
	if p.spec != nil {
		s, err := p.spec(f)
		if err != nil {
			return "", err
		}
		spec = string(s.(Str))
	}
	if spec == "" {
		switch v := v.(type) {
		case Str:
			return string(v), nil
		case Int:
			return strconv.FormatInt(int64(v), 10), nil
		}
	}
	return Format(f.t, v, spec)
}

// percent compiles "text" % values where the text is a literal whose only conversions are %s, %d and %%. It returns nil for
// any other expression.
func (c *compiler) percent(e *python.BinOp) exprFunc {
	k, ok := e.Left.(*python.Constant)
	if !ok || k.Value.Kind != python.ConstStr || c.unit.memo {
		return nil
	}
	parts, n := percentParts(k.Value.Str)
	if parts == nil {
		return nil
	}
	format := Value(Str(k.Value.Str))
	span := e.Span()
	if tuple, ok := e.Right.(*python.Tuple); ok && len(tuple.Elts) == n && literal(tuple) == nil && !hasStar(tuple.Elts) {
		items := make([]exprFunc, n)
		for i, x := range tuple.Elts {
			items[i] = c.expr(x)
		}
		return func(f *frame) (Value, error) {
			args := f.t.pushArgs(n)
			defer f.t.popArgs(args)
			for i, item := range items {
				v, err := item(f)
				if err != nil {
					return nil, err
				}
				args[i] = v
			}
			v, err := formatPercent(f.t, format, parts, args)
			if err != nil {
				return nil, f.trace(err, span)
			}
			return v, nil
		}
	}
	right := c.expr(e.Right)
	return func(f *frame) (Value, error) {
		v, err := right(f)
		if err != nil {
			return nil, err
		}
		var r Value
		if tuple, ok := v.(*Tuple); ok && len(tuple.Items) == n {
			r, err = formatPercent(f.t, format, parts, tuple.Items)
		} else if !ok && n == 1 && v.Type().native {
			args := f.t.pushArgs(1)
			args[0] = v
			r, err = formatPercent(f.t, format, parts, args)
			f.t.popArgs(args)
		} else {
			r, err = Binary(f.t, python.Mod, format, v)
		}
		if err != nil {
			return nil, f.trace(err, span)
		}
		return r, nil
	}
}

func hasStar(elts []python.Expr) bool {
	for _, e := range elts {
		if _, ok := e.(*python.Starred); ok {
			return true
		}
	}
	return false
}

// percentParts splits a format and returns how many values it takes.
func percentParts(format string) (parts []textPart, n int) {
	var text strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			text.WriteByte(format[i])
			continue
		}
		i++
		if i == len(format) {
			return nil, 0
		}
		switch format[i] {
		case '%':
			text.WriteByte('%')
		case 's', 'd':
			parts = append(parts, textPart{text: text.String(), verb: format[i]})
			text.Reset()
			n++
		default:
			return nil, 0
		}
	}
	return append(parts, textPart{text: text.String()}), n
}

// formatPercent formats as many values as the parts take.
func formatPercent(t *Thread, format Value, parts []textPart, args []Value) (Value, error) {
	for i, v := range args {
		if parts[i].verb == 'd' {
			if _, ok := v.(Int); !ok {
				return Binary(t, python.Mod, format, NewTuple(append([]Value(nil), args...)...))
			}
		}
	}
	var room [256]byte
	buf := room[:0]
	for i := range parts {
		buf = append(buf, parts[i].text...)
		if parts[i].verb == 0 {
			break
		}
		switch v := args[i].(type) {
		case Str:
			buf = append(buf, v...)
		case Int:
			buf = strconv.AppendInt(buf, int64(v), 10)
		default:
			s, err := ToString(t, v)
			if err != nil {
				return nil, err
			}
			buf = append(buf, s...)
		}
	}
	if err := t.Alloc(len(buf)); err != nil {
		return nil, err
	}
	return Str(buf), nil
}
