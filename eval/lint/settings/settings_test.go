package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/suppress"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

func nothing(*lint.FilePass) {}

var testRules = lint.Declare(
	&lint.Rule{ID: "red", Aliases: []string{"oelint.vars.red"}, Severity: diag.Warning, File: nothing, Options: []lint.Option{{Name: "names"}, {Name: "limit"}}},
	&lint.Rule{ID: "blue", Aliases: []string{"oelint.vars.blue", "oelint.jetm.blue"}, Severity: diag.Info, File: nothing},
	&lint.Rule{ID: "green", Severity: diag.Error, Off: true, File: nothing},
	suppress.Unused,
)

var testKnown = NewKnown(testRules, map[string]Preset{
	"quiet": {Levels: map[string]Level{"red": Off, "blue": Off}},
	"green": {Levels: map[string]Level{"green": On}, Only: true},
})

var at = source.NewFile("/layer/recipes/x.bb", "SUMMARY")

// state describes a configuration by what becomes of the rules' findings, in /layer/recipes/x.bb and in /layer/old/x.bb, and of an
// error and a warning of the evaluation.
func state(c *Config) string {
	var out []string
	for _, r := range c.Runs() {
		out = append(out, r.ID)
	}
	text := "runs " + strings.Join(out, " ")
	for _, name := range []string{at.Name(), "/layer/old/x.bb"} {
		report := &lint.Report{}
		place := diag.Place{File: source.NewFile(name, at.Text())}
		for _, r := range testRules[:3] {
			report.Findings = append(report.Findings, r.Finding(place, "whole"), r.Finding(place, "part").About("P"))
		}
		for s := diag.Error; s <= diag.Warning; s++ {
			d := diag.New(CodeConfig, place.File, place.Span, "evaluation")
			d.Severity = s
			report.Findings = append(report.Findings, &lint.Finding{Diagnostic: d})
		}
		c.Decide(report)
		text += "\n" + name + ":"
		slices.SortStableFunc(report.Findings, func(a, b *lint.Finding) int { // in the order of testRules, then the evaluation's
			order := func(f *lint.Finding) int { return (slices.Index(testRules, f.Rule) + 5) % 5 }
			return order(a) - order(b)
		})
		for _, f := range report.Findings {
			text += fmt.Sprintf(" %s", f.Code.ID)
			if f.Sub != "" {
				text += "." + f.Sub
			}
			text += "=" + f.Severity.String()
		}
	}
	return text
}

// same is state's text where both files have the same findings.
func same(runs, found string) string {
	return "runs " + runs + "\n/layer/recipes/x.bb: " + found + "\n/layer/old/x.bb: " + found
}

