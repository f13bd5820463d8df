// Package policy makes lint rules of Jsonnet files: what a project demands of its recipes, over the evaluated data. A policy is an object:
//
//	{
//	  name: 'house-rules',                       // the rule's id is policy-house-rules
//	  variables: ['LICENSE', 'RECIPE_MAINTAINER'],  // those that recipes are to have in .variables
//	  check(recipe):: [ { message: '...', variable: 'LICENSE', word: 'GPL-3.0-only', severity: 'error' } ],
//	  tests: [ { recipe: { pn: 'x', variables: { LICENSE: 'MIT' } }, findings: [] } ],
//	}
//
// A recipe has pn, pv, file, layer, variant, classes, packages, tasks and variables. Of a finding, message is needed; variable and word
// lead to the line that it is shown at.
package policy

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	jsonnet "github.com/google/go-jsonnet"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// Policy is a policy that was read. It is safe for concurrent use.
type Policy struct {
	Name      string   `json:"name"`
	Variables []string `json:"variables"`
	Tests     []Test   `json:"tests"`

	file, text string
	vms        sync.Pool
}

// Test is a recipe and the messages that the policy has for it, in order.
type Test struct {
	Name     string   `json:"name"`
	Recipe   any      `json:"recipe"`
	Findings []string `json:"findings"`
}

// Finding is what check returns of a recipe.
type Finding struct {
	Message  string `json:"message"`
	Variable string `json:"variable"`
	Word     string `json:"word"`
	Severity string `json:"severity"`
}

var names = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Read reads a policy's text; file is its name, which imports are relative to.
func Read(file, text string) (*Policy, error) {
	p := &Policy{file: file, text: text}
	p.vms.New = func() any { return jsonnet.MakeVM() }
	out, err := p.evaluate(jsonnet.MakeVM(), "{ name: p.name, variables: std.get(p, 'variables', []), tests: std.get(p, 'tests', []), has: std.isFunction(p.check) }")
	if err != nil {
		return nil, fmt.Errorf("the policy %s cannot be evaluated: %w", file, err)
	}
	if err := json.Unmarshal([]byte(out), p); err != nil {
		return nil, fmt.Errorf("the policy %s: %w", file, err)
	}
	if !names.MatchString(p.Name) {
		return nil, fmt.Errorf("the policy %s: name is %q; it has to be lower-case words joined by dashes", file, p.Name)
	}
	return p, nil
}

// evaluate evaluates an expression in which p is the policy.
func (p *Policy) evaluate(vm *jsonnet.VM, expression string) (string, error) {
	return vm.EvaluateAnonymousSnippet(p.file, "local p = ("+p.text+"\n); "+expression)
}

// check returns what the policy has to say of a recipe.
func (p *Policy) check(recipe any) ([]Finding, error) {
	data, err := json.Marshal(recipe)
	if err != nil {
		return nil, err
	}
	vm := p.vms.Get().(*jsonnet.VM)
	defer p.vms.Put(vm)
	vm.ExtCode("recipe", string(data))
	out, err := p.evaluate(vm, "p.check(std.extVar('recipe'))")
	if err != nil {
		return nil, fmt.Errorf("the policy %s fails: %w", p.Name, err)
	}
	var list []Finding
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		return nil, fmt.Errorf("the policy %s: check has to return an array of {message: ...}: %w", p.Name, err)
	}
	for _, f := range list {
		if f.Message == "" {
			return nil, fmt.Errorf("the policy %s: a finding has no message", p.Name)
		}
		if _, ok := severities[f.Severity]; !ok {
			return nil, fmt.Errorf("the policy %s: %q is no severity: error, warning, info or hint", p.Name, f.Severity)
		}
	}
	return list, nil
}

var severities = map[string]diag.Severity{"": diag.Warning, "error": diag.Error, "warning": diag.Warning, "info": diag.Info, "hint": diag.Hint}

// Rule returns the policy as a rule.
func (p *Policy) Rule() *lint.Rule {
	r := &lint.Rule{
		ID: "policy-" + p.Name, Severity: diag.Warning,
		Doc:    lint.Doc{Summary: "the policy " + p.Name, Why: "see " + p.file},
		Recipe: p.recipe,
	}
	return lint.Declare(r)[0]
}

func (p *Policy) recipe(pass *lint.RecipePass) {
	list, err := p.check(p.data(pass))
	if err != nil {
		pass.Report(pass.Start(), "%v", err).Severity = diag.Error
		return
	}
	for _, f := range list {
		at := pass.Start()
		switch {
		case f.Variable != "" && f.Word != "":
			at = pass.WhereWord(f.Variable, f.Word)
		case f.Variable != "":
			at = pass.Where(f.Variable)
		}
		pass.Report(at, "%s", f.Message).About(f.Variable).Severity = severities[f.Severity]
	}
}

// recipe is what a policy sees of a variant.
type recipe struct {
	PN        string             `json:"pn"`
	PV        string             `json:"pv"`
	File      string             `json:"file"`
	Layer     string             `json:"layer"`
	Variant   string             `json:"variant"`
	Classes   []string           `json:"classes"`
	Packages  []string           `json:"packages"`
	Tasks     []string           `json:"tasks"`
	Variables map[string]*string `json:"variables"` // null where one has no value
}

func (p *Policy) data(pass *lint.RecipePass) recipe {
	r := recipe{
		PN: pass.Get("PN"), PV: pass.Get("PV"), File: pass.Path, Variant: pass.Variant.Name,
		Packages: strings.Fields(pass.Get("PACKAGES")), Tasks: slices.Clone(interp.Tasks(pass.Data).Names), Variables: map[string]*string{},
	}
	if pass.Layer != nil {
		r.Layer = pass.Layer.Name
	}
	if files, ok := pass.Data.RawHard("__inherit_cache").([]string); ok {
		r.Classes = resolve.ClassNames(files)
	}
	for _, name := range p.Variables {
		r.Variables[name] = nil
		if value, set, err := pass.Data.Lookup(name); err == nil && set {
			r.Variables[name] = &value
		}
	}
	return r
}

// RunTests runs the policy's tests, and returns what failed, a line each.
func (p *Policy) RunTests() (failed []string) {
	for i, t := range p.Tests {
		name := t.Name
		if name == "" {
			name = fmt.Sprint("test ", i+1)
		}
		list, err := p.check(t.Recipe)
		if err != nil {
			failed = append(failed, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		got := make([]string, len(list))
		for k, f := range list {
			got[k] = f.Message
		}
		if !slices.Equal(got, t.Findings) {
			failed = append(failed, fmt.Sprintf("%s: the findings are %q, not %q", name, got, t.Findings))
		}
	}
	return failed
}
