package pyvm

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
