package eval_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// example is an example of SPEC.md: a text and what it gives.
type example struct {
	heading string
	kind    string // "conf", or "class": a global class
	release string
	text    string
	result  string
	line    int
}

// readExamples reads the examples of SPEC.md: a block of metadata, marked "bitbake", and the block behind it, marked
// "result". Behind "bitbake" may stand "class" and a release ("2.8").
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
				if w == "class" {
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

// TestSpec runs the examples of SPEC.md on the embedded core layer. A result is lines "NAME = value" (to the end of the
// line, "\n" standing for a newline), "NAME[flag] = value", "NAME is not set", "error: code", or "warning: code".
func TestSpec(t *testing.T) {
	examples := readExamples(t)
	if len(examples) < 50 {
		t.Errorf("only %d examples", len(examples))
	}
	for _, x := range examples {
		files := classes.BuildFiles(nil, "master", "", "")
		const extra = "/.knead/extra"
		files[classes.BuildDir+"/conf/bblayers.conf"] = strings.Replace(files[classes.BuildDir+"/conf/bblayers.conf"], "BBPATH = \"", "BBPATH = \""+extra+":", 1)
		if x.kind == "class" {
			files[classes.BuildDir+"/conf/local.conf"] += "INHERIT += \"spec\"\n"
			files[extra+"/classes/spec.bbclass"] = x.text
		} else {
			files[classes.BuildDir+"/conf/local.conf"] += x.text
		}
		files[extra+"/conf/more.conf"] = "MORE = \"1\"\nMORE_FILE := \"${FILE}\"\n"
		files[extra+"/classes/more.bbclass"] = "MORE = \"class\"\nmore_do_it() {\n    echo more\n}\n"
		w, err := eval.Open(context.Background(), eval.Options{
			Dir: classes.BuildDir, Disk: fsys.NewDisk().Mount(classes.CoreDir, classes.Core()).Overlay(files),
			Library: stdlib.New(), Environ: map[string]string{"HOME": "/home/someone", "PATH": "/usr/bin"}, Release: x.release,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(x.result), "\n") {
			if got := checkResult(w, line); got != "" {
				t.Errorf("SPEC.md:%d (%s): want %s, got %s", x.line, x.heading, line, got)
				for _, d := range w.Diags {
					t.Log(d.Error())
				}
			}
		}
		if w.Failed() && !strings.Contains(x.result, "error:") {
			t.Errorf("SPEC.md:%d (%s): %v", x.line, x.heading, w.Diags)
		}
	}
}

// checkResult returns "" where a line of a result holds, and else what is instead.
func checkResult(w *eval.Workspace, line string) string {
	for _, level := range []string{"error: ", "warning: "} {
		if code, ok := strings.CutPrefix(line, level); ok {
			for _, d := range w.Diags {
				if d.Code.ID == code && d.Severity.String()+": " == level {
					return ""
				}
			}
			return "no such diagnostic"
		}
	}
	name, unset := strings.CutSuffix(line, " is not set")
	want := ""
	if !unset {
		name, want, _ = strings.Cut(line, " =")
		want = strings.ReplaceAll(strings.TrimPrefix(want, " "), `\n`, "\n")
	}
	if variable, flag, ok := strings.Cut(strings.TrimSuffix(name, "]"), "["); ok {
		d, err := w.Multiconfig("")
		if err != nil {
			return err.Error()
		}
		got, err := d.FlagText(variable, flag)
		if err != nil {
			return err.Error()
		}
		if unset && d.RawFlag(variable, flag) != nil || got != want {
			return got
		}
		return ""
	}
	v, err := w.Variable("", name)
	switch {
	case err != nil:
		return err.Error()
	case unset && v.Set:
		return v.Value
	case !unset && !v.Set:
		return "not set"
	case v.Value != want:
		return v.Value
	}
	return ""
}
