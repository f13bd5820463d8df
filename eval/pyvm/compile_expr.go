package pyvm

import (
	"math/big"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// expr compiles an expression.
func (c *compiler) expr(e python.Expr) exprFunc {
	if !c.table.yields[e] {
		fn := c.plainExpr(e)
		if _, literal := e.(*python.Constant); c.unit.memo && !literal {
			return c.remember(fn)
		}
		return fn
	}
	// The parts of an expression with a yield in it are remembered while the generator is suspended: not what the yield
	// itself yields, which is done with by then.
	was := c.unit.memo
	c.unit.memo = true
	switch y := e.(type) {
	case *python.Yield:
		c.unit.memo = y.Value != nil && c.table.yields[y.Value]
	case *python.YieldFrom:
		c.unit.memo = c.table.yields[y.Value]
	}
	fn := c.plainExpr(e)
	c.unit.memo = was
	if was {
		return c.remember(fn)
	}
	return fn
}

func (c *compiler) plainExpr(e python.Expr) exprFunc {
	if c.depth++; c.depth > maxDepth {
		c.fail(e.Span(), "too many nested parentheses")
		return nil
	}
	defer func() { c.depth-- }()
	span := e.Span()
	switch e := e.(type) {
	case *python.Constant:
		return constant(constantValue(&e.Value))
	case *python.Name:
		return c.load(e.ID, span)
	case *python.Attribute:
		return c.attribute(e)
	case *python.Call:
		return c.call(e)
	case *python.BinOp:
		return c.binOp(e)
	case *python.UnaryOp:
		return c.unaryOp(e)
	case *python.BoolOp:
		return c.boolOp(e)
	case *python.Compare:
		return c.compare(e)
	case *python.Subscript:
		return c.subscript(e)
	case *python.IfExp:
		test, yes, no := c.cond(e.Test), c.expr(e.Body), c.expr(e.Else)
		return func(f *frame) (Value, error) {
			truth, err := test(f)
			if err != nil {
				return nil, err
			}
			if truth {
				return yes(f)
			}
			return no(f)
		}
	case *python.Tuple:
		return c.tuple(e)
	case *python.List:
		items := c.display(e.Elts, false)
		return func(f *frame) (Value, error) {
			list, err := items(f)
			if err != nil {
				return nil, err
			}
			return &List{list}, nil
		}
	case *python.Set:
		return c.set(e)
	case *python.Dict:
		return c.dict(e)
	case *python.Slice:
		return c.slice(e)
	case *python.JoinedStr:
		return c.joinedStr(e)
	case *python.FormattedValue:
		return c.joinedStr(&python.JoinedStr{Range: e.Range, Values: []python.Expr{e}})
	case *python.Lambda:
		return c.lambda(e)
	case *python.NamedExpr:
		value, store := c.expr(e.Value), c.store(e.Target.ID, span)
		return func(f *frame) (Value, error) {
			v, err := value(f)
			if err != nil {
				return nil, err
			}
			return v, store(f, v)
		}
	case *python.ListComp, *python.SetComp, *python.DictComp:
		return c.comprehension(e)
	case *python.GeneratorExp:
		return c.generatorExp(e)
	case *python.Yield:
		return c.yield(e)
	case *python.YieldFrom:
		return c.yieldFrom(e)
	default:
		c.fail(span, "invalid syntax")
	}
	return constant(None)
}

// constant returns code for a value that is known beforehand.
func constant(v Value) exprFunc { return func(*frame) (Value, error) { return v, nil } }

// constantValue returns the value of a literal.
func constantValue(k *python.ConstantValue) Value {
	switch k.Kind {
	case python.ConstNone:
		return None
	case python.ConstTrue:
		return True
	case python.ConstFalse:
		return False
	case python.ConstEllipsis:
		return Ellipsis
	case python.ConstStr:
		return Str(k.Str)
	case python.ConstBytes:
		return Bytes(k.Str)
	case python.ConstInt:
		if k.Big != nil {
			return MakeInt(new(big.Int).Set(k.Big))
		}
		return Int(k.Int)
	case python.ConstFloat:
		return Float(k.Float)
	}
	return Complex(complex(0, k.Float))
}

// literal returns the value of an expression that is a literal, a negated number or a tuple of such, or nil.
func literal(e python.Expr) Value {
	switch e := e.(type) {
	case *python.Constant:
		return constantValue(&e.Value)
	case *python.UnaryOp:
		k, ok := e.Operand.(*python.Constant)
		if !ok || e.Op != python.USub {
			return nil
		}
		switch v := constantValue(&k.Value).(type) {
		case Int:
			return -v
		case *BigInt:
			return MakeInt(new(big.Int).Neg(v.v))
		case Float:
			return -v
		case Complex:
			return -v
		}
	case *python.Tuple:
		items := make([]Value, len(e.Elts))
		for i, x := range e.Elts {
			if items[i] = literal(x); items[i] == nil {
				return nil
			}
		}
		return &Tuple{items}
	case *python.BinOp:
		return foldBinOp(e)
	}
	return nil
}

// foldBinOp returns the value of text + text and of small sums, differences and products of literal integers, or nil.
func foldBinOp(e *python.BinOp) Value {
	right := literal(e.Right)
	if right == nil {
		return nil
	}
	switch a := literal(e.Left).(type) {
	case Str:
		if b, ok := right.(Str); ok && e.Op == python.Add {
			return a + b
		}
	case Int:
		b, ok := right.(Int)
		if !ok || a != Int(int32(a)) || b != Int(int32(b)) {
			return nil
		}
		switch e.Op {
		case python.Add:
			return a + b
		case python.Sub:
			return a - b
		case python.Mult:
			return a * b
		}
	}
	return nil
}

// smallInts are the integers that need no memory of their own.
var smallInts = func() (out [smallIntsEnd - smallIntsStart]Value) {
	for i := range out {
		out[i] = Int(i + smallIntsStart)
	}
	return out
}()

const smallIntsStart, smallIntsEnd = -256, 4096

// makeInt returns Int(i) as a Value.
func makeInt(i int64) Value {
	if i >= smallIntsStart && i < smallIntsEnd {
		return smallInts[i-smallIntsStart]
	}
	return Int(i)
}

// display compiles the items of a list, tuple or set, which may have stars.
func (c *compiler) display(elts []python.Expr, isSet bool) func(f *frame) ([]Value, error) {
	items := make([]exprFunc, len(elts))
	stars := make([]bool, len(elts))
	spans := make([]source.Span, len(elts))
	any := false
	for i, e := range elts {
		if s, ok := e.(*python.Starred); ok {
			items[i], stars[i], any = c.expr(s.Value), true, true
			spans[i] = s.Span()
			continue
		}
		items[i] = c.expr(e)
	}
	if !any {
		return func(f *frame) ([]Value, error) {
			if len(items) == 0 {
				return nil, nil
			}
			out := make([]Value, len(items))
			for i, item := range items {
				v, err := item(f)
				if err != nil {
					return nil, err
				}
				out[i] = v
			}
			return out, nil
		}
	}
	return func(f *frame) ([]Value, error) {
		out := make([]Value, 0, len(items)+8)
		for i, item := range items {
			v, err := item(f)
			if err != nil {
				return nil, err
			}
			if !stars[i] {
				out = append(out, v)
				continue
			}
			more, err := ToSlice(f.t, v)
			if err != nil {
				if !iterable(v) && !isSet && IsException(err, TypeError) {
					err = Raise(TypeError, "Value after * must be an iterable, not %s", v.Type().name)
				}
				return nil, f.trace(err, spans[i])
			}
			if err := f.t.Alloc(16 * len(more)); err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		return out, nil
	}
}

func (c *compiler) tuple(e *python.Tuple) exprFunc {
	if v := literal(e); v != nil {
		return constant(v)
	}
	items := c.display(e.Elts, false)
	return func(f *frame) (Value, error) {
		list, err := items(f)
		if err != nil {
			return nil, err
		}
		return &Tuple{list}, nil
	}
}

func (c *compiler) set(e *python.Set) exprFunc {
	items := c.display(e.Elts, true)
	span := e.Span()
	return func(f *frame) (Value, error) {
		list, err := items(f)
		if err != nil {
			return nil, err
		}
		s := &Set{}
		for _, v := range list {
			if err := s.d.Set(f.t, v, None); err != nil {
				return nil, f.trace(err, span)
			}
		}
		return s, nil
	}
}

func (c *compiler) dict(e *python.Dict) exprFunc {
	type item struct {
		key, value exprFunc // key is nil for **value
		id         ident    // the key where it is a literal string
	}
	items := make([]item, len(e.Values))
	for i := range e.Values {
		if k := e.Keys[i]; k != nil {
			if s, ok := literal(k).(Str); ok {
				items[i].id = makeIdent(string(s))
			}
			items[i].key = c.expr(k)
		}
		items[i].value = c.expr(e.Values[i])
	}
	span := e.Span()
	return func(f *frame) (Value, error) {
		d := NewDict(len(items))
		for i := range items {
			it := &items[i]
			var key Value
			var err error
			if it.key != nil && it.id.hash == 0 {
				if key, err = it.key(f); err != nil {
					return nil, err
				}
			}
			v, err := it.value(f)
			if err != nil {
				return nil, err
			}
			switch {
			case it.id.hash != 0:
				d.setIdent(it.id, v)
			case key != nil:
				err = d.Set(f.t, key, v)
			default:
				err = updateFromMapping(f.t, d, v)
			}
			if err != nil {
				return nil, f.trace(err, span)
			}
		}
		return d, nil
	}
}

// updateFromMapping adds the entries of any mapping to a dictionary.
func updateFromMapping(t *Thread, d *Dict, v Value) error {
	if other, ok := Unwrap(v).(*Dict); ok && v.Type().lookupUserIdent(idIter) == nil {
		return d.Update(t, other)
	}
	keys, err := LookupAttr(t, v, "keys")
	if err != nil {
		return err
	}
	if keys == nil {
		return Raise(TypeError, "'%s' object is not a mapping", v.Type().name)
	}
	list, err := Call(t, keys, nil, nil)
	if err != nil {
		return err
	}
	items, err := ToSlice(t, list)
	if err != nil {
		return err
	}
	for _, k := range items {
		x, err := Index(t, v, k)
		if err != nil {
			return err
		}
		if err := d.Set(t, k, x); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) slice(e *python.Slice) exprFunc {
	part := func(e python.Expr) exprFunc {
		if e == nil {
			return constant(None)
		}
		return c.expr(e)
	}
	if v := sliceLiteral(e); v != nil {
		return constant(v)
	}
	lower, upper, step := part(e.Lower), part(e.Upper), part(e.Step)
	return func(f *frame) (Value, error) {
		a, err := lower(f)
		if err != nil {
			return nil, err
		}
		b, err := upper(f)
		if err != nil {
			return nil, err
		}
		s, err := step(f)
		if err != nil {
			return nil, err
		}
		return &Slice{a, b, s}, nil
	}
}

// sliceLiteral returns the slice object of literal bounds, or nil.
func sliceLiteral(e *python.Slice) Value {
	s := &Slice{None, None, None}
	for _, p := range []struct {
		e  python.Expr
		to *Value
	}{{e.Lower, &s.Start}, {e.Upper, &s.Stop}, {e.Step, &s.Step}} {
		if p.e == nil {
			continue
		}
		v, ok := literal(p.e).(Int)
		if !ok {
			return nil
		}
		*p.to = v
	}
	return s
}

func (c *compiler) subscript(e *python.Subscript) exprFunc {
	span := e.Span()
	value := c.expr(e.Value)
	if id, ok := literal(e.Slice).(Str); ok {
		return c.subscriptName(value, makeIdent(string(id)), span)
	}
	key := c.expr(e.Slice)
	return func(f *frame) (Value, error) {
		v, err := value(f)
		if err != nil {
			return nil, err
		}
		k, err := key(f)
		if err != nil {
			return nil, err
		}
		if l, ok := v.(*List); ok {
			if i, ok := k.(Int); ok {
				if i < 0 {
					i += Int(len(l.Items))
				}
				if i >= 0 && int(i) < len(l.Items) {
					return l.Items[i], nil
				}
			}
		}
		r, err := Index(f.t, v, k)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return r, nil
	}
}

// subscriptName compiles x["name"].
func (c *compiler) subscriptName(value exprFunc, id ident, span source.Span) exprFunc {
	key := Value(Str(id.name))
	return func(f *frame) (Value, error) {
		v, err := value(f)
		if err != nil {
			return nil, err
		}
		if d, ok := v.(*Dict); ok {
			if r := d.getIdent(id); r != nil {
				return r, nil
			}
		}
		r, err := Index(f.t, v, key)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return r, nil
	}
}

func (c *compiler) boolOp(e *python.BoolOp) exprFunc {
	values := make([]exprFunc, len(e.Values))
	for i, v := range e.Values {
		values[i] = c.expr(v)
	}
	or := e.Op == python.Or
	last := values[len(values)-1]
	values = values[:len(values)-1]
	return func(f *frame) (Value, error) {
		for _, value := range values {
			v, err := value(f)
			if err != nil {
				return nil, err
			}
			truth, err := Truth(f.t, v)
			if err != nil || truth == or {
				return v, err
			}
		}
		return last(f)
	}
}
