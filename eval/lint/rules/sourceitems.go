package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// wherePart returns the place of a part of an item of SRC_URI; the item's where the part is not written there.
func wherePart(p *lint.RecipePass, s *lint.Source, part string) diag.Place {
	at := p.WhereWord("SRC_URI", s.Item)
	if text := at.File.Text()[at.Span.Start:at.Span.End]; part != "" {
		if i := strings.Index(text, part); i >= 0 {
			start := at.Span.Start + source.Pos(i)
			at.Span = source.Span{Start: start, End: start + source.Pos(len(part))}
		}
	}
	return at
}

var sourceParameter = &lint.Rule{
	ID: "src-uri-parameter", Aliases: []string{"oelint.vars.srcurioptions"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "items of SRC_URI have schemes and parameters that a fetcher reads",
		Why: "Nobody reads another parameter, and what it was meant to do is not done. What a class or the recipe itself reads by " +
			"its name counts as read.",
		Bad:  "SRC_URI = \"git://example.org/x.git;protocol=https;brunch=main\"\n",
		Good: "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			if strings.Contains(s.Item, "${") {
				continue // something has no value, which is not about fetchers
			}
			if !strings.Contains(s.Item, "://") {
				p.Report(wherePart(p, &s, ""), "%s is no URL: SCHEME://WHERE", s.Item)
				continue
			}
			f := fetcherOf(s.Scheme, p.Release)
			if f == nil {
				p.Report(wherePart(p, &s, s.Scheme), "there is no fetcher for %s://%s", s.Scheme, diag.Meant(diag.Similar(s.Scheme, Schemes(p.Release))))
				continue
			}
			known := f.reads()
			_, params, _ := strings.Cut(s.Item, ";")
			for _, param := range strings.Split(params, ";") {
				name, _, valued := strings.Cut(param, "=")
				switch {
				case name == "" && !valued:
				case !valued:
					p.Report(wherePart(p, &s, param), "the parameter %s has no value", name).About(name).Severity = diag.Error
				case !slices.Contains(known, name) && !isChecksum(name) && !quoted(p, name):
					p.Report(wherePart(p, &s, name), "nobody reads the parameter %s of %s://%s", name, s.Scheme, diag.Meant(diag.Similar(name, known))).About(name)
				}
			}
		}
	},
}

// quoted reports whether one of a recipe's files has a word as a literal of Python.
func quoted(p *lint.RecipePass, word string) bool {
	return slices.ContainsFunc(p.Files(), func(f *bitbake.File) bool {
		text := f.Source.Text()
		return strings.Contains(text, "'"+word+"'") || strings.Contains(text, "\""+word+"\"")
	})
}

var sourceParameterMissing = &lint.Rule{
	ID: "src-uri-parameter-missing", Aliases: []string{"oelint.vars.srcurioptions"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "items of SRC_URI have the parameters that their fetcher wants",
		Why:     "The fetcher refuses the item: npm wants package and version, svn and hg want module, git wants branch, or nobranch=1 for a revision that is on none.",
		Bad:     "SRC_URI = \"git://example.org/x.git;protocol=https\"\n",
		Good:    "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			f := fetcherOf(s.Scheme, p.Release)
			if f == nil {
				continue
			}
			for _, name := range strings.Fields(f.required) {
				if s.Params[name] == "" {
					p.Report(wherePart(p, &s, ""), "%s:// wants the parameter %s", s.Scheme, name).About(name)
				}
			}
			if strings.HasPrefix(s.Scheme, "git") && f.repository && s.Scheme != "gomodgit" && s.Params["branch"] == "" &&
				s.Params["nobranch"] != "1" && s.Params["usehead"] != "1" {
				found := p.Report(wherePart(p, &s, ""), "%s:// wants the parameter branch", s.Scheme).About("branch")
				if p.Release.Less(walnascar) {
					found.Severity = diag.Warning // it takes master
				}
			}
		}
	},
}

