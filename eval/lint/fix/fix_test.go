package fix_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// replaces returns a rule that finds the texts of its options in files, each "OLD>NEW", and offers to replace them.
func replaces(id string, changes bool) *lint.Rule {
	return lint.Declare(&lint.Rule{ID: id, Severity: diag.Warning, Changes: changes, File: func(p *lint.FilePass) {
		for _, pair := range strings.Split(p.Options["texts"], "|") {
			old, text, _ := strings.Cut(pair, ">")
			for at := 0; old != ""; {
				i := strings.Index(p.Source.Text()[at:], old)
				if i < 0 {
					break
				}
				span := source.Span{Start: source.Pos(at + i), End: source.Pos(at + i + len(old))}
				p.Report(p.At(span), "old").Mend("new", p.Replace(span, text))
				at += i + len(old)
			}
		}
	}})[0]
}

var (
	one    = replaces("test-one", false)
	two    = replaces("test-two", false)
	change = replaces("test-change", true)
)

const layer = "/layer"

// project is a layer with recipes that share a class, and files that nothing reads.
var project = map[string]string{
	"conf/layer.conf": "BBPATH .= \":${LAYERDIR}\"\nBBFILES += \"${LAYERDIR}/recipes/*.bb\"\nBBFILE_COLLECTIONS += \"l\"\n" +
		"BBFILE_PATTERN_l = \"^${LAYERDIR}/\"\nLAYERSERIES_COMPAT_l = \"master\"\nLAYERVALUE = \"1\" \n",
	"classes/c.bbclass":    "CLASSVALUE = \"${BPN}-x\"\nSIDE = \"${@'b' if d.getVar('BPN') == 'b' else 'same'}\"\n",
	"recipes/a_1.bb":       "SUMMARY = \"a\" \nLICENSE = \"CLOSED\"\ninherit c\n\ndo_compile() {\n\techo hello ${CLASSVALUE} \n}\n",
	"recipes/b_1.bb":       "SUMMARY = \"b\"\r\nLICENSE = \"CLOSED\"\t\r\ninherit c",
	"recipes/unread.inc":   "UNREAD = \"1\" \n",
	"recipes/broken.inc":   "A = unquoted \n",
	"recipes/failing_1.bb": "# comment \n# value\ninherit nothing\n",
	"recipes/skipped_1.bb": "# comment \n# value\npython () {\n    raise bb.parse.SkipRecipe('no')\n}\n",
}

// mend runs fixes; texts are the rules' options.
func mend(t *testing.T, files map[string]string, unsafe bool, texts map[*lint.Rule]string) *fix.Result {
	t.Helper()
	opts := fix.Options{Disk: fsys.NewDisk().Overlay(in(files)), Unsafe: unsafe}
	settings := map[string]map[string]string{}
	for r, text := range texts {
		settings[r.ID] = map[string]string{"texts": text}
	}
	opts.Check = func(ctx context.Context, disk *fsys.Disk) (*fix.Checked, error) {
		disk = disk.Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{Layers: []string{layer}, Series: "master"}).Files())
		w, err := eval.Open(ctx, eval.Options{Dir: classes.BuildDir, Disk: disk, Library: stdlib.New(), Tracking: true})
		if err != nil {
			return nil, err
		}
		out, err := lint.Run(ctx, lint.Options{
			Rules: slices.Collect(maps.Keys(texts)), Settings: settings, Release: w.Release.Release, Disk: disk, Workspace: w,
			Files: config.LayerFiles(fsys.NewView(disk, "/"), layer),
		})
		if err != nil {
			return nil, err
		}
		return &fix.Checked{Findings: out.Findings, Workspaces: []*eval.Workspace{w}, Release: w.Release.Release}, nil
	}
	result, err := fix.Run(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func in(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out[layer+"/"+name] = text
	}
	return out
}

