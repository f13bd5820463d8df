package codeparser

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/python"
)

// The functions whose first argument names a variable, by the ends of their names.
var (
	readers     = []string{".getVar", ".appendVar", ".prependVar", "oe.utils.conditional"}
	flagReaders = []string{".getVarFlag", ".appendVarFlag", ".prependVarFlag"}
)

// analysePython returns what Python code refers to: an expression, or the indented body of a function, or statements.
func analysePython(code string, visitors map[string]bool) (*datastore.Analysis, *python.SyntaxError) {
	if strings.TrimSpace(code) == "" {
		return &datastore.Analysis{}, nil
	}
	code = undent(code)
	module, errs := python.ParseModule(code)
	p := &pythonVisitor{code: code, visitors: visitors, references: map[string]bool{}, execs: map[string]bool{}, contains: map[string]map[string]bool{}}
	if len(errs) == 0 {
		// The order matters where a visitor's answer takes the place of another's: it is that of Python's ast.walk.
		python.WalkBreadth(module, func(n python.Node) {
			if call, ok := n.(*python.Call); ok {
				p.call(call)
			}
		})
		return p.analysis(), nil
	}
	return &datastore.Analysis{}, errs[0]
}

// undent puts indented code below an "if", so that it is a text of statements. A newline in front is taken away for it.
func undent(code string) string {
	i := 0
	for i < len(code) && (code[i] == '\n' || code[i] == '\t' || code[i] == ' ') {
		i++
	}
	if i == 0 || code[i-1] == '\n' {
		return code
	}
	return "if 1:\n" + strings.TrimPrefix(code, "\n")
}

type pythonVisitor struct {
	code     string
	visitors map[string]bool
	visits   []datastore.Visit

	references, execs map[string]bool
	contains          map[string]map[string]bool
	expands           []string
}

func (p *pythonVisitor) call(call *python.Call) {
	name := dottedName(call.Func)
	if name == "" {
		return
	}
	if p.visitors[name] {
		span := call.Span()
		p.visits = append(p.visits, datastore.Visit{Function: name, Call: p.code[span.Start:span.End]})
		return
	}
	arg := func(i int) (string, bool) {
		if i >= len(call.Args) {
			return "", false
		}
		c, ok := call.Args[i].(*python.Constant)
		if !ok || c.Value.Kind != python.ConstStr {
			return "", false
		}
		return c.Value.Str, true
	}
	isReader, isFlagReader := hasEnd(name, readers), hasEnd(name, flagReaders)
	isContains := name == "bb.utils.contains" || name == "base_contains"
	isAny := name == "bb.utils.contains_any" || name == "bb.utils.filter"
	switch {
	case isReader || isFlagReader || isContains || isAny:
		variable, ok := arg(0)
		if !ok {
			return
		}
		second, ok := arg(1)
		switch {
		case isContains && ok:
			p.contain(variable, second)
		case isAny && ok:
			p.contain(variable, strings.Fields(second)...)
		case isFlagReader && ok:
			p.references[variable+"["+second+"]"] = true
		case !isFlagReader:
			p.references[variable] = true
		}
	case strings.HasSuffix(name, ".expand"):
		if text, ok := arg(0); ok {
			p.expands = append(p.expands, text)
		}
	case name == "bb.build.exec_func" || name == "bb.build.exec_task":
		if f, ok := arg(0); ok {
			p.execs[f] = true
		}
	default:
		p.execs[name] = true
	}
}

func (p *pythonVisitor) contain(variable string, items ...string) {
	if n := len(p.visits); n > 0 {
		p.visits[n-1].After = append(p.visits[n-1].After, datastore.Contains{Variable: variable, Items: slices.Sorted(slices.Values(items))})
		return
	}
	if p.contains[variable] == nil {
		p.contains[variable] = map[string]bool{}
	}
	for _, x := range items {
		p.contains[variable][x] = true
	}
}

func (p *pythonVisitor) analysis() *datastore.Analysis {
	a := &datastore.Analysis{
		References: slices.Sorted(maps.Keys(p.references)),
		Execs:      slices.Sorted(maps.Keys(p.execs)),
		Expands:    p.expands,
		Visits:     p.visits,
	}
	for _, v := range slices.Sorted(maps.Keys(p.contains)) {
		a.Contains = append(a.Contains, datastore.Contains{Variable: v, Items: slices.Sorted(maps.Keys(p.contains[v]))})
	}
	return a
}

func hasEnd(name string, ends []string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(name, e) })
}

// dottedName returns "a.b.c" for a name with attributes, and "" for any other expression.
func dottedName(e python.Expr) string {
	switch e := e.(type) {
	case *python.Name:
		return e.ID
	case *python.Attribute:
		if base := dottedName(e.Value); base != "" {
			return base + "." + e.Attr
		}
	}
	return ""
}
