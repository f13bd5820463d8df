package fetch

import (
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// The fetchers of other repositories.
var (
	svnMethod = &Method{Module: "svn", Class: "Svn", types: []string{"svn"}, init: initSvn, revisions: true, sortable: true,
		key: func(ud *Item, i int) string { return "svn:" + detailText(ud, "moddir") }, latest: latestSvn, archives: true, archivesOf: Release{2, 18}}
	hgMethod = &Method{Module: "hg", Class: "Hg", types: []string{"hg"}, init: initHg, localpath: hgLocalpath, revisions: true,
		key: func(ud *Item, i int) string { return "hg:" + detailText(ud, "moddir") }, latest: latestHg, archives: true}
	p4Method = &Method{Module: "perforce", Class: "Perforce", types: []string{"p4"}, init: initP4, revisions: true, sortable: true,
		key: func(ud *Item, i int) string { return "p4:" + detailText(ud, "pkgdir") }, latest: latestP4}
	cvsMethod = &Method{Module: "cvs", Class: "Cvs", types: []string{"cvs"}, until: Release{2, 18}, init: initCvs}
	bzrMethod = &Method{Module: "bzr", Class: "Bzr", types: []string{"bzr"}, until: Release{2, 18}, init: initBzr, revisions: true, sortable: true,
		key: func(ud *Item, i int) string { return "bzr:" + detailText(ud, "pkgdir") }, latest: latestBzr}
	oscMethod       = &Method{Module: "osc", Class: "Osc", types: []string{"osc"}, until: Release{2, 18}, init: initOsc}
	repoMethod      = &Method{Module: "repo", Class: "Repo", types: []string{"repo"}, init: initRepo}
	clearcaseMethod = &Method{Module: "clearcase", Class: "ClearCase", types: []string{"ccrc"}, init: initClearcase, revisions: true, sortable: true}
)

// module returns the parameter module, which must be there.
func (ud *Item) module() (string, error) {
	module, ok := ud.Params.Lookup("module")
	if !ok {
		return "", &Error{Kind: MissingParameter, Text: "module", URL: ud.URL}
	}
	ud.detail("module", module)
	return module, nil
}

// setupRevision is setupRevisions for fetchers that know of one name only; before 2.18 there may be several.
func (s *Session) setupRevision(ud *Item, d *datastore.Store) error {
	if err := s.setupRevisions(ud, d); err != nil {
		return err
	}
	if len(ud.Names) > 1 && !(ud.Method.Module == "svn" && ud.Params.Has("rev")) {
		return python("AttributeError", "'FetchData' object has no attribute 'revision'")
	}
	return nil
}

// dots returns a path with dots for slashes.
func dots(path string) string { return strings.ReplaceAll(path, "/", ".") }

func initSvn(s *Session, ud *Item, d *datastore.Store) error {
	module, err := ud.module()
	if err != nil {
		return err
	}
	v := variables{d: d}
	dir := posixpath.Join(v.or("SVNDIR", v.downloads()+"/svn"), ud.Host, strings.TrimLeft(ud.Path, "/"))
	spec := ud.Params.Or("path_spec", module)
	ud.detail("path_spec", spec)
	ud.detail("pkgdir", dir)
	ud.detail("moddir", posixpath.Join(dir, spec))
	ud.detail("svnlock", posixpath.Join(dir, "svn.lock"))
	if v.err != nil {
		return v.err
	}
	if err := s.setupRevision(ud, d); err != nil {
		return err
	}
	peg := "1"
	if ud.Params.Has("nopegrevision") {
		peg = "0"
	}
	ud.detail("pegrevision", peg == "1")
	ud.Localfile, err = d.Expand(dots(module)+"_"+ud.Host+"_"+dots(ud.Path)+"_"+ud.Revision()+"_"+peg+".tar.gz", "")
	return err
}

var svnLog = regexp.MustCompile(`^r([0-9]*)`)

func latestSvn(s *Session, ud *Item, d *datastore.Store, i int) (string, error) {
	command, err := (&variables{d: d}).command("FETCHCMD_svn", "svn", "--non-interactive")
	if err != nil {
		return "", err
	}
	args := append(command, "log", "--limit", "1", "--quiet", "--no-auth-cache")
	if ud.User != "" {
		args = append(args, "--username", ud.User)
	}
	if ud.Password != "" {
		args = append(args, "--password", ud.Password)
	}
	args = append(args, ud.Params.Or("protocol", "svn")+"://"+ud.Host+ud.Path+"/"+detailText(ud, "module")+"/")
	out, err := s.ask(d, ud, Command{Args: args}, ud.URL)
	if err != nil {
		return "", err
	}
	lines := strings.Split(out, "\n")
	if len(lines) < 2 {
		return "", python("IndexError", "list index out of range")
	}
	m := svnLog.FindStringSubmatch(lines[1])
	if m == nil {
		return "", python("AttributeError", "'NoneType' object has no attribute 'group'")
	}
	return m[1], nil
}

// command returns the words of a command: of a variable, or usual ones.
func (v *variables) command(name string, usual ...string) ([]string, error) {
	own := v.get(name)
	if own == "" || v.err != nil {
		return usual, v.err
	}
	list, err := Words(own)
	if err == nil && len(list) == 0 {
		list = usual
	}
	return list, err
}

func initHg(s *Session, ud *Item, d *datastore.Store) error {
	module, err := ud.module()
	if err != nil {
		return err
	}
	protocol, ok := ud.Params.Lookup("protocol")
	if !ok {
		if protocol = "hg"; ud.Host == "" {
			protocol = "file"
		}
	}
	ud.detail("proto", protocol)
	v := variables{d: d}
	name := dots(module) + "_" + ud.Host + "_" + dots(ud.Path)
	tarball := "hg_" + name + ".tar.gz"
	ud.detail("fullmirror", posixpath.Join(v.downloads(), tarball))
	ud.MirrorTarballs = []string{tarball}
	dir := posixpath.Join(v.or("HGDIR", v.downloads()+"/hg"), name)
	ud.detail("pkgdir", dir)
	ud.Localfile = posixpath.Join(dir, module)
	ud.detail("moddir", ud.Localfile)
	if v.err != nil {
		return v.err
	}
	return s.setupRevision(ud, d)
}

func hgLocalpath(s *Session, ud *Item, d *datastore.Store) (string, error) {
	return detailText(ud, "pkgdir"), nil
}

func latestHg(s *Session, ud *Item, d *datastore.Store, i int) (string, error) {
	protocol, host := ud.Params.Or("protocol", "http"), ud.Host
	if protocol == "file" {
		host, ud.Host = "/", "localhost"
	}
	root := host + ud.Path
	switch {
	case ud.User != "" && ud.Password != "":
		root = ud.User + ":" + ud.Password + "@" + root
	case ud.User != "":
		root = ud.User + "@" + root
	}
	command, err := (&variables{d: d}).command("FETCHCMD_hg", "hg")
	if err != nil {
		return "", err
	}
	out, err := s.ask(d, ud, Command{Args: append(command, "identify", "-i", protocol+"://"+root+"/"+detailText(ud, "module"))}, ud.URL)
	return strings.TrimSpace(out), err
}

func initCvs(s *Session, ud *Item, d *datastore.Store) error {
	module, err := ud.module()
	if err != nil {
		return err
	}
	date, err := ud.Date(d)
	if err != nil {
		return err
	}
	tag := ud.Params.Get("tag")
	ud.detail("tag", tag)
	if given, ok := ud.Params.Lookup("date"); ok {
		date = given
		ud.detail("date", date)
	} else if tag != "" {
		date = ""
		ud.detail("date", date)
	} else if date == "" {
		date = "None"
	}
	name := dots(module) + "_" + ud.Host + "_" + tag + "_" + date
	if ud.Params.Has("norecurse") {
		name += "_norecurse"
	}
	if ud.Params.Has("fullpath") {
		name += "_fullpath"
	}
	if ud.Localfile, err = d.Expand(name+".tar.gz", ""); err != nil {
		return err
	}
	v := variables{d: d}
	pn, ok := v.lookup("PN")
	if !ok && v.err == nil {
		return python("TypeError", "join() argument must be str, bytes, or os.PathLike object, not 'NoneType'")
	}
	ud.detail("pkgdir", posixpath.Join(v.or("CVSDIR", v.downloads()+"/cvs"), pn))
	return v.err
}

func initBzr(s *Session, ud *Item, d *datastore.Store) error {
	v := variables{d: d}
	ud.detail("pkgdir", posixpath.Join(v.or("BZRDIR", v.downloads()+"/bzr"), ud.Host, strings.TrimLeft(ud.Path, "/")))
	if v.err != nil {
		return v.err
	}
	if err := s.setupRevision(ud, d); err != nil {
		return err
	}
	if ud.Revision() == "" {
		return python("TypeError", "FetchMethod.latest_revision() missing 1 required positional argument: 'name'")
	}
	var err error
	ud.Localfile, err = d.Expand("bzr_"+ud.Host+"_"+dots(ud.Path)+"_"+ud.Revision()+".tar.gz", "")
	return err
}

func latestBzr(s *Session, ud *Item, d *datastore.Store, i int) (string, error) {
	command, err := (&variables{d: d}).command("FETCHCMD_bzr", "/usr/bin/env", "bzr")
	if err != nil {
		return "", err
	}
	out, err := s.ask(d, ud, Command{Args: append(command, "revno", ud.Params.Or("protocol", "http")+"://"+ud.Host+ud.Path)}, ud.URL)
	return strings.TrimSpace(out), err
}

func initOsc(s *Session, ud *Item, d *datastore.Store) error {
	module, err := ud.module()
	if err != nil {
		return err
	}
	v := variables{d: d}
	dir, rel := v.or("OSCDIR", v.downloads()+"/osc"), strings.TrimLeft(ud.Path, "/")
	ud.detail("oscdir", dir)
	ud.detail("pkgdir", posixpath.Join(dir, ud.Host))
	ud.detail("moddir", posixpath.Join(dir, ud.Host, rel, module))
	if v.err != nil {
		return v.err
	}
	rev, ok := ud.Params.Lookup("rev")
	if !ok {
		if rev, err = s.revision(ud, d, "", 0); err != nil {
			return err
		}
	}
	ud.Revisions = []string{rev}
	ud.Localfile, err = d.Expand(dots(module)+"_"+dots(rel)+"_"+rev+".tar.gz", "")
	return err
}

func initRepo(s *Session, ud *Item, d *datastore.Store) error {
	branch := ud.Params.shown("branch", "master")
	manifest := ud.Params.Or("manifest", "default.xml")
	if !strings.HasSuffix(manifest, ".xml") {
		manifest += ".xml"
	}
	ud.detail("proto", ud.Params.Or("protocol", "git"))
	ud.detail("branch", branch)
	ud.detail("manifest", manifest)
	var err error
	ud.Localfile, err = d.Expand("repo_"+ud.Host+dots(ud.Path)+"_"+manifest+"_"+branch+".tar.gz", "")
	return err
}
