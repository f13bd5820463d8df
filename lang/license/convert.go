package license

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// Edit replaces a span of a text.
type Edit struct {
	Span source.Span
	Text string
}

// Apply returns a text with edits made, which are in order and do not overlap.
func Apply(text string, edits []Edit) string {
	var b strings.Builder
	last := source.Pos(0)
	for _, e := range edits {
		b.WriteString(text[last:e.Span.Start] + e.Text)
		last = e.Span.End
	}
	return b.String() + text[last:]
}

// Conversion is how an older expression becomes one of SPDX.
type Conversion struct {
	Edits []Edit
	// Refs are the names for which there is no alias: they become references to texts.
	Refs []*ID
	// Renamed are those of Refs whose name has characters that no reference has: flags and files of that name have to be
	// renamed, too.
	Renamed []*ID
	// Left are names with a "+" that stay as they are, because nothing says what they are called without it.
	Left []*ID
}

// Convert says how an expression of any dialect becomes one of SPDX. Only operators and names are touched: blanks, brackets
// and the names that SPDX knows stay as they are, and so do names with references to variables (${NAME}). The text may be a
// piece of an expression, as is appended to one: it may begin or end with an operator. Errors are *Error.
func Convert(text string, aliases Aliases, list *List) (*Conversion, error) {
	if list == nil {
		list = Default()
	}
	c := &converter{text: text, aliases: aliases, list: list, out: &Conversion{}}
	masked := c.mask()
	e, err := Parse(masked, Mixed, list)
	if e == nil {
		e = c.piece(masked)
	}
	if e == nil {
		e, _ = Parse(masked, Old, nil) // nil if it is no expression
	}
	if e == nil {
		return nil, err
	}
	if err := c.expr(e, 0); err != nil {
		return nil, err
	}
	slices.SortFunc(c.out.Edits, func(a, b Edit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return c.out, nil
}

// mask returns the text with letters in place of references, which are noted.
func (c *converter) mask() string {
	out := []byte(c.text)
	for i := 0; i+1 < len(out); i++ {
		if c.text[i:i+2] != "${" {
			continue
		}
		start, depth := i, 0
		for ; i < len(out); i++ {
			if c.text[i] == '{' {
				depth++
			} else if c.text[i] == '}' {
				if depth--; depth == 0 {
					break
				}
			}
		}
		end := min(i+1, len(out))
		copy(out[start:], strings.Repeat("x", end-start))
		c.references = append(c.references, source.Span{Start: source.Pos(start), End: source.Pos(end)})
	}
	return string(out)
}

var ends = regexp.MustCompile(`^\s*([&|]|(?:AND|OR)\b)|([&|]|\b(?:AND|OR))\s*$`)

// piece parses what begins or ends with operators, and converts those.
func (c *converter) piece(masked string) Expr {
	rest := []byte(masked)
	var ops []source.Span
	for _, m := range ends.FindAllStringSubmatchIndex(masked, -1) {
		op := source.Span{Start: source.Pos(max(m[2], m[4])), End: source.Pos(max(m[3], m[5]))}
		copy(rest[op.Start:], strings.Repeat(" ", op.Len()))
		ops = append(ops, op)
	}
	e, _ := Parse(string(rest), Mixed, c.list) // nil if it is no expression
	for _, op := range ops {
		if word := words[masked[op.Start:op.End]]; e != nil && word == 0 {
			c.operator(op, map[byte]string{'&': "AND", '|': "OR"}[masked[op.Start]])
		}
	}
	return e
}

type converter struct {
	text    string
	aliases Aliases
	list    *List
	out     *Conversion

	references []source.Span // to variables
}

// expr converts an expression whose operand must bind as tightly as binds.
func (c *converter) expr(e Expr, binds int) error {
	switch e := e.(type) {
	case *And:
		return c.binary(e.X, e.Op, "AND", e.Y, binding(e))
	case *Or:
		return c.binary(e.X, e.Op, "OR", e.Y, binding(e))
	case *With:
		return c.binary(e.License, e.Op, "WITH", e.Exception, binding(e))
	case *Group:
		if e.X == nil {
			return errorAt(e.At, "there is no licence in the brackets")
		}
		return c.expr(e.X, 0)
	case *ID:
		return c.name(e, binds)
	}
	return nil
}

func (c *converter) binary(x Expr, op source.Span, word string, y Expr, binds int) error {
	if err := c.expr(x, binds); err != nil {
		return err
	}
	c.operator(op, word)
	return c.expr(y, binds)
}

// operator puts a word in place of an operator, with blanks where none are.
func (c *converter) operator(op source.Span, word string) {
	if c.text[op.Start:op.End] == word {
		return
	}
	if op.Start == 0 || !blank(c.text[op.Start-1]) {
		word = " " + word
	}
	if int(op.End) == len(c.text) || !blank(c.text[op.End]) {
		word += " "
	}
	c.edit(op, word)
}

func blank(c byte) bool { return strings.IndexByte(" \t\r\n", c) >= 0 }

func (c *converter) edit(at source.Span, text string) {
	c.out.Edits = append(c.out.Edits, Edit{at, text})
}

func (c *converter) name(id *ID, binds int) error {
	if slices.ContainsFunc(c.references, func(s source.Span) bool { return s.Start < id.At.End && id.At.Start < s.End }) {
		return nil
	}
	name := id.String()
	if id.Kind == Unknown || id.Plus {
		x, err := c.aliases.expr(name, id, c.list)
		if x != nil {
			alias := c.aliases[name]
			if _, one := x.(*ID); !one && binds == withBinds {
				return errorAt(id.At, "'%s' stands for '%s', and WITH belongs behind one licence", name, alias)
			}
			if binding(x) < binds {
				alias = "(" + alias + ")"
			}
			c.edit(id.At, alias)
		}
		if x != nil || err != nil {
			return err
		}
	}
	base, plus := strings.CutSuffix(name, "+")
	switch later := c.list.License(base + "-or-later"); {
	case plus && later != nil:
		c.edit(id.At, later.ID)
	case plus && c.list.License(base) != nil:
		c.out.Left = append(c.out.Left, id)
	case c.list.License(name) != nil || c.list.Exception(name) != nil || refs.MatchString(name) || name == unknownName:
	default:
		c.out.Refs = append(c.out.Refs, id)
		ref := refName(name)
		if ref != refPrefix+name {
			c.out.Renamed = append(c.out.Renamed, id)
		}
		c.edit(id.At, ref)
	}
	return nil
}
