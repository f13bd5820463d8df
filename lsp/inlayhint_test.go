package lsp

import (
	"path/filepath"
	"testing"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

func TestInlayHintSettings(t *testing.T) {
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": ""})
	c := start(t, "{}", dir)
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	c.open(x, "LICENSE = \"MIT\"\nS = \"${PN}\"\n")
	hints := func() int {
		var list []protocol.InlayHint
		c.call("textDocument/inlayHint", protocol.InlayHintParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: uri(x)}, Range: protocol.Range{End: protocol.Position{Line: 9}},
		}, &list)
		return len(list)
	}
	if n := hints(); n != 1 {
		t.Errorf("there are %d hints", n)
	}
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"knead": map[string]any{"inlayHints": map[string]any{"expansions": false}}}})
	if n := hints(); n != 0 {
		t.Errorf("there are %d hints that nobody wants", n)
	}
}
