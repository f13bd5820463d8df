package rules

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

const exampleSum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

var sourceChecksum = &lint.Rule{
	ID: "src-uri-checksum", Aliases: []string{"oelint.vars.srcurichecksum"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "downloads have checksums",
		Why:     "With BB_STRICT_CHECKSUM do_fetch fails without one; otherwise whatever a server or a mirror delivers is built.",
		Bad:     "BB_STRICT_CHECKSUM = \"1\"\nSRC_URI = \"https://example.org/x-${PV}.tar.gz\"\n",
		Good:    "BB_STRICT_CHECKSUM = \"1\"\nSRC_URI = \"https://example.org/x-${PV}.tar.gz\"\nSRC_URI[sha256sum] = \"" + exampleSum + "\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		strict := p.Get("BB_STRICT_CHECKSUM")
		if strict == "ignore" || p.Data.RawFlag("do_fetch", "noexec") != nil {
			return
		}
		for _, s := range p.Sources() {
			f := fetcherOf(s.Scheme, p.Release)
			if f == nil || !f.checksum || s.Scheme == "crate" && p.Release.Less(scarthgap) || len(checksumsOf(p, &s)) > 0 {
				continue
			}
			flag := "sha256sum"
			if name := s.Params["name"]; name != "" {
				flag = name + "." + flag
			} else if s.Scheme == "crate" || s.Scheme == "gomod" {
				continue // the fetcher makes up a name, or takes it from the version
			}
			found := p.Report(wherePart(p, &s, ""), "there is no checksum: SRC_URI[%s]", flag).About(flag)
			if strict != "1" {
				found.Severity = diag.Warning
			}
		}
	},
}

var checksumShape = &lint.Rule{
	ID: "src-uri-checksum-shape", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "checksums are lower-case hexadecimal digits, as many as their kind has",
		Why:     "Anything else is equal to no checksum: the download is always refused.",
		Bad:     "SRC_URI = \"https://example.org/x-${PV}.tar.gz\"\nSRC_URI[sha256sum] = \"0123\"\n",
		Good:    "SRC_URI = \"https://example.org/x-${PV}.tar.gz\"\nSRC_URI[sha256sum] = \"" + exampleSum + "\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, f := range p.Data.Flags("SRC_URI") {
			want := checksumLengths[f.Name[strings.LastIndexByte(f.Name, '.')+1:]]
			value := flagText(p, "SRC_URI", f.Name)
			if want == 0 || value == "" {
				continue
			}
			if strings.Trim(value, "0123456789abcdef") != "" {
				p.Report(whereFlag(p, "SRC_URI", f.Name), "SRC_URI[%s] has characters that are no lower-case hexadecimal digits", f.Name).About(f.Name)
			} else if len(value) != want {
				p.Report(whereFlag(p, "SRC_URI", f.Name), "SRC_URI[%s] has %d digits in place of %d", f.Name, len(value), want).About(f.Name)
			}
		}
	},
}

var unusedChecksum = &lint.Rule{
	ID: "src-uri-checksum-unused", Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "a checksum is for an item of SRC_URI",
		Why:     "SRC_URI[x.sha256sum] is for the item with ;name=x. Without that item it is left over, or one of the names is misspelt.",
		Bad:     "SRC_URI = \"https://example.org/x-${PV}.tar.gz;name=archive;sha256sum=" + exampleSum + "\"\nSRC_URI[archiv.sha256sum] = \"" + exampleSum + "\"\n",
		Good:    "SRC_URI = \"https://example.org/x-${PV}.tar.gz;name=archive\"\nSRC_URI[archive.sha256sum] = \"" + exampleSum + "\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		var names []string
		for _, s := range p.Sources() {
			if name := s.Params["name"]; name != "" {
				names = append(names, name)
			} else if s.Scheme == "crate" || s.Scheme == "gomod" || s.Scheme == "npmsw" {
				return // which have names of their own
			}
		}
		if !namesAreWritten(p) {
			return
		}
		told := map[string]bool{}
		for _, f := range p.Data.Flags("SRC_URI") {
			dot := strings.LastIndexByte(f.Name, '.')
			if dot < 0 || !isChecksum(f.Name) {
				continue
			}
			name := f.Name[:dot]
			if told[name] || isNamed(p, name) {
				continue
			}
			told[name] = true
			p.Report(whereFlagName(p, "SRC_URI", f.Name), "no item of SRC_URI has name=%s%s", name, diag.Meant(diag.Similar(name, names))).About(name)
		}
	},
}

