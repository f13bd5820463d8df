package resolve_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
)

// config is a configuration in memory.
type config map[string]string

func (c config) Get(name string) (string, error) { return c[name], nil }

func (c config) Lookup(name string) (string, bool, error) {
	v, ok := c[name]
	return v, ok, nil
}

// project is recipes and settings, written down:
//
//	set NAME = VALUE              a setting of the configuration
//	recipe [mc:M:]PN[_PV]         a recipe, with the tasks fetch, compile and build unless it has others
//	NAME = VALUE                  a variable of it: PROVIDES, DEPENDS, PACKAGES, RDEPENDS:pkg, PE, PREFERENCE, PRIORITY, SKIP, ...
//	task NAME [after TASK...]     a task of it
//	TASK[FLAG] = VALUE            a flag of one
type project struct {
	configs map[string]config
	recipes map[string][]*resolve.Recipe
	skipped map[string][]resolve.Skipped
	order   []string
}

func (p *project) config(mc string) config {
	if p.configs[mc] == nil {
		p.configs[mc] = config{}
		p.order = append(p.order, mc)
	}
	return p.configs[mc]
}

var flagLine = regexp.MustCompile(`^(\w+)\[([\w-]+)\]$`)

func parse(t *testing.T, text string) *project {
	t.Helper()
	p := &project{configs: map[string]config{}, recipes: map[string][]*resolve.Recipe{}, skipped: map[string][]resolve.Skipped{}}
	p.config("")
	var r *resolve.Recipe
	skip, mc := "", ""
	finish := func() {
		switch {
		case r == nil:
		case skip != "":
			p.skipped[mc] = append(p.skipped[mc], resolve.Skipped{PN: r.PN, Reason: skip, Provides: r.Provides, RProvides: r.Inputs.Packages})
		default:
			if r.Inputs.Tasks == nil {
				r.Inputs.Tasks = []resolve.Task{{Name: "do_fetch"}, {Name: "do_compile", Parents: []string{"do_fetch"}}, {Name: "do_build", Parents: []string{"do_compile"}}}
			}
			if r.Inputs.Packages == nil {
				r.Inputs.Packages = []string{r.PN}
			}
			p.recipes[mc] = append(p.recipes[mc], r)
		}
		r, skip = nil, ""
	}
	flags := map[string]map[string]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, assign := strings.Cut(line, " = ")
		words := strings.Fields(line)
		switch {
		case words[0] == "set" && assign:
			p.config("")[strings.TrimPrefix(name, "set ")] = value
		case words[0] == "recipe":
			finish()
			mc = ""
			id := words[1]
			if m, ok := strings.CutPrefix(id, "mc:"); ok {
				mc, id, _ = strings.Cut(m, ":")
			}
			p.config(mc)
			pn, pv, _ := strings.Cut(id, "_")
			r = &resolve.Recipe{Name: "/" + id + ".bb", PN: pn, PV: pv, PR: "r0", Inputs: &resolve.Inputs{}}
			if mc != "" {
				r.Name = "mc:" + mc + ":" + r.Name
			}
			clear(flags)
		case words[0] == "task":
			x := resolve.Task{Name: "do_" + words[1], Flags: flags["do_"+words[1]]}
			if len(words) > 3 {
				for _, w := range words[3:] {
					x.Parents = append(x.Parents, "do_"+w)
				}
			}
			r.Inputs.Tasks = append(r.Inputs.Tasks, x)
		case assign && flagLine.MatchString(name):
			m := flagLine.FindStringSubmatch(name)
			if r.Inputs.Tasks == nil {
				r.Inputs.Tasks = []resolve.Task{{Name: "do_fetch"}, {Name: "do_compile", Parents: []string{"do_fetch"}}, {Name: "do_build", Parents: []string{"do_compile"}}}
			}
			i := slices.IndexFunc(r.Inputs.Tasks, func(x resolve.Task) bool { return x.Name == m[1] })
			if i < 0 {
				t.Fatalf("no task in %q", line)
			}
			if r.Inputs.Tasks[i].Flags == nil {
				r.Inputs.Tasks[i].Flags = map[string]string{}
			}
			r.Inputs.Tasks[i].Flags[m[2]] = value
		case assign && name == "SKIP":
			skip = value
		case assign:
			variable(t, r, name, value)
		default:
			t.Fatalf("bad line %q", line)
		}
	}
	finish()
	return p
}

