package native

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
)

// RefusedModules makes modules that can be imported and whose names can be looked at, but whose classes and functions cannot
// be used: making an object of such a class, or calling such a function, raises a RuntimeError that begins with its name and
// ends with why. Exceptions, plain classes and constants are as they should be.
//
// A line of the table is a module: its name, and then the words "class", "func", "exception", "plain" or "value", each before
// the names that it is about. A name's bases are behind it in parentheses, with commas between them; a base with a dot is in
// another module. An exception without any is an Exception, and a value is name=literal.
func RefusedModules(table, why string) []Module {
	var out []Module
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		out = append(out, Module{Name: words[0], Make: refuse(why), Source: refusedSource(words[0], words[1:])})
	}
	return out
}

// refuse makes the function that raises the exception.
func refuse(why string) func(*Env) Attrs {
	return func(*Env) Attrs {
		return Attrs{}.Funcs(map[string]pyvm.Func{
			"_refuse": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var name string
				if err := pyvm.Unpack(t, "_refuse", args, kw, "name", &name); err != nil {
					return nil, err
				}
				return nil, pyvm.Raise(pyvm.RuntimeError, "%s %s", name, why)
			},
		})
	}
}

// refusedKinds are the words that say what the names behind them are.
var refusedKinds = []string{"class", "func", "exception", "plain", "value"}

// refusedSource returns the Python of such a module.
func refusedSource(module string, words []string) string {
	var b strings.Builder
	kind := ""
	for _, w := range words {
		if slices.Contains(refusedKinds, w) {
			kind = w
			continue
		}
		if name, literal, ok := strings.Cut(w, "="); ok && kind == "value" {
			fmt.Fprintf(&b, "%s = %s\n", name, literal)
			continue
		}
		name, bases, _ := strings.Cut(strings.TrimSuffix(w, ")"), "(")
		for base := range strings.SplitSeq(bases, ",") {
			if i := strings.LastIndexByte(base, '.'); i > 0 {
				fmt.Fprintf(&b, "import %s\n", base[:i])
			}
		}
		if bases == "" && kind == "exception" {
			bases = "Exception"
		}
		switch kind {
		case "class":
			fmt.Fprintf(&b, "class %s(%s):\n    def __init__(self, *args, **kwargs):\n        _refuse(%q)\n", name, bases, module+"."+name)
		case "func":
			fmt.Fprintf(&b, "def %s(*args, **kwargs):\n    _refuse(%q)\n", name, module+"."+name)
		default:
			fmt.Fprintf(&b, "class %s(%s):\n    pass\n", name, bases)
		}
	}
	return b.String()
}
