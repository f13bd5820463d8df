package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
)

// perPackage are the variables that are set for each package: the name alone does not count for any.
var perPackage = []string{
	"RDEPENDS", "RRECOMMENDS", "RSUGGESTS", "RCONFLICTS", "RPROVIDES", "RREPLACES", "FILES",
	"pkg_preinst", "pkg_postinst", "pkg_prerm", "pkg_postrm", "ALLOW_EMPTY",
}

var packageVariable = &lint.Rule{
	ID: "pkgvarcheck", Aliases: []string{"oelint.vars.pkgspecific"}, QA: "pkgvarcheck", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "RDEPENDS, FILES and the like are set for a package",
		Why:     "RDEPENDS = \"a\" is for every package of the recipe, -dev and -doc too, where it was meant for one: RDEPENDS:${PN}. DEPENDS is the other way round: it is the recipe's, and DEPENDS:${PN} is never read.",
		Bad:     "RDEPENDS = \"bash\"\n",
		Good:    "RDEPENDS:${PN} = \"bash\"\n",
	},
	Recipe: quality("pkgvarcheck", func(p *lint.RecipePass, found reporter) {
		pn := p.Get("PN")
		if name := "DEPENDS:" + pn; p.Get(name) != "" {
			found(p.Where(name), "DEPENDS:${PN} is never read: DEPENDS is the recipe's").About("DEPENDS")
		}
		if len(madePackages(p)) == 0 {
			return
		}
		for _, name := range perPackage {
			raw, err := p.Data.Raw(name)
			if text, _ := raw.(string); err != nil || text == "" {
				continue
			}
			f := found(p.Where(name), "%s is set without a package: %[1]s:${PN} is the main one's", name).About(name)
			if s := written(p, name); s != nil && s.Assignment.Name.Value == name {
				f.Place = s.At(s.Assignment.Name)
			}
		}
	}),
}

var virtualAtRunTime = &lint.Rule{
	ID: "virtual-slash", Aliases: []string{"oelint.vars.virtual"}, QA: "virtual-slash", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no virtual/ in RDEPENDS and RPROVIDES",
		Why:     "virtual/ and PREFERRED_PROVIDER choose what is built; a package manager knows nothing of them. VIRTUAL-RUNTIME_ variables choose what is installed.",
		Bad:     "RDEPENDS:${PN} = \"virtual/libc\"\n",
		Good:    "DEPENDS = \"virtual/libc\"\n",
	},
	Recipe: quality("virtual-slash", func(p *lint.RecipePass, found reporter) {
		for _, pkg := range madePackages(p) {
			for _, name := range []string{"RDEPENDS:" + pkg, "RPROVIDES:" + pkg} {
				for _, item := range depend.Names(p.Get(name)) {
					if strings.HasPrefix(item, "virtual/") {
						found(p.WhereWord(name, item), "%s means nothing in %s", item, name).About(name)
					}
				}
			}
		}
	}),
}

var expandedD = &lint.Rule{
	ID: "expanded-d", QA: "expanded-d", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no ${D} in FILES and in the scripts of packages",
		Why:     "${D} is a folder of the build machine. FILES are paths of the target; in a script $D, without braces, is where the package is being installed.",
		Bad:     "FILES:${PN} += \"${D}/opt/x\"\n",
		Good:    "FILES:${PN} += \"/opt/x\"\n",
	},
	Recipe: quality("expanded-d", func(p *lint.RecipePass, found reporter) {
		dir := p.Get("D")
		if dir == "" {
			return
		}
		for _, pkg := range madePackages(p) {
			if p.Skips("expanded-d", pkg) {
				continue
			}
			for _, variable := range []string{"FILES", "pkg_preinst", "pkg_postinst", "pkg_prerm", "pkg_postrm"} {
				name := variable + ":" + pkg
				if !strings.Contains(p.Get(name), dir) {
					continue
				}
				places := inText(p, name, "${D}")
				for _, at := range places {
					found(at, "%s has ${D}, a folder of the build machine", name).About(variable)
				}
				if len(places) == 0 {
					found(p.Where(name), "%s has ${D}, a folder of the build machine", name).About(variable)
				}
			}
		}
	}),
}

var packagesList = &lint.Rule{
	ID: "packages-list", QA: "packages-list", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "PACKAGES has each package once",
		Why:     "The second mention takes nothing, and the first may be in the wrong place: files go to the first package that wants them.",
		Bad:     "PACKAGES =+ \"${PN}-doc\"\n",
		Good:    "PACKAGES =+ \"${PN}-tools\"\n",
	},
	Recipe: quality("packages-list", func(p *lint.RecipePass, found reporter) {
		seen, told := map[string]bool{}, map[string]bool{}
		for _, pkg := range madePackages(p) {
			if seen[pkg] && !told[pkg] {
				found(p.WhereWord("PACKAGES", pkg), "%s is in PACKAGES more than once", pkg).About(pkg)
				told[pkg] = true
			}
			seen[pkg] = true
		}
	}),
}

var comparisons = []string{"< ", "= ", "> ", "<= ", ">="}

var dependencyComparison = &lint.Rule{
	ID: "dep-cmp", QA: "dep-cmp", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "versions of dependencies are compared by <, =, >, <= or >=",
		Why:     "Other operators are one package manager's or another's; the packages cannot be built for the rest.",
		Bad:     "RDEPENDS:${PN} = \"bash (>> 4.0)\"\n",
		Good:    "RDEPENDS:${PN} = \"bash (>= 4.0)\"\n",
	},
	Recipe: quality("dep-cmp", func(p *lint.RecipePass, found reporter) {
		for _, pkg := range madePackages(p) {
			for _, variable := range []string{"RDEPENDS", "RRECOMMENDS", "RSUGGESTS", "RPROVIDES", "RREPLACES", "RCONFLICTS"} {
				name := variable + ":" + pkg
				value := p.Get(name)
				if !strings.Contains(value, "(") {
					continue
				}
				items, err := depend.Parse(value)
				if err != nil {
					found(p.Where(name), "%s: %v", name, err).About(variable)
					continue
				}
				for _, item := range items {
					for _, c := range item.Constraints {
						if c != "" && !slices.ContainsFunc(comparisons, func(op string) bool { return strings.HasPrefix(c, op) }) {
							found(p.WhereWord(name, item.Name), "%s (%s) in %s: only <, =, >, <= and >= compare versions", item.Name, c, name).About(variable)
						}
					}
				}
			}
		}
	}),
}
