package fetch

import (
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// The fetchers of Node packages. Since 2.18 BitBake skips recipes with such items.
var (
	npmMethod   = &Method{Module: "npm", Class: "Npm", types: []string{"npm"}, init: initNpm}
	npmswMethod = &Method{Module: "npmsw", Class: "NpmShrinkWrap", types: []string{"npmsw"}} // its init is initNpmsw
)

// semver is a version by the rules of semver.org, 2.0.0.
var semver = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)` +
	`(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?` +
	`(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$`)

var npmOdd = regexp.MustCompile(`[^\-a-z0-9@]`)

// NpmPackage returns a package's name as it can stand in a file's name.
func (r Release) NpmPackage(name string) string {
	if r.Before(2, 8) {
		if scoped, ok := strings.CutPrefix(name, "@"); ok {
			return strings.ReplaceAll(scoped, "/", "-")
		}
		return name
	}
	name = strings.ToLower(strings.ReplaceAll(name, "/", "-"))
	if r.Before(2, 18) {
		name = strings.ReplaceAll(name, "@", "")
	}
	return strings.Trim(npmOdd.ReplaceAllString(name, ""), "-")
}

// NpmFilename returns what the archive of a package is called.
func (r Release) NpmFilename(name, version string) string {
	return r.NpmPackage(name) + "-" + version + ".tgz"
}

func initNpm(s *Session, ud *Item, d *datastore.Store) error {
	name, version := ud.Params.Get("package"), ud.Params.Get("version")
	switch {
	case name == "":
		return &Error{Kind: MissingParameter, Text: "package", URL: ud.URL}
	case version == "":
		return &Error{Kind: MissingParameter, Text: "version", URL: ud.URL}
	case version != "latest" && !semver.MatchString(version):
		return wrongParameter(ud.URL, "'%s' is no version", version)
	}
	url, _, _ := strings.Cut(ud.URL, ";")
	if rest, ok := strings.CutPrefix(url, "npm://"); ok {
		url = "https://" + rest
	}
	ud.detail("package", name)
	ud.detail("version", version)
	ud.detail("registry", url)
	file := s.Release.NpmFilename(name, version)
	if given, ok := ud.Params.Lookup("downloadfilename"); ok {
		var err error
		if file, err = d.Expand(given, ""); err != nil {
			return err
		}
	}
	ud.Localfile, ud.NoStamp = posixpath.Join("npm2", file), true
	v := variables{d: d}
	ud.detail("resolvefile", posixpath.Join(v.downloads(), ud.Localfile)+".resolved")
	ud.detail("proxy", nil)
	return v.err
}
