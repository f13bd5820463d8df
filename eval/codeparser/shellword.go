package codeparser

import "strings"

// shellNode is a quoted or substituted part of a word: '...', "...", `...`, $(...), ${...}, $name or \c. Its parts are strings
// and nodes. A part that means no more than its text has no open.
type shellNode struct {
	open, close string
	parts       []any
}

// wordLexer reads such parts. Where a part ends follows simple rules: a "$(" ends at the first ")" that is in no quotes.
type wordLexer struct {
	text string
	i    int
}

func (l *wordLexer) needMore() *ShellError { return &ShellError{Class: classNeedMore, Pos: l.i} }

// node reads the part that begins at l.i, which has a quote, a "`", a "$" or a backslash. parent is the opening of the part
// around it.
func (l *wordLexer) node(parent string, depth int) (*shellNode, *ShellError) {
	if depth > maxShellDepth {
		return nil, &ShellError{classRecursion, "maximum recursion depth exceeded", l.i}
	}
	c := l.text[l.i]
	l.i++
	switch c {
	case '\'':
		j := strings.IndexByte(l.text[l.i:], '\'')
		if j < 0 {
			return nil, l.needMore()
		}
		n := &shellNode{"'", "'", []any{l.text[l.i : l.i+j]}}
		l.i += j + 1
		return n, nil
	case '\\':
		return l.escape(parent)
	case '"':
		return l.until(&shellNode{open: `"`, close: `"`}, "$\\`\"", '"', depth)
	case '`':
		return l.until(&shellNode{open: "`", close: "`"}, "$\\`\"'", '`', depth)
	}
	return l.dollar(depth)
}

func (l *wordLexer) escape(parent string) (*shellNode, *ShellError) {
	if l.i >= len(l.text) {
		return nil, l.needMore()
	}
	c := l.text[l.i]
	l.i++
	escapable := true
	switch parent {
	case `"`:
		escapable = strings.IndexByte("$\\`\"", c) >= 0
	case "`":
		escapable = strings.IndexByte("$\\`", c) >= 0
	}
	switch {
	case c == '\n': // the line goes on
		return &shellNode{}, nil
	case escapable:
		return &shellNode{`\`, "", []any{string([]byte{c})}}, nil
	}
	return &shellNode{"", "", []any{string([]byte{'\\', c})}}, nil
}

// until reads parts up to an end. stops are the characters that end plain text.
func (l *wordLexer) until(n *shellNode, stops string, end byte, depth int) (*shellNode, *ShellError) {
	for {
		j := strings.IndexAny(l.text[l.i:], stops)
		if j < 0 {
			return nil, l.needMore()
		}
		n.parts = append(n.parts, l.text[l.i:l.i+j])
		l.i += j
		if l.text[l.i] == end {
			l.i++
			return n, nil
		}
		part, err := l.node(n.open, depth+1)
		if err != nil {
			return nil, err
		}
		n.parts = append(n.parts, part)
	}
}

func (l *wordLexer) dollar(depth int) (*shellNode, *ShellError) {
	rest := l.text[l.i:]
	switch {
	case rest == "" || rest == "(":
		return nil, l.needMore()
	case strings.HasPrefix(rest, "(("):
		return nil, &ShellError{classUnsupported, "$((", l.i - 1}
	case rest[0] == '(':
		l.i++
		return l.until(&shellNode{open: "$(", close: ")"}, "$\\`\"')", ')', depth)
	case rest[0] == '{':
		l.i++
		return l.until(&shellNode{open: "${", close: "}"}, "$\\`\"'}", '}', depth)
	case strings.IndexByte("@*#?-$!0", rest[0]) >= 0:
		l.i++
		return &shellNode{"$", "", []any{rest[:1]}}, nil
	}
	n := 0
	for n < len(rest) && nameByte(rest[n]) {
		n++
	}
	if n == 0 {
		return &shellNode{"", "", []any{"$"}}, nil
	}
	l.i += n
	return &shellNode{"$", "", []any{rest[:n]}}, nil
}

func nameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// text appends the part as it stood, but for continued lines.
func (n *shellNode) text(b *strings.Builder) {
	b.WriteString(n.open)
	n.inner(b, (*shellNode).text)
	b.WriteString(n.close)
}

// unquoted appends the part without quotes.
func (n *shellNode) unquoted(b *strings.Builder) {
	quote := n.open == "'" || n.open == `"` || n.open == `\`
	if !quote {
		b.WriteString(n.open)
	}
	n.inner(b, (*shellNode).unquoted)
	if !quote {
		b.WriteString(n.close)
	}
}

func (n *shellNode) inner(b *strings.Builder, write func(*shellNode, *strings.Builder)) {
	for _, p := range n.parts {
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case *shellNode:
			write(p, b)
		}
	}
}

// splitWord reads a whole word.
func splitWord(word string) (*shellNode, *ShellError) {
	tree := &shellNode{}
	l := &wordLexer{text: word}
	for {
		j := strings.IndexAny(word[l.i:], "\\$`'\"")
		if j < 0 {
			tree.parts = append(tree.parts, word[l.i:])
			return tree, nil
		}
		tree.parts = append(tree.parts, word[l.i:l.i+j])
		l.i += j
		part, err := l.node("", 0)
		if err != nil {
			if err.Class == classNeedMore {
				err = &ShellError{classSyntax, `Invalid token "%s"`, l.i}
			}
			return nil, err
		}
		tree.parts = append(tree.parts, part)
	}
}

// substitutions returns the texts of a word's command substitutions, those in double quotes included unless old is set.
func substitutions(word string, old bool) ([]string, *ShellError) {
	if !strings.ContainsAny(word, "\\$`'\"") {
		return nil, nil
	}
	tree, err := splitWord(word)
	if err != nil {
		return nil, err
	}
	var out []string
	note := func(n *shellNode) {
		if n.open == "`" || n.open == "$(" {
			var b strings.Builder
			n.inner(&b, (*shellNode).text)
			out = append(out, b.String())
		}
	}
	for _, p := range tree.parts {
		n, ok := p.(*shellNode)
		if !ok {
			continue
		}
		note(n)
		if n.open != `"` || old {
			continue
		}
		for _, p := range n.parts {
			if n, ok := p.(*shellNode); ok {
				note(n)
			}
		}
	}
	return out, nil
}
