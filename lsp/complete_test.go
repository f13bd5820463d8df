package lsp

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

func TestResolveCompletion(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"conf/layer.conf":        layerConf,
		"classes/greet.bbclass":  "# Copyright someone\n#\n# Greets whoever reads.\n\nGREETING ?= \"hello\"\nGREETING[doc] = \"What is said.\"\ndef say(what, d):\n    return what\n",
		"recipes/greeter_1.0.bb": "LICENSE = \"MIT\"\n",
		"recipes/x_1.0.bb":       "",
	})
	c := start(t, "{}", dir)
	c.call("workspace/symbol", protocol.WorkspaceSymbolParams{}, nil) // it waits for the recipes
	x := filepath.Join(dir, "recipes/x_1.0.bb")
	text := "LICENSE = \"MIT\"\ninherit greet\nGREETIN\nDEPENDS = \"greete\"\nA = \"${@bb.utils.bre"
	c.open(x, text)
	for _, test := range []struct {
		line, column  uint32
		label, wanted string
	}{
		{1, 13, "greet", "Greets whoever reads."},
		{2, 7, "GREETING", "What is said.\n\n```bitbake\nGREETING = \"hello\"\n```"},
		{3, 17, "greeter", "- greeter 1.0, ["},
		{4, 20, "break_hardlinks", "bb.utils.break_hardlinks("},
		{4, 15, "utils", ""},
		{0, 2, "LICENSE_FLAGS", "licen"},
		{1, 4, "inherit", "class"},
	} {
		var list protocol.CompletionList
		c.call("textDocument/completion", protocol.CompletionParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: uri(x)}, Position: protocol.Position{Line: test.line, Character: test.column},
		}, &list)
		found := false
		for _, item := range list.Items {
			if item.Label != test.label {
				continue
			}
			found = true
			var resolved struct{ Documentation protocol.MarkupContent }
			c.call("completionItem/resolve", item, &resolved)
			if !strings.Contains(resolved.Documentation.Value, test.wanted) {
				t.Errorf("%s is said to be %q", test.label, resolved.Documentation.Value)
			}
		}
		if !found {
			t.Errorf("%s is not among %+v", test.label, list.Items)
		}
	}
}
