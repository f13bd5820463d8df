package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// OelintName is the name of oelint-adv's configuration.
const OelintName = ".oelint.cfg"

// oelintReader reads an .oelint.cfg.
type oelintReader struct {
	*Config
	file  *source.File
	view  *fsys.View
	diags []*diag.Diagnostic
}

// oelintKeys are what an .oelint.cfg can set: the long options of oelint-adv, as its README lists them. Those that say how it is
// to run or to write have no function: they mean nothing here.
var oelintKeys = map[string]func(r *oelintReader, v *iniValue){
	"suppress": (*oelintReader).suppressed, "rulefile": (*oelintReader).rules, "release": (*oelintReader).release,
	"hide": (*oelintReader).hide, "exit_zero": (*oelintReader).exitZero, "addrules": (*oelintReader).addRules,
	"output": nil, "fix": nil, "nobackup": nil, "customrules": nil, "jobs": nil, "color": nil, "quiet": nil, "mode": nil, "relpaths": nil,
	"messageformat": nil, "outputformat": nil, "constantmods": nil, "print_rulefile": nil, "cached": nil, "cachedir": nil,
	"clear_caches": nil, "extra_layer": nil,
}

// ReadOelint reads oelint-adv's configuration file (its README, "Configuration file"). Ids that are not known here are passed over:
// they are those of rules that a project has added. A configuration with an error among the diagnostics is not to be used.
func ReadOelint(known *Known, view *fsys.View, file *source.File) (*Config, []*diag.Diagnostic) {
	r := &oelintReader{Config: New(known), file: file, view: view}
	values, err := parseINI(file, "oelint")
	if err != nil {
		return r.Config, []*diag.Diagnostic{err}
	}
	for _, v := range values {
		key := strings.ReplaceAll(v.key, "-", "_")
		read, ok := oelintKeys[key]
		if !ok {
			similar := diag.Similar(key, slices.Sorted(maps.Keys(oelintKeys)))
			r.complain(diag.Warning, v.place, "oelint-adv has no option %s%s", v.key, diag.Meant(similar))
		} else if read != nil {
			read(r, v)
		}
	}
	return r.Config, r.diags
}

func (r *oelintReader) complain(s diag.Severity, at diag.Place, format string, args ...any) {
	d := diag.New(CodeConfig, at.File, at.Span, format, args...)
	d.Severity = s
	r.diags = append(r.diags, d)
}

func (r *oelintReader) suppressed(v *iniValue) {
	r.add(named(v.lines, Off, From{Place: v.place}))
}

func (r *oelintReader) rules(v *iniValue) {
	name := within(path.Dir(r.file.Name()), v.text())
	text, err := r.view.ReadFile(name)
	if err != nil {
		r.complain(diag.Error, v.place, "%v", err)
	} else if wrong := r.RuleFile(source.NewFile(name, text)); wrong != nil {
		r.diags = append(r.diags, wrong)
	}
}

func (r *oelintReader) release(v *iniValue) {
	r.Release = v.text()
	if _, err := interp.ParseRelease(r.Release); err != nil {
		r.complain(diag.Error, v.place, "%v", err)
	}
}

func (r *oelintReader) hide(v *iniValue) {
	for _, name := range v.lines {
		l, _ := ParseLevel(name) // one that there is not has no severity either
		if s, ok := l.severity(); ok {
			r.hidden = append(r.hidden, s)
		} else {
			r.complain(diag.Error, v.place, "hide is error, warning or info, not %q", name)
		}
	}
}

func (r *oelintReader) exitZero(v *iniValue) {
	switch strings.ToLower(v.text()) {
	case "1", "yes", "true", "on":
		r.ExitZero = true
	}
}

// addRules turns further sets of rules on: "jetm" has those with ids such as oelint.jetm.x.
func (r *oelintReader) addRules(v *iniValue) {
	var ids []string
	for _, rule := range r.known.Rules {
		for _, id := range rule.Aliases {
			for _, name := range v.lines {
				if strings.HasPrefix(id, "oelint."+name+".") {
					ids = append(ids, id)
				}
			}
		}
	}
	r.add(named(ids, On, From{Place: v.place}))
}

// RuleFile takes oelint-adv's rule file (its README, "Defining a ruleset"): a JSON object of the ids that run, each with its severity
// or, if that is "", the rule's own. Ids that are not known here are passed over. It returns what is wrong with the file, or nil.
func (c *Config) RuleFile(file *source.File) *diag.Diagnostic {
	s := set{levels: map[string]entry{}, only: true, from: From{Place: diag.Place{File: file}}}
	dec := json.NewDecoder(strings.NewReader(file.Text()))
	at := func(start int64) diag.Place {
		text := file.Text()
		for start < int64(len(text)) && strings.IndexByte(" \t\r\n,:", text[start]) >= 0 {
			start++
		}
		return diag.Place{File: file, Span: source.Span{Start: source.Pos(start), End: max(source.Pos(start), source.Pos(dec.InputOffset()))}}
	}
	fail := func(p diag.Place, format string, args ...any) *diag.Diagnostic {
		return diag.New(CodeConfig, p.File, p.Span, format, args...)
	}
	var id string
	for i := 0; ; i++ {
		start := dec.InputOffset()
		t, err := dec.Token()
		p := at(start)
		text, isText := t.(string)
		switch {
		case err != nil:
			return fail(p, "this is no rule file: %v", err)
		case i == 0 && t == json.Delim('{'):
		case i > 0 && i%2 == 1 && t == json.Delim('}'):
			c.add(s)
			return nil
		case i == 0 || !isText:
			return fail(p, "a rule file is an object of rules' ids and severities, such as {\"oelint.vars.mispell\": \"warning\"}")
		case i%2 == 1:
			id = text
		default:
			l, err := ruleFileLevel(text)
			if err != nil {
				return fail(p, "%v", err)
			}
			s.levels[id] = entry{l, From{Place: p}}
		}
	}
}

func ruleFileLevel(s string) (Level, error) {
	switch s {
	case "":
		return On, nil
	case "inactive":
		return Off, nil
	case "error", "warning", "info":
		return ParseLevel(s)
	}
	return Off, fmt.Errorf("%q is no severity: it is error, warning, info, or \"\" for the rule's own", s)
}
