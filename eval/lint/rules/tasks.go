package rules

import (
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// addedAt returns where a task's flag ("task", "deps") was set by an addtask statement of a checked file: the last such place, and the
// task's name there where it can be found.
func addedAt(p *lint.RecipePass, task, flag string) (diag.Place, *bitbake.AddTask) {
	for _, e := range slices.Backward(p.Data.History(task)) {
		if e.Flag != flag {
			continue
		}
		s, ok := p.StatementOf(e.Origin).(*bitbake.AddTask)
		if !ok {
			continue
		}
		place := diag.Place{File: e.File, Span: s.Args.Span}
		for _, w := range lint.Words(s.Args) {
			if w.Value == task || w.Value == strings.TrimPrefix(task, "do_") {
				place.Span = w.Span
				break
			}
		}
		return place, s
	}
	return diag.Place{}, nil
}

var taskWithoutBody = &lint.Rule{
	ID: "task-without-function", Aliases: []string{"oelint.task.addnotaskbody"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a task that is added has a function",
		Why:     "BitBake runs the task, says that its function does not exist, and goes on: what was to be done is not.",
		Bad:     "addtask check_it after do_compile before do_build\n",
		Good:    "do_check_it() {\n    :\n}\naddtask check_it after do_compile before do_build\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, task := range interp.Tasks(p.Data).Names {
			if value, err := p.Data.Raw(task); err != nil || value != nil || p.Data.RawFlag(task, "noexec") != nil {
				continue
			}
			if place, s := addedAt(p, task, "task"); s != nil {
				p.Report(place, "there is no function %s", task)
			}
		}
	},
}

var taskDoc = &lint.Rule{
	ID: "task-without-doc", Aliases: []string{"oelint.task.docstrings"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "a task of one's own is described",
		Why: "bitbake -c listtasks shows TASK[doc]; without it nobody learns what the task is for. A task is one's own where the file has " +
			"its function, too.",
		Bad:  "do_check_it() {\n    :\n}\naddtask check_it after do_compile\n",
		Good: "do_check_it() {\n    :\n}\ndo_check_it[doc] = \"Checks it\"\naddtask check_it after do_compile\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		described := map[string]bool{}
		for _, f := range p.Files {
			eachAssignment(f, func(a *bitbake.Assignment) {
				if a.Flag.Value == "doc" {
					described[a.Name.Value] = true
				}
			})
		}
		for _, f := range p.Files {
			own := map[string]bool{}
			eachFunction(f, func(fn *bitbake.Function) { own[fn.Name.Value] = true })
			for _, s := range f.Stmts {
				s, ok := s.(*bitbake.AddTask)
				if !ok {
					continue
				}
				for _, w := range taskWords(s) {
					task := "do_" + strings.TrimPrefix(w.Value, "do_")
					if own[task] && !described[task] {
						described[task] = true
						p.Report(diag.Place{File: f.Source, Span: w.Span}, "%s has no description: set %s[doc]", task, task)
					}
				}
			}
		}
	},
}

var taskLoop = &lint.Rule{
	ID: "task-loop", Aliases: []string{"oelint.task.customorder"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no task has to run before itself",
		Why:     "BitBake cannot order the tasks: \"before\" and \"after\" of addtask lead back to where they started, and no build begins.",
		Bad:     "do_check_it() {\n    :\n}\naddtask check_it after do_install before do_compile\n",
		Good:    "do_check_it() {\n    :\n}\naddtask check_it after do_compile before do_install\n",
	},
	Recipe: func(p *lint.RecipePass) {
		tasks := interp.Tasks(p.Data)
		before := ancestors(tasks)
		for _, task := range tasks.Names {
			if !before[task][task] {
				continue
			}
			if place, s := addedAt(p, task, "deps"); s != nil && fromRecipe(p, place.File) {
				p.Report(place, "%s has to run before itself", strings.Join(loopOf(tasks, before, task), " before "))
			}
		}
	},
}

// fromRecipe reports whether a file is one of the recipe's own, not a class.
func fromRecipe(p *lint.RecipePass, file *source.File) bool {
	return slices.ContainsFunc(p.Own(), func(f *bitbake.File) bool { return f.Source.Name() == file.Name() })
}

// ancestors returns for each task those that run before it.
func ancestors(tasks *interp.TaskFlags) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	var add func(to map[string]bool, task string)
	add = func(to map[string]bool, task string) {
		for _, parent := range tasks.Parents[task] {
			if !to[parent] {
				to[parent] = true
				add(to, parent)
			}
		}
	}
	for _, task := range tasks.Names {
		out[task] = map[string]bool{}
		add(out[task], task)
	}
	return out
}

// loopOf returns the tasks of a loop in the order in which they would run, from a task back to it.
func loopOf(tasks *interp.TaskFlags, before map[string]map[string]bool, task string) []string {
	loop := []string{task}
	for at := task; ; {
		i := slices.IndexFunc(tasks.Parents[at], func(t string) bool { return t == task || before[t][task] && !slices.Contains(loop, t) })
		if i < 0 {
			break
		}
		if at = tasks.Parents[at][i]; at == task {
			break
		}
		loop = append(loop, at)
	}
	slices.Reverse(loop[1:])
	return loop
}

