package pyvm

import (
	"slices"
)

// newClass is type.__new__: it makes a class.
func newClass(t *Thread, meta *Type, name string, baseValues []Value, ns *Dict, kw []Kw) (*Type, error) {
	bases := make([]*Type, len(baseValues))
	for i, v := range baseValues {
		b, ok := v.(*Type)
		if !ok {
			return nil, Raise(TypeError, "bases must be types")
		}
		if b.final {
			return nil, Raise(TypeError, "type '%s' is not an acceptable base type", b.name)
		}
		if slices.Contains(bases[:i], b) {
			return nil, Raise(TypeError, "duplicate base class %s", b.name)
		}
		bases[i] = b
	}
	if len(bases) == 0 {
		bases = []*Type{ObjectType}
	}
	meta, err := mostDerivedMeta(meta, baseValues)
	if err != nil {
		return nil, err
	}
	cls := &Type{name: name, qualname: name, bases: bases, meta: meta, attrs: ns.Copy()}
	if err := cls.setLayout(); err != nil {
		return nil, err
	}
	if cls.mro, err = linearize(cls, bases); err != nil {
		return nil, err
	}
	if err := cls.setMRO(t); err != nil {
		return nil, err
	}
	cls.setNames(t)
	cls.wrapFunctions()
	if err := cls.setSlots(t); err != nil {
		return nil, err
	}
	cls.addDictDescriptors()
	if cls.attrs.getIdent(idDoc) == nil {
		cls.attrs.setIdent(idDoc, None)
	}
	if cell, ok := cls.attrs.getIdent(idClasscell).(*Cell); ok {
		cls.attrs.DelStr("__classcell__")
		cell.v = cls
	}
	for _, b := range bases {
		b.addSubclass(cls)
	}
	if err := cls.callSetName(t); err != nil {
		return nil, err
	}
	return cls, cls.callInitSubclass(t, kw)
}

// setBases does cls.__bases__ = v.
func (ty *Type) setBases(t *Thread, v Value) error {
	tuple, ok := v.(*Tuple)
	if !ok {
		return Raise(TypeError, "can only assign tuple to %s.__bases__, not %s", ty.name, v.Type().name)
	}
	if len(tuple.Items) == 0 {
		return Raise(TypeError, "can only assign non-empty tuple to %s.__bases__, not ()", ty.name)
	}
	bases := make([]*Type, len(tuple.Items))
	for i, v := range tuple.Items {
		b, ok := v.(*Type)
		switch {
		case !ok:
			return Raise(TypeError, "%s.__bases__ must be tuple of classes, not '%s'", ty.name, v.Type().name)
		case b.IsSubclass(ty):
			return Raise(TypeError, "a __bases__ item causes an inheritance cycle")
		case b.final:
			return Raise(TypeError, "type '%s' is not an acceptable base type", b.name)
		}
		bases[i] = b
	}
	probe := &Type{name: ty.name, bases: bases}
	if err := probe.setLayout(); err != nil {
		return err
	}
	if probe.layout != ty.layout || probe.nslots+len(ty.slots) != ty.nslots {
		return Raise(TypeError, "__bases__ assignment: '%s' object layout differs from '%s'", bases[0].name, ty.bestBase().name)
	}
	mro, err := linearize(ty, bases)
	if err != nil {
		return err
	}
	for _, b := range ty.bases {
		b.removeSubclass(ty)
	}
	for _, b := range bases {
		b.addSubclass(ty)
	}
	ty.bases, ty.mro = bases, mro
	ty.changed()
	return ty.reorderSubclasses(t)
}

// reorderSubclasses finds the method resolution order of the classes derived from ty anew.
func (ty *Type) reorderSubclasses(t *Thread) error {
	if err := t.enter(); err != nil {
		return err
	}
	defer t.leave()
	for _, sub := range ty.subclasses() {
		mro, err := linearize(sub, sub.bases)
		if err != nil {
			return err
		}
		sub.mro = mro
		if err := sub.reorderSubclasses(t); err != nil {
			return err
		}
	}
	return nil
}

// solid returns the native type whose representation instances of ty have; ObjectType where they have none.
func (ty *Type) solid() *Type {
	switch {
	case !ty.native:
		return ty.layout
	case ty.IsSubclass(BaseException):
		return BaseException
	case ty.make == nil && len(ty.bases) > 0:
		return ty.bases[0].solid()
	}
	return ty
}

// setLayout decides what instances are made of, from the bases.
func (ty *Type) setLayout() error {
	ty.layout = ObjectType
	var slotted *Type
	for _, b := range ty.bases {
		s := b.solid()
		switch {
		case ty.layout.IsSubclass(s):
		case s.IsSubclass(ty.layout):
			ty.layout = s
		default:
			return Raise(TypeError, "multiple bases have instance lay-out conflict")
		}
		owner := b.slotOwner()
		switch {
		case owner == nil:
		case slotted == nil || owner.IsSubclass(slotted):
			slotted = owner
		case !slotted.IsSubclass(owner):
			return Raise(TypeError, "multiple bases have instance lay-out conflict")
		}
	}
	if slotted != nil {
		ty.nslots = slotted.nslots
	}
	return nil
}

