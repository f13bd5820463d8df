package py

import (
	"github.com/knead-build/knead/eval/pyvm"
)

var tupleGetterType *pyvm.Type

func init() {
	tupleGetterType = pyvm.NewType(pyvm.Spec{Name: "_tuplegetter", Module: "collections", Final: true, New: func(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		g := &tupleGetter{}
		return g, pyvm.Unpack(t, "_tuplegetter", args, kw, "index", &g.index, "doc", &g.doc)
	}})
}

// tupleGetter is a field of a named tuple: a property for an item.
type tupleGetter struct {
	index int
	doc   pyvm.Value
}

func (*tupleGetter) Type() *pyvm.Type { return tupleGetterType }

// Attr returns __doc__.
func (g *tupleGetter) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	if name == "__doc__" {
		return g.doc, nil
	}
	return nil, nil
}

// SetAttr sets __doc__.
func (g *tupleGetter) SetAttr(t *pyvm.Thread, name string, v pyvm.Value) error {
	if name != "__doc__" || v == nil {
		return pyvm.Raise(pyvm.AttributeError, "'_tuplegetter' object has no attribute '%s'", name)
	}
	g.doc = v
	return nil
}

// DescriptorGet returns the item.
func (g *tupleGetter) DescriptorGet(t *pyvm.Thread, self pyvm.Value, owner *pyvm.Type) (pyvm.Value, error) {
	if self == nil {
		return g, nil
	}
	x, ok := pyvm.Unwrap(self).(*pyvm.Tuple)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, self.Type().Name())
	}
	if g.index >= len(x.Items) {
		return nil, pyvm.Raise(pyvm.IndexError, "tuple index out of range")
	}
	return x.Items[g.index], nil
}

// DescriptorSet refuses.
func (g *tupleGetter) DescriptorSet(t *pyvm.Thread, self, v pyvm.Value) error {
	if v == nil {
		return pyvm.Raise(pyvm.AttributeError, "can't delete attribute")
	}
	return pyvm.Raise(pyvm.AttributeError, "can't set attribute")
}
