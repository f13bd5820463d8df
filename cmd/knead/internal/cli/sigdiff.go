package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/sigdata"
)

type sigDiffOptions struct {
	graphOptions
	before    string
	beforeSet []string
	beforeRev []string
	all       bool
}

func (a *app) sigDiffCommand() *cobra.Command {
	var o sigDiffOptions
	c := &cobra.Command{
		Use:   "diff A B | TARGET --before DIR | TARGET --before-rev LAYER=REV | TARGET --before-set VAR=VALUE",
		Short: "Tell why the hashes of two tasks differ",
		Long: `Tell why the hashes of two tasks differ: the variables, flags, functions, files and tasks, those of the tasks that they depend on
first, so that the first lines have the cause. A and B are tasks (NAME:TASK) or signature files, BitBake's too.

Of what is evaluated, not read from a signature file, the lines are named that make the difference, as "knead history" names them:
those that stand on one side only, or are part of the value on one side only. With --json they are before_lines and after_lines.

With --before the same task is compared with what it was in another build directory, or with signature files below a folder:
"knead sig dump TARGET -o DIR" or "bitbake -S none TARGET" (tmp/stamps) keep them from before a change of a layer.

With --before-rev it is compared with what it was with a layer's files at a revision of its git repository; changes that are not
committed count as new. REV is a branch, a tag or a hash, with ~N and ^N behind it; LAYER is the layer's name in "knead layers", its
folder's name, or its path. With --before-set it is compared with what it would be if the configuration had another value at its
end. Both may be given, several times.

The exit code is 1 where the hashes differ.`,
		Example: `  knead sig dump core-image-minimal -o before
  knead sig diff core-image-minimal:rootfs --before before
  knead sig diff core-image-minimal:rootfs --before-rev meta-mine=HEAD~1
  knead sig diff zlib:compile --before-set 'CFLAGS:append= -g'
  knead sig diff zlib:compile zlib-native:compile`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.sigDiff(cmd.Context(), args, o) },
	}
	o.flags(c)
	f := c.Flags()
	f.StringVar(&o.before, "before", "", "compare with this build `directory`, or with the signature files below this folder")
	f.StringArrayVar(&o.beforeRev, "before-rev", nil, "compare with the same with this layer's files at a revision: `LAYER=REV`")
	f.StringArrayVar(&o.beforeSet, "before-set", nil, "compare with the same where this variable is set: `VAR=VALUE`")
	f.BoolVar(&o.all, "all", false, "show all differences and whole texts")
	return c
}

func (a *app) sigDiff(ctx context.Context, args []string, o sigDiffOptions) error {
	var before, after signatures
	var err error
	edited := o.beforeSet != nil || o.beforeRev != nil
	switch {
	case len(args) == 2 && o.before == "" && !edited:
		if before, err = a.signatures(ctx, nil, args[0], o.graphOptions); err == nil {
			after, err = a.signatures(ctx, before.workspace(), args[1], o.graphOptions)
		}
	case len(args) == 1 && (o.before != "") != edited:
		if after, err = a.signatures(ctx, nil, args[0], o.graphOptions); err == nil {
			before, err = a.signaturesBefore(ctx, args[0], after, o)
		}
	default:
		return errors.New("name two tasks or files, or one and what it was before: --before DIR, --before-rev LAYER=REV or --before-set VAR=VALUE")
	}
	if err != nil {
		return err
	}
	if err := errors.Join(before.need(ctx, after), after.need(ctx, before)); err != nil {
		return err
	}
	x, _, err := before.root()
	if err != nil {
		return err
	}
	y, name, err := after.root()
	if err != nil {
		return err
	}
	before.call(name)
	differences, err := sigdata.Compare(name, x, y, before, after)
	if err != nil {
		return err
	}
	if differences, err = movedLast(ctx, differences, before, after); err != nil {
		return err
	}
	list := []jsonDifference{}
	printer := &differencePrinter{w: a.stdout, all: o.all, moved: map[string]bool{}}
	for _, d := range differences {
		x, err := explainDifference(ctx, d, before, after)
		if err != nil {
			return err
		}
		if !a.json {
			if len(list) == shownDifferences && !o.all {
				break
			}
			printer.print(x)
		}
		list = append(list, x)
	}
	switch {
	case a.json:
		err = a.writeJSON(list)
	case len(differences) == 0:
		fmt.Fprintln(a.stdout, "the hashes are equal")
	case len(list) < len(differences):
		fmt.Fprintf(a.stdout, "%d more differences: --all shows them\n", len(differences)-len(list))
	}
	if err == nil && len(differences) > 0 {
		err = errFindings
	}
	return err
}

// signatures opens a task of a workspace, or a signature file. Where there is no workspace the build directory is opened.
func (a *app) signatures(ctx context.Context, w *eval.Workspace, target string, o graphOptions) (signatures, error) {
	if text, err := os.ReadFile(target); err == nil {
		d, err := sigdata.Read(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", target, err)
		}
		s, err := newFolder(folderOf(target))
		if err != nil {
			return nil, err
		}
		s.data, s.name = d, filepath.Base(filepath.Dir(target))+":"+d.Task
		return s, nil
	}
	return a.taskSignatures(ctx, w, target, o)
}

// taskSignatures opens a task, as signatures does.
func (a *app) taskSignatures(ctx context.Context, w *eval.Workspace, target string, o graphOptions) (signatures, error) {
	if w == nil {
		var err error
		if w, err = a.open(ctx, false); err != nil {
			return nil, err
		}
	}
	l, g, err := a.hashedIn(ctx, w, []string{target}, o)
	if err != nil {
		return nil, err
	}
	if len(g.Targets) != 1 {
		return nil, fmt.Errorf("%s is %d tasks: name one", target, len(g.Targets))
	}
	return newGraphSide(w, l, g), nil
}
