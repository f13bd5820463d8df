package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/graph"
)

func (a *app) sigLockCommand() *cobra.Command {
	var o graphOptions
	out := ""
	c := &cobra.Command{
		Use:   "lock TARGET...",
		Short: "Write the hashes of tasks as locked signatures",
		Long: `Write the hashes of all tasks that targets need as "bitbake -S lockedsigs" does. In a build whose configuration has

  require locked-sigs.inc

these tasks keep their hashes, and so their results are taken from the shared state cache, whatever changes.
SIGGEN_UNLOCKED_RECIPES names the recipes that are to change all the same, with those that depend on them. Tasks with random
hashes are left out.`,
		Example: `  knead sig lock core-image-minimal -o conf/locked-sigs.inc`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.sigLock(cmd.Context(), args, o, out) },
	}
	o.flags(c)
	c.Flags().StringVarP(&out, "output", "o", "locked-sigs.inc", "write to this `file`")
	return c
}

func (a *app) sigLock(ctx context.Context, targets []string, o graphOptions, out string) error {
	w, _, g, err := a.hashed(ctx, targets, o)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(g.Tasks, func(t graph.Task) bool { return t.Unified != "" }) {
		return errNoHashes
	}
	if err := a.writeTo(out, func(f io.Writer) error { return w.WriteLocks(f, g) }); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "locked signatures written to %s\n", out)
	return nil
}