func TestHCL(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", same("red blue unused-suppression", "red=warning red.P=warning blue=info blue.P=info configuration-error=error configuration-error=warning")},
		{"levels", `check {
  levels = {
    red                  = "off"
    "oelint.vars.blue"   = "error"
    green                = "on"
    "green.P"            = "hint"
    configuration-error  = "warning"
    unused-suppression   = "off"
  }
}`, same("blue green", "blue=error blue.P=error green=error green.P=hint configuration-error=warning configuration-error=warning")},
		{"a part only", `check { levels = { red = "off", "oelint.vars.red.P" = "error", blue = "off", "blue.P" = "off" } }`,
			same("red unused-suppression", "red.P=error configuration-error=error configuration-error=warning")},
		{"a preset, and what goes beyond it", `check {
  preset = "quiet"
  levels = { red = "on" }
}`, same("red unused-suppression", "red=warning red.P=warning configuration-error=error configuration-error=warning")},
		{"a preset that lists all; errors of the evaluation stay", `check { preset = "green" }`,
			same("green", "green=error green.P=error configuration-error=error")},
		{"paths", `check {
  levels = { blue = "off" }
  path "old/**" { levels = { red = "info" } }
  path "old" { levels = { red = "off", green = "warning" } }
}`, "runs red green unused-suppression\n/layer/recipes/x.bb: red=warning red.P=warning configuration-error=error configuration-error=warning\n" +
			"/layer/old/x.bb: green=warning green.P=warning configuration-error=error configuration-error=warning"},
		{"suppress", `check {
  suppress {
    paths  = ["old/*.bb", "new"]
    rules  = ["red", "blue.P"]
    reason = "as upstream has it"
  }
  suppress {
    paths = "recipes"
    rules = ["*"]
  }
}`, "runs red blue unused-suppression\n/layer/recipes/x.bb: configuration-error=error configuration-error=warning\n" +
			"/layer/old/x.bb: blue=info configuration-error=error configuration-error=warning"},
	} {
		conf, diags := ReadHCL(testKnown, source.NewFile("/layer/knead.hcl", c.text))
		for _, d := range diags {
			t.Errorf("%s: %v", c.name, d)
		}
		if got := state(conf); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestHCLValues(t *testing.T) {
	conf, diags := ReadHCL(testKnown, source.NewFile("/layer/knead.hcl", `
check {
  release = "scarthgap"
  baseline = "../base.json"
  max_warnings = 3
  rule "oelint.vars.red" {
    names = ["a", "b", 1, true]
    limit = 80
  }
}`))
	got := fmt.Sprintf("%v %s %s %d %v", diags, conf.Release, conf.Baseline, conf.MaxWarnings, conf.Options)
	if want := "[] scarthgap /base.json 3 map[red:map[limit:80 names:a b 1 true]]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestHCLErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"chek {\n}", `1:1: error: blocks of type "chek" are not expected here. Did you mean "check"?`},
		{"check {\n  lvels = {}\n}", `2:3: error: an argument named "lvels" is not expected here. Did you mean "levels"?`},
		{"check {\n  levels = {\n    rod = \"off\"\n    recd = \"of\"\n  }\n}", `3:5: error: there is no rule rod
4:5: error: there is no rule recd; is it red?
4:12: error: "of" is no level; is it off? (there are off, on, error, warning, info, hint)`},
		{"check {\n  levels = { red = 1 + \"x\" }\n}", `2:24: error: unsuitable value for right operand: a number is required`},
		{"check {\n  levels = [\"red\"]\n}", "2:12: error: a static map expression is required"},
		{"check {\n  preset = \"quite\"\n}", "2:12: error: there is no preset quite; is it quiet? (there are green, quiet)"},
		{"check {\n  preset = [\"quiet\"]\n}", "2:12: error: a text is needed here"},
		{"check {\n  release = \"sumo\"\n}", `2:13: error: "sumo" is no BitBake release: give a number such as 2.8, or one of kirkstone, scarthgap, wrynose, master`},
		{"check {\n  max_warnings = -1\n}", "2:18: error: max_warnings is a whole number, 0 or more"},
		{"check {\n  rule \"red\" {\n    name = 1\n  }\n}", "3:5: error: the rule red has no option name; is it names?"},
		{"check {\n  rule \"red\" {\n    names = [[1]]\n  }\n}", "3:14: error: a text is needed here"},
		{"check {\n  rule \"blues\" {\n  }\n}", "2:8: error: there is no rule blues; is it blue?"},
		{"check {\n  path \"[\" {\n  }\n}", `2:8: error: "[" is no pattern: a bracket, a brace or a backslash in it is not complete`},
		{"check {\n  suppress {\n    paths = [\"[\"]\n    rules = [\"rede\"]\n  }\n}", `3:14: error: "[" is no pattern: a bracket, a brace or a backslash in it is not complete
4:14: error: there is no rule rede; is it red?`},
		{"check {\n  suppress {\n    rules = [\"red\"]\n  }\n}", "2:3: error: suppress needs paths and rules"},
		{"check {", "1:7: error: there is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file"},
	} {
		_, diags := ReadHCL(testKnown, source.NewFile("knead.hcl", c.text))
		var got []string
		for _, d := range diags {
			got = append(got, strings.TrimSuffix(strings.TrimPrefix(d.Error(), "knead.hcl:"), " [configuration-error]"))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.text, strings.Join(got, "\n"), c.want)
		}
	}
}

