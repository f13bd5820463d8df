package snapshot

import (
	"context"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/knead-build/knead/eval"
)

// Index is what is known of all recipes of a build. It is worked out in the background, and of the last configuration for which
// that came to an end: what has been edited since may be missing.
type Index struct {
	updating chan struct{} // has room for the one that updates
	waiting  atomic.Int32  // how many wait for the listing that is being made

	mutex   sync.Mutex
	of      *eval.Workspace
	listing *eval.Listing
	catalog *Catalog
	users   map[string][]string
	words   *Words
}

// entry is what the cache has of a recipe for the index.
type entry struct {
	Path     string
	Failed   bool
	Variants []*eval.Info
}

func newIndex() *Index { return &Index{updating: make(chan struct{}, 1)} }

// Pace says how recipes are evaluated for an index.
type Pace struct {
	Jobs     int                   // side by side; 0: as many as there are processors
	Progress func(done, total int) // may be nil
	// Yield is called before each recipe but the first, unless somebody waits for the listing. It may be nil.
	Yield func()
}

// Update lists the recipes of a workspace, unless the index has just that. One update runs at a time. news says that the listing is
// another one now.
func (x *Index) Update(ctx context.Context, w *eval.Workspace, pace Pace) (news bool, err error) {
	if pace.Yield == nil {
		x.waiting.Add(1)
		defer x.waiting.Add(-1)
	}
	select {
	case x.updating <- struct{}{}:
		defer func() { <-x.updating }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	x.mutex.Lock()
	same := x.of == w
	x.mutex.Unlock()
	if same || w.Failed() {
		return false, nil
	}
	words, err := readWords(ctx, w)
	if err != nil {
		return false, err
	}
	x.mutex.Lock()
	x.words = words
	x.mutex.Unlock()
	l, users := &eval.Listing{}, map[string][]string{}
	aside := w.Aside()
	err = eval.Derive(ctx, aside, "language server", eval.RecipeOptions{Jobs: pace.Jobs, Progress: pace.Progress}, func(r *eval.Recipe) (entry, bool) {
		if pace.Yield != nil && x.waiting.Load() == 0 {
			pace.Yield()
		}
		info := aside.Info(r)
		return entry{info.Path, info.Failed, info.Variants}, !info.Failed
	}, func(e entry, read iter.Seq[string]) error {
		l.Files = append(l.Files, &eval.FileInfo{Path: e.Path, Failed: e.Failed, Variants: e.Variants})
		for p := range read {
			users[p] = append(users[p], e.Path)
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	slices.SortFunc(l.Files, func(a, b *eval.FileInfo) int { return strings.Compare(a.Path, b.Path) })
	for _, list := range users {
		slices.Sort(list)
	}
	catalog := catalogOf(l)
	x.mutex.Lock()
	defer x.mutex.Unlock()
	news = x.listing == nil || !reflect.DeepEqual(x.listing.Files, l.Files)
	x.of, x.listing, x.catalog, x.users = w, l, catalog, users
	return news, nil
}

// Listing returns what was listed last; nil: nothing yet. Nobody may say that something does not exist before.
func (x *Index) Listing() *eval.Listing {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	return x.listing
}

// Wait returns what is listed once there is something: for requests that a user waits for. nil: nothing can be evaluated.
func (b *Build) Wait(ctx context.Context) *eval.Listing {
	if l := b.Index.Listing(); l != nil {
		return l
	}
	w, err := b.Workspace(ctx)
	if err != nil {
		return nil
	}
	_, _ = b.Index.Update(ctx, w, Pace{}) // the listing is there, or it is not
	return b.Index.Listing()
}

// Users returns the recipe files that read a file, sorted.
func (x *Index) Users(path string) []string {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	return x.users[path]
}

// Catalog returns the names that what was listed last brings; there are none before.
func (x *Index) Catalog() *Catalog {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.catalog == nil {
		return &Catalog{}
	}
	return x.catalog
}

// Words returns what the layers' metadata files mention; there is nothing before they have been looked at.
func (x *Index) Words() *Words {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.words == nil {
		return &Words{}
	}
	return x.words
}
