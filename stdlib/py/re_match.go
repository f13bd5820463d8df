package py

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// subject is a text that is matched, with what positions in it are in code points.
type subject struct {
	value pyvm.Value
	text  string
	plain bool // every character is a byte
	off   int  // a byte offset, and which code point it is
	idx   int
}

// newSubject takes the text argument of a pattern's method.
func newSubject(p *pattern, v pyvm.Value) (*subject, error) {
	s := &subject{value: v}
	isBytes := true
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		s.text, isBytes = string(x), false
	case pyvm.Bytes:
		s.text = string(x)
	case *pyvm.ByteArray:
		s.text = string(x.B)
	default:
		return nil, pyvm.Raise(pyvm.TypeError, "expected string or bytes-like object, got '%s'", v.Type().Name())
	}
	switch {
	case isBytes && !p.re.IsBytes():
		return nil, pyvm.Raise(pyvm.TypeError, "cannot use a string pattern on a bytes-like object")
	case !isBytes && p.re.IsBytes():
		return nil, pyvm.Raise(pyvm.TypeError, "cannot use a bytes pattern on a string-like object")
	}
	s.plain = isBytes || pyvm.Str(s.text).Len() == len(s.text)
	return s, nil
}

// index returns the code point that a byte offset is.
func (s *subject) index(off int) int {
	if s.plain || off < 0 {
		return off
	}
	if off >= s.off {
		s.idx += pyvm.Str(s.text[s.off:off]).Len()
	} else {
		s.idx -= pyvm.Str(s.text[off:s.off]).Len()
	}
	s.off = off
	return s.idx
}

// offset returns the byte offset of a code point, at most the end.
func (s *subject) offset(index int) int {
	index = max(index, 0)
	if s.plain {
		return min(index, len(s.text))
	}
	return length(s.text, index)
}

// match is re.Match.
type match struct {
	p           *pattern
	s           *subject
	spans       []int
	last        int
	pos, endpos int // the limits of the search, in bytes
}

func (*match) Type() *pyvm.Type { return matchType }

func newMatch(p *pattern, s *subject, f *regex.Found, pos, end int) pyvm.Value {
	if f == nil {
		return pyvm.None
	}
	return &match{p, s, f.Spans, f.Last, pos, end}
}

// value returns what a group has matched, or def.
func (m *match) value(group int, def pyvm.Value) pyvm.Value {
	start := m.spans[2*group]
	if start < 0 {
		return def
	}
	return m.p.text(m.s.text[start:m.spans[2*group+1]])
}

// group returns the number of a group.
func (m *match) group(t *pyvm.Thread, v pyvm.Value) (int, error) {
	if n, ok, err := pyvm.AsIndex(t, v); ok && err == nil {
		if n >= 0 && n <= m.p.re.Groups() {
			return n, nil
		}
	} else if s, ok := pyvm.Unwrap(v).(pyvm.Str); ok {
		if n, ok := m.p.re.GroupIndex(string(s)); ok {
			return n, nil
		}
	}
	return 0, pyvm.Raise(pyvm.IndexError, "no such group")
}

// Index returns m[group].
func (m *match) Index(t *pyvm.Thread, key pyvm.Value) (pyvm.Value, error) {
	n, err := m.group(t, key)
	if err != nil {
		return nil, err
	}
	return m.value(n, pyvm.None), nil
}

func (m *match) span(group int) (start, end pyvm.Value) {
	return pyvm.Int(m.s.index(m.spans[2*group])), pyvm.Int(m.s.index(m.spans[2*group+1]))
}

// Attr returns string, re, pos, endpos, lastindex, lastgroup and regs.
func (m *match) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "string":
		return m.s.value, nil
	case "re":
		return m.p, nil
	case "pos":
		return pyvm.Int(m.s.index(m.pos)), nil
	case "endpos":
		return pyvm.Int(m.s.index(m.endpos)), nil
	case "lastindex":
		if m.last == 0 {
			return pyvm.None, nil
		}
		return pyvm.Int(m.last), nil
	case "lastgroup":
		for _, name := range m.p.re.GroupNames() {
			if i, _ := m.p.re.GroupIndex(name); i == m.last {
				return pyvm.Str(name), nil
			}
		}
		return pyvm.None, nil
	case "regs":
		var out []pyvm.Value
		for i := range len(m.spans) / 2 {
			s, e := m.span(i)
			out = append(out, pyvm.NewTuple(s, e))
		}
		return pyvm.NewTuple(out...), nil
	}
	return nil, nil
}

