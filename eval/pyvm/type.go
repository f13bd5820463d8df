package pyvm

import (
	"slices"
	"strings"
	"weak"
)

// Type is a class: one of the native ones of this package or of stdlib, or one that a class statement made.
//
// A native type is shared by all threads and never changes once its package is initialised. A class that Python code made
// belongs to its thread.
type Type struct {
	name     string
	module   string
	qualname string
	doc      string
	bases    []*Type
	mro      []*Type  // the type itself first, ObjectType last
	attrs    *Dict    // what the class body defined; for native types its methods
	meta     *Type    // the class of the class; nil for TypeType
	native   bool     // made by Go code
	final    bool     // cannot be a base
	slots    []string // __slots__ of this class itself, in order
	dictless bool     // instances take no attributes but those of __slots__

	// layout is the native type that instances have a part of (Instance.base), or whose Go type they are (exceptions);
	// ObjectType where there is none. nslots counts the slots of the class and its bases.
	layout *Type
	nslots int

	// make makes an instance of cls, a subclass of this type or the type itself (__new__ and, for native types, __init__).
	// nil: instances cannot be made by calling the type.
	make func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error)

	// instanceOf and subclassOf, where not nil, answer isinstance and issubclass for a native abstract class.
	instanceOf func(t *Thread, v Value) (bool, error)
	subclassOf func(t *Thread, cls *Type) (bool, error)

	Sequence, Mapping bool // what match takes instances for

	// derived are the direct subclasses made by Python code; not tracked for native types. See subclasses.
	derived []weak.Pointer[Type]
	flat    *Dict // of a native type: all attributes, inherited ones too
	cache   *attrCache
	access  *accessMethods
	keys    []ident // the attributes of instances; see Instance
}

func (ty *Type) Type() *Type {
	if ty.meta != nil {
		return ty.meta
	}
	return TypeType
}

// Name returns __name__, Module __module__, Qualname __qualname__.
func (ty *Type) Name() string     { return ty.name }
func (ty *Type) Module() string   { return ty.module }
func (ty *Type) Qualname() string { return ty.qualname }

// FullName returns the name with its module, without "builtins.".
func (ty *Type) FullName() string {
	if ty.module == "" || ty.module == "builtins" {
		return ty.qualname
	}
	return ty.module + "." + ty.qualname
}

// MRO returns the method resolution order, the type itself first.
func (ty *Type) MRO() []*Type { return ty.mro }

// Attrs returns the attributes that the class itself defines.
func (ty *Type) Attrs() *Dict { return ty.attrs }

// IsNative reports whether Go code made the type.
func (ty *Type) IsNative() bool { return ty.native }

func (ty *Type) Repr(*Thread) (string, error) { return "<class '" + ty.FullName() + "'>", nil }

// IsSubclass reports whether base is among the type's bases or is the type.
func (ty *Type) IsSubclass(base *Type) bool {
	return ty == base || slices.Contains(ty.mro, base)
}

// Lookup returns the attribute of the class or of its bases, raw (functions are not bound), or nil.
func (ty *Type) Lookup(name string) Value { return ty.lookupIdent(makeIdent(name)) }

func (ty *Type) lookupIdent(id ident) Value {
	if ty.flat != nil {
		return ty.flat.getIdent(id)
	}
	return ty.cached(id).any
}

// lookupUser is Lookup where the attribute comes from a class that Python code made, and nil where it comes from a native
// class. It tells whether an operation on an instance has been overridden.
func (ty *Type) lookupUser(name string) Value {
	if ty.native {
		return nil
	}
	return ty.lookupUserIdent(makeIdent(name))
}

func (ty *Type) lookupUserIdent(id ident) Value {
	if ty.native {
		return nil
	}
	return ty.cached(id).user
}

// attrCache remembers what a class that Python code made answers for some names. A name has two places, given by its hash;
// names that share them drive each other out.
type attrCache [64]cachedAttr

type cachedAttr struct {
	ident
	filled bool
	any    Value // the attribute
	user   Value // the attribute as lookupUser has it
	slot   int   // where instances that share their keys keep an attribute of the name, or -1
}

