package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// binOp compiles a binary operator.
func (c *compiler) binOp(e *python.BinOp) exprFunc {
	span, op := e.Span(), e.Op
	if v := literal(e); v != nil {
		return constant(v)
	}
	if op == python.Mod {
		if fn := c.percent(e); fn != nil {
			return fn
		}
	}
	if (op == python.Add || op == python.Sub) && !c.unit.memo {
		if k, ok := literal(e.Right).(Int); ok && k > -1<<31 && k < 1<<31 {
			return c.addLiteral(e, k)
		}
	}
	left, right := c.expr(e.Left), c.expr(e.Right)
	slow := func(f *frame, a, b Value) (Value, error) {
		v, err := Binary(f.t, op, a, b)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return v, nil
	}
	switch op {
	case python.Add:
		return func(f *frame) (Value, error) {
			a, err := left(f)
			if err != nil {
				return nil, err
			}
			b, err := right(f)
			if err != nil {
				return nil, err
			}
			if x, ok := a.(Int); ok {
				if y, ok := b.(Int); ok {
					if z := x + y; (z > x) == (y > 0) {
						return makeInt(int64(z)), nil
					}
				}
			}
			return slow(f, a, b)
		}
	case python.Sub:
		return func(f *frame) (Value, error) {
			a, err := left(f)
			if err != nil {
				return nil, err
			}
			b, err := right(f)
			if err != nil {
				return nil, err
			}
			if x, ok := a.(Int); ok {
				if y, ok := b.(Int); ok {
					if z := x - y; (z < x) == (y > 0) {
						return makeInt(int64(z)), nil
					}
				}
			}
			return slow(f, a, b)
		}
	case python.Mult:
		return func(f *frame) (Value, error) {
			a, err := left(f)
			if err != nil {
				return nil, err
			}
			b, err := right(f)
			if err != nil {
				return nil, err
			}
			if x, ok := a.(Int); ok && x == Int(int32(x)) {
				if y, ok := b.(Int); ok && y == Int(int32(y)) {
					return makeInt(int64(x * y)), nil
				}
			}
			return slow(f, a, b)
		}
	}
	return func(f *frame) (Value, error) {
		a, err := left(f)
		if err != nil {
			return nil, err
		}
		b, err := right(f)
		if err != nil {
			return nil, err
		}
		return slow(f, a, b)
	}
}

// addLiteral compiles x + k and x - k for a literal integer k.
func (c *compiler) addLiteral(e *python.BinOp, k Int) exprFunc {
	span, op := e.Span(), e.Op
	boxed := Value(k)
	d := k
	if op == python.Sub {
		d = -k
	}
	slow := func(f *frame, a Value) (Value, error) {
		v, err := Binary(f.t, op, a, boxed)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return v, nil
	}
	if slot, a, ok := c.localSlot(e.Left); ok {
		name := e.Left.Span()
		return func(f *frame) (Value, error) {
			v := f.slots[slot]
			if x, ok := v.(Int); ok {
				if z := x + d; (z > x) == (d > 0) {
					return makeInt(int64(z)), nil
				}
			}
			if v == nil {
				return nil, f.trace(a.missing(), name)
			}
			return slow(f, v)
		}
	}
	left := c.expr(e.Left)
	return func(f *frame) (Value, error) {
		v, err := left(f)
		if err != nil {
			return nil, err
		}
		if x, ok := v.(Int); ok {
			if z := x + d; (z > x) == (d > 0) {
				return makeInt(int64(z)), nil
			}
		}
		return slow(f, v)
	}
}

func (c *compiler) unaryOp(e *python.UnaryOp) exprFunc {
	if v := literal(e); v != nil {
		return constant(v)
	}
	if e.Op == python.Not {
		cond := c.cond(e.Operand)
		return func(f *frame) (Value, error) {
			truth, err := cond(f)
			return Bool(!truth), err
		}
	}
	operand, op, span := c.expr(e.Operand), e.Op, e.Span()
	return func(f *frame) (Value, error) {
		v, err := operand(f)
		if err != nil {
			return nil, err
		}
		r, err := Unary(f.t, op, v)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return r, nil
	}
}

