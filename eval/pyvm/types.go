package pyvm

// The native types of this package. They are filled in by defineTypes, as their methods refer to them.
var (
	ObjectType         = &Type{}
	TypeType           = &Type{}
	NoneType           = &Type{}
	NotImplementedType = &Type{}
	EllipsisType       = &Type{}
	BoolType           = &Type{}
	IntType            = &Type{}
	FloatType          = &Type{}
	ComplexType        = &Type{}
	StrType            = &Type{}
	BytesType          = &Type{}
	ByteArrayType      = &Type{}
	TupleType          = &Type{}
	ListType           = &Type{}
	DictType           = &Type{}
	SetType            = &Type{}
	FrozenSetType      = &Type{}
	RangeType          = &Type{}
	SliceType          = &Type{}
	FunctionType       = &Type{}
	BuiltinType        = &Type{}
	MethodType         = &Type{}
	GeneratorType      = &Type{}
	ModuleType         = &Type{}
	CodeType           = &Type{}
	CellType           = &Type{}
	PropertyType       = &Type{}
	ClassMethodType    = &Type{}
	StaticMethodType   = &Type{}
	SuperType          = &Type{}
	GetSetType         = &Type{}
	TracebackType      = &Type{}
	IteratorType       = &Type{} // iterators of native containers
)

func init() { defineTypes() }

// defineTypes fills the types in, bases first.
func defineTypes() {
	ObjectType.define(objectSpec)
	TypeType.define(typeSpec)
	defined := []*Type{ObjectType, TypeType}
	for _, d := range []struct {
		ty   *Type
		spec Spec
	}{
		{NoneType, Spec{Name: "NoneType", Final: true, New: func(_ *Thread, _ *Type, args []Value, kw []Kw) (Value, error) {
			if len(args)+len(kw) > 0 {
				return nil, Raise(TypeError, "NoneType takes no arguments")
			}
			return None, nil
		}}},
		{NotImplementedType, Spec{Name: "NotImplementedType", Final: true}},
		{EllipsisType, Spec{Name: "ellipsis", Final: true}},
		{IntType, intSpec},
		{BoolType, boolSpec},
		{FloatType, floatSpec},
		{ComplexType, complexSpec},
		{StrType, strSpec},
		{BytesType, bytesSpec},
		{ByteArrayType, byteArraySpec},
		{TupleType, tupleSpec},
		{ListType, listSpec},
		{DictType, dictSpec},
		{SetType, setSpec},
		{FrozenSetType, frozenSetSpec},
		{RangeType, rangeSpec},
		{SliceType, sliceSpec},
		{FunctionType, functionSpec},
		{BuiltinType, Spec{Name: "builtin_function_or_method", Final: true}},
		{MethodType, methodSpec},
		{MethodDescriptorType, Spec{Name: "method_descriptor", Final: true}},
		{WrapperDescriptorType, Spec{Name: "wrapper_descriptor", Final: true}},
		{MethodWrapperType, Spec{Name: "method-wrapper", Final: true}},
		{GeneratorType, generatorSpec},
		{ModuleType, moduleSpec},
		{MappingProxyType, mappingProxySpec},
		{MemberType, Spec{Name: "member_descriptor", Final: true, Methods: dataDescriptorMethods}},
		{GenericAliasType, genericAliasSpec},
		{UnionType, Spec{Name: "UnionType", Module: "types", Final: true}},
		{CodeType, Spec{Name: "code", Final: true, Getters: attrGetters("co_name", "co_qualname", "co_filename", "co_firstlineno", "co_argcount",
			"co_posonlyargcount", "co_kwonlyargcount", "co_varnames", "co_nlocals", "co_freevars", "co_cellvars", "co_flags", "co_consts")}},
		{CellType, Spec{Name: "cell", Final: true, Getters: attrGetters("cell_contents"), New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
			c := &Cell{}
			return c, Unpack(t, "cell", args, kw, "contents?", &c.v)
		}}},
		{PropertyType, propertySpec},
		{ClassMethodType, classMethodSpec},
		{StaticMethodType, staticMethodSpec},
		{SuperType, superSpec},
		{GetSetType, Spec{Name: "getset_descriptor", Final: true, Methods: dataDescriptorMethods}},
		{FrameType, Spec{Name: "frame", Final: true}},
		{TracebackType, Spec{Name: "traceback", Final: true}},
		{IteratorType, iteratorSpec},
	} {
		d.ty.define(d.spec)
		defined = append(defined, d.ty)
	}
	defined = append(defined, defineIterators()...)
	defineExceptions()
	defineSpecialMethods()
	for _, ty := range defined {
		ty.flatten()
	}
	for _, ty := range exceptionTypes {
		ty.flatten()
	}
	ABCMetaType.define(abcMetaSpec)
	ABCType.define(Spec{Name: "ABC", Module: "abc", Meta: ABCMetaType})
	defineBuiltins()
}
