package pyvm

import "strings"

// translateText is str.translate: table maps the numbers of code points to numbers, strings or None.
func translateText(t *Thread, s string, table Value) (string, error) {
	if err := t.Alloc(len(s)); err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(len(s))
	seen := map[rune]string{}
	_, plain := table.(*Dict) // whose answers may be remembered
	for at, r := range runes(s) {
		to, ok := seen[r]
		if !ok {
			_, size := decodeRune(s[at:])
			var err error
			if to, err = translateRune(t, s[at:at+size], r, table); err != nil {
				return "", err
			}
			if plain {
				seen[r] = to
			}
			if err := t.Step(); err != nil {
				return "", err
			}
		}
		if b.Len()+len(to) > maxObject {
			return "", memoryError()
		}
		if err := t.Alloc(len(to)); err != nil {
			return "", err
		}
		b.WriteString(to)
	}
	return b.String(), nil
}

func translateRune(t *Thread, char string, r rune, table Value) (string, error) {
	v, err := Index(t, table, Int(r))
	if err != nil {
		if IsException(err, LookupError) {
			return char, nil
		}
		return "", err
	}
	switch x := Unwrap(v).(type) {
	case Str:
		return string(x), nil
	case Int:
		if x < 0 || x > 0x10ffff {
			return "", Raise(ValueError, "character mapping must be in range(0x110000)")
		}
		return string(appendRune(nil, rune(x))), nil
	case *singleton:
		if x == None {
			return "", nil
		}
	}
	return "", Raise(TypeError, "character mapping must return integer, None or str")
}

// strMakeTrans is str.maketrans.
func strMakeTrans(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := positional("str.maketrans", args, kw, 1, 3); err != nil {
		return nil, err
	}
	out := NewDict(0)
	if len(args) == 1 {
		return out, makeTransDict(t, out, args[0])
	}
	var texts [3]string
	for i := range args {
		i = (i + 1) % len(args) // the first comes last
		s, ok := Unwrap(args[i]).(Str)
		if !ok && i == 0 {
			return nil, Raise(TypeError, "first maketrans argument must be a string if there is a second argument")
		}
		if !ok {
			return nil, Raise(TypeError, "maketrans() argument %d must be str, not %s", i+1, typeOrNone(args[i]))
		}
		texts[i] = string(s)
	}
	from, to := runesOf(texts[0]), runesOf(texts[1])
	if len(from) != len(to) {
		return nil, Raise(ValueError, "the first two maketrans arguments must have equal length")
	}
	for i, r := range from {
		if err := out.Set(t, Int(r), Int(to[i])); err != nil {
			return nil, err
		}
	}
	for _, r := range runes(texts[2]) {
		if err := out.Set(t, Int(r), None); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func makeTransDict(t *Thread, out *Dict, from Value) error {
	d, ok := Unwrap(from).(*Dict)
	if !ok {
		return Raise(TypeError, "if you give only one argument to maketrans it must be a dict")
	}
	for k, v := range d.All {
		switch x := Unwrap(k).(type) {
		case Str:
			if x.Len() != 1 {
				return Raise(ValueError, "string keys in translate table must be of length 1")
			}
			r, _ := decodeRune(string(x))
			k = Int(r)
		case Int, Bool, *BigInt:
		default:
			return Raise(TypeError, "keys in translate table must be strings or integers")
		}
		if err := out.Set(t, k, v); err != nil {
			return err
		}
	}
	return nil
}
