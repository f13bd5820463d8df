package settings

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/suppress"
	"github.com/knead-build/knead/lang/diag"
)

// Known is what a configuration can speak of.
type Known struct {
	Rules   []*lint.Rule
	Presets map[string]Preset
	names   *lint.Names
}

// NewKnown returns what configurations can speak of.
func NewKnown(rules []*lint.Rule, presets map[string]Preset) *Known {
	return &Known{rules, presets, lint.NewNames(rules)}
}

// Names are those of the rules.
func (k *Known) Names() *lint.Names { return k.names }

// similarPreset names the presets that there are, for a message.
func (k *Known) similarPreset(name string) string {
	names := slices.Sorted(maps.Keys(k.Presets))
	return diag.Meant(diag.Similar(name, names)) + " (there are " + strings.Join(names, ", ") + ")"
}

// Preset are levels with a name.
type Preset struct {
	Doc    string
	Levels map[string]Level
	// Only says that all other rules are off.
	Only bool
}

// Config is what decides about findings.
type Config struct {
	// Release and Baseline are "" where nothing is set. Several releases stand between commas; the baseline's path is absolute.
	Release, Baseline string
	// MaxWarnings is how many warnings are accepted; -1: any number.
	MaxWarnings int
	// ExitZero says that errors are no failure.
	ExitZero bool
	// Options are those of rules, by their ids.
	Options map[string]map[string]string
	// Own are the rules that the configuration declares itself. They are among those of Known.
	Own []*lint.Rule

	known    *Known
	sets     []set
	hidden   []diag.Severity
	suppress []*suppress.Suppression
}

// New returns what is so where nothing is configured.
func New(known *Known) *Config {
	return &Config{MaxWarnings: -1, Options: map[string]map[string]string{}, known: known}
}

// Known is what the configuration can speak of.
func (c *Config) Known() *Known { return c.known }

// anywhere is for sets that are for all files.
func anywhere(s *set) bool { return s.match == nil }

// Rule returns the level of a rule in a file, "" for that outside of what is set for some files only, and where it is set.
func (c *Config) Rule(r *lint.Rule, file string) (Level, From) {
	base := On
	if r.Off {
		base = Off
	}
	e := level(c.sets, func(s *set) bool { return anywhere(s) || file != "" && s.match(file) }, r.IDs(), base, false)
	return e.level, e.from
}

// Runs returns the rules that are on for any file, or for a part of what they find. Those of codes give names to what is found anyway.
func (c *Config) Runs() []*lint.Rule {
	var out []*lint.Rule
	for _, r := range c.known.Rules {
		if l, _ := c.Rule(r, ""); l != Off || r.Of != nil || c.partly(r) {
			out = append(out, r)
		}
	}
	return out
}

// partly reports whether a set turns a rule that is off otherwise on, for some files or a part of what it finds.
func (c *Config) partly(r *lint.Rule) bool {
	for i := range c.sets {
		s := &c.sets[i]
		for id, e := range s.levels {
			if e.level == Off || !slices.Contains(c.known.names.Rules(id), r) {
				continue
			}
			applies := func(x *set) bool { return x == s || anywhere(x) }
			if level(c.sets[i:], applies, append([]string{id}, r.IDs()...), Off, false).level != Off {
				return true
			}
		}
	}
	return false
}

// Decide drops the findings that are not wanted, gives the others their severity, and adds those about suppressions.
func (c *Config) Decide(r *lint.Report) {
	var about []*lint.Rule
	for _, rule := range c.Runs() {
		if rule.Comments {
			about = append(about, rule)
		}
	}
	suppress.Apply(r, suppress.Options{
		Names: c.known.names, Rules: about, Others: c.suppress,
		On: func(rule *lint.Rule, file string) bool { l, _ := c.Rule(rule, file); return l != Off },
	})
	r.Findings = slices.DeleteFunc(r.Findings, c.unwanted)
}

// unwanted reports whether a finding is to be dropped, and gives it its severity otherwise.
func (c *Config) unwanted(f *lint.Finding) bool {
	file := ""
	if f.Known() {
		file = path.Clean(f.File.Name())
	}
	ids := f.IDs()
	slices.Reverse(ids)
	base := On
	if f.Ours() && f.Rule.Off {
		base = Off
	}
	// Without what it says, nobody knew that other rules have not seen all.
	keep := !f.Ours() && (f.Severity == diag.Error || f.Code == lint.CodeInternal)
	l := level(c.sets, func(s *set) bool { return anywhere(s) || s.match(file) }, ids, base, keep).level
	if l == Off {
		return true
	}
	if s, ok := l.severity(); ok && s != f.Severity {
		d := *f.Diagnostic // others may hold it too
		d.Severity = s
		f.Diagnostic = &d
	}
	return slices.Contains(c.hidden, f.Severity)
}

// add adds a source's levels.
func (c *Config) add(s set) { c.sets = append(c.sets, s) }

// named returns a set of ids with one level.
func named(ids []string, l Level, from From) set {
	s := set{levels: map[string]entry{}, from: from}
	for _, id := range ids {
		s.levels[id] = entry{l, from}
	}
	return s
}

// SetLevel gives what has an id a level.
func (c *Config) SetLevel(id string, l Level, from From) error {
	if err := c.known.names.Check(id); err != nil {
		return err
	}
	c.add(named([]string{id}, l, from))
	return nil
}

// Only turns everything else off.
func (c *Config) Only(ids []string, from From) error {
	for _, id := range ids {
		if err := c.known.names.Check(id); err != nil {
			return err
		}
	}
	s := named(ids, On, from)
	s.only = true
	c.add(s)
	return nil
}

// usePreset adds a preset's levels.
func (c *Config) usePreset(name string, p Preset) {
	from := From{Name: "preset " + name}
	s := set{levels: map[string]entry{}, only: p.Only, from: from}
	for id, l := range p.Levels {
		s.levels[id] = entry{l, from}
	}
	c.add(s)
}
