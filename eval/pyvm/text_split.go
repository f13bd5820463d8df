package pyvm

import (
	"slices"
	"strings"
)

// splitMethods take texts apart and put them together.
var splitMethods = map[string]textMethod{
	"split": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.split(t, "split", false, s, args, kw)
	},
	"rsplit": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.split(t, "rsplit", true, s, args, kw)
	},
	"splitlines": (*textKind).splitLines,
	"partition": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.partition("partition", s, args, kw)
	},
	"rpartition": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.partition("rpartition", s, args, kw)
	},
	"join": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		if err := k.positional("join", args, kw, 1, 1); err != nil {
			return nil, err
		}
		return k.join(t, s, args[0])
	},
}

func (k *textKind) split(t *Thread, name string, right bool, s string, args []Value, kw []Kw) (Value, error) {
	var sepArg Value = None
	most := -1
	if len(kw) == 0 && len(args) < 2 {
		if len(args) == 1 {
			sepArg = args[0]
		}
	} else {
		var mostArg Value = Int(-1)
		if err := Unpack(t, name, args, kw, "sep?", &sepArg, "maxsplit?", &mostArg); err != nil {
			return nil, err
		}
		var err error
		if most, err = sizeArg(t, mostArg); err != nil {
			return nil, err
		}
	}
	if sepArg == Value(None) {
		if right {
			return k.list(t, k.rsplitSpace(s, most))
		}
		return k.splitSpace(t, s, most)
	}
	sep, ok := k.arg(sepArg)
	if !ok {
		if k.bytes {
			return nil, Raise(TypeError, "a bytes-like object is required, not '%s'", sepArg.Type().name)
		}
		return nil, Raise(TypeError, "must be str or None, not %s", sepArg.Type().name)
	}
	if sep == "" {
		return nil, Raise(ValueError, "empty separator")
	}
	if right {
		return k.list(t, rsplitText(s, sep, most))
	}
	return k.splitText(t, s, sep, most)
}

// list returns a list of texts.
func (k *textKind) list(t *Thread, parts []string) (Value, error) {
	if err := t.allocN(len(parts), 32); err != nil {
		return nil, err
	}
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = k.wrap(p)
	}
	return &List{items}, nil
}

// splitText splits at a separator, at most times where that is not negative.
func (k *textKind) splitText(t *Thread, s, sep string, most int) (Value, error) {
	n := strings.Count(s, sep)
	if most >= 0 {
		n = min(n, most)
	}
	if err := t.allocN(n+1, 32); err != nil {
		return nil, err
	}
	items := make([]Value, 0, n+1)
	for ; n > 0; n-- {
		at := strings.Index(s, sep)
		items = append(items, k.wrap(s[:at]))
		s = s[at+len(sep):]
	}
	return &List{append(items, k.wrap(s))}, nil
}

// rsplitText splits at a separator from the right, at most times where that is not negative.
func rsplitText(s, sep string, most int) []string {
	var parts []string
	for most < 0 || len(parts) < most {
		at := strings.LastIndex(s, sep)
		if at < 0 {
			break
		}
		parts = append(parts, s[at+len(sep):])
		s = s[:at]
	}
	parts = append(parts, s)
	slices.Reverse(parts)
	return parts
}

// splitSpace splits at runs of white space, which also may surround the text.
func (k *textKind) splitSpace(t *Thread, s string, most int) (Value, error) {
	var items []Value
	for {
		s = k.trimLeft(s)
		if s == "" {
			break
		}
		if most >= 0 && len(items) >= most {
			items = append(items, k.wrap(s))
			break
		}
		end := k.spaceIndex(s)
		items = append(items, k.wrap(s[:end]))
		s = s[end:]
		if len(items)%64 == 0 {
			if err := t.Alloc(64 * 32); err != nil {
				return nil, err
			}
		}
	}
	return &List{items}, nil
}

// spaceIndex returns the offset of the first white space, len(s) where there is none.
func (k *textKind) spaceIndex(s string) int {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r > ' ' && r < 0x80 {
			i++
			continue
		}
		if r >= 0x80 {
			r, size = k.first(s[i:])
		}
		if k.space(r) {
			return i
		}
		i += size
	}
	return len(s)
}

