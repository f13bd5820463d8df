// Package complete is completion: what may stand at a place of a document. The place is half-typed text: what it is goes by the text
// before it; what may stand there comes from the evaluation of the rest, and from the index of the build.
package complete

import (
	"strings"
	"time"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Completion returns what may stand at the position.
func Completion(r *feature.Request, p *protocol.CompletionParams) (*protocol.CompletionList, error) {
	if !r.Doc.Metadata {
		return nil, nil
	}
	c := &completer{Request: r, text: r.Doc.Text(), pos: int(r.Pos)}
	c.spaced = p.Context != nil && p.Context.TriggerCharacter == " "
	evaluated := false
	if in, err := r.Lately(r, r.Doc, r.Pos, patience); err == nil {
		_ = in.Read(func(s eval.Scope) { // without variables the rest is said all the same
			c.context, c.scope, evaluated = in, s, true
			c.run()
		})
	}
	if r.Err() == nil && !evaluated {
		c.run()
	}
	return c.list(), r.Err()
}

// patience is how long a list of what to type next waits for the evaluation of what was typed last.
const patience = 8 * time.Millisecond

// completer collects what may stand at a place.
type completer struct {
	*feature.Request
	text   string
	pos    int
	spaced bool // it was asked for by a blank that was typed

	// context and scope are the evaluation; nothing where there is none.
	context *snapshot.Context
	scope   eval.Scope

	from, to int // what is replaced: the word that is being typed
	items    []item
}

// run finds out what the place is, and adds what may stand there.
func (c *completer) run() {
	c.from, c.to = c.pos, c.pos
	start, language := c.enclosing()
	switch language {
	case pythonCode:
		c.python(c.text[start:c.pos])
	case shellCode:
		c.shell(c.text[start:c.pos])
	default:
		c.statement(c.text[c.logicalLine():c.pos])
	}
}

// word says that the word being typed consists of such bytes, and returns what of it stands before the cursor.
func (c *completer) word(part func(byte) bool) string {
	for c.from = c.pos; c.from > 0 && part(c.text[c.from-1]); {
		c.from--
	}
	for c.to = c.pos; c.to < len(c.text) && part(c.text[c.to]); {
		c.to++
	}
	return c.text[c.from:c.pos]
}

// last says that the word being typed begins n bytes before the cursor, and ends where such bytes end.
func (c *completer) last(n int, part func(byte) bool) {
	c.from = c.pos - n
	for c.to = c.pos; c.to < len(c.text) && part(c.text[c.to]); {
		c.to++
	}
}

func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80
}

func isName(b byte) bool { return isWord(b) || strings.IndexByte("-.+/~", b) >= 0 }

// isItem is a byte of a word of a list.
func isItem(b byte) bool { return strings.IndexByte(" \t\r\n\\\"'", b) < 0 }

// get returns a variable's value, "" where it has none that can be read.
func (c *completer) get(name string) string {
	if c.scope.Data == nil {
		return ""
	}
	value, err := c.scope.Data.Get(name)
	if err != nil {
		return ""
	}
	return value
}

// expand returns a text with its references replaced, as it is where that cannot be done.
func (c *completer) expand(text string) string {
	if c.scope.Data == nil || !strings.Contains(text, "${") {
		return text
	}
	if value, err := c.scope.Data.Expand(text, ""); err == nil {
		return value
	}
	return text
}

// view returns the files as the evaluation sees them.
func (c *completer) view() *fsys.View {
	if c.context != nil {
		return c.context.View()
	}
	return c.View()
}

func (c *completer) release() interp.Release {
	if c.context != nil {
		return c.context.Workspace.Release.Release
	}
	return interp.Newest
}

func (c *completer) words() *snapshot.Words {
	if c.context == nil {
		return &snapshot.Words{}
	}
	return c.context.Index.Words()
}

func (c *completer) catalog() *snapshot.Catalog {
	if c.context == nil {
		return &snapshot.Catalog{}
	}
	return c.context.Index.Catalog()
}

// conf reports whether the document is a configuration file.
func (c *completer) conf() bool { return c.Doc.Kind == bitbake.Conf }

// span returns what is replaced.
func (c *completer) span() (whole, typed source.Span) {
	return source.Span{Start: source.Pos(c.from), End: source.Pos(c.to)}, source.Span{Start: source.Pos(c.from), End: source.Pos(c.pos)}
}
