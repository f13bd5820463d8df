package feature

import (
	"cmp"
	"maps"
	"slices"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// edits collects changes of several files.
type edits struct {
	request *Request
	docs    map[string]*snapshot.Document
	texts   map[string][]protocol.TextEdit
	renames []protocol.RenameFile
	created map[string]string // files that are made, with their texts
	snippet string            // what is inserted in place of the one text, by a client that takes snippets
}

func newEdits(r *Request) *edits {
	return &edits{request: r, docs: map[string]*snapshot.Document{}, texts: map[string][]protocol.TextEdit{}}
}

// replace replaces an occurrence by a text.
func (e *edits) replace(o occurrence, text string) { e.add(o.doc, o.span, text) }

func (e *edits) add(doc *snapshot.Document, span source.Span, text string) {
	edit := protocol.TextEdit{Range: e.request.Client.Mapper(doc.File).Range(span), NewText: text}
	if !slices.Contains(e.texts[doc.Path], edit) {
		e.docs[doc.Path], e.texts[doc.Path] = doc, append(e.texts[doc.Path], edit)
	}
}

// renameFile renames a file.
func (e *edits) renameFile(from, to string) {
	e.renames = append(e.renames, protocol.RenameFile{Kind: "rename", OldURI: protocol.FileURI(from), NewURI: protocol.FileURI(to)})
}

// createFile makes a file with a text.
func (e *edits) createFile(p, text string) {
	if e.created == nil {
		e.created = map[string]string{}
	}
	e.created[p] = text
}

// creations are the changes that make files.
func (e *edits) creations() []any {
	var out []any
	for _, p := range slices.Sorted(maps.Keys(e.created)) {
		out = append(out, protocol.CreateFile{Kind: "create", URI: protocol.FileURI(p), Options: &protocol.CreateFileOptions{IgnoreIfExists: true}})
		if text := e.created[p]; text != "" {
			id := protocol.OptionalVersionedTextDocumentIdentifier{URI: protocol.FileURI(p)}
			out = append(out, protocol.TextDocumentEdit{TextDocument: id, Edits: []any{protocol.TextEdit{NewText: text}}})
		}
	}
	return out
}

// result returns the changes in the form that the client knows; nil where there are none.
func (e *edits) result() *protocol.WorkspaceEdit {
	if len(e.texts) == 0 && len(e.renames) == 0 && len(e.created) == 0 {
		return nil
	}
	for _, list := range e.texts {
		slices.SortFunc(list, func(a, b protocol.TextEdit) int {
			x, y := a.Range.Start, b.Range.Start
			return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Character, y.Character))
		})
	}
	out := &protocol.WorkspaceEdit{}
	if !e.request.Client.documentChanges() {
		out.Changes = map[string][]protocol.TextEdit{}
		for p, list := range e.texts {
			out.Changes[string(protocol.FileURI(p))] = list
		}
		return out
	}
	out.DocumentChanges = e.creations()
	for _, p := range slices.Sorted(maps.Keys(e.texts)) {
		id := protocol.OptionalVersionedTextDocumentIdentifier{URI: protocol.FileURI(p)}
		if doc := e.docs[p]; doc.Open {
			id.Version = &doc.Version
		}
		change := protocol.TextDocumentEdit{TextDocument: id}
		for _, x := range e.texts[p] {
			if e.snippet != "" {
				change.Edits = append(change.Edits, protocol.SnippetTextEdit{Range: x.Range, Snippet: protocol.StringValue{Kind: "snippet", Value: e.snippet}})
				continue
			}
			change.Edits = append(change.Edits, x)
		}
		out.DocumentChanges = append(out.DocumentChanges, change)
	}
	for _, x := range e.renames {
		out.DocumentChanges = append(out.DocumentChanges, x)
	}
	return out
}

// documentChanges reports whether the client takes changes with the versions of documents.
func (c *Client) documentChanges() bool {
	return c.Workspace != nil && c.Workspace.WorkspaceEdit != nil && c.Workspace.WorkspaceEdit.DocumentChanges
}

// renamesFiles reports whether the client renames files.
func (c *Client) renamesFiles() bool {
	return c.documentChanges() && slices.Contains(c.Workspace.WorkspaceEdit.ResourceOperations, protocol.ResourceOperationKindRename)
}
