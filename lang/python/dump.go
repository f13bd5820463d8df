package python

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// Dump returns what CPython's ast.dump(node, include_attributes=positions) returns for the same tree of the text:
// with positions, lineno and end_lineno are 1-based and the columns count UTF-8 bytes. A byte order mark at the text's
// start is no part of its first line. Nodes within f-strings have the positions that they have in the text, where
// CPython 3.11 gives them odd ones.
func Dump(text string, node Node, positions bool) string {
	d := newDumper(text, positions)
	d.node(node)
	return d.String()
}

func newDumper(text string, positions bool) *dumper {
	d := &dumper{positions: positions}
	if positions {
		d.file = source.NewFile("", text)
		if strings.HasPrefix(text, "\ufeff") {
			d.mark = 3
		}
	}
	return d
}

type dumper struct {
	strings.Builder
	file      *source.File
	mark      source.Pos // length of the byte order mark
	positions bool
	comma     bool // a field was written: the next needs a comma

	// For the comparison with CPython 3.11, whose positions within f-strings are odd: mask leaves them out, masked says
	// that the dumper is within one.
	mask, masked bool
}

func (d *dumper) open(name string) {
	d.WriteString(name)
	d.WriteByte('(')
	d.comma = false
}

func (d *dumper) field(name string) {
	if d.comma {
		d.WriteString(", ")
	}
	d.comma = true
	d.WriteString(name)
	d.WriteByte('=')
}

// close ends a node that has a position.
func (d *dumper) close(n Node) {
	if d.positions && !d.masked {
		span := n.Span()
		d.position("lineno", "col_offset", span.Start)
		d.position("end_lineno", "end_col_offset", span.End)
	}
	d.end()
}

// end ends a node.
func (d *dumper) end() {
	d.WriteByte(')')
	d.comma = true
}

func (d *dumper) position(line, column string, p source.Pos) {
	n := d.file.Line(p)
	start := d.file.LineSpan(n).Start
	if n == 1 {
		start = min(d.mark, p)
	}
	d.int(line, n)
	d.int(column, int(p-start))
}

func (d *dumper) int(name string, n int) {
	d.field(name)
	d.WriteString(strconv.Itoa(n))
}

func (d *dumper) str(name, value string) {
	d.field(name)
	WriteRepr(&d.Builder, value, false)
}

// strMaybe writes a field that is None where it is empty.
func (d *dumper) strMaybe(name, value string) {
	if value != "" {
		d.str(name, value)
	}
}

func (d *dumper) expr(name string, e Expr) {
	if e != nil {
		d.field(name)
		d.node(e)
	}
}

func (d *dumper) flag(name, value string) {
	d.field(name)
	d.WriteString(value)
}

func (d *dumper) ctx(c Context) {
	d.flag("ctx", [...]string{"Load()", "Store()", "Del()"}[c])
}

// dumpList writes a field that is a list of nodes. A nil expression is None.
func dumpList[T Node](d *dumper, name string, list []T) {
	d.field(name)
	d.WriteByte('[')
	for i, n := range list {
		if i > 0 {
			d.WriteString(", ")
		}
		if any(n) == nil {
			d.WriteString("None")
		} else {
			d.node(n)
		}
	}
	d.WriteByte(']')
	d.comma = true
}

func (d *dumper) strs(name string, list []string) {
	d.field(name)
	d.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			d.WriteString(", ")
		}
		WriteRepr(&d.Builder, s, false)
	}
	d.WriteByte(']')
}

var operatorNames = [...]string{Add: "Add()", Sub: "Sub()", Mult: "Mult()", MatMult: "MatMult()", Div: "Div()", Mod: "Mod()",
	Pow: "Pow()", LShift: "LShift()", RShift: "RShift()", BitOr: "BitOr()", BitXor: "BitXor()", BitAnd: "BitAnd()",
	FloorDiv: "FloorDiv()"}