var taskOrder = &lint.Rule{
	ID: "task-order", Aliases: []string{"oelint.task.order"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "a recipe's tasks stand in the order in which they run",
		Why:     "A recipe is easier to follow that way. The order is that of the recipe's own tasks, as they depend on each other.",
		Bad:     "do_install() {\n    :\n}\ndo_compile() {\n    :\n}\n",
		Good:    "do_compile() {\n    :\n}\ndo_install() {\n    :\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Variant.Name != "" {
			return
		}
		before := ancestors(interp.Tasks(p.Data))
		for _, f := range p.Own() {
			var seen []*bitbake.Function
			eachFunction(f, func(fn *bitbake.Function) {
				task := root(fn.Name.Value)
				if before[task] == nil {
					return
				}
				for _, earlier := range seen {
					if name := root(earlier.Name.Value); before[name][task] {
						p.Report(diag.Place{File: f.Source, Span: fn.Name.Span}, "%s runs before %s, and stands behind it", task, name).
							About(task).Relate(diag.Place{File: f.Source, Span: earlier.Name.Span}, "here")
						return
					}
				}
				seen = append(seen, fn)
			})
		}
	},
}

// networkUse is a command that needs the network.
type networkUse struct {
	*script
	call *syntax.CallExpr
	what string
}

type networkIn struct{}

var taskNetwork = &lint.Rule{
	ID: "task-network", Aliases: []string{"oelint.task.network"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "tasks but do_fetch do without the network",
		Why: "BitBake runs tasks without network unless their network flag is set, and what a task gets from there is neither checked nor " +
			"kept: SRC_URI is for it.",
		Bad:  "do_compile() {\n    wget https://example.com/data.bin\n}\n",
		Good: "SRC_URI = \"https://example.com/data.bin;name=data\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, f := range p.Files() {
			for _, use := range lint.OnceIn(p, f, networkIn{}, func() []networkUse { return networkUses(p, f) }) {
				task := root(use.Name.Value)
				if p.Data.RawFlag(task, "task") != nil && p.Data.RawFlag(task, "network") == nil && !use.local(p.Data) {
					p.Report(diag.Place{File: f.Source, Span: use.span(use.call)}, "%s needs the network, which %s does not have: name it in SRC_URI", use.what, task)
				}
			}
		}
	},
}

// networkCommands are commands that load something, by their first words; a "!" stands before an option with which they do not.
var networkCommands = map[string][]string{
	"wget": {""}, "curl": {""}, "svn": {"checkout", "co", "export", "update"}, "apt-get": {"install", "update"},
	"git": {"clone", "fetch", "pull", "ls-remote", "submodule update"},
	"pip": {"install !--no-index !--no-deps", "download"}, "pip3": {"install !--no-index !--no-deps", "download"},
	"npm": {"install !--offline", "ci !--offline"}, "yarn": {"install !--offline"}, "go": {"get", "mod download"},
	"cargo": {"fetch !--offline", "install !--offline"}, "gem": {"install !--local"}, "cpan": {""}, "bundle": {"install !--local"},
}

func networkUses(p *lint.RecipePass, f *bitbake.File) []networkUse {
	var out []networkUse
	eachScript(p, f, func(s *script) {
		if !strings.HasPrefix(s.Name.Value, "do_") {
			return
		}
		s.calls(func(c *syntax.CallExpr) {
			words := s.words(c)
			name := path.Base(words[0])
			for _, form := range networkCommands[name] {
				if matchesForm(words[1:], strings.Fields(form)) {
					out = append(out, networkUse{s, c, strings.TrimSpace(name + " " + strings.Join(formWords(form), " "))})
					return
				}
			}
		})
	})
	return out
}

func formWords(form string) []string {
	return slices.DeleteFunc(strings.Fields(form), func(w string) bool { return w[0] == '!' })
}

// matchesForm reports whether a command's words begin with those of a form, options aside, and have none of its "!" options.
func matchesForm(words, form []string) bool {
	i := 0
	for _, w := range form {
		if w[0] == '!' {
			if slices.Contains(words, w[1:]) {
				return false
			}
			continue
		}
		for i < len(words) && strings.HasPrefix(words[i], "-") {
			i++
		}
		if i == len(words) || words[i] != w {
			return false
		}
		i++
	}
	return true
}

// local reports whether the command works on a repository of the build directory: a word of its own is a path, or so BitBake's
// variables have it.
func (u *networkUse) local(d *datastore.Store) bool {
	for _, w := range u.words(u.call)[1:] {
		if value, err := d.Expand(strings.Trim(w, "\"'"), ""); err == nil && (strings.HasPrefix(value, "/") || strings.HasPrefix(value, "file://")) {
			return path.Base(u.words(u.call)[0]) == "git"
		}
	}
	return false
}
