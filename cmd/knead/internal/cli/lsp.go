package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lsp"
	"github.com/knead-build/knead/stdlib/classes"
)

func (a *app) lspCommand() *cobra.Command {
	setup := false
	c := &cobra.Command{
		Use:   "lsp [--check-setup [folder...]]",
		Short: "Serve an editor: the language server",
		Long: `Speak the language server protocol on standard input and output, as editors start it.

It evaluates the build directories and layers in the folders that the editor shows, with open texts in place of the files. Evaluation
runs nothing and writes nothing but Knead's cache.

With --check-setup it tells what it sees in folders instead, as an editor would open them: builds, layers, machine, what is wrong and
what to do. The exit code is 1 where something cannot be evaluated.`,
		Args: func(c *cobra.Command, args []string) error {
			if setup {
				return nil
			}
			return cobra.NoArgs(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if setup {
				return a.checkSetup(c.Context(), args, a.serverOptions())
			}
			return a.lsp(c.Context())
		},
	}
	c.Flags().BoolVar(&setup, "check-setup", false, "tell what the server sees, and end")
	return c
}

func (a *app) serverOptions() lsp.Options {
	collectGarbage(200)
	opts := lsp.Options{Version: version(), Log: a.stderr}
	opts.Evaluation = a.evaluation
	opts.Settings = newFinder(settings.NewKnown(rules.All, rules.Presets))
	opts.Fetcher = func(r interp.Release) licenses.Fetcher { return newFetcher(r) }
	opts.Core = lsp.Core{Dir: classes.CoreDir, Build: classes.BuildDir, Files: classes.Core(), MakeUp: makeUp}
	return opts
}

func (a *app) lsp(ctx context.Context) error {
	if code := lsp.Serve(ctx, &standard{a.stdin, a.stdout}, a.serverOptions()); code != 0 {
		return fmt.Errorf("the client has gone without saying so")
	}
	return nil
}

// makeUp returns a build directory that is nowhere on disk.
func makeUp(up lsp.MadeUp) map[string]string {
	return (&classes.Build{
		Core: up.Core, Layers: up.Layers, Series: up.Series, Machine: up.Machine, Distro: up.Distro, Local: up.Local,
	}).Files()
}

// standard is standard input and output as one stream.
type standard struct {
	io.Reader
	io.Writer
}

func (s *standard) Close() error {
	var err error
	for _, x := range []any{s.Reader, s.Writer} {
		if c, ok := x.(io.Closer); ok {
			err = errors.Join(err, c.Close())
		}
	}
	return err
}
