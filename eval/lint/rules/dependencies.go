package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
)

// overwrites visits the assignments that put a variable's value away that another file has made, with the one before.
func overwrites(p *lint.RecipePass, name string, visit func(by, before lint.Step)) {
	var before *lint.Step
	for _, s := range p.Done(name) {
		if s.Assignment == nil || s.Name != name && !strings.Contains(s.Name, "${") {
			continue
		}
		switch s.Assignment.Op {
		case bitbake.Set, bitbake.Immediate:
			if isConditional(s) {
				continue
			}
			if before != nil && before.File != s.File && !readsItself(s, name) && s.Counts() && strings.TrimSpace(before.Assignment.Value.Value) != "" {
				visit(s, *before)
			}
			before = &s
		case bitbake.WeakDefault:
		default:
			before = &s
		}
	}
}

// isConditional reports whether a step is an :append, :prepend or :remove.
func isConditional(s lint.Step) bool { return strings.HasPrefix(s.Op, ":") }

// readsItself reports whether an assignment has the variable's own value in it.
func readsItself(s lint.Step, name string) bool {
	return strings.Contains(s.Assignment.Value.Value, s.Assignment.Name.Value) || strings.Contains(s.Assignment.Value.Value, "${"+name+"}")
}

var dependsOverwritten = &lint.Rule{
	ID: "depends-overwritten", Fixes: true, Aliases: []string{"oelint.vars.dependsappend"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "DEPENDS = does not put away what a class or an included file depends on",
		Why:     "Classes add the tools that they call to DEPENDS with +=. An assignment behind the inherit takes them away again.",
		Bad:     "-- classes/tool.bbclass --\nDEPENDS += \"tool-native\"\n-- recipes/x/x_1.0.bb --\ninherit tool\nDEPENDS = \"zlib\"\n",
		Good:    "-- classes/tool.bbclass --\nDEPENDS += \"tool-native\"\n-- recipes/x/x_1.0.bb --\ninherit tool\nDEPENDS += \"zlib\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		overwrites(p, "DEPENDS", func(by, before lint.Step) {
			f := p.Report(by.At(by.Assignment.Name), "DEPENDS = takes away what %s has added", path.Base(before.File.Name())).
				Mend("use +=", diag.Edit{Place: diag.Place{File: by.File, Span: by.Assignment.OpSpan}, Text: "+="}).
				Relate(before.Place(), "what is taken away")
			if !strings.HasSuffix(before.File.Name(), ".bbclass") {
				f.Severity = diag.Info // a recipe knows what it includes
			}
		})
	},
}

var filesOverwritten = &lint.Rule{
	ID: "files-overwritten", Aliases: []string{"oelint.var.filesoverride"}, Severity: diag.Info, Off: true, Changes: true,
	Doc: lint.Doc{
		Summary: "FILES of a standard package is added to",
		Why:     "The core layer's FILES lists what belongs into ${PN}, -dev, -doc and the like. An assignment in place of it leaves files without a package, or in another one.",
		Bad:     "FILES:${PN}-dev = \"/opt/x/include\"\n",
		Good:    "FILES:${PN}-dev += \"/opt/x/include\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, pkg := range madePackages(p) {
			name := "FILES:" + pkg
			overwrites(p, name, func(by, before lint.Step) {
				p.Report(by.At(by.Assignment.Name), "%s = takes the place of the standard value: += adds to it", by.Assignment.Name.Value).About("FILES").Relate(before.Place(), "what is taken away")
			})
		}
	},
}

var filesNeedless = &lint.Rule{
	ID: "files-needless", Aliases: []string{"oelint.vars.filessetting"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "FILES does not repeat what is in it already",
		Why:     "The second mention does nothing, and makes the first look as if it did not work.",
		Bad:     "FILES:${PN}-dev += \"${includedir}\"\n",
		Good:    "FILES:${PN}-dev += \"/opt/x/include\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, pkg := range madePackages(p) {
			name := "FILES:" + pkg
			value := p.Get(name)
			if !repeats(value) {
				continue
			}
			seen := map[string]diag.Place{}
			for _, s := range p.Made(name) {
				if strings.HasPrefix(s.Op, ":remove") {
					continue
				}
				for _, w := range s.Words() {
					if first, ok := seen[w.Value]; ok && !strings.HasPrefix(w.Value, "${@") {
						p.Report(s.At(w.Text), "%s is in %s already", w.Value, s.Assignment.Name.Value).About("FILES").Relate(first, "here")
					} else {
						seen[w.Value] = s.At(w.Text)
					}
				}
			}
		}
	},
}

// repeats reports whether a word is in a value twice.
func repeats(value string) bool {
	words := strings.Fields(value)
	slices.Sort(words)
	return len(slices.Compact(words)) < len(strings.Fields(value))
}

