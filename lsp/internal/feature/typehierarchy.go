package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// The type hierarchy is that of files: a file's supertypes are what it inherits and includes, its subtypes the recipes that read it.
// An item's Data is its path, and behind a line feed that of the document that it was asked about.

// PrepareTypeHierarchy returns the file that the class or the include at the position means, elsewhere the document.
func PrepareTypeHierarchy(r *Request, _ *protocol.TypeHierarchyPrepareParams) ([]protocol.TypeHierarchyItem, error) {
	if !r.Doc.Metadata {
		return nil, nil
	}
	t := r.Target()
	if t.Kind != Class && t.Kind != Include {
		return []protocol.TypeHierarchyItem{r.fileItem(r.Doc.Path)}, nil
	}
	var out []protocol.TypeHierarchyItem
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		for _, p := range meantFiles(c, s, t.Kind == Class, t.Name) {
			out = append(out, r.fileItem(p))
		}
	})
	return out, err
}

func (r *Request) fileItem(p string) protocol.TypeHierarchyItem {
	item := protocol.TypeHierarchyItem{Name: path.Base(p), Kind: protocol.SymbolKindFile, URI: protocol.FileURI(p), Data: p + "\n" + r.Doc.Path}
	if path.Ext(p) == ".bbclass" {
		item.Name, item.Kind = strings.TrimSuffix(item.Name, ".bbclass"), protocol.SymbolKindClass
	}
	if d := r.Document(p); d != nil {
		item.Range = r.Client.Mapper(d.File).Range(source.Span{End: d.Len()})
	}
	return item
}

// meantFiles returns the files, of those that an evaluation read, that the words of an inherit or include line mean.
func meantFiles(c *snapshot.Context, s eval.Scope, class bool, words string) []string {
	expanded, err := s.Data.Expand(words, "")
	if err != nil {
		return nil
	}
	read, _ := s.Data.RawHard("BBINCLUDED").(string) // and where it was looked for in vain
	view := c.View()
	var out []string
	for word := range strings.FieldsSeq(expanded) {
		if class && !strings.HasSuffix(word, ".bbclass") {
			word += ".bbclass"
		}
		for p := range strings.FieldsSeq(read) {
			if (p == word || strings.HasSuffix(p, "/"+word)) && !slices.Contains(out, p) && view.IsFile(p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// TypeHierarchySupertypes returns the files that a file inherits and includes.
func TypeHierarchySupertypes(r *Request, p *protocol.TypeHierarchySupertypesParams) ([]protocol.TypeHierarchyItem, error) {
	out := []protocol.TypeHierarchyItem{}
	file, asked, ok := hierarchyData(p.Item.Data)
	d := r.Document(file)
	if !ok || d == nil || !d.Metadata || !r.at(asked) {
		return out, nil
	}
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		for _, stmt := range d.Tree().Stmts {
			var files []string
			switch x := stmt.(type) {
			case *bitbake.Inherit:
				files = meantFiles(c, s, true, x.Classes.Value)
			case *bitbake.IncludeStmt:
				files = meantFiles(c, s, false, x.Files.Value)
			}
			for _, f := range files {
				out = append(out, r.fileItem(f))
			}
		}
	})
	return out, err
}

// TypeHierarchySubtypes returns the recipes that read a file.
func TypeHierarchySubtypes(r *Request, p *protocol.TypeHierarchySubtypesParams) ([]protocol.TypeHierarchyItem, error) {
	out := []protocol.TypeHierarchyItem{}
	file, asked, ok := hierarchyData(p.Item.Data)
	if !ok || !r.at(asked) {
		return out, nil
	}
	if b := r.Build(asked); b != nil && b.Wait(r) != nil {
		for _, user := range b.Index.Users(file) {
			if user != file {
				out = append(out, r.fileItem(user))
			}
		}
	}
	return out, nil
}

func hierarchyData(data any) (file, asked string, ok bool) {
	s, _ := data.(string)
	return strings.Cut(s, "\n")
}
