package fetch

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// Item is an item of SRC_URI as its fetcher sees it (bb.fetch2.FetchData).
type Item struct {
	// URL is the item; some fetchers put another URL in its place.
	URL                              string
	Type, Host, Path, User, Password string
	Params                           Params
	// Names are the names for revisions and checksums, ["default"] where none is given. Since 2.18 there is one.
	Names  []string
	Method *Method

	// Localfile is the name of the download in DL_DIR, or its path; Localpath its path. Both are "" while not known.
	Localfile, Localpath string
	givenPath            bool // the parameter localpath says it, which may be empty
	// Basename and Basepath are what a fetcher calls the download; nil where it says nothing.
	Basename, Basepath *string
	// Stamp and Lock are files that tell of a finished and of a running download; "" where the fetcher has none.
	Stamp, Lock string
	NoStamp     bool
	// MirrorTarballs are names of archives that mirrors may have in place of a repository.
	MirrorTarballs []string

	Checksums       []Checksum
	IgnoreChecksums bool
	// Revisions are by the index of Names; nil where the fetcher asks for none.
	Revisions []string

	// Git is what items of the git fetchers have besides; nil of others.
	Git *Git
	// Details are further attributes by BitBake's names: a string, bool, nil, []string.
	Details []Detail

	// Object is what a binding keeps for the item.
	Object any

	source   string  // the item as it stands in SRC_URI
	packages []*Item // what a list of packages implies
}

// Detail is an attribute of an item that only its fetcher knows.
type Detail struct {
	Name  string
	Value any
}

func (ud *Item) detail(name string, value any) {
	ud.Details = append(ud.Details, Detail{name, value})
}

// Implied returns the items that this one implies.
func (ud *Item) Implied() []*Item {
	var out []*Item
	for _, p := range ud.packages {
		out = append(append(out, p), p.Implied()...)
	}
	return out
}

// detailText returns a detail that is a text.
func detailText(ud *Item, name string) string {
	for _, x := range ud.Details {
		if x.Name == name {
			text, _ := x.Value.(string)
			return text
		}
	}
	return ""
}

// Revision returns the item's first revision, "" where it has none.
func (ud *Item) Revision() string {
	if len(ud.Revisions) == 0 {
		return ""
	}
	return ud.Revisions[0]
}

// NewItem looks at an item. With local, items that are no local files give nil. Errors are *Error and those of expanding
// variables.
func (s *Session) NewItem(url string, d *datastore.Store, local bool) (*Item, error) {
	expanded, err := d.Expand(url, "")
	if err != nil {
		return nil, err
	}
	dec, err := s.decode(expanded)
	if err != nil {
		return nil, err
	}
	ud := &Item{source: url, URL: url, Type: dec.Type, Host: dec.Host, Path: dec.Path, User: dec.User, Password: dec.Password, Params: dec.Params}
	if ud.Names, err = s.Release.namesOf(ud); err != nil {
		return nil, err
	}
	if ud.Method, err = s.Release.method(ud); err != nil {
		return nil, err
	}
	if local && ud.Method != localMethod {
		return nil, nil
	}
	ud.Params = append(make(Params, 0, len(dec.Params)+4), dec.Params...)
	if ud.User == "" {
		ud.User = ud.Params.Get("user")
	}
	if ud.Password == "" {
		ud.Password = ud.Params.Get("pswd")
	}
	if err := s.prepare(ud, d); err != nil {
		return nil, err
	}
	return ud, nil
}

// namesOf returns an item's names.
func (r Release) namesOf(ud *Item) ([]string, error) {
	for _, p := range ud.Params {
		if p.Key != "name" {
			continue
		}
		if r.names() {
			return strings.Split(p.Value, ","), nil
		}
		if p.Bare {
			return nil, python("TypeError", "argument of type 'NoneType' is not iterable")
		}
		if strings.Contains(p.Value, ",") {
			return nil, wrongParameter(ud.URL, "an item has one name, not several")
		}
		return []string{p.Value}, nil
	}
	return defaultNames, nil
}

