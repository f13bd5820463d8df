package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// patternFunc reports whether a value matches a pattern. The names that the pattern binds are stored into captures, by their
// index: variables are assigned when the whole pattern has matched.
type patternFunc func(f *frame, v Value, captures []Value) (bool, error)

// patternCompiler compiles the pattern of one case.
type patternCompiler struct {
	*compiler
	names  []string // what the pattern binds, by index of the capture
	stores []storeFunc
}

// matchCase is a compiled case.
type matchCase struct {
	pattern patternFunc
	names   int
	stores  []storeFunc
	guard   condFunc // or nil
	body    stmtFunc
	span    source.Span
}

func (c *compiler) match(s *python.Match) stmtFunc {
	subject := c.suspendingExpr(s.Subject)
	cases := make([]matchCase, len(s.Cases))
	state := -1
	if c.table.yields[s] {
		state = c.newState()
	}
	for i, mc := range s.Cases {
		p := &patternCompiler{compiler: c}
		cases[i].pattern = p.pattern(mc.Pattern)
		cases[i].names, cases[i].stores, cases[i].span = len(p.names), p.stores, mc.Pattern.Span()
		if mc.Guard != nil {
			if c.table.yields[mc.Guard] {
				c.fail(mc.Guard.Span(), "yield in a guard is not supported")
			}
			cases[i].guard = c.cond(mc.Guard)
		}
		cases[i].body = c.block(mc.Body)
	}
	return func(f *frame) (signal, error) {
		at := 0
		if state >= 0 {
			at = int(f.gen.states[state]) // 1 + the case whose body is under way
			f.gen.states[state] = 0
		}
		if at == 0 {
			v, err := subject(f)
			if err != nil {
				return 0, err
			}
			i, err := selectCase(f, cases, v)
			if i < 0 || err != nil {
				return 0, err
			}
			at = i + 1
		}
		sig, err := cases[at-1].body(f)
		if err == errSuspended {
			f.gen.states[state] = int32(at)
		}
		return sig, err
	}
}

// selectCase returns the index of the first case that matches, its names bound, or -1.
func selectCase(f *frame, cases []matchCase, v Value) (int, error) {
	for i := range cases {
		mc := &cases[i]
		captures := make([]Value, mc.names)
		ok, err := mc.pattern(f, v, captures)
		if err != nil {
			return -1, f.trace(err, mc.span)
		}
		if !ok {
			continue
		}
		for j, x := range captures {
			if x == nil {
				continue
			}
			if err := mc.stores[j](f, x); err != nil {
				return -1, err
			}
		}
		if mc.guard != nil {
			if ok, err = mc.guard(f); err != nil {
				return -1, err
			}
		}
		if ok {
			return i, nil
		}
	}
	return -1, nil
}

// capture returns the index of a name that the pattern binds, which another alternative may have bound.
func (p *patternCompiler) capture(name string, span source.Span) int {
	for i, n := range p.names {
		if n == name {
			return i
		}
	}
	p.names = append(p.names, name)
	p.stores = append(p.stores, p.store(name, span))
	return len(p.names) - 1
}

func (p *patternCompiler) pattern(n python.Pattern) patternFunc {
	if p.depth++; p.depth > maxDepth {
		p.fail(n.Span(), "too many nested patterns")
		return nil
	}
	defer func() { p.depth-- }()
	span := n.Span()
	switch n := n.(type) {
	case *python.MatchValue:
		value := p.expr(n.Value)
		return func(f *frame, v Value, _ []Value) (bool, error) {
			want, err := value(f)
			if err != nil {
				return false, err
			}
			return Equal(f.t, v, want)
		}
	case *python.MatchSingleton:
		want := constantValue(&n.Value)
		return func(_ *frame, v Value, _ []Value) (bool, error) { return v == want, nil }
	case *python.MatchSequence:
		return p.sequence(n)
	case *python.MatchMapping:
		return p.mapping(n)
	case *python.MatchClass:
		return p.class(n)
	case *python.MatchAs:
		return p.as(n)
	case *python.MatchOr:
		return p.or(n)
	}
	p.fail(span, "invalid pattern")
	return nil
}

