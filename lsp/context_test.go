package lsp

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// TestLately hovers in a class that two recipes inherit, in a layer that BBLAYERS names by way of "..": the recipe that was looked at
// last counts.
func TestLately(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"build/conf/bblayers.conf":  "BBPATH = \"${TOPDIR}\"\nBBLAYERS = \"${TOPDIR}/../core\"\n",
		"core/conf/layer.conf":      "BBPATH .= \":${LAYERDIR}\"\n" + strings.ReplaceAll(layerConf, "demo", "core") + "LAYERSERIES_CORENAMES = \"master\"\n",
		"core/conf/bitbake.conf":    "PN = \"${@bb.parse.vars_from_file(d.getVar('FILE', False),d)[0]}\"\nTMPDIR = \"${TOPDIR}/tmp\"\nCACHE = \"${TMPDIR}/cache\"\n",
		"core/classes/base.bbclass": "",
		"core/classes/c.bbclass":    "C = \"of ${PN}\"\n",
		"core/recipes/a_1.bb":       "inherit c\n",
		"core/recipes/b_1.bb":       "inherit c\n",
	})
	c := start(t, "{}", dir)
	class := filepath.Join(dir, "core/classes/c.bbclass")
	for _, pn := range []string{"b", "a", "b"} {
		c.open(filepath.Join(dir, "core/recipes", pn+"_1.bb"), "inherit c\n")
		var hover struct{ Contents struct{ Value string } }
		c.call("textDocument/hover", protocol.HoverParams{TextDocument: protocol.TextDocumentIdentifier{URI: uri(class)}}, &hover)
		if !strings.Contains(hover.Contents.Value, "of "+pn) {
			t.Errorf("after %s: %q", pn, hover.Contents.Value)
		}
	}
}
