package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/sigdata"
)

func (a *app) sigCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sig",
		Short: "Show what the hashes of tasks are made of, and why they differ",
	}
	c.AddCommand(a.sigShowCommand(), a.sigDiffCommand(), a.sigDumpCommand(), a.sigLockCommand())
	return c
}

func (a *app) sigShowCommand() *cobra.Command {
	var o graphOptions
	c := &cobra.Command{
		Use:   "show TARGET[:TASK]|FILE",
		Short: "Show what the hash of a task is made of",
		Long: `Show what the hash of a task is made of: the hashes of the tasks that it depends on, the checksums of files, and all variables
and functions that it refers to, with their unexpanded texts and, behind "<-", what each refers to itself. A file is a sigdata or
siginfo file, BitBake's or one that "knead sig dump" wrote. With --json the content is written as it stands in the file.`,
		Example: `  knead sig show zlib:compile
  knead sig show tmp/stamps/x86_64-linux/zlib-native/1.3.1.do_fetch.sigdata.7f3c...`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.sigShow(cmd.Context(), args[0], o) },
	}
	o.flags(c)
	return c
}

func (a *app) sigShow(ctx context.Context, target string, o graphOptions) error {
	show := func(d *sigdata.Data) error {
		if a.json {
			return a.writeJSON(d)
		}
		return a.writeTo("", d.Show)
	}
	if text, err := os.ReadFile(target); err == nil {
		d, err := sigdata.Read(bytes.NewReader(text))
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		return show(d)
	}
	w, l, g, err := a.hashed(ctx, []string{target}, o)
	if err != nil {
		return err
	}
	return w.SigData(ctx, g, l, g.Targets, func(task int, d *sigdata.Data) error {
		if !a.json {
			fmt.Fprintf(a.stdout, "%s\n", g.ID(task))
		}
		if t := &g.Tasks[task]; t.Locked != "" {
			fmt.Fprintf(a.stderr, "%s is locked to %s by %s; this is what its hash would be made of\n", g.ShortID(task), t.Task, t.Locked)
		}
		if !d.Whole {
			fmt.Fprintf(a.stderr, "%s has another hash in each run, as it or something that it depends on is [nostamp]; this is its base hash\n", g.ShortID(task))
		}
		return show(d)
	})
}

// hashed makes the graph of targets with hashes.
func (a *app) hashed(ctx context.Context, targets []string, o graphOptions) (*eval.Workspace, *eval.Listing, *graph.Graph, error) {
	w, err := a.open(ctx, false)
	if err != nil {
		return nil, nil, nil, err
	}
	l, g, err := a.hashedIn(ctx, w, targets, o)
	return w, l, g, err
}

// hashedIn makes the graph of targets in a workspace, with hashes.
func (a *app) hashedIn(ctx context.Context, w *eval.Workspace, targets []string, o graphOptions) (l *eval.Listing, g *graph.Graph, err error) {
	o.hashes, o.listing = true, &l
	g, failed, err := a.graphOf(ctx, w, targets, o)
	if err == nil && failed {
		err = errFindings
	}
	return l, g, err
}

func (a *app) sigDumpCommand() *cobra.Command {
	var o graphOptions
	dir, only := "", false
	c := &cobra.Command{
		Use:   "dump TARGET...",
		Short: "Write signature files that BitBake's tools read",
		Long: `Write BitBake's signature files (sigdata) of all tasks that targets need, or with --only of the targets' own tasks. They go where
"bitbake -S none" puts them, beside the stamps, or into folders below the one that -o names. bitbake-dumpsig and bitbake-diffsigs
read them. Tasks with a random hash, [nostamp] ones and those that depend on them, have none, nor have those with a locked one.`,
		Example: `  knead sig dump core-image-minimal
  knead sig dump zlib:compile --only -o /tmp/sigs`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.sigDump(cmd.Context(), args, o, dir, only) },
	}
	o.flags(c)
	c.Flags().StringVarP(&dir, "output", "o", "", "write below this `folder`")
	c.Flags().BoolVar(&only, "only", false, "write the targets' tasks only")
	return c
}

func (a *app) sigDump(ctx context.Context, targets []string, o graphOptions, dir string, only bool) error {
	w, l, g, err := a.hashed(ctx, targets, o)
	if err != nil {
		return err
	}
	tasks := g.Targets
	if !only {
		tasks = make([]int, len(g.Tasks))
		for i := range tasks {
			tasks[i] = i
		}
	}
	written, random, locked := 0, 0, 0
	err = w.SigData(ctx, g, l, tasks, func(task int, d *sigdata.Data) error {
		switch {
		case g.Tasks[task].Locked != "":
			locked++
			return nil
		case !d.Whole:
			random++
			return nil
		}
		stamp := g.Recipes[g.Tasks[task].Recipe].Stamp
		if dir != "" {
			stamp = filepath.Join(dir, filepath.Base(filepath.Dir(stamp)), filepath.Base(stamp))
		}
		written++
		return writeSignature(stamp+"."+d.Task+".sigdata."+d.UniHash, d)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%d signature files written", written)
	if random > 0 {
		fmt.Fprintf(a.stderr, ", none for %d tasks with random hashes", random)
	}
	if locked > 0 {
		fmt.Fprintf(a.stderr, ", none for %d locked tasks", locked)
	}
	fmt.Fprintln(a.stderr)
	if written+random+locked == 0 {
		return errNoHashes
	}
	return nil
}

// errNoHashes says that there is nothing to tell of the hashes of tasks.
var errNoHashes = errors.New("BB_SIGNATURE_HANDLER is one without hashes")

// writeSignature writes a signature file, whole or not at all.
func writeSignature(file string, d *sigdata.Data) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o775); err != nil { //nolint:gosec // as BitBake does
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), "sigtask.")
	if err != nil {
		return err
	}
	err = writeAndClose(f, d.Write)
	if err == nil {
		err = os.Chmod(f.Name(), 0o664) //nolint:gosec // as BitBake does
	}
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func writeAndClose(f io.WriteCloser, write func(io.Writer) error) error {
	err := write(f)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
