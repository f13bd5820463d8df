package complete

import (
	"regexp"
	"strings"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

var (
	directive  = regexp.MustCompile(`(?s)^(inherit_defer|inherit|include_all|include|require|addtask|deltask|EXPORT_FUNCTIONS|addhandler|export|unset|addpylib|python|fakeroot|def)[ \t]+(.*)$`)
	assignment = regexp.MustCompile(`(?s)^(?:export[ \t]+)?([\w\-+.:${}/~@]*?)(?:\[([^\]\n]*)\])?[ \t]*(\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)[ \t\\\r\n]*(["'])(.*)$`)
	partName   = regexp.MustCompile(`^(?:export[ \t]+|unset[ \t]+)?([\w\-+.${}/~:]*)(\[[^\]\n]*)?$`)
	needsOp    = regexp.MustCompile(`^(?:export[ \t]+)?[\w\-+.${}/~:]+(?:\[[^\]\n]+\])?[ \t]+([?:+.=]*)$`)
)

// statement completes outside of functions; line is the statement up to the cursor.
func (c *completer) statement(line string) {
	if strings.HasPrefix(line, "#") || strings.HasPrefix(line, " ") && strings.TrimSpace(line) == "" {
		return
	}
	if at := openReference(line); at >= 0 {
		c.reference(line[at:])
		return
	}
	if m := assignment.FindStringSubmatch(line); m != nil {
		if !strings.Contains(strings.ReplaceAll(m[5], "\\"+m[4], ""), m[4]) { // the value is not closed yet
			c.value(m[1], m[2], m[5])
		}
		return
	}
	if m := directive.FindStringSubmatch(line); m != nil && !needsAssignment(m[2]) {
		c.directive(m[1], m[2])
		return
	}
	if m := needsOp.FindStringSubmatch(line); m != nil {
		c.operators(len(m[1]))
		return
	}
	if m := partName.FindStringSubmatch(line); m != nil {
		if m[2] != "" {
			c.flagName(m[1], m[2][1:])
			return
		}
		c.name(m[1])
	}
}

// needsAssignment reports whether what stands behind a word that may be a directive shows it to be a variable's name.
func needsAssignment(rest string) bool {
	return strings.HasPrefix(rest, "=") || strings.HasPrefix(rest, "?=")
}

// reference completes "${NAME" and "${@code".
func (c *completer) reference(text string) {
	if code, ok := strings.CutPrefix(text, "${@"); ok {
		c.python(code)
		return
	}
	c.word(isName)
	if c.text[max(0, c.from-1):c.from] != "{" {
		return // there is something else in it
	}
	c.variables()
	if c.to == len(c.text) || c.text[c.to] != '}' {
		for i, x := range c.items {
			c.items[i].insert = x.label + "}"
		}
	}
}

// directive completes what follows a directive.
func (c *completer) directive(verb, rest string) {
	switch verb {
	case "inherit", "inherit_defer":
		c.word(isItem)
		c.classes(c.conf())
	case "include", "require", "include_all":
		c.includes(c.word(isItem))
	case "addtask":
		c.addtask(rest)
	case "deltask":
		c.word(isItem)
		c.tasks("")
	case "EXPORT_FUNCTIONS", "addhandler":
		c.word(isItem)
		c.functions(verb == "addhandler")
	case "export", "unset":
		if m := partName.FindStringSubmatch(rest); m != nil && m[2] != "" {
			c.flagName(m[1], m[2][1:])
			return
		}
		c.word(isName)
		c.variables()
	case "python", "fakeroot":
		c.word(isName)
		c.heads(verb)
	}
}

// name completes at a line's beginning, and behind a name's colon.
func (c *completer) name(typed string) {
	if i := strings.LastIndexByte(typed, ':'); i >= 0 {
		c.last(len(typed)-i-1, func(b byte) bool { return isName(b) || b == '$' || b == '{' || b == '}' })
		c.overrides(typed[:i])
		return
	}
	c.last(len(typed), isName)
	c.variables()
	c.heads("")
	c.directives()
	c.skeletons()
}

func (c *completer) directives() {
	words := []string{"inherit", "include", "require", "export", "unset", "addtask", "deltask", "addhandler", "EXPORT_FUNCTIONS"}
	if c.conf() {
		words = []string{"include", "require", "export", "unset"}
	}
	if d := c.release().Dialect(); !d.NoInheritDefer && !c.conf() {
		words = append(words, "inherit_defer")
	}
	if d := c.release().Dialect(); !d.NoIncludeAll {
		words = append(words, "include_all")
	}
	for _, w := range words {
		c.items = append(c.items, item{label: w, kind: protocol.CompletionItemKindKeyword, rank: 1, insert: w + " ", about: "keyword"})
	}
}

// operatorTexts are the assignment operators.
var operatorTexts = []struct{ op, text string }{
	{"=", "sets the value"}, {"?=", "sets it where it has none yet"}, {"??=", "is its value where nothing else gives it one"},
	{":=", "sets it, expanded now"}, {"+=", "adds behind a blank"}, {"=+", "adds in front, with a blank"}, {".=", "adds at the end"}, {"=.", "adds in front"},
}

// operators completes behind a name, where n bytes of an operator may stand already.
func (c *completer) operators(n int) {
	c.last(n, func(b byte) bool { return strings.IndexByte("?:+.=", b) >= 0 })
	for i, x := range operatorTexts {
		it := item{label: x.op, kind: protocol.CompletionItemKindOperator, rank: i, detail: x.text}
		if rest := c.text[c.to:]; c.snippets() && strings.Trim(rest[:strings.IndexByte(rest+"\n", '\n')], " \t\r") == "" {
			it.insert, it.snippet = x.op+` "$1"`, true
		}
		c.items = append(c.items, it)
	}
}
