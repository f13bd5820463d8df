package sig

import (
	"slices"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/python"
)

// analysis is what a piece of Python refers to, with interned names.
type analysis struct {
	refs, execs []*datastore.Name
	contains    []contains
	err         *python.SyntaxError
	of          *Shared
}

// contains is what code asks of a variable's words.
type contains struct {
	name  *datastore.Name
	items []string
}

// inline returns what the Python in a value refers to.
func (g *generator) inline(code *datastore.Code) (*analysis, error) {
	if a, ok := code.Note.Load().(*analysis); ok && a.of == g.Shared {
		return a, nil
	}
	a, err := g.python(code.Text)
	if err == nil {
		code.Note.Store(a)
	}
	return a, err
}

// body returns what a Python function refers to. Most recipes have the same text for a name, which is then not even compared.
func (g *generator) body(n *datastore.Name, code string) (*analysis, error) {
	id := int(n.ID())
	if id >= len(g.bodies) {
		g.bodies = append(g.bodies, make([]body, id+id/4+64-len(g.bodies))...)
	}
	if b := g.bodies[id]; b.analysis != nil && b.text == code {
		return b.analysis, nil
	}
	a, err := g.python(code)
	if err == nil {
		g.bodies[id] = body{code, a}
	}
	return a, err
}

// python returns what Python code refers to.
func (g *generator) python(code string) (*analysis, error) {
	if got, ok := g.analyses.Load(code); ok {
		return got.(*analysis), nil
	}
	found, syntax := g.Codes.Body(code)
	a := &analysis{err: syntax, of: g.Shared}
	if err := g.add(a, found); err != nil {
		return nil, err
	}
	sortContains(a.contains)
	got, _ := g.analyses.LoadOrStore(code, a)
	return got.(*analysis), nil
}

// shell returns the commands that a body of shell runs.
func (g *generator) shell(body string) ([]*datastore.Name, error) {
	key := shellKey(body)
	if got, ok := g.analyses.Load(key); ok {
		return got.([]*datastore.Name), nil
	}
	commands, err := g.Codes.Shell(body, g.Behaviour.OldShell)
	if err != nil {
		return nil, err
	}
	names := make([]*datastore.Name, len(commands))
	for i, c := range commands {
		names[i] = datastore.Intern(c)
	}
	g.analyses.Store(key, names)
	return names, nil
}

// shellKey is the key of a body of shell among the analyses.
type shellKey string

func (g *generator) add(a *analysis, found *datastore.Analysis) error {
	for _, r := range found.References {
		a.refs = append(a.refs, g.d.Intern(r))
	}
	list, execs, err := found.Resolve(g.py.Visit)
	if err != nil {
		return err
	}
	for _, x := range execs {
		a.execs = append(a.execs, g.d.Intern(x))
	}
	a.addContains(g, list)
	for _, text := range found.Expands {
		if err := g.addExpand(a, text); err != nil {
			return err
		}
	}
	return nil
}

func (a *analysis) addContains(g *generator, list []datastore.Contains) {
	for _, c := range list {
		a.contains = addContains(a.contains, contains{g.d.Intern(c.Variable), c.Items})
	}
}

// addContains adds what is asked of a variable, once each.
func addContains(list []contains, c contains) []contains {
	for i := range list {
		if list[i].name != c.name {
			continue
		}
		items := slices.Clone(list[i].items)
		for _, x := range c.items {
			if !slices.Contains(items, x) {
				items = append(items, x)
			}
		}
		list[i].items = items
		return list
	}
	return append(list, c)
}

// addExpand adds what a literal text that is given to d.expand refers to. BitBake expands it where no variable is set.
func (g *generator) addExpand(a *analysis, text string) error {
	e, err := datastore.New(g.d.Env()).ExpandWithRefs(text, "")
	if err != nil {
		return err
	}
	a.refs = append(a.refs, e.References()...)
	for _, code := range e.Code() {
		found, _ := g.Codes.Body(code.Text)
		if err := g.add(a, found); err != nil {
			return err
		}
	}
	return nil
}
