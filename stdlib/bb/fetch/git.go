package fetch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

var (
	gitMethod = &Method{Module: "git", Class: "Git", types: []string{"git"}, init: initGit, localpath: gitLocalpath,
		revisions: true, key: gitKey, latest: latestGit, archives: true}
	gitsmMethod = &Method{Module: "gitsm", Class: "GitSM", types: []string{"gitsm"}, init: initGit, localpath: gitLocalpath,
		revisions: true, key: gitKey, latest: latestGit, archives: true}
	gitannexMethod = &Method{Module: "gitannex", Class: "GitANNEX", types: []string{"gitannex"}, init: initGitannex,
		localpath: gitLocalpath, revisions: true, key: gitKey, latest: latestGit, archives: true}
)

// Git is what items of the git fetchers have besides. Branches and Unresolved are by the index of the item's names.
type Git struct {
	Protocol                                         string
	NoCheckout, Rebaseable, NoBranch, UseHead        bool
	BareClone, NoShared, WriteTarballs, WriteShallow bool
	Branches                                         []string
	// Unresolved are what the newest revisions are asked for by: branches, or tags, or HEAD.
	Unresolved []string
	// Shallow says that archives of a part of the history are made, of Depths commits, from Revs on, with ExtraRefs.
	Shallow         bool
	Depths          []int
	Revs, ExtraRefs []string
	Clone           string // the directory of the clone
	FullMirror      string // the archive of the clone
	ShallowTarball  string // the archive of a part of it, and its path
	FullShallow     string
}

func initGit(s *Session, ud *Item, d *datastore.Store) error {
	g := &Git{}
	ud.Git = g
	if err := s.gitProtocol(ud, g); err != nil {
		return err
	}
	on := func(name string) bool { return ud.Params.Or(name, "0") == "1" }
	g.NoCheckout, g.Rebaseable, g.NoBranch = on("nocheckout"), on("rebaseable"), on("nobranch")
	if g.UseHead = on("usehead"); g.UseHead {
		if g.Protocol != "file" {
			return wrongParameter(ud.URL, "usehead is only for repositories of this machine (protocol=file)")
		}
		g.NoBranch = true
	}
	if g.BareClone = on("bareclone"); g.BareClone {
		g.NoCheckout = true
	}
	if err := s.gitBranches(ud, g); err != nil {
		return err
	}
	v := &variables{d: d}
	g.NoShared = v.get("BB_GIT_NOSHARED") == "1"
	if err := s.gitShallow(ud, g, v); err != nil {
		return err
	}
	tarballs := v.or("BB_GENERATE_MIRROR_TARBALLS", "0")
	g.WriteTarballs = tarballs != "0" || g.Rebaseable
	g.WriteShallow = v.or("BB_GENERATE_SHALLOW_TARBALLS", tarballs) != "0"
	if v.err != nil {
		return v.err
	}
	if err := s.setupRevisions(ud, d); err != nil {
		return err
	}
	for i, rev := range ud.Revisions {
		if s.Release.isGitHash(rev) {
			continue
		}
		if rev != "" {
			g.Unresolved[i] = rev
		}
		var err error
		if ud.Revisions[i], err = s.Latest(ud, d, i); err != nil {
			return err
		}
	}
	return s.gitPaths(ud, g, v)
}

// isGitHash reports whether a revision is one in full: of SHA-1, since 2.19 of SHA-256, too.
func (r Release) isGitHash(rev string) bool {
	if !r.Before(2, 8) {
		rev = strings.TrimSuffix(rev, "\n")
	}
	if len(rev) != 40 && (r.Before(2, 19) || len(rev) < 40 || len(rev) > 64) {
		return false
	}
	return strings.Trim(rev, "0123456789abcdef") == ""
}

func (s *Session) gitProtocol(ud *Item, g *Git) error {
	var ok bool
	if g.Protocol, ok = ud.Params.Lookup("protocol"); !ok {
		if g.Protocol = "git"; ud.Host == "" {
			g.Protocol = "file"
		}
	}
	if ud.Host == "github.com" && g.Protocol == "git" {
		g.Protocol = "https"
		s.warn("github does not take the git protocol any more; add ;protocol=https to the URL " + ud.URL)
	}
	if !slices.Contains([]string{"git", "file", "ssh", "http", "https", "rsync"}, g.Protocol) {
		return wrongParameter(ud.URL, "git has no protocol '%s'", g.Protocol)
	}
	return nil
}

