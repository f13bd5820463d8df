package sig

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/python"
)

// item is a variable, flag or function that tasks depend on.
type item struct {
	name  *datastore.Name
	deps  []*item
	text  string
	set   bool
	index int // in Signatures.sorted
	mark  int // of the last item that has it among its deps, so that each is there once
}

// generator works out the signatures of one recipe.
type generator struct {
	*Shared
	py Python
	d  *datastore.Store
	// code has the values with which shell code is looked at for the commands that it runs.
	code    *datastore.Store
	exports []*datastore.Name
	exclude []string // flags that do not count
	substr  string   // the text that such a flag's name is part of
	tasks   []string

	items    map[*datastore.Name]*item
	todo     []*item
	wordSets map[*datastore.Name]map[string]bool
	marks    int
}

// Error says that what something depends on cannot be worked out.
type Error struct {
	Name   string // the variable or function
	Err    error
	Syntax *python.SyntaxError // where it is one of its text
}

func (e *Error) Error() string {
	return fmt.Sprintf("cannot tell what %s depends on: %v", e.Name, e.Err)
}
func (e *Error) Unwrap() error { return e.Err }

// Generate works out the base hashes of a recipe's tasks.
func Generate(sh *Shared, py Python, d *datastore.Store, tasks []string) (*Signatures, error) {
	sh.init()
	g := &generator{Shared: sh, py: py, d: d, code: d, tasks: tasks, items: map[*datastore.Name]*item{}, wordSets: map[*datastore.Name]map[string]bool{}}
	if err := g.settings(); err != nil {
		return nil, err
	}
	// The order is BitBake's, task by task and level by level: a variable's filter no longer counts once it was looked at here,
	// for those whose flags are expanded later.
	for _, t := range tasks {
		g.need(d.Intern(t))
		for i := 0; i < len(g.todo); i++ {
			if err := g.build(g.todo[i]); err != nil {
				return nil, err
			}
		}
		g.todo = g.todo[:0]
	}
	return g.finish(), nil
}

// settings reads the variables that say how hashes are made.
func (g *generator) settings() error {
	excluded, err := g.d.Get("BB_SIGNATURE_EXCLUDE_FLAGS")
	if err != nil {
		return err
	}
	if g.Behaviour.FlagSubstring {
		g.substr = excluded
	} else {
		g.exclude = strings.Fields(excluded)
	}
	if err := g.findExports(); err != nil || g.Behaviour.NoForcedValues {
		return err
	}
	forced, err := g.d.Fields("BB_HASH_CODEPARSER_VALS")
	if err != nil || len(forced) == 0 {
		return err
	}
	g.code = g.d.Copy()
	for _, f := range forced {
		name, value, ok := strings.Cut(f, "=")
		if !ok {
			return &Error{"BB_HASH_CODEPARSER_VALS", fmt.Errorf("%q is not NAME=VALUE", f), nil}
		}
		if err := g.code.Set(name, value, datastore.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// findExports lists the exported variables: all shell tasks depend on them.
func (g *generator) findExports() error {
	for _, n := range g.d.Exports() {
		export, err := g.flagTrue(n, "export")
		if err != nil {
			return err
		}
		unexport, err := g.flagTrue(n, "unexport")
		if err != nil {
			return err
		}
		if export && !unexport {
			g.exports = append(g.exports, n)
		}
	}
	return nil
}

func (g *generator) flagTrue(n *datastore.Name, flag string) (bool, error) {
	if g.Behaviour.SetExports {
		return truthy(g.d.RawFlag(n.Text(), flag)), nil
	}
	v, err := g.d.Flag(n.Text(), flag)
	if err != nil {
		return false, err
	}
	if text, ok := v.(string); ok {
		switch strings.ToLower(text) {
		case "", "n", "no", "0", "false":
			return false, nil
		case "y", "yes", "1", "true":
			return true, nil
		}
		return false, &Error{n.Text() + "[" + flag + "]", fmt.Errorf("%q is neither true nor false", text), nil}
	}
	return truthy(v), nil
}

// truthy is Python's notion of it.
func truthy(v any) bool {
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

// need returns the item of a name; it is built later if it is new.
func (g *generator) need(n *datastore.Name) *item {
	x := g.items[n]
	if x == nil {
		x = &item{name: n}
		g.items[n] = x
		g.todo = append(g.todo, x)
	}
	return x
}

// finish sorts the items and hashes.
func (g *generator) finish() *Signatures {
	s := &Signatures{Tasks: g.tasks, BaseHash: make(map[string]string, len(g.tasks)), items: g.items, sorted: make([]*item, 0, len(g.items))}
	for _, x := range g.items {
		s.sorted = append(s.sorted, x)
	}
	slices.SortFunc(s.sorted, func(a, b *item) int { return strings.Compare(a.name.Text(), b.name.Text()) })
	for i, x := range s.sorted {
		x.index = i
	}
	buf := make([]byte, 0, 16<<10)
	for _, t := range g.tasks {
		x := g.items[datastore.Intern(t)]
		seen := newIndexSet(len(s.sorted))
		s.closure(x, seen)
		h := sha256.New()
		buf = append(buf[:0], x.text...)
		for i, word := range seen {
			for ; word != 0; word &= word - 1 {
				dep := s.sorted[i*64+trailingZeros(word)]
				if len(buf)+len(dep.text) > 14<<10 {
					h.Write(buf)
					buf = buf[:0]
				}
				buf = append(buf, dep.name.Text()...)
				buf = append(buf, dep.text...)
			}
		}
		h.Write(buf)
		s.BaseHash[t] = hex.EncodeToString(h.Sum(nil))
	}
	return s
}

// closure adds all that an item depends on.
func (s *Signatures) closure(x *item, seen indexSet) {
	stack := []*item{x}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, d := range x.deps {
			if !seen.has(d.index) {
				seen.add(d.index)
				stack = append(stack, d)
			}
		}
	}
}
