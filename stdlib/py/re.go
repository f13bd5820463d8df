package py

import (
	"errors"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// reModule is Python's re.
var reModule = native.Module{Name: "re", Make: makeRe}

var patternType, matchType, reErrorType, patternIteratorType *pyvm.Type

func init() {
	patternType = pyvm.NewType(pyvm.Spec{Name: "Pattern", Module: "re", Final: true, Methods: patternMethods})
	matchType = pyvm.NewType(pyvm.Spec{Name: "Match", Module: "re", Final: true, Methods: matchMethods})
	patternIteratorType = pyvm.NewType(pyvm.Spec{Name: "callable_iterator", Final: true, Methods: iteratorMethods})
	reErrorType = pyvm.NewType(pyvm.Spec{Name: "error", Module: "re", Base: pyvm.ExceptionType, New: newReError})
}

// iteratorMethods are those of native iterators.
var iteratorMethods = map[string]pyvm.Func{
	"__iter__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return args[0], nil },
	"__next__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		it, ok := pyvm.Unwrap(args[0]).(pyvm.Iterator)
		if !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "'%s' object is not an iterator", args[0].Type().Name())
		}
		return pyvm.NextOrStop(t, it)
	},
}

var reFlags = map[string]regex.Flags{
	"NOFLAG": 0, "A": regex.ASCII, "ASCII": regex.ASCII, "DEBUG": regex.Debug, "I": regex.IgnoreCase, "IGNORECASE": regex.IgnoreCase,
	"L": regex.Locale, "LOCALE": regex.Locale, "M": regex.MultiLine, "MULTILINE": regex.MultiLine, "S": regex.DotAll, "DOTALL": regex.DotAll,
	"U": regex.Unicode, "UNICODE": regex.Unicode, "X": regex.Verbose, "VERBOSE": regex.Verbose, "T": regex.TemplateFlag, "TEMPLATE": regex.TemplateFlag,
}

func makeRe(e *native.Env) native.Attrs {
	attrs := native.Attrs{"Pattern": patternType, "Match": matchType, "error": reErrorType, "RegexFlag": pyvm.IntType}
	for name, f := range reFlags {
		attrs[name] = pyvm.Int(f)
	}
	attrs.Funcs(map[string]pyvm.Func{
		"compile": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var p pyvm.Value
			flags := 0
			if err := pyvm.Unpack(t, "compile", args, kw, "pattern", &p, "flags?", &flags); err != nil {
				return nil, err
			}
			return compilePattern(t, p, flags)
		},
		"purge": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil },
		"escape": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var p pyvm.Value
			if err := pyvm.Unpack(t, "escape", args, kw, "pattern", &p); err != nil {
				return nil, err
			}
			switch x := pyvm.Unwrap(p).(type) {
			case pyvm.Str:
				return pyvm.Str(regex.Escape(string(x))), nil
			case pyvm.Bytes:
				return pyvm.Bytes(regex.Escape(string(x))), nil
			}
			return nil, pyvm.Raise(pyvm.TypeError, "decoding to str: need a bytes-like object, %s found", p.Type().Name())
		},
	})
	for _, f := range patternFuncs {
		attrs[f.name] = pyvm.NewBuiltin(f.name, f.function)
	}
	return attrs
}

// newReError makes a re.error(msg, pattern=None, pos=None).
func newReError(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var msg, pattern, pos pyvm.Value = nil, pyvm.None, pyvm.None
	if err := pyvm.Unpack(t, "error", args, kw, "msg", &msg, "pattern?", &pattern, "pos?", &pos); err != nil {
		return nil, err
	}
	text, err := pyvm.ToString(t, msg)
	if err != nil {
		return nil, err
	}
	e := &regex.Error{Msg: text, Pos: -1}
	switch p := pyvm.Unwrap(pattern).(type) {
	case pyvm.Str:
		e.Pattern = string(p)
	case pyvm.Bytes:
		e.Pattern, e.Bytes = string(p), true
	}
	if n, ok := pos.(pyvm.Int); ok && given(pattern) {
		e.Pos = int(n)
	}
	return reException(cls, e, pattern), nil
}

// reException makes the exception of an error.
func reException(cls *pyvm.Type, e *regex.Error, pattern pyvm.Value) *pyvm.Exception {
	exc := pyvm.NewException(cls, pyvm.Str(e.Error()))
	attrs := exc.InstanceDict()
	attrs.SetStr("msg", pyvm.Str(e.Msg))
	attrs.SetStr("pattern", pattern)
	for _, name := range []string{"pos", "lineno", "colno"} {
		attrs.SetStr(name, pyvm.None)
	}
	if e.Pos >= 0 {
		line, col := e.Line()
		attrs.SetStr("pos", pyvm.Int(e.Pos))
		attrs.SetStr("lineno", pyvm.Int(line))
		attrs.SetStr("colno", pyvm.Int(col))
	}
	return exc
}

