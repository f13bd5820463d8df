package cli

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// codeNotEvaluated says that a build directory was not evaluated as the releases that were asked for.
var codeNotEvaluated = diag.Register("release-not-evaluated", diag.Info,
	"check the layers by themselves, or in a build directory of each release.")

// follow sets the releases to check for: names between commas, "" for the metadata's own.
func (c *checking) follow(releases string) error {
	c.releases, c.followed = nil, ""
	for name := range strings.SplitSeq(releases, ",") {
		if name = strings.TrimSpace(name); name == "" || slices.Contains(c.releases, name) {
			continue
		}
		if _, err := interp.ParseRelease(name); err != nil {
			return err
		}
		c.releases = append(c.releases, name)
	}
	if len(c.releases) == 1 {
		c.followed = c.releases[0]
	}
	return nil
}

// eachRelease does a check for each of the releases, and for the metadata's own where none is asked for.
func (c *checking) eachRelease(check func() error) error {
	if len(c.releases) < 2 {
		return check()
	}
	before := c.Report
	var reports []*lint.Report
	var err error
	for _, c.followed = range c.releases {
		c.Report = lint.Report{}
		err = check()
		found := c.Report
		if reports = append(reports, &found); err != nil {
			break
		}
	}
	c.followed = ""
	before.Add(lint.Merge(reports, c.releases))
	c.Report = before
	return err
}

// configured runs the rules in a configuration, which is of one release. Where several are asked for, the files are looked at for each.
func (c *checking) configured(opts lint.Options, layers []string) error {
	if err := c.run(opts, layers); err != nil || len(c.releases) < 2 {
		return err
	}
	own := c.Report
	if others := c.others(); opts.Workspace != nil && len(others) > 0 {
		own.Findings = append(own.Findings, &lint.Finding{Diagnostic: diag.New(codeNotEvaluated, nil, source.Span{},
			"the configuration is evaluated as BitBake %s, %s; for %s only the files are looked at",
			c.Release, opts.Workspace.Release.Why, strings.Join(others, ", "))})
	}
	c.Report = lint.Report{}
	opts.Workspace = nil
	err := c.eachRelease(func() error { return c.run(opts, layers) })
	c.Add(&own)
	c.Seen = own.Seen
	return err
}

// others returns the releases that are asked for and are not the one that was just evaluated.
func (c *checking) others() []string {
	return slices.DeleteFunc(slices.Clone(c.releases), func(name string) bool {
		r, err := interp.ParseRelease(name)
		return err == nil && r.Major == c.Release.Major && r.Minor == c.Release.Minor
	})
}

// coreSeries returns the series that Knead's own core layer stands for, and all that layers may be for beside it. A layer that is not
// for the release that is followed is told; it is evaluated all the same.
func (c *checking) coreSeries(layers []string) (series string, names []string, err error) {
	if c.followed == "" {
		_, series, ok := config.LayersRelease(c.view, layers)
		if !ok {
			series = "master"
		}
		return series, nil, nil
	}
	r, err := interp.ParseRelease(c.followed)
	if err != nil {
		return "", nil, err
	}
	series = interp.SeriesOf(r)
	for _, dir := range layers {
		list, at := config.LayerSeries(c.view, dir)
		for _, name := range list {
			if !strings.Contains(name, "$") {
				names = append(names, name)
			}
		}
		fits := func(name string) bool {
			x, ok := interp.SeriesRelease(name)
			return strings.Contains(name, "$") || ok && x.Major == r.Major && x.Minor == r.Minor
		}
		if series != "" && len(list) > 0 && !slices.ContainsFunc(list, fits) {
			c.Add(&lint.Report{Findings: []*lint.Finding{{Diagnostic: diag.New(config.CodeSeries, at.File, at.Span,
				"the layer is for %s, not for %s", strings.Join(list, " "), series)}}})
		}
	}
	if series == "" { // between two that have a name
		return "master", names, nil
	}
	return series, names, nil
}
