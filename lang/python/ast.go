// Package python is the syntax of Python 3: lexer, parser and tree. The tree is that of CPython 3.11's ast module (the
// manual's "ast — Abstract Syntax Trees" has the grammar), with Go's names for it: same nodes, same fields, same order,
// a byte span on each node. It runs nothing; package eval/pyvm does.
package python

import (
	"math/big"

	"github.com/knead-build/knead/lang/source"
)

// Node is a node of the tree.
type Node interface {
	// Span returns the node's bytes in the text that was parsed.
	Span() source.Span
}

// Range is the position that every node embeds.
type Range struct {
	Start, End source.Pos
}

// Span returns the node's bytes.
func (r Range) Span() source.Span { return source.Span{Start: r.Start, End: r.End} }

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Node
	pattern()
}

// Module is a whole text of statements (mode "exec"). Expression (mode "eval") is one expression.
type (
	Module struct {
		Range
		Body []Stmt
	}
	Expression struct {
		Range
		Body Expr
	}
)

// The statements.
type (
	FunctionDef struct { // also async
		Range
		Async      bool
		Name       string
		NameSpan   source.Span
		Args       *Arguments
		Body       []Stmt
		Decorators []Expr
		Returns    Expr // nil where there is none
	}
	ClassDef struct {
		Range
		Name       string
		NameSpan   source.Span
		Bases      []Expr
		Keywords   []*Keyword
		Body       []Stmt
		Decorators []Expr
	}
	Return struct {
		Range
		Value Expr // or nil
	}
	Delete struct {
		Range
		Targets []Expr
	}
	Assign struct {
		Range
		Targets []Expr
		Value   Expr
	}
	AugAssign struct {
		Range
		Target Expr
		Op     Operator
		Value  Expr
	}
	AnnAssign struct {
		Range
		Target     Expr
		Annotation Expr
		Value      Expr // or nil
		Simple     bool // the target is a bare name
	}
	For struct { // also async
		Range
		Async  bool
		Target Expr
		Iter   Expr
		Body   []Stmt
		Else   []Stmt
	}
	While struct {
		Range
		Test Expr
		Body []Stmt
		Else []Stmt
	}
	If struct {
		Range
		Test Expr
		Body []Stmt
		Else []Stmt // an elif is one If
	}
	With struct { // also async
		Range
		Async bool
		Items []*WithItem
		Body  []Stmt
	}
	Match struct {
		Range
		Subject Expr
		Cases   []*MatchCase
	}
	Raise struct {
		Range
		Exc   Expr // or nil
		Cause Expr // or nil
	}
	Try struct {
		Range
		Star     bool // except*
		Body     []Stmt
		Handlers []*ExceptHandler
		Else     []Stmt
		Finally  []Stmt
	}
	Assert struct {
		Range
		Test Expr
		Msg  Expr // or nil
	}
	Import struct {
		Range
		Names []*Alias
	}
	ImportFrom struct {
		Range
		Module string // "" for "from . import x"
		Names  []*Alias
		Level  int // the number of leading dots
	}
	Global struct {
		Range
		Names []string
	}
	Nonlocal struct {
		Range
		Names []string
	}
	ExprStmt struct {
		Range
		Value Expr
	}
	Pass     struct{ Range }
	Break    struct{ Range }
	Continue struct{ Range }
	// BadStmt is text that could not be parsed. The interpreter refuses it; editors go on behind it.
	BadStmt struct{ Range }
)

