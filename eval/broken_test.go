package eval_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/testscripts/reference"
)

// broken are inputs that BitBake refuses, each with the diagnostic that is wanted: its code and where it is. conf is
// local.conf, class a global class.
var broken = []struct {
	conf, class string
	code, at    string // at: "file:line:column"
}{
	// the grammar
	{conf: "A = \"1\nB = \"2\"\n", code: "unquoted-value", at: "local.conf:1:5"},
	{conf: "A = 1\n", code: "unquoted-value", at: "local.conf:1:5"},
	{conf: "A = \"1\" # comment\n", code: "unquoted-value", at: "local.conf:1:5"},
	{conf: "A = \"\"\"\n", code: "unquoted-value", at: "local.conf:1:5"},
	{conf: "nonsense\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "  A = \"1\"\n", code: "indented-statement", at: "local.conf:1:1"},
	{class: "A = \"a \\\n# no\nb\"\n", code: "comment-in-continuation", at: "spec.bbclass:2:1"},
	{conf: "A = \"a \\\n# no\nb\"\n", code: "unquoted-value", at: "local.conf:1:5"},
	{conf: "# comment \\\nA = \"1\"\n", code: "partly-commented", at: "local.conf:1:1"},
	{conf: "= \"x\"\n", code: "empty-variable-name", at: "local.conf:1:1"},
	{conf: "inherit\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "include\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "unset\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "export A B\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "A[] = \"1\"\n", code: "unparsed-line", at: "local.conf:1:3"},
	{conf: "do_x () {\n:\n}\n", code: "unparsed-line", at: "local.conf:1:1"},
	{conf: "addtask x\n", code: "unparsed-line", at: "local.conf:1:1"},
	{class: "do_x () {\n    :\n", code: "unclosed-function", at: "spec.bbclass:1:1"},
	{class: "python f() {\n", code: "unclosed-function", at: "spec.bbclass:1:1"},
	{class: "do_x() {:\n}\n", code: "unparsed-line", at: "spec.bbclass:1:1"},
	{class: "addtask\n", code: "unparsed-line", at: "spec.bbclass:1:1"},
	{class: "addtask a b\nnonsense\n", code: "unparsed-line", at: "spec.bbclass:2:1"},
	{class: "EXPORT_FUNCTIONS\n", code: "unparsed-line", at: "spec.bbclass:1:1"},
	{class: "addhandler\n", code: "unparsed-line", at: "spec.bbclass:1:1"},
	{class: "}\n", code: "unparsed-line", at: "spec.bbclass:1:1"},
	// files
	{conf: "require conf/missing.conf\n", code: "file-not-found", at: "local.conf:1:1"},
	{conf: "INHERIT += \"missing\"\n", code: "class-not-found"},
	{class: "inherit missing\n", code: "class-not-found", at: "spec.bbclass:1:1"},
	{conf: "require conf/local.conf\n", code: "include-loop"},
	{conf: "include conf/bitbake.conf\n", code: "include-loop"},
	// values
	{conf: "A = \"${A}\"\nB := \"${A}\"\n", code: "recursive-value", at: "local.conf:2:1"},
	{conf: "A = \"${B}\"\nB = \"${C}\"\nC = \"${A}\"\nD := \"${A}\"\n", code: "recursive-value", at: "local.conf:4:1"},
	{conf: "A := \"${@1 / 0}\"\n", code: "expansion-error", at: "local.conf:1:1"},
	{conf: "A := \"${@nope}\"\n", code: "expansion-error", at: "local.conf:1:1"},
	{conf: "A := \"${@d.getVar(}\"\n", code: "expansion-error", at: "local.conf:1:1"},
	{conf: "A := \"${@x = 1}\"\n", code: "expansion-error", at: "local.conf:1:1"},
	{conf: "A := \"${@import os}\"\n", code: "expansion-error", at: "local.conf:1:1"},
	{conf: "include ${@1 / 0}\n", code: "expansion-error", at: "local.conf:1:1"},
	{class: "inherit ${@1 / 0}\n", code: "expansion-error", at: "spec.bbclass:1:1"},
	{conf: "A_append = \"x\"\n", code: "old-override-syntax", at: "local.conf:1:1"},
	{conf: "A_remove = \"x\"\n", code: "old-override-syntax", at: "local.conf:1:1"},
	{conf: "BB_HASHBASE_WHITELIST = \"A\"\n", code: "renamed-variable", at: "local.conf:1:1"},
	// Python
	{class: "def f(d):\n    return (\n\n", code: "python-syntax", at: "spec.bbclass:2:12"},
	{class: "def f(d):\n  a\n   b\n", code: "python-syntax", at: "spec.bbclass:3:1"},
	{class: "addhandler nothing\n", code: "undefined-handler"},
	{class: "python h () {\n    nope()\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "python-error", at: "spec.bbclass:2:5"},
	{class: "python h () {\n    bb.fatal('no')\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "metadata-fatal", at: "spec.bbclass:2:5"},
	{class: "python h () {\n    raise ValueError('no')\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "python-error", at: "spec.bbclass:2:5"},
	{class: "python h () {\n    d.setVar('A', d.getVar('B') + 'x')\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "python-error", at: "spec.bbclass:2:19"},
	{class: "python h () {\n    bb.error('said')\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "metadata-error", at: "spec.bbclass:2:5"},
	{class: "python h () {\n    x = = 1\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "python-syntax", at: "spec.bbclass:2:9"},
	{class: "python h () {\n    import nothing_of_the_kind\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n", code: "python-error", at: "spec.bbclass:2:5"},
}

func TestBroken(t *testing.T) {
	for i, b := range broken {
		x := example{text: b.conf, kind: "conf"}
		if b.class != "" {
			x = example{text: b.class, kind: "class"}
		}
		build, files := x.files(specDir)
		w, err := eval.Open(context.Background(), eval.Options{
			Dir: build, Disk: fsys.NewDisk().Overlay(files), Library: stdlib.New(), Environ: specEnviron, Release: "2.19",
			Limits: pyvm.Limits{Steps: 1e6, Memory: 1 << 30},
		})
		if err != nil {
			t.Fatal(err)
		}
		var errs []string
		found := false
		for _, d := range w.Diags {
			if d.Severity != diag.Error {
				continue
			}
			at := ""
			if d.Known() {
				p := d.File.Position(d.Span.Start)
				at = fmt.Sprintf("%s:%d:%d", d.File.Name()[strings.LastIndexByte(d.File.Name(), '/')+1:], p.Line, p.Column)
			}
			errs = append(errs, at+" "+d.Code.ID+": "+d.Message)
			found = found || d.Code.ID == b.code && (at == b.at || b.at == "")
		}
		if !found {
			t.Errorf("%d: %q: want %s %s, got %q", i, x.text, b.at, b.code, errs)
		}
	}
}

// TestBrokenReplay asks real BitBakes about the inputs, where KNEAD_BITBAKE names a folder with checkouts of them.
func TestBrokenReplay(t *testing.T) {
	reference.Need(t)
	for i, b := range broken {
		x := example{text: b.conf, kind: "conf", result: "error: " + b.code}
		if b.class != "" {
			x = example{text: b.class, kind: "class", result: "error: " + b.code}
		}
		if values, output := x.replay(t); values["error"] == nil {
			t.Errorf("%d: BitBake accepts %q: %s", i, x.text, output)
		}
	}
}