var unaryNames = [...]string{Invert: "Invert()", Not: "Not()", UAdd: "UAdd()", USub: "USub()"}

var compareNames = [...]string{Eq: "Eq()", NotEq: "NotEq()", Lt: "Lt()", LtE: "LtE()", Gt: "Gt()", GtE: "GtE()",
	Is: "Is()", IsNot: "IsNot()", In: "In()", NotIn: "NotIn()"}

func (d *dumper) node(node Node) {
	switch n := node.(type) {
	case *Module:
		d.open("Module")
		dumpList(d, "body", n.Body)
		d.flag("type_ignores", "[]")
		d.end()
	case *Expression:
		d.open("Expression")
		d.expr("body", n.Body)
		d.end()
	case Stmt:
		d.stmt(n)
	case Expr:
		d.exprNode(n)
	case Pattern:
		d.pattern(n)
	case *Comprehension:
		d.open("comprehension")
		d.expr("target", n.Target)
		d.expr("iter", n.Iter)
		dumpList(d, "ifs", n.Ifs)
		async := 0
		if n.Async {
			async = 1
		}
		d.int("is_async", async)
		d.end()
	case *ExceptHandler:
		d.open("ExceptHandler")
		d.expr("type", n.Type)
		d.strMaybe("name", n.Name)
		dumpList(d, "body", n.Body)
		d.close(n)
	case *Arguments:
		d.open("arguments")
		dumpList(d, "posonlyargs", n.PosOnly)
		dumpList(d, "args", n.Args)
		if n.Vararg != nil {
			d.field("vararg")
			d.node(n.Vararg)
		}
		dumpList(d, "kwonlyargs", n.KwOnly)
		dumpList(d, "kw_defaults", n.KwDefaults)
		if n.Kwarg != nil {
			d.field("kwarg")
			d.node(n.Kwarg)
		}
		dumpList(d, "defaults", n.Defaults)
		d.end()
	case *Arg:
		d.open("arg")
		d.str("arg", n.Name)
		d.expr("annotation", n.Annotation)
		d.close(n)
	case *Keyword:
		d.open("keyword")
		d.strMaybe("arg", n.Name)
		d.expr("value", n.Value)
		d.close(n)
	case *Alias:
		d.open("alias")
		d.str("name", n.Name)
		d.strMaybe("asname", n.AsName)
		d.close(n)
	case *WithItem:
		d.open("withitem")
		d.expr("context_expr", n.Context)
		d.expr("optional_vars", n.Vars)
		d.end()
	case *MatchCase:
		d.open("match_case")
		d.field("pattern")
		d.node(n.Pattern)
		d.expr("guard", n.Guard)
		dumpList(d, "body", n.Body)
		d.end()
	}
}

// opened begins a statement that may be async.
func (d *dumper) opened(name string, async bool) {
	if async {
		d.WriteString("Async")
	}
	d.open(name)
}

