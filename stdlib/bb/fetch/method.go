package fetch

import (
	"regexp"

	"github.com/knead-build/knead/eval/datastore"
)

// Method is a fetcher.
type Method struct {
	// Module and Class are what BitBake calls it: "git", "Git".
	Module, Class string
	types         []string
	since, until  Release // the releases that have it; until is the first that has not, zero for none

	// init looks at an item's parameters.
	init func(s *Session, ud *Item, d *datastore.Store) error
	// localpath says where the download is; nil: Localfile in DL_DIR.
	localpath func(s *Session, ud *Item, d *datastore.Store) (string, error)

	// revisions: items have revisions (supports_srcrev), which count up by themselves where sortable.
	revisions, sortable bool
	// key and latest find the newest revision; nil where the fetcher cannot.
	key    func(ud *Item, i int) string
	latest func(s *Session, ud *Item, d *datastore.Store, i int) (string, error)

	// checksums says since when downloads may have no checksum of their own.
	archives   bool
	archivesOf Release
	recommends bool
}

// SupportsRevisions reports whether items of the fetcher have revisions.
func (m *Method) SupportsRevisions() bool { return m.revisions }

// RecommendsChecksum reports whether a checksum should be given.
func (m *Method) RecommendsChecksum(r Release) bool {
	return m.recommends && !(m == crateMethod && r.Before(2, 8))
}

// noChecksum reports whether downloads are archives of checkouts, for which no checksum can be known.
func (m *Method) noChecksum(r Release) bool {
	return m.archives && !r.Before(m.archivesOf.Major, m.archivesOf.Minor)
}

// Methods returns the fetchers of a release in the order in which BitBake asks them.
func (r Release) Methods() []*Method {
	var out []*Method
	for _, m := range allMethods {
		if r.has(m) {
			out = append(out, m)
		}
	}
	return out
}

func (r Release) has(m *Method) bool {
	return !r.Before(m.since.Major, m.since.Minor) && (m.until == Release{} || r.Before(m.until.Major, m.until.Minor))
}

var allMethods = []*Method{
	localMethod, wgetMethod, svnMethod, gitMethod, gitsmMethod, gitannexMethod, cvsMethod, sshMethod, sftpMethod, s3Method,
	p4Method, bzrMethod, hgMethod, oscMethod, repoMethod, clearcaseMethod, npmMethod, npmswMethod, azMethod, crateMethod,
	gsMethod, gomodMethod, gomodgitMethod,
}

// methodsByType are the fetchers by the type of URL.
var methodsByType = func() map[string]*Method {
	out := map[string]*Method{}
	for _, m := range allMethods {
		for _, t := range m.types {
			out[t] = m
		}
	}
	return out
}()

// sshURL is what the ssh fetcher takes: ssh://[USER[:PASSWORD][;PARAMETERS]@]HOST[:PORT]/PATH[;PARAMETERS].
var sshURL = regexp.MustCompile(`^\s*ssh://((?:\S+)(?::\S+)?(?:;[^;]+)*@)?\S+?(?::[0-9]+)?/([^;]+)(?:;[^;]+)*\n?$`)

// method returns the fetcher for an item. The error says that there is none, or that BitBake refuses to use it.
func (r Release) method(ud *Item) (*Method, error) {
	m := methodsByType[ud.Type]
	if m == nil && sshURL.MatchString(ud.URL) {
		m = sshMethod
	}
	if m == nil || !r.has(m) || m == sshMethod && !sshURL.MatchString(ud.URL) {
		return nil, &Error{Kind: NoMethod, URL: ud.URL}
	}
	if (m == npmMethod || m == npmswMethod) && !r.Before(2, 18) {
		return nil, &Error{Kind: Skip, Text: "The " + ud.Type + " fetcher has been disabled due to security issues and there is no maintainer to address them"}
	}
	return m, nil
}

// Types returns the types of URLs that a fetcher takes.
func (m *Method) Types() []string { return m.types }

// Sortable reports whether revisions of the fetcher count up by themselves.
func (m *Method) Sortable() bool { return m.sortable }

// SupportsChecksum reports whether downloads of the fetcher may have checksums.
func (m *Method) SupportsChecksum(r Release) bool { return !m.noChecksum(r) }

// Takes reports whether a fetcher is the one for URLs of a type.
func (m *Method) Takes(kind string) bool { return methodsByType[kind] == m }
