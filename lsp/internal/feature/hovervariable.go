package feature

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/docs"
)

// variable tells about the variable that a target means, or the function.
func (p *page) variable(t Target) {
	name := p.meant(t)
	var v *eval.Variable
	if p.c != nil {
		v, _ = p.s.Variable(name) // what is wrong with its value is told where it is read
	}
	documentation := p.documentation(name)
	switch {
	case v == nil && p.c != nil:
		p.para("%s cannot be expanded.", codeSpan(name))
	case v != nil && v.Set:
		p.value(v)
	case t.Kind == Command || documentation == "" && p.c == nil:
		if text := docs.Of(docs.Commands, name); text != "" {
			p.code("shell", name)
			p.para("%s", text)
		}
		return
	case v != nil:
		p.para("%s is not set.", codeSpan(name))
	default:
		p.para("**%s**", name)
	}
	p.para("%s", documentation)
	if v == nil {
		return
	}
	p.taskOrder(name)
	p.history(name, "")
	p.flags(v)
	p.para("*Evaluated in %s.*", p.where())
}

// meant returns the variable that a target means, expanded: what is set for a package is a variable of its own.
func (p *page) meant(t Target) string {
	name := t.variable()
	if p.c == nil {
		return name
	}
	key := t.Key
	if root, packageName, ok := strings.Cut(key, ":"); !ok || strings.Contains(packageName, ":") || t.Kind != Variable || root != t.Name {
		key = ""
	} else if words := expanded(p.s, packageName); len(words) != 1 || !slices.Contains(strings.Fields(p.get("PACKAGES")), words[0]) {
		key = ""
	}
	if key != "" {
		name = key
	}
	if words := expanded(p.s, name); len(words) == 1 {
		return words[0]
	}
	return name
}

// value shows what a variable comes to, and as it is written.
func (p *page) value(v *eval.Variable) {
	if isFlag(v, "func") {
		language := "shell"
		if isFlag(v, "python") {
			language = "python"
		}
		p.code(language, v.Name+"() {\n"+firstLines(strings.TrimRight(v.Raw, "\n"), mostLines)+"\n}")
		return
	}
	p.code("bitbake", assignment(v.Name, v.Value))
	if v.Raw != v.Value {
		p.para("Written as %s", codeSpan(cut(v.Raw, 3*longLine)))
	}
}

func isFlag(v *eval.Variable, name string) bool {
	i := slices.IndexFunc(v.Flags, func(f datastore.FlagValue) bool { return f.Name == name })
	return i >= 0 && datastore.Truthy(v.Flags[i].Value)
}

// assignment shows a value as metadata would have it, a long one as a word a line.
func assignment(name, value string) string {
	quoted := strings.ReplaceAll(value, "\n", "\\n")
	if len(name)+len(quoted) < longLine {
		return fmt.Sprintf("%s = \"%s\"", name, quoted)
	}
	words := strings.Fields(value)
	rest := ""
	if len(words) > mostLines {
		rest = fmt.Sprintf("\n    … and %d more words", len(words)-mostLines+1)
		words = words[:mostLines-1]
	}
	for i, w := range words {
		words[i] = cut(w, 2*longLine)
	}
	return name + " = \"\n    " + strings.Join(words, "\n    ") + rest + "\n\""
}

// documentation returns the layers' text about a variable, and ours: a task's or the variable's.
func (p *page) documentation(name string) string {
	layers := ""
	if p.c != nil {
		layers, _ = p.s.Data.FlagText(rootOf(name), "doc") // a text that cannot be expanded is none
	}
	ours := docs.Of(docs.Variables, rootOf(name))
	if strings.HasPrefix(name, "do_") {
		ours = docs.Of(docs.Tasks, rootOf(name))
	}
	ours = cmp.Or(ours, docs.Of(docs.Commands, name))
	if layers == "" {
		return ours
	}
	return strings.TrimSpace(strings.Join(strings.Fields(layers), " ") + "\n\n" + ours)
}

// history lists what was done to a variable, or to a flag of it, in order.
func (p *page) history(name, flag string) {
	steps, err := p.s.Timeline(name)
	if err != nil {
		return
	}
	var items []string
	for _, x := range p.withRenamed(steps, 0) {
		weak, isWeak := datastore.WeakFlag(x.Flag)
		if x.Weak() && flag == "" || !x.Weak() && (x.Flag == flag || isWeak && weak == flag) {
			items = append(items, p.step(x))
		}
	}
	if n := len(items) - mostSteps; n > 0 {
		items = slices.Concat(items[:mostSteps/3], []string{fmt.Sprintf("… %d more …", n)}, items[mostSteps/3+n:])
	}
	p.list("**History**", items)
}

// withRenamed puts what was done under a name with references in front of the renaming.
func (p *page) withRenamed(steps []datastore.Step, depth int) (out []datastore.Step) {
	for _, x := range steps {
		if from, ok := strings.CutPrefix(x.Op, "rename from "); ok && depth < 3 {
			if before, err := p.s.Timeline(from); err == nil {
				before = slices.DeleteFunc(before, func(b datastore.Step) bool { return b.Op == "rename (to)" })
				out = append(out, p.withRenamed(before, depth+1)...)
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// step shows one thing that was done.
func (p *page) step(x datastore.Step) string {
	text := x.Written()
	if p.isFunction(x) {
		text = strings.TrimSuffix(text, " =") + "()"
	} else if x.Value != nil {
		text += ` "` + cut(strings.Join(strings.Fields(datastore.TextOf(x.Value)), " "), shortText) + `"`
	}
	out := "BitBake itself"
	if x.File != nil {
		out = p.place(diag.Place{File: x.File, Span: x.Span})
	}
	if x.Func != "" {
		out += " in " + x.Func
	}
	out += " " + codeSpan(text)
	if !x.Counts() {
		out += " lost: " + p.shorten(x.Why)
	}
	return out
}

// isFunction reports whether a step is about the text of a function.
func (p *page) isFunction(x datastore.Step) bool {
	return x.Flag == "" && datastore.Truthy(p.s.Data.RawFlag(rootOf(x.Name), "func"))
}

// flags lists the flags of a variable, without those that say what it is.
func (p *page) flags(v *eval.Variable) {
	var items []string
	for _, f := range v.Flags {
		if text := datastore.TextOf(f.Value); f.Value != nil && text != "" && !slices.Contains(hiddenFlags(), f.Name) {
			items = append(items, codeSpan("["+f.Name+"] = \""+cut(text, shortText)+"\""))
		}
	}
	p.list("**Flags**", items)
}

// hiddenFlags say what a page tells otherwise: what a variable is, where it stands, what a task waits for.
func hiddenFlags() []string {
	return []string{"doc", "func", "python", "task", "filename", "lineno", "deps"}
}

// taskOrder tells what a task waits for, and what for it.
func (p *page) taskOrder(name string) {
	tasks := interp.Tasks(p.s.Data)
	if !slices.Contains(tasks.Names, name) {
		return
	}
	var before []string
	for _, n := range tasks.Names {
		if slices.Contains(tasks.Parents[n], name) {
			before = append(before, n)
		}
	}
	text := "A task"
	if after := tasks.Parents[name]; len(after) > 0 {
		text += ", after " + strings.Join(after, ", ")
	}
	if len(before) > 0 {
		text += ", before " + strings.Join(before, ", ")
	}
	p.para("%s.", text)
	p.taskMaker(name)
}
