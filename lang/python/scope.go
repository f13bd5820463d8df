package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// use says what a scope does with a name.
type use uint16

const (
	useGlobal   use = 1 << iota // declared global
	useLocal                    // assigned
	useParam                    // a parameter
	useNonlocal                 // declared nonlocal
	useRead                     // read
	useImport                   // imported
	useAnnotated
	useIterated // the target of a comprehension's "for"

	useBound = useLocal | useParam | useImport
)

type scopeKind uint8

const (
	scopeModule scopeKind = iota
	scopeClass
	scopeFunction // also of lambdas and comprehensions
	scopeAnnotation
)

// scope is a block of names.
type scope struct {
	kind     scopeKind
	what     string // "list comprehension" and so on; "" for what is none
	parent   *scope
	children []*scope
	names    map[string]use
	order    []string               // the names as they first came
	declared map[string]source.Span // where a name was declared global or nonlocal

	iterExpr   int  // within the expression that a comprehension runs over
	iterTarget bool // within the target of a comprehension's "for"
	coroutine  bool
	generator  bool
}

func (c *checker) push(n Node, kind scopeKind, what string) *scope {
	s := &scope{kind: kind, parent: c.cur, names: map[string]use{}, declared: map[string]source.Span{}}
	if kind == scopeFunction {
		s.what = what
	}
	if c.cur != nil {
		c.cur.children = append(c.cur.children, s)
		s.iterExpr = c.cur.iterExpr
	}
	c.scopes[n] = s
	c.cur = s
	return s
}

func (c *checker) pop() { c.cur = c.cur.parent }

// mangle returns the name that a private name of a class stands for.
func (c *checker) mangle(name string) string {
	if c.class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class := strings.TrimLeft(c.class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// define notes what a scope does with a name.
func (c *checker) define(s *scope, name string, what use, span source.Span) {
	m := c.mangle(name)
	had, ok := s.names[m]
	if !ok {
		s.order = append(s.order, m)
	}
	if what&useParam != 0 && had&useParam != 0 {
		c.fail(span, "duplicate argument '%s' in function definition", name)
	}
	now := had | what
	if s.iterTarget {
		if now&(useGlobal|useNonlocal) != 0 {
			c.fail(span, "comprehension inner loop cannot rebind assignment expression target '%s'", name)
		}
		now |= useIterated
	}
	s.names[m] = now
	if what&useGlobal != 0 { // a module knows the names that are declared global anywhere
		if _, ok := c.top.names[m]; !ok {
			c.top.order = append(c.top.order, m)
		}
		c.top.names[m] |= useGlobal
	}
}

func (c *checker) name(name string, what use, span source.Span) { c.define(c.cur, name, what, span) }

// declare notes a global or nonlocal statement.
func (c *checker) declare(s Stmt, names []string, what use, word string) {
	for _, n := range names {
		m := c.mangle(n)
		switch had := c.cur.names[m]; {
		case had&useParam != 0:
			c.fail(s.Span(), "name '%s' is parameter and %s", n, word)
		case had&useRead != 0:
			c.fail(s.Span(), "name '%s' is used prior to %s declaration", n, word)
		case had&useAnnotated != 0:
			c.fail(s.Span(), "annotated name '%s' can't be %s", n, word)
		case had&useLocal != 0:
			c.fail(s.Span(), "name '%s' is assigned to before %s declaration", n, word)
		}
		c.name(n, what, s.Span())
		c.cur.declared[m] = s.Span()
	}
}

// resolve looks for what the nonlocal names of a scope and of those in it are bound to.
func (c *checker) resolve(s *scope) {
	for _, n := range s.order {
		what := s.names[n]
		if what&useNonlocal == 0 {
			continue
		}
		switch {
		case what&useGlobal != 0:
			c.fail(s.declared[n], "name '%s' is nonlocal and global", n)
		case s.parent == nil:
			c.fail(s.declared[n], "nonlocal declaration not allowed at module level")
		case !bound(s.parent, n):
			c.fail(s.declared[n], "no binding for nonlocal '%s' found", n)
		}
	}
	for _, child := range s.children {
		c.resolve(child)
	}
}

// bound reports whether a function binds a name, or one around it.
func bound(s *scope, name string) bool {
	for ; s != nil; s = s.parent {
		switch what := s.names[name]; {
		case s.kind == scopeClass:
			if name == "__class__" {
				return true
			}
		case what&useGlobal != 0:
			return false
		case s.kind == scopeFunction && what&useNonlocal == 0 && what&useBound != 0:
			return true
		}
	}
	return false
}
