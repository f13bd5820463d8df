package fetch

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// The fetchers of single files.
var (
	wgetMethod = &Method{Module: "wget", Class: "Wget", types: []string{"http", "https", "ftp", "ftps"}, init: initWget, recommends: true}
	azMethod   = &Method{Module: "az", Class: "Az", types: []string{"az"}, init: initWget, recommends: true}
	s3Method   = &Method{Module: "s3", Class: "S3", types: []string{"s3"}, init: initFile, recommends: true}
	gsMethod   = &Method{Module: "gcp", Class: "GCP", types: []string{"gs"}, since: Release{2, 8}, init: initFile, recommends: true}
	sftpMethod = &Method{Module: "sftp", Class: "SFTP", types: []string{"sftp"}, init: initSFTP, recommends: true}
	sshMethod  = &Method{Module: "ssh", Class: "SSH", types: []string{"ssh"}, init: initSSH, archives: true}

	crateMethod = &Method{Module: "crate", Class: "Crate", types: []string{"crate"}, init: initCrate, recommends: true}
)

// filename sets what a file that is fetched is called: the parameter downloadfilename, or the end of the path.
func (s *Session) filename(ud *Item, d *datastore.Store) error {
	name, ok := ud.Params.Lookup("downloadfilename")
	if !ok {
		name = basename(ud.Path)
	}
	ud.Basename = &name
	var err error
	ud.Localfile, err = s.plain(name, d)
	return err
}

// plain returns a file's name as it is; before 2.18 it is unquoted and expanded once more.
func (s *Session) plain(name string, d *datastore.Store) (string, error) {
	if !s.Release.Before(2, 18) {
		return name, nil
	}
	return d.Expand(Unquote(name), "")
}

func initFile(s *Session, ud *Item, d *datastore.Store) error { return s.filename(ud, d) }

func initWget(s *Session, ud *Item, d *datastore.Store) error {
	if ud.Params.Get("protocol") == "git" {
		return wrongParameter(ud.URL, "a repository of git that is read through http has a git:// URL with protocol=http")
	}
	if err := s.filename(ud, d); err != nil || ud.Localfile != "" {
		return err
	}
	if s.Release.Before(2, 18) {
		name, err := d.Expand(strings.ReplaceAll(Unquote(ud.Host+ud.Path), "/", "."), "")
		ud.Localfile = name
		return err
	}
	ud.Localfile = ud.Host + strings.ReplaceAll(ud.Path, "/", ".")
	return nil
}

func initSFTP(s *Session, ud *Item, d *datastore.Store) error {
	if ud.Params.Get("protocol") == "git" {
		return wrongParameter(ud.URL, "a repository of git that is read through ssh has a git:// URL with protocol=ssh")
	}
	return s.filename(ud, d)
}

func initSSH(s *Session, ud *Item, d *datastore.Store) error {
	if ud.Params.Get("protocol") == "git" {
		return wrongParameter(ud.URL, "a repository of git that is read through ssh has a git:// URL with protocol=ssh")
	}
	m := sshURL.FindStringSubmatch(ud.URL)
	name := basename(posixpath.Normal(Unquote(m[2])))
	if !s.Release.Before(2, 18) {
		ud.Localfile = name
		return nil
	}
	v := variables{d: d}
	ud.Localpath = posixpath.Join(v.downloads(), name)
	return v.err
}

// initCrate looks at crate://HOST/NAME/VERSION, which is fetched by another URL.
func initCrate(s *Session, ud *Item, d *datastore.Store) error {
	parts := strings.Split(ud.URL, "/")
	n := len(parts)
	if n < 5 {
		return wrongParameter(ud.URL, "a crate's URL is crate://HOST/NAME/VERSION")
	}
	name, version, host := parts[n-2], parts[n-1], strings.Join(parts[2:n-2], "/")
	if !s.Release.Before(2, 8) {
		version, _, _ = strings.Cut(version, ";")
	}
	protocol := "https"
	if !s.Release.Before(2, 19) {
		protocol = ud.Params.Or("protocol", protocol)
	}
	s.crateURLs(ud, protocol, host, name, version)
	ud.Params.Set("downloadfilename", name+"-"+version+".crate")
	switch {
	case s.Release.Before(2, 8):
		ud.Params.Set("name", name)
	case !ud.Params.Has("name"):
		ud.Params.Set("name", name+"-"+version)
	}
	return initWget(s, ud, d)
}

// crateURLs sets where a crate and the list of its versions are.
func (s *Session) crateURLs(ud *Item, protocol, host, name, version string) {
	if host != "crates.io" {
		ud.URL = protocol + "://" + host + "/" + name + "/" + version + "/download"
		ud.detail("versionsurl", protocol+"://"+host+"/"+name+"/versions")
		return
	}
	if protocol != "https" {
		s.warn("crates.io is read through https only, not as the URL " + ud.URL + " says through " + protocol)
	}
	ud.URL = "https://static.crates.io/crates/" + name + "/" + version + "/download"
	if s.Release.Before(2, 18) {
		ud.detail("versionsurl", "https://crates.io/api/v1/crates/"+name+"/versions")
	} else {
		ud.detail("versionsurl", "https://index.crates.io/"+crateIndex(name))
	}
}

// crateIndex returns the path of a crate in the index of a registry (the Cargo book, "Index Format").
func crateIndex(name string) string {
	r := []rune(name)
	switch {
	case len(r) <= 2:
		return string(rune('0'+len(r))) + "/" + name
	case len(r) == 3:
		return "3/" + string(r[0]) + "/" + name
	}
	return string(r[:2]) + "/" + string(r[2:4]) + "/" + name
}
