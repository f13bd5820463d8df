package sig

import (
	"errors"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
)

// builder collects what one item depends on. Order does not count.
type builder struct {
	*generator
	x *item
	// excluded are the words of vardepsexclude.
	excluded map[string]bool
	// text is what enters the hash, in front of what was collected in extra.
	text string
}

// dep adds a dependency unless it does not count.
func (b *builder) dep(n *datastore.Name) {
	if b.excluded != nil && b.excluded[n.Text()] || b.ignore[n] {
		return
	}
	b.add(b.need(n))
}

func (b *builder) add(d *item) {
	if d.mark != b.marks {
		d.mark = b.marks
		b.deps = append(b.deps, d)
	}
}

// call adds a dependency on what code calls, where that is a variable or a module's function.
func (b *builder) call(n *datastore.Name) {
	s := b.slot(n)
	if s.calls == 0 {
		s.calls = -1
		if b.functions[n] != nil || b.d.Exists(n) && !strings.HasPrefix(n.Text(), "__") {
			s.calls = 1
		}
	}
	if s.calls > 0 {
		b.dep(n)
	}
}

// list adds the names that are the words of a text. Packaging tasks list all that may be set for each of a recipe's packages, and
// most of that is not: see generator.unset.
func (b *builder) list(text string) {
	for word := range strings.FieldsSeq(text) {
		x := b.unset[word]
		if x == nil {
			n := b.d.Known(word)
			if n == nil && strings.HasSuffix(word, "]") {
				n = b.d.Intern(word) // a variable that is set may have the flag
			}
			if n != nil {
				b.dep(n)
				continue
			}
			x = b.needUnset(word)
		}
		if b.excluded == nil || !b.excluded[word] {
			b.add(x)
		}
	}
}

func (g *generator) build(x *item) error {
	g.marks++
	g.deps, g.extra = g.deps[:0], g.extra[:0]
	b := &g.builder
	*b = builder{generator: g, x: x}
	err := b.item()
	x.deps = g.keep(g.deps)
	if len(g.extra) > 0 {
		b.text += string(g.extra)
	}
	x.text = b.text
	var known *Error
	if err != nil && !errors.As(err, &known) && !g.d.Env().Evaluator.Passes(err) {
		err = &Error{Name: x.name, Err: err}
	}
	return err
}

func (b *builder) item() error {
	name := b.x.name
	if f := b.functions[b.x.of]; f != nil {
		return b.function(f)
	}
	if strings.HasSuffix(name, "]") {
		if i := strings.IndexByte(name, '['); i >= 0 {
			return b.flag(name[:i], name[i+1:len(name)-1])
		}
	}
	return b.variable()
}

// function is for a function of a module.
func (b *builder) function(f *function) error {
	b.x.set, b.text = true, f.text
	for _, n := range f.refs {
		b.dep(n)
	}
	for _, n := range f.execs {
		b.call(n)
	}
	return b.contains(f.contains)
}

// flag is for VAR[flag].
func (b *builder) flag(name, flag string) error {
	flag, _, _ = strings.Cut(flag, "[")
	if flag == "vardepvalueexclude" {
		b.x.set = true
		return nil
	}
	e, err := b.d.FlagExpansion(name, flag)
	if err != nil {
		return err
	}
	if _, err := b.expansion(e); err != nil {
		return err
	}
	if e.Raw != nil {
		b.x.set = true
		b.text, err = b.str(e.Raw)
	}
	return err
}

func (g *generator) str(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	}
	return g.py.Str(v)
}

// expansion adds what an expanded text refers to. It returns what its code asks of variables' words.
func (b *builder) expansion(e *datastore.Expansion) ([]contains, error) {
	for _, n := range e.References() {
		b.dep(n)
	}
	var list []contains
	for _, code := range e.Code() {
		a, err := b.inline(code)
		if err != nil {
			return nil, err
		}
		b.analysis(a)
		for _, c := range a.contains {
			list = addContains(list, c)
		}
	}
	sortContains(list)
	return list, nil
}

func (b *builder) analysis(a *analysis) {
	for _, n := range a.refs {
		b.dep(n)
	}
	for _, n := range a.execs {
		b.call(n)
	}
}

// flags are those of a variable's that decide about its signature.
type flags struct {
	python, function                      bool
	vardeps, prefuncs, postfuncs, exports string
	value                                 any // vardepvalue
	hasValue                              bool
	valueExclude                          any
}

// readFlags reads the flags and adds those that count as dependencies.
func (b *builder) readFlags() (f flags, err error) {
	list := b.d.RawFlags(b.x.of)
	if len(list) == 0 {
		return f, nil
	}
	excluded := ""
	for i := range list {
		name, value := list[i].Name, list[i].Value
		if name[0] == '_' || name[0] == ':' {
			weak, ok := datastore.WeakFlag(name)
			if !ok || slices.ContainsFunc(list, func(x datastore.FlagValue) bool { return x.Name == weak }) {
				continue
			}
			name = weak
		}
		var to *string
		switch name {
		case "func":
			f.function = datastore.Truthy(value)
		case "python":
			f.python = datastore.Truthy(value)
		case "vardeps":
			to = &f.vardeps
		case "vardepsexclude":
			to = &excluded
		case "vardepvalue":
			f.value, f.hasValue = value, true
			if text, ok := value.(string); ok {
				if f.value, err = b.expandFlag(name, text); err != nil {
					return f, err
				}
			}
		case "vardepvalueexclude":
			f.valueExclude = value
		case "prefuncs":
			to = &f.prefuncs
		case "postfuncs":
			to = &f.postfuncs
		case "exports":
			to = &f.exports
		}
		if to == nil {
			continue
		}
		if text, ok := value.(string); ok {
			if *to, err = b.expandFlag(name, text); err != nil {
				return f, err
			}
		}
	}
	if excluded != "" {
		b.excluded = b.wordSet(excluded)
	}
	if b.flagged {
		b.flagDeps(list)
	}
	return f, nil
}

