package fix_test

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/eval/machine"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// careless are rules that propose one edit in each file, or in one of so many as the option "sparse" says, anywhere, without a thought
// to what it does. The option "seed" decides.
var careless = func() (rules []*lint.Rule) {
	for i := range 4 {
		rules = append(rules, lint.Declare(&lint.Rule{ID: fmt.Sprintf("careless-%d", i), File: func(p *lint.FilePass) {
			hash := fnv.New64a()
			fmt.Fprint(hash, p.Path, p.Source.Text(), p.Options["seed"], i)
			random := rand.New(rand.NewPCG(hash.Sum64(), 0))
			if n, err := strconv.Atoi(p.Options["sparse"]); err == nil && random.IntN(n) > 0 {
				return
			}
			span, text := carelessEdit(random, p.Source.Text())
			p.Report(p.At(span), "careless").Mend("do it", p.Replace(span, text))
		}})...)
	}
	return rules
}()

// carelessEdit returns an edit of a text: of blanks, of a word, of an operator, of a line.
func carelessEdit(random *rand.Rand, text string) (source.Span, string) {
	lines := strings.SplitAfter(text, "\n")
	n := random.IntN(len(lines))
	start := len(strings.Join(lines[:n], ""))
	line := strings.TrimRight(lines[n], "\r\n")
	at := func(from, to int) source.Span {
		return source.Span{Start: source.Pos(start + from), End: source.Pos(start + to)}
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		return at(0, 0), "\n"
	}
	word := words[random.IntN(len(words))]
	i := strings.Index(line, word)
	switch random.IntN(7) {
	case 0:
		return at(len(line), len(line)), " \t"
	case 1:
		return at(0, 0), "# a comment\n"
	case 2:
		return at(i, i+len(word)), ""
	case 3:
		return at(i, i), word + " "
	case 4:
		return at(i, i), " "
	case 5:
		for _, pair := range [][2]string{{" += ", " = "}, {" ?= ", " = "}, {" = ", " ?= "}, {"${PN}", "${BPN}"}, {"\"", "'"}} {
			if j := strings.Index(line, pair[0]); j >= 0 {
				return at(j, j+len(pair[0])), pair[1]
			}
		}
	}
	return at(0, len(line)), ""
}

// wide is a project with more to go wrong than TestRun's.
var wide = map[string]string{
	"conf/layer.conf":      project["conf/layer.conf"] + "\nBBFILES += \"${LAYERDIR}/recipes/*.bbappend\"\nOTHER ?= \"x\"\nOTHER += \"y\"\n",
	"classes/c.bbclass":    "CLASSVALUE ?= \"${PN}\"\n\nc_fill() {\n\ttouch ${CLASSVALUE}  \n}\n\npython () {\n    d.setVar('ANON', d.getVar('PN'))\n}\n",
	"classes/d.bbclass":    "# only one inherits it\nD = \"1\"\nD:append = \" ${BPN}\"\n\ndo_extra() {\n\t:\n}\naddtask extra after do_compile\n",
	"recipes/a_1.bb":       "SUMMARY = \"a\"\nLICENSE = \"CLOSED\"\ninherit c\n\nDEPENDS += \"b\"\n\nBBCLASSEXTEND = \"native\"\n",
	"recipes/b_1.bb":       "SUMMARY = \"b\"\nLICENSE = \"CLOSED\"\ninherit c d\nrequire b.inc\n\ndo_compile() {\n\tc_fill\n\n\techo ${D}\n}\n",
	"recipes/b.inc":        "X = \"1 \\\n    2 \\\n    3\"\nX:class-target = \"4\"\nX[doc] = \"doc\"\nY ?= \"${X}\"\nY .= \"z\"\n",
	"recipes/a_1.bbappend": "SUMMARY:append = \" more\"\nDEPENDS:remove = \"b\"\n",
	"recipes/unread.inc":   "A = \"1\"\nB ?= \"2\"\n# the end\n",
}

// build is a build directory on a disk.
type build struct {
	dir     string
	environ map[string]string
	machine machine.Machine // one clock for all
	disk    func(*fsys.Disk) *fsys.Disk
	layer   func(*config.Layer) bool // whose files are mended
	sparse  string
}