func (k *textKind) rsplitSpace(s string, most int) []string {
	var parts []string
	for {
		s = k.trimRight(s)
		if s == "" {
			break
		}
		if most >= 0 && len(parts) >= most {
			parts = append(parts, s)
			break
		}
		start := len(s)
		for start > 0 {
			r, size := k.last(s[:start])
			if k.space(r) {
				break
			}
			start -= size
		}
		parts = append(parts, s[start:])
		s = s[:start]
	}
	slices.Reverse(parts)
	return parts
}

func (k *textKind) splitLines(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	keep := false
	if len(args)+len(kw) > 0 {
		var arg Value = False
		if err := Unpack(t, "splitlines", args, kw, "keepends?", &arg); err != nil {
			return nil, err
		}
		n, err := sizeArg(t, arg)
		if err != nil {
			return nil, err
		}
		keep = n != 0
	}
	isBreak := isLineBreak
	if k.bytes {
		isBreak = func(r rune) bool { return r == '\n' || r == '\r' }
	}
	var parts []string
	start := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r > 0x1e && r < 0x80 {
			i++
			continue
		}
		if r >= 0x80 {
			r, size = k.first(s[i:])
		}
		if !isBreak(r) {
			i += size
			continue
		}
		end := i
		i += size
		if r == '\r' && i < len(s) && s[i] == '\n' {
			i++
		}
		if keep {
			end = i
		}
		parts = append(parts, s[start:end])
		start = i
	}
	if start < len(s) {
		parts = append(parts, s[start:])
	}
	return k.list(t, parts)
}

func (k *textKind) partition(name, s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional(name, args, kw, 1, 1); err != nil {
		return nil, err
	}
	sep, err := k.mustArg(args[0])
	if err != nil {
		return nil, err
	}
	if sep == "" {
		return nil, Raise(ValueError, "empty separator")
	}
	at := strings.Index(s, sep)
	if name == "rpartition" {
		if at = strings.LastIndex(s, sep); at < 0 {
			return NewTuple(k.wrap(""), k.wrap(""), k.wrap(s)), nil
		}
	} else if at < 0 {
		return NewTuple(k.wrap(s), k.wrap(""), k.wrap("")), nil
	}
	return NewTuple(k.wrap(s[:at]), k.wrap(sep), k.wrap(s[at+len(sep):])), nil
}

// join returns the items of an iterable with s between them.
func (k *textKind) join(t *Thread, s string, from Value) (Value, error) {
	items, err := ToSlice(t, from)
	if err != nil {
		if IsException(err, TypeError) && !isIterable(from) {
			err = Raise(TypeError, "can only join an iterable")
		}
		return nil, err
	}
	total := 0
	for i, x := range items {
		p, ok := k.arg(x)
		if !ok {
			if k.bytes {
				return nil, Raise(TypeError, "sequence item %d: expected a bytes-like object, %s found", i, x.Type().name)
			}
			return nil, Raise(TypeError, "sequence item %d: expected str instance, %s found", i, x.Type().name)
		}
		total += len(p)
		if total > maxObject {
			return nil, memoryError()
		}
	}
	if len(items) > 1 {
		if err := t.allocN(len(items)-1, len(s)); err != nil {
			return nil, err
		}
		total += (len(items) - 1) * len(s)
	}
	if err := t.Alloc(total); err != nil {
		return nil, err
	}
	if len(items) == 1 {
		p, _ := k.arg(items[0])
		return k.wrap(p), nil
	}
	var b strings.Builder
	b.Grow(total)
	for i, x := range items {
		if i > 0 {
			b.WriteString(s)
		}
		p, _ := k.arg(x)
		b.WriteString(p)
	}
	return k.wrap(b.String()), nil
}

// isIterable reports whether v has an iterator.
func isIterable(v Value) bool {
	switch Unwrap(v).(type) {
	case Iterable, Iterator:
		return true
	}
	ty := v.Type()
	return !ty.native && (ty.lookupUser("__iter__") != nil || ty.lookupUser("__getitem__") != nil)
}
