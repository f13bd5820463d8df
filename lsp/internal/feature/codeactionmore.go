package feature

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// The rules that have actions which are no edits of metadata alone.
const (
	fileNotFound = "src-uri-file-not-found"
	noChecksum   = "src-uri-checksum"
)

var oldOperator = regexp.MustCompile(`^([^_].*?)_(append|prepend|remove)(?:_(.+))?$`)

// newSyntax writes a name with the operator and overrides of the release's syntax.
func (a *actions) newSyntax(f *lint.Finding) {
	s, ok := lint.StatementAt(a.Doc.Tree(), f.Span.Start).(*bitbake.Assignment)
	if f.Code != interp.CodeOldSyntax || !ok {
		return
	}
	m := oldOperator.FindStringSubmatch(s.Name.Value)
	if m == nil {
		return
	}
	name := m[1] + ":" + m[2]
	if m[3] != "" {
		name += ":" + m[3]
	}
	e := newEdits(a.Request)
	e.add(a.Doc, s.Name.Span, name)
	if action := a.about(f, "Write "+name, e); action != nil {
		action.IsPreferred = true
	}
}

// missingFile makes a file of SRC_URI, beside those that there are.
func (a *actions) missingFile(f *lint.Finding) {
	name, ok := strings.CutPrefix(a.Doc.Slice(f.Span), "file://")
	name, _, _ = strings.Cut(name, ";")
	if f.Code.ID != fileNotFound || !ok || !a.Client.createsFiles() || strings.Contains(name, "${") || path.IsAbs(name) {
		return
	}
	folder := path.Join(path.Dir(a.Doc.Path), "files")
	for line := range strings.Lines(f.Detail) { // the folders that there are, the most special first
		if dir := strings.TrimSpace(line); path.IsAbs(dir) && path.Dir(dir) == path.Dir(a.Doc.Path) {
			folder = dir
		}
	}
	e := newEdits(a.Request)
	e.createFile(path.Join(folder, name), "")
	a.about(f, "Create "+path.Join(path.Base(folder), name), e)
}

// checksum adds a checksum of an archive that has been downloaded.
func (a *actions) checksum(f *lint.Finding) {
	if f.Code.ID != noChecksum || !strings.HasSuffix(f.Sub, "sha256sum") {
		return
	}
	archive := ""
	_ = a.Read(func(c *snapshot.Context, s eval.Scope) { // where nothing can be evaluated, there is no such finding
		item, err := s.Data.Expand(a.Doc.Slice(f.Span), "")
		dir, err2 := s.Data.Get("DL_DIR")
		if err != nil || err2 != nil || dir == "" {
			return
		}
		address, params, _ := strings.Cut(item, ";")
		name := path.Base(address)
		for _, x := range strings.Split(params, ";") {
			if v, ok := strings.CutPrefix(x, "downloadfilename="); ok {
				name = v
			}
		}
		if file := path.Join(dir, name); c.View().IsFile(file) {
			archive = file
		}
	})
	if archive == "" {
		return
	}
	a.lazy(protocol.CodeAction{
		Title: "Add the checksum of " + path.Base(archive), Kind: protocol.CodeActionKindQuickFix, IsPreferred: true,
		Diagnostics: []protocol.Diagnostic{a.Client.Diagnostic(f.Diagnostic)},
	}, lazyAction{Do: doChecksum, File: archive, Flag: f.Sub, At: lint.StatementAt(a.Doc.Tree(), f.Span.Start).Span().End})
}

// newAppends makes an append for the recipe, in each layer that has none and looks for one. They are offered at the recipe's beginning.
func (a *actions) newAppends() {
	if a.Doc.Kind != bitbake.Recipe || !a.Doc.Metadata || !a.Client.createsFiles() || a.Doc.Line(a.span.Start) != 1 {
		return
	}
	c, err := a.Snapshot.Context(a.Request, a.Doc)
	if err != nil || c.Recipe == nil {
		return
	}
	patterns := ""
	if v, err := c.Workspace.Variable("", "BBFILES"); err == nil {
		patterns = v.Value
	}
	own := ""
	for _, l := range c.Workspace.Layers {
		if dir := path.Clean(l.Dir); strings.HasPrefix(a.Doc.Path, dir+"/") {
			own = dir
		}
	}
	name, _, _ := strings.Cut(strings.TrimSuffix(path.Base(a.Doc.Path), ".bb"), "_")
	for _, l := range c.Workspace.Layers {
		dir := path.Clean(l.Dir)
		file := dir + path.Dir(strings.TrimPrefix(a.Doc.Path, own)) + "/" + name + "_%.bbappend"
		there := slices.ContainsFunc(c.Recipe.Appends, func(p string) bool { return strings.HasPrefix(path.Clean(p), dir+"/") })
		if dir == own || own == "" || there || !slices.ContainsFunc(strings.Fields(patterns), func(p string) bool {
			ok, err := path.Match(path.Clean(p), file)
			return ok && err == nil
		}) {
			continue
		}
		e := newEdits(a.Request)
		e.createFile(file, "FILESEXTRAPATHS:prepend := \"${THISDIR}/files:\"\n")
		a.out = append(a.out, protocol.CodeAction{
			Title: "Create an append of " + name + " in " + path.Base(dir), Kind: protocol.CodeActionKindRefactor, Edit: e.result(),
		})
	}
}

// createsFiles reports whether the client makes files.
func (c *Client) createsFiles() bool {
	return c.documentChanges() && slices.Contains(c.Workspace.WorkspaceEdit.ResourceOperations, protocol.ResourceOperationKindCreate)
}
