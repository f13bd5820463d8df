package datastore

import (
	"fmt"
	"slices"
	"strings"
)

// readMode says how a variable's unexpanded value is read.
type readMode uint8

const (
	readFull    readMode = iota // with overrides and conditional operators
	readParsing                 // without: what an assignment in a file builds on
)

// Get returns a variable's expanded value as text, "" where it has none. See Value.
func (s *Store) Get(name string) (string, error) {
	v, err := s.Value(name)
	if err != nil || v == nil {
		return "", err
	}
	return TextOf(v), nil
}

// Lookup returns a variable's expanded value and whether it has one.
func (s *Store) Lookup(name string) (string, bool, error) {
	v, err := s.Value(name)
	if err != nil || v == nil {
		return "", false, err
	}
	return TextOf(v), true, nil
}

// Fields returns the words of a variable's expanded value.
func (s *Store) Fields(name string) ([]string, error) {
	text, err := s.Get(name)
	return strings.Fields(text), err
}

// TextOf returns a value as text.
func TextOf(v any) string {
	if text, ok := v.(string); ok {
		return text
	}
	if b, ok := v.(bool); ok {
		if b {
			return "True"
		}
		return "False"
	}
	return fmt.Sprint(v)
}

// Value returns a variable's expanded value, nil where it has none. Errors are *ExpansionError and what the Evaluator lets
// through.
func (s *Store) Value(name string) (any, error) {
	if n := s.Known(name); n != nil {
		return s.get(n)
	}
	return nil, nil
}

// Raw returns a variable's unexpanded value with overrides and conditional appends and prepends applied.
func (s *Store) Raw(name string) (any, error) {
	if n := s.Known(name); n != nil {
		return s.raw(n, readFull)
	}
	return nil, nil
}

// RawOf is Raw for a name.
func (s *Store) RawOf(n *Name) (any, error) { return s.raw(n, readFull) }

// RawText is Raw as text, "" where the variable has no value or one that is no text.
func (s *Store) RawText(name string) (string, error) {
	v, err := s.Raw(name)
	text, _ := v.(string)
	return text, err
}

// RawParsing returns the unexpanded value that assignments and weak defaults gave a variable, without overrides and
// conditional operators.
func (s *Store) RawParsing(name string) (any, error) { return s.raw(s.intern(name), readParsing) }

// RawHard returns the unexpanded value that assignments gave a variable, without its weak default, overrides and
// conditional operators; nil where there is none.
func (s *Store) RawHard(name string) any {
	if v := s.find(s.intern(name)); v != nil && v.hasContent {
		return v.content
	}
	return nil
}

// get returns the expanded value.
func (s *Store) get(n *Name) (any, error) {
	e, err := s.Expansion(n)
	if err != nil {
		return nil, err
	}
	return e.Value, nil
}

// Intern returns the interned name, for use with Expansion.
func Intern(name string) *Name { return intern(name) }

// Intern returns the interned name; it is faster than the function, by the evaluation's own table.
func (s *Store) Intern(name string) *Name { return s.intern(name) }

// ID returns the name's number. Numbers are small.
func (n *Name) ID() uint32 { return n.id }

// Text returns the name's text.
func (n *Name) Text() string { return n.text }

// Expansion returns a variable's expanded value with how it came about. It is valid until the store changes.
func (s *Store) Expansion(n *Name) (*Expansion, error) { return s.expansion(n, true) }

// Unfiltered is Expansion without the variable's filter, unless that has been applied already. A later read of the value finds
// it: BitBake keeps what it works out for signatures.
func (s *Store) Unfiltered(n *Name) (*Expansion, error) { return s.expansion(n, false) }

func (s *Store) expansion(n *Name, filter bool) (*Expansion, error) {
	if s.failed.name == n {
		err := s.failed.err
		s.failed = failure{}
		return nil, err
	}
	old, _ := s.cache.get(n)
	if old != nil && old.version == s.version {
		return old, nil
	}
	if s.depth >= maxDepth {
		return nil, &ExpansionError{Variable: n.text, Err: errRecursion, Chain: []string{n.text}}
	}
	s.depth++
	defer func() { s.depth-- }()
	if old != nil && s.unchanged(n, old) {
		return old, nil
	}
	start := s.version
	e, err := s.evaluate(n, filter)
	s.failed = failure{}
	if err != nil {
		return nil, err
	}
	if s.version != start { // Python that was run may have changed anything
		e.overrides = fleeting
	}
	e.version, e.changed = s.version, s.version
	if old != nil && sameText(old.Value, e.Value) {
		e.changed = old.changed
	}
	s.cache.set(n, e)
	return e, nil
}

// maxDepth is how deep expansions may nest. BitBake ends where Python's recursion does, at some 300.
const maxDepth = 300

