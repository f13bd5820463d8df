package pyvm

import "strings"

// searchMethods look for a text in a text.
var searchMethods = map[string]textMethod{
	"startswith": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.affix(t, "startswith", strings.HasPrefix, s, args, kw)
	},
	"endswith": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.affix(t, "endswith", strings.HasSuffix, s, args, kw)
	},
	"find": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.find(t, "find", strings.Index, false, s, args, kw)
	},
	"rfind": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.find(t, "rfind", strings.LastIndex, false, s, args, kw)
	},
	"index": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.find(t, "index", strings.Index, true, s, args, kw)
	},
	"rindex": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.find(t, "rindex", strings.LastIndex, true, s, args, kw)
	},
	"count": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		sub, w, err := k.search(t, "count", s, args, kw)
		if err != nil || !w.ok {
			return Int(0), err
		}
		if sub == "" {
			return Int(k.count(s[w.lo:w.hi]) + 1), nil
		}
		return Int(strings.Count(s[w.lo:w.hi], sub)), nil
	},
	"replace":      (*textKind).replace,
	"removeprefix": (*textKind).removePrefix,
	"removesuffix": (*textKind).removeSuffix,
}

// affix is startswith and endswith.
func (k *textKind) affix(t *Thread, name string, has func(s, affix string) bool, s string, args []Value, kw []Kw) (Value, error) {
	if len(kw) > 0 {
		return nil, Raise(TypeError, "%s.%s() takes no keyword arguments", k.name, name)
	}
	if err := betweenArgs(name, args, 1, 3); err != nil {
		return nil, err
	}
	w, err := k.window(t, s, args[1:])
	if err != nil {
		return nil, err
	}
	if tuple, ok := Unwrap(args[0]).(*Tuple); ok {
		for _, x := range tuple.Items {
			p, ok := k.arg(x)
			if !ok {
				if k.bytes {
					return nil, Raise(TypeError, "a bytes-like object is required, not '%s'", x.Type().name)
				}
				return nil, Raise(TypeError, "tuple for %s must only contain str, not %s", name, x.Type().name)
			}
			if w.ok && has(s[w.lo:w.hi], p) {
				return True, nil
			}
		}
		return False, nil
	}
	p, ok := k.arg(args[0])
	if !ok {
		what := "str or a tuple of str"
		if k.bytes {
			what = "bytes or a tuple of bytes"
		}
		return nil, Raise(TypeError, "%s first arg must be %s, not %s", name, what, args[0].Type().name)
	}
	return Bool(w.ok && has(s[w.lo:w.hi], p)), nil
}

// betweenArgs checks the number of arguments of the methods that say "find() takes at least 1 argument".
func betweenArgs(name string, args []Value, low, high int) error {
	plural := func(n int) string {
		if n == 1 {
			return "argument"
		}
		return "arguments"
	}
	if len(args) < low {
		return Raise(TypeError, "%s() takes at least %d %s (%d given)", name, low, plural(low), len(args))
	}
	if len(args) > high {
		return Raise(TypeError, "%s() takes at most %d %s (%d given)", name, high, plural(high), len(args))
	}
	return nil
}

// search takes the arguments of find and its like.
func (k *textKind) search(t *Thread, name, s string, args []Value, kw []Kw) (sub string, w window, err error) {
	if len(kw) > 0 {
		return "", w, Raise(TypeError, "%s.%s() takes no keyword arguments", k.name, name)
	}
	if err := betweenArgs(name, args, 1, 3); err != nil {
		return "", w, err
	}
	sub, ok := k.arg(args[0])
	if !ok && k.bytes {
		if sub, ok, err = byteText(t, args[0]); err != nil {
			return "", w, err
		}
		if !ok {
			return "", w, Raise(TypeError, "argument should be integer or bytes-like object, not '%s'", args[0].Type().name)
		}
	}
	if !ok {
		return "", w, Raise(TypeError, "must be str, not %s", args[0].Type().name)
	}
	w, err = k.window(t, s, args[1:])
	return sub, w, err
}

