package sig

import (
	"errors"
	"math/bits"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
)

func trailingZeros(w uint64) int { return bits.TrailingZeros64(w) }

// builder collects what one item depends on. Order does not count.
type builder struct {
	*generator
	x *item
	// excluded are the words of vardepsexclude.
	excluded []string
	text     strings.Builder
}

// dep adds a dependency unless it does not count.
func (b *builder) dep(n *datastore.Name) {
	if b.ignore[n] || slices.Contains(b.excluded, n.Text()) {
		return
	}
	d := b.need(n)
	if d.mark != b.marks {
		d.mark = b.marks
		b.x.deps = append(b.x.deps, d)
	}
}

// call adds a dependency on what code calls, where that is a variable or a module's function.
func (b *builder) call(n *datastore.Name) {
	if b.functions[n] != nil || b.d.Exists(n) && !strings.HasPrefix(n.Text(), "__") {
		b.dep(n)
	}
}

func (b *builder) words(text string) {
	for _, w := range strings.Fields(text) {
		b.dep(b.d.Intern(w))
	}
}

func (g *generator) build(x *item) error {
	g.marks++
	b := &builder{generator: g, x: x}
	err := b.item()
	var known *Error
	if err != nil && !errors.As(err, &known) && !g.d.Env().Evaluator.Passes(err) {
		err = &Error{Name: x.name.Text(), Err: err}
	}
	return err
}

func (b *builder) item() error {
	name := b.x.name.Text()
	if f := b.functions[b.x.name]; f != nil {
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
func (b *builder) function(f *Function) error {
	b.text.WriteString(f.Text)
	for _, r := range f.References {
		b.dep(b.d.Intern(r))
	}
	for _, x := range f.Execs {
		b.call(b.d.Intern(x))
	}
	var list []contains
	for _, c := range f.Contains {
		list = append(list, contains{b.d.Intern(c.Variable), c.Items})
	}
	sortContains(list)
	if err := b.contains(list); err != nil {
		return err
	}
	b.x.text, b.x.set = b.text.String(), true
	return nil
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
		b.x.text, err = b.str(e.Raw)
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
func (b *builder) readFlags() (flags, error) {
	var f flags
	var err error
	name := b.x.name.Text()
	expand := func(flag string, value any) any {
		text, ok := value.(string)
		if ok && err == nil && strings.Contains(text, "${") {
			text, err = b.d.Expand(text, name+"["+flag+"]")
			return text
		}
		return value
	}
	text := func(flag string, value any) string {
		s, _ := expand(flag, value).(string)
		return s
	}
	b.d.EachFlag(b.x.name, func(flag string, value any) {
		switch flag {
		case "func":
			f.function = truthy(value)
		case "python":
			f.python = truthy(value)
		case "vardeps":
			f.vardeps = text(flag, value)
		case "vardepsexclude":
			b.excluded = strings.Fields(text(flag, value))
		case "vardepvalue":
			f.value, f.hasValue = expand(flag, value), true
		case "vardepvalueexclude":
			f.valueExclude = value
		case "prefuncs":
			f.prefuncs = text(flag, value)
		case "postfuncs":
			f.postfuncs = text(flag, value)
		case "exports":
			f.exports = text(flag, value)
		}
	})
	if err != nil {
		return f, err
	}
	if b.substr != "" || len(b.exclude) > 0 {
		b.d.EachFlag(b.x.name, func(flag string, value any) {
			if b.substr != "" && !strings.Contains(b.substr, flag) || len(b.exclude) > 0 && !slices.Contains(b.exclude, flag) {
				b.dep(b.flagName(flag))
			}
		})
	}
	return f, nil
}

// flagName returns the name of a flag of the item.
func (b *builder) flagName(flag string) *datastore.Name {
	return b.d.Intern(b.x.name.Text() + "[" + flag + "]")
}

// variable is for variables and functions of the metadata.
func (b *builder) variable() error {
	f, err := b.readFlags()
	if err != nil {
		return err
	}
	b.words(f.vardeps)
	b.x.set = true
	if f.hasValue {
		var text string
		if text, err = b.str(f.value); err != nil {
			return err
		}
		b.text.WriteString(text)
		b.x.set = f.value != nil
	} else {
		switch {
		case f.function && f.python:
			err = b.pythonFunction()
		case f.function:
			err = b.shellFunction()
		default:
			err = b.plain(b.d)
		}
		if err != nil {
			return err
		}
		if f.function {
			b.words(f.prefuncs)
			b.words(f.postfuncs)
			b.words(f.exports)
		}
	}
	b.x.text = b.text.String()
	if exclude, ok := f.valueExclude.(string); ok {
		for _, x := range strings.Split(exclude, "|") {
			if x != "" {
				b.x.text = strings.ReplaceAll(b.x.text, x, "")
			}
		}
	}
	return nil
}

// raw writes a value where it is true.
func (b *builder) raw(v any) error {
	if !truthy(v) {
		return nil
	}
	text, err := b.str(v)
	b.text.WriteString(text)
	return err
}

func (b *builder) pythonFunction() error {
	value, err := b.code.RawOf(b.x.name)
	if err != nil {
		return err
	}
	if err := b.raw(value); err != nil {
		return err
	}
	text, _ := value.(string)
	a, err := b.python(text)
	if err != nil {
		return err
	}
	if a.err != nil {
		return &Error{b.x.name.Text(), a.err, a.err}
	}
	b.analysis(a)
	return b.contains(a.contains)
}

func (b *builder) shellFunction() error {
	e, err := b.code.Unfiltered(b.x.name)
	if err != nil {
		return err
	}
	if text, ok := e.Value.(string); ok {
		commands, err := b.Codes.Shell(text, b.Behaviour.OldShell)
		if err != nil {
			return err
		}
		for _, c := range commands {
			b.call(b.d.Intern(c))
		}
	}
	for _, n := range b.exports {
		b.dep(n)
	}
	return b.value(e)
}

func (b *builder) plain(d *datastore.Store) error {
	e, err := d.Unfiltered(b.x.name)
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
		b.text.WriteString("\n_remove of " + r)
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
		if b.ignore[c.name] || slices.Contains(b.excluded, c.name.Text()) {
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
			b.text.WriteString("\n" + c.name.Text() + "{" + item + "} = " + state)
		}
	}
	return nil
}

// wordsOf returns the words of a variable's value.
func (g *generator) wordsOf(n *datastore.Name) (map[string]bool, error) {
	if w, ok := g.wordSets[n]; ok {
		return w, nil
	}
	text, err := g.d.Get(n.Text())
	if err != nil {
		return nil, err
	}
	w := map[string]bool{}
	for _, x := range strings.Fields(text) {
		w[x] = true
	}
	g.wordSets[n] = w
	return w, nil
}
