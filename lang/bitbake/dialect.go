package bitbake

import "strings"

// Dialect says which of BitBake's grammars a text is read by. The zero value is the newest (BitBake 2.18 and later); each
// field is something that an earlier release does otherwise.
type Dialect struct {
	// UnderscoreOverrides: overrides and override-style operators are written A_append_x (before 2.0).
	UnderscoreOverrides bool
	// PlainFlagNames: flag names have no "@" (before 2.8). NoFlagSlash: and no "/" (before 2.18).
	PlainFlagNames, NoFlagSlash bool
	// EmptyNames: an assignment cannot lack a name; the operator's characters are taken for one (before 2.18).
	EmptyNames bool
	// NoInheritDefer, NoAddPylib (before 2.8), NoIncludeAll, NoAddFragments (before 2.18): there is no such statement.
	NoInheritDefer, NoAddPylib, NoIncludeAll, NoAddFragments bool
	// OneTask: addtask takes one task and the last "before" and "after"; a comment behind it is not one (before 2.18).
	OneTask bool
	// TightOperators: an operator without blanks around it is no reason to warn (before 2.18).
	TightOperators bool
}

// DialectOf returns the dialect of a BitBake release: DialectOf(2, 8) for scarthgap.
func DialectOf(major, minor int) Dialect {
	before := func(a, b int) bool { return major < a || major == a && minor < b }
	return Dialect{
		UnderscoreOverrides: before(2, 0),
		PlainFlagNames:      before(2, 8),
		NoFlagSlash:         before(2, 18),
		EmptyNames:          before(2, 18),
		NoInheritDefer:      before(2, 8),
		NoAddPylib:          before(2, 8),
		NoIncludeAll:        before(2, 18),
		NoAddFragments:      before(2, 18),
		OneTask:             before(2, 18),
		TightOperators:      before(2, 18),
	}
}

// Kind is what sort of file a text is, which decides its grammar.
type Kind uint8

// The kinds of files.
const (
	Recipe  Kind = iota // .bb
	Append              // .bbappend
	Class               // .bbclass
	Include             // .inc
	Conf                // .conf
)

// KindOf returns the kind by a file's name. ok is false for a name that BitBake refuses to parse.
func KindOf(name string) (kind Kind, ok bool) {
	switch {
	case strings.HasSuffix(name, ".conf"):
		return Conf, true
	case strings.HasSuffix(name, ".bb"):
		return Recipe, true
	case strings.HasSuffix(name, ".bbappend"):
		return Append, true
	case strings.HasSuffix(name, ".bbclass"):
		return Class, true
	case strings.HasSuffix(name, ".inc"):
		return Include, true
	}
	return Conf, false
}
