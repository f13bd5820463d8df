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
