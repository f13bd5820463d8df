package resolve

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// taskEntry is a task that may be run. It is there once its recipe may be built, wanted or not.
type taskEntry struct {
	m      *multi
	recipe *Recipe
	*Task
	depends, rdepends []named // the flags of these names
	edges             []edge
}

// named is "NAME:do_TASK".
type named struct{ name, task string }

// addTasks adds a recipe's tasks, and notes the names that they and the recipe need.
func (m *multi) addTasks(r *Recipe) error {
	if r.tasks >= 0 {
		return nil
	}
	r.tasks = len(m.r.tasks)
	m.seen = append(m.seen, r)
	if err := m.extraDepends(r); err != nil {
		return err
	}
	for i := range r.Inputs.Tasks {
		e := taskEntry{m: m, recipe: r, Task: &r.Inputs.Tasks[i]}
		var err error
		if e.depends, err = m.named(r, e.Task, "depends", &m.build); err != nil {
			return err
		}
		if e.rdepends, err = m.named(r, e.Task, "rdepends", &m.run); err != nil {
			return err
		}
		if err := m.addMulticonfigDepends(r, e.Task); err != nil {
			return err
		}
		m.r.tasks = append(m.r.tasks, e)
	}
	run := r.runTimeNames()
	for _, d := range r.depends() {
		addDependee(&m.build, d, r)
	}
	for _, d := range run {
		addDependee(&m.run, d.name, r)
	}
	for _, d := range r.depends() {
		m.build.see(d)
		if m.build.failed[d] {
			return m.fail(r, nil)
		}
	}
	for _, d := range run {
		m.run.see(d.name)
		if m.run.failed[d.name] {
			return m.fail(r, nil)
		}
	}
	return nil
}

// depends returns what a recipe needs to be built.
func (r *Recipe) depends() []string {
	if r.extra != nil {
		return r.extra
	}
	return r.Inputs.Depends
}

// extraDepends runs a recipe's calculate_extra_depends, where it has one (bb.taskdata's add_extra_deps).
func (m *multi) extraDepends(r *Recipe) (err error) {
	if strings.TrimSpace(r.Inputs.ExtraDepends) == "" || m.r.opts.ExtraDepends == nil {
		return nil
	}
	call := ExtraCall{Multiconfig: m.Name, Recipe: r, Depends: r.Inputs.Depends, World: m.world(""), Recipes: map[string][]string{}}
	for _, o := range m.recipes {
		call.Recipes[o.PN] = append(call.Recipes[o.PN], o.Name)
	}
	r.extra, err = m.r.opts.ExtraDepends(call)
	return err
}

// world returns what "world" means. The first who asks decides which task it is about, "" for any.
func (m *multi) world(task string) []string {
	if m.worldNames == nil {
		m.worldNames = m.Catalog.world(task)
	}
	return m.worldNames
}

func addDependee(n *namespace, name string, r *Recipe) {
	if list := n.dependees[name]; len(list) == 0 || list[len(list)-1] != r {
		n.dependees[name] = append(list, r)
	}
}

// named reads a [depends] or [rdepends].
func (m *multi) named(r *Recipe, t *Task, flag string, n *namespace) ([]named, error) {
	text := t.Flags[flag]
	var out []named
	for _, w := range strings.Fields(text) {
		name, task, ok := strings.Cut(w, ":")
		if !ok || strings.Contains(task, ":") {
			return nil, problem(CodeTaskDependency, fmt.Sprintf("Error for %s:%s[%s], dependency %s in '%s' does not contain exactly one ':' character.\n Task '%s' should be specified in the form 'packagename:task'",
				r.Name, t.Name, flag, w, text, flag), Cause{r, t.Name, flag, w, ""})
		}
		out = append(out, named{name, task})
		n.see(name)
		if list := n.flagged[name]; len(list) == 0 || list[len(list)-1] != r {
			n.flagged[name] = append(list, r)
		}
	}
	return out, nil
}

// addMulticonfigDepends reads a [mcdepends].
func (m *multi) addMulticonfigDepends(r *Recipe, t *Task) error {
	for _, w := range strings.Fields(t.Flags["mcdepends"]) {
		if strings.Count(w, ":") != 4 {
			return problem(CodeTaskDependency, fmt.Sprintf("Error for %s:%s[mcdepends], multiconfig dependency %s does not contain exactly four  ':' characters.\n Task 'mcdepends' should be specified in the form 'mc:fromMC:toMC:packagename:task'",
				r.Name, t.Name, w), Cause{r, t.Name, "mcdepends", w, ""})
		}
		if !slices.Contains(m.mcdepends, w) {
			m.mcdepends = append(m.mcdepends, w)
		}
	}
	return nil
}

// runTimeName is a package that a recipe needs at run time, and the variable that says so.
type runTimeName struct{ name, variable string }

