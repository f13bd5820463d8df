package pyvm

var intSpec = Spec{Name: "int"}
var boolSpec = Spec{Name: "bool"}
var floatSpec = Spec{Name: "float"}
var strSpec = Spec{Name: "str"}
var bytesSpec = Spec{Name: "bytes"}
var byteArraySpec = Spec{Name: "bytearray"}
var tupleSpec = Spec{Name: "tuple"}
var dictSpec = Spec{Name: "dict"}
var setSpec = Spec{Name: "set"}
var frozenSetSpec = Spec{Name: "frozenset"}
var rangeSpec = Spec{Name: "range"}
var sliceSpec = Spec{Name: "slice"}
var iteratorSpec = Spec{Name: "iterator"}

// Set is a set, FrozenSet an immutable one.
type (
	Set       struct{ d Dict }
	FrozenSet struct{ d Dict }
)

func (*Set) Type() *Type       { return SetType }
func (*FrozenSet) Type() *Type { return FrozenSetType }

// inPlace does s op= other where op is |, &, - or ^ and other a set.
func (s *Set) inPlace(t *Thread, op BinaryOp, other Value) (bool, error) {
	panic("not written yet")
}

// sortValues returns the items sorted, by key(item) where key is given; stable, also in reverse.
func sortValues(t *Thread, items []Value, key Value, reverse bool) ([]Value, error) {
	panic("not written yet")
}
