package py

import (
	_ "embed"
	"reflect"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib/native"
)

// astGrammar has Python's node classes: name, base, fields as name:GoField, with a question mark those that may be None.
//
//go:embed data/ast.txt
var astGrammar string

// astClass is a line of it.
type astClass struct {
	name   string
	fields []astField
}

type astField struct {
	name, from string
	optional   bool
}

var astClasses = sync.OnceValue(func() map[string]*astClass {
	out := map[string]*astClass{}
	for line := range strings.Lines(astGrammar) {
		words := strings.Fields(line)
		c := &astClass{name: words[0]}
		for _, w := range words[2:] {
			name, from, _ := strings.Cut(w, ":")
			name, optional := strings.CutSuffix(name, "?")
			c.fields = append(c.fields, astField{name, from, optional})
		}
		out[c.name] = c
	}
	return out
})

// astCore reads text for lib/ast.py.
var astCore = native.Module{
	Name: "_knead_ast",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"grammar": pyvm.Str(astGrammar)}.Funcs(map[string]pyvm.Func{"parse": parseAST})
	},
}

// parseAST is parse(source, filename, mode).
func parseAST(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var text, filename, mode string
	if err := pyvm.Unpack(t, "parse", args, kw, "source", &text, "filename", &filename, "mode", &mode); err != nil {
		return nil, err
	}
	if err := t.Alloc(20 * len(text)); err != nil {
		return nil, err
	}
	var node python.Node
	var errs []*python.SyntaxError
	if mode == "eval" {
		node, errs = asNode(python.ParseExpression(strings.TrimLeft(text, " \t")))
	} else {
		node, errs = asNode(python.ParseModule(text))
	}
	if len(errs) > 0 {
		compile := pyvm.CompileModule
		if mode == "eval" {
			compile = pyvm.CompileExpression
		}
		if _, err := compile(source.NewFile(filename, text), 0); err != nil {
			return nil, err
		}
		return nil, pyvm.Raise(pyvm.SyntaxError, "%s", errs[0].Msg)
	}
	return ASTNode(t, text, node)
}

func asNode[T python.Node](n T, errs []*python.SyntaxError) (python.Node, []*python.SyntaxError) {
	return n, errs
}

// ASTNode returns a node of a text's tree as Python's ast has it. Module ast is imported for its classes.
func ASTNode(t *pyvm.Thread, text string, node python.Node) (pyvm.Value, error) {
	m, err := t.Import("ast")
	if err != nil {
		return nil, err
	}
	b := &astBuilder{t: t, module: m, file: source.NewFile("", text), types: map[string]*pyvm.Type{}, single: map[string]pyvm.Value{}}
	return b.node(node)
}

// astBuilder makes the objects of a tree.
type astBuilder struct {
	t      *pyvm.Thread
	module pyvm.Value
	file   *source.File
	types  map[string]*pyvm.Type
	single map[string]pyvm.Value // operators and contexts: one object of each
}

func (b *astBuilder) class(name string) (*pyvm.Type, error) {
	if ty := b.types[name]; ty != nil {
		return ty, nil
	}
	v, err := pyvm.GetAttr(b.t, b.module, name)
	if err != nil {
		return nil, err
	}
	ty, ok := v.(*pyvm.Type)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "ast.%s is no class", name)
	}
	b.types[name] = ty
	return ty, nil
}

// make makes an object without calling its __init__.
func (b *astBuilder) make(name string) (pyvm.Value, error) {
	ty, err := b.class(name)
	if err != nil {
		return nil, err
	}
	return pyvm.WrapNative(b.t, ty, nil, nil, nil)
}

// flag returns the object of an operator or context.
func (b *astBuilder) flag(name string) (pyvm.Value, error) {
	if v := b.single[name]; v != nil {
		return v, nil
	}
	ty, err := b.class(name)
	if err != nil {
		return nil, err
	}
	v, err := pyvm.GetAttr(b.t, ty, "_singleton")
	b.single[name] = v
	return v, err
}

// className returns the Python name of a node's class.
func className(n python.Node) string {
	switch n := n.(type) {
	case *python.FunctionDef:
		return async("FunctionDef", n.Async)
	case *python.For:
		return async("For", n.Async)
	case *python.With:
		return async("With", n.Async)
	case *python.Try:
		if n.Star {
			return "TryStar"
		}
		return "Try"
	case *python.ExprStmt:
		return "Expr"
	case *python.MatchCase:
		return "match_case"
	}
	name := reflect.TypeOf(n).Elem().Name()
	switch name {
	case "Comprehension", "Arguments", "Arg", "Keyword", "Alias", "WithItem":
		return strings.ToLower(name)
	}
	return name
}

