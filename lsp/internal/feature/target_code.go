package feature

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// bodyHead is what makes the body of a Python function a module.
const bodyHead = "def f(d):\n"

// isPython reports whether a function is Python. What is added to a function is in the language of that, whatever it says: it is
// Python where it can be that and no shell.
func isPython(f *bitbake.Function) bool {
	if f.Python || !strings.Contains(f.Name.Value, ":") {
		return f.Python
	}
	if _, err := shell.Parse(f.Body.Value); err == nil {
		return false
	}
	_, errs := python.ParseModule(bodyHead + f.Body.Value)
	return len(errs) == 0
}

// inFunction is about the body of a function.
func inFunction(body bitbake.Text, isPython bool, pos source.Pos) Target {
	if !body.Known() || !body.Span.Contains(pos) {
		return Target{}
	}
	if isPython {
		return inCode(body, bodyHead, pos)
	}
	if t := inText(body, pos); t.Kind != None {
		return t
	}
	return command(body, offsetIn(body, pos))
}

// command finds the command's name that an offset of shell code is in. Where the code does not parse, its line may.
func command(body bitbake.Text, i int) Target {
	tree, err := shell.Parse(body.Value)
	if err != nil {
		start := strings.LastIndexByte(body.Value[:i], '\n') + 1
		end := i + strings.IndexByte(body.Value[i:]+"\n", '\n')
		if start == 0 && end == len(body.Value) {
			return Target{}
		}
		return command(body.Sub(start, end), i-start)
	}
	found := Target{}
	syntax.Walk(tree.Tree, func(n syntax.Node) bool {
		call, ok := n.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 || found.Kind != None {
			return found.Kind == None
		}
		from, to := int(call.Args[0].Pos().Offset()), int(call.Args[0].End().Offset())
		if name := call.Args[0].Lit(); name != "" && from <= i && i <= to && body.Value[from:to] == name {
			found = Target{Kind: Command, Name: name, Span: body.Sub(from, to).Span}
		}
		return true
	})
	return found
}