var sourceWildcard = &lint.Rule{
	ID: "src-uri-wildcard", Aliases: []string{"oelint.var.srcuriwildcard"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no wildcards in SRC_URI",
		Why:     "BitBake refuses file:// with a *: it could not tell whether a file has been added. A folder takes the place of a wildcard.",
		Bad:     "SRC_URI = \"file://conf/*.cfg\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nSRC_URI = \"file://conf\"\n-- recipes/x/files/conf/a.cfg --\na\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			if s.Scheme == "file" && strings.Contains(s.Path, "*") {
				p.Report(wherePart(p, &s, "*"), "%s has a wildcard: name the files, or a folder", s.Path)
			}
		}
	},
}

var sourceNotFound = &lint.Rule{
	ID: "src-uri-file-not-found", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "files of SRC_URI are there",
		Why:     "A file:// item is looked for in the folders of FILESPATH, in each with the overrides first; the build fails where it is in none.",
		Bad:     "-- recipes/x/x_1.0.bb --\nSRC_URI = \"file://fix.path\"\n-- recipes/x/files/fix.patch --\nUpstream-Status: Pending\n",
		Good:    "-- recipes/x/x_1.0.bb --\nSRC_URI = \"file://fix.patch\"\n-- recipes/x/files/fix.patch --\nUpstream-Status: Pending\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Data.RawFlag("do_fetch", "noexec") != nil {
			return
		}
		for _, s := range p.Sources() {
			if s.Scheme != "file" || s.Local != "" || s.Path == "" || strings.ContainsAny(s.Path, "*$") {
				continue
			}
			if top := p.Get("TMPDIR"); path.IsAbs(s.Path) && top != "" && strings.HasPrefix(s.Path, top) {
				continue // another task makes it
			}
			var like []string
			folders := searched(p, path.Dir(s.Path))
			for _, folder := range folders {
				names, _ := p.View.ReadDir(folder) // those that are not there have none
				like = append(like, names...)
			}
			slices.Sort(like)
			f := p.Report(wherePart(p, &s, ""), "there is no file %s%s", s.Path, diag.Meant(diag.Similar(path.Base(s.Path), slices.Compact(like))))
			if !path.IsAbs(s.Path) {
				f.Detail = "it is looked for in:\n  " + strings.Join(folders, "\n  ")
			}
		}
	},
}