func async(name string, is bool) string {
	if is {
		return "Async" + name
	}
	return name
}

// unplaced are the classes without positions.
var unplaced = map[string]bool{"Module": true, "Interactive": true, "Expression": true, "arguments": true, "comprehension": true, "withitem": true, "match_case": true}

func (b *astBuilder) node(n python.Node) (pyvm.Value, error) {
	if err := b.t.Step(); err != nil {
		return nil, err
	}
	name := className(n)
	class := astClasses()[name]
	if class == nil {
		return nil, pyvm.Raise(pyvm.SyntaxError, "invalid syntax")
	}
	obj, err := b.make(name)
	if err != nil {
		return nil, err
	}
	fields := reflect.ValueOf(n).Elem()
	for _, f := range class.fields {
		var v pyvm.Value = pyvm.None
		switch {
		case f.from != "":
			if v, err = b.value(fields.FieldByName(f.from), f.optional); err != nil {
				return nil, err
			}
		case !f.optional:
			v = pyvm.NewList()
		}
		if err := pyvm.SetAttr(b.t, obj, f.name, v); err != nil {
			return nil, err
		}
	}
	if unplaced[name] {
		return obj, nil
	}
	span := n.Span()
	for _, p := range []struct {
		line, col string
		pos       source.Pos
	}{{"lineno", "col_offset", span.Start}, {"end_lineno", "end_col_offset", span.End}} {
		line := b.file.Line(p.pos)
		if err := pyvm.SetAttr(b.t, obj, p.line, pyvm.Int(line)); err != nil {
			return nil, err
		}
		if err := pyvm.SetAttr(b.t, obj, p.col, pyvm.Int(p.pos-b.file.LineSpan(line).Start)); err != nil {
			return nil, err
		}
	}
	return obj, nil
}

// value converts a field.
func (b *astBuilder) value(f reflect.Value, optional bool) (pyvm.Value, error) {
	switch f.Kind() {
	case reflect.Interface, reflect.Pointer:
		if f.IsNil() {
			return pyvm.None, nil
		}
	case reflect.Slice:
		out := pyvm.NewList()
		for i := range f.Len() {
			v, err := b.value(f.Index(i), false)
			if err != nil {
				return nil, err
			}
			out.Items = append(out.Items, v)
		}
		return out, nil
	case reflect.String:
		if f.Len() == 0 && optional {
			return pyvm.None, nil
		}
		return pyvm.Str(f.String()), nil
	case reflect.Bool:
		return pyvm.Int(boolInt(f.Bool())), nil
	case reflect.Int, reflect.Int32:
		return pyvm.Int(f.Int()), nil
	}
	switch x := f.Interface().(type) {
	case python.Node:
		return b.node(x)
	case python.ConstantValue:
		return constantValue(x), nil
	case python.Context:
		return b.flag([...]string{"Load", "Store", "Del"}[x])
	case python.BoolOperator:
		return b.flag([...]string{"And", "Or"}[x])
	case python.Operator:
		return b.flag([...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}[x])
	case python.UnaryOperator:
		return b.flag([...]string{"Invert", "Not", "UAdd", "USub"}[x])
	case python.CompareOperator:
		return b.flag([...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}[x])
	}
	return pyvm.None, nil
}

// constantValue returns a literal's value.
func constantValue(c python.ConstantValue) pyvm.Value {
	switch c.Kind {
	case python.ConstTrue:
		return pyvm.True
	case python.ConstFalse:
		return pyvm.False
	case python.ConstEllipsis:
		return pyvm.Ellipsis
	case python.ConstStr:
		return pyvm.Str(c.Str)
	case python.ConstBytes:
		return pyvm.Bytes(c.Str)
	case python.ConstInt:
		if c.Big != nil {
			return pyvm.MakeInt(c.Big)
		}
		return pyvm.Int(c.Int)
	case python.ConstFloat:
		return pyvm.Float(c.Float)
	case python.ConstComplex:
		return pyvm.Complex(complex(0, c.Float))
	}
	return pyvm.None
}
