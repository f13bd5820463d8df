package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var misplacedPylib = &lint.Rule{
	Of: bitbake.CodeMisplacedPylib, Aliases: []string{"oelint.var.addpylib"},
	Doc: lint.Doc{
		Summary: "addpylib stands in layer.conf",
		Why:     "Only the files that BitBake itself opens, layer.conf above all, can add Python modules; elsewhere the line is refused.",
		Bad:     "addpylib ${LAYERDIR}/lib mylayer\n",
		Good:    "SUMMARY = \"x\"\n",
	},
}

var improperInherit = &lint.Rule{
	ID: "improper-inherit", Aliases: []string{"oelint.var.improperinherit"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "inherit names classes, by their names alone",
		Why: "A class is named without its folder, its .bbclass and any punctuation: a path is not looked for in the folders that classes " +
			"have (classes-recipe, classes-global, classes), and the class may be inherited twice.",
		Bad:  "-- recipes/x/x_1.0.bb --\ninherit classes/my.bbclass\n-- classes/my.bbclass --\nMY = \"1\"\n",
		Good: "-- recipes/x/x_1.0.bb --\ninherit my\n-- classes/my.bbclass --\nMY = \"1\"\n",
	},
	File: func(p *lint.FilePass) {
		lint.EachInherit(p.File, func(_ *bitbake.Inherit, w lint.Word) {
			if w.Plain && (strings.ContainsAny(w.Value, "/\"',;=:()[]") || strings.HasSuffix(w.Value, ".bbclass")) {
				p.Report(p.At(w.Span), "%s is no class's name", w.Value)
			}
		})
	},
}

var doubleInherit = &lint.Rule{
	ID: "double-inherit", Fixes: true, Aliases: []string{"oelint.var.multiinherit"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a file inherits each class once",
		Why:     "The second mention does nothing; the class counts from the place of the first.",
		Bad:     "inherit allarch\ninherit allarch pkgconfig\n",
		Good:    "inherit allarch pkgconfig\n",
	},
	File: func(p *lint.FilePass) {
		seen := map[string]lint.Word{}
		lint.EachInherit(p.File, func(s *bitbake.Inherit, w lint.Word) {
			if !w.Plain {
				return
			}
			first, ok := seen[w.Value]
			if !ok {
				seen[w.Value] = w
				return
			}
			found := p.Report(p.At(w.Span), "%s is inherited already", w.Value)
			found.Relate(p.At(first.Span), "here")
			if !s.Defer {
				found.Mend("remove it", p.Replace(removal(p.File, s, w), ""))
			}
		})
	},
}

// removal returns what to remove with a word of an inherit statement: the blanks before it, or the whole statement where it has no
// other.
func removal(f *bitbake.File, s *bitbake.Inherit, w lint.Word) source.Span {
	if strings.TrimSpace(s.Classes.Value) == w.Value {
		return s.Span()
	}
	out := w.Span
	text := f.Source.Text()
	if w.Span.Start > s.Classes.Span.Start {
		for text[out.Start-1] == ' ' || text[out.Start-1] == '\t' {
			out.Start--
		}
		return out
	}
	for text[out.End] == ' ' || text[out.End] == '\t' {
		out.End++
	}
	return out
}

var nativeLast = &lint.Rule{
	ID: "native-last", Aliases: []string{"oelint.var.inheritlast"}, Severity: diag.Warning, QA: "native-last",
	Doc: lint.Doc{
		Summary: "native and nativesdk are inherited last",
		Why: "They change variables such as DEPENDS and the compiler's flags to fit the build machine; a class that is read behind them sets " +
			"the target's again.",
		Bad:  "-- recipes/x/x-native_1.0.bb --\ninherit native pkgconfig\n",
		Good: "-- recipes/x/x-native_1.0.bb --\ninherit pkgconfig native\n",
	},
	Recipe: func(p *lint.RecipePass) {
		inherited := interp.Inherited(p.Data)
		for _, class := range []string{"native", "nativesdk"} {
			at := slices.IndexFunc(inherited, func(f string) bool { return lint.ClassName(f) == class })
			if at < 0 {
				continue
			}
			extend := strings.Fields(p.Get("BBCLASSEXTEND"))
			if class == "native" || slices.Contains(extend, "native") { // which inherits these itself
				extend = append(extend, "nopackages", "relocatable")
			}
			var late []string
			for _, f := range slices.Backward(inherited) {
				name := lint.ClassName(f)
				if strings.HasPrefix(name, class) {
					break
				}
				if !slices.Contains(extend, name) {
					late = append(late, name)
				}
			}
			if len(late) == 0 {
				continue
			}
			place := p.Start()
			if w, f := p.InheritedAt(class); f != nil {
				place = diag.Place{File: f.Source, Span: w.Span}
			}
			slices.Reverse(late)
			p.Report(place, "%s is not inherited last: %s", class, count(late, "comes behind it", "come behind it")).About(class)
		}
	},
}

// count joins names with what is said of one or of several.
func count(names []string, one, many string) string {
	text := strings.Join(names, ", ")
	if len(names) == 1 {
		return text + " " + one
	}
	return text + " " + many
}