func (d *dumper) stmt(node Stmt) {
	switch n := node.(type) {
	case *FunctionDef:
		d.opened("FunctionDef", n.Async)
		d.str("name", n.Name)
		d.field("args")
		d.node(n.Args)
		dumpList(d, "body", n.Body)
		dumpList(d, "decorator_list", n.Decorators)
		d.expr("returns", n.Returns)
	case *ClassDef:
		d.open("ClassDef")
		d.str("name", n.Name)
		dumpList(d, "bases", n.Bases)
		dumpList(d, "keywords", n.Keywords)
		dumpList(d, "body", n.Body)
		dumpList(d, "decorator_list", n.Decorators)
	case *Return:
		d.open("Return")
		d.expr("value", n.Value)
	case *Delete:
		d.open("Delete")
		dumpList(d, "targets", n.Targets)
	case *Assign:
		d.open("Assign")
		dumpList(d, "targets", n.Targets)
		d.expr("value", n.Value)
	case *AugAssign:
		d.open("AugAssign")
		d.expr("target", n.Target)
		d.flag("op", operatorNames[n.Op])
		d.expr("value", n.Value)
	case *AnnAssign:
		d.open("AnnAssign")
		d.expr("target", n.Target)
		d.expr("annotation", n.Annotation)
		d.expr("value", n.Value)
		simple := 0
		if n.Simple {
			simple = 1
		}
		d.int("simple", simple)
	case *For:
		d.opened("For", n.Async)
		d.expr("target", n.Target)
		d.expr("iter", n.Iter)
		dumpList(d, "body", n.Body)
		dumpList(d, "orelse", n.Else)
	case *While:
		d.open("While")
		d.expr("test", n.Test)
		dumpList(d, "body", n.Body)
		dumpList(d, "orelse", n.Else)
	case *If:
		d.open("If")
		d.expr("test", n.Test)
		dumpList(d, "body", n.Body)
		dumpList(d, "orelse", n.Else)
	case *With:
		d.opened("With", n.Async)
		dumpList(d, "items", n.Items)
		dumpList(d, "body", n.Body)
	case *Match:
		d.open("Match")
		d.expr("subject", n.Subject)
		dumpList(d, "cases", n.Cases)
	case *Raise:
		d.open("Raise")
		d.expr("exc", n.Exc)
		d.expr("cause", n.Cause)
	case *Try:
		name := "Try"
		if n.Star {
			name = "TryStar"
		}
		d.open(name)
		dumpList(d, "body", n.Body)
		dumpList(d, "handlers", n.Handlers)
		dumpList(d, "orelse", n.Else)
		dumpList(d, "finalbody", n.Finally)
	case *Assert:
		d.open("Assert")
		d.expr("test", n.Test)
		d.expr("msg", n.Msg)
	case *Import:
		d.open("Import")
		dumpList(d, "names", n.Names)
	case *ImportFrom:
		d.open("ImportFrom")
		d.strMaybe("module", n.Module)
		dumpList(d, "names", n.Names)
		d.int("level", n.Level)
	case *Global:
		d.open("Global")
		d.strs("names", n.Names)
	case *Nonlocal:
		d.open("Nonlocal")
		d.strs("names", n.Names)
	case *ExprStmt:
		d.open("Expr")
		d.expr("value", n.Value)
	case *Pass:
		d.open("Pass")
	case *Break:
		d.open("Break")
	case *Continue:
		d.open("Continue")
	case *BadStmt:
		d.open("BadStmt")
	}
	d.close(node)
}

