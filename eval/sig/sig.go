// Package sig computes signatures: what a task's result depends on, as a hash. A task's base hash is over its own text and the
// texts of all variables and functions that it refers to, directly or not; BitBake calls it so (the BitBake manual's "Checksums
// (Signatures)", and what BitBake does where the manual is silent).
//
// It reads variables from a datastore and asks a code parser what code refers to. It knows no files and no recipes.
package sig

import (
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/codeparser"
	"github.com/knead-build/knead/eval/datastore"
)

// Behaviour says in what a BitBake release differs from the newest. The zero value is the newest.
type Behaviour struct {
	// FlagSubstring: a flag is left out where its name is a part of BB_SIGNATURE_EXCLUDE_FLAGS's text (before 2.8.1); later,
	// where it is one of its words.
	FlagSubstring bool
	// NoForcedValues: BB_HASH_CODEPARSER_VALS is not known (before 2.4).
	NoForcedValues bool
	// SetExports: any value of the export and unexport flags counts as true (before 2.4); later "0" and the like are false.
	SetExports bool
	// OldShell: commands inside double quotes are not seen (before 2.10).
	OldShell bool
}

// Function is a function or class of a layer's Python module, which code may depend on by its name.
type Function struct {
	References, Execs []string
	Contains          []datastore.Contains
	// Text stands for the source: a hash of it.
	Text string
	// File and Line say where it is defined, Source is its text.
	File   string
	Line   int
	Source string
}

// Python is what signatures need of the Python of an evaluation.
type Python interface {
	// Visit asks a function that tells itself what calls of it refer to.
	Visit(v datastore.Visit) (contains []datastore.Contains, execs []string, err error)
	// Str is str() of a value that is no text.
	Str(v any) (string, error)
}

// Shared is what the signatures of all recipes have in common. It is safe for concurrent use.
type Shared struct {
	Behaviour Behaviour
	Codes     *codeparser.Cache
	// Functions are those of modules, by their full names.
	Functions map[string]*Function
	// Ignore are the names in BB_BASEHASH_IGNORE_VARS, of the configuration.
	Ignore    map[string]bool
	once      sync.Once
	ignore    map[*datastore.Name]bool
	functions map[*datastore.Name]*function
	analyses  sync.Map // string -> *analysis
	wordSets  sync.Map // string -> map[string]bool
	scratches sync.Pool
}

// function is a Function with interned names.
type function struct {
	refs, execs []*datastore.Name
	contains    []contains
	text        string
}

func (sh *Shared) init() {
	sh.once.Do(func() {
		sh.ignore, sh.functions = map[*datastore.Name]bool{}, map[*datastore.Name]*function{}
		for name := range sh.Ignore {
			sh.ignore[datastore.Intern(name)] = true
		}
		for name, f := range sh.Functions {
			out := &function{text: f.Text}
			for _, r := range f.References {
				out.refs = append(out.refs, datastore.Intern(r))
			}
			for _, x := range f.Execs {
				out.execs = append(out.execs, datastore.Intern(x))
			}
			for _, c := range f.Contains {
				out.contains = append(out.contains, contains{datastore.Intern(c.Variable), c.Items})
			}
			sortContains(out.contains)
			sh.functions[datastore.Intern(name)] = out
		}
	})
}

// Signatures are a recipe's base hashes and how they came about.
type Signatures struct {
	// Tasks are the recipe's tasks, in order.
	Tasks []string
	// BaseHash has a hash of each task, 64 hexadecimal digits.
	BaseHash map[string]string

	sorted []*item // by name
}

// find returns the item of a name, or nil.
func (s *Signatures) find(name string) *item {
	i, ok := slices.BinarySearchFunc(s.sorted, name, func(x *item, name string) int { return strings.Compare(x.name, name) })
	if !ok {
		return nil
	}
	return s.sorted[i]
}

// Item is a variable, flag or function that a task depends on.
type Item struct {
	Name string
	// Deps are what it refers to itself, sorted.
	Deps []string
	// Text is what enters the hash; Set is false where it has no value.
	Text string
	Set  bool
}

// Deps returns all that a task depends on, directly or not, sorted.
func (s *Signatures) Deps(task string) []string {
	var out []string
	seen := newIndexSet(len(s.sorted))
	if x := s.find(task); x != nil {
		closure(x, seen, nil)
	}
	for _, x := range s.sorted {
		if seen.has(x.index) {
			out = append(out, x.name)
		}
	}
	return out
}

// Item returns what is known of a variable, flag or function that some task depends on, or of a task.
func (s *Signatures) Item(name string) (Item, bool) {
	x := s.find(name)
	if x == nil {
		return Item{}, false
	}
	out := Item{Name: name, Text: x.text, Set: x.set}
	seen := newIndexSet(len(s.sorted))
	for _, d := range x.deps {
		seen.add(d.index)
	}
	for _, d := range s.sorted {
		if seen.has(d.index) {
			out.Deps = append(out.Deps, d.name)
		}
	}
	return out, true
}

// indexSet is a set of small numbers.
type indexSet []uint64

func newIndexSet(n int) indexSet { return make(indexSet, (n+63)/64) }

func (b indexSet) has(i int32) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b indexSet) add(i int32)      { b[i/64] |= 1 << (i % 64) }