// namesAreWritten reports whether all items of SRC_URI, under any override, say their names: none comes out of an expression as a
// whole, or has one in its name.
func namesAreWritten(p *lint.RecipePass) bool {
	for _, s := range p.Done("SRC_URI") {
		if s.Assignment == nil {
			return false
		}
		for _, w := range s.Words() {
			if _, name, ok := strings.Cut(w.Value, ";name="); !strings.Contains(w.Value, "://") || ok && strings.Contains(name, "${") {
				return false
			}
		}
	}
	return true
}

// isNamed reports whether an item of SRC_URI has a name, here or under any override.
func isNamed(p *lint.RecipePass, name string) bool {
	for _, s := range p.Sources() {
		if s.Params["name"] == name {
			return true
		}
	}
	for _, s := range p.Done("SRC_URI") {
		if s.Assignment == nil {
			continue
		}
		for _, w := range s.Words() {
			for _, rest := range strings.Split(w.Value, ";name=")[1:] {
				if after, ok := strings.CutPrefix(rest, name); ok && strings.Trim(after[:min(len(after), 1)], ";'\" ") == "" {
					return true
				}
			}
		}
	}
	return false
}

// whereFlagName returns the name of a flag where it is last set.
func whereFlagName(p *lint.RecipePass, name, flag string) diag.Place {
	place := p.Start()
	for _, s := range p.Steps(name) {
		if s.Flag == flag && s.Assignment != nil {
			place = s.At(s.Assignment.Flag)
		}
	}
	return place
}

var sourceName = &lint.Rule{
	ID: "src-uri-name", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "items of SRC_URI that have a checksum or a revision each have a name of their own",
		Why:     "Items without ;name= share SRC_URI[sha256sum], and repositories SRCREV: it can be right for one of them only.",
		Bad:     "SRC_URI = \"https://example.org/x-${PV}.tar.gz https://example.org/y-${PV}.tar.gz\"\nSRC_URI[sha256sum] = \"" + exampleSum + "\"\n",
		Good: "SRC_URI = \"https://example.org/x-${PV}.tar.gz;name=x https://example.org/y-${PV}.tar.gz;name=y\"\n" +
			"SRC_URI[x.sha256sum] = \"" + exampleSum + "\"\nSRC_URI[y.sha256sum] = \"" + exampleSum + "\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		first := map[[2]string]lint.Source{}
		for _, s := range p.Sources() {
			f := fetcherOf(s.Scheme, p.Release)
			if f == nil || s.Scheme == "crate" || strings.HasPrefix(s.Scheme, "gomod") {
				continue
			}
			kind := "a checksum"
			switch {
			case f.repository && s.Params["rev"] == "" && s.Params["tag"] == "":
				kind = "a revision"
			case !f.checksum || s.Params["sha256sum"] != "":
				continue
			}
			key := [2]string{kind, s.Params["name"]}
			before, ok := first[key]
			if !ok {
				first[key] = s
			} else if path.Base(before.Path) != path.Base(s.Path) {
				what := "without a name"
				if key[1] != "" {
					what = "with the name " + key[1]
				}
				p.Report(wherePart(p, &s, ""), "%s is a second item %s: they share %s", s.Path, what, kind).Relate(wherePart(p, &before, ""), "the first")
			}
		}
	},
}
