package py

import (
	"maps"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// classSpec describes a class that is made for a thread as a class statement would make it. That is for classes that derive
// from the built-in containers: their instances are instances of those everywhere. Other native classes are pyvm.Types.
type classSpec struct {
	name    string
	module  string
	base    *pyvm.Type
	second  *pyvm.Type // another base, or nil
	meta    *pyvm.Type // type where nil
	doc     string
	methods map[string]pyvm.Func // the first argument is the instance
	attrs   map[string]pyvm.Value
}

// makeClass makes a class.
func makeClass(t *pyvm.Thread, s classSpec) (*pyvm.Type, error) {
	ns := pyvm.NewDict(len(s.methods) + len(s.attrs) + 2)
	ns.SetStr("__module__", pyvm.Str(s.module))
	if s.doc != "" {
		ns.SetStr("__doc__", pyvm.Str(s.doc))
	}
	for name, f := range s.methods {
		ns.SetStr(name, &method{pyvm.NewBuiltin(name, f)})
	}
	for name, v := range s.attrs {
		ns.SetStr(name, v)
	}
	base := s.base
	if base == nil {
		base = pyvm.ObjectType
	}
	bases := pyvm.NewTuple(base)
	if s.second != nil {
		bases.Items = append(bases.Items, s.second)
	}
	meta := s.meta
	if meta == nil {
		meta = pyvm.TypeType
	}
	v, err := pyvm.Call(t, meta, []pyvm.Value{pyvm.Str(s.name), bases, ns}, nil)
	if err != nil {
		return nil, err
	}
	return v.(*pyvm.Type), nil
}

// method is a native function that, as an attribute of a class, becomes a method of the instances.
type method struct{ fn *pyvm.Builtin }

func (*method) Type() *pyvm.Type { return pyvm.BuiltinType }

// Call calls the function.
func (m *method) Call(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	return m.fn.Call(t, args, kw)
}

// DescriptorGet binds the function.
func (m *method) DescriptorGet(t *pyvm.Thread, self pyvm.Value, owner *pyvm.Type) (pyvm.Value, error) {
	if self == nil {
		return m, nil
	}
	return &pyvm.Method{Func: m.fn, Self: self}, nil
}

// Attr returns the function's name.
func (m *method) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		return pyvm.Str(m.fn.Name()), nil
	}
	return nil, nil
}

// Repr is that of a native function.
func (m *method) Repr(t *pyvm.Thread) (string, error) { return m.fn.Repr(t) }

// property returns a read-only property.
func property(get func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error)) *pyvm.Property {
	return &pyvm.Property{Get: pyvm.NewBuiltin("fget", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return get(t, args[0])
	})}
}

// structSpec describes a tuple with named items: os.stat_result, time.struct_time and the like.
type structSpec struct {
	module, name string
	fields       []string
	// hidden makes attributes that come from values behind the items. newStruct takes these after the items.
	hidden func() map[string]pyvm.Value
}

// structHidden is the attribute that has the values behind the items.
const structHidden = "_hidden"

// hiddenItem returns an item, or a value behind the items.
func hiddenItem(v pyvm.Value, i int) pyvm.Value {
	x, ok := pyvm.Unwrap(v).(*pyvm.Tuple)
	if !ok {
		return nil
	}
	if i < len(x.Items) {
		return x.Items[i]
	}
	if inst, ok := v.(*pyvm.Instance); ok {
		if more, ok := inst.InstanceDict().GetStr(structHidden).(*pyvm.Tuple); ok && i-len(x.Items) < len(more.Items) {
			return more.Items[i-len(x.Items)]
		}
	}
	return nil
}

// structType returns the thread's class of a structSpec.
func structType(t *pyvm.Thread, s *structSpec) (*pyvm.Type, error) {
	if ty, ok := t.Local[s].(*pyvm.Type); ok {
		return ty, nil
	}
	attrs := map[string]pyvm.Value{
		"n_fields":          pyvm.Int(len(s.fields)),
		"n_sequence_fields": pyvm.Int(len(s.fields)),
		"n_unnamed_fields":  pyvm.Int(0),
	}
	for i, f := range s.fields {
		attrs[f] = property(func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			if x, ok := pyvm.Unwrap(self).(*pyvm.Tuple); ok && i < len(x.Items) {
				return x.Items[i], nil
			}
			return pyvm.None, nil
		})
	}
	if s.hidden != nil {
		maps.Copy(attrs, s.hidden())
	}
	ty, err := makeClass(t, classSpec{name: s.name, module: s.module, base: pyvm.TupleType, attrs: attrs, methods: map[string]pyvm.Func{
		"__repr__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			x, ok := pyvm.Unwrap(args[0]).(*pyvm.Tuple)
			if !ok {
				return nil, pyvm.Raise(pyvm.TypeError, "a %s is needed", s.name)
			}
			var b strings.Builder
			b.WriteString(s.module + "." + s.name + "(")
			for i, f := range s.fields {
				if i >= len(x.Items) {
					break
				}
				if i > 0 {
					b.WriteString(", ")
				}
				r, err := pyvm.Repr(t, x.Items[i])
				if err != nil {
					return nil, err
				}
				b.WriteString(f + "=" + r)
			}
			return pyvm.Str(b.String() + ")"), nil
		},
	}})
	if err != nil {
		return nil, err
	}
	t.Local[s] = ty
	return ty, nil
}

// newStruct returns such a tuple.
func newStruct(t *pyvm.Thread, s *structSpec, items ...pyvm.Value) (pyvm.Value, error) {
	ty, err := structType(t, s)
	if err != nil {
		return nil, err
	}
	n := min(len(items), len(s.fields))
	v, err := pyvm.WrapNative(t, ty, pyvm.NewTuple(items[:n:n]...), nil, nil)
	if err != nil || n == len(items) {
		return v, err
	}
	return v, pyvm.SetAttr(t, v, structHidden, pyvm.NewTuple(items[n:]...))
}

// mustStruct is newStruct while a module is being made, when nothing can go wrong but for limits: these show later.
func mustStruct(e *native.Env, s *structSpec, items ...pyvm.Value) pyvm.Value {
	v, err := newStruct(e.Thread, s, items...)
	if err != nil {
		return pyvm.NewTuple(items...)
	}
	return v
}

// mustType is the same for the class.
func mustType(e *native.Env, s *structSpec) pyvm.Value {
	ty, err := structType(e.Thread, s)
	if err != nil {
		return pyvm.TupleType
	}
	return ty
}
