package bb

import (
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
)

// expansion is what d.expandWithRefs returns: the expanded value and what the text refers to.
type expansion struct {
	value                                pyvm.Value
	references, execs, contains, removes pyvm.Value
}

var expansionType = pyvm.NewType(pyvm.Spec{
	Name: "VariableParse", Module: "bb.data_smart",
	Getters: map[string]func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error){
		"value":      func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) { return self.(*expansion).value, nil },
		"references": func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) { return self.(*expansion).references, nil },
		"execs":      func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) { return self.(*expansion).execs, nil },
		"contains":   func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) { return self.(*expansion).contains, nil },
		"removes":    func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) { return self.(*expansion).removes, nil },
	},
})

// Type returns the type.
func (x *expansion) Type() *pyvm.Type { return expansionType }

func expandWithRefs(t *pyvm.Thread, s *datastore.Store, what, name pyvm.Value) (pyvm.Value, error) {
	out, a := &expansion{value: what, contains: pyvm.NewDict(0)}, &datastore.Analysis{}
	if str, ok := what.(pyvm.Str); ok {
		variable, _ := name.(pyvm.Str)
		e, err := s.ExpandWithRefs(string(str), string(variable))
		if err != nil {
			return nil, raise(err)
		}
		if text, ok := e.Value.(string); ok {
			out.value = pyvm.Str(text)
		}
		a = s.Analyse(e)
	}
	var err error
	if out.references, err = pyvm.NewSet(t, pyvm.Strings(a.References)...); err != nil {
		return nil, err
	}
	if out.execs, err = pyvm.NewSet(t, pyvm.Strings(a.Execs)...); err != nil {
		return nil, err
	}
	if out.removes, err = pyvm.NewSet(t); err != nil {
		return nil, err
	}
	contains := map[string][]string{}
	for _, c := range a.Contains {
		contains[c.Variable] = append(contains[c.Variable], c.Items...)
	}
	dict := pyvm.NewDict(len(contains))
	for _, c := range a.Contains {
		items, err := pyvm.NewSet(t, pyvm.Strings(contains[c.Variable])...)
		if err != nil {
			return nil, err
		}
		dict.SetStr(c.Variable, items)
	}
	out.contains = dict
	return out, nil
}