// The expressions.
type (
	BoolOp struct {
		Range
		Op     BoolOperator
		Values []Expr
	}
	NamedExpr struct {
		Range
		Target *Name
		Value  Expr
	}
	BinOp struct {
		Range
		Left  Expr
		Op    Operator
		Right Expr
	}
	UnaryOp struct {
		Range
		Op      UnaryOperator
		Operand Expr
	}
	Lambda struct {
		Range
		Args *Arguments
		Body Expr
	}
	IfExp struct {
		Range
		Test, Body, Else Expr
	}
	Dict struct {
		Range
		Keys   []Expr // a nil key is "**value"
		Values []Expr
	}
	Set struct {
		Range
		Elts []Expr
	}
	ListComp struct {
		Range
		Elt        Expr
		Generators []*Comprehension
	}
	SetComp struct {
		Range
		Elt        Expr
		Generators []*Comprehension
	}
	DictComp struct {
		Range
		Key, Value Expr
		Generators []*Comprehension
	}
	GeneratorExp struct {
		Range
		Elt        Expr
		Generators []*Comprehension
	}
	Await struct {
		Range
		Value Expr
	}
	Yield struct {
		Range
		Value Expr // or nil
	}
	YieldFrom struct {
		Range
		Value Expr
	}
	Compare struct {
		Range
		Left        Expr
		Ops         []CompareOperator
		Comparators []Expr
	}
	Call struct {
		Range
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}
	// FormattedValue is {value!r:spec} of an f-string.
	FormattedValue struct {
		Range
		Value      Expr
		Conversion rune       // 's', 'r', 'a', or -1
		FormatSpec *JoinedStr // or nil
	}
	JoinedStr struct {
		Range
		Values []Expr // *Constant or *FormattedValue
	}
	Constant struct {
		Range
		Value ConstantValue
		Kind  string // "u" for u"...", else ""
	}
	Attribute struct {
		Range
		Value    Expr
		Attr     string
		AttrSpan source.Span
		Ctx      Context
	}
	Subscript struct {
		Range
		Value Expr
		Slice Expr
		Ctx   Context
	}
	Starred struct {
		Range
		Value Expr
		Ctx   Context
	}
	Name struct {
		Range
		ID  string
		Ctx Context
	}
	List struct {
		Range
		Elts []Expr
		Ctx  Context
	}
	Tuple struct {
		Range
		Elts []Expr
		Ctx  Context
	}
	Slice struct {
		Range
		Lower, Upper, Step Expr // each may be nil
	}
	// BadExpr is text that could not be parsed.
	BadExpr struct{ Range }
)

// The parts of statements and expressions.
type (
	Comprehension struct {
		Range  // of the whole clause; CPython's has no position
		Target Expr
		Iter   Expr
		Ifs    []Expr
		Async  bool
	}
	ExceptHandler struct {
		Range
		Type     Expr   // or nil
		Name     string // or ""
		NameSpan source.Span
		Body     []Stmt
	}
	Arguments struct {
		Range      // of the text between the parentheses; CPython's has no position
		PosOnly    []*Arg
		Args       []*Arg
		Vararg     *Arg // or nil
		KwOnly     []*Arg
		KwDefaults []Expr // one for each of KwOnly, nil where there is none
		Kwarg      *Arg   // or nil
		Defaults   []Expr // of the last of PosOnly and Args
	}
	Arg struct {
		Range
		Name       string
		Annotation Expr // or nil
	}
	Keyword struct {
		Range
		Name     string // "" is "**value"
		NameSpan source.Span
		Value    Expr
	}
	Alias struct {
		Range
		Name   string // dotted, or "*"
		AsName string // or ""
	}
	WithItem struct {
		Range   // CPython's has no position
		Context Expr
		Vars    Expr // or nil
	}
	MatchCase struct {
		Range   // CPython's has no position
		Pattern Pattern
		Guard   Expr // or nil
		Body    []Stmt
	}
)

// The patterns of match.
type (
	MatchValue struct {
		Range
		Value Expr
	}
	MatchSingleton struct {
		Range
		Value ConstantValue // ConstNone, ConstTrue or ConstFalse
	}
	MatchSequence struct {
		Range
		Patterns []Pattern
	}
	MatchMapping struct {
		Range
		Keys     []Expr
		Patterns []Pattern
		Rest     string // or ""
	}
	MatchClass struct {
		Range
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	MatchStar struct {
		Range
		Name string // "" is "*_"
	}
	MatchAs struct {
		Range
		Pattern Pattern // or nil
		Name    string  // "" is "_"
	}
	MatchOr struct {
		Range
		Patterns []Pattern
	}
)

// ConstantKind says what a literal is.
type ConstantKind uint8

// The kinds of literals.
const (
	ConstNone ConstantKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstStr
	ConstBytes
	ConstInt
	ConstFloat
	ConstComplex
)

// ConstantValue is a literal's value.
type ConstantValue struct {
	Kind ConstantKind
	// Str is the value of ConstStr, in UTF-8 but for lone surrogates, which stand as their three-byte form (WTF-8), and
	// the bytes of ConstBytes.
	Str string
	// Int is the value of ConstInt where it fits; Big the value where it does not.
	Int int64
	Big *big.Int
	// Float is the value of ConstFloat, and the imaginary part of ConstComplex.
	Float float64
}

// Context is what is done with a name, attribute, subscript, list, tuple or starred expression.
type Context uint8

// The contexts.
const (
	Load Context = iota
	Store
	Del
)

// BoolOperator is "and" or "or".
type BoolOperator uint8

// The boolean operators.
const (
	And BoolOperator = iota
	Or
)

// Operator is a binary operator.
type Operator uint8

// The binary operators.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is an operator with one operand.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CompareOperator is a comparison.
type CompareOperator uint8

// The comparisons.
const (
	Eq CompareOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}
func (*BadStmt) stmt()     {}

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*JoinedStr) expr()      {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}
func (*BadExpr) expr()        {}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