// searched returns the folders that a file in a folder of a recipe's is looked for in, without those of overrides that are not there.
func searched(p *lint.RecipePass, below string) []string {
	var out []string
	for _, folder := range strings.Split(p.Get("FILESPATH"), ":") {
		folder = path.Join(folder, below)
		if p.View.IsDir(folder) && !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	if len(out) == 0 {
		return []string{"no folder of FILESPATH, as none is there"}
	}
	return out
}

var sourceFileFirst = &lint.Rule{
	ID: "src-uri-file-first", Aliases: []string{"oelint.vars.srcurifile"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "the first item of SRC_URI is what is fetched",
		Why:     "Tools take the first item for the recipe's source, and a reader looks for it there.",
		Bad:     "-- recipes/x/x_1.0.bb --\nSRC_URI = \"file://a https://example.org/x.tar.gz\"\n-- recipes/x/files/a --\na\n",
		Good:    "-- recipes/x/x_1.0.bb --\nSRC_URI = \"https://example.org/x.tar.gz file://a\"\n-- recipes/x/files/a --\na\n",
	},
	Recipe: func(p *lint.RecipePass) {
		list := p.Sources()
		if len(list) > 1 && list[0].Scheme == "file" && slices.ContainsFunc(list, func(s lint.Source) bool { return s.Scheme != "file" }) {
			p.Report(wherePart(p, &list[0], ""), "the first item of SRC_URI is a file of the layer")
		}
	},
}

var sourceDomains = &lint.Rule{
	ID: "src-uri-domains", Aliases: []string{"oelint.vars.srcuridomains"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "a recipe fetches from one host",
		Why:     "Every host is one more that may be down, or go.",
		Bad:     "SRC_URI = \"https://example.org/x.tar.gz https://example.com/y.tar.gz\"\n",
		Good:    "SRC_URI = \"https://example.org/x.tar.gz https://example.org/y.tar.gz\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		first, told := "", map[string]bool{}
		for _, s := range p.Sources() {
			if s.Scheme == "crate" || s.Scheme == "gomod" || strings.HasPrefix(s.Scheme, "npm") {
				continue // registries
			}
			host, _, _ := strings.Cut(s.Path, "/")
			host = host[strings.IndexByte(host, '@')+1:]
			switch {
			case s.Scheme == "file":
			case first == "":
				first = host
			case host != first && !told[host]:
				told[host] = true
				p.Report(wherePart(p, &s, host), "fetched from %s, the first item from %s", host, first)
			}
		}
	},
}

var sourceAppend = &lint.Rule{
	ID: "src-uri-append", Aliases: []string{"oelint.vars.srcuriappend"}, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "SRC_URI += does not keep a class from setting SRC_URI",
		Why:     "A class with SRC_URI ?= sets what is to be fetched where nobody has. += before its inherit, or on a ??=, makes a value of its own, and the class's is gone: SRC_URI:append is added to whatever comes.",
		Bad:     "-- classes/fetching.bbclass --\nSRC_URI ?= \"https://example.org/${BP}.tar.gz\"\n-- recipes/x/x_1.0.bb --\nSRC_URI += \"file://a\"\ninherit fetching\n-- recipes/x/files/a --\na\n",
		Good:    "-- classes/fetching.bbclass --\nSRC_URI ?= \"https://example.org/${BP}.tar.gz\"\n-- recipes/x/x_1.0.bb --\nSRC_URI:append = \" file://a\"\ninherit fetching\n-- recipes/x/files/a --\na\n",
	},
	Recipe: func(p *lint.RecipePass) {
		var added *lint.Step
		for _, s := range p.Steps("SRC_URI") {
			if s.Name != "SRC_URI" || s.Assignment == nil || s.Flag != "" && !s.Weak() {
				continue
			}
			adds := s.Assignment.Op.String() == "+=" || s.Assignment.Op.String() == "=+"
			weak := strings.HasSuffix(s.Assignment.Op.String(), "?=")
			switch {
			case added != nil && weak && !s.Won && strings.TrimSpace(s.Assignment.Value.Value) != "":
				f := p.Report(added.Place(), "this keeps %s from setting SRC_URI: use SRC_URI:append", path.Base(s.File.Name()))
				f.Relate(s.Place(), "what is not set then")
				return
			case adds && added == nil && s.Won:
				added = &s
			case !adds && !weak:
				return // it has been set
			case weak && s.Won:
				return
			}
		}
	},
}

var downloadName = &lint.Rule{
	ID: "download-name", Aliases: []string{"oelint.vars.downloadfilename"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "the name of a download has the version in it",
		Why:     "Downloads of all recipes and versions lie in one folder, DL_DIR: another version's file of the same name is taken for this one, and its checksum is wrong.",
		Bad:     "SRC_URI = \"https://example.org/${PV}/x.tar.gz\"\n",
		Good:    "SRC_URI = \"https://example.org/${PV}/x.tar.gz;downloadfilename=x-${PV}.tar.gz\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		version := squeeze(p.Get("PV"))
		for _, s := range p.Sources() {
			f := fetcherOf(s.Scheme, p.Release)
			if f == nil || !f.checksum || s.Scheme == "crate" || s.Scheme == "gomod" || version == "" {
				continue
			}
			name := path.Base(s.Path)
			if given := s.Params["downloadfilename"]; given != "" {
				name = given
			}
			if strings.Contains(squeeze(s.Path), version) && !strings.Contains(squeeze(name), version) {
				p.Report(wherePart(p, &s, name), "the download is called %s in every version: add ;downloadfilename=", name)
			}
		}
	},
}

// squeeze leaves out what versions are written with in one place and without in another.
func squeeze(s string) string {
	return strings.NewReplacer(".", "", "_", "", "-", "", "+", "", "~", "").Replace(strings.ToLower(s))
}