func oelint(files map[string]string) (*Config, []*diag.Diagnostic) {
	disk := fsys.NewDisk().Overlay(files)
	return ReadOelint(testKnown, fsys.NewView(disk, "/"), source.NewFile("/layer/.oelint.cfg", files["/layer/.oelint.cfg"]))
}

func TestOelint(t *testing.T) {
	conf, diags := oelint(map[string]string{
		"/layer/.oelint.cfg": `# ours
[other]
suppress = oelint.vars.blue
[oelint]
Suppress =
  oelint.vars.red
  ; and one of the project's
  corporate.rule

hide: error
exit-zero=True
release=kirkstone
jobs = 4
messageformat={severity}:{id}:{msg}
addrules = jetm
`})
	for _, d := range diags {
		t.Error(d)
	}
	want := same("blue unused-suppression", "blue=info blue.P=info configuration-error=warning") + " kirkstone true"
	if got := fmt.Sprint(state(conf), " ", conf.Release, " ", conf.ExitZero); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	conf, diags = oelint(map[string]string{
		"/layer/.oelint.cfg":     "[oelint]\nrulefile = conf/rules.json\n",
		"/layer/conf/rules.json": `{"oelint.vars.red": "", "oelint.vars.blue.P": "error", "green": "info", "corporate.rule": "warning", "unused-suppression": "inactive"}`,
	})
	for _, d := range diags {
		t.Error(d)
	}
	want = same("red blue green", "red=warning red.P=warning blue.P=error green=info green.P=info configuration-error=error")
	if got := state(conf); got != want {
		t.Errorf("rule file:\n%s\nwant\n%s", got, want)
	}
}

func TestOelintErrors(t *testing.T) {
	for _, c := range []struct{ text, rules, want string }{
		{"suppress = x\n", "", "/layer/.oelint.cfg:1:1: error: this is neither [section] nor a key and a value in one"},
		{"[oelint]\nx\n", "", "/layer/.oelint.cfg:2:1: error: this is neither [section] nor a key and a value in one"},
		{"[oelint]\nsupress = x\n", "", "/layer/.oelint.cfg:2:1: warning: oelint-adv has no option supress; is it suppress?"},
		{"[oelint]\nrelease = dunfell\n", "", `/layer/.oelint.cfg:2:1: error: "dunfell" is no BitBake release: give a number such as 2.8, or one of kirkstone, scarthgap, wrynose, master`},
		{"[oelint]\nhide = notes\n", "", `/layer/.oelint.cfg:2:1: error: hide is error, warning or info, not "notes"`},
		{"[oelint]\nrulefile = r.json\n", "", "/layer/.oelint.cfg:2:1: error: stat /layer/r.json: no such file or directory"},
		{"[oelint]\nrulefile = r.json\n", `["red"]`, `/layer/r.json:1:1: error: a rule file is an object of rules' ids and severities, such as {"oelint.vars.mispell": "warning"}`},
		{"[oelint]\nrulefile = r.json\n", "{\n  \"red\": 1\n}", `/layer/r.json:2:10: error: a rule file is an object of rules' ids and severities, such as {"oelint.vars.mispell": "warning"}`},
		{"[oelint]\nrulefile = r.json\n", "{\n  \"red\": \"bad\"\n}", `/layer/r.json:2:10: error: "bad" is no severity: it is error, warning, info, or "" for the rule's own`},
		{"[oelint]\nrulefile = r.json\n", `{"red": "info"`, "/layer/r.json:1:15: error: this is no rule file: EOF"},
		{"[oelint]\nrulefile = r.json\n", `{"red" "info"}`, "/layer/r.json:1:8: error: this is no rule file: invalid character '\"' after object key"},
	} {
		files := map[string]string{"/layer/.oelint.cfg": c.text}
		if c.rules != "" {
			files["/layer/r.json"] = c.rules
		}
		_, diags := oelint(files)
		if len(diags) != 1 || diags[0].Error() != c.want+" [configuration-error]" {
			t.Errorf("%q:\n%v\nwant\n%s", c.text, diags, c.want)
		}
	}
}