var deferNative = &lint.Rule{
	ID: "native-deferred", Aliases: []string{"oelint.var.inheritdevtool"}, Severity: diag.Info, Since: release(2, 8),
	Doc: lint.Doc{
		Summary: "native and nativesdk are inherited by inherit_defer",
		Why: "They have to come last, behind the classes of appends too; inherit_defer makes sure of that. Core layers that list them in " +
			"BB_DEFER_BBCLASSES do so for inherit as well: then there is nothing to do.",
		Bad:  "-- recipes/x/x-native_1.0.bb --\ninherit native\n",
		Good: "-- recipes/x/x-native_1.0.bb --\ninherit_defer native\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Variant.Name != "" {
			return
		}
		var later []string
		for _, f := range p.Own() {
			lint.EachInherit(f, func(s *bitbake.Inherit, w lint.Word) {
				if s.Defer || w.Value != "native" && w.Value != "nativesdk" {
					return
				}
				if later == nil {
					later = append(strings.Fields(p.Get("BB_DEFER_BBCLASSES")), "")
				}
				if !slices.Contains(later, w.Value) {
					p.Report(diag.Place{File: f.Source, Span: w.Span}, "inherit %s by inherit_defer, so that it comes last", w.Value).About(w.Value)
				}
			})
		}
	},
}

var inheritTooEarly = &lint.Rule{
	ID: "inherit-too-early", Aliases: []string{"oelint.var.inherit"}, Severity: diag.Warning, Since: release(2, 8),
	Doc: lint.Doc{
		Summary: "a class that depends on variables is inherited by inherit_defer",
		Why: "inherit looks at the variables as they are at that line: what the recipe sets further down, and what appends set, comes too " +
			"late. inherit_defer looks at them when all is read.",
		Bad:  "inherit ${@bb.utils.contains('PACKAGECONFIG', 'pc', 'pkgconfig', '', d)}\nPACKAGECONFIG = \"pc\"\n",
		Good: "inherit_defer ${@bb.utils.contains('PACKAGECONFIG', 'pc', 'pkgconfig', '', d)}\nPACKAGECONFIG = \"pc\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, f := range p.Own() {
			lint.EachInherit(f, func(s *bitbake.Inherit, w lint.Word) {
				if s.Defer || w.Plain {
					return
				}
				place := diag.Place{File: f.Source, Span: w.Span}
				text, err := p.Data.Expand(w.Value, "")
				if err != nil {
					return
				}
				for _, class := range strings.Fields(text) {
					if !p.Inherits(class) {
						p.Report(place, "when all is read this is %s, which is not inherited: use inherit_defer", class).About("inherit")
						return
					}
				}
				if strings.Contains(w.Value, "PACKAGECONFIG") {
					p.Report(place, "appends and the configuration set PACKAGECONFIG later: use inherit_defer").About("inherit")
				}
			})
		}
	},
}

var needlessDefer = &lint.Rule{
	ID: "needless-inherit-defer", Aliases: []string{"oelint.var.inherit"}, Severity: diag.Info, Since: release(2, 8),
	Doc: lint.Doc{
		Summary: "inherit_defer is for classes that depend on variables",
		Why: "A class by its plain name is the same whenever it is read; deferred, it overrides what the recipe sets. native, nativesdk and " +
			"the like are meant to.",
		Bad:  "inherit_defer pkgconfig\n",
		Good: "inherit pkgconfig\n",
	},
	File: func(p *lint.FilePass) {
		lint.EachInherit(p.File, func(s *bitbake.Inherit, w lint.Word) {
			if s.Defer && w.Plain && w.Value != "native" && w.Value != "nativesdk" && !strings.HasPrefix(w.Value, "cross") {
				p.Report(p.At(w.Span), "%s depends on no variable: use inherit", w.Value).About("inherit_defer")
			}
		})
	},
}

// nothingToExtend are the classes of recipes that are for the target alone.
var nothingToExtend = []string{"native", "nativesdk", "cross", "crosssdk", "cross-canadian", "image", "packagegroup", "kernel", "module-base", "allarch", "deploy", "baremetal-image"}

var extendPossible = &lint.Rule{
	ID: "bbclassextend-possible", Aliases: []string{"oelint.var.bbclassextend"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "a recipe that compiles has variants for the build machine and SDKs",
		Why:     "With BBCLASSEXTEND = \"native nativesdk\" others can use it as a tool or in an SDK. Whether anybody does is for the project to know.",
		Bad:     "inherit autotools\n",
		Good:    "inherit autotools\nBBCLASSEXTEND = \"native\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if len(p.Variants) > 1 || p.Variant.Name != "" || p.Get("CLASSOVERRIDE") != "class-target" {
			return
		}
		if slices.ContainsFunc(nothingToExtend, func(class string) bool { return p.Inherits(class) }) {
			return
		}
		p.Report(p.Start(), "BBCLASSEXTEND could give the recipe variants for native and nativesdk")
	},
}
