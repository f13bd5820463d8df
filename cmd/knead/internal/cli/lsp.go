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
	return &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor: the language server",
		Long: `Speak the language server protocol on standard input and output, as editors start it.

It evaluates the build directories and layers in the folders that the editor shows, with open texts in place of the files. Evaluation
runs nothing and writes nothing but Knead's cache.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.lsp(c.Context()) },
	}
}

func (a *app) lsp(ctx context.Context) error {
	collectGarbage(200)
	opts := lsp.Options{Version: version(), Log: a.stderr}
	opts.Evaluation = a.evaluation
	opts.Settings = newFinder(settings.NewKnown(rules.All, rules.Presets))
	opts.Fetcher = func(r interp.Release) licenses.Fetcher { return newFetcher(r) }
	opts.Core = lsp.Core{Dir: classes.CoreDir, Build: classes.BuildDir, Files: classes.Core(), MakeUp: makeUp}
	if code := lsp.Serve(ctx, &standard{a.stdin, a.stdout}, opts); code != 0 {
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
