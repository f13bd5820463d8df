package complete

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// item is something that may stand at the place.
type item struct {
	label  string
	kind   protocol.CompletionItemKind
	rank   int    // what is likely has a low one
	detail string // a few words beside the label
	insert string // what is put in, where it is not the label
	// snippet says that insert has places to fill in.
	snippet bool
	about   string // what resolving looks up: a kind of thing; "" for nothing

	score int
}

// most is how many items a list has at most: nobody reads more, and the next letter asks again.
const most = 200

// add adds items of a kind and a rank.
func (c *completer) add(kind protocol.CompletionItemKind, rank int, about string, labels ...string) {
	for _, l := range labels {
		c.items = append(c.items, item{label: l, kind: kind, rank: rank, about: about})
	}
}

// list returns what goes with what is typed, the most likely first.
func (c *completer) list() *protocol.CompletionList {
	typed := c.text[c.from:c.pos]
	seen := map[string]bool{}
	slices.SortStableFunc(c.items, func(a, b item) int { return a.rank - b.rank })
	kept := c.items[:0]
	for _, x := range c.items {
		if x.score = match(typed, x.label); x.score >= 0 && !seen[x.label] && (!x.snippet || c.snippets()) {
			seen[x.label] = true
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b item) int {
		return cmp.Or(a.score-b.score, a.rank-b.rank, strings.Compare(a.label, b.label))
	})
	out := &protocol.CompletionList{Items: []protocol.CompletionItem{}, IsIncomplete: len(kept) > most}
	for i, x := range kept[:min(len(kept), most)] {
		out.Items = append(out.Items, c.item(x, i))
	}
	return out
}

// match says how well a label goes with what is typed: 0 where it begins so, 3 where it has the letters in that order, -1 not at all.
func match(typed, label string) int {
	if strings.HasPrefix(label, typed) {
		return 0
	}
	typed, label = strings.ToLower(typed), strings.ToLower(label)
	switch {
	case strings.HasPrefix(label, typed):
		return 1
	case strings.Contains(label, typed):
		return 2
	}
	i := 0
	for k := 0; k < len(label) && i < len(typed); k++ {
		if label[k] == typed[i] {
			i++
		}
	}
	if i < len(typed) || len(typed) < 3 || label[0] != typed[0] {
		return -1
	}
	return 3
}

func (c *completer) options() protocol.ClientCompletionItemOptions {
	if t := c.Client.TextDocument; t != nil && t.Completion != nil && t.Completion.CompletionItem != nil {
		return *t.Completion.CompletionItem
	}
	return protocol.ClientCompletionItemOptions{}
}

func (c *completer) snippets() bool { return c.options().SnippetSupport }

// item returns an item as the protocol has it.
func (c *completer) item(x item, i int) protocol.CompletionItem {
	out := protocol.CompletionItem{Label: x.label, Kind: x.kind, Detail: x.detail, SortText: fmt.Sprintf("%03d", i)}
	text := cmp.Or(x.insert, x.label)
	if text != x.label {
		out.FilterText = x.label
	}
	if x.snippet {
		out.InsertTextFormat = protocol.InsertTextFormatSnippet
	}
	whole, typed := c.span()
	out.TextEdit = protocol.TextEdit{Range: c.Range(whole), NewText: text}
	if c.options().InsertReplaceSupport {
		out.TextEdit = protocol.InsertReplaceEdit{NewText: text, Insert: c.Range(typed), Replace: c.Range(whole)}
	}
	if c.options().CommitCharactersSupport {
		out.CommitCharacters = commits[x.kind]
	}
	if x.about != "" {
		out.Data = data{URI: protocol.FileURI(c.Doc.Path), About: x.about, Name: x.label}
	}
	return out
}

// commits are the characters that accept an item and follow it.
var commits = map[protocol.CompletionItemKind][]string{
	protocol.CompletionItemKindFunction: {"("}, protocol.CompletionItemKindMethod: {"("}, protocol.CompletionItemKindModule: {"."},
}
