package pyvm

// The types of the iterators that Python code can make by calling them, and of those that it only can see.
var (
	mapType       = &Type{}
	filterType    = &Type{}
	zipType       = &Type{}
	enumerateType = &Type{}
	reversedType  = &Type{}

	listIteratorType        = &Type{}
	listReverseIteratorType = &Type{}
	tupleIteratorType       = &Type{}
	strIteratorType         = &Type{}
	bytesIteratorType       = &Type{}
	byteArrayIteratorType   = &Type{}
	setIteratorType         = &Type{}
	rangeIteratorType       = &Type{}
	callableIteratorType    = &Type{}

	dictViewTypes            = [...]*Type{dictKeys: {}, dictValues: {}, dictItems: {}}
	dictIteratorTypes        = [...]*Type{dictKeys: {}, dictValues: {}, dictItems: {}}
	dictReverseIteratorTypes = [...]*Type{dictKeys: {}, dictValues: {}, dictItems: {}}
)

// defineIterators fills the types of this file in and returns them.
func defineIterators() (defined []*Type) {
	for _, d := range []struct {
		ty   *Type
		spec Spec
	}{
		{mapType, Spec{Name: "map", New: newMap}},
		{filterType, Spec{Name: "filter", New: newFilter}},
		{zipType, Spec{Name: "zip", New: newZip}},
		{enumerateType, Spec{Name: "enumerate", New: newEnumerate}},
		{reversedType, Spec{Name: "reversed", New: newReversed}},
		{dictViewTypes[dictKeys], Spec{Name: "dict_keys", Final: true, Methods: dictSetViewMethods, Getters: dictViewGetters}},
		{dictViewTypes[dictValues], Spec{Name: "dict_values", Final: true, Methods: dictViewMethods, Getters: dictViewGetters}},
		{dictViewTypes[dictItems], Spec{Name: "dict_items", Final: true, Methods: dictSetViewMethods, Getters: dictViewGetters}},
	} {
		d.ty.define(d.spec)
		defined = append(defined, d.ty)
	}
	for name, ty := range map[string]*Type{
		"list_iterator":             listIteratorType,
		"list_reverseiterator":      listReverseIteratorType,
		"tuple_iterator":            tupleIteratorType,
		"str_iterator":              strIteratorType,
		"bytes_iterator":            bytesIteratorType,
		"bytearray_iterator":        byteArrayIteratorType,
		"set_iterator":              setIteratorType,
		"range_iterator":            rangeIteratorType,
		"callable_iterator":         callableIteratorType,
		"dict_keyiterator":          dictIteratorTypes[dictKeys],
		"dict_valueiterator":        dictIteratorTypes[dictValues],
		"dict_itemiterator":         dictIteratorTypes[dictItems],
		"dict_reversekeyiterator":   dictReverseIteratorTypes[dictKeys],
		"dict_reversevalueiterator": dictReverseIteratorTypes[dictValues],
		"dict_reverseitemiterator":  dictReverseIteratorTypes[dictItems],
	} {
		ty.define(Spec{Name: name, Final: true})
		defined = append(defined, ty)
	}
	return defined
}

// iteratorProtocols says which special methods these types get.
func iteratorProtocols() []nativeProtocol {
	out := []nativeProtocol{
		{ty: mapType, proto: &mapIterator{}},
		{ty: filterType, proto: &filterIterator{}},
		{ty: zipType, proto: &zipIterator{}},
		{ty: enumerateType, proto: &enumerateIterator{}},
		{ty: reversedType, proto: &reversedIterator{}},
		{ty: listIteratorType, proto: &listIterator{}},
		{ty: listReverseIteratorType, proto: &reversedIterator{}},
		{ty: tupleIteratorType, proto: &tupleIterator{}},
		{ty: strIteratorType, proto: &strIterator{}},
		{ty: bytesIteratorType, proto: &bytesIterator{}},
		{ty: byteArrayIteratorType, proto: &byteArrayIterator{}},
		{ty: setIteratorType, proto: &setIterator{}},
		{ty: rangeIteratorType, proto: &rangeIterator{}},
		{ty: callableIteratorType, proto: &callableIterator{}},
	}
	sets := []BinaryOp{OpBitOr, OpBitXor, OpBitAnd, OpSub}
	for part := range dictViewTypes {
		view := nativeProtocol{ty: dictViewTypes[part], proto: &DictView{}}
		if dictPart(part) != dictValues {
			view.ops, view.ordered = sets, true
		}
		out = append(out, view,
			nativeProtocol{ty: dictIteratorTypes[part], proto: &dictIterator{}},
			nativeProtocol{ty: dictReverseIteratorTypes[part], proto: &dictIterator{}})
	}
	return out
}

var iteratorSpec = Spec{Name: "iterator", Final: true}