func (s *Session) gitBranches(ud *Item, g *Git) error {
	branch := ud.Params.Get("branch")
	if !s.Release.names() {
		if branch == "" && !g.NoBranch {
			return wrongParameter(ud.URL, "it says neither a branch nor nobranch=1")
		}
		g.Branches, g.Unresolved = []string{branch}, []string{branch}
	} else {
		g.Branches = strings.Split(branch, ",")
		if branch == "" && !g.NoBranch {
			s.warn("the URL " + ud.URL + " does not say a branch; 'master' is taken, but later releases want one to be said")
			g.Branches = []string{"master"}
		}
		if len(g.Branches) != len(ud.Names) {
			return wrongParameter(ud.URL, "it has %d names and %d branches", len(ud.Names), len(g.Branches))
		}
		for i, name := range ud.Names { // of names that are there twice the last branch counts
			g.Branches[slices.Index(ud.Names, name)] = g.Branches[i]
		}
		g.Unresolved = slices.Clone(g.Branches)
	}
	if g.UseHead {
		for i := range g.Unresolved {
			g.Unresolved[i] = "HEAD"
		}
	}
	return nil
}

// gitShallow reads how much of the history is wanted.
func (s *Session) gitShallow(ud *Item, g *Git, v *variables) error {
	g.Shallow = v.get("BB_GIT_SHALLOW") == "1"
	g.ExtraRefs = Fields(v.get("BB_GIT_SHALLOW_EXTRA_REFS"))
	if tag, ok := ud.Params.Lookup("tag"); ok && !s.Release.Before(2, 18) {
		g.ExtraRefs = append(g.ExtraRefs, "refs/tags/"+tag)
	}
	def, err := v.depth("BB_GIT_SHALLOW_DEPTH", 1)
	if err != nil {
		return err
	}
	revs, hasRevs := v.lookup("BB_GIT_SHALLOW_REVS")
	deep := true
	for _, name := range ud.Names {
		depth, err := v.depth("BB_GIT_SHALLOW_DEPTH_"+name, def)
		if err != nil {
			return err
		}
		g.Depths = append(g.Depths, depth)
		deep = deep && depth == 0
		if own, ok := v.lookup("BB_GIT_SHALLOW_REVS_" + name); ok {
			g.Revs = append(g.Revs, Fields(own)...)
		} else if hasRevs {
			g.Revs = append(g.Revs, Fields(revs)...)
		}
	}
	if deep && len(g.Revs) == 0 {
		g.Shallow = false
	}
	return v.err
}

// gitPaths works out what the clone and its archives are called.
func (s *Session) gitPaths(ud *Item, g *Git, v *variables) error {
	odd := []string{"/", ".", "*", ".", " ", "_"}
	if !s.Release.Before(2, 8) {
		odd = append(odd, "(", "_", ")", "_")
	}
	name := strings.ReplaceAll(ud.Host, ":", ".") + strings.NewReplacer(odd...).Replace(ud.Path)
	name = strings.TrimPrefix(name, ".")
	if g.Rebaseable { // the revision may go, so that there is an archive for each
		name += "_" + strings.Join(ud.Revisions, "_")
	}
	dir := v.downloads()
	g.Clone = posixpath.Join(v.or("GITDIR", dir+"/git2"), name)
	if v.err != nil {
		return v.err
	}
	ud.Localfile = g.Clone
	tarball := "git2_" + name + ".tar.gz"
	g.FullMirror = posixpath.Join(dir, tarball)
	ud.MirrorTarballs = []string{tarball}
	if g.Shallow {
		g.ShallowTarball = strings.ToLower(ud.Method.Class) + "shallow_" + g.shallowName(ud, name) + ".tar.gz"
		g.FullShallow = posixpath.Join(dir, g.ShallowTarball)
		ud.MirrorTarballs = []string{g.ShallowTarball, tarball}
	}
	return nil
}

