package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// overridePlaces returns what brings an override: the machine's or distribution's file, the recipe of pn-NAME, the function of
// task-NAME, and the statements that put it into OVERRIDES.
func (r *Request) overridePlaces(name string) (out []diag.Place, err error) {
	if task, ok := strings.CutPrefix(name, "task-"); ok {
		return r.variablePlaces("do_" + strings.ReplaceAll(task, "-", "_"))
	}
	if pn, ok := strings.CutPrefix(name, "pn-"); ok {
		return r.recipePlaces(pn)
	}
	err = r.Read(func(c *snapshot.Context, s eval.Scope) {
		if words := expanded(s, name); len(words) == 1 {
			name = words[0]
		}
		for _, kind := range []string{"conf/machine/", "conf/distro/"} {
			for _, file := range inFolders(c.View(), searchPath(s), kind+name+".conf") {
				out = append(out, filePlace(file))
			}
		}
		out = append(out, bringers(s, "OVERRIDES", name, map[string]bool{})...)
	})
	if err == nil && len(out) == 0 {
		return r.packagePlaces(name)
	}
	return out, err
}

// bringers returns the statements that put a word into a list that colons divide, through the variables that it refers to.
func bringers(s eval.Scope, variable, word string, seen map[string]bool) (out []diag.Place) {
	if seen[variable] {
		return nil
	}
	seen[variable] = true
	value, err := s.Data.Get(variable)
	if err != nil || !slices.Contains(overrideWords(value), word) {
		return nil
	}
	var others []string
	for _, x := range stepsOf(s, variable) {
		if x.Flag != "" || !x.Counts() {
			continue
		}
		text, _ := x.Value.(string)
		others = append(others, lint.References(text)...)
		if span, ok := wordIn(x.File, x.Span, word); ok && slices.Contains(overrideWords(text), word) {
			out = append(out, diag.Place{File: x.File, Span: span})
		}
	}
	for _, name := range others {
		out = append(out, bringers(s, name, word, seen)...)
	}
	if len(out) > 0 || variable == "OVERRIDES" {
		return out
	}
	for _, x := range stepsOf(s, variable) { // it comes out of an expression, or is the whole value
		if x.Flag == "" && x.Counts() {
			out = append(out, x.place)
		}
	}
	return out
}

func overrideWords(value string) []string {
	return strings.FieldsFunc(value, func(c rune) bool { return c == ':' || c == ' ' })
}

// wordIn finds a word behind the operator of a statement.
func wordIn(f *source.File, in source.Span, word string) (source.Span, bool) {
	k := strings.IndexByte(f.Slice(in), '=')
	if k < 0 {
		return source.Span{}, false
	}
	return nameIn(f, source.Span{Start: in.Start + source.Pos(k), End: in.End}, word)
}
