package fetch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// Sortable returns the revision of a name of an item, and whether something that counts up must be put in front of it. It is
// sortable_revision of BitBake's fetchers, or another method of that kind.
type Sortable func(s *Session, ud *Item, d *datastore.Store, i int) (autoinc bool, rev string, err error)

// SortableRevision is the usual one.
func SortableRevision(s *Session, ud *Item, d *datastore.Store, i int) (autoinc bool, rev string, err error) {
	if ud.Method == clearcaseMethod {
		return false, detailText(ud, "identifier"), nil
	}
	if i >= len(ud.Revisions) {
		return false, "", python("AttributeError", "'%s' object has no attribute '_build_revision'", ud.Method.Class)
	}
	return !ud.Method.sortable, ud.Revisions[i], nil
}

// Revisions returns the text for a package's version that tells the revisions of SRC_URI's repositories, and the revisions
// in full (bb.fetch2._get_srcrev). Both are empty where there is no repository.
func (s *Session) Revisions(d *datastore.Store, sortable Sortable) (version string, revs []string, err error) {
	seen := "__BBSRCREV_SEEN"
	if s.Release.Before(2, 8) {
		seen = "__BBSEENSRCREV"
	}
	if err := s.set(d, seen, "1"); err != nil {
		return "", nil, err
	}
	inside, err := d.Value("__BBINSRCREV")
	if err != nil {
		return "", nil, err
	}
	if inside != nil && inside != false && inside != "" {
		return "", nil, failure("", "SRC_URI, or what it is made of, refers to revisions, which are those of SRC_URI")
	}
	if err := s.set(d, "__BBINSRCREV", true); err != nil {
		return "", nil, err
	}
	urls, err := sourceURLs(d)
	if err != nil {
		return "", nil, err
	}
	_, set, err := s.Open(urls, d, Options{Cache: true})
	if err != nil {
		return "", nil, err
	}
	var scms []*Item
	for _, url := range set.order {
		if ud := set.items[url]; ud.Method.revisions {
			scms = append(scms, ud)
		}
	}
	switch {
	case len(scms) == 0 && !s.Release.Before(2, 8):
		d.Delete("__BBINSRCREV", s.origin())
		return "", nil, nil
	case len(scms) == 0:
		return "", nil, noSCM()
	case len(scms) == 1 && len(scms[0].Names) == 1:
		autoinc, rev, err := sortable(s, scms[0], d, 0)
		if err != nil {
			return "", nil, err
		}
		d.Delete("__BBINSRCREV", s.origin())
		return autoincrement(autoinc) + short(rev), []string{rev}, nil
	}
	return s.format(d, scms, sortable)
}

func noSCM() error {
	return failure("", "SRCREV is used, and SRC_URI has nothing from a repository")
}

func autoincrement(on bool) string {
	if on {
		return "AUTOINC+"
	}
	return ""
}

// short cuts a revision to ten characters.
func short(rev string) string {
	n := 0
	for i := range rev {
		if n == 10 {
			return rev[:i]
		}
		n++
	}
	return rev
}

// format puts the revisions of several repositories together, as SRCREV_FORMAT says.
func (s *Session) format(d *datastore.Store, scms []*Item, sortable Sortable) (string, []string, error) {
	format, err := d.Get("SRCREV_FORMAT")
	if err != nil {
		return "", nil, err
	}
	if format == "" {
		var list []string
		for _, ud := range scms {
			list = append(list, ud.source)
		}
		return "", nil, failure("", "SRC_URI has several repositories, so that SRCREV_FORMAT must say how their revisions are put together; they are\n%s", strings.Join(list, "\n"))
	}
	var revs, names []string
	byName := map[string]string{}
	autoinc := false
	for _, ud := range scms {
		for i, name := range ud.Names {
			auto, rev, err := sortable(s, ud, d, i)
			if err != nil {
				return "", nil, err
			}
			revs = append(revs, rev)
			autoinc = autoinc || auto
			if _, ok := byName[name]; !ok {
				names = append(names, name)
			}
			byName[name] = short(rev)
		}
	}
	text, err := replaceNames(format, names, byName)
	if err != nil {
		return "", nil, err
	}
	d.Delete("__BBINSRCREV", s.origin())
	return autoincrement(autoinc) + text, revs, nil
}

// replaceNames puts revisions in place of names, the longest names first, from left to right.
func replaceNames(format string, names []string, revs map[string]string) (string, error) {
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(len([]rune(b)), len([]rune(a))) })
	escaped := make([]string, len(names))
	for i, name := range names {
		escaped[i] = regex.Escape(name)
	}
	re, err := regex.Compile(strings.Join(escaped, "|"), 0)
	if err != nil {
		return "", patternError(err)
	}
	var b strings.Builder
	at := 0
	for scan := re.Scan(format, 0, len(format), nil); ; {
		f, err := scan.Next()
		if err != nil {
			return "", err
		}
		if f == nil {
			break
		}
		b.WriteString(format[at:f.Spans[0]])
		b.WriteString(revs[format[f.Spans[0]:f.Spans[1]]])
		at = f.Spans[1]
	}
	return b.String() + format[at:], nil
}

// HashValue returns the revisions of SRC_URI's repositories, in full, with blanks between (bb.fetch2.get_hashvalue, 2.8 and
// later).
func (s *Session) HashValue(d *datastore.Store, sortable Sortable) (string, error) {
	_, revs, err := s.Revisions(d, sortable)
	return strings.Join(revs, " "), err
}

// PackageVersion returns the text for a package's version, "" where there is no repository (bb.fetch2.get_pkgv_string, 2.8
// and later).
func (s *Session) PackageVersion(d *datastore.Store, sortable Sortable) (string, error) {
	version, _, err := s.Revisions(d, sortable)
	return version, err
}

// SourceRevision returns the text for a package's version; there must be a repository (bb.fetch2.get_srcrev).
func (s *Session) SourceRevision(d *datastore.Store, sortable Sortable) (string, error) {
	version, _, err := s.Revisions(d, sortable)
	if err == nil && version == "" && !s.Release.Before(2, 8) {
		err = noSCM()
	}
	return version, err
}
