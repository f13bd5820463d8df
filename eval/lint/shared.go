package lint

import (
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// Once returns what work makes of a key, for all passes of a run: what is the same for many recipes is worked out once. A key has
// a type of its own; work does not ask for the same key.
func Once[K comparable, T any](p interface{ Shared() *sync.Map }, key K, work func() T) T {
	got, ok := p.Shared().Load(key)
	if !ok {
		got, _ = p.Shared().LoadOrStore(key, sync.OnceValue(work))
	}
	return got.(func() T)()
}

// OnceIn is Once for what is the same as long as a file is: it is kept while other files are edited.
func OnceIn[K comparable, T any](p interface{ SharedIn(*bitbake.File) *sync.Map }, f *bitbake.File, key K, work func() T) T {
	return Once(facts{p.SharedIn(f)}, key, work)
}

// facts are what was worked out of a file.
type facts struct{ shared *sync.Map }

func (f facts) Shared() *sync.Map { return f.shared }

// Shared is for Once.
func (p *pass) Shared() *sync.Map { return &p.linter.once }

// SharedIn is for OnceIn.
func (p *pass) SharedIn(f *bitbake.File) *sync.Map { return p.linter.SharedIn(f) }

// SharedIn is for OnceIn. Of a file that is not checked nothing is kept.
func (k *known) SharedIn(f *bitbake.File) *sync.Map {
	if m := k.facts[f]; m != nil {
		return m
	}
	return &sync.Map{}
}

// readOnce keeps what several rules read of one variant.
type readOnce struct {
	files, own       []*bitbake.File
	sources, patches []Source
	sourced, patched bool
	names            []string
	timelines        map[string][]datastore.Step
	steps            map[string][]Step
}

// Files returns the files that the recipe is made of, in the order in which they were read: the recipe, what it inherits and
// includes, and its appends. Those of the configuration are not among them, nor those that are not checked.
func (p *RecipePass) Files() []*bitbake.File {
	if p.read.files == nil {
		list, _ := p.Data.RawHard("BBINCLUDED").(string)
		for _, name := range strings.Fields(list) {
			if t := p.linter.trees[name]; t != nil {
				p.read.files = append(p.read.files, t)
			}
		}
	}
	return p.read.files
}

// Own returns the recipe file, its appends, and what these include: Files without classes.
func (p *RecipePass) Own() []*bitbake.File {
	if p.read.own == nil {
		for _, f := range p.Files() {
			if f.Kind != bitbake.Class && f.Kind != bitbake.Conf {
				p.read.own = append(p.read.own, f)
			}
		}
	}
	return p.read.own
}

type textOf string

// HoldsAfter implements lasting.
func (t textOf) HoldsAfter(paths []string) bool { return !slices.Contains(paths, string(t)) }

// Text returns a file that is no metadata; nil where it cannot be read.
func (p *RecipePass) Text(path string) *source.File {
	_, _ = p.View.Stat(path) // so that the recipe's record has it, whoever reads the file
	return Once(p, textOf(path), func() *source.File {
		text, err := p.View.ReadFile(path)
		if err != nil {
			return nil
		}
		return source.NewFile(path, text)
	})
}
