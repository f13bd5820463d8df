package python

// Unbound returns the names of a module or expression that are read and that nothing in it binds: at run time they have to come from the
// module's globals or the builtins. The tree is one that ParseModule or ParseExpression made without errors.
func Unbound(tree Node) []*Name {
	c := &checker{scopes: map[Node]*scope{}}
	c.top = c.push(tree, scopeModule, "top")
	u := &unbound{}
	c.read = func(n *Name) { u.reads = append(u.reads, read{n, c.cur, c.mangle(n.ID)}) }
	switch n := tree.(type) {
	case *Module:
		c.stmts(n.Body)
	case *Expression:
		c.expr(n.Body)
	}
	return u.names()
}

// unbound collects the names that are read.
type unbound struct{ reads []read }

type read struct {
	*Name
	in   *scope
	name string // mangled
}

func (u *unbound) names() []*Name {
	var out []*Name
	for _, r := range u.reads {
		if !r.bound() {
			out = append(out, r.Name)
		}
	}
	return out
}

// bound reports whether a scope binds the name: its own, or one around it that is no class's. A name that is declared global is the
// module's, which any of its functions may bind.
func (r *read) bound() bool {
	for s := r.in; s != nil; s = s.parent {
		if s.kind == scopeClass && s != r.in {
			continue
		}
		if s.names[r.name]&(useBound|useGlobal|useNonlocal) != 0 {
			return true
		}
	}
	return false
}