func (s *Store) evaluate(n *Name, filter bool) (*Expansion, error) {
	c, err := s.combine(n, readFull)
	if err != nil {
		return nil, err
	}
	var e *Expansion
	if text, ok := c.value.(string); ok && strings.Contains(text, "${") {
		if e, err = s.expand(text, n.text); err != nil {
			return nil, err
		}
	} else {
		e = &Expansion{Value: c.value}
	}
	e.Raw = c.value
	if e.overrides == nil {
		e.overrides = c.overrides
	}
	if c.chosen {
		e.overrides = fleeting
	}
	if len(c.removes) > 0 {
		e.overrides = fleeting
		if err := s.remove(e, c.removes); err != nil {
			return nil, err
		}
	}
	if !filter {
		return e, nil
	}
	if expr := s.filter(n.root); expr != "" && Truthy(e.Value) {
		e.overrides = fleeting
		text, _ := e.Value.(string)
		if e.Value, err = s.env.Evaluator.Filter(s, text, expr); err != nil {
			return nil, s.expansionError(n.text, text, err)
		}
	}
	return e, nil
}

// Truthy reports whether Python takes a value or a flag for true. Of the values that are not text, numbers or lists of text the
// datastore knows nothing: they are true.
func Truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case int:
		return v != 0
	case bool:
		return v
	case []string:
		return len(v) > 0
	}
	return true
}

// raw returns the unexpanded value.
func (s *Store) raw(n *Name, mode readMode) (any, error) {
	c, err := s.combine(n, mode)
	if err != nil {
		return nil, err
	}
	return c.value, nil
}

// combined is an unexpanded value and what it came of.
type combined struct {
	value     any
	removes   []string   // to be done once it is expanded
	overrides *overrides // where they were looked at
	chosen    bool       // the value of another variable was taken
}

// combine returns the unexpanded value: of the chosen override or the variable's own, with appends and prepends; and the
// removals.
func (s *Store) combine(n *Name, mode readMode) (c combined, err error) {
	if mode == readFull {
		if list := s.overriders(n); len(list) > 0 {
			if c.overrides, err = s.needOverrides(); err != nil {
				return c, err
			}
			if match := c.overrides.choose(list); match != nil {
				// The override is expanded on the way, without its filter, and a later read of it finds that. What the expansion
				// removed is removed here as well.
				e, err := s.expansion(match, false)
				if err != nil {
					return c, err
				}
				c.value, c.removes, c.chosen = e.Raw, slices.Clone(e.Removes), true
			}
		}
	}
	v := s.find(n)
	if v == nil {
		return c, nil
	}
	if c.value == nil {
		if v.hasContent {
			c.value = v.content
		} else if v.hasDef {
			c.value = v.def
		}
	}
	if mode == readParsing || len(v.appends)+len(v.prepends)+len(v.removes) == 0 {
		return c, nil
	}
	if c.overrides, err = s.needOverrides(); err != nil {
		return c, err
	}
	for _, x := range v.appends {
		if c.overrides.hasAll(x.parts) {
			if c.value, err = concat(c.value, x.value, false); err != nil {
				return c, s.expansionError(n.text, "", err)
			}
		}
	}
	for _, x := range v.prepends {
		if c.overrides.hasAll(x.parts) {
			if c.value, err = concat(c.value, x.value, true); err != nil {
				return c, s.expansionError(n.text, "", err)
			}
		}
	}
	if Truthy(c.value) {
		for _, x := range v.removes {
			if text, ok := x.value.(string); ok && c.overrides.hasAll(x.parts) && !slices.Contains(c.removes, text) {
				c.removes = append(c.removes, text)
			}
		}
	}
	return c, nil
}

// concat joins a value and what is appended or prepended.
func concat(value, more any, front bool) (any, error) {
	if value == nil {
		value = ""
	}
	a, ok1 := value.(string)
	b, ok2 := more.(string)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("only text can be appended and prepended, not %T to %T", more, value)
	}
	if front {
		return b + a, nil
	}
	return a + b, nil
}

// remove takes the words of the removals out of an expanded value. The blanks around them stay.
func (s *Store) remove(e *Expansion, removes []string) error {
	text, ok := e.Value.(string)
	if !ok || text == "" {
		return nil
	}
	words := make([][]string, len(removes))
	for i, r := range removes {
		x, err := s.Expand(r, "")
		if err != nil {
			return err
		}
		words[i] = fields(x)
	}
	var b strings.Builder
	b.Grow(len(text))
	hit := make([]bool, len(removes))
	splitBlanks(text, func(word string, blank bool) {
		drop := false
		for i := range words {
			if !blank && slices.Contains(words[i], word) {
				hit[i], drop = true, true
			}
		}
		if !drop {
			b.WriteString(word)
		}
	})
	for i, r := range removes {
		if hit[i] {
			e.Removes = append(e.Removes, r)
		}
	}
	e.Value = b.String()
	return nil
}

func (s *Store) filter(root *Name) string {
	for ; s != nil; s = s.parent {
		if expr, ok := s.filters[root]; ok {
			return expr
		}
	}
	return ""
}

// SetFilter makes expanded reads of a variable, and of it with overrides, pass a Python expression in which val is the
// value. An empty expression removes the filter. (BitBake 2.18 and later.)
func (s *Store) SetFilter(name, expr string) {
	if s.filters == nil {
		s.filters = map[*Name]string{}
	}
	s.filters[s.intern(name)] = expr
	s.changed()
}