// TestRun has what becomes of fixes: the texts of files that change, and what is taken back.
func TestRun(t *testing.T) {
	for _, c := range []struct {
		what   string
		texts  map[*lint.Rule]string
		unsafe bool
		want   map[string]string // replacements in the files that change, "OLD>NEW"
		back   []string          // parts of what is told of fixes that are not made
		fixed  map[string]int
	}{
		{
			what:  "layout",
			texts: map[*lint.Rule]string{one: "\" \n>\"\n"},
			want:  map[string]string{"recipes/a_1.bb": "\" \n>\"\n", "conf/layer.conf": "\" \n>\"\n", "recipes/unread.inc": "\" \n>\"\n"},
			fixed: map[string]int{"test-one": 3},
		},
		{
			what:  "a value that changes, beside one that does not",
			texts: map[*lint.Rule]string{one: "\"a\">\"other\"", two: "\" \n>\"\n"},
			want:  map[string]string{"recipes/a_1.bb": "\" \n>\"\n", "conf/layer.conf": "\" \n>\"\n", "recipes/unread.inc": "\" \n>\"\n"},
			back:  []string{`the fixes of test-one in this file are not made: SUMMARY of /layer/recipes/a_1.bb would change from "a" to "other"`},
			fixed: map[string]int{"test-two": 3},
		},
		{
			what:  "another way to the same value",
			texts: map[*lint.Rule]string{one: "\"a\">\"${BPN}\""},
			want:  map[string]string{"recipes/a_1.bb": "\"a\">\"${BPN}\""},
			fixed: map[string]int{"test-one": 1},
		},
		{
			what:  "another way to the same value of what a task depends on",
			texts: map[*lint.Rule]string{one: "${BPN}-x>${PN}-x"},
			back:  []string{"basehash[do_compile] of /layer/recipes/a_1.bb would change"},
		},
		{
			what:  "a variable is called otherwise",
			texts: map[*lint.Rule]string{one: "CLASSVALUE =>OTHERVALUE ="},
			back:  []string{`CLASSVALUE of /layer/recipes/a_1.bb would change from "a-x" to nothing`},
		},
		{
			what:  "line ends and the end of the file stay as they are",
			texts: map[*lint.Rule]string{one: "\"CLOSED\"\t>\"CLOSED\"", two: "\"b\"\r\n>\"b\" \n# x\n"},
			want:  map[string]string{"recipes/b_1.bb": "\t>|\"b\"\r\n>\"b\" \r\n# x\r\n"},
			fixed: map[string]int{"test-one": 1, "test-two": 1},
		},
		{
			what:  "a rule that is never content",
			texts: map[*lint.Rule]string{one: "inherit c\n>inherit c\n\n"},
			want:  map[string]string{"recipes/a_1.bb": "inherit c\n>inherit c\n" + strings.Repeat("\n", 20)},
			fixed: map[string]int{"test-one": 20},
		},
		{
			what:  "a class: one of two recipes would change",
			texts: map[*lint.Rule]string{one: "'b' if>'B' if"},
			back:  []string{`SIDE of /layer/recipes/b_1.bb would change from "b" to "B"`},
		},
		{
			what:  "a function's text",
			texts: map[*lint.Rule]string{one: "echo hello>echo  hello"},
			back:  []string{`do_compile of /layer/recipes/a_1.bb would change from "\techo hello a-x`},
		},
		{
			what:  "blanks at the end of a function's line, which are not part of it",
			texts: map[*lint.Rule]string{one: "} \n}>}\n}"},
			want:  map[string]string{"recipes/a_1.bb": "} \n}>}\n}"},
			fixed: map[string]int{"test-one": 1},
		},
		{
			what:  "the configuration",
			texts: map[*lint.Rule]string{one: "LAYERVALUE = \"1\">LAYERVALUE = \"2\""},
			back:  []string{`LAYERVALUE of the configuration would change from "1" to "2"`},
		},
		{
			what:  "the configuration fails",
			texts: map[*lint.Rule]string{one: "BBFILE_PATTERN_l = \"^>BBFILE_PATTERN_l = \"^("},
			back:  []string{"the configuration could not be evaluated any more: "},
		},
		{
			what:  "a recipe fails",
			texts: map[*lint.Rule]string{one: "inherit c>inherit d"},
			back:  []string{"/layer/recipes/a_1.bb could not be evaluated any more: ", "/layer/recipes/b_1.bb could not be evaluated any more: "},
		},
		{
			what:  "syntax",
			texts: map[*lint.Rule]string{one: "= \"a\">= a", two: "unquoted >unquoted"},
			want:  map[string]string{"recipes/broken.inc": "unquoted >unquoted"},
			back:  []string{"the fixes of test-one in this file are not made: /layer/recipes/a_1.bb would have syntax errors"},
			fixed: map[string]int{"test-two": 1},
		},
		{
			what:  "a file that nothing reads",
			texts: map[*lint.Rule]string{one: "UNREAD = \"1\">UNREAD = \"2\""},
			back:  []string{"no value that is evaluated here comes from /layer/recipes/unread.inc"},
		},
		{
			what:  "recipes that cannot be evaluated, or are skipped",
			texts: map[*lint.Rule]string{one: "# value>VALUE = \"\"", two: "comment >comment"},
			want:  map[string]string{"recipes/failing_1.bb": "comment >comment", "recipes/skipped_1.bb": "comment >comment"},
			back: []string{
				"no value that is evaluated here comes from /layer/recipes/failing_1.bb",
				"no value that is evaluated here comes from /layer/recipes/skipped_1.bb",
			},
			fixed: map[string]int{"test-two": 2},
		},
		{
			what:  "rounds: what overlaps waits",
			texts: map[*lint.Rule]string{one: "\"1\" \n># x\n\"1\" \n", two: "\" \n>\"\n|x\n\">x\n# y\n\""},
			back:  []string{"syntax", "syntax"},
			want:  map[string]string{"recipes/a_1.bb": "\" \n>\"\n", "conf/layer.conf": "\" \n>\"\n", "recipes/unread.inc": "\" \n>\"\n"},
			fixed: map[string]int{"test-two": 3},
		},
		{
			what:  "fixes that change values are not made",
			texts: map[*lint.Rule]string{change: "\"a\">\"other\""},
		},
		{
			what:   "unless that is asked for, and the others still change none",
			texts:  map[*lint.Rule]string{change: "\"a\">\"other\"", one: "\"b\">\"other\""},
			unsafe: true,
			want:   map[string]string{"recipes/a_1.bb": "\"a\">\"other\""},
			back:   []string{"SUMMARY of /layer/recipes/b_1.bb"},
			fixed:  map[string]int{"test-change": 1},
		},
		{
			what:   "what fails is not made even then",
			texts:  map[*lint.Rule]string{change: "inherit c>inherit d"},
			unsafe: true,
			back:   []string{"could not be evaluated any more", "could not be evaluated any more"},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			result := mend(t, project, c.unsafe, c.texts)
			got := map[string]string{}
			for _, f := range result.Files {
				got[strings.TrimPrefix(f.Path, layer+"/")] = f.After
			}
			for name, pairs := range c.want {
				want := project[name]
				for _, pair := range strings.Split(pairs, "|") {
					old, text, _ := strings.Cut(pair, ">")
					want = strings.Replace(want, old, text, 1)
				}
				if got[name] != want {
					t.Errorf("%s is\n%q, not\n%q", name, got[name], want)
				}
				delete(got, name)
			}
			for name, text := range got {
				t.Errorf("%s has changed: %q", name, text)
			}
			for i, d := range result.TakenBack {
				if i >= len(c.back) || !strings.Contains(d.Message, c.back[i]) {
					t.Errorf("taken back: %v", d)
				}
			}
			if len(result.TakenBack) < len(c.back) {
				t.Errorf("%d fixes are taken back, not %d", len(result.TakenBack), len(c.back))
			}
			if !maps.Equal(result.Fixed, c.fixed) && len(c.fixed)+len(result.Fixed) > 0 {
				t.Errorf("fixed: %v", result.Fixed)
			}
		})
	}
}
