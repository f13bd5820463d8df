package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// The call hierarchy is that of tasks: a task "calls" those that it waits for, of its own recipe (addtask) and of others
// ([depends]). An item's Data is the path of the document that it was asked about: there its recipe is evaluated.

// PrepareCallHierarchy returns the task at the position.
func PrepareCallHierarchy(r *Request, _ *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	t := r.Target()
	if t.Kind != Variable && t.Kind != Task && t.Kind != Command {
		return nil, nil
	}
	return r.taskItems([]string{taskName(t)})
}

// taskName is the name of a task as BitBake has it.
func taskName(t Target) string {
	if t.Kind == Task && !strings.HasPrefix(t.Name, "do_") {
		return "do_" + t.Name
	}
	return t.Name
}

// taskItems returns the items of those names that are tasks of the recipe.
func (r *Request) taskItems(names []string) ([]protocol.CallHierarchyItem, error) {
	var out []protocol.CallHierarchyItem
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		tasks := interp.Tasks(s.Data)
		for _, name := range names {
			if slices.Contains(tasks.Names, name) {
				out = append(out, r.taskItem(s, name))
			}
		}
	})
	return out, err
}

// taskItem returns the item of a task: where its function is, else the document.
func (r *Request) taskItem(s eval.Scope, name string) protocol.CallHierarchyItem {
	item := protocol.CallHierarchyItem{Name: name, Kind: protocol.SymbolKindMethod, URI: protocol.FileURI(r.Doc.Path), Data: r.Doc.Path}
	if pn, err := s.Data.Get("PN"); err == nil {
		item.Detail = pn
	}
	if loc, ok := r.Client.Location(madeAt(s, name)); ok {
		item.URI, item.Range, item.SelectionRange = loc.URI, loc.Range, loc.Range
	}
	return item
}

// madeAt returns the place of the statement that makes a variable's value.
func madeAt(s eval.Scope, name string) diag.Place {
	steps, err := s.Timeline(name)
	if err != nil {
		return diag.Place{}
	}
	for _, x := range slices.Backward(steps) {
		if x.File != nil && x.Flag == "" && x.Counts() {
			line := x.File.LineSpan(x.File.Line(x.Span.Start))
			return diag.Place{File: x.File, Span: source.Span{Start: x.Span.Start, End: max(x.Span.Start, min(x.Span.End, line.End))}}
		}
	}
	return diag.Place{}
}

// CallHierarchyOutgoing returns the tasks that a task waits for.
func CallHierarchyOutgoing(r *Request, p *protocol.CallHierarchyOutgoingCallsParams) ([]protocol.CallHierarchyOutgoingCall, error) {
	out := []protocol.CallHierarchyOutgoingCall{}
	if !r.at(p.Item.Data) {
		return out, nil
	}
	var build *snapshot.Build
	var depends string
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		build = c.Build
		for _, name := range interp.Tasks(s.Data).Parents[p.Item.Name] {
			out = append(out, protocol.CallHierarchyOutgoingCall{To: r.taskItem(s, name), FromRanges: []protocol.Range{p.Item.SelectionRange}})
		}
		depends, _ = s.Data.FlagText(p.Item.Name, "depends") // what cannot be expanded has a diagnostic
	})
	for word := range strings.FieldsSeq(depends) {
		if item, ok := otherTask(build.Wait(r), word); ok {
			out = append(out, protocol.CallHierarchyOutgoingCall{To: item, FromRanges: []protocol.Range{p.Item.SelectionRange}})
		}
	}
	return out, err
}

// otherTask returns the item of a word of [depends]: "RECIPE:do_TASK".
func otherTask(l *eval.Listing, word string) (item protocol.CallHierarchyItem, ok bool) {
	name, task, ok := strings.Cut(word, ":")
	if !ok || l == nil {
		return item, false
	}
	for _, v := range l.Variants() {
		if !v.Skipped && (v.PN == name || slices.Contains(v.Provides, name)) {
			return protocol.CallHierarchyItem{
				Name: task, Detail: v.PN, Kind: protocol.SymbolKindMethod, URI: protocol.FileURI(v.File), Data: v.File,
			}, true
		}
	}
	return item, false
}

// CallHierarchyIncoming returns the tasks of the recipe that wait for a task.
func CallHierarchyIncoming(r *Request, p *protocol.CallHierarchyIncomingCallsParams) ([]protocol.CallHierarchyIncomingCall, error) {
	out := []protocol.CallHierarchyIncomingCall{}
	if !r.at(p.Item.Data) {
		return out, nil
	}
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		tasks := interp.Tasks(s.Data)
		for _, name := range tasks.Names {
			if slices.Contains(tasks.Parents[name], p.Item.Name) {
				item := r.taskItem(s, name)
				out = append(out, protocol.CallHierarchyIncomingCall{From: item, FromRanges: []protocol.Range{item.SelectionRange}})
			}
		}
	})
	return out, err
}

// at makes the request one about the document that an item's Data names.
func (r *Request) at(data any) bool {
	path, _ := data.(string)
	if path == "" {
		return false
	}
	r.Doc = r.Document(path)
	return r.Doc != nil && r.Doc.Metadata
}
