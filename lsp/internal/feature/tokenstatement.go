package feature

import (
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// statement paints a statement.
func (p *painter) statement(stmt bitbake.Stmt, inactive func(name string) bool) {
	switch s := stmt.(type) {
	case *bitbake.Comment:
		p.paint(s.Span(), tokComment, 0)
	case *bitbake.Assignment:
		p.assignment(s, inactive)
	case *bitbake.Function:
		p.function(s, inactive)
	case *bitbake.PythonDef:
		p.python("", s.Text)
		p.paint(s.Name.Span, tokFunction, modDefinition)
	case *bitbake.Inherit:
		p.directive(s, s.Classes, tokClass)
	case *bitbake.IncludeStmt:
		p.directive(s, s.Files, tokFile)
	case *bitbake.AddTask:
		p.directive(s, s.Args, tokFunction)
		p.words(s.Args, func(word string) (tokenType, bool) { return tokKeyword, word == "before" || word == "after" })
	case *bitbake.DelTask:
		p.directive(s, s.Tasks, tokFunction)
	case *bitbake.AddHandler:
		p.directive(s, s.Functions, tokFunction)
	case *bitbake.ExportFunctions:
		p.directive(s, s.Functions, tokFunction)
	case *bitbake.Export:
		p.directive(s, s.Name, tokVariable)
	case *bitbake.Unset:
		p.directive(s, s.Name, tokVariable)
		p.paint(s.Flag.Span, tokFlag, 0)
	case *bitbake.AddPylib:
		p.directive(s, s.Dir, tokFile)
		p.words(s.Namespace, func(string) (tokenType, bool) { return tokFile, true })
	case *bitbake.AddFragments:
		p.directive(s, s.Prefix, tokFile)
	}
}

// directive paints a line that begins with a keyword.
func (p *painter) directive(stmt bitbake.Stmt, args bitbake.Text, typ tokenType) {
	text := p.doc.Slice(stmt.Span())
	p.paint(source.Span{Start: stmt.Span().Start, End: stmt.Span().Start + source.Pos(len(text)-len(strings.TrimLeft(text, letters)))}, tokKeyword, 0)
	p.words(args, func(string) (tokenType, bool) { return typ, true })
	p.references(args)
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

// words paints the words of a text that paint wants.
func (p *painter) words(t bitbake.Text, paint func(word string) (tokenType, bool)) {
	for i := 0; i < len(t.Value); {
		if strings.IndexByte(" \t\n", t.Value[i]) >= 0 {
			i++
			continue
		}
		j := i
		for j < len(t.Value) && strings.IndexByte(" \t\n", t.Value[j]) < 0 {
			j++
		}
		if typ, ok := paint(t.Value[i:j]); ok {
			p.text(t, i, j, typ, 0)
		}
		i = j
	}
}

func (p *painter) assignment(s *bitbake.Assignment, inactive func(string) bool) {
	mods := modDefinition
	if s.Op >= bitbake.AppendOp || strings.Contains(s.Name.Value, ":append") || strings.Contains(s.Name.Value, ":prepend") || strings.Contains(s.Name.Value, ":remove") {
		mods = modModification
	}
	if inactive(s.Name.Value) {
		mods |= modInactive
	}
	if s.Export {
		p.paint(source.Span{Start: s.Span().Start, End: s.Span().Start + source.Pos(len("export"))}, tokKeyword, 0)
	}
	p.name(s.Name, tokVariable, mods)
	p.paint(s.Flag.Span, tokFlag, mods)
	p.paint(s.OpSpan, tokOperator, 0)
	value := s.Value.Span
	if s.Quote != 0 {
		value = source.Span{Start: value.Start - 1, End: value.End + 1}
	}
	p.paint(value, tokString, mods&modInactive)
	if mods&modInactive == 0 {
		p.references(s.Value)
	}
}

// name paints a variable's or function's name with its overrides.
func (p *painter) name(name bitbake.Text, typ tokenType, mods uint32) {
	i := len(lint.Variable(name.Value))
	p.text(name, 0, i, typ, mods)
	for i < len(name.Value) {
		i++ // the colon
		end := i + strings.IndexByte(name.Value[i:]+":", ':')
		part := tokOverride
		switch name.Value[i:end] {
		case "append", "prepend", "remove":
			part = tokModifier
		}
		p.text(name, i, end, part, mods&modInactive)
		i = end
	}
	p.references(name)
}

func (p *painter) function(s *bitbake.Function, inactive func(string) bool) {
	head := p.doc.Slice(s.Header)
	for _, word := range []string{"python", "fakeroot"} {
		if i := strings.Index(head, word); i >= 0 && (!s.Name.Known() || s.Header.Start+source.Pos(i) < s.Name.Span.Start) {
			p.paint(source.Span{Start: s.Header.Start + source.Pos(i), End: s.Header.Start + source.Pos(i+len(word))}, tokKeyword, 0)
		}
	}
	if s.Name.Known() && inactive(s.Name.Value) {
		p.paint(s.Body.Span, tokComment, modInactive)
		p.name(s.Name, tokFunction, modDefinition|modInactive)
		return
	}
	p.name(s.Name, tokFunction, modDefinition)
	if s.Python {
		p.python("def f(d):\n", s.Body)
	} else {
		p.shell(s.Body)
	}
}

// references paints the ${...} of a text, and the Python of ${@...}.
func (p *painter) references(t bitbake.Text) {
	for i := 0; ; {
		k := strings.Index(t.Value[i:], "${")
		if k < 0 {
			break
		}
		start := i + k
		i = start + 2
		end := strings.IndexByte(t.Value[i:], '}')
		if end < 0 || strings.HasPrefix(t.Value[i:], "@") {
			continue
		}
		if name := t.Value[i : i+end]; !strings.ContainsAny(name, "${ \t\n") {
			p.text(t, start, i+end+1, tokMacro, 0)
		}
	}
	for _, code := range shell.Codes(t.Value) {
		p.clear(t.Sub(int(code.Start), int(code.End)).Span)
		p.text(t, int(code.Start), int(code.Start)+3, tokMacro, 0)
		p.expression(t.Sub(int(code.Start)+3, int(code.End)-1))
		p.text(t, int(code.End)-1, int(code.End), tokMacro, 0)
	}
}

// inactive returns a function that tells whether what has a name is reached by no override that holds for the document: in no
// variant of the recipe, and for none of its packages. Where nothing can be evaluated, nothing is inactive.
func (r *Request) inactive() func(name string) bool {
	none := func(string) bool { return false }
	active := map[string]bool{}
	var expand func(string) string
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		if c.Recipe == nil {
			return
		}
		words := map[string]string{}
		for _, v := range c.Recipe.Variants {
			overrides, err := v.Data.Overrides()
			packages, err2 := v.Data.Fields("PACKAGES")
			pn, err3 := v.Data.Get("PN")
			if err != nil || err2 != nil || err3 != nil {
				continue
			}
			for _, o := range append(append(overrides, packages...), pn) {
				active[o] = true
			}
			words["${PN}"], words["${BPN}"] = pn, pn
		}
		active["pn-"+words["${PN}"]] = true
		expand = func(o string) string {
			for from, to := range words {
				o = strings.ReplaceAll(o, from, to)
			}
			return o
		}
	})
	if err != nil || expand == nil {
		return none
	}
	return func(name string) bool {
		rest := name[len(lint.Variable(name)):]
		for o := range strings.SplitSeq(strings.TrimPrefix(rest, ":"), ":") {
			if o = expand(o); o != "" && o != "append" && o != "prepend" && o != "remove" && !active[o] && !strings.Contains(o, "${") &&
				!strings.HasPrefix(o, "task-") && o == strings.ToLower(o) {
				return true
			}
		}
		return false
	}
}
