package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/format"
	"github.com/knead-build/knead/lang/source"
)

type fmtOptions struct {
	format.Options
	check, diff bool
}

func (a *app) fmtCommand() *cobra.Command {
	var o fmtOptions
	c := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Lay metadata out in one way",
		Long: `Lay metadata files out in one way. A PATH is a file, or a folder with layers; without one it is the directory that knead runs in.

One blank around operators and between the words of a statement, none at the ends of lines, one blank line at most, the heads of
functions, a newline at the end of the file. No value and no signature changes: the texts of values, functions and comments stay.

With --lists, values that are lists are wrapped too, one word a line. The words stay; the blanks between them change, and with them
the hashes of the tasks that depend on the variable.

Files with syntax errors are left as they are and reported.

Exit codes: 0 done (with --check or --diff: nothing to do), 1 files are to be formatted, or have errors, 2 could not run.`,
		Example: `  knead fmt meta-mylayer
  knead fmt --check --diff .`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.fmt(cmd.Context(), args, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.check, "check", false, "write nothing: list the files that are to be formatted")
	f.BoolVar(&o.diff, "diff", false, "write nothing: show what would change")
	f.BoolVar(&o.Lists, "lists", false, "wrap lists, one word a line")
	return c
}

func (a *app) fmt(ctx context.Context, paths []string, o fmtOptions) error {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return err
	}
	view := fsys.NewView(fsys.NewDisk(), dir)
	found := false
	for _, p := range paths {
		files, dialect, err := a.filesToFormat(view, view.Abs(p), p)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			differs, err := a.fmtFile(view, f, dialect, o)
			if err != nil {
				return err
			}
			found = found || differs
		}
	}
	return failedError(found)
}

// filesToFormat returns the metadata files that a path stands for.
func (a *app) filesToFormat(view *fsys.View, abs, name string) ([]config.File, bitbake.Dialect, error) {
	release := interp.Newest
	if a.release != "" {
		var err error
		if release, err = interp.ParseRelease(a.release); err != nil {
			return nil, bitbake.Dialect{}, err
		}
	}
	if view.IsFile(abs) {
		kind, ok := bitbake.KindOf(abs)
		if !ok {
			return nil, bitbake.Dialect{}, fmt.Errorf("%s is no metadata by its name: .bb, .bbappend, .bbclass, .inc or .conf", name)
		}
		return []config.File{{Path: abs, Kind: kind, Base: config.IsBaseConf(abs)}}, release.Dialect(), nil
	}
	layers := config.FindLayers(view, abs)
	if len(layers) == 0 {
		return nil, bitbake.Dialect{}, fmt.Errorf("%s is neither a metadata file nor a layer, nor is a layer below it", name)
	}
	if r, _, ok := config.LayersRelease(view, layers); ok && a.release == "" {
		release = r
	}
	var files []config.File
	for _, l := range layers {
		for _, f := range config.LayerFiles(view, l) {
			if !f.Perhaps {
				files = append(files, f)
			}
		}
	}
	return files, release.Dialect(), nil
}

// fmtFile formats a file. It reports whether it has errors, or would be changed where nothing is to be written.
func (a *app) fmtFile(view *fsys.View, f config.File, dialect bitbake.Dialect, o fmtOptions) (bool, error) {
	text, err := view.ReadFile(f.Path)
	if err != nil {
		return false, err
	}
	tree := bitbake.Parse(source.NewFile(f.Path, text), f.Kind, bitbake.Options{Dialect: dialect, BaseConf: f.Base})
	if tree.Failed() {
		for _, d := range tree.Diags {
			if d.Severity == diag.Error {
				a.show(d)
			}
		}
		return true, nil
	}
	out, err := format.Text(tree, o.Options)
	if err != nil || out == text {
		return false, err
	}
	switch {
	case o.diff:
		fmt.Fprintf(a.stdout, "%s", diff.Diff(relative(f.Path), []byte(text), relative(f.Path), []byte(out)))
		return true, nil
	case o.check:
		fmt.Fprintln(a.stdout, relative(f.Path))
		return true, nil
	}
	fmt.Fprintln(a.stdout, relative(f.Path))
	return false, replaceFile(f.Path, out)
}

// replaceFile puts a text into a file, all of it or nothing, and keeps the file's permissions.
func replaceFile(name, text string) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".knead-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if e := f.Chmod(info.Mode().Perm()); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error counts
	}
	return err
}
