package py

import (
	"math"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// patternFunc is both: re.search(pattern, string, flags) and Pattern.search(string, pos, endpos).
type patternFunc struct {
	name     string
	function pyvm.Func
	method   pyvm.Func
}

var patternFuncs = []patternFunc{
	matcher("search", regex.Search),
	matcher("match", regex.Match),
	matcher("fullmatch", regex.FullMatch),
	scanner("findall", findAll),
	scanner("finditer", findIter),
	{"split", splitFunction, splitMethod},
	substitution("sub", func(out pyvm.Value, n int) pyvm.Value { return out }),
	substitution("subn", func(out pyvm.Value, n int) pyvm.Value { return pyvm.NewTuple(out, pyvm.Int(n)) }),
}

var patternMethods = func() map[string]pyvm.Func {
	same := func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return args[0], nil }
	out := map[string]pyvm.Func{"__copy__": same, "__deepcopy__": same}
	for _, f := range patternFuncs {
		out[f.name] = f.method
	}
	return out
}()

// withFlags unpacks the arguments of a function of re: the pattern and flags, and what the others are for.
func withFlags(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw, pairs ...any) (*pattern, error) {
	var p pyvm.Value
	flags := 0
	all := append([]any{"pattern", &p}, pairs...)
	if err := pyvm.Unpack(t, name, args, kw, append(all, "flags?", &flags)...); err != nil {
		return nil, err
	}
	return compilePattern(t, p, flags)
}

// limits are a text and the part of it that a method looks at.
type limits struct {
	s          *subject
	start, end int
}

// unpackLimits takes the arguments of a method that takes pos and endpos.
func unpackLimits(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw) (*pattern, limits, error) {
	p, rest, err := pyvm.Self[*pattern](name, args)
	if err != nil {
		return nil, limits{}, err
	}
	var v pyvm.Value
	pos, end := 0, math.MaxInt
	if err := pyvm.Unpack(t, name, rest, kw, "string", &v, "pos?", &pos, "endpos?", &end); err != nil {
		return nil, limits{}, err
	}
	s, err := newSubject(p, v)
	if err != nil {
		return nil, limits{}, err
	}
	l := limits{s: s, end: len(s.text)}
	if pos > 0 {
		l.start = s.offset(pos)
	}
	if end < len(s.text) {
		l.end = s.offset(end)
	}
	return p, l, nil
}

// matcher makes search, match and fullmatch.
func matcher(name string, mode regex.Mode) patternFunc {
	return scanner(name, func(t *pyvm.Thread, p *pattern, l limits) (pyvm.Value, error) {
		if l.start > l.end {
			return pyvm.None, nil
		}
		f, err := p.re.Find(regex.Input{Text: l.s.text, Start: l.start, End: l.end, Mode: mode, Step: t.Step})
		if err != nil {
			return nil, reError(err, pyvm.None)
		}
		return newMatch(p, l.s, f, l.start, l.end), nil
	})
}

// scanner makes what looks at a text, or as a method at a part of it.
func scanner(name string, look func(t *pyvm.Thread, p *pattern, l limits) (pyvm.Value, error)) patternFunc {
	return patternFunc{name,
		func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			p, err := withFlags(t, name, args, kw, "string", &v)
			if err != nil {
				return nil, err
			}
			s, err := newSubject(p, v)
			if err != nil {
				return nil, err
			}
			return look(t, p, limits{s, 0, len(s.text)})
		},
		func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			p, l, err := unpackLimits(t, name, args, kw)
			if err != nil {
				return nil, err
			}
			return look(t, p, l)
		},
	}
}

func (l limits) scan(t *pyvm.Thread, p *pattern) *regex.Scanner {
	return p.re.Scan(l.s.text, min(l.start, l.end), l.end, t.Step)
}

