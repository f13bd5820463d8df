package pyvm

// Instance is an object of a class that Python code made.
//
// Its attributes are in values, in the order of the names in the class's keys: the first len(values) of them are set. That
// costs no dictionary for the many objects that set the same attributes in the same order. An object that sets others, or
// deletes one, or whose __dict__ somebody wants, has a dictionary instead.
type Instance struct {
	cls    *Type
	attrs  *Dict // nil where the attributes are in values
	values []Value
	base   Value    // the native part, where the class derives from a native type: a *List for class X(list)
	slots  *[]Value // the values of __slots__, of the class and its bases; nil until the first is set
}

// maxKeys is how many attributes instances of a class keep without a dictionary.
const maxKeys = 32

func (x *Instance) Type() *Type { return x.cls }

// InstanceDict returns the instance's attributes.
func (x *Instance) InstanceDict() *Dict {
	if x.attrs == nil {
		x.attrs = NewDict(max(4, len(x.values)))
		for i, v := range x.values {
			x.attrs.setIdent(x.cls.keys[i], v)
		}
		x.values = nil
	}
	return x.attrs
}

// get returns an attribute of the instance's own, or nil. e is what the class knows of the name.
func (x *Instance) get(e *cachedAttr) Value {
	if x.attrs != nil {
		return x.attrs.getIdent(e.ident)
	}
	if uint(e.slot) < uint(len(x.values)) {
		return x.values[e.slot]
	}
	return nil
}

// set sets an attribute of the instance's own. e is what the class knows of the name.
func (x *Instance) set(e *cachedAttr, v Value) {
	if x.attrs == nil {
		if e.slot < 0 && len(x.cls.keys) < maxKeys && len(x.cls.keys) == len(x.values) {
			e.slot = len(x.cls.keys)
			x.cls.keys = append(x.cls.keys, e.ident)
		}
		switch {
		case uint(e.slot) < uint(len(x.values)):
			x.values[e.slot] = v
			return
		case e.slot == len(x.values):
			if x.values == nil {
				x.values = make([]Value, 0, len(x.cls.keys))
			}
			x.values = append(x.values, v)
			return
		}
	}
	x.InstanceDict().setIdent(e.ident, v)
}

// delete removes an attribute of the instance's own and reports whether it was there.
func (x *Instance) delete(name string) bool { return x.InstanceDict().DelStr(name) }

func (ty *Type) keyIndex(id ident) int {
	for i := range ty.keys {
		if ty.keys[i].hash == id.hash && ty.keys[i].name == id.name {
			return i
		}
	}
	return -1
}
