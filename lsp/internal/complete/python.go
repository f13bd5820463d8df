package complete

import (
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// python completes in Python code, of a function or of ${@...}, that goes up to the cursor.
func (c *completer) python(code string) {
	p := scanPython(code)
	switch {
	case p.comment:
	case p.literal >= 0:
		c.inLiteral(code, p)
	default:
		c.pythonName(code)
	}
}

// asking are the methods whose first argument is a variable.
var asking = []string{
	"getVar", "setVar", "appendVar", "prependVar", "delVar", "renameVar", "getVarFlag", "setVarFlag", "appendVarFlag", "prependVarFlag", "delVarFlag",
	"getVarFlags", "setVarFlags", "hasOverrides", "contains", "contains_any", "filter", "conditional", "vartrue", "ifelse",
}

// inLiteral completes in a string literal: what it is goes by the call that it is an argument of.
func (c *completer) inLiteral(code string, p pythonPlace) {
	text := code[p.literal:]
	if at := openReference(text); at >= 0 {
		c.reference(text[at:])
		return
	}
	c.word(func(b byte) bool { return isName(b) })
	if len(p.calls) == 0 {
		return
	}
	in := p.calls[len(p.calls)-1]
	n := len(in.args) - 1
	method := in.name[strings.LastIndexByte(in.name, '.')+1:]
	variable, _, _ := strings.Cut(in.argument(code, 0), ":")
	switch {
	case n == 0 && slices.Contains(asking, method):
		if i := strings.LastIndexByte(text, ':'); i >= 0 {
			c.overrides(text[:i])
			return
		}
		c.variables()
	case n == 1 && strings.Contains(method, "VarFlag"):
		c.flagName(variable, text)
	case n == 1 && (method == "contains" || method == "contains_any" || method == "filter" || method == "conditional"):
		if in.name == "bb.utils.filter" || method != "conditional" {
			c.features(variable)
		}
		c.value(variable, "", text)
	case method == "inherits_class" && n == 0, in.name == "oe.utils.inherits":
		c.classes(false)
	case n == 0 && (method == "exec_func" || method == "exec_task"):
		c.functions(false)
	case n == 0 && (method == "deltask" || method == "addtask"):
		c.tasks("")
	}
}

var (
	stores  = regexp.MustCompile(`(\w+)[ \t]*=[ \t]*(?:(?:\w+)\.createCopy\(|bb\.data\.createCopy\()`)
	imports = regexp.MustCompile(`(?m)^[ \t]*import[ \t]+([\w., \t]+)`)
	locals  = regexp.MustCompile(`(?m)(?:^[ \t]*|\bfor[ \t]+|\bas[ \t]+|,[ \t]*)([A-Za-z_]\w*)(?:[ \t]*=[^=]|[ \t]+in\b|[ \t]*:[ \t]*$)`)
	params  = regexp.MustCompile(`\bdef[ \t]+\w+[ \t]*\(([^)]*)\)`)
)

// pythonWords are Python's keywords that begin something, and its functions that metadata calls most.
var pythonWords = strings.Fields("and as assert break class continue def del elif else except False finally for from global if import in is lambda None " +
	"nonlocal not or pass raise return True try while with yield")

var pythonBuiltins = strings.Fields("abs all any bool dict enumerate filter getattr hasattr int isinstance iter len list map max min next open print range " +
	"repr reversed set sorted str sum tuple type zip")

// pythonName completes a name, or what is behind a dot.
func (c *completer) pythonName(code string) {
	typed := c.word(isWord)
	dotted := dottedBefore(code)
	object, ok := strings.CutSuffix(strings.TrimSuffix(dotted, typed), ".")
	if ok {
		c.members(code, object)
		return
	}
	if c.spaced {
		return
	}
	c.add(protocol.CompletionItemKindModule, often, "", "bb", "oe", "os")
	c.add(protocol.CompletionItemKindVariable, often, "", "d")
	for _, m := range locals.FindAllStringSubmatch(code, -1) {
		c.add(protocol.CompletionItemKindVariable, here, "", m[1])
	}
	for _, m := range params.FindAllStringSubmatch(code, -1) {
		for _, p := range strings.Split(m[1], ",") {
			name, _, _ := strings.Cut(strings.TrimSpace(p), "=")
			c.add(protocol.CompletionItemKindVariable, here, "", strings.TrimLeft(name, "*"))
		}
	}
	for _, m := range imports.FindAllStringSubmatch(code, -1) {
		for _, name := range strings.Split(m[1], ",") {
			c.add(protocol.CompletionItemKindModule, here, "", strings.TrimSpace(name))
		}
	}
	c.eachMember("globals", "", known)
	c.eachFunction(func(name string, n *datastore.Name) {
		if c.scope.Data.RawFlagOf(n, "python") != nil && !strings.HasPrefix(name, "do_") {
			c.add(protocol.CompletionItemKindFunction, elsewhere, "function", name)
		}
	})
	c.add(protocol.CompletionItemKindFunction, known, "", pythonBuiltins...)
	c.add(protocol.CompletionItemKindKeyword, known, "", pythonWords...)
}

// members adds what an object has that is named by a dotted name: a datastore, or a module.
func (c *completer) members(code, object string) {
	root, rest, _ := strings.Cut(object, ".")
	for _, m := range stores.FindAllStringSubmatch(code, -1) {
		if m[1] == object {
			object = "d"
		}
	}
	for _, m := range imports.FindAllStringSubmatch(code, -1) {
		if slices.Contains(strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' }), root) {
			object = "__import__('" + root + "')"
			if rest != "" {
				object += "." + rest
			}
		}
	}
	switch {
	case object == "d" || strings.HasSuffix(object, ".data") && strings.Count(object, ".") == 1 && root != "bb" && root != "oe":
		object = "d"
	case object == "" || strings.HasPrefix(object, "."):
		return
	}
	c.eachMember(object, object, often)
}

// eachMember adds the attributes of an object of the evaluation's Python, "globals" being its global names. What begins with an
// underscore is nobody else's business.
func (c *completer) eachMember(object, of string, rank int) {
	if c.scope.Data == nil {
		return
	}
	code := "' '.join(n + ':' + type(getattr(" + object + ", n, None)).__name__ for n in dir(" + object + ") if n[:1] != '_')"
	if object == "globals" {
		code = "' '.join(n + ':' + type(x).__name__ for n, x in globals().items() if n[:1] != '_')"
	}
	list, err := c.scope.Data.Expand("${@"+code+"}", "")
	if err != nil {
		return // there is no such object
	}
	about := ""
	if of != "" {
		about = "python:" + of
	}
	for _, x := range strings.Fields(list) {
		name, kind, _ := strings.Cut(x, ":")
		it := item{label: name, kind: protocol.CompletionItemKindVariable, rank: rank, about: about}
		switch kind {
		case "function", "builtin_function_or_method", "method", "method-wrapper":
			it.kind = protocol.CompletionItemKindFunction
		case "module":
			it.kind, it.rank = protocol.CompletionItemKindModule, rank+1
			it.about = ""
		case "type":
			it.kind, it.rank = protocol.CompletionItemKindClass, rank+1
		}
		c.items = append(c.items, it)
	}
}
