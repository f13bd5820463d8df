package complete

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// license completes a licence expression: names and operators, behind WITH exceptions.
func (c *completer) license(name, value string) {
	part := func(b byte) bool { return isItem(b) && strings.IndexByte("()&|", b) < 0 }
	typed := c.word(part)
	before := strings.TrimRight(value[:max(0, len(value)-len(typed))], " \t\r\n\\")
	fields := strings.Fields(before)
	last := ""
	if len(fields) > 0 {
		last = fields[len(fields)-1]
	}
	spdx := c.spdx()
	switch {
	case last == "WITH":
		c.add(protocol.CompletionItemKindEnumMember, 0, "exception", license.Default().ExceptionNames()...)
		return
	case last == "" || strings.HasSuffix(last, "(") || strings.HasSuffix(last, "&") || strings.HasSuffix(last, "|") || last == "AND" || last == "OR" || name == "INCOMPATIBLE_LICENSE":
		c.licenses()
		return
	}
	operators := []string{"&", "|"}
	if spdx {
		operators = []string{"AND", "OR", "WITH"}
	}
	for i, op := range operators {
		c.items = append(c.items, item{label: op, kind: protocol.CompletionItemKindOperator, rank: i, insert: op + " "})
	}
}

// spdx reports whether the core layer reads LICENSE as an SPDX expression.
func (c *completer) spdx() bool {
	if base := c.get("COREBASE"); base != "" && c.view().IsDir(base+"/meta/lib/oe") {
		return c.view().IsFile(base + "/meta/lib/oe/spdx_license.py")
	}
	return !c.release().Less(interp.Newest)
}

// licenses adds the names of licences: those that recipes often have, those with a text in the layers, those of SPDX.
func (c *completer) licenses() {
	for i, w := range c.words().Values["LICENSE"] {
		if license.Default().License(w) != nil && i < 40 {
			c.add(protocol.CompletionItemKindEnumMember, here, "license", w)
		}
	}
	view := c.view()
	for _, dir := range append(strings.Fields(c.get("LICENSE_PATH")), c.get("COMMON_LICENSE_DIR")) {
		if names, err := view.ReadDir(path.Clean(dir)); err == nil && dir != "" {
			c.add(protocol.CompletionItemKindEnumMember, often, "license", names...)
		}
	}
	c.add(protocol.CompletionItemKindEnumMember, known, "license", license.Default().Names()...)
	c.add(protocol.CompletionItemKindEnumMember, known, "", license.Closed)
}
