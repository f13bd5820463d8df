package complete

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// shell completes in the code of a shell function that goes up to the cursor.
func (c *completer) shell(code string) {
	if at := openReference(code); at >= 0 {
		c.reference(code[at:])
		return
	}
	line := code[strings.LastIndexByte(code, '\n')+1:]
	if strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
		return
	}
	typed := c.word(func(b byte) bool { return isWord(b) || b == '$' || b == '-' })
	if strings.HasPrefix(typed, "$") {
		c.variables()
		for i, x := range c.items {
			c.items[i].label = "${" + x.label + "}"
			c.items[i].about = ""
		}
		return
	}
	if !commandPlace(line[:max(0, len(line)-len(typed))]) || c.spaced {
		return
	}
	c.eachFunction(func(name string, n *datastore.Name) {
		if c.scope.Data.RawFlagOf(n, "python") != nil || strings.Contains(name, "-") {
			return
		}
		rank := c.functionRank(name)
		switch {
		case strings.HasPrefix(name, "bb") || strings.HasPrefix(name, "oe"):
			rank = often
		case strings.HasPrefix(name, "do_"):
			rank = elsewhere
		}
		c.add(protocol.CompletionItemKindFunction, rank, "function", name)
	})
	for i, word := range []string{"install", "if", "for", "case", "while", "cd", "rm", "cp", "mv", "ln", "sed", "chmod", "chown", "find", "echo"} {
		c.add(protocol.CompletionItemKindKeyword, known+i/6, "", word)
	}
}

// commandPlace reports whether a command begins behind a piece of a shell line.
func commandPlace(before string) bool {
	before = strings.TrimRight(before, " \t")
	if before == "" || strings.HasSuffix(before, "$(") || strings.IndexByte(";&|`({!", before[len(before)-1]) >= 0 {
		return true
	}
	switch before[strings.LastIndexAny(before, " \t")+1:] {
	case "then", "do", "else", "if", "elif", "while", "until", "time":
		return true
	}
	return false
}
