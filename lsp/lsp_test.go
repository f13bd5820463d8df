package lsp

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// layerConf is the layer.conf of a layer with recipes in the folder recipes.
const layerConf = `BBPATH .= ":${LAYERDIR}"
BBFILES += "${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend"
BBFILE_COLLECTIONS += "demo"
BBFILE_PATTERN_demo = "^${LAYERDIR}/"
LAYERSERIES_COMPAT_demo = "master"
`

func TestPublish(t *testing.T) {
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": ""})
	c := start(t, "{}", dir)
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	c.open(x, "LICENSE = \"MIT\"\nA = 1\n")
	list := c.diagnostics(x, 1, func(list []protocol.Diagnostic) bool { return len(list) > 0 })
	if len(list) != 1 || list[0].Code != "unquoted-value" || list[0].Range.Start.Line != 1 {
		t.Errorf("diagnostics %+v", list)
	}
	edit := protocol.TextDocumentContentChangeEvent{
		Range: &protocol.Range{Start: protocol.Position{Line: 1}, End: protocol.Position{Line: 2}}, Text: "python () {\n    1/0\n}\n",
	}
	c.notify("textDocument/didChange", protocol.DidChangeTextDocumentParams{
		TextDocument:   protocol.VersionedTextDocumentIdentifier{URI: uri(x), Version: 2},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{edit},
	})
	c.diagnostics(x, 2, func(list []protocol.Diagnostic) bool {
		return slices.ContainsFunc(list, func(d protocol.Diagnostic) bool { return strings.Contains(d.Message.(string), "ZeroDivision") })
	})
}

func codes(list []protocol.Diagnostic) string {
	var out []string
	for _, d := range list {
		out = append(out, d.Code.(string))
	}
	return strings.Join(out, " ")
}

// is waits for diagnostics with just these codes.
func is(want string) func([]protocol.Diagnostic) bool {
	return func(list []protocol.Diagnostic) bool { return codes(list) == want }
}

// TestPublishOthers changes what an open recipe reads: it is told of, too, and what was told of a document is taken back when it is closed.
func TestPublishOthers(t *testing.T) {
	class, recipe := "OTHER = \"b\"\n", "SUMMARY = \"x\"\ninherit demo\nDEPENDS = \"c\"\n"
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": recipe, "classes/demo.bbclass": class})
	c := start(t, "{}", dir)
	x, demo := filepath.Join(dir, "recipes/x_1.0.bb"), filepath.Join(dir, "classes/demo.bbclass")
	c.open(x, recipe)
	c.diagnostics(x, 1, is(""))
	c.open(demo, class)
	c.change(demo, 2, "DEPENDS ?= \"a\"\n")
	c.diagnostics(x, 1, is("depends-overwritten"))
	c.change(demo, 3, "OTHER = \"b\" \n")
	c.diagnostics(x, 1, is(""))
	c.diagnostics(demo, 3, is("trailing-space"))
	c.notify("textDocument/didClose", protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: uri(demo)}})
	c.diagnostics(demo, 0, is(""))
}

// TestPublishTyping breaks a text: what evaluation has found elsewhere stays where it is, moved by what was typed.
func TestPublishTyping(t *testing.T) {
	text := "SUMMARY = \"x\"\nDEPENDS = \"a a\"\n"
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": text})
	c := start(t, "{}", dir)
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	c.open(x, text)
	c.diagnostics(x, 1, is("doubled-dependency"))
	c.change(x, 2, "\nHALF = \"\n"+text)
	list := c.diagnostics(x, 2, func(list []protocol.Diagnostic) bool { return len(list) > 1 })
	if got := codes(list); got != "unquoted-value doubled-dependency" || list[1].Range.Start.Line != 3 {
		t.Errorf("%s: %+v", got, list)
	}
	c.change(x, 3, text)
	c.diagnostics(x, 3, is("doubled-dependency"))
}

// TestPull asks for diagnostics again: what has not changed is not told again, and a client that asks is told nothing by itself.
func TestPull(t *testing.T) {
	text := "SUMMARY = \"x\" \n"
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": text, "recipes/y_1.0.bb": text})
	c := start(t, pulling, dir)
	c.asked("workspace/diagnostic/refresh", 1)
	c.call("workspace/executeCommand", protocol.ExecuteCommandParams{Command: "knead.evaluate"}, nil)
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	c.open(x, text)
	pull := func(previous string) (out protocol.DocumentDiagnosticReport) {
		c.call("textDocument/diagnostic", protocol.DocumentDiagnosticParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: uri(x)}, PreviousResultID: previous,
		}, &out)
		return out
	}
	first := pull("")
	if codes(first.Items) != "trailing-space" || first.Kind != "full" || first.ResultID == "" {
		t.Errorf("at first: %+v", first)
	}
	if second := pull(first.ResultID); second.Kind != "unchanged" || second.ResultID != first.ResultID || second.Items != nil {
		t.Errorf("then: %+v", second)
	}
	var all, parts protocol.WorkspaceDiagnosticReport
	c.call("workspace/diagnostic", protocol.WorkspaceDiagnosticParams{PreviousResultIds: []protocol.PreviousResultId{{URI: uri(x), Value: first.ResultID}}}, &all)
	told := ""
	for _, item := range all.Items {
		told += filepath.Base(item.URI.Path()) + " " + item.Kind + " " + codes(item.Items) + "\n"
	}
	if want := "x_1.0.bb unchanged \ny_1.0.bb full trailing-space\n"; told != want {
		t.Errorf("of everything:\n%swant\n%s", told, want)
	}
	c.call("workspace/diagnostic", protocol.WorkspaceDiagnosticParams{PreviousResultIds: []protocol.PreviousResultId{}, PartialResultToken: "part"}, &parts)
	if len(parts.Items) != 0 {
		t.Errorf("what was told in parts is told again: %+v", parts)
	}
	c.change(x, 2, "SUMMARY = \"x\"\n")
	if third := pull(first.ResultID); third.Kind != "full" || len(third.Items) != 0 {
		t.Errorf("mended: %+v", third)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.published) > 0 {
		t.Errorf("published: %+v", c.published)
	}
}
