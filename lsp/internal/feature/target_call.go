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
	other             argument = iota
	namesVariable              // a variable's name
	namesFlag                  // a flag's, of the variable before it
	hasWords                   // words of the variable, or of the flag, before it
	namesClass                 // a class
	namesFunction              // a function of the metadata
	namesTask                  // a task
	hasDistroFeatures          // words of DISTRO_FEATURES
)

// argumentsOf says what the arguments of functions are; the last is what all further ones are.
var argumentsOf = map[string][]argument{
	"d.getVar":               {namesVariable, other},
	"d.setVar":               {namesVariable, hasWords, other},
	"d.appendVar":            {namesVariable, hasWords, other},
	"d.prependVar":           {namesVariable, hasWords, other},
	"d.delVar":               {namesVariable, other},
	"d.renameVar":            {namesVariable, namesVariable, other},
	"d.getVarFlag":           {namesVariable, namesFlag, other},
	"d.setVarFlag":           {namesVariable, namesFlag, hasWords, other},
	"d.appendVarFlag":        {namesVariable, namesFlag, hasWords, other},
	"d.prependVarFlag":       {namesVariable, namesFlag, hasWords, other},
	"d.delVarFlag":           {namesVariable, namesFlag, other},
	"d.getVarFlags":          {namesVariable, other},
	"d.setVarFlags":          {namesVariable, other},
	"d.delVarFlags":          {namesVariable, other},
	"d.hasOverrides":         {namesVariable, other},
	"bb.data.getVar":         {namesVariable, other},
	"bb.data.inherits_class": {namesClass, other},
	"bb.utils.contains":      {namesVariable, hasWords, other},
	"bb.utils.contains_any":  {namesVariable, hasWords, other},
	"bb.utils.filter":        {namesVariable, hasWords, other},
	"bb.build.exec_func":     {namesFunction, other},
	"bb.build.exec_task":     {other, namesTask, other},
	"bb.build.addtask":       {namesTask, namesTask, namesTask, other},
	"bb.build.deltask":       {namesTask, other},

	"oe.utils.conditional":            {namesVariable, other},
	"oe.utils.less_or_equal":          {namesVariable, other},
	"oe.utils.version_less_or_equal":  {namesVariable, other},
	"oe.utils.both_contain":           {namesVariable, namesVariable, hasWords, other},
	"oe.utils.set_intersect":          {namesVariable, namesVariable, other},
	"oe.utils.inherits":               {other, namesClass},
	"oe.utils.all_distro_features":    {other, hasDistroFeatures, other},
	"oe.utils.any_distro_features":    {other, hasDistroFeatures, other},
	"oe.utils.parallel_make_argument": {other},
	"oe.data.typed_value":             {namesVariable, other},
}

// literal is about a string, which may be an argument of a function that takes names.
func (c *pythonCode) literal(s *python.Constant) Target {
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
	if arg != python.Expr(s) && (kind == namesVariable || kind == namesFlag) {
		// the beginning of a name that is put together: only what is complete counts
		name, _, found := strings.Cut(text.Value, ":")
		if start, _ := c.span(arg.Span()); !found || kind == namesFlag || strings.ContainsAny(name, "%{") || int(content.Start) > start+4 {
			return Target{}
		}
		text = text.Sub(0, len(name))
	}
	switch kind {
	case namesVariable:
		return inParts(text, c.pos())
	case namesFlag:
		return Target{Kind: Flag, Name: text.Value, Of: c.variable(call), Span: text.Span}
	case hasWords:
		flag := ""
		if n > 1 && argumentOf(c.dotted(call.Func), 1) == namesFlag {
			flag, _ = c.stringOf(call.Args[1])
		}
		return inValue(text, c.pos(), c.variable(call), flag)
	case hasDistroFeatures:
		return inWords(text, c.pos(), Target{Kind: Word, Of: "DISTRO_FEATURES"})
	case namesClass:
		return inWords(text, c.pos(), Target{Kind: Class})
	case namesFunction:
		return inParts(text, c.pos())
	case namesTask:
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
func (c *pythonCode) call() (*python.Call, int) {
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
func (c *pythonCode) variable(call *python.Call) string {
	name, _ := c.stringOf(call.Args[0])
	return lint.Variable(name)
}

func (c *pythonCode) stringOf(e python.Expr) (string, bool) {
	s, ok := e.(*python.Constant)
	if !ok || s.Value.Kind != python.ConstStr {
		return "", false
	}
	return s.Value.Str, true
}

// content returns what stands between the quotes of a string, as it is written, in the text.
func (c *pythonCode) content(s *python.Constant) (source.Span, bool) {
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
