package feature

import (
	"path"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// entity is what a name means wherever it stands: targets with the same entity mean the same.
type entity struct {
	kind Kind // Variable, Flag, Override, Class, Include, Python or Word
	name string
	of   string // of a flag the variable, of words what kind of thing they name
}

// entity returns what a target names; ok is false where that is nothing that stands in other places, too.
func (t Target) entity() (s entity, ok bool) {
	s = entity{kind: t.Kind, name: t.Name}
	switch t.Kind {
	case Variable, Task, Command:
		s = entity{kind: Variable, name: rootOf(t.variable())}
	case Operator:
		s = entity{kind: Variable, name: rootOf(t.Of)}
	case Flag:
		s.of = rootOf(t.Of)
	case Override, Class:
	case Python:
		if s.name == "d" || python.Builtin(s.name) { // they are everywhere, and Python's own
			return entity{}, false
		}
	case Include:
		s.name = path.Base(t.Name)
	case Word:
		s = wordEntity(t)
	default:
		return entity{}, false
	}
	return s, s.name != "" && !strings.ContainsAny(s.name, "${} \t")
}

// wordEntity returns what a word names, by the variable that it stands in.
func wordEntity(t Target) entity {
	root := rootOf(t.Of)
	switch {
	case t.Meaning() == Option:
		return entity{kind: Flag, name: t.Name, of: "PACKAGECONFIG"}
	case t.Meaning() == Recipe || t.Meaning() == Package:
		return entity{kind: Word, name: t.Name, of: "recipe"}
	case t.Meaning() == License:
		return entity{kind: Word, name: t.Name, of: "LICENSE"}
	case t.Flag != "":
		return entity{kind: Word, name: t.Name, of: root + "[" + t.Flag + "]"}
	case root == "MACHINE" || root == "DISTRO":
		return entity{kind: Override, name: t.Name}
	}
	return entity{kind: Word, name: t.Name, of: root}
}

func rootOf(name string) string {
	root, _, _ := strings.Cut(name, ":")
	return root
}

// means reports whether a target means the entity. A word that is a variable's whole name is taken for it: lists of tasks and of
// functions are variables like any.
func (s entity) means(t Target) bool {
	if t.Kind == Word && s.kind == Variable && t.Meaning() == Plain {
		return t.Name == s.name && isTelling(s.name)
	}
	got, ok := t.entity()
	return ok && got == s
}

// isTelling reports whether a name is one that nobody uses for something else.
func isTelling(name string) bool { return len(name) > 3 && strings.Contains(name, "_") }

// words returns the texts to look for: the name, or what tells it among others.
func (s entity) words() []string {
	if s.kind == Python {
		return []string{s.name[strings.LastIndexByte(s.name, '.')+1:]}
	}
	if task, ok := strings.CutPrefix(s.name, "do_"); ok && s.kind == Variable && task != "" {
		return []string{s.name, task}
	}
	return []string{s.name}
}

// isIncludeAll reports whether a statement includes all files of a name.
func isIncludeAll(s bitbake.Stmt) bool {
	include, ok := s.(*bitbake.IncludeStmt)
	return ok && include.Verb == "include_all"
}

// spanOf returns where the name stands in a target: of a word of addtask "install" for do_install the word, of a path its last part.
func (s entity) spanOf(t Target) source.Span {
	if s.kind == Include {
		return source.Span{Start: t.Span.End - source.Pos(len(s.name)), End: t.Span.End}
	}
	if t.Kind == Operator {
		return source.Span{}
	}
	return t.Span
}
