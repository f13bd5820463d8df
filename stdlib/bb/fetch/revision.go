package fetch

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
)

// setupRevisions finds the revision of each name of an item.
func (s *Session) setupRevisions(ud *Item, d *datastore.Store) error {
	ud.Revisions = make([]string, len(ud.Names))
	for i, name := range ud.Names {
		rev, err := s.revision(ud, d, name, i)
		if err != nil {
			return err
		}
		ud.Revisions[i] = rev
	}
	return nil
}

// revision finds the revision for a name: the first of the SRCREV variables that has one, or the parameter. i is the
// name's index.
func (s *Session) revision(ud *Item, d *datastore.Store, name string, i int) (string, error) {
	v := variables{d: d}
	pn := v.get("PN")
	var tries []string
	if name != "" && pn != "" {
		tries = append(tries, "SRCREV_"+name+":pn-"+pn)
	}
	if name != "" {
		tries = append(tries, "SRCREV_"+name)
	}
	if pn != "" {
		tries = append(tries, "SRCREV:pn-"+pn)
	}
	tries = append(tries, "SRCREV")
	rev := ""
	for _, name := range tries {
		if rev = v.get(name); rev != "" && rev != "INVALID" {
			break
		}
	}
	if v.err != nil {
		return "", v.err
	}
	given := rev != "" && rev != "INVALID"
	fromURL, ok, err := s.Release.revisionParameter(ud, rev, given)
	if ok || err != nil {
		return fromURL, err
	}
	if !given {
		return "", failure(ud.URL, "there is no SRCREV for it; set one of %s, or the parameter rev", strings.Join(tries, ", "))
	}
	if rev != "AUTOINC" {
		return rev, nil
	}
	if !s.Release.Before(2, 8) {
		if err := s.set(d, "__BBAUTOREV_ACTED_UPON", true); err != nil {
			return "", err
		}
	}
	return s.Latest(ud, d, i)
}

// RevisionOf finds the revision for a name of an item (bb.fetch2.srcrev_internal_helper).
func (s *Session) RevisionOf(ud *Item, d *datastore.Store, name string) (string, error) {
	return s.revision(ud, d, name, max(slices.Index(ud.Names, name), 0))
}

// revisionParameter returns the revision that the URL itself gives, if it gives one.
func (r Release) revisionParameter(ud *Item, rev string, given bool) (string, bool, error) {
	param, hasRev := ud.Params.Lookup("rev")
	tag, hasTag := ud.Params.Lookup("tag")
	if r.Before(2, 18) {
		if hasRev && hasTag {
			return "", false, failure("", "the URL %s has both rev and tag; one of them is enough", ud.URL)
		}
		if hasTag {
			param, hasRev = tag, true
		}
	}
	switch {
	case hasRev && given && rev != param:
		return "", false, failure("", "SRCREV says %s and the URL %s: which revision is it to be?", rev, param)
	case hasRev:
		return param, true, nil
	case hasTag && !given:
		return tag, true, nil
	}
	return "", false, nil
}

// Latest returns the newest revision, which is asked for once.
func (s *Session) Latest(ud *Item, d *datastore.Store, i int) (string, error) {
	m := ud.Method
	if m.latest == nil {
		return "", wrongParameter(ud.URL, "its fetcher cannot tell the newest revision")
	}
	key := m.key(ud, i)
	if rev, ok := s.heads[key]; ok {
		return rev, nil
	}
	rev, err := m.latest(s, ud, d, i)
	if err != nil {
		return "", err
	}
	if s.heads == nil {
		s.heads = map[string]string{}
	}
	s.heads[key] = rev
	return rev, nil
}

// ask runs a command that asks a repository at a URL.
func (s *Session) ask(d *datastore.Store, ud *Item, c Command, url string) (string, error) {
	if !c.Local {
		if err := s.CheckNetwork(d, c.String(), url); err != nil {
			return "", err
		}
	}
	out, err := "", ErrNotAsked
	if s.Run != nil {
		out, err = s.Run(c)
	}
	if errors.Is(err, ErrNotAsked) {
		err = failure(ud.URL, "its newest revision is asked for, and evaluation may not ask the repository; set SRCREV to a revision")
	}
	return out, err
}

