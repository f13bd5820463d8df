package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// argument is what a string means that is handed to a function.
type argument uint8

const (
	other        argument = iota
	variableName          // a variable's name
	flagName              // a flag's, of the variable before it
	valueOf               // words of the variable, or of the flag, before it
	className             // a class
	functionName          // a function of the metadata
	taskName              // a task
	distroNames           // words of DISTRO_FEATURES
)

// argumentsOf says what the arguments of functions are; the last is what all further ones are.
var argumentsOf = map[string][]argument{
	"d.getVar":               {variableName, other},
	"d.setVar":               {variableName, valueOf, other},
	"d.appendVar":            {variableName, valueOf, other},
	"d.prependVar":           {variableName, valueOf, other},
	"d.delVar":               {variableName, other},
	"d.renameVar":            {variableName, variableName, other},
	"d.getVarFlag":           {variableName, flagName, other},
	"d.setVarFlag":           {variableName, flagName, valueOf, other},
	"d.appendVarFlag":        {variableName, flagName, valueOf, other},
	"d.prependVarFlag":       {variableName, flagName, valueOf, other},
	"d.delVarFlag":           {variableName, flagName, other},
	"d.getVarFlags":          {variableName, other},
	"d.setVarFlags":          {variableName, other},
	"d.delVarFlags":          {variableName, other},
	"d.hasOverrides":         {variableName, other},
	"bb.data.getVar":         {variableName, other},
	"bb.data.inherits_class": {className, other},
	"bb.utils.contains":      {variableName, valueOf, other},
	"bb.utils.contains_any":  {variableName, valueOf, other},
	"bb.utils.filter":        {variableName, valueOf, other},
	"bb.build.exec_func":     {functionName, other},
	"bb.build.exec_task":     {other, taskName, other},
	"bb.build.addtask":       {taskName, taskName, taskName, other},
	"bb.build.deltask":       {taskName, other},

	"oe.utils.conditional":            {variableName, other},
	"oe.utils.less_or_equal":          {variableName, other},
	"oe.utils.version_less_or_equal":  {variableName, other},
	"oe.utils.both_contain":           {variableName, variableName, valueOf, other},
	"oe.utils.set_intersect":          {variableName, variableName, other},
	"oe.utils.inherits":               {other, className},
	"oe.utils.all_distro_features":    {other, distroNames, other},
	"oe.utils.any_distro_features":    {other, distroNames, other},
	"oe.utils.parallel_make_argument": {other},
	"oe.data.typed_value":             {variableName, other},
}

// literal is about a string, which may be an argument of a function that takes names.
func (c *code) literal(s *python.Constant) Target {
	content, ok := c.content(s)
	if !ok || !content.Contains(source.Pos(c.at)) {
		return Target{}
	}
	text := c.text.Sub(int(content.Start), int(content.End))
	if t := inText(text, c.pos()); t.Kind != None {
		return t
	}
	call, n := c.call()
	if call == nil {
		return Target{}
	}
	kind := argumentOf(c.dotted(call.Func), n)
	arg := call.Args[n]
	if arg != python.Expr(s) && (kind == variableName || kind == flagName) {
		// the beginning of a name that is put together: only what is complete counts
		name, _, found := strings.Cut(text.Value, ":")
		if start, _ := c.span(arg.Span()); !found || kind == flagName || strings.ContainsAny(name, "%{") || int(content.Start) > start+4 {
			return Target{}
		}
		text = text.Sub(0, len(name))
	}
	switch kind {
	case variableName:
		return inParts(text, c.pos())
	case flagName:
		return Target{Kind: Flag, Name: text.Value, Of: c.variable(call), Span: text.Span}
	case valueOf:
		flag := ""
		if n > 1 && argumentOf(c.dotted(call.Func), 1) == flagName {
			flag, _ = c.stringOf(call.Args[1])
		}
		return inValue(text, c.pos(), c.variable(call), flag)
	case distroNames:
		return inWords(text, c.pos(), Target{Kind: Word, Of: "DISTRO_FEATURES"})
	case className:
		return inWords(text, c.pos(), Target{Kind: Class})
	case functionName:
		return inParts(text, c.pos())
	case taskName:
		return inWords(text, c.pos(), Target{Kind: Task})
	}
	return Target{}
}

// argumentOf returns what the n-th argument of a function is.
func argumentOf(function string, n int) argument {
	list := argumentsOf[function]
	if len(list) == 0 {
		return other
	}
	return list[min(n, len(list)-1)]
}

// call returns the innermost call that has the place in an argument, and which.
func (c *code) call() (*python.Call, int) {
	for _, n := range slices.Backward(c.path) {
		call, ok := n.(*python.Call)
		if !ok {
			continue
		}
		for k, a := range call.Args {
			if a.Span().Contains(source.Pos(c.head + c.at)) {
				return call, k
			}
		}
	}
	return nil, 0
}

// variable returns the variable that a call is about: its first argument.
func (c *code) variable(call *python.Call) string {
	name, _ := c.stringOf(call.Args[0])
	return lint.Variable(name)
}

func (c *code) stringOf(e python.Expr) (string, bool) {
	s, ok := e.(*python.Constant)
	if !ok || s.Value.Kind != python.ConstStr {
		return "", false
	}
	return s.Value.Str, true
}

// content returns what stands between the quotes of a string, as it is written, in the text.
func (c *code) content(s *python.Constant) (source.Span, bool) {
	start, end := max(int(s.Start)-c.head, 0), min(int(s.End)-c.head, len(c.parsed))
	if start >= min(end, c.limit) {
		return source.Span{}, false
	}
	text := c.parsed[start:end]
	if k := slices.Index(c.path, python.Node(s)); k > 0 {
		if _, part := c.path[k-1].(*python.JoinedStr); part {
			return source.Span{Start: source.Pos(start), End: source.Pos(end)}, true
		}
	}
	quote := strings.IndexAny(text, `"'`)
	if quote < 0 || quote > 2 { // made up for text that is missing
		return source.Span{}, false
	}
	size := 1
	if strings.HasPrefix(text[quote:], strings.Repeat(text[quote:quote+1], 3)) {
		size = 3
	}
	from, to := quote+size, len(text)
	if strings.HasSuffix(text, text[quote:quote+size]) && to-size >= from {
		to -= size
	}
	return source.Span{Start: source.Pos(start + from), End: source.Pos(min(start+to, c.limit))}, start+from <= c.limit
}