func (ty *Type) cached(id ident) *cachedAttr {
	if ty.cache == nil {
		ty.cache = new(attrCache)
	}
	e := &ty.cache[id.hash%uint64(len(ty.cache))]
	if e.filled && e.hash == id.hash && e.name == id.name {
		return e
	}
	if other := &ty.cache[id.hash>>32%uint64(len(ty.cache))]; e.filled {
		if other.filled && other.hash == id.hash && other.name == id.name {
			return other
		}
		e = other
	}
	*e = cachedAttr{ident: id, filled: true, slot: ty.keyIndex(id)}
	for _, c := range ty.mro {
		v := c.attrs.getIdent(id)
		if v == nil {
			continue
		}
		e.any = v
		if !c.native {
			e.user = v
		}
		break
	}
	return e
}

// accessMethods are the special methods of a class that Python code made which every look at an object asks for, as
// lookupUser has them; __init__ and __new__ too.
type accessMethods struct {
	getattribute, getattr, setattr, delattr, new Value
	init                                         Value // also a native type's
}

func (ty *Type) accessMethods() *accessMethods {
	if ty.access == nil {
		ty.access = &accessMethods{
			getattribute: ty.lookupUserIdent(idGetattribute),
			getattr:      ty.lookupUserIdent(idGetattr),
			setattr:      ty.lookupUserIdent(idSetattr),
			delattr:      ty.lookupUserIdent(idDelattr),
			new:          ty.lookupUserIdent(idNew),
			init:         ty.lookupIdent(idInit),
		}
	}
	return ty.access
}

// changed forgets what was remembered of the class and of those derived from it.
func (ty *Type) changed() {
	ty.cache, ty.access = nil, nil
	for _, sub := range ty.subclasses() {
		sub.changed()
	}
}

// subclasses returns the direct subclasses that something still refers to.
func (ty *Type) subclasses() []*Type {
	var out []*Type
	kept := ty.derived[:0]
	for _, p := range ty.derived {
		if sub := p.Value(); sub != nil {
			out = append(out, sub)
			kept = append(kept, p)
		}
	}
	ty.derived = kept
	return out
}

func (ty *Type) addSubclass(sub *Type) {
	if ty.native { // shared by threads
		return
	}
	if n := len(ty.derived); n == cap(ty.derived) {
		ty.subclasses() // forget those that are gone before there are more
	}
	ty.derived = append(ty.derived, weak.Make(sub))
}

func (ty *Type) removeSubclass(sub *Type) {
	ty.derived = slices.DeleteFunc(ty.derived, func(p weak.Pointer[Type]) bool { return p.Value() == sub })
}

// Spec describes a native type.
type Spec struct {
	Name   string
	Module string // "builtins" where empty
	Doc    string
	Base   *Type // object where nil
	Final  bool  // Python code cannot derive from it
	// New makes an instance of cls; see Type. nil: cannot be called.
	New func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error)
	// Methods by name. The first argument is the instance.
	Methods map[string]Func
	// Getters are properties that can only be read.
	Getters map[string]func(t *Thread, self Value) (Value, error)
	// Attrs are further attributes: class methods, constants.
	Attrs map[string]Value
	// Meta is the class of the class; that of Base where nil.
	Meta *Type
	// InstanceOf and SubclassOf, where not nil, say of what is no instance or subclass by inheritance whether it counts as one.
	InstanceOf func(t *Thread, v Value) (bool, error)
	SubclassOf func(t *Thread, cls *Type) (bool, error)
	// Sequence and Mapping say that sequence and mapping patterns of match take instances.
	Sequence, Mapping bool
}

// Func is a native function.
type Func func(t *Thread, args []Value, kw []Kw) (Value, error)

// NewType returns a native type. It is called at package level or from init.
func NewType(s Spec) *Type {
	ty := &Type{}
	ty.define(s)
	return ty
}

// define fills a type in. It is apart from NewType because methods of the package's own types refer to the types.
func (ty *Type) define(s Spec) {
	base := s.Base
	if base == nil && ty != ObjectType {
		base = ObjectType
	}
	if s.Module == "" {
		s.Module = "builtins"
	}
	ty.name, ty.qualname, ty.module, ty.doc = s.Name, s.Name, s.Module, s.Doc
	ty.native, ty.final, ty.make = true, s.Final, s.New
	ty.mro = []*Type{ty}
	if base != nil {
		ty.bases = []*Type{base}
		ty.mro = append(ty.mro, base.mro...)
		ty.meta = base.meta
	}
	if s.Meta != nil {
		ty.meta = s.Meta
	}
	ty.instanceOf, ty.subclassOf, ty.Sequence, ty.Mapping = s.InstanceOf, s.SubclassOf, s.Sequence, s.Mapping
	ty.layout = ty.solid()
	ty.attrs = NewDict(len(s.Methods))
	if s.New != nil {
		ty.attrs.SetStr("__new__", newMethod(ty))
	}
	for _, name := range sortedKeys(s.Methods) {
		ty.attrs.SetStr(name, &Builtin{name: name, fn: s.Methods[name], owner: ty})
	}
	for _, name := range sortedKeys(s.Getters) {
		ty.attrs.SetStr(name, &getter{name, s.Getters[name]})
	}
	for _, name := range sortedKeys(s.Attrs) {
		ty.attrs.SetStr(name, s.Attrs[name])
	}
	ty.flatten()
}

