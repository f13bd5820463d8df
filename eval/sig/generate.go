package sig

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/python"
)

// item is a variable, flag or function that tasks depend on.
type item struct {
	name  string
	of    *datastore.Name // nil where nothing has ever been set of the name
	deps  []*item
	text  string
	set   bool
	index int32 // in Signatures.sorted
	mark  int32 // of the last item that has it among its deps, so that each is there once
}

// generator works out the signatures of one recipe.
type generator struct {
	*Shared
	*scratch
	builder builder
	py      Python
	d       *datastore.Store
	// code has the values with which shell code is looked at for the commands that it runs.
	code    *datastore.Store
	exports []*datastore.Name
	tasks   []string

	exclude map[string]bool // flags that do not count
	substr  string          // the text that such a flag's name is part of
	flagged bool            // flags count
}

// scratch is what one generator leaves to the next.
type scratch struct {
	slots []slot // by the numbers of names
	round uint32
	all   []*item
	todo  []*item
	deps  []*item
	marks int32
	slab  []item
	edges []*item
	words map[*datastore.Name]map[string]bool
	unset map[string]*item // by names that nothing has ever been set of: they are not worth interning
	extra []byte
	hash  []byte
	stack []*item
	order []ordered
	// bodies are the Python functions that were looked at last, by the numbers of their names.
	bodies []body
}

// body is a Python function's text and what it refers to.
type body struct {
	text     string
	analysis *analysis
}

// ordered is an item with the first bytes of its name, for sorting.
type ordered struct {
	first uint64
	item  *item
}

// slot is what the generator knows of a name.
type slot struct {
	item  *item
	round uint32 // in which the rest counts
	calls int8   // whether a call of the name is a dependency: 0 is not known, 1 it is, -1 it is not
}

// forget lets go of the items, so that they do not outlive the signatures.
func (sc *scratch) forget() {
	for _, x := range sc.all {
		if x.of != nil {
			sc.slots[x.of.ID()].item = nil
		}
	}
	clear(sc.all[:cap(sc.all)])
	clear(sc.todo[:cap(sc.todo)])
	clear(sc.deps[:cap(sc.deps)])
	clear(sc.stack[:cap(sc.stack)])
	clear(sc.order[:cap(sc.order)])
	sc.slab, sc.edges, sc.words, sc.unset = nil, nil, nil, nil
}

func (g *generator) slot(n *datastore.Name) *slot {
	id := int(n.ID())
	if id >= len(g.slots) {
		g.slots = append(g.slots, make([]slot, id+id/4+64-len(g.slots))...)
	}
	x := &g.slots[id]
	if x.round != g.round {
		*x = slot{round: g.round}
	}
	return x
}

// newItem takes an item from the slab.
func (g *generator) newItem(name string, of *datastore.Name) *item {
	if len(g.slab) == 0 {
		g.slab = make([]item, 128)
	}
	x := &g.slab[0]
	g.slab = g.slab[1:]
	x.name, x.of = name, of
	return x
}

// keep copies the dependencies that were collected.
func (g *generator) keep(deps []*item) []*item {
	if len(g.edges) < len(deps) {
		g.edges = make([]*item, max(1024, len(deps)))
	}
	out := g.edges[:len(deps):len(deps)]
	g.edges = g.edges[len(deps):]
	copy(out, deps)
	return out
}

// firstBytes makes a number of the first eight bytes of a text that compares as they do.
func firstBytes(s string) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
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
	sc, _ := sh.scratches.Get().(*scratch)
	if sc == nil {
		sc = &scratch{}
	}
	defer func() {
		sc.forget()
		sh.scratches.Put(sc)
	}()
	sc.round++
	sc.all, sc.todo, sc.marks = sc.all[:0], sc.todo[:0], 0
	sc.words = map[*datastore.Name]map[string]bool{}
	g := &generator{Shared: sh, scratch: sc, py: py, d: d, code: d, tasks: tasks}
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
		g.substr, g.flagged = excluded, excluded != ""
	} else if g.exclude = g.wordSet(excluded); len(g.exclude) > 0 {
		g.flagged = true
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

// wordSet returns the words of a text; the result is shared.
func (sh *Shared) wordSet(text string) map[string]bool {
	if got, ok := sh.wordSets.Load(text); ok {
		return got.(map[string]bool)
	}
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	sh.wordSets.Store(text, set)
	return set
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
		return datastore.Truthy(g.d.RawFlag(n.Text(), flag)), nil
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
	return datastore.Truthy(v), nil
}

// need returns the item of a name; it is built later if it is new.
func (g *generator) need(n *datastore.Name) *item {
	x := g.slot(n)
	if x.item == nil {
		if known := g.unset[n.Text()]; known != nil { // a list had the name before a reference made it known
			known.of, x.item = n, known
			return known
		}
		x.item = g.newItem(n.Text(), n)
		g.all = append(g.all, x.item)
		g.todo = append(g.todo, x.item)
	}
	return x.item
}

// needUnset returns the item of a name that nothing has ever been set of. There is nothing to build: only the name counts.
func (g *generator) needUnset(name string) *item {
	x := g.newItem(name, nil)
	x.set = true
	if g.unset == nil {
		g.unset = map[string]*item{}
	}
	g.unset[name] = x
	g.all = append(g.all, x)
	return x
}

// finish sorts the items and hashes.
func (g *generator) finish() *Signatures {
	s := &Signatures{Tasks: g.tasks, BaseHash: make(map[string]string, len(g.tasks)), sorted: make([]*item, len(g.all))}
	order := g.order[:0]
	for _, x := range g.all {
		order = append(order, ordered{firstBytes(x.name), x})
	}
	slices.SortFunc(order, func(a, b ordered) int {
		if a.first != b.first {
			return cmp.Compare(a.first, b.first)
		}
		return strings.Compare(a.item.name, b.item.name)
	})
	for i, x := range order {
		x.item.index, s.sorted[i] = int32(i), x.item
	}
	g.order = order
	seen := newIndexSet(len(s.sorted))
	h := sha256.New()
	for _, t := range g.tasks {
		x := g.slot(g.d.Intern(t)).item
		clear(seen)
		g.stack = closure(x, seen, g.stack)
		h.Reset()
		buf := append(g.hash[:0], x.text...)
		for i, word := range seen {
			for ; word != 0; word &= word - 1 {
				dep := s.sorted[i*64+bits.TrailingZeros64(word)]
				if len(buf)+len(dep.text) > 14<<10 {
					h.Write(buf)
					buf = buf[:0]
				}
				buf = append(buf, dep.name...)
				buf = append(buf, dep.text...)
			}
		}
		h.Write(buf)
		g.hash = buf
		s.BaseHash[t] = hex.EncodeToString(h.Sum(nil))
	}
	return s
}

// closure adds all that an item depends on.
func closure(x *item, seen indexSet, stack []*item) []*item {
	stack = append(stack[:0], x)
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, d := range x.deps {
			i := uint(d.index)
			if bit := uint64(1) << (i % 64); seen[i/64]&bit == 0 {
				seen[i/64] |= bit
				stack = append(stack, d)
			}
		}
	}
	return stack
}
