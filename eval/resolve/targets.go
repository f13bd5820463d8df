package resolve

import (
	"fmt"
	"slices"
	"strings"
)

// target is a task that is asked for, of the recipe that was chosen for a name.
type target struct {
	m          *multi
	name, task string
	recipe     *Recipe
}

// Add finds the recipes that targets and all that they need are built by. task is the task for targets that name none, "build"
// where empty.
//
// A target is NAME, NAME:do_TASK, either of them behind "mc:MULTICONFIG:" or, for all multiconfigs, "mc:*:"; "world" and
// "universe" stand for many (the manual's "bitbake" command; "multiconfig:" is an old form of "mc:"). NAME:TASK is short for
// NAME:do_TASK. A task with a "-" behind stands for what it comes after.
func (r *Resolver) Add(targets []string, task string) error {
	task = taskName(task)
	list, err := r.expand(targets, task)
	if err != nil {
		return err
	}
	for _, t := range list {
		if err := r.addTarget(t, task); err != nil {
			return err
		}
	}
	if err := r.addMulticonfigs(); err != nil {
		return err
	}
	for _, m := range r.configs {
		if err := m.addUnresolved(); err != nil {
			return err
		}
	}
	return nil
}

// taskName puts the "do_" in front of a task's name that may be left out.
func taskName(task string) string {
	if task == "" {
		task = "build"
	}
	if !strings.HasPrefix(task, "do_") {
		task = "do_" + task
	}
	return task
}

// expand puts what "world", "universe" and "mc:*:" stand for in their place, as bb.cooker's checkPackages and buildTaskData do.
func (r *Resolver) expand(targets []string, task string) ([]string, error) {
	var list, behind []string
	world, universe := false, false
	for _, t := range targets {
		if m := r.byName[""]; m != nil && m.ignoredNames[t] {
			r.say(message(CodeAssumed, `Explicit target "`+t+`" is in ASSUME_PROVIDED, ignoring`))
		}
		switch {
		case t == "world":
			world = true
		case t == "universe":
			universe, r.universe = true, true
		case strings.HasPrefix(t, "multiconfig:"):
			behind = append(behind, "mc:"+strings.TrimPrefix(t, "multiconfig:"))
		default:
			list = append(list, t)
		}
	}
	list = append(list, behind...)
	for _, m := range r.configs {
		if world {
			list = append(list, m.asTargets(m.world(task))...)
		}
		if universe {
			list = append(list, m.asTargets(m.universe(task))...)
		}
	}
	return r.wildcards(list)
}

// asTargets returns names as targets in a multiconfig.
func (m *multi) asTargets(names []string) []string {
	if m.Name == "" {
		return names
	}
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "mc:" + m.Name + ":" + n
	}
	return out
}

// wildcards writes "mc:*:NAME" out. The main configuration is among "*" only where no target is without "mc:".
func (r *Resolver) wildcards(list []string) ([]string, error) {
	var out []string
	wildcard, explicit, implicit := false, false, ""
	for _, t := range list {
		mc, name, ok := cutMulticonfig(t)
		if !ok {
			explicit = true
			out = append(out, t)
			continue
		}
		if wildcard {
			return nil, problem(CodeTarget, "multiconfig conflict\nnothing with mc: may come behind mc:*:")
		}
		if mc != "*" {
			out = append(out, t)
			continue
		}
		wildcard = true
		for _, m := range r.configs {
			if m.Name == "" {
				implicit, _, _ = strings.Cut(name, ":")
			} else {
				out = append(out, strings.ReplaceAll(t, "*", m.Name))
			}
		}
	}
	if !explicit && implicit != "" {
		out = append(out, implicit)
	}
	return out, nil
}

// cutMulticonfig splits "mc:NAME:TARGET".
func cutMulticonfig(t string) (mc, rest string, ok bool) {
	if !strings.HasPrefix(t, "mc:") || strings.Count(t, ":") < 2 {
		return "", t, false
	}
	mc, rest, _ = strings.Cut(t[len("mc:"):], ":")
	return mc, rest, true
}

// Split splits a target into the multiconfig, the name, and the task, "" where it names none.
func Split(t string) (mc, name, task string) {
	mc, name, _ = cutMulticonfig(t)
	if before, behind, ok := strings.Cut(name, ":do_"); ok {
		behind, _, _ = strings.Cut(behind, ":do_")
		return mc, before, taskName(behind)
	}
	if before, behind, ok := strings.Cut(name, ":"); ok && before != "virtual" && before != "mc" && behind != "" {
		return mc, before, taskName(behind)
	}
	return mc, name, ""
}

func (r *Resolver) addTarget(t, task string) error {
	mc, name, own := Split(t)
	if own != "" {
		task = own
	}
	m := r.byName[mc]
	if m == nil {
		return problem(CodeTarget, fmt.Sprintf("Multiconfig dependency %s depends on nonexistent multiconfig configuration named %s", t, mc))
	}
	if err := m.addTarget(name); err != nil {
		return err
	}
	if p := m.build.provider(name); p != nil { // nothing where it is assumed to be provided
		r.targets = append(r.targets, target{m, name, task, p})
	}
	return nil
}

// addMulticonfigs finds the recipes that [mcdepends] name.
func (r *Resolver) addMulticonfigs() error {
	if len(r.configs) == 1 && len(r.configs[0].mcdepends) == 0 {
		return nil
	}
	seen := map[string]bool{}
	for {
		var list []string
		for _, m := range r.configs {
			if err := m.addUnresolved(); err != nil {
				return err
			}
			list = append(list, m.mcdepends...)
		}
		list = slices.DeleteFunc(list, func(d string) bool { return seen[d] })
		if len(list) == 0 {
			return nil
		}
		for _, d := range list {
			parts := strings.Split(d, ":")
			m := r.byName[parts[2]]
			if m == nil {
				return problem(CodeTaskDependency, fmt.Sprintf("Multiconfig dependency %s depends on nonexistent multiconfig configuration named configuration %s", d, parts[2]))
			}
			if err := m.addTarget(parts[3]); err != nil {
				return err
			}
			seen[d] = true
		}
	}
}