// slotOwner returns the class that added the last of the slots that instances of ty have; nil where they have none.
func (ty *Type) slotOwner() *Type {
	switch {
	case ty.nslots == 0:
		return nil
	case len(ty.slots) > 0:
		return ty
	}
	for _, b := range ty.bases {
		if b.nslots == ty.nslots {
			return b.slotOwner()
		}
	}
	return ty
}

// bestBase returns __base__: the base whose representation instances have.
func (ty *Type) bestBase() *Type {
	best := ty.bases[0]
	for _, b := range ty.bases[1:] {
		if b.extends(best) {
			best = b
		}
	}
	return best
}

// extends reports whether instances of ty have all that those of o have, and more.
func (ty *Type) extends(o *Type) bool {
	mine, its := ty.solid(), o.solid()
	if mine != its {
		return mine.IsSubclass(its)
	}
	slots, than := ty.slotOwner(), o.slotOwner()
	return slots != nil && slots != than && (than == nil || slots.IsSubclass(than))
}

// setMRO lets a metaclass's mro() decide the method resolution order.
func (ty *Type) setMRO(t *Thread) error {
	if ty.meta.lookupUser("mro") == nil {
		return nil
	}
	r, err := callUser(t, ty, "mro")
	if err != nil {
		return err
	}
	items, err := ToSlice(t, r)
	if err != nil {
		return err
	}
	mro := make([]*Type, len(items))
	for i, v := range items {
		c, ok := v.(*Type)
		if !ok {
			return Raise(TypeError, "mro() returned a non-class ('%s')", v.Type().name)
		}
		mro[i] = c
	}
	if len(mro) == 0 || mro[len(mro)-1] != ObjectType {
		return Raise(TypeError, "mro() returned base with unsuitable layout ('%s')", ty.name)
	}
	ty.mro = mro
	ty.cache = nil
	return nil
}

// setNames sets __module__ and __qualname__.
func (ty *Type) setNames(t *Thread) {
	if ty.attrs.getIdent(idModule) == nil {
		if name := t.CurrentGlobals().getIdent(idName); name != nil {
			ty.attrs.setIdent(idModule, name)
		}
	}
	if s, ok := ty.attrs.getIdent(idModule).(Str); ok {
		ty.module = string(s)
	}
	if s, ok := ty.attrs.getIdent(idQualname).(Str); ok {
		ty.qualname = string(s)
		ty.attrs.DelStr("__qualname__")
	}
}

// wrapFunctions makes class methods and static methods of the special methods that are so without a decorator.
func (ty *Type) wrapFunctions() {
	if fn, ok := ty.attrs.getIdent(idNew).(*Function); ok {
		ty.attrs.setIdent(idNew, &StaticMethod{Func: fn})
	}
	for _, id := range []ident{idInitSubclass, idClassGetitem} {
		if fn, ok := ty.attrs.getIdent(id).(*Function); ok {
			ty.attrs.setIdent(id, &ClassMethod{Func: fn})
		}
	}
	if ty.attrs.getIdent(idEq) != nil && ty.attrs.getIdent(idHash) == nil {
		ty.attrs.setIdent(idHash, None)
	}
}

// setSlots makes the descriptors of __slots__.
func (ty *Type) setSlots(t *Thread) error {
	inherited := true // no base gives instances a dictionary
	for _, b := range ty.bases {
		if !b.dictless && !b.native || b.IsSubclass(BaseException) {
			inherited = false
		}
	}
	v := ty.attrs.getIdent(idSlots)
	if v == nil {
		return nil
	}
	var names []Value
	if s, ok := v.(Str); ok {
		names = []Value{s}
	} else {
		items, err := ToSlice(t, v)
		if err != nil {
			return err
		}
		names = items
	}
	ty.dictless = inherited
	for _, n := range names {
		s, ok := n.(Str)
		if !ok {
			return Raise(TypeError, "__slots__ items must be strings, not '%s'", n.Type().name)
		}
		name := mangle(ty.name, string(s))
		switch {
		case !isIdentifier(name):
			return Raise(TypeError, "__slots__ must be identifiers")
		case name == "__dict__":
			if !inherited {
				return Raise(TypeError, "__dict__ slot disallowed: we already got one")
			}
			ty.dictless = false
			continue
		case name == "__weakref__":
			continue
		case slices.Contains(ty.slots, name):
			continue
		case ty.attrs.GetStr(name) != nil:
			return Raise(ValueError, "'%s' in __slots__ conflicts with class variable", name)
		}
		ty.attrs.SetStr(name, &member{name, ty, ty.nslots})
		ty.slots = append(ty.slots, name)
		ty.nslots++
	}
	return nil
}