// compare compiles comparisons, chained ones too.
func (c *compiler) compare(e *python.Compare) exprFunc {
	if len(e.Ops) == 1 {
		switch e.Ops[0] {
		case python.Is, python.IsNot, python.In, python.NotIn:
			cond := c.comparison(e)
			return func(f *frame) (Value, error) {
				truth, err := cond(f)
				return Bool(truth), err
			}
		}
		left, right, op, span := c.expr(e.Left), c.expr(e.Comparators[0]), e.Ops[0], e.Span()
		return func(f *frame) (Value, error) {
			a, err := left(f)
			if err != nil {
				return nil, err
			}
			b, err := right(f)
			if err != nil {
				return nil, err
			}
			v, err := compareValues(f.t, op, a, b)
			if err != nil {
				return nil, f.trace(err, span)
			}
			return v, nil
		}
	}
	left := c.expr(e.Left)
	operands := make([]exprFunc, len(e.Comparators))
	for i, x := range e.Comparators {
		operands[i] = c.expr(x)
	}
	ops, span := e.Ops, e.Span()
	return func(f *frame) (Value, error) {
		a, err := left(f)
		if err != nil {
			return nil, err
		}
		var v Value
		for i, operand := range operands {
			b, err := operand(f)
			if err != nil {
				return nil, err
			}
			if v, err = compareValues(f.t, ops[i], a, b); err != nil {
				return nil, f.trace(err, span)
			}
			if i < len(operands)-1 {
				if truth, err := Truth(f.t, v); !truth || err != nil {
					return v, f.trace(err, span)
				}
			}
			a = b
		}
		return v, nil
	}
}

// compareValues returns a op b for any comparison.
func compareValues(t *Thread, op python.CompareOperator, a, b Value) (Value, error) {
	switch op {
	case python.Is:
		return Bool(Is(a, b)), nil
	case python.IsNot:
		return Bool(!Is(a, b)), nil
	case python.In:
		r, err := Contains(t, b, a)
		return Bool(r), err
	case python.NotIn:
		r, err := Contains(t, b, a)
		return Bool(!r), err
	}
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			return Bool(compareOrdered(CompareOp(op), x, y)), nil
		}
	}
	return Compare(t, CompareOp(op), a, b)
}

// cond compiles an expression of which only the truth counts.
func (c *compiler) cond(e python.Expr) condFunc {
	if !c.table.yields[e] && !c.unit.memo {
		switch e := e.(type) {
		case *python.Compare:
			if len(e.Ops) == 1 {
				return c.comparison(e)
			}
		case *python.BoolOp:
			return c.condBoolOp(e)
		case *python.UnaryOp:
			if e.Op == python.Not {
				cond := c.cond(e.Operand)
				return func(f *frame) (bool, error) {
					truth, err := cond(f)
					return !truth, err
				}
			}
		case *python.Constant:
			truth, _ := Truth(nil, constantValue(&e.Value))
			return func(*frame) (bool, error) { return truth, nil }
		}
	}
	value, span := c.expr(e), e.Span()
	return func(f *frame) (bool, error) {
		v, err := value(f)
		if err != nil {
			return false, err
		}
		switch v := v.(type) {
		case Bool:
			return bool(v), nil
		case Str:
			return v != "", nil
		}
		truth, err := Truth(f.t, v)
		if err != nil {
			return false, f.trace(err, span)
		}
		return truth, nil
	}
}

func (c *compiler) condBoolOp(e *python.BoolOp) condFunc {
	conds := make([]condFunc, len(e.Values))
	for i, v := range e.Values {
		conds[i] = c.cond(v)
	}
	or := e.Op == python.Or
	if len(conds) == 2 {
		first, second := conds[0], conds[1]
		return func(f *frame) (bool, error) {
			truth, err := first(f)
			if err != nil || truth == or {
				return truth, err
			}
			return second(f)
		}
	}
	return func(f *frame) (bool, error) {
		for _, cond := range conds {
			truth, err := cond(f)
			if err != nil || truth == or {
				return truth, err
			}
		}
		return !or, nil
	}
}

