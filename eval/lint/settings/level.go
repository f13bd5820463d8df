// Package settings has what decides about findings: which rules run, with which options, and what becomes of what they find. It
// comes from a knead.hcl, or from oelint-adv's .oelint.cfg and rule files, and from the command line. Which rules and presets there
// are is told to it.
package settings

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// Level says what becomes of the findings of a rule.
type Level uint8

// The levels.
const (
	Off   Level = iota
	On          // with the severity that the rule gives them
	Error       // the others: with this severity
	Warning
	Info
	Hint
)

var levelNames = []string{"off", "on", "error", "warning", "info", "hint"}

func (l Level) String() string { return levelNames[l] }

// severity returns the severity of a level that has one.
func (l Level) severity() (s diag.Severity, ok bool) {
	return diag.Severity(l - Error), l >= Error
}

// ParseLevel reads a level's name.
func ParseLevel(s string) (Level, error) {
	for i, name := range levelNames {
		if name == s {
			return Level(i), nil
		}
	}
	return Off, fmt.Errorf("%q is no level%s (there are %s)", s, diag.Meant(diag.Similar(s, levelNames)), strings.Join(levelNames, ", "))
}

// From is where something is set: a place in a file, or what Name says.
type From struct {
	diag.Place
	Name string
}

func (f From) String() string {
	if f.Known() {
		return f.Place.String()
	}
	return f.Name
}

// entry is the level of an id.
type entry struct {
	level Level
	from  From
}

// set are the levels that one source gives.
type set struct {
	levels map[string]entry // by id, alias, or one of these with a part
	// only says that what is not in levels is off.
	only bool
	from From
	// match chooses the files that it is for; nil: all.
	match func(path string) bool
}

// level returns the level that sets give, the last first, to what has these ids, the most special first. What no set speaks of has
// the level base. Where keep is set, it is not off because only others are listed.
func level(sets []set, applies func(*set) bool, ids []string, base Level, keep bool) entry {
	var on *entry
	for i := len(sets) - 1; i >= 0; i-- {
		s := &sets[i]
		if !applies(s) {
			continue
		}
		e, ok := s.find(ids)
		if !ok {
			if !s.only || keep {
				continue
			}
			e = entry{Off, s.from}
		}
		switch {
		case e.level == On:
			if on == nil {
				on = &e
			}
		case e.level == Off && on != nil:
			return *on
		default:
			return e
		}
	}
	if on != nil {
		return *on
	}
	return entry{base, From{Name: "default"}}
}

func (s *set) find(ids []string) (entry, bool) {
	for _, id := range ids {
		if e, ok := s.levels[id]; ok {
			return e, true
		}
	}
	return entry{}, false
}
