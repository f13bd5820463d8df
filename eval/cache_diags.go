package eval

import (
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// What was said of a recipe file is kept with its result, so that it is said again. The texts that it points into are kept with
// it: most files have no warning.

type keptDiag struct {
	Code            string
	Severity        diag.Severity
	Message, Detail string
	Place           keptPlace
	Related         []keptRelated
	Fixes           []keptFix
}

type keptPlace struct {
	File int // in KeptDiags.Files, from 1; 0 is none
	Span source.Span
}

type keptRelated struct {
	Place   keptPlace
	Message string
}

type keptFix struct {
	Title string
	Edits []keptRelated // the texts are those to put in
}

type keptFile struct{ Name, Text string }

// KeptDiags are diagnostics as they are kept in a cache, with the texts that they point into. gob can encode them.
type KeptDiags struct {
	Files []keptFile
	List  []keptDiag
}

// KeepDiags makes diagnostics into what is kept of them.
func KeepDiags(list []*diag.Diagnostic) *KeptDiags {
	if len(list) == 0 {
		return nil
	}
	out := &KeptDiags{}
	files := map[*source.File]int{}
	place := func(p diag.Place) keptPlace {
		if p.File == nil {
			return keptPlace{}
		}
		if files[p.File] == 0 {
			out.Files = append(out.Files, keptFile{p.File.Name(), p.File.Text()})
			files[p.File] = len(out.Files)
		}
		return keptPlace{files[p.File], p.Span}
	}
	for _, d := range list {
		k := keptDiag{Code: d.Code.ID, Severity: d.Severity, Message: d.Message, Detail: d.Detail, Place: place(d.Place)}
		for _, r := range d.Related {
			k.Related = append(k.Related, keptRelated{place(r.Place), r.Message})
		}
		for _, f := range d.Fixes {
			fix := keptFix{Title: f.Title}
			for _, e := range f.Edits {
				fix.Edits = append(fix.Edits, keptRelated{place(e.Place), e.Text})
			}
			k.Fixes = append(k.Fixes, fix)
		}
		out.List = append(out.List, k)
	}
	return out
}

// Diagnostics returns what was kept. code finds codes by their ids, as diag.Lookup does. ok is false where what was kept makes no sense
// to this program.
func (k *KeptDiags) Diagnostics(code func(id string) *diag.Code) (out []*diag.Diagnostic, ok bool) {
	if k == nil {
		return nil, true
	}
	files := make([]*source.File, len(k.Files)+1)
	for i, f := range k.Files {
		files[i+1] = source.NewFile(f.Name, f.Text)
	}
	ok = true
	place := func(p keptPlace) diag.Place {
		if p.File < 0 || p.File >= len(files) {
			ok = false
			return diag.Place{}
		}
		return diag.Place{File: files[p.File], Span: p.Span}
	}
	for _, d := range k.List {
		n := &diag.Diagnostic{Code: code(d.Code), Severity: d.Severity, Message: d.Message, Detail: d.Detail, Place: place(d.Place)}
		ok = ok && n.Code != nil
		for _, r := range d.Related {
			n.Related = append(n.Related, diag.Related{Place: place(r.Place), Message: r.Message})
		}
		for _, f := range d.Fixes {
			fix := diag.Fix{Title: f.Title}
			for _, e := range f.Edits {
				fix.Edits = append(fix.Edits, diag.Edit{Place: place(e.Place), Text: e.Message})
			}
			n.Fixes = append(n.Fixes, fix)
		}
		out = append(out, n)
	}
	return out, ok
}
