package pyvm

import (
	"sync"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// scopeKind says what a scope belongs to.
type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope // a def, a lambda, a generator expression
	// comprehensionScope is a list, set or dict comprehension. It has names of its own, but its variables live in the frame
	// of the scope around it.
	comprehensionScope
)

// scope is a region of the text with names of its own (the language manual's "Naming and binding").
type scope struct {
	kind      scopeKind
	parent    *scope
	class     string // the innermost class around, whose name mangles __x
	names     map[string]*symbol
	order     []*symbol
	children  []*scope
	generator bool
	genexp    bool
	// inline is the name of an inline expression's one variable of its own, "" for other scopes. See CompileInline.
	inline string

	// Of a scope that has a frame:
	slots int       // variables in the frame
	free  []*symbol // variables of frames around that the scope or one inside it uses, in the order of the closure
}

// hasFrame reports whether code of the scope runs in a frame of its own.
func (s *scope) hasFrame() bool { return s.kind != comprehensionScope }

// host returns the scope whose frame code of s runs in.
func (s *scope) host() *scope {
	for !s.hasFrame() {
		s = s.parent
	}
	return s
}

// functionLike reports whether names that are assigned in the scope can be seen from scopes inside it.
func (s *scope) functionLike() bool { return s.kind == functionScope || s.kind == comprehensionScope }

// symbolFlags say how a scope uses a name.
type symbolFlags uint8

const (
	symbolUsed symbolFlags = 1 << iota
	symbolBound
	symbolParam
	symbolGlobal
	symbolNonlocal
)

// symbolKind says where a name of a scope is found.
type symbolKind uint8

const (
	nameSymbol   symbolKind = iota // in the namespace of the module or class, else as a global
	localSymbol                    // in the frame
	freeSymbol                     // in the frame of a scope around
	globalSymbol                   // in the module
)

// symbol is a name as one scope uses it.
type symbol struct {
	name  string
	scope *scope
	flags symbolFlags

	kind  symbolKind
	owner *symbol // the symbol that has the slot: itself, or of a free symbol the one around
	slot  int     // in the frame of the owner's host
	cell  bool    // of an owner: the slot has a Cell, as another frame uses it too
}

// symbolTable holds the scopes of a text.
type symbolTable struct {
	mutex  sync.Mutex // held while a body is compiled later
	scopes map[python.Node]*scope
	// yields has the statements and expressions that a yield is in (or that are one), up to the function's body.
	yields map[python.Node]bool
	path   []python.Node // from the function's body to where the walk is
	scope  *scope
	err    *python.SyntaxError
	depth  int
	future bool // from __future__ import annotations
}

// maxDepth is how deep a tree may nest, so that no text can exhaust the stack.
const maxDepth = 6000

// analyze finds the scopes of a module or expression. inline is what CompileInline is given, or "".
func analyze(root python.Node, inline string) (*symbolTable, *python.SyntaxError) {
	st := &symbolTable{scopes: map[python.Node]*scope{}, yields: map[python.Node]bool{}}
	top := st.enter(root, moduleScope)
	if inline != "" {
		top.inline = inline
		top.symbol(inline).flags |= symbolBound
	}
	switch n := root.(type) {
	case *python.Module:
		st.stmts(n.Body)
	case *python.Expression:
		st.expr(n.Body)
	}
	st.leave()
	if st.err == nil {
		st.resolve(top)
	}
	if st.err == nil {
		allocate(top)
	}
	return st, st.err
}

// refuseAsync notes that a text uses async, which nothing here runs.
func (st *symbolTable) refuseAsync(span source.Span) {
	if st.err == nil {
		st.err = &python.SyntaxError{Kind: "SyntaxError", Msg: "async is not supported", Span: span}
	}
}

func (st *symbolTable) enter(n python.Node, kind scopeKind) *scope {
	s := &scope{kind: kind, parent: st.scope, names: map[string]*symbol{}}
	if st.scope != nil {
		s.class = st.scope.class
		st.scope.children = append(st.scope.children, s)
	}
	st.scopes[n] = s
	st.scope = s
	return s
}

func (st *symbolTable) leave() { st.scope = st.scope.parent }

// mangle returns the name that an identifier stands for in a class (the language manual's 6.2.1).
func mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[0] != '_' || name[1] != '_' || name[len(name)-1] == '_' && name[len(name)-2] == '_' {
		return name
	}
	for i := range len(name) {
		if name[i] == '.' {
			return name
		}
	}
	for class != "" && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}

