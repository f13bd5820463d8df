package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// countdown is a context that is cancelled when it is asked for the nth time whether it is.
type countdown struct {
	context.Context
	left   atomic.Int64
	cancel context.CancelFunc
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// TestInterrupted interrupts a check at all moments: what was found is written, the files that are known do not become fewer, and the
// exit code is that of a run that could not be done.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\nBBFILES += \"${LAYERDIR}/*.bb\"\nBBFILE_COLLECTIONS += \"l\"\n"+
		"BBFILE_PATTERN_l = \"^${LAYERDIR}/\"\nLAYERSERIES_COMPAT_l = \"master\"\n")
	const recipes = 20
	for i := range recipes {
		write(fmt.Sprintf("a%d_1.bb", i), "SUMMARY = \"a\" \n")
	}
	most := 0
	for n := int64(0); ; n++ {
		ctx := &countdown{}
		ctx.Context, ctx.cancel = context.WithCancel(context.Background())
		ctx.left.Store(n)
		var out strings.Builder
		a := &app{stdout: &out, stderr: &strings.Builder{}, dir: dir, json: true}
		err := a.check(ctx, &checkOptions{paths: []string{dir}, output: outputOptions{root: dir}})
		found := strings.Count(out.String(), `"trailing-space"`)
		if err == nil {
			if found != recipes {
				t.Errorf("all: %d findings", found)
			}
			break
		}
		if err != errInterrupted || found < most {
			t.Fatalf("after %d looks: %v, %d findings", n, err, found)
		}
		most = found
	}
	if most != recipes {
		t.Errorf("at most %d findings were written", most)
	}
}
