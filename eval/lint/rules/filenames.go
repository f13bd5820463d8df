package rules

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var blankInPath = &lint.Rule{
	ID: "blank-in-path", Aliases: []string{"oelint.file.nospaces"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no blanks in the paths of metadata",
		Why:     "BitBake's lists of files are separated by blanks; a path with one in it falls apart.",
		Bad:     "-- recipes/x/my x.inc --\nSUMMARY = \"x\"\n",
		Good:    "-- recipes/x/my-x.inc --\nSUMMARY = \"x\"\n",
	},
	File: func(p *lint.FilePass) {
		if strings.ContainsAny(p.Path, " \t") {
			p.Report(p.At(source.At(0)), "the path %q has a blank in it", p.Path)
		}
	},
}

var recipeFileName = &lint.Rule{
	ID: "recipe-file-name", Aliases: []string{"oelint.file.underscores"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a recipe's file is called NAME_VERSION.bb",
		Why: "BitBake takes PN and PV from the file's name, at the underscore. Without one PV is 1.0, whatever is fetched; what stands " +
			"behind a second one becomes PR.",
		Bad:  "-- recipes/x/x_y_1.0.bb --\nSUMMARY = \"the name is x, the version y\"\n",
		Good: "-- recipes/x/x-y_1.0.bb --\nSUMMARY = \"x-y\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Variant.Name != "" {
			return
		}
		name := path.Base(p.Path)
		parts := strings.Split(strings.TrimSuffix(name, ".bb"), "_")
		switch {
		case len(parts) == 3:
			p.Report(p.Start(), "%s: PN is %q, PV %q and PR %q; a name has one underscore, before the version", name, parts[0], parts[1], parts[2])
		case len(parts) == 1 && fetches(p) && !setsItself(p, "PV"):
			p.Report(p.Start(), "%s: the file's name has no version, and PV is not set: it is %s", name, p.Get("PV"))
		}
	},
}

// fetches reports whether a recipe fetches anything but local files.
func fetches(p *lint.RecipePass) bool {
	for _, s := range p.Sources() {
		if s.Scheme != "file" {
			return true
		}
	}
	return false
}

// setsItself reports whether a recipe, or a class of its, sets a variable, and not the configuration alone.
func setsItself(p *lint.RecipePass, name string) bool {
	for _, s := range p.Steps(name) {
		if s.Flag == "" && s.Counts() && !strings.HasSuffix(s.File.Name(), ".conf") {
			return true
		}
	}
	return false
}

var classFileName = &lint.Rule{
	ID: "class-file-name", Aliases: []string{"oelint.bbclass.underscores"}, Severity: diag.Info, Off: true,
	Kinds: []bitbake.Kind{bitbake.Class},
	Doc: lint.Doc{
		Summary: "no dashes in the names of classes",
		Why: "The functions that EXPORT_FUNCTIONS calls begin with the class's name, and a shell function's name has no dash. Classes that " +
			"export none may be called as they like: a project decides.",
		Bad:  "-- classes/my-class.bbclass --\nMY ?= \"1\"\n",
		Good: "-- classes/my_class.bbclass --\nMY ?= \"1\"\n",
	},
	File: func(p *lint.FilePass) {
		if name := path.Base(p.Path); strings.Contains(name, "-") {
			p.Report(p.At(source.At(0)), "the class's name %s has a dash in it", strings.TrimSuffix(name, ".bbclass"))
		}
	},
}

// buildClassName checks the name of a recipe that a class makes one for another system only.
func buildClassName(class string, right func(pn string) bool, wanted string) func(*lint.RecipePass) {
	return func(p *lint.RecipePass) {
		if pn := p.Get("PN"); p.Variant.Name == "" && p.Get("CLASSOVERRIDE") == "class-"+class && !right(pn) {
			place := p.Start()
			if w, f := p.InheritedAt(class); f != nil {
				place = diag.Place{File: f.Source, Span: w.Span}
			}
			p.Report(place, "%s inherits %s for good: its name has to be %s", pn, class, wanted)
		}
	}
}

var nativeFileName = &lint.Rule{
	ID: "native-recipe-name", Aliases: []string{"oelint.var.nativefilename"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a recipe for the build machine alone is called NAME-native",
		Why:     "Everything that asks for a build tool asks for NAME-native; under another name it takes the place of the target's recipe.",
		Bad:     "inherit native\n",
		Good:    "-- recipes/x/x-native_1.0.bb --\ninherit native\n",
	},
	Recipe: buildClassName("native", func(pn string) bool { return strings.HasSuffix(pn, "-native") }, "NAME-native"),
}

var nativesdkFileName = &lint.Rule{
	ID: "nativesdk-recipe-name", Aliases: []string{"oelint.var.nativesdkfilename"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a recipe for SDKs alone is called nativesdk-NAME",
		Why:     "What goes into an SDK is asked for as nativesdk-NAME; under another name it takes the place of the target's recipe.",
		Bad:     "-- recipes/x/x_1.0.bb --\ninherit nativesdk\n" + nativesdkClass,
		Good:    "-- recipes/x/nativesdk-x_1.0.bb --\ninherit nativesdk\n" + nativesdkClass,
	},
	Recipe: buildClassName("nativesdk", func(pn string) bool { return strings.HasPrefix(pn, "nativesdk-") }, "nativesdk-NAME"),
}

// nativesdkClass is part of examples.
const nativesdkClass = "-- classes/nativesdk.bbclass --\nCLASSOVERRIDE = \"class-nativesdk\"\n"
