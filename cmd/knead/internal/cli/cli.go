// Package cli is the knead command: one file for each subcommand, with its help text.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
)

// The exit codes.
const (
	exitOK       = 0 // fine
	exitFindings = 1 // the metadata has errors, or what was asked for is not there
	exitUsage    = 2 // could not run: wrong arguments, no build directory, a file that cannot be written
)

// app is one run of the command.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	dir      string
	json     bool
	color    string
	release  string
	set      []string
	preread  []string
	postread []string
	noCache  bool
	allowRun bool
	allowAsk bool
}

// findings is the error of a run that found something wrong; it has been shown already.
var errFindings = errors.New("findings")

// errMissing is the error of what was asked for and is not there.
var errMissing = errors.New("it is not there")

// Main runs the command and returns the exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	collectGarbage(2000)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var d *diag.Diagnostic
	var missing *eval.NotFoundError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &d):
		a.show(d)
		if d.Code == config.CodeNoBuildDir {
			return exitUsage
		}
		return exitFindings
	case errors.As(err, &missing), errors.Is(err, errMissing):
		fmt.Fprintf(stderr, "knead: %v\n", err)
		return exitFindings
	}
	fmt.Fprintf(stderr, "knead: %v\n", err)
	return exitUsage
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "knead",
		Short: "Check, explain and evaluate BitBake metadata",
		Long: `Knead evaluates BitBake metadata as BitBake does, without BitBake and without Python.

Run it in a build directory (one with conf/bblayers.conf, or below it), or name one with -C.

Exit codes: 0 fine; 1 the metadata has errors, or what was asked for is not there; 2 knead could not run.`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = false
	f := root.PersistentFlags()
	f.StringVarP(&a.dir, "directory", "C", ".", "the build `directory`")
	f.BoolVar(&a.json, "json", false, "write JSON")
	f.StringVar(&a.color, "color", "auto", "colour the output: auto, always or never")
	f.StringVar(&a.release, "release", "", "follow this BitBake `release` (2.8, scarthgap) instead of the core layer's")
	f.StringArrayVar(&a.set, "set", nil, "set a variable at the end of the configuration: `VAR=VALUE`, or with another operator 'VAR:append= x'")
	f.StringArrayVar(&a.preread, "read", nil, "read this `file` before bitbake.conf")
	f.StringArrayVar(&a.postread, "postread", nil, "read this `file` behind bitbake.conf")
	f.BoolVar(&a.allowRun, "allow-processes", false, "let metadata start processes while it is evaluated")
	f.BoolVar(&a.allowAsk, "allow-hash-server", false, "ask the hash equivalence server that BB_HASHSERVE names for the unified hashes of tasks")
	f.BoolVar(&a.noCache, "no-cache", false, "neither use nor keep results between runs")
	root.AddCommand(a.checkCommand(), a.explainCommand(), a.fmtCommand(), a.getCommand(), a.envCommand(), a.historyCommand(), a.parseCommand(), a.recipesCommand(),
		a.appendsCommand(), a.inheritsCommand(), a.graphCommand(), a.whyCommand(), a.depsCommand(), a.rdepsCommand(), a.queryCommand(),
		a.sigCommand(), a.licensesCommand(), a.layersCommand(), a.lspCommand(), a.dumpCommand(), a.versionCommand())
	return root
}

// open evaluates the build directory. Warnings and errors are shown; with errors the run ends.
func (a *app) open(ctx context.Context, tracking bool) (*eval.Workspace, error) {
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no directory %s", a.dir)
	}
	opts := a.evaluation(dir)
	opts.Tracking = tracking
	w, err := eval.Open(ctx, opts)
	if err != nil {
		return nil, err
	}
	return w, a.checked(w)
}

// checked shows what is wrong with a configuration. The error says that it cannot be used.
func (a *app) checked(w *eval.Workspace) error {
	for _, d := range w.Diags {
		a.show(d)
	}
	if w.Failed() {
		return errFindings
	}
	return nil
}

// absolute makes file names that the user gave absolute.
func (a *app) absolute(files []string) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f
		if abs, err := filepath.Abs(f); err == nil {
			out[i] = abs
		}
	}
	return out
}

// evaluation returns what the flags say of how to evaluate a build directory.
func (a *app) evaluation(dir string) eval.Options {
	return eval.Options{
		Dir: dir, Library: stdlib.New(), Environ: environ(dir), Release: a.release,
		Read: a.absolute(a.preread), PostRead: a.absolute(a.postread), Set: a.set,
		Cache: a.cache(), CacheKey: fmt.Sprint(programKey(), " ", a.allowRun), Machine: a.machine(),
	}
}

// environ returns the environment that BitBake would have if it were started in dir.
func environ(dir string) map[string]string {
	out := map[string]string{}
	for _, kv := range os.Environ() {
		if k, v, ok := strings.Cut(kv, "="); ok && k != "" {
			out[k] = v
		}
	}
	if _, ok := out["PWD"]; ok {
		out["PWD"] = filepath.ToSlash(dir)
	}
	return out
}

// colored reports whether w is to have colours.
func (a *app) colored(w io.Writer) bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// show writes a diagnostic for people to standard error.
func (a *app) show(d *diag.Diagnostic) {
	text := &diag.Text{W: a.stderr, Color: a.colored(a.stderr), Name: relative}
	_ = text.Write(d) // there is nowhere to complain of standard error
}

// relative returns a file's name as seen from the working directory, where that is shorter.
func relative(name string) string {
	cwd, err := os.Getwd()
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(cwd, name)
	if err != nil || len(rel) >= len(name) || strings.HasPrefix(rel, "../../..") {
		return name
	}
	return rel
}
