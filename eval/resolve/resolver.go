package resolve

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// Options are what a resolver works with. Configs and Compile are needed.
type Options struct {
	// Configs are the configurations, the main one ("") first.
	Configs []MultiOptions
	// Compile compiles an expression in Python's syntax.
	Compile func(pattern string) (Pattern, error)
	// ExtraDepends runs a recipe's calculate_extra_depends and returns the dependencies that it makes of the recipe's own; nil: there
	// is none.
	ExtraDepends func(ExtraCall) ([]string, error)
	Behaviour    Behaviour
	// Continue goes on without what cannot be built, as BitBake's --continue does.
	Continue bool
	// Say takes warnings and notes, and errors that do not end the work. It may be nil.
	Say func(*diag.Diagnostic)
}

// ExtraCall is what a calculate_extra_depends gets.
type ExtraCall struct {
	Multiconfig string
	Recipe      *Recipe
	Depends     []string            // of the recipe
	World       []string            // what "world" means
	Recipes     map[string][]string // the recipes' names by PN
}

// MultiOptions are a multiconfig's part of Options.
type MultiOptions struct {
	Name   string // "" is the main configuration
	Config Config
	*Catalog
}

// Resolver works out which recipes and tasks targets need. It serves once.
type Resolver struct {
	opts    Options
	configs []*multi
	byName  map[string]*multi
	said    map[string]bool

	recipes []*Recipe // all, by index
	tasks   []taskEntry
	targets []target
	// universe says that all there is was asked for: what cannot be built or is there twice is no error then.
	universe bool
}

// multi is a configuration: what has been decided in it so far (bb.taskdata.TaskData).
type multi struct {
	MultiOptions
	r            *Resolver
	prefer       preferences
	ignored      map[string]bool // by name, once asked
	ignoredNames map[string]bool
	ignoredRe    []Pattern

	build, run namespace
	external   map[string]bool // names that were asked for from outside
	failed     map[*Recipe]bool
	considered map[string]bool // names of which several providers were told
	seen       []*Recipe       // those whose tasks were added
	mcdepends  []string
	worldNames []string // once asked for
}

// namespace is what is known of the names of one kind: of builds, or of packages.
type namespace struct {
	names  []string // in the order in which they came up
	items  map[string]*item
	failed map[string]bool
	// dependees are the recipes that name a name in DEPENDS or RDEPENDS, flagged those whose tasks do in a flag.
	dependees, flagged map[string][]*Recipe
	provided           map[*Recipe][]string // what a recipe was taken for
}

type item struct{ providers []*Recipe }

func newNamespace() namespace {
	return namespace{
		items: map[string]*item{}, failed: map[string]bool{}, dependees: map[string][]*Recipe{}, flagged: map[string][]*Recipe{},
		provided: map[*Recipe][]string{},
	}
}

// see notes that a name came up.
func (n *namespace) see(name string) *item {
	i := n.items[name]
	if i == nil {
		i = &item{}
		n.items[name] = i
		n.names = append(n.names, name)
	}
	return i
}

// provider returns the recipe that was chosen for a name; nil where there is none.
func (n *namespace) provider(name string) *Recipe {
	if i := n.items[name]; i != nil && len(i.providers) > 0 {
		return i.providers[0]
	}
	return nil
}

// New returns a resolver.
func New(opts Options) (*Resolver, error) {
	r := &Resolver{opts: opts, byName: map[string]*multi{}, said: map[string]bool{}}
	for _, o := range opts.Configs {
		m := &multi{
			MultiOptions: o, r: r, build: newNamespace(), run: newNamespace(), ignored: map[string]bool{}, ignoredNames: map[string]bool{},
			external: map[string]bool{}, failed: map[*Recipe]bool{}, considered: map[string]bool{},
		}
		m.prefer = preferences{config: o.Config, listed: map[string]string{}, say: r.say}
		if err := m.assumed(); err != nil {
			return nil, err
		}
		if err := m.preferredProviders(); err != nil {
			return nil, err
		}
		for _, recipe := range o.recipes {
			recipe.index = len(r.recipes)
			r.recipes = append(r.recipes, recipe)
		}
		r.configs = append(r.configs, m)
		r.byName[o.Name] = m
	}
	return r, nil
}

// say hands on a message, once.
func (r *Resolver) say(d *diag.Diagnostic) {
	if r.opts.Say == nil || d == nil {
		return
	}
	key := d.Message + "\n" + d.Detail
	if r.said[key] {
		return
	}
	r.said[key] = true
	r.opts.Say(d)
}

// assumed reads ASSUME_PROVIDED: names, and expressions where an entry begins with "^" or ends with "$".
func (m *multi) assumed() error {
	text, err := m.Config.Get("ASSUME_PROVIDED")
	if err != nil {
		return err
	}
	for _, w := range strings.Fields(text) {
		if !strings.HasPrefix(w, "^") && !strings.HasSuffix(w, "$") {
			m.ignoredNames[w] = true
			continue
		}
		re, err := m.r.opts.Compile(w)
		if err != nil {
			return problem(CodePattern, "ASSUME_PROVIDED has '"+w+"': "+err.Error())
		}
		m.ignoredRe = append(m.ignoredRe, re)
	}
	return nil
}

// isIgnored reports whether a name is assumed to be provided.
func (m *multi) isIgnored(name string) bool {
	if m.ignoredNames[name] {
		return true
	}
	if len(m.ignoredRe) == 0 {
		return false
	}
	yes, known := m.ignored[name]
	if !known {
		yes = slices.ContainsFunc(m.ignoredRe, func(p Pattern) bool { return p.MatchStart(name) })
		m.ignored[name] = yes
	}
	return yes
}

// preferredProviders reads PREFERRED_PROVIDERS (the manual's variable of that name): pairs NAME:PN.
func (m *multi) preferredProviders() error {
	text, err := m.Config.Get("PREFERRED_PROVIDERS")
	if err != nil {
		return err
	}
	for _, w := range strings.Fields(text) {
		name, pn, ok := strings.Cut(w, ":")
		if !ok || strings.Contains(pn, ":") {
			m.r.say(message(CodePreferences, "Malformed option in PREFERRED_PROVIDERS variable: "+w))
			continue
		}
		if has, ok := m.prefer.listed[name]; ok && has != pn {
			m.r.say(message(CodePreferences, "conflicting preferences for "+name+": both "+pn+" and "+has+" specified"))
		}
		m.prefer.listed[name] = pn
	}
	return nil
}

// Providers returns, by name, the recipes that were chosen for build-time names in a multiconfig.
func (r *Resolver) Providers(mc string) map[string]*Recipe {
	m := r.byName[mc]
	out := make(map[string]*Recipe, len(m.build.names))
	for _, name := range m.build.names {
		if p := m.build.provider(name); p != nil {
			out[name] = p
		}
	}
	return out
}
