package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/knead-build/knead/lsp"
)

// checkSetup tells what the language server sees in folders.
func (a *app) checkSetup(ctx context.Context, folders []string, opts lsp.Options) error {
	if len(folders) == 0 {
		folders = []string{a.dir}
	}
	for i, f := range folders {
		abs, err := filepath.Abs(f)
		if err != nil {
			return err
		}
		folders[i] = filepath.ToSlash(abs)
	}
	builds, err := lsp.CheckSetup(ctx, folders, opts)
	if err != nil {
		return err
	}
	failed := len(builds) == 0
	for _, b := range builds {
		failed = failed || b.Failed
	}
	if a.json {
		if builds == nil {
			builds = []*lsp.Setup{}
		}
		if err := a.writeJSON(builds); err != nil {
			return err
		}
	} else {
		a.explainSetup(folders, builds)
	}
	if failed {
		return errFindings
	}
	return nil
}

func (a *app) explainSetup(folders []string, builds []*lsp.Setup) {
	if len(builds) == 0 {
		fmt.Fprintf(a.stdout, "In %s there is neither a build directory (one with conf/bblayers.conf, at most two folders down) nor a layer.\n"+
			"Open the folder that has one, or name it in the setting knead.buildDirectories.\n", strings.Join(folders, ", "))
	}
	for i, b := range builds {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		explainBuild(a.stdout, b)
		for _, d := range b.Problems {
			a.show(d)
		}
	}
}

func explainBuild(out io.Writer, b *lsp.Setup) {
	fmt.Fprintf(out, "%s: %s\n", b.Root, b.Kind)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(out, "  %-10s %s\n", name, value)
		}
	}
	if b.Kind == "build directory" {
		line("directory", b.Dir)
	}
	line("release", b.Release)
	line("machine", b.Machine)
	line("distro", b.Distro)
	line("others", strings.Join(b.Multiconfigs, " "))
	for _, l := range b.Layers {
		line("layer", l.Name+" "+l.Dir)
	}
	for _, name := range b.Missing {
		line("missing", "layer "+name+", which is needed: put it beside the others, or open a build directory")
	}
	if b.Failed {
		line("failed", "the configuration cannot be used: correct what is wrong with it")
		line("error", b.Err)
		return
	}
	line("recipes", fmt.Sprint(b.Recipes))
	line("time", b.Evaluation.Round(time.Millisecond).String()+" for the configuration")
}
