package fetch

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// Unpacked is what unpacking an item does.
type Unpacked struct {
	// Paths are where the download, the local file or the clone may be, the best first.
	Paths []string
	// Into is the directory that it is unpacked or copied into.
	Into string
	// Name is the path below Into that a file or directory gets which is copied. Copied says that even an archive is.
	Name   string
	Copied bool
	// Strip is how many folders of an archive's paths are left out.
	Strip int
	// Revision is the commit that is checked out of a repository, Subpath the part of it; "" for what is no repository.
	Revision, Subpath string
}

// unpackers are the fetchers whose downloads are unpacked as all files are.
var unpackers = []*Method{localMethod, wgetMethod, sftpMethod, s3Method, azMethod, gsMethod}

// Unpacked says what unpacking an item below a directory does (FetchMethod.unpack). ok is false for fetchers that do it in ways
// of their own, git's excepted, and for an item that cannot be unpacked.
func (s *Session) Unpacked(ud *Item, root string, d *datastore.Store) (u Unpacked, ok bool, err error) {
	subdir, inside := ud.Params.Lookup("subdir")
	u.Into = path.Clean(posixpath.Join(root, subdir))
	if ud.Git != nil && (ud.Method == gitMethod || ud.Method == gitsmMethod) {
		if ud.Git.NoCheckout || ud.Revision() == "" {
			return u, false, nil
		}
		return s.unpackedGit(ud, u, inside, d)
	}
	if !slices.Contains(unpackers, ud.Method) || ud.Localpath == "" {
		return u, false, nil
	}
	if text, given := ud.Params.Lookup("striplevel"); given {
		if u.Strip, err = strconv.Atoi(text); err != nil || u.Strip < 0 {
			return u, false, nil
		}
	}
	u.Copied = slices.Contains([]string{"n", "no", "0", "false", "f"}, strings.ToLower(ud.Params.Or("unpack", "1")))
	u.Paths = []string{ud.Localpath}
	u.Name = basename(ud.Localpath)
	if ud.Method == localMethod { // keeps its folders
		u.Name = path.Join(path.Dir(strings.Trim(ud.Path, "/")), u.Name)
		return u, true, nil
	}
	mirrors, err := s.fileMirrors(ud, d)
	u.Paths = append(u.Paths, mirrors...)
	return u, true, err
}

// unpackedGit is Unpacked for clones.
func (s *Session) unpackedGit(ud *Item, u Unpacked, inside bool, d *datastore.Store) (Unpacked, bool, error) {
	v := variables{d: d}
	suffix := "git"
	if !s.Release.Before(2, 18) {
		suffix = v.or("BB_GIT_DEFAULT_DESTSUFFIX", suffix)
	}
	if u.Subpath = strings.Trim(ud.Params.Get("subpath"), "/"); u.Subpath != "" {
		suffix = basename(u.Subpath)
	}
	if inside {
		suffix = ""
	}
	u.Into = path.Clean(posixpath.Join(u.Into, ud.Params.Or("destsuffix", suffix)))
	u.Paths, u.Revision = []string{ud.Git.Clone}, ud.Revision()
	return u, true, v.err
}

// fileMirrors returns where mirrors that are directories of this machine may have an item's download.
func (s *Session) fileMirrors(ud *Item, d *datastore.Store) (out []string, err error) {
	v := variables{d: d}
	m := Mirrored{URL: ud.URL, Localpath: ud.Localpath, Checksums: s.SupportsChecksum(ud), Replacements: []Param{
		{Key: "TYPE", Value: ud.Type}, {Key: "HOST", Value: ud.Host}, {Key: "PATH", Value: ud.Path}, {Key: "BASENAME", Value: basename(ud.Path)},
		{Key: "MIRRORNAME", Value: strings.ReplaceAll(ud.Host, ":", ".") + strings.NewReplacer("/", ".", "*", ".").Replace(ud.Path)}}}
	for _, name := range []string{"PREMIRRORS", "MIRRORS"} {
		lines, _ := Mirrors(v.get(name)) // a word that is left over has no mirror
		for _, line := range lines {
			if !strings.HasPrefix(line.Replace, "file:") {
				continue
			}
			url, err := s.Release.Replace(m, line)
			if err != nil || url == "" {
				continue // who fetches is told what is wrong with the line
			}
			if at, err := s.decode(url); err == nil && at.Type == "file" && !slices.Contains(out, at.Path) {
				out = append(out, at.Path)
			}
		}
	}
	return out, v.err
}
