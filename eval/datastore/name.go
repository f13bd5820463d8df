package datastore

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// Name is a variable's name. Names are interned: there is one *Name for a text, which holds what the text says about
// overrides and operators, so that this is worked out once.
type Name struct {
	text string
	id   uint32

	// For NAME:append, :prepend and :remove, with or without a condition: which, of what, under which overrides.
	op   operator
	base *Name
	cond string

	// overrides are the variables that this one overrides, and under which override: of "A:b:c", A:b under "c" and A under
	// "b:c".
	overrides atomic.Pointer[[]place]
	// root is the name up to the first ":".
	root *Name

	hasRef    bool // the text contains "${"
	oldSyntax bool // it has an operator in the spelling before BitBake 2.0
}

type place struct {
	of       *Name
	override string
	parts    []string // of the override
}

type operator uint8

const (
	opNone operator = iota
	opAppend
	opPrepend
	opRemove
)

var operatorNames = [...]string{"", ":append", ":prepend", ":remove"}

var (
	internTable [64]internShard
	internSeed  = maphash.MakeSeed()
	nextID      atomic.Uint32
)

// internShard is a part of the table of all names, so that evaluations side by side seldom wait for one another.
type internShard struct {
	mutex sync.RWMutex
	names map[string]*Name
}

func shardOf(text string) *internShard {
	return &internTable[maphash.String(internSeed, text)%uint64(len(internTable))]
}

// known returns the name with this text where there is one.
func (t *internShard) known(text string) *Name {
	t.mutex.RLock()
	n := t.names[text]
	t.mutex.RUnlock()
	return n
}

// intern returns the name with this text.
func intern(text string) *Name {
	t := shardOf(text)
	if n := t.known(text); n != nil {
		return n
	}
	text = strings.Clone(text) // often a piece of a large text
	n := newName(text)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if got := t.names[text]; got != nil {
		return got
	}
	if t.names == nil {
		t.names = map[string]*Name{}
	}
	t.names[text] = n
	return n
}

// intern is the function of that name, with the evaluation's own table in front of the common one.
func (s *Store) intern(text string) *Name {
	if n, ok := s.env.names[text]; ok {
		return n
	}
	n := intern(text)
	if s.env.names == nil {
		s.env.names = map[string]*Name{}
	}
	s.env.names[n.text] = n
	return n
}

// Known returns the interned name where there is one, else nil: then nothing was ever set of it.
func (s *Store) Known(text string) *Name {
	if n, ok := s.env.names[text]; ok {
		return n
	}
	return shardOf(text).known(text)
}

func newName(text string) *Name {
	n := &Name{text: text, id: nextID.Add(1)}
	n.root = n
	if root, _, ok := strings.Cut(text, ":"); ok {
		n.root = intern(root)
	}
	n.hasRef = strings.Contains(text, "${")
	n.oldSyntax = !strings.HasPrefix(text, "__anon_") &&
		(strings.Contains(text, "_append") || strings.Contains(text, "_prepend") || strings.Contains(text, "_remove"))
	if op, base, cond, ok := splitOperator(text); ok {
		n.op, n.base, n.cond = op, intern(base), cond
	}
	return n
}

// SplitOperator takes NAME:append and the like apart, with the overrides behind the operator in cond. ok is false where there is no
// operator.
func SplitOperator(name string) (op, base, cond string, ok bool) {
	k, base, cond, ok := splitOperator(name)
	return operatorNames[k], base, cond, ok
}

// splitOperator finds the first operator that is followed by the end, or by ":" and overrides without capital letters.
func splitOperator(text string) (op operator, base, cond string, ok bool) {
	for i := 0; i < len(text); i++ {
		if text[i] != ':' {
			continue
		}
		for k := opAppend; k <= opRemove; k++ {
			rest, found := strings.CutPrefix(text[i:], operatorNames[k])
			if !found {
				continue
			}
			if rest == "" {
				return k, text[:i], "", true
			}
			if rest[0] == ':' && !strings.ContainsFunc(rest[1:], isCapital) {
				return k, text[:i], rest[1:], true
			}
		}
	}
	return opNone, "", "", false
}

func isCapital(r rune) bool { return r >= 'A' && r <= 'Z' }

// places returns what the name overrides. It is worked out when it is asked for: most names never are set.
func (n *Name) places() []place {
	if p := n.overrides.Load(); p != nil {
		return *p
	}
	list := findPlaces(n.text)
	n.overrides.CompareAndSwap(nil, &list)
	return *n.overrides.Load()
}

// findPlaces works out what a name overrides. A name without ":" is taken to override the name without its last letter under
// itself; BitBake registers that for names with appends, and it does no harm unless such an override exists.
func findPlaces(text string) []place {
	var out []place
	cut := strings.LastIndexByte(text, ':')
	override, short := text[cut+1:], ""
	if cut >= 0 {
		short = text[:cut]
	} else if text != "" {
		short = text[:len(text)-1]
	}
	for override != "" && startsOverride(override) {
		if short == text { // only of the empty name
			return out
		}
		out = append(out, place{intern(short), override, strings.Split(override, ":")})
		cut = strings.LastIndexByte(short, ':')
		if cut <= 0 {
			return out
		}
		override, short = text[cut+1:], text[:cut]
	}
	return out
}

// startsOverride reports whether a suffix can be an override: those of package names in capitals and the like are none.
func startsOverride(s string) bool {
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

// table is a hash table from names to values; the zero value is empty. Open addressing, a power of two of slots.
type table[V any] struct {
	slots []slot[V]
	used  int
}

type slot[V any] struct {
	key   *Name
	value V
}

func (t *table[V]) at(n *Name) *slot[V] {
	mask := uint32(len(t.slots) - 1)
	for i := n.id * 0x9e3779b1 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == n || s.key == nil {
			return s
		}
	}
}

func (t *table[V]) get(n *Name) (V, bool) {
	if t.used == 0 {
		var zero V
		return zero, false
	}
	s := t.at(n)
	return s.value, s.key != nil
}

func (t *table[V]) set(n *Name, v V) {
	if 4*t.used >= 3*len(t.slots) {
		old := t.slots
		t.slots = make([]slot[V], max(16, 2*len(old)))
		for _, s := range old {
			if s.key != nil {
				*t.at(s.key) = s
			}
		}
	}
	s := t.at(n)
	if s.key == nil {
		t.used++
	}
	*s = slot[V]{n, v}
}

// all yields the entries in no order.
func (t *table[V]) all(yield func(*Name, V) bool) {
	for _, s := range t.slots {
		if s.key != nil && !yield(s.key, s.value) {
			return
		}
	}
}
