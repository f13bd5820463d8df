package bitbake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// corpusDialect is that of the BitBake release that KNEAD_RELEASE names ("2.8"), the newest where it is not set.
func corpusDialect(t testing.TB) Dialect {
	release := os.Getenv("KNEAD_RELEASE")
	if release == "" {
		return Dialect{}
	}
	var major, minor int
	if _, err := fmt.Sscanf(release, "%d.%d", &major, &minor); err != nil {
		t.Fatal(err)
	}
	return DialectOf(major, minor)
}

// corpus returns the metadata files of the layers below the folder that KNEAD_OECORE names. A .conf file is one only below
// a layer's conf folder; others are what recipes install. Kickstart includes and ccache's configuration are none either.
func corpus(t testing.TB) map[string]string {
	dir := os.Getenv("KNEAD_OECORE")
	if dir == "" {
		t.Skip("KNEAD_OECORE names no checkout of layers")
	}
	out := map[string]string{}
	layer := ""
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if _, err := os.Stat(filepath.Join(path, "conf", "layer.conf")); err == nil {
				layer = path
			}
		}
		kind, ok := KindOf(path)
		ok = ok && !strings.HasSuffix(path, ".wks.inc") && !strings.HasSuffix(path, "/ccache.conf")
		if err != nil || !ok || d.IsDir() || kind == Conf && !strings.HasPrefix(path, filepath.Join(layer, "conf")+"/") {
			return err
		}
		data, err := os.ReadFile(path)
		out[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCorpus parses a checkout: every file prints as it is, and has no error. Warnings are those that BitBake has, too.
func TestCorpus(t *testing.T) {
	files := corpus(t)
	size, warnings := 0, 0
	for path, text := range files {
		kind, _ := KindOf(path)
		f := Parse(source.NewFile(path, text), kind, Options{Dialect: corpusDialect(t), BaseConf: kind == Conf})
		checkTree(t, f)
		for _, d := range f.Diags {
			if warnings++; d.Severity == diag.Error {
				t.Error(d)
			}
		}
		size += len(text)
	}
	t.Logf("%d files, %d bytes, %d warnings", len(files), size, warnings)
}

// BenchmarkCorpus parses the whole of it, in one goroutine, without reading.
func BenchmarkCorpus(b *testing.B) {
	files := corpus(b)
	size := 0
	for _, text := range files {
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for path, text := range files {
			kind, _ := KindOf(path)
			Parse(source.NewFile(path, text), kind, Options{})
		}
	}
}
