package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// access says how code reaches a variable.
type access struct {
	kind access1
	slot int // in the frame or the closure
	id   ident
	// free says that the variable belongs to another scope, which its error texts tell.
	free bool
}

type access1 uint8

const (
	accessSlot    access1 = iota // frame.slots
	accessCell                   // a Cell in frame.slots
	accessClosure                // a Cell in frame.closure
	accessGlobal
	accessName    // the namespace of a module or class, then global
	accessClassOr // the namespace of a class, then the closure
)

// access finds the variable that an identifier means in the current scope.
func (c *compiler) access(name string) access {
	name = c.mangled(name)
	sym := c.scope.names[name]
	if sym == nil { // an identifier that the tree has not: made up by the compiler
		return access{kind: accessGlobal, id: makeIdent(name)}
	}
	return c.symbolAccess(sym)
}

func (c *compiler) symbolAccess(sym *symbol) access {
	a := access{id: makeIdent(sym.name)}
	switch sym.kind {
	case nameSymbol:
		a.kind = accessName
	case globalSymbol:
		a.kind = accessGlobal
	default:
		owner := sym.owner
		a.free = owner.scope != c.scope
		if owner.scope.host() == c.unit.host {
			a.kind, a.slot = accessSlot, owner.slot
			if owner.cell {
				a.kind = accessCell
			}
			return a
		}
		a.kind, a.slot = accessClosure, c.unit.host.freeIndex(owner)
		if c.scope.kind == classScope && sym.flags&symbolNonlocal == 0 {
			a.kind = accessClassOr
		}
	}
	return a
}

func (a access) missing() error {
	if a.free {
		return unboundFree(a.id.name)
	}
	return unbound(a.id.name)
}

// load compiles the use of a variable.
func (c *compiler) load(name string, span source.Span) exprFunc {
	a := c.access(name)
	slot, id := a.slot, a.id
	switch a.kind {
	case accessSlot:
		return func(f *frame) (Value, error) {
			if v := f.slots[slot]; v != nil {
				return v, nil
			}
			return nil, f.trace(a.missing(), span)
		}
	case accessCell:
		return func(f *frame) (Value, error) {
			if v := f.slots[slot].(*Cell).v; v != nil {
				return v, nil
			}
			return nil, f.trace(a.missing(), span)
		}
	case accessClosure:
		return func(f *frame) (Value, error) {
			if v := f.closure[slot].v; v != nil {
				return v, nil
			}
			return nil, f.trace(a.missing(), span)
		}
	case accessGlobal:
		if id.name == "__debug__" {
			return constant(True)
		}
		return func(f *frame) (Value, error) {
			if v := f.loadGlobal(id); v != nil {
				return v, nil
			}
			return nil, f.trace(undefined(id.name), span)
		}
	case accessClassOr:
		return func(f *frame) (Value, error) {
			if v, err := f.lookupLocalName(id); v != nil || err != nil {
				return v, f.trace(err, span)
			}
			if v := f.closure[slot].v; v != nil {
				return v, nil
			}
			return nil, f.trace(a.missing(), span)
		}
	}
	if id.name == "__debug__" {
		return constant(True)
	}
	return func(f *frame) (Value, error) {
		if f.locals != nil {
			if v, err := f.locals.Get(f.t, id.name); v != nil || err != nil {
				return v, f.trace(err, span)
			}
		}
		if v := f.loadGlobal(id); v != nil {
			return v, nil
		}
		return nil, f.trace(undefined(id.name), span)
	}
}

// store compiles the assignment to a variable.
func (c *compiler) store(name string, span source.Span) storeFunc {
	a := c.access(name)
	slot, id := a.slot, a.id
	switch a.kind {
	case accessSlot:
		return func(f *frame, v Value) error { f.slots[slot] = v; return nil }
	case accessCell:
		return func(f *frame, v Value) error { f.slots[slot].(*Cell).v = v; return nil }
	case accessClosure, accessClassOr:
		return func(f *frame, v Value) error { f.closure[slot].v = v; return nil }
	case accessGlobal:
		return func(f *frame, v Value) error { f.globalDict().setIdent(id, v); return nil }
	}
	return func(f *frame, v Value) error { return f.trace(f.storeName(id, v), span) }
}

// delete compiles the deletion of a variable. With quiet it may be unset already.
func (c *compiler) delete(name string, span source.Span, quiet bool) func(f *frame) error {
	a := c.access(name)
	slot, id := a.slot, a.id
	missing := func(f *frame, err error) error {
		if quiet {
			return nil
		}
		return f.trace(err, span)
	}
	cell := func(f *frame, cell *Cell) error {
		if cell.v == nil {
			return missing(f, a.missing())
		}
		cell.v = nil
		return nil
	}
	switch a.kind {
	case accessSlot:
		return func(f *frame) error {
			if f.slots[slot] == nil {
				return missing(f, a.missing())
			}
			f.slots[slot] = nil
			return nil
		}
	case accessCell:
		return func(f *frame) error { return cell(f, f.slots[slot].(*Cell)) }
	case accessClosure, accessClassOr:
		return func(f *frame) error { return cell(f, f.closure[slot]) }
	case accessGlobal:
		return func(f *frame) error {
			if !f.globalDict().DelStr(id.name) {
				return missing(f, undefined(id.name))
			}
			return nil
		}
	}
	return func(f *frame) error {
		if f.locals == nil {
			if !f.globalDict().DelStr(id.name) {
				return missing(f, undefined(id.name))
			}
			return nil
		}
		if v, err := f.locals.Get(f.t, id.name); v == nil || err != nil {
			if err == nil {
				err = undefined(id.name)
			}
			return missing(f, err)
		}
		return f.trace(f.locals.Delete(f.t, id.name), span)
	}
}

// storeName assigns to a name of a module's or class's namespace.
func (f *frame) storeName(id ident, v Value) error {
	if f.locals != nil {
		return f.locals.Set(f.t, id.name, v)
	}
	f.globalDict().setIdent(id, v)
	return nil
}

// lookupLocalName returns a name of a module's or class's namespace, or nil.
func (f *frame) lookupLocalName(id ident) (Value, error) {
	if f.locals != nil {
		return f.locals.Get(f.t, id.name)
	}
	return f.globalDict().getIdent(id), nil
}

// localSlot returns the slot of an expression that is a local variable of the frame, not shared with others.
func (c *compiler) localSlot(e python.Expr) (slot int, a access, ok bool) {
	n, isName := e.(*python.Name)
	if !isName || c.unit.memo {
		return 0, access{}, false
	}
	a = c.access(n.ID)
	return a.slot, a, a.kind == accessSlot
}
