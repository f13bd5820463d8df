package pyvm

// construct makes an instance by calling a class.
func construct(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	panic("not written yet")
}

// wrapNative finishes making a value of a native type: for the type itself the value, initialised by its __init__; for a
// class that Python code derived from it an instance with the value inside, whose __init__ construct calls.
func wrapNative(t *Thread, cls *Type, v Value, args []Value, kw []Kw) (Value, error) {
	panic("not written yet")
}

// Property is a property.
type Property struct {
	Get, Set, Del Value // nil where there is none
	Doc           Value
}

func (*Property) Type() *Type { return PropertyType }

func (p *Property) value(t *Thread, self Value) (Value, error) { panic("not written yet") }

// set sets the property's value, and deletes it where x is nil.
func (p *Property) set(t *Thread, self Value, name string, x Value) error { panic("not written yet") }

// ClassMethod and StaticMethod are what the decorators make.
type (
	ClassMethod  struct{ Func Value }
	StaticMethod struct{ Func Value }
)

func (*ClassMethod) Type() *Type  { return ClassMethodType }
func (*StaticMethod) Type() *Type { return StaticMethodType }

var (
	objectSpec       = Spec{Name: "object"}
	typeSpec         = Spec{Name: "type"}
	propertySpec     = Spec{Name: "property"}
	classMethodSpec  = Spec{Name: "classmethod"}
	staticMethodSpec = Spec{Name: "staticmethod"}
	superSpec        = Spec{Name: "super"}
)
