package feature

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// occurrence is a place where an entity stands.
type occurrence struct {
	doc    *snapshot.Document
	target Target
	span   source.Span
	write  bool // it is changed there, or made
	shell  bool // it is a word of shell code that only may mean the entity
}

func (o occurrence) place() diag.Place { return diag.Place{File: o.doc.File, Span: o.span} }

// occurrences returns where an entity stands in all layers of the document's build, by path and position; in the document alone
// where it belongs to no build.
func (r *Request) occurrences(s entity) ([]occurrence, error) {
	b := r.Build(r.Doc.Path)
	if b == nil {
		return certain(r.occurrencesIn(r.Doc, s)), nil
	}
	var files []string
	for _, w := range s.words() {
		found, err := r.FilesWith(r, b, w)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	files = slices.Compact(files)
	parts := make([][]occurrence, len(files))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				if doc := r.Document(files[i]); doc != nil {
					parts[i] = r.occurrencesIn(doc, s)
				}
			}
		})
	}
	for i := range files {
		if r.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	group.Wait()
	return certain(slices.Concat(parts...)), r.Err()
}

// occurrencesIn returns where an entity stands in a document.
func (r *Request) occurrencesIn(doc *snapshot.Document, s entity) (out []occurrence) {
	in := *r
	in.Doc = doc
	text := doc.Text()
	for k, word := range s.words() {
		for at := range matches(text, word) {
			if k == 1 && !afterTask(text, at) {
				continue
			}
			in.Pos = source.Pos(at)
			t, shell := in.Target(), false
			if t.Kind == None || t.Kind == Word {
				t = s.mentioned(doc, t, spanAt(at, len(word)))
				f, ok := t.Stmt.(*bitbake.Function)
				shell = ok && s.kind == Variable && !isPython(f)
			}
			if span := s.spanOf(t); s.means(t) && span.Contains(in.Pos) && span.End > span.Start {
				out = append(out, occurrence{doc, t, span, isWrite(doc, t), shell})
			}
		}
	}
	slices.SortFunc(out, func(a, b occurrence) int { return int(a.span.Start) - int(b.span.Start) })
	return slices.CompactFunc(out, func(a, b occurrence) bool { return a.span == b.span })
}

// matches goes over where a word stands in a text by itself.
func matches(text, word string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; word != ""; {
			k := strings.Index(text[i:], word)
			if k < 0 {
				return
			}
			start, end := i+k, i+k+len(word)
			whole := (start == 0 || !isIdentifierByte(text[start-1])) && (end == len(text) || !isIdentifierByte(text[end]))
			if whole && !yield(start) {
				return
			}
			i = end
		}
	}
}

func isIdentifierByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// afterTask reports whether the line speaks of tasks before a place: addtask, deltask, task-NAME.
func afterTask(text string, at int) bool {
	line := strings.LastIndexByte(text[:at], '\n') + 1
	for line > 1 && text[line-2] == '\\' { // it continues the one before
		line = strings.LastIndexByte(text[:line-1], '\n') + 1
	}
	return strings.Contains(text[line:at], "task")
}

// isWrite reports whether a target is changed where it stands.
func isWrite(doc *snapshot.Document, t Target) bool {
	named := func(name bitbake.Text) bool { return name.Known() && name.Span.Start == t.Span.Start }
	switch s := t.Stmt.(type) {
	case *bitbake.Assignment:
		if named(s.Name) && !s.Flag.Known() || named(s.Flag) {
			return true
		}
	case *bitbake.Function:
		if named(s.Name) {
			return true
		}
	case *bitbake.Unset:
		return named(s.Name) && !s.Flag.Known() || named(s.Flag)
	case *bitbake.PythonDef:
		if named(s.Name) {
			return true
		}
	}
	if t.Kind == Python {
		before := doc.Text()[:t.Span.Start]
		return strings.HasSuffix(strings.TrimRight(before, " "), "def")
	}
	return t.Kind == Variable && changes(doc.Text()[:t.Span.Start])
}

// changes reports whether a text ends as the call of a function that changes the variable that is named next.
func changes(before string) bool {
	before = strings.TrimRight(before, `"' `)
	before, ok := strings.CutSuffix(before, "(")
	if !ok {
		return false
	}
	name := before[strings.LastIndexFunc(before, func(c rune) bool { return c == '.' || c == ' ' || c == '\n' })+1:]
	return slices.Contains([]string{"setVar", "appendVar", "prependVar", "delVar", "renameVar"}, name)
}

// readers returns the recipes that read a file; all is true for those that all recipes read, and where it is not known.
func (r *Request) readers(c *snapshot.Context, p string) (recipes []string, all bool) {
	if c.Index.Listing() == nil || c.Workspace.Record.Has(fsys.LookRead, p) {
		return nil, true
	}
	return c.Index.Users(p), false
}

// local leaves those occurrences that the document's recipes see: where only recipes, appends and included files give a name a
// value, the same name in other recipes is another one.
func (r *Request) local(list []occurrence) []occurrence {
	c, err := r.context()
	if err != nil || c.Wait(r) == nil {
		return list
	}
	for _, o := range list {
		if o.write && !isOwn(o.doc) {
			return list
		}
	}
	ours, all := r.readers(c, r.Doc.Path)
	if all || len(ours) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(o occurrence) bool {
		theirs, all := r.readers(c, o.doc.Path)
		return !all && o.doc.Path != r.Doc.Path && !slices.ContainsFunc(theirs, func(p string) bool { _, ok := slices.BinarySearch(ours, p); return ok })
	})
}

// isOwn reports whether a document is a recipe's own: no class and no configuration, which give names a meaning for others.
func isOwn(d *snapshot.Document) bool {
	return d.Metadata && (d.Kind == bitbake.Recipe || d.Kind == bitbake.Append || d.Kind == bitbake.Include)
}
