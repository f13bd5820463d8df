package rules_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/eval/lint/suppress"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/bb/fetch"
	"github.com/knead-build/knead/stdlib/classes"
)

const layer = "/layer"

// fetcher takes URLs apart. It knows no sources: examples have no downloads.
type fetcher struct{}

func (fetcher) Sources(*datastore.Store, *fsys.View) []licenses.Source { return nil }

func (fetcher) Decode(url string) (licenses.URL, error) {
	d, err := fetch.Release{Major: 2, Minor: 19}.Decode(url)
	u := licenses.URL{Type: d.Type, Path: d.Path, Params: map[string]string{}}
	for _, p := range d.Params {
		u.Params[p.Key] = p.Value
	}
	return u, err
}

// Reach knows of one page that it is not there.
func (fetcher) Reach(_ context.Context, url string) error {
	if url == "https://gone.example" {
		return errors.New("404 Not Found")
	}
	return nil
}

// check runs one rule over an example. One about comments needs the findings of all others.
func check(t *testing.T, r *lint.Rule, text string) []*lint.Finding {
	t.Helper()
	return checkAlone(t, r, text, false)
}

// checkAlone is check with or without a core layer that counts.
func checkAlone(t *testing.T, r *lint.Rule, text string, alone bool) []*lint.Finding {
	t.Helper()
	findings, _ := checkDisk(t, r, fsys.NewDisk().Overlay(lint.ExampleFiles(layer, text, seriesFor(r))), alone)
	return findings
}

// seriesFor returns the series that a rule's examples are for.
func seriesFor(r *lint.Rule) string {
	if r.Before != (lint.Rule{}).Before {
		return "kirkstone"
	}
	return "master"
}

// checkDisk runs one rule over the layer on a disk.
func checkDisk(t *testing.T, r *lint.Rule, disk *fsys.Disk, alone bool) ([]*lint.Finding, *eval.Workspace) {
	t.Helper()
	series := seriesFor(r)
	disk = disk.Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{Layers: lint.ExampleLayers(layer, fsys.NewView(disk, "/")), Series: series}).Files())
	w, err := eval.Open(context.Background(), eval.Options{Dir: classes.BuildDir, Disk: disk, Library: stdlib.New(), Tracking: true, Release: series})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Diags {
		if d.Severity == diag.Error {
			t.Error(d)
		}
	}
	var list []config.File
	for _, dir := range []string{classes.CoreDir, layer} {
		list = append(list, config.LayerFiles(fsys.NewView(disk, "/"), dir)...)
	}
	within := func(p string) bool { return strings.HasPrefix(p, layer+"/") }
	run := []*lint.Rule{r}
	if r.Comments {
		run = rules.All
	}
	out, err := lint.Run(context.Background(), lint.Options{
		Rules: run, Release: w.Release.Release, Disk: disk, Files: list, Workspace: w, Within: within, Fetcher: fetcher{}, Alone: alone,
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Comments {
		suppress.Apply(out, suppress.Options{Names: lint.NewNames(rules.All), Rules: []*lint.Rule{r}})
		out.Findings = slices.DeleteFunc(out.Findings, func(f *lint.Finding) bool { return f.Rule != nil && !f.Rule.Comments })
	}
	return out.Findings, w
}

// TestExamples runs each rule over its examples: the bad one has findings of the rule alone, the good one has none, and neither has
// the bad one once it is mended.
func TestExamples(t *testing.T) {
	for _, r := range rules.All {
		t.Run(r.ID, func(t *testing.T) {
			if r.Doc.Summary == "" || r.Doc.Why == "" || r.Doc.Bad == "" || r.Doc.Good == "" {
				t.Fatal("the rule's description is not whole")
			}
			bad := check(t, r, r.Doc.Bad)
			if len(bad) == 0 {
				t.Error("nothing is found in the bad example")
			}
			fixes := false
			for _, f := range bad {
				if f.Rule != r || f.Code != r.Code() {
					t.Errorf("the bad example: %v", f.Diagnostic)
				}
				fixes = fixes || len(f.Fixes) > 0
				if f.File == nil || int(f.Span.End) > len(f.File.Text()) {
					t.Errorf("the bad example: no place in %v", f.Diagnostic)
				}
			}
			if fixes != r.Fixes {
				t.Errorf("findings of the bad example have fixes: %v; the rule's Fixes: %v", fixes, r.Fixes)
			}
			for _, f := range check(t, r, r.Doc.Good) {
				t.Errorf("the good example: %v", f.Diagnostic)
			}
		})
	}
}

// TestAliases has no two rules with the same id or alias.
func TestAliases(t *testing.T) {
	seen := map[string]string{}
	for _, r := range rules.All {
		for _, id := range append([]string{r.ID}, r.Aliases...) {
			if seen[id] != "" && !strings.HasPrefix(id, "oelint.") {
				t.Errorf("%s is an id of %s and of %s", id, seen[id], r.ID)
			}
			seen[id] = r.ID
		}
		for _, k := range r.Kinds {
			if k > bitbake.Conf {
				t.Errorf("%s: kind %d", r.ID, k)
			}
		}
	}
}

// TestAlone has nothing missing in a layer that is looked at alone only because the core layer's recipes are not there.
func TestAlone(t *testing.T) {
	const text = "-- recipes/x/x_1.0.bb --\nDEPENDS = \"zlib\"\nRDEPENDS:${PN} = \"bash\"\n-- recipes/x/zlib_%.bbappend --\nSUMMARY = \"z\"\n"
	for _, id := range []string{"missing-provider", "dangling-append"} {
		i := slices.IndexFunc(rules.All, func(r *lint.Rule) bool { return r.ID == id })
		if found := checkAlone(t, rules.All[i], text, true); len(found) > 0 {
			t.Errorf("%s: %v", id, found[0].Diagnostic)
		}
		if found := check(t, rules.All[i], text); len(found) == 0 {
			t.Errorf("%s: nothing is found with a core layer", id)
		}
	}
}

// TestAloneClass has no complaint of a class that a core layer may have.
func TestAloneClass(t *testing.T) {
	const text = "inherit nosuchclass\n"
	if found := checkAlone(t, rules.All[0], text, true); len(found) > 0 {
		t.Error(found[0].Diagnostic)
	}
	if found := check(t, rules.All[0], text); len(found) == 0 {
		t.Error("nothing is found with a core layer")
	}
}
