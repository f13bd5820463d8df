package feature

import (
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// webAddress finds addresses that a browser opens.
var webAddress = regexp.MustCompile(`\bhttps?://[^\s"'<>\\{}$;]+[^\s"'<>\\{}$;.,:)\]]`)

// linker collects the links of a document.
type linker struct {
	*Request
	context *snapshot.Context
	scope   eval.Scope
	out     []protocol.DocumentLink
}

// DocumentLink returns what the document names that can be opened: files that it includes and inherits, files of SRC_URI, pages. Where
// nothing can be evaluated, only pages without references are known.
func DocumentLink(r *Request, _ *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	l := &linker{Request: r, out: []protocol.DocumentLink{}}
	if !r.Doc.Metadata {
		l.pages(source.Span{End: r.Doc.Len()})
		return l.out, nil
	}
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		l.context, l.scope = c, s
		l.statements()
	})
	if err != nil && r.Err() == nil {
		l.statements()
	}
	return l.out, r.Err()
}

func (l *linker) statements() {
	for _, s := range l.Doc.Tree().Stmts {
		switch s := s.(type) {
		case *bitbake.Blank:
		case *bitbake.Inherit:
			l.words(s.Classes, func(w string) string { return l.classFile(l.context, l.scope, w) })
		case *bitbake.IncludeStmt:
			l.words(s.Files, func(w string) string {
				if found := l.included(l.context, l.scope, w, isIncludeAll(s)); len(found) > 0 {
					return found[0]
				}
				return ""
			})
		case *bitbake.Assignment:
			l.assignment(s)
		default:
			l.pages(s.Span())
		}
	}
}

// words links each word of a text to the file that it means.
func (l *linker) words(text bitbake.Text, file func(string) string) {
	if l.context == nil {
		return
	}
	for _, w := range lint.Words(text) {
		for _, name := range expanded(l.scope, w.Value) {
			if p := file(name); p != "" && l.View().Exists(p) {
				l.link(w.Span, protocol.FileURI(p))
				break
			}
		}
	}
}

// assignment links what a value fetches, and the pages that it names.
func (l *linker) assignment(s *bitbake.Assignment) {
	if s.Flag.Known() || MeaningOf(lint.Variable(s.Name.Value)) != Source {
		for _, w := range lint.Words(s.Value) {
			if address := l.page(w.Value); address != "" {
				l.link(w.Span, protocol.URI(address))
			}
		}
		return
	}
	l.words(s.Value, func(item string) string {
		if path := sourcePath(item); path != "" {
			folders, err := l.scope.Data.Get("FILESPATH")
			if found := inFolders(l.View(), strings.Split(folders, ":"), path); err == nil && len(found) > 0 {
				return fsys.Clean(found[0])
			}
		}
		return ""
	})
	for _, w := range lint.Words(s.Value) {
		item, params, _ := strings.Cut(w.Value, ";")
		if rest, ok := strings.CutPrefix(item, "git://"); ok && strings.Contains(params, "protocol=https") {
			item = "https://" + rest
		}
		if address := l.page(item); address != "" {
			l.link(source.Span{Start: w.Span.Start, End: w.Pos(len(strings.Split(w.Value, ";")[0]))}, protocol.URI(address))
		}
	}
}

// page returns the address of a page that a word is, its references expanded; "" for others.
func (l *linker) page(word string) string {
	if strings.Contains(word, "${") {
		words := []string{}
		if l.context != nil {
			words = expanded(l.scope, word)
		}
		if len(words) != 1 {
			return ""
		}
		word = words[0]
	}
	return webAddress.FindString(word)
}

// pages links the addresses in a piece of the document.
func (l *linker) pages(span source.Span) {
	for _, m := range webAddress.FindAllStringIndex(l.Doc.Slice(span), -1) {
		at := spanAt(m[0], m[1]-m[0]).Shift(span.Start)
		l.link(at, protocol.URI(l.Doc.Slice(at)))
	}
}

func (l *linker) link(span source.Span, target protocol.URI) {
	l.out = append(l.out, protocol.DocumentLink{Range: l.Range(span), Target: target})
}