func (b *build) open(t *testing.T, disk *fsys.Disk) *eval.Workspace {
	t.Helper()
	w, err := eval.Open(context.Background(), eval.Options{Dir: b.dir, Disk: b.disk(disk), Library: stdlib.New(), Environ: b.environ, Machine: &b.machine})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// dump returns all that is evaluated, by variant.
func (b *build) dump(t *testing.T, disk *fsys.Disk) map[string]string {
	t.Helper()
	w := b.open(t, disk)
	out := map[string]string{}
	var conf bytes.Buffer
	if err := w.DumpConfig(&conf); err != nil {
		t.Fatal(err)
	}
	out[""] = conf.String()
	_, err := w.DumpRecipes(context.Background(), eval.DumpOptions{}, func(key string, line []byte) error {
		out[key] = string(line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// mend runs careless rules.
func (b *build) mend(t *testing.T, disk *fsys.Disk, seed int) *fix.Result {
	t.Helper()
	settings := map[string]map[string]string{}
	for _, r := range careless {
		settings[r.ID] = map[string]string{"seed": fmt.Sprint(seed), "sparse": b.sparse}
	}
	rounds := 0
	result, err := fix.Run(context.Background(), fix.Options{Disk: disk, Check: func(ctx context.Context, disk *fsys.Disk) (*fix.Checked, error) {
		w := b.open(t, disk)
		out := &fix.Checked{Workspaces: []*eval.Workspace{w}, Release: w.Release.Release}
		if rounds++; rounds > 2 {
			return out, nil
		}
		opts := lint.Options{Rules: careless, Settings: settings, Release: w.Release.Release, Disk: b.disk(disk)}
		for _, l := range w.Layers {
			if b.layer(l) {
				opts.Files = append(opts.Files, config.LayerFiles(fsys.NewView(opts.Disk, "/"), l.Dir)...)
			}
		}
		report, err := lint.Run(ctx, opts)
		out.Findings = report.Findings
		return out, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestProof lets careless rules loose on a project: what fixes are made changes nothing that is evaluated. KNEAD_BUILD names a build
// directory to do it in as well.
func TestProof(t *testing.T) {
	made, back := 0, 0
	try := func(b *build, disk *fsys.Disk, seed int) {
		result := b.mend(t, disk, seed)
		texts := map[string]string{}
		for _, f := range result.Files {
			texts[f.Path] = f.After
		}
		before, after := b.dump(t, disk), b.dump(t, disk.Overlay(texts))
		if len(before) != len(after) {
			t.Errorf("seed %d: %d variants, %d before", seed, len(after), len(before))
		}
		for key, line := range before {
			if after[key] != line {
				t.Fatalf("seed %d: %q has changed; the files are %q", seed, key, slices.Sorted(maps.Keys(texts)))
			}
		}
		for _, n := range result.Fixed {
			made += n
		}
		back += len(result.TakenBack)
	}
	small := &build{
		dir: classes.BuildDir,
		disk: func(d *fsys.Disk) *fsys.Disk {
			return d.Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{Layers: []string{layer}, Series: "master"}).Files())
		},
		layer: func(l *config.Layer) bool { return l.Dir == layer },
	}
	for seed := range 6 {
		try(small, fsys.NewDisk().Overlay(in(wide)), seed)
	}
	t.Logf("%d fixes were made, those of %d rules and files taken back", made, back)
	if made < 20 || back < 20 {
		t.Error("that is too few")
	}
	if dir := os.Getenv("KNEAD_BUILD"); dir != "" {
		made, back = 0, 0
		real := &build{dir: dir, environ: map[string]string{}, sparse: "100"}
		for _, kv := range os.Environ() {
			k, v, _ := strings.Cut(kv, "=")
			real.environ[k] = v
		}
		real.disk = func(d *fsys.Disk) *fsys.Disk { return d }
		real.layer = func(*config.Layer) bool { return true }
		try(real, fsys.NewDisk(), 1)
		t.Logf("in %s %d fixes were made, those of %d rules and files taken back", dir, made, back)
	}
}
