package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// The fetchers of Go modules: from a proxy, and from a module's own repository.
var (
	gomodMethod    = &Method{Module: "gomod", Class: "GoMod", types: []string{"gomod"}, since: Release{2, 18}, init: initGomod, recommends: true}
	gomodgitMethod = &Method{Module: "gomod", Class: "GoModGit", types: []string{"gomodgit"}, since: Release{2, 18}, init: initGomodgit,
		localpath: gitLocalpath, revisions: true, key: gitKey, latest: latestGit, archives: true}
)

// escapeModule writes capital letters as the module cache does: "!" and the small letter.
func escapeModule(path string) string {
	var b strings.Builder
	for _, r := range path {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('!')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// goModule returns the module's path and its version.
func (ud *Item) goModule() (module, version string, err error) {
	version, ok := ud.Params.Lookup("version")
	if !ok {
		return "", "", &Error{Kind: MissingParameter, Text: "version", URL: ud.URL}
	}
	if module = ud.Host; ud.Path != "/" {
		module += ud.Path
	}
	ud.Params.Set("module", module)
	return module, version, nil
}

func initGomod(s *Session, ud *Item, d *datastore.Store) error {
	v := variables{d: d}
	proxy, dir := v.or("GO_MOD_PROXY", goProxy), v.or("GO_MOD_CACHE_DIR", "pkg/mod")
	if v.err != nil {
		return v.err
	}
	module, version, err := ud.goModule()
	if err != nil {
		return err
	}
	ext := ".zip"
	if ud.Params.Or("mod", "0") == "1" {
		ext = ".mod"
	}
	path := escapeModule(module + "/@v/" + version + ext)
	if ud.URL, err = s.Release.Encode(Decoded{Type: "https", Host: proxy, Path: "/" + path}); err != nil {
		return err
	}
	ud.Params.Set("downloadfilename", dots(module)+"@"+version+ext)
	ud.Params.Set("name", module+"@"+version)
	ud.Params.Set("unpackpath", posixpath.Join(dir, "cache/download", path))
	return initWget(s, ud, d)
}

func initGomodgit(s *Session, ud *Item, d *datastore.Store) error {
	v := variables{d: d}
	dir := v.or("GO_MOD_CACHE_DIR", "pkg/mod")
	if v.err != nil {
		return v.err
	}
	module, version, err := ud.goModule()
	if err != nil {
		return err
	}
	if repo, ok := ud.Params.Lookup("repo"); ok {
		ud.Host, ud.Path = repo, ""
		if i := strings.IndexByte(repo, '/'); i >= 0 {
			ud.Host, ud.Path = repo[:i], repo[i:]
		}
	}
	protocol := ud.Params.Or("protocol", "https")
	ud.Params.Set("protocol", protocol)
	name := module + "@" + version
	ud.Names = []string{name}
	variable := "SRCREV_" + name
	rev := v.get(variable)
	if v.err != nil {
		return v.err
	}
	given, ok := ud.Params.Lookup("srcrev")
	switch {
	case rev != "" && !ok:
		ud.Params.Set("srcrev", rev)
	case rev == "" && ok:
		if err := s.set(d, variable, given); err != nil {
			return err
		}
	}
	if !ud.Params.Has("branch") {
		ud.Params.Set("nobranch", "1")
	}
	if subdir, ok := ud.Params.Lookup("subdir"); ok {
		ud.Params.Set("subpath", subdir)
	}
	key := "git3:" + protocol + "://" + ud.Host + ud.Path
	ud.Params.put(Param{Key: "key", Value: key, Bytes: true})
	sum := sha256.Sum256([]byte(key))
	ud.Params.Set("subdir", posixpath.Join(dir, "cache/vcs", hex.EncodeToString(sum[:])))
	ud.Params.Set("bareclone", "1")
	return initGit(s, ud, d)
}

// goProxy is the proxy that BitBake asks for modules where GO_MOD_PROXY does not name one.
const goProxy = "proxy." + "golang.org"