// newMethod returns __new__ of a native type.
func newMethod(ty *Type) *Builtin {
	return NewBuiltin("__new__", func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 0 {
			return nil, Raise(TypeError, "%s.__new__(): not enough arguments", ty.name)
		}
		cls, ok := args[0].(*Type)
		if !ok {
			return nil, Raise(TypeError, "%s.__new__(X): X is not a type object (%s)", ty.name, args[0].Type().name)
		}
		if !cls.IsSubclass(ty) {
			return nil, Raise(TypeError, "%s.__new__(%s): %s is not a subtype of %s", ty.name, cls.name, cls.name, ty.name)
		}
		if solid := cls.solid(); ty == ObjectType && solid != ObjectType {
			return nil, Raise(TypeError, "object.__new__(%s) is not safe, use %s.__new__()", cls.name, solid.name)
		}
		return ty.make(t, cls, args[1:], kw)
	})
}

// flatten prepares Lookup of a native type, whose attributes do not change any more.
func (ty *Type) flatten() {
	ty.flat = NewDict(64)
	for _, c := range slices.Backward(ty.mro) {
		c.attrs.All(func(k, v Value) bool {
			ty.flat.SetStr(string(k.(Str)), v)
			return true
		})
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// linearize returns the C3 method resolution order of a class with these bases (the Python tutorial's 9.5.1, PEP 253).
func linearize(ty *Type, bases []*Type) ([]*Type, error) {
	if len(bases) == 1 {
		return append(append(make([]*Type, 0, len(bases[0].mro)+1), ty), bases[0].mro...), nil
	}
	lists := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, bases)
	behind := map[*Type]int{} // in how many lists a class stands behind another
	for _, l := range lists {
		for _, c := range l[min(1, len(l)):] {
			behind[c]++
		}
	}
	out := []*Type{ty}
	for {
		var next *Type
		done := true
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			done = false
			if behind[l[0]] == 0 {
				next = l[0]
				break
			}
		}
		if done {
			return out, nil
		}
		if next == nil {
			return nil, Raise(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %s", conflicting(lists))
		}
		out = append(out, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
				if len(l) > 1 {
					behind[l[1]]--
				}
			}
		}
	}
}

// conflicting names the classes that stand first in what is left of the lists.
func conflicting(lists [][]*Type) string {
	var names []string
	for _, l := range lists {
		if len(l) > 0 && !slices.Contains(names, l[0].name) {
			names = append(names, l[0].name)
		}
	}
	return strings.Join(names, ", ")
}

// getter is a read-only property of a native type.
type getter struct {
	name string
	get  func(t *Thread, self Value) (Value, error)
}

func (*getter) Type() *Type { return GetSetType }

// Repr returns <attribute 'x' of ...>.
func (g *getter) Repr(*Thread) (string, error) { return "<attribute '" + g.name + "'>", nil }

// Attr returns __name__.
func (g *getter) Attr(t *Thread, name string) (Value, error) {
	if name == "__name__" {
		return Str(g.name), nil
	}
	return nil, nil
}

// attrGetters are getters of attributes that the values answer for in their Attr, so that the class knows of them.
func attrGetters(names ...string) map[string]func(t *Thread, self Value) (Value, error) {
	out := map[string]func(t *Thread, self Value) (Value, error){}
	for _, name := range names {
		out[name] = func(t *Thread, self Value) (Value, error) {
			a, ok := self.(Attributer)
			if !ok {
				return nil, noAttribute(self, name)
			}
			v, err := a.Attr(t, name)
			if v == nil && err == nil {
				err = noAttribute(self, name)
			}
			return v, err
		}
	}
	return out
}

// Unwrap returns the native part of an instance of a class that derives from a native type, and any other value as it is.
func Unwrap(v Value) Value {
	if x, ok := v.(*Instance); ok && x.base != nil {
		return x.base
	}
	return v
}