// reError turns an error of package regex into an exception.
func reError(err error, pattern pyvm.Value) error {
	var syntax *regex.Error
	var flags *regex.FlagError
	var name *regex.UnknownGroupError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return &pyvm.Raised{Exc: reException(reErrorType, syntax, pattern)}
	case errors.As(err, &flags):
		return pyvm.Raise(pyvm.ValueError, "%s", flags.Msg)
	case errors.As(err, &name):
		return pyvm.Raise(pyvm.IndexError, "%s", name.Error())
	case errors.Is(err, regex.ErrRepetition):
		return pyvm.Raise(pyvm.OverflowError, "%s", err.Error())
	case errors.Is(err, regex.ErrDepth):
		return pyvm.Raise(pyvm.RecursionError, "%s", err.Error())
	case errors.Is(err, regex.ErrSteps), errors.Is(err, regex.ErrMemory):
		return &pyvm.Abort{Reason: err.Error()}
	}
	return err
}

// pattern is re.Pattern.
type pattern struct {
	re *regex.Regexp
}

func (*pattern) Type() *pyvm.Type { return patternType }

// text returns a value of the pattern's kind.
func (p *pattern) text(s string) pyvm.Value {
	if p.re.IsBytes() {
		return pyvm.Bytes(s)
	}
	return pyvm.Str(s)
}

// Attr returns pattern, flags, groups and groupindex.
func (p *pattern) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "pattern":
		return p.text(p.re.Pattern()), nil
	case "flags":
		return pyvm.Int(p.re.Flags()), nil
	case "groups":
		return pyvm.Int(p.re.Groups()), nil
	case "groupindex":
		d := pyvm.NewDict(len(p.re.GroupNames()))
		for _, name := range p.re.GroupNames() {
			i, _ := p.re.GroupIndex(name)
			d.SetStr(name, pyvm.Int(i))
		}
		return pyvm.Call(t, pyvm.MappingProxyType, []pyvm.Value{d}, nil)
	}
	return nil, nil
}

// Repr returns re.compile('pattern', re.FLAGS).
func (p *pattern) Repr(t *pyvm.Thread) (string, error) {
	s, err := pyvm.Repr(t, p.text(p.re.Pattern()))
	if err != nil {
		return "", err
	}
	if len(s) > 200 {
		s = s[:200]
	}
	flags := p.re.Flags()
	if !p.re.IsBytes() && flags&(regex.Locale|regex.Unicode|regex.ASCII) == regex.Unicode {
		flags &^= regex.Unicode
	}
	list := ""
	for _, name := range []string{"TEMPLATE", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG", "ASCII"} {
		if flags&reFlags[name] == 0 {
			continue
		}
		if list != "" {
			list += "|"
		}
		list += "re." + name
	}
	if list != "" {
		list = ", " + list
	}
	return "re.compile(" + s + list + ")", nil
}

// Hash and Compare make patterns of the same text and flags equal.
func (p *pattern) Hash(t *pyvm.Thread) (uint64, error) {
	return pyvm.Hash(t, pyvm.NewTuple(p.text(p.re.Pattern()), pyvm.Int(p.re.Flags())))
}

// Compare reports whether the other is a pattern of the same text and flags.
func (p *pattern) Compare(t *pyvm.Thread, op pyvm.CompareOp, other pyvm.Value) (pyvm.Value, error) {
	o, ok := other.(*pattern)
	if !ok || op != pyvm.OpEq && op != pyvm.OpNotEq {
		return pyvm.NotImplemented, nil
	}
	same := p.re.Pattern() == o.re.Pattern() && p.re.Flags() == o.re.Flags() && p.re.IsBytes() == o.re.IsBytes()
	return pyvm.Bool(same == (op == pyvm.OpEq)), nil
}

// compilePattern is re.compile.
func compilePattern(t *pyvm.Thread, v pyvm.Value, flags int) (*pattern, error) {
	switch x := pyvm.Unwrap(v).(type) {
	case *pattern:
		if flags != 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "cannot process flags argument with a compiled pattern")
		}
		return x, nil
	case pyvm.Str:
		re, err := regex.Compile(string(x), regex.Flags(flags))
		if err != nil {
			return nil, reError(err, v)
		}
		return &pattern{re}, nil
	case pyvm.Bytes:
		re, err := regex.CompileBytes(string(x), regex.Flags(flags))
		if err != nil {
			return nil, reError(err, v)
		}
		return &pattern{re}, nil
	}
	return nil, pyvm.Raise(pyvm.TypeError, "first argument must be string or compiled pattern")
}