// addDictDescriptors puts __dict__ and __weakref__ into the first class of a line whose instances have these.
func (ty *Type) addDictDescriptors() {
	has := func(name string) bool {
		for _, c := range ty.mro[1:] {
			if c.attrs.GetStr(name) != nil && c != ObjectType {
				return true
			}
		}
		return ty.IsSubclass(BaseException) && name == "__dict__"
	}
	if !ty.dictless && !has("__dict__") {
		ty.attrs.SetStr("__dict__", &dictDescriptor{ty})
	}
	switch ty.layout {
	case IntType, TupleType, BytesType:
		return
	}
	if ty.attrs.getIdent(idSlots) == nil && !has("__weakref__") {
		ty.attrs.SetStr("__weakref__", &getter{"__weakref__", func(*Thread, Value) (Value, error) { return None, nil }})
	}
}

// dictDescriptor is the attribute __dict__ of a class, through which its instances show theirs.
type dictDescriptor struct{ owner *Type }

func (*dictDescriptor) Type() *Type { return GetSetType }

// Repr returns <attribute '__dict__' of 'C' objects>.
func (d *dictDescriptor) Repr(*Thread) (string, error) {
	return "<attribute '__dict__' of '" + d.owner.name + "' objects>", nil
}

// DescriptorGet returns the instance's dictionary.
func (d *dictDescriptor) DescriptorGet(t *Thread, self Value, owner *Type) (Value, error) {
	if h, ok := self.(HasDict); ok {
		return h.InstanceDict(), nil
	}
	return d, nil
}

// DescriptorSet replaces the instance's dictionary.
func (d *dictDescriptor) DescriptorSet(t *Thread, self, v Value) error {
	x, ok := self.(*Instance)
	if !ok {
		return Raise(AttributeError, "attribute '__dict__' of '%s' objects is not writable", self.Type().name)
	}
	_, err := x.setSpecial("__dict__", v)
	return err
}

// callSetName tells the attributes of a new class their names.
func (ty *Type) callSetName(t *Thread) error {
	entries := slices.Clone(ty.attrs.entries)
	for _, e := range entries {
		name, ok := e.key.(Str)
		if !ok {
			continue
		}
		var err error
		switch x := e.value.(type) {
		case *Instance, *Exception:
			_, err = callSpecial(t, x, idSetName, ty, name)
		case NameSetter:
			err = x.SetName(t, ty, string(name))
		}
		if err != nil {
			cause := AsException(err)
			if cause == nil {
				return err
			}
			wrapped := NewException(RuntimeError, Str("Error calling __set_name__ on '"+e.value.Type().name+"' instance '"+string(name)+"' in '"+ty.name+"'"))
			wrapped.Cause, wrapped.Context, wrapped.SuppressContext = cause, cause, true
			return &Raised{wrapped}
		}
	}
	return nil
}

// NameSetter is a native value that, as an attribute of a new class, is told its name (__set_name__).
type NameSetter interface {
	SetName(t *Thread, owner *Type, name string) error
}

// callInitSubclass calls __init_subclass__ of the next class in the order.
func (ty *Type) callInitSubclass(t *Thread, kw []Kw) error {
	for _, c := range ty.mro[1:] {
		f := c.attrs.getIdent(idInitSubclass)
		if f == nil {
			continue
		}
		bound, err := bind(t, f, nil, ty)
		if err != nil {
			return err
		}
		if c == ObjectType && len(kw) == 0 {
			return nil
		}
		_, err = Call(t, bound, nil, kw)
		return err
	}
	return nil
}

// member is the descriptor of a name in __slots__.
type member struct {
	name  string
	owner *Type
	index int
}

func (*member) Type() *Type { return MemberType }

// MemberType is types.MemberDescriptorType.
var MemberType = &Type{}

// Repr returns <member 'x' of 'C' objects>.
func (m *member) Repr(*Thread) (string, error) {
	return "<member '" + m.name + "' of '" + m.owner.name + "' objects>", nil
}

// Attr returns __name__ and __objclass__.
func (m *member) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__name__":
		return Str(m.name), nil
	case "__objclass__":
		return m.owner, nil
	case "__doc__":
		return None, nil
	}
	return nil, nil
}

func (m *member) instance(self Value) (*Instance, error) {
	x, ok := self.(*Instance)
	if !ok || !x.cls.IsSubclass(m.owner) {
		return nil, Raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.name, m.owner.name, self.Type().name)
	}
	return x, nil
}

func (m *member) value(self Value) (Value, error) {
	x, err := m.instance(self)
	if err != nil {
		return nil, err
	}
	if x.slots == nil || m.index >= len(*x.slots) || (*x.slots)[m.index] == nil {
		return nil, noAttribute(self, m.name)
	}
	return (*x.slots)[m.index], nil
}

// set sets the slot, and empties it where v is nil.
func (m *member) set(self, v Value) error {
	x, err := m.instance(self)
	if err != nil {
		return err
	}
	if x.slots == nil {
		values := make([]Value, x.cls.nslots)
		x.slots = &values
	}
	if v == nil && (*x.slots)[m.index] == nil {
		return Raise(AttributeError, "%s", m.name)
	}
	(*x.slots)[m.index] = v
	return nil
}