// Repr returns <re.Match object; span=(0, 1), match='a'>.
func (m *match) Repr(t *pyvm.Thread) (string, error) {
	s, e := m.span(0)
	span, err := pyvm.Repr(t, pyvm.NewTuple(s, e))
	if err != nil {
		return "", err
	}
	text, err := pyvm.Repr(t, m.value(0, pyvm.None))
	return "<re.Match object; span=" + span + ", match=" + text + ">", err
}

func matchMethod(name string, f func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		m, rest, err := pyvm.Self[*match](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, m, rest, kw)
	}
}

// place makes start, end and span.
func place(name string, f func(start, end pyvm.Value) pyvm.Value) pyvm.Func {
	return matchMethod(name, func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		group := 0
		if len(args) > 1 || len(kw) > 0 {
			return nil, pyvm.Raise(pyvm.TypeError, "%s expected at most 1 argument, got %d", name, len(args)+len(kw))
		}
		if len(args) == 1 {
			var err error
			if group, err = m.group(t, args[0]); err != nil {
				return nil, err
			}
		}
		return f(m.span(group)), nil
	})
}

var matchMethods = map[string]pyvm.Func{
	"group": matchMethod("group", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) == 0 {
			return m.value(0, pyvm.None), nil
		}
		out := make([]pyvm.Value, len(args))
		for i, a := range args {
			n, err := m.group(t, a)
			if err != nil {
				return nil, err
			}
			out[i] = m.value(n, pyvm.None)
		}
		if len(out) == 1 {
			return out[0], nil
		}
		return pyvm.NewTuple(out...), nil
	}),
	"groups": matchMethod("groups", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var def pyvm.Value = pyvm.None
		if err := pyvm.Unpack(t, "groups", args, kw, "default?", &def); err != nil {
			return nil, err
		}
		out := make([]pyvm.Value, m.p.re.Groups())
		for i := range out {
			out[i] = m.value(i+1, def)
		}
		return pyvm.NewTuple(out...), nil
	}),
	"groupdict": matchMethod("groupdict", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var def pyvm.Value = pyvm.None
		if err := pyvm.Unpack(t, "groupdict", args, kw, "default?", &def); err != nil {
			return nil, err
		}
		d := pyvm.NewDict(len(m.p.re.GroupNames()))
		for _, name := range m.p.re.GroupNames() {
			i, _ := m.p.re.GroupIndex(name)
			d.SetStr(name, m.value(i, def))
		}
		return d, nil
	}),
	"start": place("start", func(start, end pyvm.Value) pyvm.Value { return start }),
	"end":   place("end", func(start, end pyvm.Value) pyvm.Value { return end }),
	"span":  place("span", func(start, end pyvm.Value) pyvm.Value { return pyvm.NewTuple(start, end) }),
	"expand": matchMethod("expand", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if err := pyvm.Unpack(t, "expand", args, kw, "template", &v); err != nil {
			return nil, err
		}
		tmpl, err := templateOf(m.p, v)
		if err != nil {
			return nil, err
		}
		return m.p.text(string(tmpl.Expand(nil, m.s.text, m.spans))), nil
	}),
	"__copy__":     matchMethod("__copy__", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return m, nil }),
	"__deepcopy__": matchMethod("__deepcopy__", func(t *pyvm.Thread, m *match, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return m, nil }),
}

// templateOf parses a replacement text.
func templateOf(p *pattern, v pyvm.Value) (*regex.Template, error) {
	var text string
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		if p.re.IsBytes() {
			return nil, pyvm.Raise(pyvm.TypeError, "sequence item 0: expected a bytes-like object, str found")
		}
		text = string(x)
	case pyvm.Bytes:
		if !p.re.IsBytes() {
			return nil, pyvm.Raise(pyvm.TypeError, "sequence item 0: expected str instance, bytes found")
		}
		text = string(x)
	default:
		return nil, pyvm.Raise(pyvm.TypeError, "decoding to str: need a bytes-like object, %s found", v.Type().Name())
	}
	tmpl, err := p.re.Template(text)
	return tmpl, reError(err, v)
}
