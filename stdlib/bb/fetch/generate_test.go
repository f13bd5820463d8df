package fetch

import (
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// generator makes cases by chance.
type generator struct{ rng *rand.Rand }

func (g *generator) pick(list ...string) string { return list[g.rng.Intn(len(list))] }

func (g *generator) chance(n int) bool { return g.rng.Intn(n) == 0 }

var schemes = []string{"http", "https", "ftp", "git", "gitsm", "file", "svn", "hg", "p4", "npm", "npmsw", "crate", "gomod", "gomodgit", "s3", "gs", "az", "ccrc",
	"repo", "osc", "bzr", "cvs", "sftp", "ssh", "gitannex", "HTTP", "git+ssh", "", "x", "1a", "ftps"}

func (g *generator) host() string {
	return g.pick("h.org", "github.com", "crates.io", "h", "H.ORG", "127.0.0.1", "[::1]", "h.org:8080", "h:80", "h:", "h:x", "", "a.b:99999", "[::1", "[v1.x]", "münchen.de", "h%25z", "[1.2.3.4]")
}

func (g *generator) user() string {
	return g.pick("", "", "", "", "u@", "u:p@", "u:p:q@", ":p@", "@", "u@v@", "git@", "u%20@", "u:@")
}

func (g *generator) path() string {
	p := ""
	for range g.rng.Intn(4) {
		p += "/" + g.pick("a", "b.tar.gz", "a%20b", "%41", "x y", "ä", "%C3%A4", "%ff", "%E2%82x", "a(b)", "*", "..", "", "a@b", "a:b", "1.2.3", "d#f", "q?x=y", "q?x", "q?x=y&z", "~u", "...", "%2f", "foo.git")
	}
	return p
}

func (g *generator) param() string {
	return g.pick("branch=main", "branch=a,b", "branch=", "branch", "name=x", "name=x,y", "name=", "name=default", "protocol=https", "protocol=ssh", "protocol=file", "protocol=git",
		"protocol=odd", "proto=https", "nobranch=1", "nobranch", "rev=abc", "rev="+hash, "rev=", "tag=v1", "tag=v9", "module=m", "module=m/n", "module=/m", "downloadfilename=d.tgz",
		"downloadfilename=a%20b", "subdir=s", "destsuffix=ds", "user=me", "pswd=secret", "localpath=@R@/f1/a.patch", "localpath=", "sha256sum=abc", "x.sha256sum=def", "md5sum=",
		"usehead=1", "bareclone=1", "rebaseable=1", "nocheckout=1", "unpack=0", "a=b=c", "package=@s/Pkg.x", "package=p", "version=1.2.3", "version=latest", "version=v1",
		"mod=1", "repo=github.com/x/y", "srcrev="+hash, "vob=/v", "manifest=m", "path_spec=ps", "nopegrevision", "srcdate=20200101", "date=now", "norecurse", "striplevel=0",
		"dev=1", "dev=maybe", "remotepath=keep", "protocol=http", "apply=yes", "=x", "x=", "patch=1", "lfs=0", "user=")
}

func (g *generator) params() string {
	p := ""
	for range g.rng.Intn(4) {
		p += ";" + g.param()
	}
	if g.chance(12) {
		p += ";"
	}
	return p
}

// url makes a URL, mostly of a form that somebody might write.
func (g *generator) url() string {
	if g.chance(4) {
		return g.plausible()
	}
	scheme := schemes[g.rng.Intn(len(schemes))]
	if g.chance(3) {
		scheme = g.pick("file", "git", "http", "https", "crate", "svn", "ssh", "hg")
	}
	sep := "://"
	if g.chance(15) {
		sep = g.pick(":", ":/", ":///", "//", "", "::/")
	}
	if scheme == "file" && g.chance(2) {
		return scheme + sep + g.pick("a.patch", "dir", "dir/", "dir/x", "b.cfg", "sub/c.h", "with%20space.txt", "with space.txt", "%C3%A4.txt", "none.txt", "only.txt", "@R@/f1/a.patch",
			"/none", "*.patch", "u@a.patch", "//x", "", "a.patch?q", "b.cfg#x", "a%2fb") + g.params()
	}
	path := g.path()
	if scheme == "file" { // ".." behind what is not there leads elsewhere
		path = strings.ReplaceAll(path, "..", "x")
	}
	return scheme + sep + g.user() + g.host() + path + g.params()
}

// plausible makes an item as recipes have it.
func (g *generator) plausible() string {
	u := g.pick("git://github.com/a/b.git;protocol=https", "git://h.org/a(b)/c d.git", "gitsm://h.org/r", "git:///local/repo", "git://@R@/f1;protocol=file;usehead=1", "gitannex://h/x",
		"https://h.org/p-1.2.tar.gz", "http://h.org/d/?f=x", "http://h.org", "https://h.org/x%2By.tgz", "ftp://ftp.h.org/a/b", "svn://svn.h.org/repo/trunk;module=mod", "hg://hg.h.org/r;module=m",
		"p4://depot/path/...", "p4://u:p@depot/path", "p4://u@depot/p", "npm://npm.example.org;package=@x/y;version=1.0.0", "npmsw://@R@/list.json", "npmsw://@R@/none.json",
		"crate://crates.io/aho-corasick/0.7.20", "crate://crates.io/a/1", "crate://h.org/x/y/abc/1.0", "crate://crates.io/ab", "gomod://github.com/Azure/x;version=v1.2.3;sha256sum=00",
		"gomodgit://go.googlesource.com/y;version=v0.1.0;repo=h.org/z;srcrev="+hash, "gomodgit://go.x/y;version=v0", "s3://bucket/key.tgz", "gs://b/k", "az://acc/c/f", "ccrc://h/x;vob=/v;module=/m",
		"repo://h.org/m;manifest=z;branch=b", "osc://h/p;module=m", "bzr://h/p/q", "cvs://anon@h/cvs;module=m;tag=T1", "cvs://u@h/cvs;module=a/b;date=2020", "sftp://u@h/p/f", "ssh://u:p@h/some/f;x=y",
		"ssh://h:22/~/f", "ssh://h", "ssh:h/f", "file://a.patch", "file://b.cfg;subdir=x", "file://sub/", "file://dir")
	if strings.HasPrefix(u, "git") && !g.chance(5) {
		u += ";branch=" + g.pick("main", "main", "a/b", "v1")
	}
	return u + g.params()
}

func (g *generator) changes() []any {
	out := []any{}
	for range g.rng.Intn(4) {
		name := g.pick("scheme", "username", "password", "userinfo", "hostname", "path", "path_quoted", "port")
		var value any = g.pick("x", "", "a:b", "/p q", "rel/path", "u", "%20z", "/%41")
		if name == "port" {
			value = []any{8080, nil}[g.rng.Intn(2)]
		}
		out = append(out, []any{name, value})
	}
	return out
}

func (g *generator) mirror() []any {
	find := g.pick("https?://.*/.*", "git://.*/.*", "(ftp|https?)://.*/.*", "http://h.org/(.*)", "svn://.*/.*", ".*://.*/.*", "git://h.org/.*;branch=main", "cvs://[^/]*/", "bad://(/x", "nothing", "https://u@h/", "file://.*")
	replace := g.pick("http://mirror/sources/", "file:///mirror/", "http://m/PATH", "https://m/HOST/BASENAME", "git://m/MIRRORNAME;protocol=https", "http://m/\\1", "http://u:p@m/x;a=HOST", "file://@R@/m/", "http://m/x/", "s3://b/\\9", "x", "TYPE://m/PATH")
	url := g.url()
	if g.chance(2) {
		url = g.pick("http://h.org/a/b.tar.gz", "git://h.org/r.git;branch=main;protocol=https", "svn://h/x;module=m", "https://github.com/x/y-1.0.tgz;downloadfilename=z", "ftp://h/f")
	}
	replacements := []any{[]any{"TYPE", "http"}, []any{"HOST", "h.org"}, []any{"PATH", "/a/b"}, []any{"BASENAME", "b"}, []any{"MIRRORNAME", "h.org.a.b"}}
	return []any{"mirror", url, find, replace, replacements, g.pick("", "", "git2_h.r.tar.gz"), g.pick("", "@R@/dl/other.tgz", "@R@/dl/b.tar.gz"), g.chance(2)}
}

func (g *generator) make() replayCase {
	switch g.rng.Intn(10) {
	case 0, 1:
		return replayCase{"decodeurl", g.url()}
	case 2:
		return replayCase{"uri", g.url(), g.changes()}
	case 3:
		return replayCase{"decodemirrorurl", g.url()}
	case 4:
		params := []any{}
		for range g.rng.Intn(3) {
			key, value, ok := strings.Cut(g.param(), "=")
			if !ok {
				params = append(params, []any{key, nil})
			} else {
				params = append(params, []any{key, value})
			}
		}
		return replayCase{"encodeurl", []any{g.pick("http", "git", "file", "", "https"), g.pick("h", "h:1", "", "H"), g.pick("/a//b", "rel", "", "/x y", "/ä", "/", "a:b"), g.pick("", "u", "u:v"), g.pick("", "p"), params}}
	case 5:
		return g.mirror()
	}
	return g.recipe()
}

func (g *generator) recipe() replayCase {
	var items []string
	for range 1 + g.rng.Intn(3) {
		if g.chance(3) {
			items = append(items, g.url())
		} else {
			items = append(items, g.plausible())
		}
	}
	rev := func() string {
		return g.pick(hash, hash, "INVALID", "AUTOINC", "abc", "v1", "main", strings.Repeat("ab", 32), "1234", "")
	}
	vars := []any{[]any{"DL_DIR", g.pick("@R@/dl", "@R@/dl", "@R@/f1")}, []any{"SRC_URI", strings.ReplaceAll(strings.Join(items, " "), "with space", "with%20space")}}
	add := func(n int, name string, values ...string) {
		if g.chance(n) {
			vars = append(vars, []any{name, g.pick(values...)})
		}
	}
	if !g.chance(6) {
		vars = append(vars, []any{"FILESPATH", g.pick("@R@/f1:@R@/f2:@R@/f3", "@R@/nothing:@R@/f3:@R@/f1", "@R@/f2", "@R@/f3:@R@/dl", "f1:f2")})
	}
	if !g.chance(8) {
		vars = append(vars, []any{"PN", "pn"})
	}
	if !g.chance(5) {
		vars = append(vars, []any{"FILE", "/x/pn_1.bb"})
	}
	if !g.chance(6) {
		vars = append(vars, []any{"SRCREV", rev()})
	}
	add(3, "SRCREV_x", rev())
	add(6, "SRCREV_y", rev())
	add(8, "SRCREV_default", rev())
	add(8, "SRCREV:pn-pn", rev())
	add(10, "SRCREV_x:pn-pn", rev())
	add(2, "SRCREV_FORMAT", "x_y", "default", "x", "default_x", "none", "defaultx-y")
	add(2, "P4PORT", "p4.h:1666")
	add(8, "BB_NO_NETWORK", "1", "0", "yes", "odd")
	add(10, "BB_ALLOWED_NETWORKS", "*.org h", "github.com")
	add(10, "BB_SRCREV_POLICY", "cache", "clear")
	add(6, "BB_GIT_SHALLOW", "1")
	add(10, "BB_GIT_SHALLOW_DEPTH", "0", "3", "-1", "x", "", " 2 ")
	add(10, "BB_GIT_SHALLOW_DEPTH_x", "5", "0")
	add(12, "BB_GIT_SHALLOW_REVS", "v0 v1", "")
	add(12, "BB_GIT_SHALLOW_EXTRA_REFS", "refs/heads/x refs/tags/*")
	add(12, "GITDIR", "@R@/git")
	add(12, "SVNDIR", "@R@/svn")
	add(12, "__BBMULTICONFIG", "mc1")
	add(12, "FETCHCMD_git", "my git -c 'a b'")
	add(12, "GO_MOD_PROXY", "goproxy.io")
	add(10, "SRCDATE", "20220101")
	add(10, "DATE", "20230101")
	add(4, "__BBSRCREV_SEEN", "1")
	add(4, "__BBSEENSRCREV", "1")
	add(10, "DATETIME", "1234")
	add(12, "SRCREV_github.com/Azure/x@v1.2.3", hash)
	flags := []any{}
	for _, name := range []string{"sha256sum", "md5sum", "x.sha256sum", "x.md5sum", "default.sha256sum", "aho-corasick-0.7.20.sha256sum", "aho-corasick.md5sum", "github.com/Azure/x@v1.2.3.sha256sum"} {
		if g.chance(3) {
			flags = append(flags, []any{name, g.pick("aaaa", "bbbb", "${PN}", "")})
		}
	}
	steps := []any{}
	for range 1 + g.rng.Intn(4) {
		switch g.rng.Intn(12) {
		case 0:
			steps = append(steps, []any{"set", g.pick("SRCREV", "SRCREV_x", "SRC_URI", "FILE"), g.pick(hash, "AUTOINC", "http://h/x", "file://a.patch", "git://h/n;branch=main")})
		case 1:
			steps = append(steps, []any{"copy"})
		case 2:
			steps = append(steps, []any{"localpath", g.url()})
		case 3:
			steps = append(steps, []any{"fetch", g.plausible(), g.url()})
		case 4:
			steps = append(steps, []any{"localpaths"})
		case 5:
			steps = append(steps, []any{"autorev"})
		case 6, 7:
			steps = append(steps, []any{"filelist"})
		case 8:
			steps = append(steps, []any{"fetch"})
		default:
			steps = append(steps, []any{g.pick("get_srcrev", "get_hashvalue", "get_pkgv_string")})
		}
	}
	return replayCase{"recipe", vars, flags, steps}
}

// fixed are cases that are always there.
func (g *generator) fixed() []replayCase {
	var out []replayCase
	for _, text := range []string{"", "a b", `https?://.*/.* http://x/ \n git://.*/.* http://y/ \n`, "a b c", "\\n"} {
		out = append(out, replayCase{"mirrors", text})
	}
	return out
}

var (
	realItem          = regexp.MustCompile(`[a-z0-9+]+://[^\s"'\\<>]+`)
	variableReference = regexp.MustCompile(`\$\{[^}]*\}|\$`)
)

// realCases are made of what stands in the layers beside the BitBakes, with "1.2" for references.
func realCases(dir string) []replayCase {
	var items []string
	for _, layer := range []string{"oe-core", "oe-kirkstone", "meta-openembedded"} {
		// What cannot be read is not there.
		_ = filepath.WalkDir(filepath.Join(dir, layer), func(p string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(p); err != nil || ext != ".bb" && ext != ".inc" && ext != ".bbclass" {
				return nil
			}
			text, err := os.ReadFile(p)
			if err != nil {
				return nil
			}
			for _, item := range realItem.FindAllString(string(text), -1) {
				items = append(items, strings.TrimRight(variableReference.ReplaceAllString(item, "1.2"), ",.)"))
			}
			return nil
		})
	}
	slices.Sort(items)
	items = slices.Compact(items)
	var out []replayCase
	for i := 0; i < len(items); i += 2 {
		pair := items[i:min(i+2, len(items))]
		for _, item := range pair {
			out = append(out, replayCase{"decodeurl", item}, replayCase{"uri", item, []any{}})
		}
		vars := []any{[]any{"SRC_URI", strings.Join(pair, " ")}, []any{"DL_DIR", "@R@/dl"}, []any{"FILESPATH", "@R@/f1:@R@/f2"}, []any{"SRCREV", hash}, []any{"PN", "pn"}, []any{"FILE", "/x/pn.bb"}, []any{"SRCREV_FORMAT", "default"}}
		out = append(out, replayCase{"recipe", vars, []any{[]any{"sha256sum", "abc"}}, []any{[]any{"fetch"}, []any{"get_srcrev"}, []any{"filelist"}}})
	}
	return out
}