func (d *dumper) exprNode(node Expr) {
	switch n := node.(type) {
	case *BoolOp:
		d.open("BoolOp")
		d.flag("op", [...]string{"And()", "Or()"}[n.Op])
		dumpList(d, "values", n.Values)
	case *NamedExpr:
		d.open("NamedExpr")
		d.expr("target", n.Target)
		d.expr("value", n.Value)
	case *BinOp:
		d.open("BinOp")
		d.expr("left", n.Left)
		d.flag("op", operatorNames[n.Op])
		d.expr("right", n.Right)
	case *UnaryOp:
		d.open("UnaryOp")
		d.flag("op", unaryNames[n.Op])
		d.expr("operand", n.Operand)
	case *Lambda:
		d.open("Lambda")
		d.field("args")
		d.node(n.Args)
		d.expr("body", n.Body)
	case *IfExp:
		d.open("IfExp")
		d.expr("test", n.Test)
		d.expr("body", n.Body)
		d.expr("orelse", n.Else)
	case *Dict:
		d.open("Dict")
		dumpList(d, "keys", n.Keys)
		dumpList(d, "values", n.Values)
	case *Set:
		d.open("Set")
		dumpList(d, "elts", n.Elts)
	case *ListComp:
		d.open("ListComp")
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *SetComp:
		d.open("SetComp")
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *DictComp:
		d.open("DictComp")
		d.expr("key", n.Key)
		d.expr("value", n.Value)
		dumpList(d, "generators", n.Generators)
	case *GeneratorExp:
		d.open("GeneratorExp")
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *Await:
		d.open("Await")
		d.expr("value", n.Value)
	case *Yield:
		d.open("Yield")
		d.expr("value", n.Value)
	case *YieldFrom:
		d.open("YieldFrom")
		d.expr("value", n.Value)
	case *Compare:
		d.open("Compare")
		d.expr("left", n.Left)
		d.field("ops")
		for i, op := range n.Ops {
			d.WriteString([...]string{"[", ", "}[min(i, 1)])
			d.WriteString(compareNames[op])
		}
		d.WriteByte(']')
		dumpList(d, "comparators", n.Comparators)
	case *Call:
		d.open("Call")
		d.expr("func", n.Func)
		dumpList(d, "args", n.Args)
		dumpList(d, "keywords", n.Keywords)
	case *FormattedValue:
		d.open("FormattedValue")
		d.expr("value", n.Value)
		d.int("conversion", int(n.Conversion))
		if n.FormatSpec != nil {
			d.expr("format_spec", n.FormatSpec)
		}
	case *JoinedStr:
		d.open("JoinedStr")
		masked := d.masked
		d.masked = d.mask
		dumpList(d, "values", n.Values)
		d.masked = masked
	case *Constant:
		d.open("Constant")
		d.field("value")
		reprConstant(&d.Builder, n.Value)
		d.strMaybe("kind", n.Kind)
	case *Attribute:
		d.open("Attribute")
		d.expr("value", n.Value)
		d.str("attr", n.Attr)
		d.ctx(n.Ctx)
	case *Subscript:
		d.open("Subscript")
		d.expr("value", n.Value)
		d.expr("slice", n.Slice)
		d.ctx(n.Ctx)
	case *Starred:
		d.open("Starred")
		d.expr("value", n.Value)
		d.ctx(n.Ctx)
	case *Name:
		d.open("Name")
		d.str("id", n.ID)
		d.ctx(n.Ctx)
	case *List:
		d.open("List")
		dumpList(d, "elts", n.Elts)
		d.ctx(n.Ctx)
	case *Tuple:
		d.open("Tuple")
		dumpList(d, "elts", n.Elts)
		d.ctx(n.Ctx)
	case *Slice:
		d.open("Slice")
		d.expr("lower", n.Lower)
		d.expr("upper", n.Upper)
		d.expr("step", n.Step)
	case *BadExpr:
		d.open("BadExpr")
	}
	d.close(node)
}

func (d *dumper) pattern(node Pattern) {
	switch n := node.(type) {
	case *MatchValue:
		d.open("MatchValue")
		d.expr("value", n.Value)
	case *MatchSingleton:
		d.open("MatchSingleton")
		d.field("value")
		reprConstant(&d.Builder, n.Value)
	case *MatchSequence:
		d.open("MatchSequence")
		dumpList(d, "patterns", n.Patterns)
	case *MatchMapping:
		d.open("MatchMapping")
		dumpList(d, "keys", n.Keys)
		dumpList(d, "patterns", n.Patterns)
		d.strMaybe("rest", n.Rest)
	case *MatchClass:
		d.open("MatchClass")
		d.expr("cls", n.Cls)
		dumpList(d, "patterns", n.Patterns)
		d.strs("kwd_attrs", n.KwdAttrs)
		dumpList(d, "kwd_patterns", n.KwdPatterns)
	case *MatchStar:
		d.open("MatchStar")
		d.strMaybe("name", n.Name)
	case *MatchAs:
		d.open("MatchAs")
		if n.Pattern != nil {
			d.field("pattern")
			d.node(n.Pattern)
		}
		d.strMaybe("name", n.Name)
	case *MatchOr:
		d.open("MatchOr")
		dumpList(d, "patterns", n.Patterns)
	}
	d.close(node)
}
