package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/eval/sigdata"
)

type sigDiffOptions struct {
	graphOptions
	before    string
	beforeSet []string
	all       bool
}

func (a *app) sigDiffCommand() *cobra.Command {
	var o sigDiffOptions
	c := &cobra.Command{
		Use:   "diff A B | TARGET --before DIR | TARGET --before-set VAR=VALUE",
		Short: "Tell why the hashes of two tasks differ",
		Long: `Tell why the hashes of two tasks differ: the variables, flags, functions, files and tasks, those of the tasks that they depend on
first, so that the first lines have the cause. A and B are tasks (NAME:TASK) or signature files, BitBake's too.

With --before the same task is compared with what it was in another build directory, or with signature files below a folder:
"knead sig dump TARGET -o DIR" or "bitbake -S none TARGET" (tmp/stamps) keep them from before a change of a layer. With --before-set
it is compared with what it would be if the configuration had another value at its end.

The exit code is 1 where the hashes differ.`,
		Example: `  knead sig dump core-image-minimal -o before
  knead sig diff core-image-minimal:rootfs --before before
  knead sig diff zlib:compile --before-set 'CFLAGS:append= -g'
  knead sig diff zlib:compile zlib-native:compile`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.sigDiff(cmd.Context(), args, o) },
	}
	o.flags(c)
	f := c.Flags()
	f.StringVar(&o.before, "before", "", "compare with this build `directory`, or with the signature files below this folder")
	f.StringArrayVar(&o.beforeSet, "before-set", nil, "compare with the same where this variable is set: `VAR=VALUE`")
	f.BoolVar(&o.all, "all", false, "show all differences and whole texts")
	return c
}

// signatures are the signatures on one side of a comparison.
type signatures interface {
	sigdata.Side
	// has reports whether the task with a hash is known.
	has(hash string) bool
	// need says which other side there is, before the first Load.
	need(ctx context.Context, other signatures) error
	// root returns the task that was asked for, and its name.
	root() (*sigdata.Data, string, error)
}

func (a *app) sigDiff(ctx context.Context, args []string, o sigDiffOptions) error {
	var before, after signatures
	var err error
	switch {
	case len(args) == 2 && o.before == "" && o.beforeSet == nil:
		if before, err = a.signatures(ctx, args[0], o.graphOptions); err == nil {
			after, err = a.signatures(ctx, args[1], o.graphOptions)
		}
	case len(args) == 1 && (o.before == "") != (o.beforeSet == nil):
		if after, err = a.signatures(ctx, args[0], o.graphOptions); err == nil {
			before, err = a.signaturesBefore(ctx, args[0], after, o)
		}
	default:
		return errors.New("name two tasks or files, or one and what it was before: --before DIR or --before-set VAR=VALUE")
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
	list, err := sigdata.Compare(name, x, y, before, after)
	if err != nil {
		return err
	}
	if a.json {
		if list == nil {
			list = []sigdata.Difference{}
		}
		err = a.writeJSON(list)
	} else {
		a.printDifferences(list, o.all)
	}
	if err == nil && len(list) > 0 {
		err = errFindings
	}
	return err
}

// signatures opens a task or a signature file.
func (a *app) signatures(ctx context.Context, target string, o graphOptions) (signatures, error) {
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
	w, l, g, err := a.hashed(ctx, []string{target}, o)
	if err != nil {
		return nil, err
	}
	if len(g.Targets) != 1 {
		return nil, fmt.Errorf("%s is %d tasks: name one", target, len(g.Targets))
	}
	return newGraphSide(w, l, g), nil
}

// folderOf returns the folder that is looked through for the tasks that a signature file names: "stamps" where the file is below
// one, else the one that has the recipe's.
func folderOf(file string) string {
	if full, err := filepath.Abs(file); err == nil {
		file = full
	}
	dir := filepath.Dir(filepath.Dir(file))
	for d := dir; filepath.Dir(d) != d; d = filepath.Dir(d) {
		if filepath.Base(d) == "stamps" {
			return d
		}
	}
	return dir
}

func (a *app) signaturesBefore(ctx context.Context, target string, after signatures, o sigDiffOptions) (signatures, error) {
	b := *a
	b.set = append(slices.Clone(a.set), o.beforeSet...)
	if o.before != "" {
		if _, err := os.Stat(filepath.Join(o.before, "conf", "bblayers.conf")); err == nil {
			b.dir = o.before
			return b.signatures(ctx, target, o.graphOptions)
		}
		_, name, err := after.root()
		if err != nil {
			return nil, err
		}
		s, err := newFolder(o.before)
		if err != nil {
			return nil, err
		}
		return s, s.find(name)
	}
	return b.signatures(ctx, target, o.graphOptions)
}

// graphSide are the signatures of the tasks of a graph.
type graphSide struct {
	w      *eval.Workspace
	l      *eval.Listing
	g      *graph.Graph
	byHash map[string]int
	data   map[int]*sigdata.Data
}

func newGraphSide(w *eval.Workspace, l *eval.Listing, g *graph.Graph) *graphSide {
	s := &graphSide{w: w, l: l, g: g, byHash: map[string]int{}, data: map[int]*sigdata.Data{}}
	for i := range g.Tasks {
		if h := g.Tasks[i].Unified; h != "" {
			s.byHash[h] = i
		}
	}
	return s
}

func (s *graphSide) has(hash string) bool {
	_, ok := s.byHash[hash]
	return ok
}

func (s *graphSide) need(ctx context.Context, other signatures) error {
	tasks := []int{s.g.Targets[0]}
	for i := range s.g.Tasks {
		if h := s.g.Tasks[i].Unified; i != tasks[0] && h != "" && !other.has(h) {
			tasks = append(tasks, i)
		}
	}
	return s.w.SigData(ctx, s.g, s.l, tasks, func(i int, d *sigdata.Data) error {
		s.data[i] = d
		return nil
	})
}

func (s *graphSide) Load(hash string) (*sigdata.Data, error) { return s.data[s.byHash[hash]], nil }

func (s *graphSide) root() (*sigdata.Data, string, error) {
	d, name := s.data[s.g.Targets[0]], s.g.ShortID(s.g.Targets[0])
	if d == nil && len(s.data) > 0 {
		return nil, "", fmt.Errorf("%s has no hash", name)
	}
	return d, name, nil
}

// folder are the signature files below a folder.
type folder struct {
	dir   string
	files map[string]string // by hash
	data  *sigdata.Data
	name  string
}

func newFolder(dir string) (*folder, error) {
	s := &folder{dir: dir, files: map[string]string{}}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, kind := range []string{".sigdata.", ".siginfo"} {
			if _, hash, ok := strings.Cut(d.Name(), kind); ok && hash != "" {
				s.files[hash] = p
			}
		}
		return nil
	})
	return s, err
}

