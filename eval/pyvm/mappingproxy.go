package pyvm

// MappingProxy is a read-only view of a dictionary: __dict__ of a class.
type MappingProxy struct{ d *Dict }

// MappingProxyType is types.MappingProxyType.
var MappingProxyType = &Type{}

var mappingProxySpec = Spec{Name: "mappingproxy", Final: true, Attrs: map[string]Value{"__hash__": None}, New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var d *Dict
	if err := Unpack(t, "mappingproxy", args, kw, "mapping", &d); err != nil {
		return nil, err
	}
	return &MappingProxy{d}, nil
}}

func (*MappingProxy) Type() *Type { return MappingProxyType }

// Len returns the number of entries.
func (m *MappingProxy) Len() int { return m.d.Len() }

// Index returns the value of a key.
func (m *MappingProxy) Index(t *Thread, key Value) (Value, error) { return Index(t, m.d, key) }

// Contains looks for a key.
func (m *MappingProxy) Contains(t *Thread, v Value) (bool, error) {
	x, err := m.d.Get(t, v)
	return x != nil, err
}

// Iter yields the keys.
func (m *MappingProxy) Iter(t *Thread) (Iterator, error) { return Iterate(t, m.d) }

// Repr returns mappingproxy({...}).
func (m *MappingProxy) Repr(t *Thread) (string, error) {
	s, err := Repr(t, m.d)
	return "mappingproxy(" + s + ")", err
}

// Compare compares as the dictionary does.
func (m *MappingProxy) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	if o, ok := other.(*MappingProxy); ok {
		other = o.d
	}
	return Compare(t, op, m.d, other)
}

// Attr returns the methods of a dictionary that only read.
func (m *MappingProxy) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "get", "keys", "values", "items", "copy", "__getitem__", "__contains__", "__len__", "__iter__":
		if f := DictType.Lookup(name); f != nil {
			return bind(t, f, m.d, DictType)
		}
	}
	return nil, nil
}
