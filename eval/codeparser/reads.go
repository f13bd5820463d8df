package codeparser

import (
	"slices"

	"github.com/knead-build/knead/lang/python"
)

// pureMethods are methods of text and lists that change nothing.
var pureMethods = []string{
	"capitalize", "count", "endswith", "find", "join", "lower", "lstrip", "partition", "replace", "rpartition", "rsplit", "rstrip",
	"split", "startswith", "strip", "title", "upper",
}

// Reads returns the variables whose expanded values an expression in a value reads, in order. ok says that its value depends on
// nothing else, and that it reads all of them each time, unless one has an error. That is told of simple expressions alone.
func Reads(expression string) (reads []string, ok bool) {
	tree, errs := python.ParseExpression(expression)
	if len(errs) > 0 {
		return nil, false
	}
	r := &reader{}
	if !r.expr(tree.Body) {
		return nil, false
	}
	return r.reads, true
}

// reader collects what an expression reads, in the order of Python's evaluation. Its methods report whether that is all.
type reader struct{ reads []string }

func (r *reader) expr(x python.Expr) bool {
	switch x := x.(type) {
	case *python.Constant:
		return true
	case *python.List:
		return r.all(x.Elts...)
	case *python.Tuple:
		return r.all(x.Elts...)
	case *python.UnaryOp:
		return r.expr(x.Operand)
	case *python.BinOp:
		return r.all(x.Left, x.Right)
	case *python.Compare:
		return len(x.Comparators) == 1 && r.all(x.Left, x.Comparators[0])
	case *python.BoolOp:
		return r.expr(x.Values[0]) && r.nothing(x.Values[1:]...)
	case *python.IfExp:
		return r.expr(x.Test) && r.nothing(x.Body, x.Else)
	case *python.Subscript:
		return r.all(x.Value, x.Slice)
	case *python.Slice:
		return r.all(slices.DeleteFunc([]python.Expr{x.Lower, x.Upper, x.Step}, func(x python.Expr) bool { return x == nil })...)
	case *python.Call:
		return len(x.Keywords) == 0 && r.call(x)
	}
	return false
}

func (r *reader) all(list ...python.Expr) bool {
	return !slices.ContainsFunc(list, func(x python.Expr) bool { return !r.expr(x) })
}

// nothing is for what may be evaluated or not.
func (r *reader) nothing(list ...python.Expr) bool {
	n := len(r.reads)
	return r.all(list...) && len(r.reads) == n
}

func (r *reader) call(x *python.Call) bool {
	args := x.Args
	switch dottedName(x.Func) {
	case "d.getVar":
		return len(args) == 1 && r.variable(args[0])
	case "bb.utils.contains", "bb.utils.contains_any":
		return len(args) == 5 && isData(args[4]) && r.all(args[1:4]...) && r.variable(args[0])
	case "bb.utils.filter":
		return len(args) == 3 && isData(args[2]) && r.expr(args[1]) && r.variable(args[0])
	}
	method, ok := x.Func.(*python.Attribute)
	return ok && slices.Contains(pureMethods, method.Attr) && r.expr(method.Value) && r.all(args...)
}

// variable is for the name of a variable that is read.
func (r *reader) variable(x python.Expr) bool {
	c, ok := x.(*python.Constant)
	if !ok || c.Value.Kind != python.ConstStr {
		return false
	}
	r.reads = append(r.reads, c.Value.Str)
	return true
}

func isData(x python.Expr) bool {
	name, ok := x.(*python.Name)
	return ok && name.ID == "d"
}
