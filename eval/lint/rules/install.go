package rules

import (
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// inInstall calls check with the commands of do_install and what is appended to it.
func inInstall(p *lint.FilePass, check func(*script, *syntax.CallExpr)) {
	eachScript(p, p.File, func(s *script) {
		if root(s.Name.Value) == "do_install" {
			s.calls(func(c *syntax.CallExpr) { check(s, c) })
		}
	})
}

var copyOwner = &lint.Rule{
	ID: "copy-with-owner", Aliases: []string{"oelint.task.nocopy"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "do_install does not copy owners of the build machine",
		Why: "cp -a and cp -p keep the files' owner, which is who runs the build: the package has a user that no device knows, and " +
			"package_qa complains of host-user-contaminated.",
		Bad:  "do_install() {\n    cp -a ${S}/data ${D}/usr/share\n}\n",
		Good: "do_install() {\n    cp -R --no-dereference --preserve=mode,links ${S}/data ${D}/usr/share\n}\n",
	},
	File: func(p *lint.FilePass) {
		native := false // what is installed for the build machine is its user's anyway
		lint.EachInherit(p.File, func(_ *bitbake.Inherit, w lint.Word) { native = native || w.Value == "native" })
		inInstall(p, func(s *script, c *syntax.CallExpr) {
			words := s.words(c)
			if path.Base(words[0]) != "cp" || native {
				return
			}
			for i, w := range words[1:] {
				if keepsOwner(w) && !droppedOwner(words) && !changesOwners(s) {
					p.Report(p.At(s.span(c.Args[i+1])), "cp %s keeps the owner, who is the build's user: use cp -R --no-dereference --preserve=mode,links", w)
					return
				}
			}
		})
	},
}

// keepsOwner reports whether an option of cp keeps the owner.
func keepsOwner(option string) bool {
	if list, ok := strings.CutPrefix(option, "--preserve="); ok {
		return strings.Contains(list, "ownership") || strings.Contains(list, "all")
	}
	if strings.HasPrefix(option, "--") {
		return option == "--archive" || option == "--preserve"
	}
	return strings.HasPrefix(option, "-") && strings.ContainsAny(option, "ap")
}

// changesOwners reports whether a function sets the owners of whole folders.
func changesOwners(s *script) bool {
	found := false
	s.calls(func(c *syntax.CallExpr) {
		words := s.words(c)
		found = found || words[0] == "chown" && (slices.Contains(words, "-R") || slices.Contains(words, "--recursive"))
	})
	return found
}

// droppedOwner reports whether cp is told not to keep the owner.
func droppedOwner(words []string) bool {
	for _, w := range words {
		if list, ok := strings.CutPrefix(w, "--no-preserve="); ok && (strings.Contains(list, "ownership") || strings.Contains(list, "all")) {
			return true
		}
	}
	return false
}

var copyInInstall = &lint.Rule{
	ID: "copy-in-install", Aliases: []string{"oelint.task.nocopy"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "do_install uses install, not cp",
		Why:     "install -m says which permissions a file gets; with cp they are what the sources and the umask make of them.",
		Bad:     "do_install() {\n    cp ${S}/x ${D}/usr/bin\n}\n",
		Good:    "do_install() {\n    install -m 0755 ${S}/x ${D}/usr/bin\n}\n",
	},
	File: func(p *lint.FilePass) {
		inInstall(p, func(s *script, c *syntax.CallExpr) {
			if path.Base(s.words(c)[0]) == "cp" {
				p.Report(p.At(s.span(c.Args[0])), "cp in do_install: use install")
			}
		})
	},
}

var mkdirInInstall = &lint.Rule{
	ID: "mkdir-in-install", Fixes: true, Aliases: []string{"oelint.task.nomkdir"}, Severity: diag.Info, Off: true, Changes: true,
	Doc: lint.Doc{
		Summary: "do_install uses install -d, not mkdir",
		Why:     "install -d gives a folder the permissions 0755, or those of -m, whatever the umask.",
		Bad:     "do_install() {\n    mkdir -p ${D}/usr/bin\n}\n",
		Good:    "do_install() {\n    install -d ${D}/usr/bin\n}\n",
	},
	File: func(p *lint.FilePass) {
		inInstall(p, func(s *script, c *syntax.CallExpr) {
			words := s.words(c)
			if path.Base(words[0]) != "mkdir" {
				return
			}
			found := p.Report(p.At(s.span(c.Args[0])), "mkdir in do_install: use install -d")
			if len(words) > 2 && words[1] == "-p" && !strings.HasPrefix(words[2], "-") {
				found.Mend("use install -d", p.Replace(s.span(c.Args[0]).Union(s.span(c.Args[1])), "install -d"))
			}
		})
	},
}