var defaultNames = []string{"default"}

// prepare lets the fetcher look at the item.
func (s *Session) prepare(ud *Item, d *datastore.Store) error {
	if proto := ud.Params.Get("proto"); proto != "" && !ud.Params.Has("protocol") {
		pn, err := d.Get("PN")
		if err != nil {
			return err
		}
		s.warn("in SRC_URI of " + pn + " the parameter is called \"protocol\", not \"proto\"")
		ud.Params.Set("protocol", proto)
	}
	if s.Release.Before(2, 8) { // a fetcher's changes to the parameters come too late
		if err := s.Release.expectChecksums(ud, d); err != nil {
			return err
		}
	}
	init := ud.Method.init
	if ud.Method == npmswMethod {
		init = initNpmsw // which looks at items itself
	}
	if init != nil {
		if err := init(s, ud, d); err != nil {
			return err
		}
	}
	if !s.Release.Before(2, 8) {
		if err := s.Release.expectChecksums(ud, d); err != nil {
			return err
		}
	}
	if path, ok := ud.Params.Lookup("localpath"); ok {
		ud.Localpath, ud.givenPath = path, true
		base := basename(path)
		ud.Basename = &base
	} else if ud.Localfile != "" {
		var err error
		if ud.Localpath, err = s.localpath(ud, d); err != nil {
			return err
		}
	}
	if ud.NoStamp {
		return nil
	}
	return s.stamps(ud, d)
}

// stamps works out where the files that tell of the download are.
func (s *Session) stamps(ud *Item, d *datastore.Store) error {
	v := variables{d: d}
	dir := v.downloads()
	if v.err != nil {
		return v.err
	}
	base := ""
	switch {
	case ud.Localpath != "" && strings.HasPrefix(ud.Localpath, dir):
		base = ud.Localpath
	case ud.Localpath != "":
		base = dir + "/" + basename(ud.Localpath)
	case ud.Basepath != nil && *ud.Basepath != "":
		base = dir + "/" + *ud.Basepath
	case ud.Basename != nil && *ud.Basename != "":
		base = dir + "/" + *ud.Basename
	default:
		return s.fatal("nothing says what the download of " + ud.URL + " is called")
	}
	ud.Stamp, ud.Lock = base+".done", base+".lock"
	return nil
}

// localpath asks the fetcher where the download is.
func (s *Session) localpath(ud *Item, d *datastore.Store) (string, error) {
	if ud.Method.localpath != nil {
		return ud.Method.localpath(s, ud, d)
	}
	v := variables{d: d}
	return posixpath.Join(v.downloads(), ud.Localfile), v.err
}

// SetupLocalpath works out where the download or the local file is, if that is not known.
func (s *Session) SetupLocalpath(ud *Item, d *datastore.Store) error {
	if ud.Localpath != "" {
		return nil
	}
	var err error
	ud.Localpath, err = s.localpath(ud, d)
	return err
}

// Date returns the date that is asked for, as cvs takes one.
func (ud *Item) Date(d *datastore.Store) (string, error) {
	if date, ok := ud.Params.Lookup("srcdate"); ok {
		return date, nil
	}
	v := variables{d: d}
	if pn := v.get("PN"); pn != "" {
		if date := v.get("SRCDATE_" + pn); date != "" || v.err != nil {
			return date, v.err
		}
	}
	date := v.get("SRCDATE")
	if date == "" {
		date = v.get("DATE")
	}
	return date, v.err
}

// SupportsChecksum reports whether the download is something that a checksum can be of.
func (s *Session) SupportsChecksum(ud *Item) bool {
	return !ud.Method.noChecksum(s.Release) && (ud.Localpath != "" || ud.givenPath) && !s.Files.IsDir(ud.Localpath)
}
