package pyvm

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// The operators are the tree's.
type (
	BinaryOp  = python.Operator
	UnaryOp   = python.UnaryOperator
	CompareOp compareOp
	compareOp = python.CompareOperator
)

// Names of the operators that Go code asks for.
const (
	OpAdd    = python.Add
	OpSub    = python.Sub
	OpMult   = python.Mult
	OpMod    = python.Mod
	OpBitOr  = python.BitOr
	OpBitAnd = python.BitAnd
	OpBitXor = python.BitXor

	OpEq    = CompareOp(python.Eq)
	OpNotEq = CompareOp(python.NotEq)
	OpLt    = CompareOp(python.Lt)
	OpLtE   = CompareOp(python.LtE)
	OpGt    = CompareOp(python.Gt)
	OpGtE   = CompareOp(python.GtE)
)

// holds reports whether the comparison is true of two things whose three-way comparison gives c.
func (op CompareOp) holds(c int) bool {
	switch op {
	case OpEq:
		return c == 0
	case OpNotEq:
		return c != 0
	case OpLt:
		return c < 0
	case OpLtE:
		return c <= 0
	case OpGt:
		return c > 0
	}
	return c >= 0
}

// swapped returns the operator for the operands the other way round.
func (op CompareOp) swapped() CompareOp {
	switch op {
	case OpLt:
		return OpGt
	case OpLtE:
		return OpGtE
	case OpGt:
		return OpLt
	case OpGtE:
		return OpLtE
	}
	return op
}

// operatorInfo has the special methods of the binary operators and their spelling, by operator.
var operatorInfo = [...]struct {
	method, reflected, inplace ident
	symbol                     string
}{
	python.Add:      {makeIdent("__add__"), makeIdent("__radd__"), makeIdent("__iadd__"), "+"},
	python.Sub:      {makeIdent("__sub__"), makeIdent("__rsub__"), makeIdent("__isub__"), "-"},
	python.Mult:     {makeIdent("__mul__"), makeIdent("__rmul__"), makeIdent("__imul__"), "*"},
	python.MatMult:  {makeIdent("__matmul__"), makeIdent("__rmatmul__"), makeIdent("__imatmul__"), "@"},
	python.Div:      {makeIdent("__truediv__"), makeIdent("__rtruediv__"), makeIdent("__itruediv__"), "/"},
	python.Mod:      {makeIdent("__mod__"), makeIdent("__rmod__"), makeIdent("__imod__"), "%"},
	python.Pow:      {makeIdent("__pow__"), makeIdent("__rpow__"), makeIdent("__ipow__"), "** or pow()"},
	python.LShift:   {makeIdent("__lshift__"), makeIdent("__rlshift__"), makeIdent("__ilshift__"), "<<"},
	python.RShift:   {makeIdent("__rshift__"), makeIdent("__rrshift__"), makeIdent("__irshift__"), ">>"},
	python.BitOr:    {makeIdent("__or__"), makeIdent("__ror__"), makeIdent("__ior__"), "|"},
	python.BitXor:   {makeIdent("__xor__"), makeIdent("__rxor__"), makeIdent("__ixor__"), "^"},
	python.BitAnd:   {makeIdent("__and__"), makeIdent("__rand__"), makeIdent("__iand__"), "&"},
	python.FloorDiv: {makeIdent("__floordiv__"), makeIdent("__rfloordiv__"), makeIdent("__ifloordiv__"), "//"},
}

var compareInfo = [...]struct {
	method ident
	symbol string
}{
	python.Eq:    {makeIdent("__eq__"), "=="},
	python.NotEq: {makeIdent("__ne__"), "!="},
	python.Lt:    {makeIdent("__lt__"), "<"},
	python.LtE:   {makeIdent("__le__"), "<="},
	python.Gt:    {makeIdent("__gt__"), ">"},
	python.GtE:   {makeIdent("__ge__"), ">="},
}

// callUser calls a special method if v's class, as far as Python code made it, defines it. It returns nil, nil where not.
func callUser(t *Thread, v Value, name string, args ...Value) (Value, error) {
	ty := v.Type()
	if ty.native {
		return nil, nil
	}
	return callSpecial(t, v, makeIdent(name), args...)
}