// symbol returns the scope's symbol of a name, already mangled.
func (s *scope) symbol(name string) *symbol {
	sym := s.names[name]
	if sym == nil {
		sym = &symbol{name: name, scope: s}
		sym.owner = sym
		s.names[name] = sym
		s.order = append(s.order, sym)
	}
	return sym
}

func (st *symbolTable) use(name string) {
	name = mangle(st.scope.class, name)
	st.scope.symbol(name).flags |= symbolUsed
	if name == "super" && st.scope.functionLike() {
		st.scope.symbol("__class__").flags |= symbolUsed
	}
}

func (st *symbolTable) bind(name string) {
	st.scope.symbol(mangle(st.scope.class, name)).flags |= symbolBound
}

func (st *symbolTable) param(name string) {
	st.scope.symbol(mangle(st.scope.class, name)).flags |= symbolParam | symbolBound
}

// declare notes a global or nonlocal statement.
func (st *symbolTable) declare(name string, flag symbolFlags) {
	st.scope.symbol(mangle(st.scope.class, name)).flags |= flag
}

// bindNamed binds the target of :=. In a comprehension that is a variable of the scope around it.
func (st *symbolTable) bindNamed(name string) {
	s := st.scope
	if s.kind != comprehensionScope && !s.genexp {
		st.bind(name)
		return
	}
	name = mangle(s.class, name)
	inner := s
	for s.kind == comprehensionScope || s.genexp {
		s = s.parent
	}
	flag := symbolNonlocal
	outer := s.symbol(name)
	if s.kind == moduleScope || outer.flags&symbolGlobal != 0 {
		flag = symbolGlobal
	}
	if outer.flags&symbolGlobal == 0 {
		outer.flags |= symbolBound
	}
	// The scopes between must look further out, too.
	for ; inner != s; inner = inner.parent {
		inner.symbol(name).flags |= flag
	}
}

// resolve decides where the names of s and of the scopes inside it are found.
func (st *symbolTable) resolve(s *scope) {
	for _, sym := range s.order {
		switch {
		case sym.flags&symbolGlobal != 0:
			sym.kind = globalSymbol
		case sym.flags&symbolNonlocal != 0:
			sym.kind = globalSymbol
			if owner := s.lookup(sym.name); owner != nil {
				sym.kind, sym.owner = freeSymbol, owner
			}
		case sym.flags&symbolBound != 0:
			if s.functionLike() || s.inline == sym.name {
				sym.kind = localSymbol
			}
		default:
			if owner := s.lookup(sym.name); owner != nil {
				sym.kind, sym.owner = freeSymbol, owner
			} else if s.functionLike() {
				sym.kind = globalSymbol
			}
		}
		if sym.kind == freeSymbol {
			s.capture(sym.owner)
		}
	}
	for _, child := range s.children {
		st.resolve(child)
	}
}

// lookup finds the variable that a name means which s does not bind itself, or nil for a global.
func (s *scope) lookup(name string) *symbol {
	for p := s.parent; p != nil; p = p.parent {
		if p.kind == classScope && name == "__class__" {
			return p.classCell()
		}
		if !p.functionLike() && p.inline != name {
			continue
		}
		sym := p.names[name]
		if sym == nil {
			continue
		}
		if sym.flags&symbolGlobal != 0 {
			return nil
		}
		if sym.flags&symbolBound != 0 && sym.flags&symbolNonlocal == 0 {
			return sym
		}
	}
	return nil
}

// classCellName is the name of the variable in a class's frame that holds the class for super().
const classCellName = ".class"

// classCell returns the variable that holds the class for functions in its body.
func (s *scope) classCell() *symbol {
	sym := s.symbol(classCellName)
	sym.kind = localSymbol
	sym.flags |= symbolBound
	return sym
}

// capture notes that s uses a variable of another scope.
func (s *scope) capture(owner *symbol) {
	h, to := s.host(), owner.scope.host()
	if h == to {
		return
	}
	owner.cell = true
	for ; h != to; h = h.parent.host() {
		if h.freeIndex(owner) >= 0 {
			return // and so have those around it
		}
		h.free = append(h.free, owner)
	}
}

func (s *scope) freeIndex(owner *symbol) int {
	for i, sym := range s.free {
		if sym == owner {
			return i
		}
	}
	return -1
}

// allocate gives local variables their places in the frames.
func allocate(s *scope) {
	for _, sym := range s.order {
		if sym.kind == localSymbol {
			h := s.host()
			sym.slot = h.slots
			h.slots++
		}
	}
	for _, child := range s.children {
		allocate(child)
	}
}
