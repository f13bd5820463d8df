package eval_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// listed lists the project's recipes with a cache; it says how many files came from the cache and what was listed.
func listed(t *testing.T, store *fsys.Store, change map[string]string, more func(*eval.Options)) (cached int, text string) {
	t.Helper()
	return listedWith(t, store, change, more, true)
}

func listedWith(t *testing.T, store *fsys.Store, change map[string]string, more func(*eval.Options), inputs bool) (cached int, text string) {
	t.Helper()
	files := in(project)
	maps.Copy(files, in(change))
	opts := eval.Options{Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(files), Cache: store, CacheKey: "test"}
	if more != nil {
		more(&opts)
	}
	w, err := eval.Open(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.List(context.Background(), eval.ListOptions{Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range l.Variants() {
		for _, x := range []any{i, i.Inputs} {
			data, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			text += string(data) + "\n"
		}
	}
	return l.Cached, text
}

// TestCache lists recipes again after changes: what comes from the cache has to be what an evaluation gives.
func TestCache(t *testing.T) {
	store := &fsys.Store{Dir: t.TempDir()}
	if n, _ := listed(t, store, nil, nil); n != 0 {
		t.Fatalf("%d files come from an empty cache", n)
	}
	for _, c := range []struct {
		what   string
		change map[string]string
		more   func(*eval.Options)
		cached int
	}{
		{"nothing", nil, nil, 4},
		{"a recipe", map[string]string{"layer/recipes/a_1.0.bb": "PE = \"3\"\n"}, nil, 3},
		{"a class", map[string]string{"layer/classes/tool.bbclass": "PR = \"r9\"\n"}, nil, 3},
		{"a class for all", map[string]string{"layer/classes/base.bbclass": "PR = \"r9\"\n"}, nil, 0},
		{"an append", map[string]string{"layer/recipes/b_%.bbappend": "PR = \"r9\"\n"}, nil, 3},
		{"a new append", map[string]string{"layer/recipes/a_%.bbappend": "PR = \"r9\"\n"}, nil, 2},
		{"a new recipe", map[string]string{"layer/recipes/d_%.bb": "PR = \"r9\"\n"}, nil, 4},
		{"a module", map[string]string{"layer/lib/here/__init__.py": "def shout(s):\n    return s\n"}, nil, 0},
		{"a class that hides one", map[string]string{"build/classes/tool.bbclass": ""}, nil, 3},
		{"a setting", nil, func(o *eval.Options) { o.Set = []string{"PR=r8"} }, 0},
		{"the environment", nil, func(o *eval.Options) { o.Environ = map[string]string{"BB_ENV_PASSTHROUGH": "PR", "PR": "r7"} }, 0},
		{"the program", nil, func(o *eval.Options) { o.CacheKey = "another" }, 0},
		{"the release", nil, func(o *eval.Options) { o.Release = "2.8" }, 0},
	} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(store.Dir)); err != nil {
			t.Fatal(err)
		}
		n, got := listed(t, &fsys.Store{Dir: dir}, c.change, c.more)
		_, want := listed(t, nil, c.change, c.more)
		if n != c.cached || got != want {
			t.Errorf("%s: %d of 4 from the cache, not %d; listed:\n%swant:\n%s", c.what, n, c.cached, got, want)
		}
		// Without the inputs first: that must not lose them.
		listedWith(t, &fsys.Store{Dir: dir}, c.change, c.more, false)
		if again, got := listed(t, &fsys.Store{Dir: dir}, c.change, c.more); got != want || again < 4 {
			t.Errorf("%s: the second time %d come from the cache, and it gives\n%s", c.what, again, got)
		}
	}
}

// TestCacheDamaged has a cache whose files are cut, changed or not readable: it counts as empty.
func TestCacheDamaged(t *testing.T) {
	store := &fsys.Store{Dir: t.TempDir()}
	_, want := listed(t, store, nil, nil)
	files, err := filepath.Glob(store.Dir + "/*")
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		damage(t, store, file, want)
	}
}