// callSpecial is callUser for a name whose hash is known.
func callSpecial(t *Thread, v Value, id ident, args ...Value) (Value, error) {
	ty := v.Type()
	if ty.native {
		return nil, nil
	}
	f := ty.lookupUserIdent(id)
	if f == nil {
		return nil, nil
	}
	return callSpecialMethod(t, f, v, ty, id, args)
}

// callSpecialMethod calls f, what class ty has for a special method of v.
func callSpecialMethod(t *Thread, f, v Value, ty *Type, id ident, args []Value) (Value, error) {
	switch fn := f.(type) {
	case *Function:
		all := t.pushArgs(len(args) + 1)
		all[0] = v
		copy(all[1:], args)
		r, err := fn.Call(t, all, nil)
		t.popArgs(all)
		return r, err
	case *singleton:
		if f == Value(None) { // __hash__ = None and the like
			return nil, refused(id, v, ty)
		}
	}
	bound, err := bind(t, f, v, ty)
	if err != nil {
		return nil, err
	}
	all := t.pushArgs(len(args))
	copy(all, args)
	r, err := Call(t, bound, all, nil)
	t.popArgs(all)
	return r, err
}

// refused is the error of a special method that a class sets to None.
func refused(id ident, v Value, ty *Type) error {
	switch id.name {
	case "__hash__":
		return Raise(TypeError, "unhashable type: '%s'", ty.name)
	case "__iter__":
		return Raise(TypeError, "'%s' object is not iterable", ty.name)
	case "__contains__":
		return Raise(TypeError, "'%s' object is not a container", ty.name)
	}
	return Raise(TypeError, "'NoneType' object is not callable")
}

// Truth returns bool(v).
func Truth(t *Thread, v Value) (bool, error) {
	switch v := v.(type) {
	case Bool:
		return bool(v), nil
	case Str:
		return v != "", nil
	case Int:
		return v != 0, nil
	case *List:
		return len(v.Items) > 0, nil
	case *singleton:
		return v.Truth(), nil
	}
	if r, err := callSpecial(t, v, idBool); r != nil || err != nil {
		if err != nil {
			return false, err
		}
		b, ok := r.(Bool)
		if !ok {
			return false, Raise(TypeError, "__bool__ should return bool, returned %s", r.Type().name)
		}
		return bool(b), nil
	}
	if v.Type().lookupUserIdent(idLen) != nil {
		n, err := Len(t, v)
		return n != 0, err
	}
	switch v := Unwrap(v).(type) {
	case Truther:
		return v.Truth(), nil
	case Sized:
		return v.Len() > 0, nil
	}
	return true, nil
}

// Len returns len(v).
func Len(t *Thread, v Value) (int, error) {
	if r, err := callSpecial(t, v, idLen); r != nil || err != nil {
		if err != nil {
			return 0, err
		}
		n, ok, err := repeatArg(t, r)
		if err == nil && !ok {
			err = Raise(TypeError, "'%s' object cannot be interpreted as an integer", r.Type().name)
		}
		if err == nil && n < 0 {
			err = Raise(ValueError, "__len__() should return >= 0")
		}
		return n, err
	}
	if s, ok := Unwrap(v).(Sized); ok {
		return s.Len(), nil
	}
	return 0, Raise(TypeError, "object of type '%s' has no len()", v.Type().name)
}

// Repr returns repr(v).
func Repr(t *Thread, v Value) (string, error) {
	if r, err := callSpecial(t, v, idRepr); r != nil || err != nil {
		return stringResult(r, err, "__repr__")
	}
	return nativeRepr(t, v)
}

// namedReprer is a native value whose repr shows the name of its class, which may be a derived one.
type namedReprer interface {
	reprAs(t *Thread, class string) (string, error)
}

func nativeRepr(t *Thread, v Value) (string, error) {
	if err := t.enter(); err != nil {
		return "", err
	}
	defer t.leave()
	if inst, ok := v.(*Instance); ok {
		if r, ok := inst.base.(namedReprer); ok {
			return r.reprAs(t, inst.cls.name)
		}
	}
	if r, ok := Unwrap(v).(Reprer); ok {
		return r.Repr(t)
	}
	return fmt.Sprintf("<%s object at %s>", v.Type().objectName(), address(v)), nil
}

func (ty *Type) objectName() string {
	if ty.module == "" || ty.module == "builtins" {
		return ty.qualname
	}
	return ty.module + "." + ty.qualname
}

