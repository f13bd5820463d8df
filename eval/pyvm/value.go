// Package pyvm is an interpreter of Python 3 (CPython 3.11's language) for what BitBake metadata runs: values, classes,
// exceptions, generators, modules, with limits on steps, memory and time. Code is compiled once into closures (Compile) and
// shared; a Thread runs it.
//
// The package knows nothing of BitBake, of files or of the host: modules that do are given to a Thread by whoever starts
// it (package stdlib has them).
package pyvm

import (
	"math/big"
)

// Value is a Python object. The kinds of values are
//
//	None NotImplemented Ellipsis          singletons
//	Bool Int *BigInt Float Complex        numbers
//	Str Bytes *ByteArray                  text
//	*Tuple *List *Dict *Set *FrozenSet    containers
//	*Range *Slice
//	*Function *Builtin *Method *Generator
//	*Type *Instance *Exception *Module
//	*Property *ClassMethod *StaticMethod *Super
//
// and any Go type of other packages that implements Value and, where it can do more, the interfaces below. What a value
// does not implement, its Type's attributes may say (__len__ and so on): the functions of this package (Len, Index, Call,
// Iterate, ...) look at both and are the one way to operate on values.
type Value interface {
	// Type returns the value's class. It is never nil.
	Type() *Type
}

// Interfaces that a native value may implement.
type (
	// Caller is a value that can be called.
	Caller interface {
		Call(t *Thread, args []Value, kw []Kw) (Value, error)
	}
	// Attributer has attributes of its own, looked up before those of its class. It returns nil, nil for one it has not.
	Attributer interface {
		Attr(t *Thread, name string) (Value, error)
	}
	// AttrSetter lets its attributes be set; a nil value deletes.
	AttrSetter interface {
		SetAttr(t *Thread, name string, v Value) error
	}
	// HasDict has an instance dictionary (__dict__) for attributes that metadata sets. It returns nil where it has none.
	HasDict interface {
		InstanceDict() *Dict
	}
	// Iterable can be iterated over.
	Iterable interface {
		Iter(t *Thread) (Iterator, error)
	}
	// Iterator yields values; nil, nil at the end, and ever after.
	Iterator interface {
		Next(t *Thread) (Value, error)
	}
	// Sized has a length.
	Sized interface {
		Len() int
	}
	// Indexer has x[key].
	Indexer interface {
		Index(t *Thread, key Value) (Value, error)
	}
	// IndexSetter has x[key] = v; a nil v deletes.
	IndexSetter interface {
		SetIndex(t *Thread, key, v Value) error
	}
	// Container has v in x.
	Container interface {
		Contains(t *Thread, v Value) (bool, error)
	}
	// Truther decides whether it is true; other values are, unless their length is 0.
	Truther interface {
		Truth() bool
	}
	// Reprer has a repr of its own.
	Reprer interface {
		Repr(t *Thread) (string, error)
	}
	// Strer has a str() that differs from its repr().
	Strer interface {
		StrOf(t *Thread) (string, error)
	}
	// Hasher can be a key. Values that compare equal have equal hashes.
	Hasher interface {
		Hash(t *Thread) (uint64, error)
	}
	// Comparer compares itself with another value. It returns NotImplemented for what it cannot compare with. Values that
	// are not Comparers are equal only to themselves.
	Comparer interface {
		Compare(t *Thread, op CompareOp, other Value) (Value, error)
	}
	// Operator has binary operators. swapped says that x is the right operand. It returns NotImplemented for an operand it
	// cannot deal with.
	Operator interface {
		Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error)
	}
	// Negator has the unary operators.
	Negator interface {
		Unary(t *Thread, op UnaryOp) (Value, error)
	}
)

// Kw is a keyword argument.
type Kw struct {
	Name  string
	Value Value
}

type singleton struct {
	typ  *Type
	repr string
}

func (s *singleton) Type() *Type                  { return s.typ }
func (s *singleton) Repr(*Thread) (string, error) { return s.repr, nil }
func (s *singleton) Truth() bool                  { return s != None }

// The singletons.
var (
	None           = &singleton{NoneType, "None"}
	NotImplemented = &singleton{NotImplementedType, "NotImplemented"}
	Ellipsis       = &singleton{EllipsisType, "Ellipsis"}
)

// The numbers. An integer is an Int where it fits and a *BigInt only where it does not.
type (
	Bool    bool
	Int     int64
	BigInt  struct{ v *big.Int }
	Float   float64
	Complex complex128
)

// True and False, for readability.
const (
	True  = Bool(true)
	False = Bool(false)
)

func (Bool) Type() *Type    { return BoolType }
func (Int) Type() *Type     { return IntType }
func (*BigInt) Type() *Type { return IntType }
func (Float) Type() *Type   { return FloatType }
func (Complex) Type() *Type { return ComplexType }

// MakeInt returns the Python integer for v, which the caller must not change afterwards.
func MakeInt(v *big.Int) Value {
	if v.IsInt64() {
		return Int(v.Int64())
	}
	return &BigInt{v}
}

// Big returns the value as a big integer, for Bool, Int and *BigInt; else nil.
func Big(v Value) *big.Int {
	switch v := v.(type) {
	case Bool:
		if v {
			return big.NewInt(1)
		}
		return new(big.Int)
	case Int:
		return big.NewInt(int64(v))
	case *BigInt:
		return v.v
	}
	return nil
}

// Str is a string: UTF-8, but for lone surrogates, which stand as their three-byte form (WTF-8). Indices and lengths that
// Python code sees count code points.
type Str string

// Bytes is an immutable byte string; ByteArray a mutable one.
type (
	Bytes     string
	ByteArray struct{ B []byte }
)

func (Str) Type() *Type        { return StrType }
func (Bytes) Type() *Type      { return BytesType }
func (*ByteArray) Type() *Type { return ByteArrayType }

// Tuple is an immutable sequence.
type Tuple struct{ Items []Value }

// NewTuple returns a tuple of the items, which it keeps.
func NewTuple(items ...Value) *Tuple { return &Tuple{items} }

func (*Tuple) Type() *Type { return TupleType }

// Range is range(Start, Stop, Step).
type Range struct{ Start, Stop, Step int64 }

func (*Range) Type() *Type { return RangeType }

// Slice is the slice object of x[Start:Stop:Step]; each may be None.
type Slice struct{ Start, Stop, Step Value }

func (*Slice) Type() *Type { return SliceType }

// Cell holds a variable that an inner function shares with the outer. A nil value is an unset variable.
type Cell struct{ v Value }

// Strings converts Go strings to a list's or tuple's items.
func Strings(list []string) []Value {
	out := make([]Value, len(list))
	for i, s := range list {
		out[i] = Str(s)
	}
	return out
}

// FromGo converts nil, bool, int, string, []string and Value to a Value; it panics for anything else.
func FromGo(x any) Value {
	switch x := x.(type) {
	case nil:
		return None
	case Value:
		return x
	case bool:
		return Bool(x)
	case int:
		return Int(x)
	case string:
		return Str(x)
	case []string:
		return NewList(Strings(x)...)
	}
	panic("pyvm: no Python value for this Go type")
}