// ErrNotAsked is what Session.Run returns where repositories are not to be asked.
var ErrNotAsked = errors.New("repositories are not asked")

// CheckNetwork returns the error for a URL that must not be asked: BB_NO_NETWORK is set, or BB_ALLOWED_NETWORKS has not
// its host (bb.fetch2.check_network_access).
func (s *Session) CheckNetwork(d *datastore.Store, command, url string) error {
	v := variables{d: d}
	off, err := v.boolean("BB_NO_NETWORK")
	if err != nil {
		return err
	}
	if off {
		return &Error{Kind: NetworkAccess, URL: url, Text: command}
	}
	ok, err := s.Trusted(d, url)
	if err == nil && !ok {
		err = &Error{Kind: UntrustedURL, URL: url, Text: command}
	}
	return err
}

// Trusted reports whether a URL's host may be asked (bb.fetch2.trusted_network).
func (s *Session) Trusted(d *datastore.Store, url string) (bool, error) {
	v := variables{d: d}
	if off, err := v.boolean("BB_NO_NETWORK"); off || err != nil {
		return off, err
	}
	hosts := ""
	if pn := v.get("PN"); pn != "" {
		hosts, _ = d.RawFlag("BB_ALLOWED_NETWORKS", pn).(string)
	}
	if hosts == "" {
		hosts = v.get("BB_ALLOWED_NETWORKS")
	}
	if hosts == "" || v.err != nil {
		return v.err == nil, v.err
	}
	dec, err := s.decode(url)
	if err != nil {
		return false, err
	}
	if dec.Host == "" {
		return true, nil
	}
	network, _, _ := strings.Cut(strings.ToLower(dec.Host), ":")
	for host := range strings.SplitSeq(strings.ToLower(hosts), " ") {
		if host == network || strings.HasPrefix(host, "*.") && strings.HasSuffix("."+network, host[1:]) {
			return true, nil
		}
	}
	return false, nil
}

// boolean reads a variable as bb.utils.to_boolean does.
func (v *variables) boolean(name string) (bool, error) {
	text := v.get(name)
	if v.err != nil {
		return false, v.err
	}
	return toBoolean(text)
}

// toBoolean is bb.utils.to_boolean, with false for an empty text.
func toBoolean(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "", "n", "no", "0", "false":
		return false, nil
	case "y", "yes", "1", "true":
		return true, nil
	}
	return false, python("ValueError", "Invalid value for to_boolean: %s", text)
}

// NoCache notes that what is known of a recipe must not be kept: a repository may change.
func (s *Session) NoCache(d *datastore.Store) error {
	v := variables{d: d}
	if v.get("BB_SRCREV_POLICY") == "cache" || v.err != nil {
		return v.err
	}
	return s.set(d, "BB_DONT_CACHE", "1")
}

// Autorev is bb.fetch2.get_autorev: it notes that a recipe takes the newest revision.
func (s *Session) Autorev(d *datastore.Store) (string, error) {
	if err := s.NoCache(d); err != nil {
		return "", err
	}
	if s.Release.Before(2, 8) {
		return "AUTOINC", nil
	}
	return "AUTOINC", s.set(d, "__BBAUTOREV_SEEN", true)
}

// depth reads a number of commits, which must not be negative.
func (v *variables) depth(name string, def int) (int, error) {
	text, ok := v.lookup(name)
	if !ok || v.err != nil {
		return def, v.err
	}
	if text == "" {
		return 0, nil
	}
	n, ok := integer(text)
	if !ok || n < 0 {
		return 0, failure("", "%s is no depth: %s", name, text)
	}
	return n, nil
}

// integer is Python's int() for plain numbers.
func integer(text string) (int, bool) {
	n, sign := 0, 1
	text = strings.Join(Fields(text), "\x00")
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		text, sign = rest, -1
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	for i, c := range text {
		if c == '_' && i > 0 && i+1 < len(text) && text[i-1] != '_' {
			continue
		}
		if c < '0' || c > '9' || n > 1<<40 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return sign * n, text != ""
}

// String shows an item, for messages.
func (ud *Item) String() string { return fmt.Sprintf("%s (%s)", ud.URL, ud.Method.Module) }