func damage(t *testing.T, store *fsys.Store, file, want string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i <= len(data); i += max(1, len(data)/50) {
		flipped := slices.Clone(data)
		if i < len(data) {
			flipped[i] ^= 0x40
		}
		for _, bad := range [][]byte{data[:i], flipped} {
			if err := os.WriteFile(file, bad, 0o666); err != nil {
				t.Fatal(err)
			}
			if n, got := listed(t, store, nil, nil); got != want || n != 0 && i < len(data) {
				t.Fatalf("damaged at %d: %d from the cache\n%s", i, n, got)
			}
		}
	}
}

// TestCacheTogether has several evaluations use a cache at the same time.
func TestCacheTogether(t *testing.T) {
	store := &fsys.Store{Dir: t.TempDir(), Max: 4000} // so small that entries push each other out
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 5 {
				set := func(o *eval.Options) { o.Set = []string{fmt.Sprintf("PR=r%d", (i+j)%4)} }
				_, got := listed(t, store, nil, set)
				if _, want := listed(t, nil, nil, set); got != want {
					t.Errorf("got\n%swant\n%s", got, want)
				}
			}
		})
	}
	group.Wait()
}

// TestStoreSize keeps more than fits.
func TestStoreSize(t *testing.T) {
	s := &fsys.Store{Dir: t.TempDir(), Max: 10000}
	for i := range 30 {
		if err := s.Put(fsys.Key(fmt.Sprint(i)), make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil || len(entries) == 0 || len(entries) > 9 {
		t.Errorf("%d entries are left, %v", len(entries), err)
	}
	if _, ok := s.Get(fsys.Key("29")); !ok {
		t.Error("the newest entry is gone")
	}
}

// TestCacheOfEdits lists recipes of edited workspaces twice: what is kept for the workspace as it was counts, and only what comes
// of edits with a name is kept.
func TestCacheOfEdits(t *testing.T) {
	store := &fsys.Store{Dir: t.TempDir()}
	listed(t, store, nil, nil)
	all, _ := listed(t, store, nil, nil)
	if all != 4 {
		t.Fatalf("%d files are kept", all)
	}
	class := fsys.Edit{Texts: in(map[string]string{"layer/classes/base.bbclass": "PR = \"r9\"\n"})}
	for _, c := range []struct {
		what          string
		edit          eval.Edit
		cached, again int
	}{
		{"a recipe", eval.Edit{Edit: fsys.Edit{Texts: in(map[string]string{"layer/recipes/a_1.0.bb": "PE = \"3\"\n"})}}, 3, 3},
		{"a recipe with a name", eval.Edit{Edit: fsys.Edit{Texts: in(map[string]string{"layer/recipes/a_1.0.bb": "PE = \"3\"\n"})}, Name: "x"}, 3, 3},
		{"no recipe", eval.Edit{Edit: fsys.Edit{Gone: slices.Collect(maps.Keys(in(map[string]string{"layer/recipes/a_1.0.bb": ""})))}}, 3, 3},
		{"a class for all", eval.Edit{Edit: class}, 0, 0},
		{"a class for all with a name", eval.Edit{Edit: class, Name: "x"}, 0, 4},
		{"a setting", eval.Edit{Set: &[]string{"PR=r8"}}, 0, 4},
	} {
		for _, want := range []int{c.cached, c.again} {
			opts := eval.Options{Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(in(project)), Cache: store, CacheKey: "test"}
			w, err := eval.Open(context.Background(), opts)
			if err != nil {
				t.Fatal(err)
			}
			if w, err = w.Edit(context.Background(), c.edit); err != nil {
				t.Fatal(err)
			}
			l, err := w.List(context.Background(), eval.ListOptions{Inputs: true})
			if err != nil {
				t.Fatal(err)
			}
			if l.Cached != want {
				t.Errorf("%s: %d files come from the cache, not %d", c.what, l.Cached, want)
			}
		}
		if n, _ := listed(t, store, nil, nil); n != all {
			t.Errorf("%s: %d files of what there was without come from the cache", c.what, n)
		}
	}
}
