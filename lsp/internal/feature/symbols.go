package feature

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// DocumentSymbol lists what a file has: variables with their flags, functions, tasks, what it inherits and includes.
func DocumentSymbol(r *Request, _ *protocol.DocumentSymbolParams) ([]protocol.DocumentSymbol, error) {
	out := []protocol.DocumentSymbol{}
	if !r.Doc.Metadata {
		return out, nil
	}
	of := "" // the variable of the last symbol, for flags that follow it
	for _, stmt := range r.Doc.Tree().Stmts {
		name, detail, kind := symbol(stmt)
		if !name.Known() || name.Value == "" {
			continue
		}
		s := protocol.DocumentSymbol{
			Name: name.Value, Detail: detail, Kind: kind, Range: r.Range(statementSpan(r.Doc.File, stmt)), SelectionRange: r.Range(name.Span),
		}
		if a, ok := stmt.(*bitbake.Assignment); ok && a.Flag.Known() {
			s.Name, s.SelectionRange = "["+a.Flag.Value+"]", r.Range(a.Flag.Span)
			if of == name.Value {
				parent := &out[len(out)-1]
				parent.Children = append(parent.Children, s)
				parent.Range.End = s.Range.End
				continue
			}
			s.Name = name.Value + s.Name
		}
		of = name.Value
		out = append(out, s)
	}
	return out, nil
}

// symbol returns what a statement is listed as; no name: not at all.
func symbol(stmt bitbake.Stmt) (name bitbake.Text, detail string, kind protocol.SymbolKind) {
	switch s := stmt.(type) {
	case *bitbake.Assignment:
		kind = protocol.SymbolKindVariable
		if s.Flag.Known() {
			kind = protocol.SymbolKindProperty
		}
		return s.Name, shorten(s.Value.Value), kind
	case *bitbake.Function:
		if s.Anonymous() {
			return bitbake.Text{Value: "python ()", Span: s.Header}, "", protocol.SymbolKindFunction
		}
		kind = protocol.SymbolKindFunction
		if strings.HasPrefix(s.Name.Value, "do_") {
			kind = protocol.SymbolKindMethod
		}
		return s.Name, map[bool]string{true: "python", false: "shell"}[s.Python], kind
	case *bitbake.PythonDef:
		return s.Name, "def", protocol.SymbolKindFunction
	case *bitbake.Inherit:
		return s.Classes, "inherit", protocol.SymbolKindClass
	case *bitbake.IncludeStmt:
		return s.Files, s.Verb, protocol.SymbolKindFile
	case *bitbake.AddTask:
		return s.Args, "addtask", protocol.SymbolKindEvent
	case *bitbake.DelTask:
		return s.Tasks, "deltask", protocol.SymbolKindEvent
	case *bitbake.AddHandler:
		return s.Functions, "addhandler", protocol.SymbolKindEvent
	case *bitbake.ExportFunctions:
		return s.Functions, "EXPORT_FUNCTIONS", protocol.SymbolKindInterface
	case *bitbake.Export:
		return s.Name, "export", protocol.SymbolKindVariable
	case *bitbake.Unset:
		return s.Name, "unset", protocol.SymbolKindVariable
	}
	return name, "", 0
}

// shorten returns the beginning of a value, in one line.
func shorten(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// statementSpan returns a statement's span without the line ending behind it.
func statementSpan(f *source.File, stmt bitbake.Stmt) source.Span {
	span := stmt.Span()
	text := f.Slice(span)
	span.End -= source.Pos(len(text) - len(strings.TrimRight(text, "\r\n")))
	return span
}
