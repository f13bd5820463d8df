package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/stdlib/native"
)

// splitLines returns the lines of a text as linecache has them: with their newlines, one at the end added.
func splitLines(text string) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return strings.SplitAfter(text, "\n")[:strings.Count(text, "\n")]
}

// ClassLine returns the index of the line where a class begins, with its decorators, or -1. qualname is as __qualname__.
func ClassLine(text, qualname string) int {
	module, _ := python.ParseModule(text)
	if module == nil {
		return -1
	}
	found := -1
	var visit func(stack string, body python.Node)
	visit = func(stack string, node python.Node) {
		python.Walk(node, func(n python.Node) bool {
			if found >= 0 {
				return false
			}
			if n == node {
				return true
			}
			switch n := n.(type) {
			case *python.FunctionDef:
				visit(stack+n.Name+".<locals>.", n)
				return false
			case *python.ClassDef:
				if stack+n.Name == qualname {
					start := n.Start
					if len(n.Decorators) > 0 {
						start = n.Decorators[0].Span().Start
					}
					found = strings.Count(text[:start], "\n")
					return false
				}
				visit(stack+n.Name+".", n)
				return false
			}
			return true
		})
	}
	visit("", module)
	return found
}

// inspectCore has what lib/inspect.py cannot do by itself.
var inspectCore = native.Module{
	Name: "_knead_inspect",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"Frame": pyvm.FrameType}.Funcs(map[string]pyvm.Func{
			"block": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var lines []string
				if err := pyvm.Unpack(t, "block", args, kw, "lines", &lines); err != nil {
					return nil, err
				}
				return pyvm.Int(BlockLines(lines)), nil
			},
			"class_line": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var text, name string
				if err := pyvm.Unpack(t, "class_line", args, kw, "text", &text, "qualname", &name); err != nil {
					return nil, err
				}
				return pyvm.Int(ClassLine(text, name)), nil
			},
			"lines": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var text string
				if err := pyvm.Unpack(t, "lines", args, kw, "text", &text); err != nil {
					return nil, err
				}
				return pyvm.NewList(pyvm.Strings(splitLines(text))...), nil
			},
			// params(function) is a list of (name, kind, default or None, has default), kinds as of inspect
			"params": functionParams,
			"frame": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				depth := 0
				if err := pyvm.Unpack(t, "frame", args, kw, "depth?", &depth); err != nil {
					return nil, err
				}
				return frameAt(t, depth), nil
			},
		})
	},
}

func functionParams(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var f *pyvm.Function
	if err := pyvm.Unpack(t, "params", args, kw, "function", &f); err != nil {
		return nil, err
	}
	out := pyvm.NewList()
	params := f.Code().Params()
	positional := 0
	for _, p := range params {
		if p.Kind == pyvm.PositionalOnly || p.Kind == pyvm.PositionalOrKeyword {
			positional++
		}
	}
	defaults := f.Defaults()
	for i, p := range params {
		var def pyvm.Value
		switch {
		case i < positional && i >= positional-len(defaults):
			def = defaults[i-positional+len(defaults)]
		case p.Kind == pyvm.KeywordOnly:
			def = f.KwDefault(p.Name)
		}
		has := def != nil
		if !has {
			def = pyvm.None
		}
		out.Items = append(out.Items, pyvm.NewTuple(pyvm.Str(p.Name), pyvm.Int(p.Kind), def, pyvm.Bool(has)))
	}
	return out, nil
}
