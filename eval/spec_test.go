package eval_test

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/testscripts/reference"
)

// example is an example of SPEC.md: a text and what it gives.
type example struct {
	heading string
	kind    string // "conf", "class" for a global class, or "recipe"
	release string
	text    string
	result  string
	line    int
}

// readExamples reads the examples of SPEC.md: a block of metadata, marked "bitbake", and the block behind it, marked
// "result". Behind "bitbake" may stand "class" or "recipe", and a release ("2.8").
func readExamples(t *testing.T) []example {
	data, err := os.ReadFile("../SPEC.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	var block *strings.Builder
	heading, wait := "", false
	cur := example{}
	var text, result strings.Builder
	for i, line := range strings.Split(string(data), "\n") {
		mark, fence := strings.CutPrefix(line, "```")
		words := strings.Fields(mark)
		switch {
		case fence && block != nil:
			if block == &result {
				cur.text, cur.result = text.String(), result.String()
				out = append(out, cur)
				wait = false
			}
			block = nil
		case fence && len(words) > 0 && words[0] == "bitbake":
			if wait {
				t.Fatalf("SPEC.md:%d: an example without a result", cur.line)
			}
			text.Reset()
			cur = example{heading: heading, kind: "conf", line: i + 1}
			for _, w := range words[1:] {
				if w == "class" || w == "recipe" {
					cur.kind = w
				} else {
					cur.release = w
				}
			}
			block, wait = &text, true
		case fence && len(words) > 0 && words[0] == "result":
			result.Reset()
			block = &result
		case fence:
			block = &strings.Builder{}
		case block != nil:
			block.WriteString(line + "\n")
		case strings.HasPrefix(line, "#"):
			heading = strings.TrimLeft(line, "# ")
		}
	}
	return out
}

// files returns the texts of a build directory and a layer with an example in it, below a directory: the least bitbake.conf
// that works, and the example in place of local.conf or of a global class.
func (x *example) files(dir string) (build string, files map[string]string) {
	conf, class := x.text, ""
	if x.kind == "class" {
		conf, class = "INHERIT += \"spec\"\n", x.text
	}
	return dir + "/build", map[string]string{
		dir + "/build/conf/bblayers.conf":   "BBPATH = \"${TOPDIR}\"\nBBFILES ?= \"\"\nBBLAYERS = \"" + dir + "/layer\"\n",
		dir + "/build/conf/local.conf":      conf,
		dir + "/layer/conf/layer.conf":      "BBPATH .= \":${LAYERDIR}\"\nBBFILE_COLLECTIONS = \"spec\"\nBBFILE_PATTERN_spec = \"^${LAYERDIR}/\"\n",
		dir + "/layer/conf/bitbake.conf":    "TMPDIR = \"" + dir + "/tmp\"\nCACHE = \"${TMPDIR}/cache\"\nrequire conf/local.conf\n",
		dir + "/layer/conf/more.conf":       "MORE = \"1\"\nMORE_FILE := \"${FILE}\"\n",
		dir + "/layer/classes/base.bbclass": "addtask build\n",
		dir + "/layer/classes/spec.bbclass": class,
		dir + "/layer/classes/more.bbclass": "MORE = \"class\"\nmore_do_it() {\n    echo more\n}\n",
	}
}

// specDir is where the examples are evaluated. No host has this path.
const specDir = "/.knead/spec"

var specEnviron = map[string]string{"HOME": "/home/someone", "PATH": "/usr/bin"}

// TestSpec runs the examples of SPEC.md. A result is lines "NAME = value" (to the end of the line, "\n" standing for a
// newline), "NAME[flag] = value", "NAME is not set", "error: code", or "warning: code".
func TestSpec(t *testing.T) {
	examples := readExamples(t)
	if len(examples) < 50 {
		t.Errorf("only %d examples", len(examples))
	}
	for _, x := range examples {
		if x.kind == "recipe" {
			x.checkRecipe(t)
			continue
		}
		release := cmp.Or(x.release, "2.19")
		build, files := x.files(specDir)
		disk := fsys.NewDisk().Overlay(files)
		w, err := eval.Open(context.Background(), eval.Options{
			Dir: build, Disk: disk, Library: stdlib.New(), Environ: specEnviron, Release: release,
			Limits: pyvm.Limits{Steps: 1e6, Memory: 1 << 30},
		})
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := lint.Run(context.Background(), lint.Options{Disk: disk, Files: x.checked(), Release: w.Release.Release})
		if err != nil {
			t.Fatal(err)
		}
		diags := slices.Clone(w.Diags)
		for _, f := range syntax.Findings {
			diags = append(diags, f.Diagnostic)
		}
		for _, r := range x.results() {
			if got := r.check(w, diags); got != "" {
				t.Errorf("SPEC.md:%d (%s): want %s, got %s", x.line, x.heading, r.line, got)
				for _, d := range diags {
					t.Log(d.Error())
				}
			}
		}
		if w.Failed() && !strings.Contains(x.result, "error:") {
			t.Errorf("SPEC.md:%d (%s): %v", x.line, x.heading, w.Diags)
		}
	}
}

// checked returns the file that has the example.
func (x *example) checked() []config.File {
	if x.kind == "class" {
		return []config.File{{Path: specDir + "/layer/classes/spec.bbclass", Kind: bitbake.Class}}
	}
	return []config.File{{Path: specDir + "/build/conf/local.conf", Kind: bitbake.Conf}}
}

// outcome is a line of a result.
type outcome struct {
	line  string
	name  string // "NAME" or "NAME[flag]", or the code of a diagnostic
	level string // of a diagnostic: "error" or "warning"
	value string
	unset bool
}

func (x *example) results() []outcome {
	var out []outcome
	for _, line := range strings.Split(strings.Trim(x.result, "\n"), "\n") {
		r := outcome{line: line}
		for _, level := range []string{"error", "warning"} {
			if code, ok := strings.CutPrefix(line, level+": "); ok {
				r.level, r.name = level, code
			}
		}
		if r.level == "" {
			if r.name, r.unset = strings.CutSuffix(line, " is not set"); !r.unset {
				r.name, r.value, _ = strings.Cut(line, " =")
				r.value = strings.ReplaceAll(strings.TrimPrefix(r.value, " "), `\n`, "\n")
			}
		}
		out = append(out, r)
	}
	return out
}

// check returns "" where a line of a result holds, and else what is instead.
func (r *outcome) check(w *eval.Workspace, diags []*diag.Diagnostic) string {
	if r.level != "" {
		for _, d := range diags {
			if d.Code.ID == r.name && d.Severity.String() == r.level {
				return ""
			}
		}
		return "no such diagnostic"
	}
	if variable, flag, ok := strings.Cut(strings.TrimSuffix(r.name, "]"), "["); ok {
		d, err := w.Multiconfig("")
		if err != nil {
			return err.Error()
		}
		got, err := d.FlagText(variable, flag)
		if err != nil {
			return err.Error()
		}
		if r.unset && d.RawFlag(variable, flag) != nil || got != r.value {
			return got
		}
		return ""
	}
	v, err := w.Variable("", r.name)
	switch {
	case err != nil:
		return err.Error()
	case r.unset && v.Set:
		return v.Value
	case !r.unset && !v.Set:
		return "not set"
	case v.Value != r.value:
		return v.Value
	}
	return ""
}

// TestSpecReplay holds the examples of SPEC.md against real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of
// them: every value, and that what is an error here is one there, too.
func TestSpecReplay(t *testing.T) {
	reference.Need(t)
	for _, x := range readExamples(t) {
		if x.kind == "recipe" || strings.Contains(x.result, "evaluation-limit") {
			continue // a recipe takes a server; without the limit BitBake runs until the memory is full
		}
		values, output := x.replay(t)
		fails := strings.Contains(x.result, "error: ")
		if message := values["error"]; (message != nil) != fails {
			t.Errorf("SPEC.md:%d (%s): BitBake says %s", x.line, x.heading, output)
			continue
		}
		for _, r := range x.results() {
			got := values[r.name]
			switch {
			case r.level != "" || fails || specEnviron[r.name] != "":
			case r.unset != (got == nil) || got != nil && *got != r.value:
				t.Errorf("SPEC.md:%d (%s): want %s, BitBake has %s", x.line, x.heading, r.line, output)
			}
		}
	}
}

// replay evaluates an example with a real BitBake and returns the values of the names in its result, or "error".
func (x *example) replay(t *testing.T) (values map[string]*string, output string) {
	script, err := filepath.Abs("testdata/values.py")
	if err != nil {
		t.Fatal(err)
	}
	release := reference.Releases[0]
	if x.release != "" {
		release = reference.Release{Folder: "bitbake-" + x.release}
	}
	dir := t.TempDir()
	build, files := x.files(dir)
	reference.Plant(t, files)
	args := []string{script, release.Dir()}
	for _, r := range x.results() {
		if r.level == "" {
			args = append(args, r.name)
		}
	}
	output = reference.Program{Args: args, Dir: build, Env: replayEnviron(build)}.Answer(t, &values)
	for name, v := range values {
		if v != nil {
			plain := strings.ReplaceAll(*v, dir, specDir)
			values[name] = &plain
		}
	}
	return values, strings.ReplaceAll(output, dir, specDir)
}

// replayEnviron is what BitBake is given as its environment.
func replayEnviron(build string) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + specEnviron["HOME"], "BBPATH=" + build, "LC_ALL=en_US.UTF-8"}
}