var dependsOrder = &lint.Rule{
	ID: "depends-order", Aliases: []string{"oelint.vars.dependsordered"}, Severity: diag.Hint, Off: true,
	Doc: lint.Doc{
		Summary: "dependencies are in the order of the alphabet",
		Why:     "A sorted list shows what is in it, and changes to it do not collide.",
		Bad:     "DEPENDS = \"zlib openssl\"\n",
		Good:    "DEPENDS = \"openssl zlib\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range dependencyVariables(p) {
			for _, s := range p.Made(name) {
				last := ""
				for _, w := range s.Words() {
					if !w.Plain || strings.ContainsAny(w.Value, "()<>=") {
						continue
					}
					if w.Value < last {
						p.Report(s.At(w.Text), "%s comes behind %s", w.Value, last).About(name)
						break
					}
					last = w.Value
				}
			}
		}
	},
}

// dependencyVariables returns DEPENDS, and RDEPENDS and RRECOMMENDS of the packages.
func dependencyVariables(p *lint.RecipePass) []string {
	out := []string{"DEPENDS"}
	for _, pkg := range madePackages(p) {
		out = append(out, "RDEPENDS:"+pkg, "RRECOMMENDS:"+pkg)
	}
	return out
}

var dependsLine = &lint.Rule{
	ID: "depends-line", Aliases: []string{"oelint.jetm.vars.dependssingleline", "jetm.vars.dependssingleline"}, Severity: diag.Hint, Off: true,
	Doc: lint.Doc{
		Summary: "each dependency has a line of its own",
		Why:     "A change of one is then a change of one line.",
		Bad:     "DEPENDS = \"openssl zlib\"\n",
		Good:    "DEPENDS = \" \\\n    openssl \\\n    zlib \\\n\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range dependencyVariables(p) {
			for _, s := range p.Made(name) {
				line := 0
				for i, w := range s.Words() {
					if strings.ContainsAny(w.Value, "()<>=") {
						continue
					}
					at := s.File.Line(w.Span.Start)
					if i > 0 && at == line {
						p.Report(s.At(w.Text), "%s is not on a line of its own", w.Value).About(name)
						break
					}
					line = at
				}
			}
		}
	},
}

var dependsClass = &lint.Rule{
	ID: "depends-class", Aliases: []string{"oelint.vars.dependsclass"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "native recipes depend on what is for the build machine",
		Why:     "native.bbclass puts -native behind the names in DEPENDS. What escapes it is built for the target, and cannot be used on the build machine.",
		Bad:     "-- recipes/x/x-native_1.0.bb --\ninherit native\npython () {\n    d.appendVar('DEPENDS', ' zlib')\n}\n",
		Good:    "-- recipes/x/x-native_1.0.bb --\ninherit native\nDEPENDS = \"zlib-native\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.Inherits("native") || p.Inherits("nativesdk") || p.Alone() { // it is the core layer's class that changes names
			return
		}
		for _, item := range depend.Names(p.Get("DEPENDS")) {
			if !strings.HasSuffix(item, "-native") && !strings.Contains(item, "-cross") && !strings.Contains(item, "-native-") && !strings.HasPrefix(item, "virtual/") {
				p.Report(p.WhereWord("DEPENDS", item), "%s is built for the target, and the recipe for the build machine", item).About(item)
			}
		}
	},
}

var pythonModules = &lint.Rule{
	ID: "python-modules", Aliases: []string{"oelint.vars.pythonrdepends"}, Severity: diag.Info, Since: scarthgap,
	Doc: lint.Doc{
		Summary: "packages depend on the parts of Python that they need",
		Why:     "python3 and python3-modules are all of the standard library. python3-core and the parts that a program imports take a fraction of the space.",
		Bad:     "RDEPENDS:${PN} = \"python3-modules\"\n",
		Good:    "RDEPENDS:${PN} = \"python3-core python3-json\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Get("BPN") == "python3" {
			return
		}
		for _, pkg := range madePackages(p) {
			name := "RDEPENDS:" + pkg
			value := p.Get(name)
			if !strings.Contains(value, "python3") || strings.HasSuffix(pkg, "-ptest") {
				continue
			}
			for _, item := range depend.Names(value) {
				if item == "python3" || item == "python3-modules" {
					p.Report(p.WhereWord(name, item), "%s is all of Python's standard library", item).About("RDEPENDS")
				}
			}
		}
	},
}

var insaneSkip = &lint.Rule{
	ID: "insane-skip", Aliases: []string{"oelint.vars.insaneskip"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "no INSANE_SKIP",
		Why:     "It hides what is wrong, and what will be wrong after the next upgrade.",
		Bad:     "INSANE_SKIP:${PN} = \"ldflags\"\n",
		Good:    "RDEPENDS:${PN} = \"bash\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range append([]string{"INSANE_SKIP"}, packageNames(p, "INSANE_SKIP")...) {
			for _, s := range p.Made(name) {
				if s.Assignment != nil && strings.TrimSpace(s.Assignment.Value.Value) != "" {
					p.Report(s.At(s.Assignment.Name), "%s leaves checks out: %s", s.Assignment.Name.Value, strings.Join(strings.Fields(s.Assignment.Value.Value), ", "))
				}
			}
		}
	},
}

// packageNames returns the names of a variable for each package.
func packageNames(p *lint.RecipePass, name string) []string {
	var out []string
	for _, pkg := range madePackages(p) {
		out = append(out, name+":"+pkg)
	}
	return out
}
