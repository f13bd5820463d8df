package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

const configHelp = `The configuration is the file that --config names, or the knead.hcl in the build directory, the layer or the folder of the file that
is checked, or else in the nearest folder above. Where there is none, oelint-adv's is taken as it is: the file that OELINT_CONFIG
names, or .oelint.cfg in the working directory or the home directory. What flags say counts more; of several, the last.`

// configOptions are the flags that decide about findings.
type configOptions struct {
	file        string
	none        bool
	ruleFile    string
	rules       []string
	only        []string
	suppress    []string
	maxWarnings string // "": any number
}

// flags adds the flags that say where the configuration is.
func (o *configOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.file, "config", "", "read this configuration `file`")
	f.BoolVar(&o.none, "no-config", false, "read no configuration file")
	c.MarkFlagsMutuallyExclusive("config", "no-config")
}

// ruleFlags adds the flags that say more than the configuration.
func (o *configOptions) ruleFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.ruleFile, "rulefile", "", "run only the rules that this `file` lists: oelint-adv's JSON object of ids and severities")
	f.StringArrayVar(&o.rules, "rule", nil, "set a rule's level: `ID=LEVEL`, where a level is off, on, error, warning, info or hint")
	f.StringSliceVar(&o.only, "only", nil, "run only these rules, by `ID`")
	f.StringSliceVar(&o.suppress, "suppress", nil, "turn a rule off, by `ID`")
	f.StringVar(&o.maxWarnings, "max-warnings", "", "fail with more than `N` warnings")
}

// know tells what configurations can speak of.
func (o *checkOptions) know() error {
	more, policies, err := policies(o.policyFiles)
	o.policies, o.known = policies, settings.NewKnown(slices.Concat(rules.All, more), rules.Presets)
	return err
}

// decided does a check for a folder, and decides about what it finds.
func (c *checking) decided(dir string, check func() error) error {
	conf, err := c.configuration(dir)
	if err != nil {
		return err
	}
	c.conf = conf
	if err := c.follow(cmp.Or(c.release, conf.Release)); err != nil {
		return err
	}
	c.limits.add(conf)
	before := c.Report
	c.Report = lint.Report{}
	err = check()
	conf.Decide(&c.Report)
	c.seen = append(c.seen, seen{c.Seen, conf.Known().Names()})
	c.Seen = lint.Coverage{} // it says nothing of the others
	before.Add(&c.Report)
	c.Report = before
	return err
}

// configuration returns what is configured for a folder.
func (c *checking) configuration(dir string) (*settings.Config, error) {
	conf, err := c.configFile(dir)
	if err != nil {
		return nil, err
	}
	o := &c.config
	if o.ruleFile != "" {
		file, err := c.readConfig(c.view.Abs(o.ruleFile))
		if err != nil {
			return nil, err
		}
		if wrong := conf.RuleFile(file); wrong != nil {
			return nil, c.unusable(file, []*diag.Diagnostic{wrong})
		}
	}
	if len(o.only) > 0 {
		if err := conf.Only(o.only, settings.From{Name: "--only"}); err != nil {
			return nil, fmt.Errorf("--only: %w", err)
		}
	}
	for _, r := range o.rules {
		id, name, ok := strings.Cut(r, "=")
		if !ok {
			return nil, fmt.Errorf("--rule %s: write --rule ID=LEVEL", r)
		}
		level, err := settings.ParseLevel(name)
		if err = cmp.Or(err, conf.SetLevel(id, level, settings.From{Name: "--rule"})); err != nil {
			return nil, fmt.Errorf("--rule %s: %w", r, err)
		}
	}
	for _, id := range o.suppress {
		if err := conf.SetLevel(id, settings.Off, settings.From{Name: "--suppress"}); err != nil {
			return nil, fmt.Errorf("--suppress: %w", err)
		}
	}
	if o.maxWarnings != "" {
		if conf.MaxWarnings, err = strconv.Atoi(o.maxWarnings); err != nil || conf.MaxWarnings < 0 {
			return nil, fmt.Errorf("--max-warnings %s: give a whole number, 0 or more", o.maxWarnings)
		}
	}
	return conf, nil
}

// configFile reads the configuration file for a folder.
func (c *checking) configFile(dir string) (*settings.Config, error) {
	finder, name := newFinder(c.known), c.config.file
	if name != "" {
		name = c.view.Abs(name)
	} else if !c.config.none {
		name = finder.Find(c.view, dir, c.view.Cwd())
	}
	if name == "" {
		return settings.New(c.known), nil
	}
	file, err := c.readConfig(name)
	if err != nil {
		return nil, err
	}
	conf, wrong := finder.Read(c.view, file)
	return conf, c.unusable(file, wrong)
}

// newFinder returns what finds the configurations of checks.
func newFinder(known *settings.Known) *settings.Finder {
	home, _ := os.UserHomeDir() // who has none has no file there
	return &settings.Finder{Known: known, Getenv: os.Getenv, Home: filepath.ToSlash(home)}
}

func (c *checking) readConfig(name string) (*source.File, error) {
	text, err := c.view.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return source.NewFile(name, text), nil
}

// unusable shows what is wrong with a configuration, and returns an error if it cannot be used.
func (c *checking) unusable(file *source.File, wrong []*diag.Diagnostic) error {
	for _, d := range wrong {
		c.show(d)
	}
	if worst, any := diag.Worst(wrong); any && worst == diag.Error {
		return fmt.Errorf("%s cannot be used", relative(file.Name()))
	}
	return nil
}

// limits are what all configurations together accept: the least number of warnings that one of them does, errors if all do, and what
// is in the baseline of the first that has one.
type limits struct {
	maxWarnings int
	exitZero    bool
	baseline    string
}

var noLimits = limits{maxWarnings: -1, exitZero: true}

func (l *limits) add(conf *settings.Config) {
	if conf.MaxWarnings >= 0 && (l.maxWarnings < 0 || conf.MaxWarnings < l.maxWarnings) {
		l.maxWarnings = conf.MaxWarnings
	}
	l.exitZero = l.exitZero && conf.ExitZero
	l.baseline = cmp.Or(l.baseline, conf.Baseline)
}

// verdict returns the error that a check ends with.
func (c *checking) verdict(errors, warnings int) error {
	tooMany := c.limits.maxWarnings >= 0 && warnings > c.limits.maxWarnings
	if tooMany {
		fmt.Fprintf(c.stderr, "knead: %s, and only %d accepted\n", output.Number(warnings, "warning"), c.limits.maxWarnings)
	}
	return failedError((errors > 0 || tooMany) && !c.limits.exitZero)
}