func (p *patternCompiler) as(n *python.MatchAs) patternFunc {
	var inner patternFunc
	if n.Pattern != nil {
		inner = p.pattern(n.Pattern)
	}
	at := -1
	if n.Name != "" {
		at = p.capture(n.Name, n.Span())
	}
	return func(f *frame, v Value, captures []Value) (bool, error) {
		if inner != nil {
			if ok, err := inner(f, v, captures); !ok || err != nil {
				return false, err
			}
		}
		if at >= 0 {
			captures[at] = v
		}
		return true, nil
	}
}

func (p *patternCompiler) or(n *python.MatchOr) patternFunc {
	alternatives := make([]patternFunc, len(n.Patterns))
	for i, alt := range n.Patterns {
		alternatives[i] = p.pattern(alt)
	}
	return func(f *frame, v Value, captures []Value) (bool, error) {
		for _, alt := range alternatives {
			if ok, err := alt(f, v, captures); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
}

func (p *patternCompiler) sequence(n *python.MatchSequence) patternFunc {
	star, starAt := -1, -1
	patterns := make([]patternFunc, len(n.Patterns))
	for i, x := range n.Patterns {
		if s, ok := x.(*python.MatchStar); ok {
			star = i
			if s.Name != "" {
				starAt = p.capture(s.Name, s.Span())
			}
			continue
		}
		patterns[i] = p.pattern(x)
	}
	return func(f *frame, v Value, captures []Value) (bool, error) {
		if !takesSequence(v) {
			return false, nil
		}
		n, err := Len(f.t, v)
		if err != nil {
			return false, err
		}
		if n < len(patterns) && star < 0 || n != len(patterns) && star < 0 || star >= 0 && n < len(patterns)-1 {
			return false, nil
		}
		for i, sub := range patterns {
			at := i
			if star >= 0 && i > star {
				at = n - len(patterns) + i
			}
			if i == star {
				continue
			}
			x, err := Index(f.t, v, makeInt(int64(at)))
			if err != nil {
				return false, err
			}
			if ok, err := sub(f, x, captures); !ok || err != nil {
				return false, err
			}
		}
		if starAt >= 0 {
			rest := NewList()
			for i := star; i < n-len(patterns)+star+1; i++ {
				x, err := Index(f.t, v, makeInt(int64(i)))
				if err != nil {
					return false, err
				}
				rest.Items = append(rest.Items, x)
			}
			captures[starAt] = rest
		}
		return true, nil
	}
}

// takesSequence reports whether a sequence pattern may match the value: what collections.abc.Sequence means, but no text.
func takesSequence(v Value) bool {
	switch Unwrap(v).(type) {
	case *List, *Tuple, *Range:
		return true
	case Str, Bytes, *ByteArray, *Dict:
		return false
	}
	return flagged(v.Type(), func(ty *Type) bool { return ty.Sequence })
}

// takesMapping reports whether a mapping pattern may match the value: what collections.abc.Mapping means.
func takesMapping(v Value) bool {
	switch Unwrap(v).(type) {
	case *Dict, *MappingProxy:
		return true
	}
	return flagged(v.Type(), func(ty *Type) bool { return ty.Mapping })
}

func flagged(ty *Type, flag func(*Type) bool) bool {
	for _, c := range ty.mro {
		if flag(c) {
			return true
		}
	}
	return false
}

func (p *patternCompiler) mapping(n *python.MatchMapping) patternFunc {
	keys := make([]exprFunc, len(n.Keys))
	patterns := make([]patternFunc, len(n.Keys))
	for i, k := range n.Keys {
		keys[i] = p.expr(k)
		patterns[i] = p.pattern(n.Patterns[i])
	}
	rest := -1
	if n.Rest != "" {
		rest = p.capture(n.Rest, n.Span())
	}
	return func(f *frame, v Value, captures []Value) (bool, error) {
		if !takesMapping(v) {
			return false, nil
		}
		var used []Value
		for i, key := range keys {
			k, err := key(f)
			if err != nil {
				return false, err
			}
			x, err := mappingGet(f.t, v, k)
			if x == nil || err != nil {
				return false, err
			}
			if ok, err := patterns[i](f, x, captures); !ok || err != nil {
				return false, err
			}
			used = append(used, k)
		}
		if rest >= 0 {
			d := NewDict(0)
			if err := updateFromMapping(f.t, d, v); err != nil {
				return false, err
			}
			for _, k := range used {
				if _, err := d.Delete(f.t, k); err != nil {
					return false, err
				}
			}
			captures[rest] = d
		}
		return true, nil
	}
}

// mappingGet returns the value of a key, or nil; it does not ask __missing__.
func mappingGet(t *Thread, v, key Value) (Value, error) {
	if d, ok := v.(*Dict); ok {
		return d.Get(t, key)
	}
	get, err := GetAttr(t, v, "get")
	if err != nil {
		return nil, err
	}
	none := &singleton{NoneType, "<missing>"}
	x, err := Call(t, get, []Value{key, none}, nil)
	if x == Value(none) {
		return nil, err
	}
	return x, err
}

func (p *patternCompiler) class(n *python.MatchClass) patternFunc {
	cls := p.expr(n.Cls)
	positional := make([]patternFunc, len(n.Patterns))
	for i, x := range n.Patterns {
		positional[i] = p.pattern(x)
	}
	keywords := make([]patternFunc, len(n.KwdPatterns))
	ids := make([]ident, len(n.KwdPatterns))
	for i, x := range n.KwdPatterns {
		ids[i] = p.ident(n.KwdAttrs[i])
		keywords[i] = p.pattern(x)
	}
	return func(f *frame, v Value, captures []Value) (bool, error) {
		c, err := cls(f)
		if err != nil {
			return false, err
		}
		ty, ok := c.(*Type)
		if !ok {
			return false, Raise(TypeError, "called match pattern must be a type")
		}
		if ok, err := IsInstance(f.t, v, ty); !ok || err != nil {
			return false, err
		}
		attrs, self, err := matchArgs(f.t, ty, len(positional))
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			for _, a := range attrs {
				if a.name == id.name {
					return false, Raise(TypeError, "%s() got multiple sub-patterns for attribute '%s'", ty.name, id.name)
				}
			}
		}
		for i, sub := range positional {
			x := v
			if !self {
				if x, err = lookupAttrIdent(f.t, v, attrs[i]); x == nil || err != nil {
					return false, err
				}
			}
			if ok, err := sub(f, x, captures); !ok || err != nil {
				return false, err
			}
		}
		for i, sub := range keywords {
			x, err := lookupAttrIdent(f.t, v, ids[i])
			if x == nil || err != nil {
				return false, err
			}
			if ok, err := sub(f, x, captures); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	}
}

// matchArgs returns the attributes that n positional sub-patterns look at. self: the one looks at the object itself.
func matchArgs(t *Thread, ty *Type, n int) (attrs []ident, self bool, err error) {
	if n == 0 {
		return nil, false, nil
	}
	v, err := lookupAttrIdent(t, ty, idMatchArgs)
	if err != nil {
		return nil, false, err
	}
	allowed := 0
	if v == nil {
		for _, c := range []*Type{BoolType, ByteArrayType, BytesType, DictType, FloatType, FrozenSetType, IntType, ListType, SetType, StrType, TupleType} {
			if ty.IsSubclass(c) {
				self, allowed = true, 1
			}
		}
	} else {
		tuple, ok := v.(*Tuple)
		if !ok {
			return nil, false, Raise(TypeError, "%s.__match_args__ must be a tuple (got %s)", ty.name, v.Type().name)
		}
		allowed = len(tuple.Items)
		for i, x := range tuple.Items {
			if i >= n {
				break
			}
			s, ok := x.(Str)
			if !ok {
				return nil, false, Raise(TypeError, "__match_args__ elements must be strings (got %s)", x.Type().name)
			}
			for _, a := range attrs {
				if a.name == string(s) {
					return nil, false, Raise(TypeError, "%s() got multiple sub-patterns for attribute '%s'", ty.name, s)
				}
			}
			attrs = append(attrs, makeIdent(string(s)))
		}
	}
	if n > allowed {
		return nil, false, Raise(TypeError, "%s() accepts %d positional sub-pattern%s (%d given)", ty.name, allowed, plural(allowed), n)
	}
	return attrs, self, nil
}
