package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var trailingSlash = &lint.Rule{
	ID: "trailing-slash", Fixes: true, Aliases: []string{"oelint.vars.notrailingslash"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "S, B and UNPACKDIR do not end in a slash",
		Why:     "Paths are compared and cut as texts: what begins with ${S}/ then has two slashes, and is found by nobody.",
		Bad:     "S = \"${UNPACKDIR}/x/\"\n",
		Good:    "S = \"${UNPACKDIR}/x\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range []string{"S", "B", "UNPACKDIR"} {
			value := said(p, name)
			if !strings.HasSuffix(value, "/") {
				continue
			}
			f := p.Report(p.Where(name), "%s ends in a slash: %s", name, value)
			if s := lastStep(p, name); s != nil && s.Assignment != nil {
				if text := s.Assignment.Value; strings.HasSuffix(text.Value, "/") {
					n := len(text.Value)
					f.Mend("remove it", diag.Edit{Place: s.At(text.Sub(n-1, n))})
				}
			}
		}
	},
}

var unpackFolder = &lint.Rule{
	ID: "unpack-folder", Fixes: true, Aliases: []string{"oelint.vars.unpackdir"}, Severity: diag.Error, Since: interp.Release{Major: 2, Minor: 10}, Changes: true,
	Doc: lint.Doc{
		Summary: "S is in ${UNPACKDIR}, not in ${WORKDIR}",
		Why:     "Sources are unpacked to ${UNPACKDIR}, a folder of its own since styhead. In ${WORKDIR} there is nothing of them.",
		Bad:     "SRC_URI = \"https://example.org/x.tar.gz\"\nS = \"${WORKDIR}/x-src\"\n",
		Good:    "SRC_URI = \"https://example.org/x.tar.gz\"\nS = \"${UNPACKDIR}/x-src\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if dir := p.Get("S"); said(p, "SRC_URI") == "" || within(dir, p.Get("UNPACKDIR")) || dir == p.Get("WORKDIR") {
			return // the last is another rule's
		}
		const ref = "${WORKDIR}"
		s := lastStep(p, "S")
		if s == nil || s.Assignment == nil || !p.IsOwn(s.File) {
			return
		}
		text := s.Assignment.Value
		if i := strings.Index(text.Value, ref); i >= 0 {
			at := s.At(text.Sub(i, i+len(ref)))
			p.Report(at, "S is in ${WORKDIR}, but sources are unpacked to ${UNPACKDIR}").Mend("use ${UNPACKDIR}", diag.Edit{Place: at, Text: "${UNPACKDIR}"})
		}
	},
}

// within reports whether a folder is another or below it.
func within(dir, of string) bool { return dir == of || strings.HasPrefix(dir, of+"/") }

// layout are the variables for the folders of a system, of those with the same value the one that is meant most often first.
var layout = []string{
	"systemd_system_unitdir", "systemd_user_unitdir", "systemd_unitdir", "bindir", "sbindir", "libexecdir", "includedir", "mandir", "infodir",
	"docdir", "datadir", "libdir", "nonarch_libdir", "base_bindir", "base_sbindir", "base_libdir", "nonarch_base_libdir", "sysconfdir",
	"localstatedir", "servicedir", "sharedstatedir", "prefix",
}

var hardcodedPath = &lint.Rule{
	ID: "hardcoded-path", Fixes: true, Aliases: []string{"oelint.vars.pathhardcode"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "installed files are named by the variables of the system's layout",
		Why: "A distribution may merge /usr, a multilib has another libdir, and a native variant is installed below its own prefix: what has the path " +
			"itself is not found there.",
		Bad:  "FILES:${PN} += \"/usr/share/x\"\ndo_install() {\n    install -d ${D}/etc\n}\n",
		Good: "FILES:${PN} += \"${datadir}/x\"\ndo_install() {\n    install -d ${D}${sysconfdir}\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First || p.Get("prefix") != "/usr" {
			return
		}
		folders := folders(p)
		for _, tree := range p.Own() {
			for _, s := range tree.Stmts {
				switch s := s.(type) {
				case *bitbake.Assignment:
					if name, _, _ := strings.Cut(s.Name.Value, ":"); name == "FILES" || name == "CONFFILES" {
						for _, w := range lint.Words(s.Value) {
							hardcoded(p, tree, folders, w.Text, 0)
						}
					}
				case *bitbake.Function:
					if !s.Python {
						installed(p, tree, folders, s.Body)
					}
				}
			}
		}
	},
}

// installed looks for paths behind ${D}.
func installed(p *lint.RecipePass, tree *bitbake.File, folders []folder, body bitbake.Text) {
	for _, root := range []string{"${D}/", "$D/"} {
		for i := 0; ; {
			k := strings.Index(body.Value[i:], root)
			if k < 0 {
				break
			}
			i += k + len(root) - 1
			line := body.Value[:i]
			// What is removed is where the software's own rules have put it.
			if line = strings.TrimSpace(line[strings.LastIndexByte(line, '\n')+1:]); !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "rm") {
				hardcoded(p, tree, folders, body, i)
			}
		}
	}
}

// hardcoded reports a path that begins at an offset of a text.
func hardcoded(p *lint.RecipePass, tree *bitbake.File, folders []folder, text bitbake.Text, at int) {
	rest := text.Value[at:]
	for _, f := range folders {
		if tail, ok := strings.CutPrefix(rest, f.path); ok && (tail == "" || strings.IndexByte("/ \t\n\"';*", tail[0]) >= 0) {
			place := diag.Place{File: tree.Source, Span: text.Sub(at, at+len(f.path)).Span}
			p.Report(place, "%s is ${%s}", f.path, f.variable).About(f.variable).
				Mend("use ${"+f.variable+"}", diag.Edit{Place: place, Text: "${" + f.variable + "}"})
			return
		}
	}
}

type folder struct{ path, variable string }

// folders returns the folders of the system's layout, the longest first.
func folders(p *lint.RecipePass) []folder {
	var out []folder
	for _, name := range layout {
		if value := p.Get(name); len(value) > 1 && !slices.ContainsFunc(out, func(f folder) bool { return f.path == value }) {
			out = append(out, folder{value, name})
		}
	}
	slices.SortStableFunc(out, func(a, b folder) int { return cmp.Compare(len(b.path), len(a.path)) })
	return out
}
