package pyvm

import (
	"fmt"
	"slices"
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
	mro      []*Type // the type itself first, ObjectType last
	attrs    *Dict   // what the class body defined; for native types its methods
	meta     *Type   // the class of the class; nil for TypeType
	native   bool    // made by Go code
	final    bool    // cannot be a base
	slots    []string

	// make makes an instance of cls, a subclass of this type or the type itself (__new__ and, for native types, __init__).
	// nil: instances cannot be made by calling the type.
	make func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error)

	subclasses []*Type // direct ones made by Python code; not tracked for native types
	flat       map[string]Value
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
func (ty *Type) Lookup(name string) Value {
	if ty.flat != nil {
		return ty.flat[name]
	}
	for _, c := range ty.mro {
		if v := c.attrs.GetStr(name); v != nil {
			return v
		}
	}
	return nil
}

// lookupUser is Lookup among the classes that Python code made, up to the first native one. It tells whether an operation
// on an instance has been overridden.
func (ty *Type) lookupUser(name string) Value {
	for _, c := range ty.mro {
		if c.native {
			continue
		}
		if v := c.attrs.GetStr(name); v != nil {
			return v
		}
	}
	return nil
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
	ty.attrs = NewDict(len(s.Methods))
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

// flatten prepares Lookup of a native type, whose attributes do not change any more.
func (ty *Type) flatten() {
	ty.flat = map[string]Value{}
	for _, c := range slices.Backward(ty.mro) {
		c.attrs.All(func(k, v Value) bool {
			ty.flat[string(k.(Str))] = v
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
	var lists [][]*Type
	for _, b := range bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, bases)
	out := []*Type{ty}
	for {
		done := true
		var next *Type
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			done = false
			inTail := slices.ContainsFunc(lists, func(o []*Type) bool { return len(o) > 1 && slices.Contains(o[1:], l[0]) })
			if !inTail {
				next = l[0]
				break
			}
		}
		if done {
			return out, nil
		}
		if next == nil {
			names := ""
			for i, b := range bases {
				if i > 0 {
					names += ", "
				}
				names += b.name
			}
			return nil, fmt.Errorf("Cannot create a consistent method resolution\norder (MRO) for bases %s", names)
		}
		out = append(out, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// getter is a read-only property of a native type.
type getter struct {
	name string
	get  func(t *Thread, self Value) (Value, error)
}

func (*getter) Type() *Type { return GetSetType }

// Instance is an object of a class that Python code made.
type Instance struct {
	cls   *Type
	attrs *Dict // nil until the first attribute is set
	base  Value // the native part, where the class derives from a native type: a *List for class X(list)
}

func (x *Instance) Type() *Type { return x.cls }

// InstanceDict returns the instance's attributes.
func (x *Instance) InstanceDict() *Dict {
	if x.attrs == nil {
		x.attrs = NewDict(4)
	}
	return x.attrs
}

// Unwrap returns the native part of an instance of a class that derives from a native type, and any other value as it is.
func Unwrap(v Value) Value {
	if x, ok := v.(*Instance); ok && x.base != nil {
		return x.base
	}
	return v
}