func (b *builder) expandFlag(flag, text string) (string, error) {
	if !strings.Contains(text, "${") {
		return text, nil
	}
	return b.d.Expand(text, b.x.name+"["+flag+"]")
}

// flagDeps adds the flags that count.
func (b *builder) flagDeps(list []datastore.FlagValue) {
	for i := range list {
		name := list[i].Name
		if name[0] == '_' || name[0] == ':' {
			weak, ok := datastore.WeakFlag(name)
			if !ok {
				continue
			}
			name = weak
		}
		if b.substr != "" && !strings.Contains(b.substr, name) || b.exclude != nil && !b.exclude[name] {
			b.dep(b.d.FlagName(b.x.of, name))
		}
	}
}

// variable is for variables and functions of the metadata.
func (b *builder) variable() error {
	f, err := b.readFlags()
	if err != nil {
		return err
	}
	b.list(f.vardeps)
	b.x.set = true
	if f.hasValue {
		b.x.set = f.value != nil
		b.text, err = b.str(f.value)
	} else {
		switch {
		case f.function && f.python:
			err = b.pythonFunction()
		case f.function:
			err = b.shellFunction()
		default:
			err = b.plain(b.d)
		}
		if f.function {
			b.list(f.prefuncs)
			b.list(f.postfuncs)
			b.list(f.exports)
		}
	}
	if exclude, ok := f.valueExclude.(string); ok && err == nil {
		b.text += string(b.extra)
		b.generator.extra = b.extra[:0]
		for _, x := range strings.Split(exclude, "|") {
			if x != "" {
				b.text = strings.ReplaceAll(b.text, x, "")
			}
		}
	}
	return err
}

// raw takes a value as text where it is true.
func (b *builder) raw(v any) (err error) {
	if datastore.Truthy(v) {
		b.text, err = b.str(v)
	}
	return err
}

func (b *builder) pythonFunction() error {
	value, err := b.code.RawOf(b.x.of)
	if err != nil {
		return err
	}
	if err := b.raw(value); err != nil {
		return err
	}
	text, _ := value.(string)
	a, err := b.body(b.x.of, text)
	if err != nil {
		return err
	}
	if a.err != nil {
		return &Error{b.x.name, a.err, a.err}
	}
	b.analysis(a)
	return b.contains(a.contains)
}

func (b *builder) shellFunction() error {
	e, err := b.code.Unfiltered(b.x.of)
	if err != nil {
		return err
	}
	if text, ok := e.Value.(string); ok {
		commands, err := b.shell(text)
		if err != nil {
			return err
		}
		for _, n := range commands {
			b.call(n)
		}
	}
	for _, n := range b.exports {
		b.dep(n)
	}
	return b.value(e)
}

func (b *builder) plain(d *datastore.Store) error {
	e, err := d.Unfiltered(b.x.of)
	if err != nil {
		return err
	}
	return b.value(e)
}

// value is what expanded values have in common: what they refer to, what is asked of variables' words, and what was removed.
func (b *builder) value(e *datastore.Expansion) error {
	list, err := b.expansion(e)
	if err != nil {
		return err
	}
	if err := b.raw(e.Raw); err != nil {
		return err
	}
	if err := b.contains(list); err != nil {
		return err
	}
	removes := slices.Sorted(slices.Values(e.Removes))
	for i, r := range removes {
		x, err := b.d.ExpandWithRefs(r, "")
		if err != nil {
			return err
		}
		b.write("\n_remove of ", r)
		var list []contains
		for _, code := range x.Code() {
			a, err := b.inline(code)
			if err != nil {
				return err
			}
			if i == 0 {
				for _, n := range a.refs {
					b.dep(n)
				}
			}
			for _, c := range a.contains {
				list = addContains(list, c)
			}
		}
		if i == 0 { // what the others refer to is lost in BitBake
			for _, n := range x.References() {
				b.dep(n)
			}
		}
		sortContains(list)
		if err := b.contains(list); err != nil {
			return err
		}
	}
	return nil
}

func sortContains(list []contains) {
	slices.SortFunc(list, func(x, y contains) int { return strings.Compare(x.name.Text(), y.name.Text()) })
}

// contains writes a line for each item that is asked for: whether all its words are in the variable's value. The list is sorted.
func (b *builder) contains(list []contains) error {
	for _, c := range list {
		if b.ignore[c.name] || b.excluded[c.name.Text()] {
			continue
		}
		has, err := b.wordsOf(c.name)
		if err != nil {
			return err
		}
		for _, item := range slices.Sorted(slices.Values(c.items)) {
			state := "Set"
			for _, w := range strings.Fields(item) {
				if !has[w] {
					state = "Unset"
					break
				}
			}
			b.write("\n", c.name.Text(), "{", item, "} = ", state)
		}
	}
	return nil
}

// write adds to the text.
func (b *builder) write(texts ...string) {
	for _, t := range texts {
		b.generator.extra = append(b.generator.extra, t...)
	}
}

// wordsOf returns the words of a variable's value.
func (g *generator) wordsOf(n *datastore.Name) (map[string]bool, error) {
	if w, ok := g.words[n]; ok {
		return w, nil
	}
	text, err := g.d.Get(n.Text())
	if err != nil {
		return nil, err
	}
	w := g.wordSet(text)
	g.words[n] = w
	return w, nil
}