func TestCommandLine(t *testing.T) {
	from := From{Name: "--rule"}
	all := "configuration-error=error configuration-error=warning"
	for _, c := range []struct {
		name string
		do   func(c *Config) error
		want string
	}{
		{"a level", func(c *Config) error { return c.SetLevel("oelint.vars.red", Error, from) },
			same("red blue unused-suppression", "red=error red.P=error blue=info blue.P=info "+all)},
		{"only one, with the level that it has", func(c *Config) error {
			return firstError(c.SetLevel("red", Hint, from), c.SetLevel("blue", Error, from), c.Only([]string{"red"}, from))
		}, same("red", "red=hint red.P=hint configuration-error=error")},
		{"only one, that is off otherwise", func(c *Config) error {
			return firstError(c.SetLevel("red", Off, from), c.Only([]string{"red", "green.P"}, from))
		}, same("red green", "red=warning red.P=warning green.P=error configuration-error=error")},
		{"unknown", func(c *Config) error {
			if err := firstError(c.SetLevel("reds", Off, from), nil); err == nil || err.Error() != "there is no rule reds; is it red?" {
				t.Error(err)
			}
			if err := c.Only([]string{"red", "reds"}, from); err == nil {
				t.Error("an unknown rule is taken")
			}
			return nil
		}, same("red blue unused-suppression", "red=warning red.P=warning blue=info blue.P=info "+all)},
	} {
		conf := New(testKnown)
		if err := c.do(conf); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := state(conf); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func firstError(errs ...error) error {
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}
	return nil
}

func TestRuleFrom(t *testing.T) {
	conf, _ := ReadHCL(testKnown, source.NewFile("/layer/knead.hcl", "check {\n  preset = \"quiet\"\n  levels = { red = \"info\" }\n  path \"old\" { levels = { blue = \"hint\" } }\n}"))
	var got []string
	for _, r := range testRules[:3] {
		for _, file := range []string{"", "/layer/old/x.bb"} {
			l, from := conf.Rule(r, file)
			got = append(got, fmt.Sprintf("%s %q: %s by %s", r.ID, file, l, from))
		}
	}
	want := `red "": info by /layer/knead.hcl:3:14
red "/layer/old/x.bb": info by /layer/knead.hcl:3:14
blue "": off by preset quiet
blue "/layer/old/x.bb": hint by /layer/knead.hcl:4:27
green "": off by default
green "/layer/old/x.bb": off by default`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestMatcher(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"recipes-x/*.bb", "/l/a/recipes-x/y.bb", true},
		{"recipes-x/*.bb", "/l/a/recipes-x/y/y.bb", false},
		{"recipes-x/**/*.bb", "/l/a/recipes-x/y/y.bb", true},
		{"recipes-x/", "/l/a/recipes-x/y/y.bb", true},
		{"./recipes-*", "/l/a/recipes-x/y/y.bb", true},
		{"**/*.{inc,bbclass}", "/l/a/x.inc", true},
		{"../b", "/l/b/x.inc", true},
		{"../../../b", "/b/x.inc", true},
		{"..", "/l/b/x.inc", true},
		{"/l/b", "/l/b/x.inc", true},
		{"l/b", "/l/b/x.inc", false},
		{"**", "/l/b/x.inc", false},
		{".", "/l/a/x.inc", true},
		{"a", "/l/ab/x.inc", false},
	} {
		match, err := matcher("/l/a", c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if match(c.path) != c.want {
			t.Errorf("%s: %s: %v", c.pattern, c.path, !c.want)
		}
	}
}

func TestFind(t *testing.T) {
	disk := fsys.NewDisk().Overlay(map[string]string{"/l/knead.hcl": "", "/l/a/b/knead.hcl": "", "/l/a/x": "", "/l/a/b/c/x": "", "/m/x": ""})
	view := fsys.NewView(disk, "/")
	for dir, want := range map[string]string{"/l": "/l/knead.hcl", "/l/a": "/l/knead.hcl", "/l/a/b/c": "/l/a/b/knead.hcl", "/m": ""} {
		if got := Find(view, dir); got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}
