package feature

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// HintSettings say which inlay hints to show, by kind: "inlayHints" in the editor's settings of Knead. What is not said is shown.
type HintSettings struct {
	// Expansions are what references in addresses and names of files come to, Branches what inline Python chooses, Values what a
	// variable comes to in the end, Defaults which defaults and other values do not count.
	Expansions, Branches, Values, Defaults *bool
}

func shown(setting *bool) bool { return setting == nil || *setting }

// hintData is what a hint carries to be resolved.
type hintData struct {
	URI  protocol.URI `json:"uri"`
	Name string       `json:"name"`
}

// InlayHint returns what to show in the text: what references come to, and what becomes of values.
func InlayHint(r *Request, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	if !r.Doc.Metadata {
		return nil, nil
	}
	h := &hinter{Request: r, settings: r.Client.Hints(), out: []protocol.InlayHint{}}
	span := r.Client.Mapper(r.Doc.File).Span(p.Range)
	err := r.Read(func(_ *snapshot.Context, s eval.Scope) {
		h.scope = s
		for _, stmt := range r.Doc.Tree().Stmts {
			if at := stmt.Span(); at.Start <= span.End && at.End >= span.Start && r.Err() == nil {
				h.statement(stmt)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return h.out, r.Err()
}

// ResolveInlayHint adds the whole value to a hint.
func ResolveInlayHint(r *Request, hint *protocol.InlayHint) (*protocol.InlayHint, error) {
	var d hintData
	raw, err := json.Marshal(hint.Data)
	if err != nil || json.Unmarshal(raw, &d) != nil || d.Name == "" {
		return hint, nil
	}
	if r.Doc = r.Document(d.URI.Path()); r.Doc == nil {
		return hint, nil
	}
	err = r.Read(func(_ *snapshot.Context, s eval.Scope) {
		if v, err := s.Variable(d.Name); err == nil && v.Set {
			hint.Tooltip = protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: fmt.Sprintf("```bitbake\n%s = %q\n```", d.Name, v.Value)}
		}
	})
	return hint, err
}

type hinter struct {
	*Request
	settings HintSettings
	scope    eval.Scope
	out      []protocol.InlayHint
}

func (h *hinter) statement(stmt bitbake.Stmt) {
	switch s := stmt.(type) {
	case *bitbake.Assignment:
		h.branches(s.Value)
		if s.Flag.Known() {
			return
		}
		if named := lint.Variable(s.Name.Value); isAddress(named) {
			h.expansions(s.Value)
		}
		h.outcome(s)
	case *bitbake.Inherit:
		h.branches(s.Classes)
		h.expansions(s.Classes)
	case *bitbake.IncludeStmt:
		h.branches(s.Files)
		h.expansions(s.Files)
	}
}

// isAddress reports whether a variable's references are worth showing: it has addresses, or names of files.
func isAddress(name string) bool {
	switch name {
	case "SRC_URI", "LIC_FILES_CHKSUM", "S", "B", "HOMEPAGE", "FILESEXTRAPATHS", "PV", "SRC_NAME", "UPSTREAM_CHECK_URI":
		return true
	}
	return strings.HasSuffix(name, "_URI")
}

// longHint is how long a hint may be: what is longer is not worth the place.
const longHint = 40

func (h *hinter) add(text bitbake.Text, i int, label, name string) {
	h.out = append(h.out, protocol.InlayHint{
		Position: h.Client.Mapper(h.Doc.File).Position(text.Pos(i)), Label: label, PaddingLeft: strings.HasPrefix(label, "→") || strings.HasPrefix(label, "("),
		Data: hintData{protocol.FileURI(h.Doc.Path), name},
	})
}

// expansions shows what the references of a text come to.
func (h *hinter) expansions(text bitbake.Text) {
	if !shown(h.settings.Expansions) {
		return
	}
	masked := []byte(text.Value)
	for _, code := range shell.Codes(text.Value) {
		for i := code.Start; i < code.End; i++ {
			masked[i] = ' '
		}
	}
	for i := 0; ; {
		start := strings.Index(string(masked[i:]), "${")
		if start < 0 {
			return
		}
		start += i
		end := start + strings.IndexByte(string(masked[start:]), '}')
		if end < start {
			return
		}
		i = end + 1
		name := text.Value[start+2 : end]
		if value, err := h.scope.Data.Get(name); err == nil && value != "" && len(value) <= longHint && !strings.ContainsAny(value, "\n$") {
			h.add(text, i, "="+value, name)
		}
	}
}

// choosing are the functions that choose among values.
var choosing = []string{"bb.utils.contains", "bb.utils.filter", "oe.utils.conditional", "oe.utils.ifelse", "oe.utils.vartrue", "oe.utils.any_distro_features", "oe.utils.all_distro_features", " if "}

// branches shows what inline Python of a text chooses.
func (h *hinter) branches(text bitbake.Text) {
	if !shown(h.settings.Branches) {
		return
	}
	for _, code := range shell.Codes(text.Value) {
		expression := text.Value[code.Start:code.End]
		chooses := false
		for _, f := range choosing {
			chooses = chooses || strings.Contains(expression, f)
		}
		if !chooses {
			continue
		}
		if value, err := h.scope.Data.Expand(expression, ""); err == nil && len(value) <= longHint && !strings.ContainsAny(value, "\n") {
			h.add(text, int(code.End), fmt.Sprintf("→ %q", value), "")
		}
	}
}

// outcome shows behind an assignment that it does not count, or what later statements make of the value. In a class that is
// another thing for each recipe; what stands under an override that does not hold is shown as such anyway.
func (h *hinter) outcome(a *bitbake.Assignment) {
	name := lint.Variable(a.Name.Value)
	if strings.Contains(name, "${") || !a.Value.Known() || h.Doc.Kind == bitbake.Class {
		return
	}
	steps, err := h.scope.Timeline(name)
	if err != nil {
		return
	}
	for i, x := range steps {
		if x.File == nil || x.File.Name() != h.Doc.Path || x.Span.Start < a.Span().Start || x.Span.Start >= a.Span().End {
			continue
		}
		switch {
		case !x.Counts() && x.Override == "" && shown(h.settings.Defaults):
			why, _, _ := strings.Cut(x.Why, ", at ")
			if a.Op == bitbake.Default || a.Op == bitbake.WeakDefault {
				why = "never applies: " + why
			}
			h.behind(a, "("+why+")", name)
		case x.Won && shown(h.settings.Values):
			h.final(a, name, steps[i+1:])
		}
		return
	}
}

// final shows what a variable comes to where later statements change what an assignment says.
func (h *hinter) final(a *bitbake.Assignment, name string, later []datastore.Step) {
	if _, _, _, operator := lint.Operator(a.Name.Value); operator || a.Op > bitbake.WeakDefault {
		return
	}
	n := 0
	for _, x := range later {
		if x.Won && x.Flag == "" {
			n++
		}
	}
	if raw, err := h.scope.Data.RawText(name); err != nil || n == 0 || strings.Join(strings.Fields(raw), " ") == strings.Join(strings.Fields(a.Value.Value), " ") {
		return
	}
	value, err := h.scope.Data.Get(name)
	if value = strings.Join(strings.Fields(value), " "); err == nil && len(value) <= longHint {
		h.behind(a, fmt.Sprintf("→ %q", value), name)
		return
	}
	statements := "a later statement"
	if n > 1 {
		statements = fmt.Sprintf("%d later statements", n)
	}
	h.behind(a, "(changed by "+statements+")", name)
}

// behind adds a hint behind an assignment's closing quote.
func (h *hinter) behind(a *bitbake.Assignment, label, name string) {
	h.out = append(h.out, protocol.InlayHint{
		Position: h.Client.Mapper(h.Doc.File).Position(a.Value.Span.End + 1), Label: label, PaddingLeft: true, Data: hintData{protocol.FileURI(h.Doc.Path), name},
	})
}
