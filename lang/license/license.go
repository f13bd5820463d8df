// Package license reads what LICENSE says: SPDX licence expressions, and the older ones of OpenEmbedded, names joined by "&"
// and "|". It has the tree with positions, what can be asked of one (which names it has, which side of an OR is taken, what a
// list of unwanted licences leaves of it), and the way from an older expression to SPDX.
//
// What it accepts is what OE-Core's own code accepts (lib/oe/license.py, since July 2026 lib/oe/spdx_license.py). It knows no
// recipe: aliases (SPDXLICENSEMAP) and texts come from who evaluates one.
package license

import (
	"fmt"

	"github.com/knead-build/knead/lang/source"
)

// Dialect is how an expression is written.
type Dialect uint8

const (
	// Old is what OE-Core reads up to wrynose: names joined by "&" and "|", grouped by brackets. Names next to each other are
	// read as if "&" stood between them, which is complained of.
	Old Dialect = iota
	// Mixed is what OE-Core reads since 20 July 2026: SPDX, but "&" and "|" may stand for AND and OR, and names may be unknown.
	Mixed
	// SPDX is an SPDX expression and nothing else.
	SPDX
)

// Closed is the value of LICENSE that stands for no licence at all, in place of an expression.
const Closed = "CLOSED"

// MaxDepth is how deep brackets may be nested.
const MaxDepth = 200

// Error says what is wrong with an expression and where.
type Error struct {
	Span    source.Span
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Span.Start+1, e.Message) }

func errorAt(span source.Span, format string, args ...any) *Error {
	return &Error{span, fmt.Sprintf(format, args...)}
}

// Expr is an expression: *And, *Or, *With, *Group or *ID. Spans are of the text that was parsed.
type Expr interface {
	Span() source.Span
}

// And says that both licences hold. Op is the operator's span, which is empty where the older dialect reads names or brackets
// that follow each other so.
type And struct {
	X, Y Expr
	Op   source.Span
}

// Or says that one of the licences may be chosen.
type Or struct {
	X, Y Expr
	Op   source.Span
}

// With is a licence with an exception. The licence is an *ID where it was parsed; a name's alias may be anything.
type With struct {
	License   Expr
	Exception *ID
	Op        source.Span
}

// Group is an expression in brackets. X is nil where there is nothing in them, which the older dialect lets pass.
type Group struct {
	X  Expr
	At source.Span
}

// Kind is what a name is.
type Kind uint8

// The kinds of names.
const (
	Unknown   Kind = iota // not in SPDX's lists; any name of the older dialect
	Listed                // a licence of SPDX's list
	Exception             // an exception of SPDX's list
	Ref                   // LicenseRef-NAME, DocumentRef-DOCUMENT:LicenseRef-NAME
)

// ID is a licence's or an exception's name.
type ID struct {
	// Name is as it stands in SPDX's list if it is there, else as it was written. In the older dialect a "+" belongs to it.
	Name string
	Kind Kind
	// Plus says that a "+" stands behind it: this version or a later one.
	Plus bool
	At   source.Span

	former string // the name of which Resolve made a reference
}

// Span returns where the expression stands.
func (e *And) Span() source.Span { return e.X.Span().Union(e.Y.Span()) }

// Span returns where the expression stands.
func (e *Or) Span() source.Span { return e.X.Span().Union(e.Y.Span()) }

// Span returns where the expression stands.
func (e *With) Span() source.Span { return e.License.Span().Union(e.Exception.Span()) }

// Span returns where the brackets stand.
func (e *Group) Span() source.Span { return e.At }

// Span returns where the name stands.
func (e *ID) Span() source.Span { return e.At }

// Parse reads an expression. The list says what SPDX knows; nil is Default. Errors are *Error.
//
// There is a tree and an error where the expression is right but for a "+" behind a name, which SPDX has and OE-Core's code
// refuses. The tree of an empty expression of the older dialect is nil.
func Parse(text string, dialect Dialect, list *List) (Expr, error) {
	if list == nil {
		list = Default()
	}
	p := &parser{text: text, dialect: dialect, list: list}
	e, err := p.parse()
	if err != nil {
		return nil, err
	}
	if p.refused != nil {
		return e, p.refused
	}
	return e, nil
}

// Faults returns what OE-Core complains of in the names of an expression of the older dialect, whether it can be parsed or not:
// names without an operator between them, and names that are none.
func Faults(text string) []*Error {
	p := &parser{text: text, dialect: Old}
	p.tokenize()
	return p.faults
}
