package feature

import (
	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// ValueParams ask for a variable: the one named, or where none is, the one at the position.
type ValueParams struct {
	Name string `json:"name"`
}

// ValueResult is what a panel shows of a variable.
type ValueResult struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Raw   string `json:"raw"`
	Set   bool   `json:"set"`
	// Of is the recipe whose variable it is, "" where it is the configuration's.
	Of      string            `json:"of,omitempty"`
	Flags   map[string]string `json:"flags,omitempty"`
	History []ValueStep       `json:"history"`
}

// ValueStep is a statement about a variable.
type ValueStep struct {
	Location *protocol.Location `json:"location,omitempty"`
	Operator string             `json:"operator"`
	Name     string             `json:"name"` // with the overrides
	Value    string             `json:"value"`
	Won      bool               `json:"won"`
	Why      string             `json:"why,omitempty"` // why it is not part of the value
}

// Value answers knead.value: a variable's value and history at a document. It is nil where no variable stands there.
func Value(r *Request, p *ValueParams) (out *ValueResult, err error) {
	name := p.Name
	if t := r.Target(); name == "" && t.Kind == Variable {
		name = t.Name
	}
	if name == "" {
		return nil, nil
	}
	e := r.Read(func(c *snapshot.Context, s eval.Scope) {
		var v *eval.Variable
		if v, err = s.Variable(name); err != nil {
			return
		}
		out = &ValueResult{Name: name, Value: v.Value, Raw: v.Raw, Set: v.Set, Flags: map[string]string{}, History: []ValueStep{}}
		if c.Recipe != nil {
			out.Of = c.Variant.VirtualFn
		}
		for _, f := range v.Flags {
			out.Flags[f.Name] = datastore.TextOf(f.Value)
		}
		out.History, err = r.valueSteps(s, name)
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func (r *Request) valueSteps(s eval.Scope, name string) ([]ValueStep, error) {
	out := []ValueStep{}
	steps, err := s.Timeline(name)
	for _, x := range steps {
		step := ValueStep{Operator: x.Op, Name: x.Name, Value: datastore.TextOf(x.Value), Won: x.Won, Why: x.Why}
		if loc, ok := r.Client.Location(diag.Place{File: x.File, Span: x.Span}); ok {
			step.Location = &loc
		}
		out = append(out, step)
	}
	return out, err
}

// SignaturesResult is what a panel shows of a recipe's hashes.
type SignaturesResult struct {
	Recipe   string              `json:"recipe"` // its file
	Variants []VariantSignatures `json:"variants"`
}

// VariantSignatures are the base hashes of a variant's tasks, in the order in which BitBake lists them.
type VariantSignatures struct {
	Name  string         `json:"name"` // PN
	Tasks []TaskBaseHash `json:"tasks"`
}

// TaskBaseHash is the hash of what a task is made from, without the tasks that it depends on.
type TaskBaseHash struct {
	Task string `json:"task"`
	Hash string `json:"hash"`
}

// Signatures answers knead.signature: the base hashes of the recipe that a document is evaluated in. It is nil where there is none.
func Signatures(r *Request, _ *struct{}) (*SignaturesResult, error) {
	c, err := r.Snapshot.Context(r, r.Doc)
	if err != nil || c.Recipe == nil {
		return nil, err
	}
	l, err := c.Workspace.Aside().List(r, eval.ListOptions{Inputs: true, RecipeOptions: eval.RecipeOptions{
		Select: func(f *config.RecipeFile) bool { return f.Path == c.Recipe.Path }, Multiconfigs: []string{c.Recipe.Multiconfig}, Jobs: 1, Signatures: true,
	}})
	if err != nil {
		return nil, err
	}
	out := &SignaturesResult{Recipe: c.Recipe.Path, Variants: []VariantSignatures{}}
	for _, v := range l.Variants() {
		if v.Inputs == nil {
			continue
		}
		s := VariantSignatures{Name: v.PN, Tasks: []TaskBaseHash{}}
		for _, t := range v.Inputs.Tasks {
			s.Tasks = append(s.Tasks, TaskBaseHash{t.Name, t.BaseHash})
		}
		out.Variants = append(out.Variants, s)
	}
	return out, nil
}