// ToString returns str(v).
func ToString(t *Thread, v Value) (string, error) {
	if s, ok := v.(Str); ok {
		return string(s), nil
	}
	if r, err := callSpecial(t, v, idStr); r != nil || err != nil {
		return stringResult(r, err, "__str__")
	}
	if r, err := callSpecial(t, v, idRepr); r != nil || err != nil {
		if s, ok := Unwrap(v).(Strer); ok && v.Type().lookupUserIdent(idStr) == nil && strBeforeRepr(v) {
			return s.StrOf(t)
		}
		return stringResult(r, err, "__repr__")
	}
	if s, ok := Unwrap(v).(Strer); ok {
		return s.StrOf(t)
	}
	return nativeRepr(t, v)
}

// strBeforeRepr reports whether the native part of v has a __str__ of its own, which a __repr__ of the class does not replace.
func strBeforeRepr(v Value) bool {
	switch Unwrap(v).(type) {
	case Str, *Exception:
		return true
	}
	return false
}

func stringResult(r Value, err error, method string) (string, error) {
	if err != nil {
		return "", err
	}
	s, ok := Unwrap(r).(Str)
	if !ok {
		return "", Raise(TypeError, "%s returned non-string (type %s)", method, r.Type().name)
	}
	return string(s), nil
}

// Is reports whether a and b are one object. Strings and numbers of equal value count as one.
func Is(a, b Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(Float)
	y, ok2 := b.(Float)
	return ok && ok2 && x != x && y != y // not a number, which Go finds different from itself
}

// IsOrEqual is what containers compare their items with.
func IsOrEqual(t *Thread, a, b Value) (bool, error) {
	if Is(a, b) {
		return true, nil
	}
	return Equal(t, a, b)
}

