package feature

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// FixAll is the kind of the action that makes all fixes of a document that change no value.
const FixAll protocol.CodeActionKind = "source.fixAll.knead"

// actions collects code actions.
type actions struct {
	*Request
	params *protocol.CodeActionParams
	span   source.Span
	found  *snapshot.Diagnosis
	out    []protocol.CodeAction
}

// CodeAction returns what can be done about what is found in a range: the findings' fixes, what makes a file that is missing,
// comments that suppress them, and all fixes of the document.
func CodeAction(r *Request, p *protocol.CodeActionParams) ([]protocol.CodeAction, error) {
	a := &actions{Request: r, params: p, span: r.Client.Mapper(r.Doc.File).Span(p.Range), out: []protocol.CodeAction{}}
	var err error
	if a.found, err = r.Snapshot.Diagnose(r, r.Doc); err != nil {
		return nil, err
	}
	if a.wants(protocol.CodeActionKindQuickFix) {
		var here []*lint.Finding
		for _, f := range a.found.Findings {
			if f.Span.Start <= a.span.End && a.span.Start <= f.Span.End {
				here = append(here, f)
			}
		}
		for _, add := range []func(*lint.Finding){a.fixes, a.newSyntax, a.missingFile, a.checksum, a.alike, a.suppress} {
			for _, f := range here {
				add(f)
			}
		}
	}
	if a.wants(protocol.CodeActionKindRefactor) {
		a.newAppends()
	}
	if a.wants(FixAll) && r.Doc.Metadata && (len(p.Context.Only) > 0 || r.Client.resolves("edit")) {
		a.lazy(protocol.CodeAction{Title: "Fix all that can be fixed without changing a value", Kind: FixAll}, lazyAction{Do: doFixAll})
	}
	return a.out, nil
}

// wants reports whether the client asks for a kind of actions.
func (a *actions) wants(kind protocol.CodeActionKind) bool {
	only := a.params.Context.Only
	return len(only) == 0 || slices.ContainsFunc(only, func(k protocol.CodeActionKind) bool {
		return k == kind || strings.HasPrefix(string(kind), string(k)+".") || k == ""
	})
}

// about adds an action about a finding, unless it changes nothing.
func (a *actions) about(f *lint.Finding, title string, e *edits) *protocol.CodeAction {
	edit := e.result()
	if edit == nil {
		return nil
	}
	a.out = append(a.out, protocol.CodeAction{
		Title: title, Kind: protocol.CodeActionKindQuickFix, Edit: edit, Diagnostics: []protocol.Diagnostic{a.Client.Diagnostic(f.Diagnostic)},
	})
	return &a.out[len(a.out)-1]
}

// fixes adds a finding's own fixes.
func (a *actions) fixes(f *lint.Finding) {
	for _, x := range f.Fixes {
		if action := a.about(f, sentence(x.Title)+": "+f.Message, a.editsOf(x.Edits)); action != nil {
			action.IsPreferred = len(f.Fixes) == 1
		}
	}
}

// editsOf returns a fix's changes; none where a file is another one now than the finding is about.
func (r *Request) editsOf(list []diag.Edit) *edits {
	e := newEdits(r)
	for _, x := range list {
		doc := r.Document(path.Clean(x.File.Name()))
		if doc == nil || doc.Text() != x.File.Text() {
			return newEdits(r)
		}
		e.add(doc, x.Span, fix.LineEnds(x.Text, doc.Text()))
	}
	return e
}

// alike adds the fixes of all findings of a rule in the document, where there are several.
func (a *actions) alike(f *lint.Finding) {
	title := fmt.Sprintf("Fix all of %s in this file", f.Code.ID)
	if slices.ContainsFunc(a.out, func(x protocol.CodeAction) bool { return x.Title == title }) {
		return
	}
	var all []diag.Edit
	n := 0
	for _, x := range a.found.Findings {
		if x.Code == f.Code && len(x.Fixes) > 0 && !slices.ContainsFunc(x.Fixes[0].Edits, func(e diag.Edit) bool { return overlaps(all, e) }) {
			all = append(all, x.Fixes[0].Edits...)
			n++
		}
	}
	if n > 1 {
		a.about(f, title, a.editsOf(all))
	}
}

// overlaps reports whether an edit gets in the way of others.
func overlaps(list []diag.Edit, e diag.Edit) bool {
	return slices.ContainsFunc(list, func(x diag.Edit) bool {
		return x.File.Name() == e.File.Name() && x.Span.Start <= e.Span.End && e.Span.Start <= x.Span.End
	})
}

// suppress adds comments that suppress a rule's findings. They stand before the statement, as a comment in a function is part of it.
func (a *actions) suppress(f *lint.Finding) {
	if !f.Ours() || f.Rule.Comments || !a.Doc.Metadata {
		return
	}
	if s := lint.StatementAt(a.Doc.Tree(), f.Span.Start); s != nil && f.Span != (source.Span{}) {
		a.comment(f, "Suppress "+f.Code.ID+" here, with a reason", s.Span().Start, "ignore")
	}
	a.comment(f, "Suppress "+f.Code.ID+" in this file, with a reason", 0, "ignore-file")
}

func (a *actions) comment(f *lint.Finding, title string, at source.Pos, verb string) {
	if slices.ContainsFunc(a.out, func(x protocol.CodeAction) bool { return x.Title == title }) {
		return
	}
	e := newEdits(a.Request)
	e.add(a.Doc, source.At(at), fix.LineEnds(fmt.Sprintf("# knead: %s[%s] reason\n", verb, f.Code.ID), a.Doc.Text()))
	if w := a.Client.Workspace; w != nil && w.WorkspaceEdit != nil && w.WorkspaceEdit.SnippetEditSupport {
		e.snippet = fix.LineEnds(fmt.Sprintf("# knead: %s[%s] ${1:reason}\n", verb, f.Code.ID), a.Doc.Text())
	}
	a.about(f, title, e)
}

// sentence begins a text with a capital letter.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