func findAll(t *pyvm.Thread, p *pattern, l limits) (pyvm.Value, error) {
	out := pyvm.NewList()
	if l.start > l.end {
		return out, nil
	}
	sc := l.scan(t, p)
	for {
		f, err := sc.Next()
		if err != nil {
			return nil, reError(err, pyvm.None)
		}
		if f == nil {
			return out, nil
		}
		m := match{p: p, s: l.s, spans: f.Spans}
		n := p.re.Groups()
		var v pyvm.Value
		switch n {
		case 0:
			v = m.value(0, nil)
		case 1:
			v = m.value(1, p.text(""))
		default:
			items := make([]pyvm.Value, n)
			for i := range items {
				items[i] = m.value(i+1, p.text(""))
			}
			v = pyvm.NewTuple(items...)
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
		out.Items = append(out.Items, v)
	}
}

// matchIterator is what finditer returns.
type matchIterator struct {
	p  *pattern
	l  limits
	sc *regex.Scanner
}

func (*matchIterator) Type() *pyvm.Type { return patternIteratorType }

// Next returns the next match.
func (it *matchIterator) Next(t *pyvm.Thread) (pyvm.Value, error) {
	if it.sc == nil {
		return nil, nil
	}
	f, err := it.sc.Next()
	if f == nil || err != nil {
		return nil, reError(err, pyvm.None)
	}
	return newMatch(it.p, it.l.s, f, it.l.start, it.l.end), nil
}

func findIter(t *pyvm.Thread, p *pattern, l limits) (pyvm.Value, error) {
	if l.start > l.end {
		return &matchIterator{p: p, l: l}, nil
	}
	return &matchIterator{p, l, l.scan(t, p)}, nil
}

func splitFunction(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	maxSplit := 0
	p, err := withFlags(t, "split", args, kw, "string", &v, "maxsplit?", &maxSplit)
	if err != nil {
		return nil, err
	}
	return split(t, p, v, maxSplit)
}

func splitMethod(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	p, rest, err := pyvm.Self[*pattern]("split", args)
	if err != nil {
		return nil, err
	}
	var v pyvm.Value
	maxSplit := 0
	if err := pyvm.Unpack(t, "split", rest, kw, "string", &v, "maxsplit?", &maxSplit); err != nil {
		return nil, err
	}
	return split(t, p, v, maxSplit)
}

func split(t *pyvm.Thread, p *pattern, v pyvm.Value, maxSplit int) (pyvm.Value, error) {
	s, err := newSubject(p, v)
	if err != nil {
		return nil, err
	}
	l := limits{s, 0, len(s.text)}
	sc := l.scan(t, p)
	out := pyvm.NewList()
	last := 0
	for n := 0; maxSplit == 0 || n < maxSplit; n++ {
		f, err := sc.Next()
		if err != nil {
			return nil, reError(err, pyvm.None)
		}
		if f == nil {
			break
		}
		out.Items = append(out.Items, p.text(s.text[last:f.Spans[0]]))
		m := match{p: p, s: s, spans: f.Spans}
		for i := range p.re.Groups() {
			out.Items = append(out.Items, m.value(i+1, pyvm.None))
		}
		last = f.Spans[1]
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
	out.Items = append(out.Items, p.text(s.text[last:]))
	return out, nil
}

// substitution makes sub and subn.
func substitution(name string, result func(out pyvm.Value, n int) pyvm.Value) patternFunc {
	return patternFunc{name,
		func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var repl, v pyvm.Value
			count := 0
			p, err := withFlags(t, name, args, kw, "repl", &repl, "string", &v, "count?", &count)
			if err != nil {
				return nil, err
			}
			out, n, err := substitute(t, p, repl, v, count)
			if err != nil {
				return nil, err
			}
			return result(out, n), nil
		},
		func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			p, rest, err := pyvm.Self[*pattern](name, args)
			if err != nil {
				return nil, err
			}
			var repl, v pyvm.Value
			count := 0
			if err := pyvm.Unpack(t, name, rest, kw, "repl", &repl, "string", &v, "count?", &count); err != nil {
				return nil, err
			}
			out, n, err := substitute(t, p, repl, v, count)
			if err != nil {
				return nil, err
			}
			return result(out, n), nil
		},
	}
}

func substitute(t *pyvm.Thread, p *pattern, repl, v pyvm.Value, count int) (pyvm.Value, int, error) {
	var tmpl *regex.Template
	if !pyvm.Callable(repl) {
		var err error
		if tmpl, err = templateOf(p, repl); err != nil {
			return nil, 0, err
		}
	}
	s, err := newSubject(p, v)
	if err != nil {
		return nil, 0, err
	}
	l := limits{s, 0, len(s.text)}
	sc := l.scan(t, p)
	var out []byte
	last, n := 0, 0
	for count == 0 || n < count {
		f, err := sc.Next()
		if err != nil {
			return nil, 0, reError(err, pyvm.None)
		}
		if f == nil {
			break
		}
		n++
		before := len(out)
		out = append(out, s.text[last:f.Spans[0]]...)
		if tmpl != nil {
			out = tmpl.Expand(out, s.text, f.Spans)
		} else {
			r, err := pyvm.Call(t, repl, []pyvm.Value{newMatch(p, s, f, 0, len(s.text))}, nil)
			if err != nil {
				return nil, 0, err
			}
			text, err := replacement(p, r)
			if err != nil {
				return nil, 0, err
			}
			out = append(out, text...)
		}
		last = f.Spans[1]
		if err := t.Alloc(len(out) - before); err != nil {
			return nil, 0, err
		}
		if err := t.Step(); err != nil {
			return nil, 0, err
		}
	}
	if n == 0 {
		return p.text(s.text), 0, nil
	}
	return p.text(string(append(out, s.text[last:]...))), n, nil
}

// replacement takes what a function returned as a replacement.
func replacement(p *pattern, r pyvm.Value) (string, error) {
	switch x := pyvm.Unwrap(r).(type) {
	case pyvm.Str:
		if !p.re.IsBytes() {
			return string(x), nil
		}
	case pyvm.Bytes:
		if p.re.IsBytes() {
			return string(x), nil
		}
	default:
		if r == pyvm.Value(pyvm.None) {
			return "", nil
		}
	}
	if p.re.IsBytes() {
		return "", pyvm.Raise(pyvm.TypeError, "sequence item 0: expected a bytes-like object, %s found", r.Type().Name())
	}
	return "", pyvm.Raise(pyvm.TypeError, "sequence item 0: expected str instance, %s found", r.Type().Name())
}