// Equal returns a == b as a truth value.
func Equal(t *Thread, a, b Value) (bool, error) {
	switch x := a.(type) {
	case Str:
		if y, ok := b.(Str); ok {
			return x == y, nil
		}
	case Int:
		if y, ok := b.(Int); ok {
			return x == y, nil
		}
	case *singleton:
		if _, ok := b.(*Instance); !ok {
			return a == b, nil
		}
	}
	r, err := Compare(t, OpEq, a, b)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// Compare returns a op b for ==, !=, <, <=, > and >=.
func Compare(t *Thread, op CompareOp, a, b Value) (Value, error) {
	if x, ok := a.(Str); ok {
		if y, ok := b.(Str); ok {
			return Bool(compareOrdered(op, string(x), string(y))), nil
		}
	}
	// A subclass's method of the right operand comes first.
	if ta, tb := a.Type(), b.Type(); ta != tb && !tb.native && tb.IsSubclass(ta) && tb.lookupUserIdent(compareInfo[op.swapped()].method) != nil {
		if r, err := compareOnce(t, op.swapped(), b, a); err != nil || r != Value(NotImplemented) {
			return r, err
		}
		if r, err := compareOnce(t, op, a, b); err != nil || r != Value(NotImplemented) {
			return r, err
		}
	} else {
		if r, err := compareOnce(t, op, a, b); err != nil || r != Value(NotImplemented) {
			return r, err
		}
		if r, err := compareOnce(t, op.swapped(), b, a); err != nil || r != Value(NotImplemented) {
			return r, err
		}
	}
	switch op {
	case OpEq:
		return Bool(Is(a, b)), nil
	case OpNotEq:
		return Bool(!Is(a, b)), nil
	}
	return nil, Raise(TypeError, "'%s' not supported between instances of '%s' and '%s'", compareInfo[op].symbol, a.Type().name, b.Type().name)
}

// compareOrdered compares integers, or texts: those by code points, which in UTF-8 is the order of bytes.
func compareOrdered[T Int | string](op CompareOp, a, b T) bool {
	switch op {
	case OpEq:
		return a == b
	case OpNotEq:
		return a != b
	case OpLt:
		return a < b
	case OpLtE:
		return a <= b
	case OpGt:
		return a > b
	}
	return a >= b
}

func compareOnce(t *Thread, op CompareOp, a, b Value) (Value, error) {
	if r, err := callSpecial(t, a, compareInfo[op].method, b); r != nil || err != nil {
		return r, err
	}
	if op == OpNotEq { // the default __ne__ asks __eq__
		if r, err := callSpecial(t, a, idEq, b); err != nil || r != nil && r != Value(NotImplemented) {
			if err != nil {
				return nil, err
			}
			truth, err := Truth(t, r)
			return Bool(!truth), err
		}
	}
	return nativeCompare(t, op, a, b)
}

// nativeCompare compares without a look at what a's class overrides.
func nativeCompare(t *Thread, op CompareOp, a, b Value) (Value, error) {
	switch x := Unwrap(a).(type) {
	case Str:
		if y, ok := Unwrap(b).(Str); ok {
			return Bool(compareOrdered(op, string(x), string(y))), nil
		}
	case Comparer:
		if err := t.enter(); err != nil {
			return nil, err
		}
		defer t.leave()
		return x.Compare(t, op, b)
	}
	return NotImplemented, nil
}

// Hash returns a hash of v. Equal values have equal hashes. It fails for values that cannot be keys.
func Hash(t *Thread, v Value) (uint64, error) {
	switch x := v.(type) {
	case Str:
		return hashString(string(x)), nil
	case Int:
		return x.Hash(t)
	}
	if inst, ok := v.(*Instance); ok {
		if inst.cls.lookupUserIdent(idHash) == nil && inst.base == nil {
			return hashIdentity(v), nil
		}
	}
	if r, err := callSpecial(t, v, idHash); r != nil || err != nil {
		if err != nil {
			return 0, err
		}
		switch x := Unwrap(r).(type) {
		case Int:
			return uint64(x), nil
		case Bool, *BigInt:
			return Hash(t, x)
		}
		return 0, Raise(TypeError, "__hash__ method should return an integer")
	}
	switch x := Unwrap(v).(type) {
	case Str:
		return hashString(string(x)), nil
	case Hasher:
		if err := t.enter(); err != nil {
			return 0, err
		}
		defer t.leave()
		return x.Hash(t)
	case Comparer:
		return 0, Raise(TypeError, "unhashable type: '%s'", v.Type().name)
	}
	return hashIdentity(v), nil
}

// Binary returns a op b.
func Binary(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	r, err := binary(t, op, a, b)
	if err != nil || r != Value(NotImplemented) {
		return r, err
	}
	return nil, unsupported(operatorInfo[op].symbol, a, b)
}

func unsupported(symbol string, a, b Value) error {
	switch op := strings.TrimSuffix(symbol, "="); op {
	case "+":
		switch Unwrap(a).(type) {
		case Str, *List, *Tuple:
			name := a.Type().name
			return Raise(TypeError, "can only concatenate %s (not \"%s\") to %s", name, b.Type().name, name)
		case Bytes, *ByteArray:
			return Raise(TypeError, "can't concat %s to %s", b.Type().name, a.Type().name)
		}
	case "*":
		for _, pair := range [][2]Value{{a, b}, {b, a}} {
			switch Unwrap(pair[0]).(type) {
			case Str, *List, *Tuple, Bytes, *ByteArray:
				return Raise(TypeError, "can't multiply sequence by non-int of type '%s'", pair[1].Type().name)
			}
		}
	}
	return Raise(TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", symbol, a.Type().name, b.Type().name)
}

func binary(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	switch x := a.(type) {
	case Int:
		if y, ok := b.(Int); ok {
			switch op {
			case OpAdd:
				if z := x + y; (z > x) == (y > 0) {
					return z, nil
				}
			case OpSub:
				if z := x - y; (z < x) == (y > 0) {
					return z, nil
				}
			}
		}
	case Str:
		if y, ok := b.(Str); ok && op == OpAdd {
			if err := t.Alloc(len(x) + len(y)); err != nil {
				return nil, err
			}
			return x + y, nil
		}
	}
	info := &operatorInfo[op]
	ta, tb := a.Type(), b.Type()
	rightFirst := ta != tb && !tb.native && tb.IsSubclass(ta) && tb.lookupUserIdent(info.reflected) != nil
	if rightFirst {
		if r, err := callSpecial(t, b, info.reflected, a); r != nil && r != Value(NotImplemented) || err != nil {
			return r, err
		}
	}
	if r, err := callSpecial(t, a, info.method, b); err != nil || r != nil && r != Value(NotImplemented) {
		return r, err
	} else if r == nil {
		if r, err := nativeBinary(t, op, a, b, false); err != nil || r != Value(NotImplemented) {
			return r, err
		}
	}
	if !rightFirst && ta != tb {
		if r, err := callSpecial(t, b, info.reflected, a); err != nil || r != nil {
			return r, err
		}
	}
	return nativeBinary(t, op, b, a, true)
}

// nativeBinary returns a op b, or with swapped b op a, without a look at what a's class overrides.
func nativeBinary(t *Thread, op BinaryOp, a, b Value, swapped bool) (Value, error) {
	if x, ok := Unwrap(a).(Str); ok && op == OpAdd && !swapped {
		if y, ok := Unwrap(b).(Str); ok {
			if err := t.Alloc(len(x) + len(y)); err != nil {
				return nil, err
			}
			return x + y, nil
		}
	}
	if o, ok := Unwrap(a).(Operator); ok {
		return o.Binary(t, op, b, swapped)
	}
	return NotImplemented, nil
}

// InPlace returns what "a op= b" assigns to a. Lists and sets are changed where they are.
func InPlace(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	if r, err := callSpecial(t, a, operatorInfo[op].inplace, b); err != nil || r != nil && r != Value(NotImplemented) {
		return r, err
	}
	switch Unwrap(a).(type) {
	case *List, *ByteArray: // what adds or repeats sequences comes after the right operand's method
		if r, err := callSpecial(t, b, operatorInfo[op].reflected, a); err != nil || r != nil && r != Value(NotImplemented) {
			return r, err
		}
	}
	if r, err := nativeInPlace(t, op, a, b); r != nil || err != nil {
		return r, err
	}
	r, err := binary(t, op, a, b)
	if err == nil && r == Value(NotImplemented) {
		return nil, unsupported(operatorInfo[op].symbol+"=", a, b)
	}
	return r, err
}

// nativeInPlace changes a native list, set or dictionary where it is. It returns nil where that is not what "a op= b" does.
func nativeInPlace(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	switch x := Unwrap(a).(type) {
	case *List:
		switch op {
		case OpAdd:
			return a, x.extend(t, b)
		case OpMult:
			if _, ok, err := AsIndex(t, b); ok && err == nil {
				items, err := repeatItems(t, x.Items, b)
				if err == nil {
					x.Items = items
				}
				return a, err
			}
		}
	case *Set:
		if done, err := x.inPlace(t, op, b); done || err != nil {
			return a, err
		}
	case *Dict:
		if op == OpBitOr {
			return a, x.UpdateFrom(t, b)
		}
	case *ByteArray:
		switch op {
		case OpAdd:
			o, ok := bytesLike(b)
			if !ok {
				return nil, Raise(TypeError, "can't concat %s to %s", b.Type().name, a.Type().name)
			}
			if err := t.Alloc(len(o)); err != nil {
				return nil, err
			}
			x.B = append(x.B, o...)
			return a, nil
		case OpMult:
			if n, ok, err := AsIndex(t, b); ok && err == nil {
				s, err := repeatText(t, string(x.B), n)
				if err == nil {
					x.B = []byte(s)
				}
				return a, err
			}
		}
	}
	return nil, nil
}

var unaryInfo = [...]struct {
	method ident
	symbol string
}{
	python.Invert: {makeIdent("__invert__"), "~"},
	python.Not:    {ident{}, "not"},
	python.UAdd:   {makeIdent("__pos__"), "+"},
	python.USub:   {makeIdent("__neg__"), "-"},
}

// Unary returns op v.
func Unary(t *Thread, op UnaryOp, v Value) (Value, error) {
	if op == python.Not {
		truth, err := Truth(t, v)
		return Bool(!truth), err
	}
	if r, err := callSpecial(t, v, unaryInfo[op].method); r != nil || err != nil {
		return r, err
	}
	if n, ok := Unwrap(v).(Negator); ok {
		if r, err := n.Unary(t, op); err != nil || r != Value(NotImplemented) {
			return r, err
		}
	}
	return nil, Raise(TypeError, "bad operand type for unary %s: '%s'", unaryInfo[op].symbol, v.Type().name)
}

// Index returns v[key].
func Index(t *Thread, v, key Value) (Value, error) {
	if r, err := callSpecial(t, v, idGetitem, key); r != nil || err != nil {
		return r, err
	}
	return nativeIndex(t, v, key)
}

// nativeIndex returns v[key] without a look at what v's class overrides, but for __missing__ of dictionaries.
func nativeIndex(t *Thread, v, key Value) (Value, error) {
	native := Unwrap(v)
	if d, ok := native.(*Dict); ok {
		r, err := d.Get(t, key)
		if r != nil || err != nil {
			return r, err
		}
		if r, err := callSpecial(t, v, idMissing, key); r != nil || err != nil {
			return r, err
		}
		return nil, &Raised{NewException(KeyError, key)}
	}
	if x, ok := native.(Indexer); ok {
		return x.Index(t, key)
	}
	if ty, ok := v.(*Type); ok {
		if f := ty.Lookup("__class_getitem__"); f != nil {
			bound, err := bind(t, f, nil, ty)
			if err != nil {
				return nil, err
			}
			return Call(t, bound, []Value{key}, nil)
		}
		for _, c := range ty.mro {
			if c.native && c.subscriptable() || ty == TypeType {
				return newGenericAlias(ty, key), nil
			}
		}
		return nil, Raise(TypeError, "type '%s' is not subscriptable", ty.name)
	}
	return nil, Raise(TypeError, "'%s' object is not subscriptable", v.Type().name)
}

// SetIndex does v[key] = x, and del v[key] where x is nil.
func SetIndex(t *Thread, v, key, x Value) error {
	if x != nil {
		if r, err := callSpecial(t, v, idSetitem, key, x); r != nil || err != nil {
			return err
		}
	} else if r, err := callSpecial(t, v, idDelitem, key); r != nil || err != nil {
		return err
	}
	if s, ok := Unwrap(v).(IndexSetter); ok {
		return s.SetIndex(t, key, x)
	}
	if x == nil {
		words := "does not"
		switch Unwrap(v).(type) {
		case *Instance, Str, Bytes, *Tuple, *Range, *Set, *FrozenSet:
			if _, ok, err := AsIndex(t, key); ok && err == nil {
				words = "doesn't" // CPython's own two ways
			}
		}
		return Raise(TypeError, "'%s' object %s support item deletion", v.Type().name, words)
	}
	return Raise(TypeError, "'%s' object does not support item assignment", v.Type().name)
}

// Contains returns x in v.
func Contains(t *Thread, v, x Value) (bool, error) {
	if r, err := callSpecial(t, v, idContains, x); r != nil || err != nil {
		if err != nil {
			return false, err
		}
		return Truth(t, r)
	}
	if v.Type().native || v.Type().lookupUserIdent(idIter) == nil {
		if c, ok := Unwrap(v).(Container); ok {
			return c.Contains(t, x)
		}
	}
	it, err := Iterate(t, v)
	if err != nil {
		if IsException(err, TypeError) {
			err = Raise(TypeError, "argument of type '%s' is not iterable", v.Type().name)
		}
		return false, err
	}
	for {
		item, err := it.Next(t)
		if item == nil || err != nil {
			return false, err
		}
		if eq, err := IsOrEqual(t, item, x); eq || err != nil {
			return eq, err
		}
		if err := t.Step(); err != nil {
			return false, err
		}
	}
}

// Iterate returns iter(v).
func Iterate(t *Thread, v Value) (Iterator, error) {
	if r, err := callSpecial(t, v, idIter); r != nil || err != nil {
		if err != nil {
			return nil, err
		}
		return asIterator(t, r)
	}
	return nativeIterate(t, v)
}

// nativeIterate returns iter(v) without a look at v's __iter__.
func nativeIterate(t *Thread, v Value) (Iterator, error) {
	switch x := Unwrap(v).(type) {
	case Iterable:
		return x.Iter(t)
	case Iterator:
		return x, nil
	}
	if f := v.Type().lookupUserIdent(idGetitem); f != nil && !v.Type().native {
		return &indexIterator{v, 0}, nil
	}
	return nil, Raise(TypeError, "'%s' object is not iterable", v.Type().name)
}

// asIterator makes an iterator of what __iter__ returned.
func asIterator(t *Thread, v Value) (Iterator, error) {
	if !v.Type().native && v.Type().lookupUserIdent(idNext) != nil {
		return &userIterator{v}, nil
	}
	if it, ok := v.(Iterator); ok {
		return it, nil
	}
	return nil, Raise(TypeError, "iter() returned non-iterator of type '%s'", v.Type().name)
}

// userIterator iterates through __next__.
type userIterator struct{ v Value }

func (it *userIterator) Next(t *Thread) (Value, error) {
	r, err := callSpecial(t, it.v, idNext)
	if IsException(err, StopIteration) {
		return nil, nil
	}
	return r, err
}

// indexIterator iterates through __getitem__ with 0, 1, ... until IndexError.
type indexIterator struct {
	v    Value
	next int
}

func (it *indexIterator) Next(t *Thread) (Value, error) {
	r, err := Index(t, it.v, Int(it.next))
	if IsException(err, IndexError) || IsException(err, StopIteration) {
		return nil, nil
	}
	it.next++
	return r, err
}

// itemSize is what an item of a sequence counts: its place and a guess at what is in it.
const itemSize = 48

// Texts returns the texts that v yields; what else it yields is left out.
func Texts(t *Thread, v Value) ([]string, error) {
	items, err := ToSlice(t, v)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, x := range items {
		if s, ok := x.(Str); ok {
			out = append(out, string(s))
		}
	}
	return out, nil
}

// ToSlice returns what v yields. The caller must not change it: it may be the list's own.
func ToSlice(t *Thread, v Value) ([]Value, error) {
	switch x := v.(type) {
	case *List:
		return slices.Clip(x.Items), nil
	case *Tuple:
		return x.Items, nil
	}
	it, err := Iterate(t, v)
	if err != nil {
		return nil, err
	}
	var out []Value
	if s, ok := v.(Sized); ok {
		out = make([]Value, 0, min(s.Len(), 1<<16))
	}
	for {
		item, err := it.Next(t)
		if item == nil || err != nil {
			return out, err
		}
		out = append(out, item)
		if len(out)%1024 == 0 {
			if err := t.Alloc(itemSize * 1024); err != nil {
				return nil, err
			}
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}

// AsIndex returns an integer (or what __index__ gives) as an int. ok is false where v is none. A number too large for an
// int is an IndexError.
func AsIndex(t *Thread, v Value) (n int, ok bool, err error) {
	switch x := Unwrap(v).(type) {
	case Int:
		return int(x), true, nil
	case Bool:
		if x {
			return 1, true, nil
		}
		return 0, true, nil
	case *BigInt:
		return 0, true, Raise(IndexError, "cannot fit 'int' into an index-sized integer")
	}
	r, err := callSpecial(t, v, idIndex)
	if r == nil || err != nil {
		return 0, false, err
	}
	switch r.(type) {
	case Int, Bool, *BigInt:
		return AsIndex(t, r)
	}
	return 0, false, Raise(TypeError, "__index__ returned non-int (type %s)", r.Type().name)
}

// bounds returns where a slice starts and stops in a sequence of n items, its step, and how many items it selects.
func (s *Slice) bounds(t *Thread, n int) (start, stop, step, count int, err error) {
	get := func(v Value, def int) (int, error) {
		if v == Value(None) {
			return def, nil
		}
		if b, ok := v.(*BigInt); ok {
			if b.v.Sign() < 0 {
				return -1 << 62, nil
			}
			return 1 << 62, nil
		}
		i, ok, err := AsIndex(t, v)
		if err == nil && !ok {
			err = Raise(TypeError, "slice indices must be integers or None or have an __index__ method")
		}
		return i, err
	}
	if step, err = get(s.Step, 1); err != nil {
		return
	}
	if step == 0 {
		err = Raise(ValueError, "slice step cannot be zero")
		return
	}
	step = max(step, -math.MaxInt)
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	clamp := func(v Value, def int) (int, error) {
		if v == Value(None) {
			return def, nil
		}
		i, err := get(v, def)
		if i < 0 {
			i += n
		}
		return min(max(i, low), high), err
	}
	startDef, stopDef := low, high
	if step < 0 {
		startDef, stopDef = high, low
	}
	if start, err = clamp(s.Start, startDef); err != nil {
		return
	}
	if stop, err = clamp(s.Stop, stopDef); err != nil {
		return
	}
	if step > 0 && start < stop {
		count = (stop-start-1)/step + 1
	} else if step < 0 && start > stop {
		count = (start-stop-1)/-step + 1
	}
	return
}
