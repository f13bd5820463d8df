package lint

import (
	"cmp"
	"context"
	"path"
	"runtime"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// known is what a check knows of the metadata: the trees, and what was worked out of them. It only ever grows.
type known struct {
	trees      map[string]*bitbake.File // by the name that evaluation calls the file
	names      map[string]string        // these names, by path, where they are not the path
	sorted     []*bitbake.File          // by path
	unreadable []*Finding
	facts      map[*bitbake.File]*sync.Map // for OnceIn
	once       sync.Map                    // for Once
}

// read parses files, side by side.
func read(ctx context.Context, opts Options) *known {
	type parsed struct {
		tree   *bitbake.File
		failed *Finding
	}
	done := make([]parsed, len(opts.Files))
	sideBySide(ctx, len(done), func(i int) { done[i].tree, done[i].failed = parse(opts.Disk, opts.Files[i], opts.Release) })
	var includes config.Includes
	for _, p := range done {
		if p.tree != nil {
			includes.Add(p.tree)
		}
	}
	k := &known{trees: map[string]*bitbake.File{}, names: map[string]string{}, facts: map[*bitbake.File]*sync.Map{}}
	for i, p := range done {
		switch f := opts.Files[i]; {
		case f.Perhaps && !includes.Match(f.Path):
		case p.tree != nil:
			k.trees[f.Path], k.facts[p.tree] = p.tree, &sync.Map{}
			k.sorted = append(k.sorted, p.tree)
			if clean := path.Clean(f.Path); clean != f.Path {
				k.names[clean] = f.Path
			}
		case p.failed != nil:
			k.unreadable = append(k.unreadable, p.failed)
		}
	}
	slices.SortFunc(k.sorted, func(a, b *bitbake.File) int { return cmp.Compare(a.Source.Name(), b.Source.Name()) })
	return k
}

// name returns what evaluation calls a file. It is not the path where BBLAYERS has something like "${TOPDIR}/../layer".
func (k *known) name(p string) string { return cmp.Or(k.names[p], p) }

// index returns where a file is among the sorted ones, or is to be.
func (k *known) index(p string) (i int, found bool) {
	return slices.BinarySearchFunc(k.sorted, p, func(f *bitbake.File, p string) int { return cmp.Compare(f.Source.Name(), p) })
}

func parse(disk *fsys.Disk, f config.File, release interp.Release) (*bitbake.File, *Finding) {
	text, err := fsys.NewView(disk, "/").ReadFile(f.Path)
	if err != nil {
		return nil, &Finding{Diagnostic: diag.New(CodeUnreadable, source.NewFile(f.Path, ""), source.At(0), "%v", err)}
	}
	return bitbake.Parse(source.NewFile(f.Path, text), f.Kind, bitbake.Options{Dialect: release.Dialect(), BaseConf: f.Base}), nil
}

// sideBySide calls do for 0 to n-1 by a few workers, unless the context ends.
func sideBySide(ctx context.Context, n int, do func(i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		next <- i
	}
	close(next)
	group.Wait()
}
