package rules

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// startOf returns the beginning of a metadata file.
func startOf(files []*bitbake.File, name string) diag.Place {
	i, ok := slices.BinarySearchFunc(files, name, func(f *bitbake.File, name string) int { return cmp.Compare(f.Source.Name(), name) })
	if !ok {
		return diag.Place{}
	}
	return diag.Place{File: files[i].Source}
}

var danglingAppend = &lint.Rule{
	ID: "dangling-append", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "an append is for a recipe that is there",
		Why: "BitBake refuses to go on with a .bbappend that matches no recipe, unless BB_DANGLINGAPPENDS_WARNONLY is set. Most often the recipe " +
			"has another version now: NAME_%.bbappend is for any.",
		Bad:  "-- recipes/x/x_2.0.bb --\nSUMMARY = \"x\"\n-- recipes/x/x_1.0.bbappend --\nSUMMARY = \"y\"\n",
		Good: "-- recipes/x/x_2.0.bb --\nSUMMARY = \"x\"\n-- recipes/x/x_%.bbappend --\nSUMMARY = \"y\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		dangling := map[string]int{}
		var names []string
		configs := p.AllMulticonfigs()
		for _, mc := range configs {
			found, err := p.FindRecipes(mc)
			if err != nil {
				return // which has been told
			}
			for _, f := range found.Files {
				names = append(names, strings.TrimSuffix(path.Base(f.Path), ".bb"))
			}
			for _, a := range found.Dangling() {
				dangling[a]++
			}
		}
		warn, _ := p.Variable("", "BB_DANGLINGAPPENDS_WARNONLY") // BitBake takes what it cannot expand for unset
		for file, n := range dangling {
			if n < len(configs) {
				continue
			}
			name := strings.TrimSuffix(path.Base(file), ".bbappend")
			base, _, _ := strings.Cut(name, "_")
			var versions []string
			for _, other := range names {
				if b, _, _ := strings.Cut(other, "_"); b == base && !slices.Contains(versions, other) {
					versions = append(versions, other)
				}
			}
			if len(versions) == 0 {
				if p.Alone() {
					continue
				}
				versions = diag.Similar(name, names)
			}
			f := p.Report(startOf(p.Files, file), "there is no recipe for %s%s", path.Base(file), diag.Meant(versions))
			if warn != nil && slices.Contains([]string{"1", "yes", "true"}, strings.ToLower(warn.Value)) {
				f.Severity = diag.Warning
			}
		}
	},
}

var overlaidRecipe = &lint.Rule{
	ID: "overlaid-recipe", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "recipe files that a layer of higher priority puts away",
		Why:     "Of files with the same name the one of the layer with the highest priority counts. Changes to the other do nothing; a .bbappend says what differs, and gets the other's corrections.",
		Bad:     "-- recipes/x/x_1.0.bb --\nSUMMARY = \"x\"\n-- recipes/y/x_1.0.bb --\nSUMMARY = \"y\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nSUMMARY = \"x\"\n-- recipes/y/x_1.1.bb --\nSUMMARY = \"y\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		found, err := p.FindRecipes("")
		if err != nil {
			return
		}
		for top, others := range found.Overlayed {
			for _, file := range others {
				at := startOf(p.Files, file)
				if at.Known() {
					f := p.Report(at, "%s of %s counts in place of this file", path.Base(top), layerOf(found, top))
					if by := startOf(p.Files, top); by.Known() {
						f.Relate(by, "what counts")
					}
				}
			}
		}
	},
}

// layerOf names the layer of a recipe file.
func layerOf(r *config.Recipes, file string) string {
	for _, f := range r.Files {
		if f.Path == file && f.Layer != nil {
			return "layer " + f.Layer.Name
		}
	}
	return path.Dir(file)
}