func variable(t *testing.T, r *resolve.Recipe, name, value string) {
	t.Helper()
	in := r.Inputs
	list := depend.Names(value)
	perPackage := func(to *map[string][]string, p string) {
		if *to == nil {
			*to = map[string][]string{}
		}
		(*to)[p] = list
	}
	variable, p, _ := strings.Cut(name, ":")
	switch {
	case name == "PROVIDES":
		r.Provides = list
	case name == "PE":
		r.PE = value
	case name == "PREFERENCE":
		_, _ = fmt.Sscan(value, &r.Preference)
	case name == "PRIORITY":
		_, _ = fmt.Sscan(value, &r.Priority)
	case name == "DEPENDS":
		in.Depends = list
	case name == "PACKAGES":
		in.Packages = list
	case name == "PACKAGES_DYNAMIC":
		in.PackagesDynamic = list
	case name == "NOT_WORLD":
		in.NotWorld = true
	case name == "EXTRA":
		in.ExtraDepends = value
	case variable == "RDEPENDS":
		perPackage(&in.PackageRDepends, p)
	case variable == "RRECOMMENDS":
		perPackage(&in.PackageRRecommends, p)
	case variable == "RPROVIDES":
		perPackage(&in.PackageRProvides, p)
	default:
		t.Fatalf("bad variable %s", name)
	}
}

type pattern struct{ *regexp.Regexp }

func (p pattern) MatchStart(s string) bool {
	at := p.FindStringIndex(s)
	return at != nil && at[0] == 0
}

// resolve resolves targets and returns the graph as text, one dependency a line, with what was said in front: of dependencies
// within a recipe by addtask only their number is told.
func (p *project) resolve(targets, task string, s resolve.Selection, edit func(*resolve.Options)) string {
	var out strings.Builder
	opts := resolve.Options{
		Compile: func(s string) (resolve.Pattern, error) {
			re, err := regexp.Compile(s)
			return pattern{re}, err
		},
		ExtraDepends: func(c resolve.ExtraCall) ([]string, error) { return append(c.Depends, c.World...), nil },
		Say: func(d *diag.Diagnostic) {
			fmt.Fprintf(&out, "%s: %s\n", d.Severity, strings.TrimSpace(d.Message+"\n"+d.Detail))
		},
	}
	for _, mc := range p.order {
		opts.Configs = append(opts.Configs, resolve.MultiOptions{Name: mc, Config: p.configs[mc], Catalog: resolve.NewCatalog(p.recipes[mc], p.skipped[mc])})
	}
	if edit != nil {
		edit(&opts)
	}
	g, err := func() (*graph.Graph, error) {
		r, err := resolve.New(opts)
		if err != nil {
			return nil, err
		}
		if err := r.Add(strings.Fields(targets), task); err != nil {
			return nil, err
		}
		return r.Graph(s, strings.Fields(p.configs[""]["BB_MULTI_PROVIDER_ALLOWED"]), nil)
	}()
	if err != nil {
		d := err.(*resolve.Problem)
		fmt.Fprintf(&out, "ERROR %s\n", strings.TrimSpace(d.Message+"\n"+d.Detail))
		for _, c := range d.Causes {
			flag := ""
			if c.Flag != "" {
				flag = "[" + c.Flag + "]"
			}
			fmt.Fprintf(&out, "  by %s %s%s %s\n", c.Recipe.PN, c.Variable, flag, c.Item)
		}
		return out.String()
	}
	fmt.Fprintf(&out, "%d tasks\n", len(g.Tasks))
	for i := range g.Tasks {
		for _, e := range g.Tasks[i].Depends {
			if why := g.Why(e); len(why) > 1 || why[0].Kind != graph.Addtask {
				fmt.Fprintf(&out, "%s > %s", g.ShortID(i), g.ShortID(e.To))
				for _, r := range why {
					fmt.Fprintf(&out, " (%s)", strings.Join(strings.Fields(string(r.Kind)+" "+r.Variable+" "+r.Item), " "))
				}
				out.WriteString("\n")
			}
		}
	}
	return out.String()
}