// runTimeNames returns what all packages of a recipe need or recommend, each name once.
func (r *Recipe) runTimeNames() []runTimeName {
	in := r.Inputs
	var out []runTimeName
	seen := map[string]bool{}
	add := func(variable string, list []string) {
		for _, d := range list {
			if !seen[d] {
				seen[d] = true
				out = append(out, runTimeName{d, variable})
			}
		}
	}
	add("RDEPENDS", in.RDepends)
	for _, p := range in.Packages {
		if list := in.PackageRDepends[p]; len(list) > 0 {
			add("RDEPENDS:"+p, list)
		}
	}
	add("RRECOMMENDS", in.RRecommends)
	for _, p := range in.Packages {
		if list := in.PackageRRecommends[p]; len(list) > 0 {
			add("RRECOMMENDS:"+p, list)
		}
	}
	return out
}

// fail takes a recipe that cannot be built out of what was chosen. chain is what is missing, from what was asked for down.
func (m *multi) fail(r *Recipe, chain []string) error {
	if m.failed[r] {
		return nil
	}
	m.failed[r] = true
	drop := func(n *namespace, remove func(string, []string) error) error {
		for _, name := range n.provided[r] {
			i := n.items[name]
			had := len(i.providers)
			i.providers = slices.DeleteFunc(i.providers, func(p *Recipe) bool { return p == r })
			if had > 0 && len(i.providers) == 0 {
				if err := remove(name, chain); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := drop(&m.build, m.removeBuild); err != nil {
		return err
	}
	return drop(&m.run, m.removeRun)
}

// removeBuild notes that nothing can be built that provides a name, and takes out what needs it.
func (m *multi) removeBuild(name string, chain []string) error {
	chain = append([]string{name}, chain...)
	if err := m.remove(&m.build, name, chain); err != nil {
		return err
	}
	if !m.r.opts.Continue && m.external[name] {
		return problem(CodeUnbuildable, fmt.Sprintf("Required build target '%s' has no buildable providers.\nMissing or unbuildable dependency chain was: %s", name, quoted(chain)), m.chainCauses(chain)...)
	}
	return nil
}

// removeRun does the same for a package.
func (m *multi) removeRun(name string, chain []string) error {
	chain = append([]string{name}, chain...)
	m.r.say(message(CodeUnbuildableRun, fmt.Sprintf("Runtime target '%s' is unbuildable, removing...\nMissing or unbuildable dependency chain was: %s", name, quoted(chain))))
	return m.remove(&m.run, name, chain)
}

func (m *multi) remove(n *namespace, name string, chain []string) error {
	n.failed[name] = true
	for _, list := range [][]*Recipe{n.dependees[name], n.flagged[name]} {
		for _, r := range list {
			if err := m.fail(r, chain); err != nil {
				return err
			}
		}
	}
	return nil
}

// quoted writes a list as BitBake does.
func quoted(list []string) string { return "['" + strings.Join(list, "', '") + "']" }

// chainCauses finds what makes each name of a chain need the next.
func (m *multi) chainCauses(chain []string) []Cause {
	var out []Cause
	for i := range len(chain) - 1 {
		needs, what := chain[i+1], chain[i]
		find := func(r *Recipe) bool {
			if slices.Contains(r.depends(), needs) {
				out = append(out, Cause{r, "DEPENDS", "", needs, what + " needs " + needs})
				return true
			}
			for _, d := range r.runTimeNames() {
				if d.name == needs {
					out = append(out, Cause{r, d.variable, "", needs, what + " needs " + needs})
					return true
				}
			}
			return false
		}
		for _, r := range slices.Concat(m.providers[what], m.packages[what]) {
			if find(r) {
				break
			}
		}
	}
	return out
}

// addUnresolved finds providers for all names that came up, and for those that come up with that, until there are none left.
func (m *multi) addUnresolved() error {
	for {
		added := 0
		for _, name := range m.unresolved(&m.build) {
			err := m.addProvider(name)
			if none := (errNone{}); errors.As(err, &none) {
				if !m.r.opts.Continue && m.external[name] {
					return &Problem{Diagnostic: none.Diagnostic}
				}
				m.r.say(none.Diagnostic)
				err = m.removeBuild(name, nil)
				added--
			}
			if err != nil {
				return err
			}
			added++
		}
		for _, name := range m.unresolved(&m.run) {
			err := m.addRunTimeProvider(name)
			if none := (errNone{}); errors.As(err, &none) {
				m.r.say(none.Diagnostic)
				err = m.removeRun(name, nil)
				added--
			}
			if err != nil {
				return err
			}
			added++
		}
		if added == 0 {
			return nil
		}
	}
}

// unresolved returns the names that have neither a provider nor failed.
func (m *multi) unresolved(n *namespace) []string {
	var out []string
	for _, name := range n.names {
		if len(n.items[name].providers) == 0 && !n.failed[name] && !m.isIgnored(name) {
			out = append(out, name)
		}
	}
	return out
}