// byteText returns the one byte that an integer stands for.
func byteText(t *Thread, v Value) (string, bool, error) {
	n, ok, err := AsIndex(t, v)
	if isBigIndex(v) {
		n, err = -1, nil
	}
	if !ok || err != nil {
		return "", false, err
	}
	if n < 0 || n > 255 {
		return "", false, Raise(ValueError, "byte must be in range(0, 256)")
	}
	return string([]byte{byte(n)}), true, nil
}

func (k *textKind) find(t *Thread, name string, index func(s, sub string) int, must bool, s string, args []Value, kw []Kw) (Value, error) {
	sub, w, err := k.search(t, name, s, args, kw)
	if err != nil {
		return nil, err
	}
	if w.ok {
		if at := index(s[w.lo:w.hi], sub); at >= 0 {
			return makeInt(int64(w.index(s, w.lo+at))), nil
		}
	}
	if must {
		if k.bytes {
			return nil, Raise(ValueError, "subsection not found")
		}
		return nil, Raise(ValueError, "substring not found")
	}
	return Int(-1), nil
}

func (k *textKind) replace(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional("replace", args, kw, 2, 3); err != nil {
		return nil, err
	}
	var texts [2]string
	for i := range texts {
		var ok bool
		if texts[i], ok = k.arg(args[i]); !ok {
			if k.bytes {
				return nil, Raise(TypeError, "a bytes-like object is required, not '%s'", args[i].Type().name)
			}
			return nil, Raise(TypeError, "replace() argument %d must be str, not %s", i+1, typeOrNone(args[i]))
		}
	}
	n := -1
	if len(args) == 3 {
		var err error
		if n, err = sizeArg(t, args[2]); err != nil {
			return nil, err
		}
	}
	out, err := k.replaceText(t, s, texts[0], texts[1], n)
	return k.wrap(out), err
}

// replaceText replaces the first n occurrences, all where n is negative.
func (k *textKind) replaceText(t *Thread, s, from, to string, n int) (string, error) {
	if n == 0 || from == to && from != "" {
		return s, nil
	}
	if from == "" {
		return k.interleave(t, s, to, n)
	}
	found := strings.Count(s, from)
	if found == 0 {
		return s, nil
	}
	if n < 0 || n > found {
		n = found
	}
	if grow := len(to) - len(from); grow > 0 {
		if err := t.allocN(n, grow); err != nil {
			return "", err
		}
	}
	if err := t.Alloc(len(s) + n*(len(to)-len(from))); err != nil {
		return "", err
	}
	return strings.Replace(s, from, to, n), nil
}

// interleave puts a text before every code point or byte, n times at most, and at the end.
func (k *textKind) interleave(t *Thread, s, to string, n int) (string, error) {
	all := k.count(s) + 1
	if n < 0 || n > all {
		n = all
	}
	if err := t.allocN(n, len(to)); err != nil {
		return "", err
	}
	if err := t.Alloc(len(s)); err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(len(s) + n*len(to))
	for ; n > 0; n-- {
		b.WriteString(to)
		if s == "" {
			break
		}
		_, size := k.first(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	b.WriteString(s)
	return b.String(), nil
}

func (k *textKind) removePrefix(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	return k.removeAffix("removeprefix", strings.CutPrefix, s, args, kw)
}

func (k *textKind) removeSuffix(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	return k.removeAffix("removesuffix", strings.CutSuffix, s, args, kw)
}

func (k *textKind) removeAffix(name string, cut func(s, affix string) (string, bool), s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional(name, args, kw, 1, 1); err != nil {
		return nil, err
	}
	p, ok := k.arg(args[0])
	if !ok {
		if k.bytes {
			return nil, Raise(TypeError, "a bytes-like object is required, not '%s'", args[0].Type().name)
		}
		return nil, Raise(TypeError, "%s() argument must be str, not %s", name, typeOrNone(args[0]))
	}
	s, _ = cut(s, p)
	return k.wrap(s), nil
}
