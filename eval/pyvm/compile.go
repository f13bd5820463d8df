package pyvm

import (
	"strings"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// CompileModule compiles statements (CPython's mode "exec"). firstLine is added to line numbers: 0 where the file's first
// line is line 1. A SyntaxError, IndentationError or TabError comes as *Raised with the attributes that CPython gives it,
// and its Native is the *python.SyntaxError.
func CompileModule(file *source.File, firstLine int) (*Code, error) {
	tree, errs := python.ParseModule(file.Text())
	if len(errs) > 0 {
		return nil, syntaxError(file, firstLine, errs[0], parsedModule)
	}
	return CompileTree(file, firstLine, tree)
}

// CompileExpression compiles one expression (CPython's mode "eval"). See CompileModule.
func CompileExpression(file *source.File, firstLine int) (*Code, error) {
	tree, errs := python.ParseExpression(file.Text())
	if len(errs) > 0 {
		return nil, syntaxError(file, firstLine, errs[0], parsedExpression)
	}
	return CompileTree(file, firstLine, tree)
}

// CompileTree compiles the tree, a *python.Module or *python.Expression without bad nodes, that the file's text has been
// parsed to. It is for callers that have the tree already; CompileModule and CompileExpression parse.
func CompileTree(file *source.File, firstLine int, tree python.Node) (*Code, error) {
	if errs := python.Check(file.Text(), tree); len(errs) > 0 {
		return nil, syntaxError(file, firstLine, errs[0], compiled)
	}
	table, err := analyze(tree, "")
	if err != nil {
		return nil, syntaxError(file, firstLine, err, compiled)
	}
	c := &compiler{file: file, line: firstLine, table: table}
	code := c.module(tree)
	if c.err != nil {
		return nil, syntaxError(file, firstLine, c.err, compiled)
	}
	return code, nil
}

// compiler turns a tree into closures.
type compiler struct {
	file  *source.File
	line  int
	table *symbolTable
	scope *scope
	unit  *unit
	err   *python.SyntaxError
	depth int
}

// unit is a code under construction.
type unit struct {
	parent *unit
	host   *scope
	code   *Code
	prefix string // of the qualified names of definitions inside
	// memo says that what is compiled is part of an expression with a yield in it: values that are computed before the
	// yield must be kept. See generator.go.
	memo bool
}

func (c *compiler) fail(span source.Span, msg string) {
	if c.err == nil {
		c.err = &python.SyntaxError{Kind: "SyntaxError", Msg: msg, Span: span}
	}
}

// enter begins the code of a node that has a scope and a frame of its own. name is co_name; outer says how definitions
// inside are called: "f.<locals>." for a function f, "A." for a class A.
func (c *compiler) enter(n python.Node, name string, first source.Pos) *Code {
	s := c.table.scopes[n]
	code := &Code{name: name, qualname: name, file: c.file, line: c.line, node: n, first: first, classFree: -1}
	if c.unit != nil {
		code.qualname = c.unit.prefix + name
		if sym := c.unit.host.names[mangle(c.scope.class, name)]; sym != nil && sym.kind == globalSymbol && sym.flags&symbolGlobal != 0 {
			code.qualname = name
		}
	}
	c.unit = &unit{parent: c.unit, host: s, code: code}
	switch s.kind {
	case classScope:
		c.unit.prefix = code.qualname + "."
	case functionScope:
		c.unit.prefix = code.qualname + ".<locals>."
		if s.genexp {
			c.unit.prefix = code.qualname + "."
		}
	}
	c.scope = s
	code.nslots = s.slots
	code.varnames = make([]string, s.slots)
	c.nameSlots(s)
	for i, sym := range s.free {
		code.freevars = append(code.freevars, sym.name)
		if sym.name == classCellName {
			code.freevars[i] = "__class__"
			code.classFree = i
		}
	}
	code.generator = s.generator
	return code
}

// nameSlots notes the names of the variables in a frame, and which are shared with inner functions. Those of comprehensions
// are made anew each time the comprehension runs.
func (c *compiler) nameSlots(s *scope) {
	code := c.unit.code
	for _, sym := range s.order {
		if sym.kind != localSymbol {
			continue
		}
		code.varnames[sym.slot] = sym.name
		if sym.cell && s.hasFrame() {
			if sym.flags&symbolParam != 0 {
				code.cellParams = append(code.cellParams, sym.slot)
			} else {
				code.cells = append(code.cells, sym.slot)
			}
		}
		if !s.hasFrame() {
			code.varnames[sym.slot] = "." + sym.name // locals() does not show it
		}
	}
	for _, child := range s.children {
		if !child.hasFrame() {
			c.nameSlots(child)
		}
	}
}

// leave ends the code that enter began. scope is the scope to go back to.
func (c *compiler) leave(scope *scope) {
	c.unit = c.unit.parent
	c.scope = scope
}

// module compiles a whole text.
func (c *compiler) module(tree python.Node) *Code {
	code := c.enter(tree, "<module>", 0)
	switch n := tree.(type) {
	case *python.Module:
		code.doc = docstring(n.Body)
		code.body = c.documented(n.Body, code.doc)
	case *python.Expression:
		e := c.expr(n.Body)
		span := n.Body.Span()
		code.expr = func(f *frame) (Value, error) {
			v, err := e(f)
			if err != nil {
				return nil, f.trace(err, span)
			}
			return v, nil
		}
	}
	c.leave(nil)
	return code
}

// docstring returns the text that a body begins with, or nil.
func docstring(body []python.Stmt) Value {
	if len(body) == 0 {
		return nil
	}
	if s, ok := body[0].(*python.ExprStmt); ok {
		if k, ok := s.Value.(*python.Constant); ok && k.Value.Kind == python.ConstStr {
			return Str(k.Value.Str)
		}
	}
	return nil
}

// annotationsSetup returns what makes __annotations__ for a module or class that has annotated variables, or nil.
func (c *compiler) annotationsSetup(body []python.Stmt) func(f *frame) error {
	if !hasAnnotations(body) {
		return nil
	}
	return func(f *frame) error {
		if v, err := f.lookupLocalName(idAnnotations); v != nil || err != nil {
			return err
		}
		return f.storeName(idAnnotations, NewDict(4))
	}
}

func hasAnnotations(body []python.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *python.AnnAssign:
			return true
		case *python.If:
			if hasAnnotations(s.Body) || hasAnnotations(s.Else) {
				return true
			}
		case *python.For:
			if hasAnnotations(s.Body) || hasAnnotations(s.Else) {
				return true
			}
		case *python.While:
			if hasAnnotations(s.Body) || hasAnnotations(s.Else) {
				return true
			}
		case *python.With:
			if hasAnnotations(s.Body) {
				return true
			}
		case *python.Try:
			if hasAnnotations(s.Body) || hasAnnotations(s.Else) || hasAnnotations(s.Finally) {
				return true
			}
			for _, h := range s.Handlers {
				if hasAnnotations(h.Body) {
					return true
				}
			}
		case *python.Match:
			for _, m := range s.Cases {
				if hasAnnotations(m.Body) {
					return true
				}
			}
		}
	}
	return false
}

