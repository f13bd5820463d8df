package lsp

import (
	"path/filepath"
	"regexp"
	"testing"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

func TestBaseHashLens(t *testing.T) {
	text := "LICENSE = \"MIT\"\ndo_install() {\n\t:\n}\n"
	dir := writeFiles(t, map[string]string{"conf/layer.conf": layerConf, "recipes/x_1.0.bb": text})
	c := start(t, "{}", dir)
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	hash := func(text string) string {
		c.open(x, text)
		var list []protocol.CodeLens
		c.call("textDocument/codeLens", protocol.CodeLensParams{TextDocument: protocol.TextDocumentIdentifier{URI: uri(x)}}, &list)
		if len(list) != 1 || list[0].Range.Start.Line != 1 || list[0].Command != nil {
			t.Fatalf("there are %+v", list)
		}
		var resolved protocol.CodeLens
		c.call("codeLens/resolve", list[0], &resolved)
		if resolved.Command == nil || !regexp.MustCompile("^base hash [0-9a-f]{64}$").MatchString(resolved.Command.Title) {
			t.Fatalf("the lens says %+v", resolved.Command)
		}
		return resolved.Command.Title
	}
	first := hash(text)
	if hash(text+"A = \"1\"\n") != first {
		t.Error("what the task does not read changes its hash")
	}
	if hash("LICENSE = \"MIT\"\ndo_install() {\n\techo changed\n}\n") == first {
		t.Error("another text of the task has the same hash")
	}
}
