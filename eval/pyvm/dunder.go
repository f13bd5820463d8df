package pyvm

import (
	"slices"

	"github.com/knead-build/knead/lang/python"
)

// This file gives the native types the special methods that Python code calls by name (list.__init__, dict.__setitem__,
// super().__contains__): each is this package's operation on the native part of the object, without a look at what the
// object's class overrides.

// nativeProtocol says which special methods a native type gets: those of the interfaces that proto implements, and of the
// operators those listed.
type nativeProtocol struct {
	ty      *Type
	proto   Value
	ops     []BinaryOp
	ordered bool // has <, <=, >, >=
	inplace []BinaryOp
}

func nativeProtocols() []nativeProtocol {
	arithmetic := []BinaryOp{python.Add, python.Sub, python.Mult, python.Div, python.Mod, python.Pow, python.FloorDiv}
	bits := []BinaryOp{python.LShift, python.RShift, python.BitOr, python.BitXor, python.BitAnd}
	sets := []BinaryOp{python.BitOr, python.BitXor, python.BitAnd, python.Sub}
	return []nativeProtocol{
		{ty: NoneType, proto: None},
		{ty: BoolType, proto: True, ops: slices.Concat(arithmetic, bits), ordered: true},
		{ty: IntType, proto: Int(0), ops: slices.Concat(arithmetic, bits), ordered: true},
		{ty: FloatType, proto: Float(0), ops: arithmetic, ordered: true},
		{ty: ComplexType, proto: Complex(0), ops: []BinaryOp{python.Add, python.Sub, python.Mult, python.Div, python.Pow}},
		{ty: StrType, proto: Str(""), ops: []BinaryOp{python.Add, python.Mult, python.Mod}, ordered: true},
		{ty: BytesType, proto: Bytes(""), ops: []BinaryOp{python.Add, python.Mult, python.Mod}, ordered: true},
		{ty: ByteArrayType, proto: &ByteArray{}, ops: []BinaryOp{python.Add, python.Mult, python.Mod}, ordered: true, inplace: []BinaryOp{python.Add, python.Mult}},
		{ty: TupleType, proto: &Tuple{}, ops: []BinaryOp{python.Add, python.Mult}, ordered: true},
		{ty: ListType, proto: &List{}, ops: []BinaryOp{python.Add, python.Mult}, ordered: true, inplace: []BinaryOp{python.Add, python.Mult}},
		{ty: DictType, proto: &Dict{}, ops: []BinaryOp{python.BitOr}, inplace: []BinaryOp{python.BitOr}},
		{ty: SetType, proto: &Set{}, ops: sets, ordered: true, inplace: sets},
		{ty: FrozenSetType, proto: &FrozenSet{}, ops: sets, ordered: true},
		{ty: RangeType, proto: &Range{}},
		{ty: SliceType, proto: &Slice{}},
		{ty: FunctionType, proto: &Function{}},
		{ty: BuiltinType, proto: &Builtin{}},
		{ty: MethodType, proto: &Method{}},
		{ty: MethodDescriptorType, proto: &Builtin{}},
		{ty: WrapperDescriptorType, proto: &Builtin{}},
		{ty: MethodWrapperType, proto: &Method{}},
		{ty: GeneratorType, proto: &Generator{}},
		{ty: IteratorType, proto: &listIterator{}},
		{ty: BaseException, proto: &Exception{}},
		{ty: TypeType, proto: ObjectType},
	}
}

// defineSpecialMethods adds the special methods to the native types, and then makes all native types' tables anew.
func defineSpecialMethods() {
	for _, p := range append(nativeProtocols(), iteratorProtocols()...) {
		p.define()
	}
}

func (p *nativeProtocol) add(name string, fn Func) {
	if p.ty.attrs.GetStr(name) == nil {
		p.ty.attrs.SetStr(name, &Builtin{name: name, fn: fn, owner: p.ty})
	}
}

// unary adds a method without arguments.
func (p *nativeProtocol) unary(name string, fn func(t *Thread, self Value) (Value, error)) {
	method := oneArg(name, fn)
	p.add(name, func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := p.check(name, args); err != nil {
			return nil, err
		}
		return method(t, args, kw)
	})
}

// binary adds a method with one argument.
func (p *nativeProtocol) binary(name string, fn func(t *Thread, self, other Value) (Value, error)) {
	method := comparison(name, fn)
	p.add(name, func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := p.check(name, args); err != nil {
			return nil, err
		}
		return method(t, args, kw)
	})
}

// check refuses an object of another type.
func (p *nativeProtocol) check(name string, args []Value) error {
	if len(args) == 0 {
		return Raise(TypeError, "descriptor '%s' of '%s' object needs an argument", name, p.ty.name)
	}
	if v := args[0]; !v.Type().IsSubclass(p.ty) {
		return Raise(TypeError, "descriptor '%s' requires a '%s' object but received a '%s'", name, p.ty.name, v.Type().name)
	}
	return nil
}

