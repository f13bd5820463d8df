package lint

import (
	"context"
	"os"
	"testing"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
)

// TestCorpus checks the layers below the folder that KNEAD_OECORE names: no error, and no shell that does not parse but for
// what is listed.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("KNEAD_OECORE")
	if dir == "" {
		t.Skip("KNEAD_OECORE names no checkout of layers")
	}
	disk := fsys.NewDisk()
	view := fsys.NewView(disk, dir)
	layers := config.FindLayers(view, dir)
	release := interp.Newest
	if r, series, ok := config.LayersRelease(view, layers); ok {
		release = r
		t.Logf("%d layers of %s, BitBake %s", len(layers), series, r)
	}
	var files []config.File
	for _, l := range layers {
		files = append(files, config.LayerFiles(view, l)...)
	}
	r, err := Run(context.Background(), Options{Disk: disk, Files: files, Release: release})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, d := range r.Findings {
		counts[d.Code.ID]++
		if d.Severity == diag.Error {
			t.Error(d)
		} else if d.Code == CodeShell {
			t.Log(d)
		}
	}
	t.Logf("%d files, %d bytes, %v", r.Files, r.Bytes, counts)
}