// find makes the newest file of a task ("[mc:NAME:]PN:do_TASK") the one that is asked for.
func (s *folder) find(name string) error {
	_, pn, task := resolve.Split(name)
	newest := int64(-1)
	file := ""
	for _, p := range s.files {
		if filepath.Base(filepath.Dir(p)) != pn || !strings.Contains(filepath.Base(p), "."+task+".sigdata.") {
			continue
		}
		if info, err := os.Stat(p); err == nil && info.ModTime().UnixNano() > newest {
			newest, file = info.ModTime().UnixNano(), p
		}
	}
	if file == "" {
		return fmt.Errorf("below %s is no signature file of %s", s.dir, name)
	}
	s.name = name
	var err error
	s.data, err = readSignature(file)
	return err
}

func readSignature(file string) (*sigdata.Data, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d, err := sigdata.Read(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return d, nil
}

func (s *folder) has(hash string) bool                   { return s.files[hash] != "" }
func (s *folder) need(context.Context, signatures) error { return nil }
func (s *folder) root() (*sigdata.Data, string, error)   { return s.data, s.name, nil }
func (s *folder) Load(hash string) (*sigdata.Data, error) {
	if s.files[hash] == "" {
		return nil, nil //nolint:nilnil // what Side says
	}
	return readSignature(s.files[hash])
}

// shownDifferences and shownLines are how much is shown without --all.
const shownDifferences, shownLines = 20, 40

func (a *app) printDifferences(list []sigdata.Difference, all bool) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "the hashes are equal")
	}
	for i, d := range list {
		if i == shownDifferences && !all {
			fmt.Fprintf(a.stdout, "%d more differences: --all shows them\n", len(list)-i)
			return
		}
		change := "changed"
		switch {
		case d.Before == nil && d.Kind == sigdata.VariableDiffers:
			change = "is new, or has a value now"
		case d.Before == nil:
			change = "is new"
		case d.After == nil && d.Kind == sigdata.VariableDiffers:
			change = "is gone, or has no value now"
		case d.After == nil:
			change = "is gone"
		}
		tasks := strings.Join(d.Tasks[:min(3, len(d.Tasks))], ", ")
		if n := len(d.Tasks) - 3; n > 0 {
			tasks += fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(a.stdout, "%s %s %s (%s)\n", d.Kind, d.Name, change, tasks)
		lines := strings.Split(strings.TrimSuffix(difference(d.Before, d.After), "\n"), "\n")
		for j, line := range lines {
			if j == shownLines && !all {
				fmt.Fprintf(a.stdout, "    %d more lines: --all shows them\n", len(lines)-j)
				break
			}
			fmt.Fprintf(a.stdout, "    %s\n", line)
		}
	}
}

// difference returns two texts, with a sign in front of their lines; of two texts of several lines what differs.
func difference(before, after *string) string {
	signed := func(sign string, text *string) string {
		if text == nil {
			return ""
		}
		return sign + strings.ReplaceAll(strings.TrimSuffix(*text, "\n"), "\n", "\n"+sign) + "\n"
	}
	if before == nil || after == nil || !strings.Contains(strings.TrimSuffix(*before, "\n")+strings.TrimSuffix(*after, "\n"), "\n") {
		return signed("- ", before) + signed("+ ", after)
	}
	text := string(diff.Diff("a", []byte(*before+"\n"), "b", []byte(*after+"\n")))
	_, hunks, _ := strings.Cut(text, "+++ b\n")
	return hunks
}