// errorStage says who found an error, on which depends what CPython tells of it.
type errorStage uint8

const (
	parsedModule errorStage = iota
	parsedExpression
	compiled
)

// syntaxError makes the exception for an error of the parser or compiler.
func syntaxError(file *source.File, firstLine int, e *python.SyntaxError, stage errorStage) error {
	cls := exceptionTypes[e.Kind]
	if cls == nil {
		cls = SyntaxError
	}
	if cls == RecursionError {
		return &Raised{&Exception{cls: cls, Args: NewTuple(Str(e.Msg)), Native: e}}
	}
	start := file.Position(e.Span.Start)
	end := file.Position(max(e.Span.Start, e.Span.End))
	lineSpan := file.LineSpan(start.Line)
	text := file.Slice(lineSpan)
	if stage == parsedModule && !strings.HasPrefix(e.Msg, "unterminated string literal") || lineSpan.End < file.Len() {
		text += "\n"
	}
	var shown Value = Str(text)
	if stage == compiled && strings.HasPrefix(file.Name(), "<") {
		shown = None // it would be read from the file
	}
	switch {
	case strings.HasPrefix(e.Msg, "unexpected indent"), strings.HasPrefix(e.Msg, "unindent"):
		end = source.Position{Line: start.Line, Column: -1}
	case strings.HasPrefix(e.Msg, "unterminated string literal"):
		end = start
	case strings.HasSuffix(e.Msg, "was never closed"):
		end = source.Position{Line: start.Line}
	}
	exc := &Exception{cls: cls, Native: e}
	exc.Args = NewTuple(Str(e.Msg), NewTuple(Str(file.Name()), Int(firstLine+start.Line), Int(start.Column), shown,
		Int(firstLine+end.Line), Int(end.Column)))
	return &Raised{exc}
}

// mangled returns the name that an identifier stands for here.
func (c *compiler) mangled(name string) string { return mangle(c.scope.class, name) }

// ident returns an identifier's name with its hash. Names are copied out of the text, which need not be kept for them.
func (c *compiler) ident(name string) ident { return makeIdent(strings.Clone(c.mangled(name))) }
