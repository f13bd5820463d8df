package feature

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// isWhole reports a place where a name is put together of pieces, so that nobody can tell whether it is the one to rename:
// "NAME_${X}", "NAME_" + x, "%s_NAME".
func (r *Request) isWhole(s entity) error {
	b := r.Build(r.Doc.Path)
	if b == nil || s.kind != Variable && s.kind != Python {
		return nil
	}
	for i := range s.name {
		if s.name[i] != '_' {
			continue
		}
		front, back := s.name[:i+1], s.name[i:]
		if isTellingPiece(front) {
			if err := r.isPiece(b, s, front, isContinued); err != nil {
				return err
			}
		}
		if isTellingPiece(back) {
			if err := r.isPiece(b, s, back, isBegun); err != nil {
				return err
			}
		}
	}
	return nil
}

// isTellingPiece reports whether a piece of a name says which names are meant: "do_" may be of any task.
func isTellingPiece(piece string) bool { return len(piece) > 4 }

// isContinued reports whether a name goes on behind a piece of it: with a reference, or with what Python puts behind it.
func isContinued(before, after string) bool {
	if strings.HasPrefix(after, "${") || strings.HasPrefix(after, "%s") || strings.HasPrefix(after, "{") {
		return true
	}
	if !strings.HasPrefix(after, `"`) && !strings.HasPrefix(after, "'") {
		return false
	}
	return strings.HasSuffix(before, after[:1]) || strings.HasPrefix(strings.TrimLeft(after[1:], " "), "+")
}

// isBegun reports whether a name has something that is put in front of a piece of it.
func isBegun(before, after string) bool {
	if strings.HasSuffix(before, "%s") || strings.HasSuffix(before, "}") {
		return true
	}
	if !strings.HasSuffix(before, `"`) && !strings.HasSuffix(before, "'") {
		return false
	}
	last := len(before) - 1
	return strings.HasPrefix(after, before[last:]) || strings.HasSuffix(strings.TrimRight(before[:last], " "), "+")
}

// isPiece reports the first place where a piece of a name is put together with something.
func (r *Request) isPiece(b *snapshot.Build, s entity, piece string, together func(before, after string) bool) error {
	files, err := r.FilesWith(r, b, piece)
	if err != nil {
		return err
	}
	if formatted, err := r.FilesWith(r, b, "s"+piece); err == nil { // "%s_NAME"
		files = append(files, formatted...)
	}
	for _, p := range files {
		doc := r.Document(p)
		if doc == nil {
			continue
		}
		text := doc.Text()
		for i := 0; ; {
			k := strings.Index(text[i:], piece)
			if k < 0 {
				break
			}
			start, end := i+k, i+k+len(piece)
			line := strings.LastIndexByte(text[:start], '\n') + 1
			if together(text[:start], text[end:]) && !strings.HasPrefix(text[line:], "#") {
				at := diag.Place{File: doc.File, Span: source.Span{Start: source.Pos(start), End: source.Pos(end)}}
				return refuse(s, at, "names with "+piece+" are put together of pieces")
			}
			i = end
		}
	}
	return nil
}

// ofRecipes leaves the places of an option that the recipes have which see the document's, and those that these share it with.
func (r *Request) ofRecipes(list []occurrence) ([]occurrence, error) {
	c, err := r.context()
	if err != nil {
		return nil, err
	}
	if c.Wait(r) == nil {
		return nil, errors.New("it is not known which recipes have the option: the layers cannot be evaluated")
	}
	recipes := map[string]bool{}
	add := func(p string) (more bool) {
		for _, u := range c.Index.Users(p) {
			more = more || !recipes[u]
			recipes[u] = true
		}
		return more
	}
	seen := func(p string) bool {
		return slices.ContainsFunc(c.Index.Users(p), func(u string) bool { return recipes[u] })
	}
	for more := add(r.Doc.Path); more; {
		more = false
		for _, o := range list {
			if seen(o.doc.Path) && add(o.doc.Path) {
				more = true
			}
		}
	}
	return slices.DeleteFunc(list, func(o occurrence) bool {
		return o.doc.Path != r.Doc.Path && !seen(o.doc.Path) && !forRecipe(o, recipes)
	}), nil
}

// forRecipe reports whether a configuration sets an option of one of the recipes: PACKAGECONFIG:append:pn-NAME.
func forRecipe(o occurrence, recipes map[string]bool) bool {
	for p := range recipes {
		name, _, _ := strings.Cut(strings.TrimSuffix(path.Base(p), ".bb"), "_")
		if slices.Contains(strings.Split(o.target.Of, ":"), "pn-"+name) || slices.Contains(strings.Split(o.target.Key, ":"), "pn-"+name) {
			return true
		}
	}
	return false
}
