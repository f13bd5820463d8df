package complete

import (
	"regexp"
	"strings"
)

// language is what a place is written in.
type language uint8

const (
	metadata language = iota
	shellCode
	pythonCode
)

var (
	functionHead = regexp.MustCompile(`^((?:python|fakeroot)[ \t]+)*(python)?[ \t]*([\w.+\-${}:]*)[ \t]*\([ \t]*\)[ \t]*\{[ \t\r]*$`)
	defHead      = regexp.MustCompile(`^def[ \t]+\w+`)
)

// enclosing returns the function that the cursor is in: where its code begins, and its language. BitBake takes lines for a function's
// from its head up to a line that is just "}", whatever they are; those of a def are indented or empty.
func (c *completer) enclosing() (start int, l language) {
	if c.conf() {
		return 0, metadata
	}
	line := lineStart(c.text, c.pos)
	indented := true // all lines so far may be a def's
	if rest := c.text[line:c.pos]; rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		indented = false
	}
	for line > 0 {
		next := line
		line = lineStart(c.text, line-1)
		text := strings.TrimRight(c.text[line:next], "\r\n \t")
		switch {
		case text == "}":
			return 0, metadata
		case indented && defHead.MatchString(text):
			return line, pythonCode
		case strings.HasSuffix(text, "{") && functionHead.MatchString(text):
			return next, c.languageOf(text)
		}
		if text != "" && text[0] != ' ' && text[0] != '\t' && text[0] != '#' {
			indented = false
		}
	}
	return 0, metadata
}

// languageOf returns the language of the function with a head: of do_x:append() that is do_x's.
func (c *completer) languageOf(head string) language {
	m := functionHead.FindStringSubmatch(head)
	name, _, _ := strings.Cut(m[3], ":")
	if m[2] != "" || strings.HasPrefix(strings.TrimSpace(m[1]), "python") || name == "python" || name == "" || name == "__anonymous" {
		return pythonCode
	}
	if c.scope.Data != nil && name != m[3] && c.scope.Data.RawFlag(name, "python") != nil {
		return pythonCode
	}
	return shellCode
}

// lineStart returns where the line begins that a place is in.
func lineStart(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

// logicalLine returns where the statement begins whose last line so far is the cursor's.
func (c *completer) logicalLine() int {
	start := lineStart(c.text, c.pos)
	for start > 0 && strings.HasSuffix(strings.TrimRight(c.text[:start], "\r\n"), "\\") {
		before := lineStart(c.text, start-1)
		if strings.TrimRight(c.text[before:start], "\r\n") == "" { // an empty line ended it
			break
		}
		start = before
	}
	return start
}

// openReference returns where the innermost "${" stands that is not closed at the text's end; -1 for none.
func openReference(text string) int {
	var open []int
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "${"):
			open = append(open, i)
			i++
		case text[i] == '}' && len(open) > 0:
			open = open[:len(open)-1]
		case text[i] == '{' && len(open) > 0 && strings.HasPrefix(text[open[len(open)-1]:], "${@"):
			open = append(open, open[len(open)-1]) // a dictionary of Python's
		}
	}
	if len(open) == 0 {
		return -1
	}
	return open[len(open)-1]
}
