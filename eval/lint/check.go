package lint

import (
	"context"
	"runtime"
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// CodeUnreadable says that a file cannot be read.
var CodeUnreadable = diag.Register("file-unreadable", diag.Error, "")

// Result is what a check found.
type Result struct {
	Files int // metadata files that were looked at
	Bytes int // their size
	Diags []*diag.Diagnostic
}

// CheckFiles checks the syntax of files, in parallel. The findings are in the order of files and positions.
func CheckFiles(ctx context.Context, disk *fsys.Disk, files []config.File, dialect bitbake.Dialect) (*Result, error) {
	type checked struct {
		tree  *bitbake.File
		diags []*diag.Diagnostic
	}
	done := make([]checked, len(files))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			view := fsys.NewView(disk, "/")
			for i := range next {
				f := files[i]
				text, err := view.ReadFile(f.Path)
				if err != nil {
					file := source.NewFile(f.Path, "")
					done[i].diags = []*diag.Diagnostic{diag.New(CodeUnreadable, file, source.At(0), "%v", err)}
					continue
				}
				done[i].tree = bitbake.Parse(source.NewFile(f.Path, text), f.Kind, bitbake.Options{Dialect: dialect, BaseConf: f.Base})
				done[i].diags = Syntax(done[i].tree)
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var includes config.Includes
	for _, c := range done {
		if c.tree != nil {
			includes.Add(c.tree)
		}
	}
	out := &Result{}
	for i, c := range done {
		if files[i].Perhaps && !includes.Match(files[i].Path) {
			continue
		}
		out.Files++
		if c.tree != nil {
			out.Bytes += int(c.tree.Source.Len())
		}
		out.Diags = append(out.Diags, c.diags...)
	}
	return out, nil
}