// comparison compiles one comparison as a condition.
func (c *compiler) comparison(e *python.Compare) condFunc {
	op, span := e.Ops[0], e.Span()
	switch op {
	case python.Is, python.IsNot:
		return c.isComparison(e, op == python.Is)
	case python.In, python.NotIn:
		return c.inComparison(e, op == python.NotIn)
	}
	if k, ok := literal(e.Comparators[0]).(Str); ok && (op == python.Eq || op == python.NotEq) {
		return c.equalsLiteral(c.expr(e.Left), string(k), op == python.NotEq, span)
	}
	left, right := c.expr(e.Left), c.expr(e.Comparators[0])
	return func(f *frame) (bool, error) {
		a, err := left(f)
		if err != nil {
			return false, err
		}
		b, err := right(f)
		if err != nil {
			return false, err
		}
		if x, ok := a.(Int); ok {
			if y, ok := b.(Int); ok {
				return compareOrdered(CompareOp(op), x, y), nil
			}
		}
		v, err := Compare(f.t, CompareOp(op), a, b)
		if err != nil {
			return false, f.trace(err, span)
		}
		if truth, ok := v.(Bool); ok {
			return bool(truth), nil
		}
		truth, err := Truth(f.t, v)
		return truth, f.trace(err, span)
	}
}

// equalsLiteral compiles x == "text" and, with not, x != "text".
func (c *compiler) equalsLiteral(left exprFunc, text string, not bool, span source.Span) condFunc {
	boxed := Value(Str(text))
	op := OpEq
	if not {
		op = OpNotEq
	}
	return func(f *frame) (bool, error) {
		a, err := left(f)
		if err != nil {
			return false, err
		}
		if s, ok := a.(Str); ok {
			return (string(s) == text) != not, nil
		}
		v, err := Compare(f.t, op, a, boxed)
		if err != nil {
			return false, f.trace(err, span)
		}
		truth, err := Truth(f.t, v)
		return truth, f.trace(err, span)
	}
}

func (c *compiler) isComparison(e *python.Compare, want bool) condFunc {
	left := c.expr(e.Left)
	if k := literal(e.Comparators[0]); k == Value(None) {
		return func(f *frame) (bool, error) {
			v, err := left(f)
			return (v == Value(None)) == want, err
		}
	}
	right := c.expr(e.Comparators[0])
	return func(f *frame) (bool, error) {
		a, err := left(f)
		if err != nil {
			return false, err
		}
		b, err := right(f)
		return Is(a, b) == want, err
	}
}

// inComparison compiles x in y, and x not in y.
func (c *compiler) inComparison(e *python.Compare, not bool) condFunc {
	span := e.Span()
	left := c.expr(e.Left)
	if set := literalStrings(e.Comparators[0]); set != nil {
		right := c.expr(e.Comparators[0])
		return func(f *frame) (bool, error) {
			a, err := left(f)
			if err != nil {
				return false, err
			}
			if s, ok := a.(Str); ok {
				_, in := set[string(s)]
				return in != not, nil
			}
			b, err := right(f)
			if err != nil {
				return false, err
			}
			in, err := Contains(f.t, b, a)
			return in != not, f.trace(err, span)
		}
	}
	right := c.expr(e.Comparators[0])
	return func(f *frame) (bool, error) {
		a, err := left(f)
		if err != nil {
			return false, err
		}
		b, err := right(f)
		if err != nil {
			return false, err
		}
		in, err := Contains(f.t, b, a)
		if err != nil {
			return false, f.trace(err, span)
		}
		return in != not, nil
	}
}

// literalStrings returns the strings of a tuple, list or set of literal strings, and nil for any other expression.
func literalStrings(e python.Expr) map[string]struct{} {
	var elts []python.Expr
	switch e := e.(type) {
	case *python.Tuple:
		elts = e.Elts
	case *python.List:
		elts = e.Elts
	case *python.Set:
		elts = e.Elts
	default:
		return nil
	}
	set := make(map[string]struct{}, len(elts))
	for _, x := range elts {
		s, ok := literal(x).(Str)
		if !ok {
			return nil
		}
		set[string(s)] = struct{}{}
	}
	return set
}