// shallowName returns what an archive of a part of the history is called: it tells the part.
func (g *Git) shallowName(ud *Item, name string) string {
	if g.BareClone {
		name += "_bare"
	}
	if len(g.Revs) > 0 {
		name += "_" + strings.Join(sorted(g.Revs), "_")
	}
	for _, which := range sorted(slices.Clone(ud.Names)) {
		i := slices.Index(ud.Names, which)
		name += "_" + head(ud.Revisions[i], 7)
		if g.Depths[i] != 0 {
			name += fmt.Sprintf("-%d", g.Depths[i])
		}
	}
	var refs []string
	if !g.NoBranch {
		refs = append(refs, g.Branches...)
	}
	for _, ref := range g.ExtraRefs {
		refs = append(refs, strings.ReplaceAll(strings.ReplaceAll(ref, "refs/heads/", ""), "*", "ALL"))
	}
	if len(refs) > 0 {
		name += "_" + strings.ReplaceAll(strings.Join(sorted(refs), "_"), "/", ".")
	}
	return name
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// head returns the first bytes of a text.
func head(s string, n int) string { return s[:min(n, len(s))] }

func gitLocalpath(s *Session, ud *Item, d *datastore.Store) (string, error) { return ud.Git.Clone, nil }

func initGitannex(s *Session, ud *Item, d *datastore.Store) error {
	if err := initGit(s, ud, d); err != nil {
		return err
	}
	if ud.Git.Shallow {
		ud.Git.ExtraRefs = append(ud.Git.ExtraRefs, "refs/heads/git-annex", "refs/heads/synced/*")
	}
	return nil
}

// gitKey says what the newest revision is remembered by.
func gitKey(ud *Item, i int) string {
	var b strings.Builder
	for j := 0; j < len(ud.Path); j++ { // slashes in a row count as one
		if ud.Path[j] != '/' {
			b.WriteByte(ud.Path[j])
		} else if j == 0 || ud.Path[j-1] != '/' {
			b.WriteByte('.')
		}
	}
	return "git:" + ud.Host + b.String() + ud.Git.Unresolved[i]
}

// RepositoryURL returns the URL that git itself understands.
func (ud *Item) RepositoryURL() string {
	user := ""
	if ud.User != "" {
		user = ud.User + "@"
	}
	return ud.Git.Protocol + "://" + user + ud.Host + Quote(ud.Path)
}

// latestGit asks a repository for the revision of a branch or tag.
func latestGit(s *Session, ud *Item, d *datastore.Store, i int) (string, error) {
	seen := "__BBSRCREV_SEEN"
	if s.Release.Before(2, 8) {
		seen = "__BBSEENSRCREV"
	}
	v := variables{d: d}
	want := ud.Git.Unresolved[i]
	if v.get(seen) == "" && v.err == nil {
		return "", failure("", "the recipe takes whatever '%s' of %s is, without a revision in SRCREV and without calling bb.fetch2.get_srcrev() (of OE: SRCPV in PV)", want, ud.Host+ud.Path)
	}
	if v.err != nil {
		return "", v.err
	}
	if err := s.NoCache(d); err != nil {
		return "", err
	}
	out, err := s.lsRemote(ud, d)
	if err != nil {
		return "", err
	}
	refs := []string{"refs/heads/" + want, "refs/tags/" + want + "^{}", "refs/tags/" + want}
	if strings.HasPrefix(want, "refs/") || ud.Git.UseHead {
		refs = []string{want, want + "^{}", want}
	}
	for _, ref := range refs {
		for line := range strings.SplitSeq(strings.TrimSpace(out), "\n") {
			words := Fields(line)
			if len(words) != 2 {
				return "", python("ValueError", "not enough values to unpack (expected 2, got %d)", len(words))
			}
			if words[1] == ref {
				return words[0], nil
			}
		}
	}
	return "", failure("", "%s has no '%s': git ls-remote does not list it", ud.Host+ud.Path, want)
}

// lsRemote asks a repository for its branches and tags.
func (s *Session) lsRemote(ud *Item, d *datastore.Store) (string, error) {
	inside, err := d.Raw("_BB_GIT_IN_LSREMOTE")
	if err != nil || inside != nil && inside != "" {
		return "", err
	}
	if err := s.set(d, "_BB_GIT_IN_LSREMOTE", "1"); err != nil {
		return "", err
	}
	defer d.Delete("_BB_GIT_IN_LSREMOTE", s.origin())
	url := ud.RepositoryURL()
	line, err := s.Release.GitCommand(d)
	if err != nil {
		return "", err
	}
	command, err := Words(line)
	if err != nil {
		return "", err
	}
	out, err := s.ask(d, ud, Command{Args: append(command, "ls-remote", url), Local: strings.ToLower(ud.Git.Protocol) == "file"}, url)
	if err == nil && out == "" {
		err = failure(ud.URL, "git ls-remote says nothing")
	}
	return out, err
}

// GitCommand returns how commands of git begin: FETCHCMD_git, or what is usual.
func (r Release) GitCommand(d *datastore.Store) (string, error) {
	own, err := d.Get("FETCHCMD_git")
	switch {
	case own != "" || err != nil:
		return own, err
	case r.Before(2, 8):
		return "git -c core.fsyncobjectfiles=0 -c gc.autoDetach=false -c core.pager=cat", nil
	case r.Before(2, 18):
		return "git -c gc.autoDetach=false -c core.pager=cat -c safe.bareRepository=all", nil
	}
	return "git -c gc.autoDetach=false -c core.pager=cat -c safe.bareRepository=all -c clone.defaultRemoteName=origin", nil
}