func (p *nativeProtocol) define() {
	if _, ok := p.proto.(Sized); ok {
		p.unary("__len__", func(t *Thread, v Value) (Value, error) {
			return makeInt(int64(Unwrap(v).(Sized).Len())), nil
		})
	}
	if _, ok := p.proto.(Indexer); ok || p.ty == DictType {
		p.binary("__getitem__", nativeIndex)
	}
	if _, ok := p.proto.(IndexSetter); ok {
		p.add("__setitem__", func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if err := p.check("__setitem__", args); err != nil {
				return nil, err
			}
			if len(args) != 3 || len(kw) > 0 {
				return nil, wrongCount("__setitem__", 2, len(args)-1, len(kw))
			}
			return None, Unwrap(args[0]).(IndexSetter).SetIndex(t, args[1], args[2])
		})
		p.binary("__delitem__", func(t *Thread, v, key Value) (Value, error) {
			return None, Unwrap(v).(IndexSetter).SetIndex(t, key, nil)
		})
	}
	if _, ok := p.proto.(Container); ok {
		p.binary("__contains__", func(t *Thread, v, x Value) (Value, error) {
			r, err := Unwrap(v).(Container).Contains(t, x)
			return Bool(r), err
		})
	}
	p.iteration()
	p.text()
	p.comparisons()
	p.operators()
}

func (p *nativeProtocol) iteration() {
	_, iterable := p.proto.(Iterable)
	_, iterator := p.proto.(Iterator)
	if iterable || iterator {
		p.unary("__iter__", func(t *Thread, v Value) (Value, error) {
			it, err := nativeIterate(t, v)
			if err != nil {
				return nil, err
			}
			return iteratorValue(it), nil
		})
	}
	if iterator {
		p.unary("__next__", func(t *Thread, v Value) (Value, error) {
			return NextOrStop(t, Unwrap(v).(Iterator))
		})
	}
}

func (p *nativeProtocol) text() {
	if _, ok := p.proto.(Reprer); ok {
		p.unary("__repr__", func(t *Thread, v Value) (Value, error) {
			s, err := nativeRepr(t, v)
			return Str(s), err
		})
	}
	if _, ok := p.proto.(Strer); ok {
		p.unary("__str__", func(t *Thread, v Value) (Value, error) {
			s, err := Unwrap(v).(Strer).StrOf(t)
			return Str(s), err
		})
	} else if p.ty == StrType {
		p.unary("__str__", func(t *Thread, v Value) (Value, error) { return Unwrap(v), nil })
	}
	if _, ok := p.proto.(Caller); ok && p.ty != TypeType {
		p.add("__call__", func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) == 0 {
				return nil, wrongCount("__call__", 0, -1, 0)
			}
			return Call(t, args[0], args[1:], kw)
		})
	}
	if _, ok := p.proto.(Truther); ok && p.ty != StrType && p.ty != ListType {
		p.unary("__bool__", func(t *Thread, v Value) (Value, error) {
			return Bool(Unwrap(v).(Truther).Truth()), nil
		})
	} else if p.ty == IntType || p.ty == FloatType {
		p.unary("__bool__", func(t *Thread, v Value) (Value, error) {
			truth, err := Truth(t, Unwrap(v))
			return Bool(truth), err
		})
	}
}

func (p *nativeProtocol) comparisons() {
	_, comparable := p.proto.(Comparer)
	_, hashable := p.proto.(Hasher)
	if hashable || p.ty == StrType {
		p.unary("__hash__", func(t *Thread, v Value) (Value, error) {
			h, err := Hash(t, Unwrap(v))
			return hashValue(h), err
		})
	} else if comparable {
		p.ty.attrs.SetStr("__hash__", None)
	}
	if !comparable && p.ty != StrType {
		return
	}
	ops := []CompareOp{OpEq, OpNotEq}
	if p.ordered {
		ops = append(ops, OpLt, OpLtE, OpGt, OpGtE)
	}
	for _, op := range ops {
		p.binary(compareInfo[op].method.name, func(t *Thread, a, b Value) (Value, error) {
			return nativeCompare(t, op, a, b)
		})
	}
}

func (p *nativeProtocol) operators() {
	for _, op := range p.ops {
		info := &operatorInfo[op]
		p.binary(info.method.name, func(t *Thread, a, b Value) (Value, error) {
			return nativeBinary(t, op, a, b, false)
		})
		if op != python.Add || p.ty == IntType || p.ty == FloatType || p.ty == BoolType || p.ty == ComplexType {
			p.binary(info.reflected.name, func(t *Thread, a, b Value) (Value, error) {
				return nativeBinary(t, op, a, b, true)
			})
		}
	}
	for _, op := range p.inplace {
		p.binary(operatorInfo[op].inplace.name, func(t *Thread, a, b Value) (Value, error) {
			r, err := nativeInPlace(t, op, a, b)
			if r == nil && err == nil {
				return NotImplemented, nil
			}
			return r, err
		})
	}
	if _, ok := p.proto.(Negator); !ok {
		return
	}
	for op, info := range unaryInfo {
		if info.method.name == "" || UnaryOp(op) == python.Invert && p.ty != IntType && p.ty != BoolType {
			continue
		}
		p.unary(info.method.name, func(t *Thread, v Value) (Value, error) {
			return Unwrap(v).(Negator).Unary(t, UnaryOp(op))
		})
	}
	if p.ty == IntType {
		p.unary("__index__", func(t *Thread, v Value) (Value, error) { return intOf(v), nil })
		p.unary("__int__", func(t *Thread, v Value) (Value, error) { return intOf(v), nil })
	}
}

// intOf returns an integer without a class derived from int around it, and a bool as the number.
func intOf(v Value) Value {
	v = Unwrap(v)
	if b, ok := v.(Bool); ok {
		if b {
			return Int(1)
		}
		return Int(0)
	}
	return v
}
