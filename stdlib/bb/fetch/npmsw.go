package fetch

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// object is a JSON object in the order of its text.
type object []member

type member struct {
	name  string
	value any
}

func (o object) get(name string) any {
	for _, m := range slices.Backward(o) {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func (o object) text(name string) string {
	text, _ := o.get(name).(string)
	return text
}

func (o object) truth(name string) bool {
	switch v := o.get(name).(type) {
	case bool:
		return v
	case string:
		return v != ""
	}
	return false
}

// readObject reads a JSON text.
func readObject(text string) (object, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	v, err := readValue(dec, 0)
	if err != nil {
		return nil, err
	}
	o, ok := v.(object)
	if !ok {
		return nil, errors.New("there is no object in it")
	}
	return o, nil
}

func readValue(dec *json.Decoder, depth int) (any, error) {
	if depth > 500 {
		return nil, errors.New("it is nested too deeply")
	}
	t, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		var o object
		for dec.More() {
			name, err := dec.Token()
			if err != nil {
				return nil, err
			}
			value, err := readValue(dec, depth+1)
			if err != nil {
				return nil, err
			}
			o = append(o, member{name.(string), value}) // of an object a name is always a text
		}
		_, err = dec.Token()
		return o, err
	case json.Delim('['):
		var list []any
		for dec.More() {
			value, err := readValue(dec, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = dec.Token()
		return list, err
	}
	return t, nil
}

// initNpmsw reads the list of packages that npmsw://FILE names, and looks at each as an item.
func initNpmsw(s *Session, ud *Item, d *datastore.Store) error {
	file, _, _ := strings.Cut(ud.URL, ";")
	file = strings.TrimPrefix(file, "npmsw://")
	dev, err := toBoolean(ud.Params.Get("dev"))
	if err != nil {
		return err
	}
	ud.detail("shrinkwrap_file", file)
	ud.detail("dev", dev)
	text, err := s.Files.ReadFile(file)
	if err != nil {
		return wrongParameter(ud.URL, "the list of packages cannot be read: %v", err)
	}
	list, err := readObject(text)
	if err != nil {
		return wrongParameter(ud.URL, "%s is no list of packages: %v", file, err)
	}
	w := &shrinkwrap{s: s, ud: ud, d: d, dev: dev}
	if err := w.all(list); err != nil {
		return err
	}
	if len(w.urls) == 0 && s.Release.Before(2, 8) { // BitBake then looks at SRC_URI, and so at this list again
		return python("RecursionError", "maximum recursion depth exceeded")
	}
	copied := d.Copy()
	copied.Delete("SRCREV", s.origin())
	copied.DeleteFlags("SRC_URI", s.origin())
	for _, url := range w.urls {
		p, err := s.NewItem(url, copied, false)
		if err != nil {
			return err
		}
		ud.packages = append(ud.packages, p)
	}
	ud.NoStamp = true
	return nil
}

// shrinkwrap makes URLs of a list of packages.
type shrinkwrap struct {
	s    *Session
	ud   *Item
	d    *datastore.Store
	dev  bool
	urls []string
}

func (w *shrinkwrap) all(list object) error {
	packages, ok := list.get("packages").(object)
	if !ok || w.s.Release.Before(2, 8) {
		deps, _ := list.get("dependencies").(object)
		return w.nested(deps, "")
	}
	for _, m := range packages {
		info, _ := m.value.(object)
		if m.name == "" || info.truth("dev") && !w.dev {
			continue
		}
		parts := strings.Split(m.name, "node_modules/")
		if err := w.add(parts[len(parts)-1], info, m.name); err != nil {
			return err
		}
	}
	return nil
}

// nested takes the older form, in which packages stand within those that need them.
func (w *shrinkwrap) nested(deps object, below string) error {
	for _, m := range deps {
		info, _ := m.value.(object)
		where := posixpath.Join(below, "node_modules/"+m.name)
		inner, _ := info.get("dependencies").(object)
		if err := w.nested(inner, where); err != nil {
			return err
		}
		if info.truth("dev") && !w.dev || info.truth("bundled") {
			continue
		}
		if err := w.add(m.name, info, where); err != nil {
			return err
		}
	}
	return nil
}

var gitURL = regexp.MustCompile(`^git\+([a-z]+)://([^#]+)#([0-9a-f]+)\n?$`)

// add makes the URL for a package.
func (w *shrinkwrap) add(name string, info object, where string) error {
	version, isText := info.get("version").(string)
	if !isText {
		return python("TypeError", "expected string or bytes-like object, got 'NoneType'")
	}
	integrity, resolved := info.text("integrity"), info.text("resolved")
	switch {
	case semver.MatchString(version) && integrity != "":
		if resolved == "" {
			return nil // the same package stands elsewhere, with its URL
		}
		return w.archive(resolved, w.s.Release.NpmFilename(name, version), integrity, true)
	case strings.HasPrefix(version, "http") && integrity != "":
		return w.archive(version, basename(version), integrity, false)
	case strings.HasPrefix(version, "file"):
		return nil
	case w.isGit(version):
		return w.repository(version, where)
	}
	return wrongParameter(w.ud.URL, "the package %s comes from nowhere that is known: %s", name, version)
}

func (w *shrinkwrap) isGit(version string) bool {
	if strings.HasPrefix(version, "git") || w.s.Release.Before(2, 8) {
		return strings.HasPrefix(version, "git")
	}
	if strings.HasPrefix(version, "bitbucket") || strings.HasPrefix(version, "gist") {
		return true
	}
	for _, end := range []string{".tgz", ".tar", ".tar.gz"} {
		if strings.HasSuffix(version, end) {
			return false
		}
	}
	return version != "" && !strings.ContainsRune(".@/", rune(version[0])) && strings.Contains(version, "/")
}

// archive adds a package that is an archive.
func (w *shrinkwrap) archive(url, file, integrity string, resolve bool) error {
	u, err := w.s.Release.ParseURI(url)
	if err != nil {
		return err
	}
	u.Params.Set("downloadfilename", posixpath.Join("npm2", file))
	kind, digest, ok := strings.Cut(integrity, "-")
	sum, err := base64.StdEncoding.DecodeString(digest)
	if !ok || err != nil {
		return python("ValueError", "not enough values to unpack (expected 2, got 1)")
	}
	u.Params.Set(kind+"sum", hex.EncodeToString(sum))
	if url, err = w.s.Release.Format(u); err != nil {
		return err
	}
	w.urls = append(w.urls, url)
	if !resolve {
		return nil
	}
	v := variables{d: w.d}
	p := posixpath.Join(v.downloads(), "npm2", file) + ".resolved"
	if v.err != nil {
		return v.err
	}
	if err := w.s.Files.MkdirAll(p[:strings.LastIndexByte(p, '/')], 0o777); err != nil {
		return err
	}
	return w.s.Files.WriteFile(p, url, 0o666)
}

// repository adds a package that is a repository.
func (w *shrinkwrap) repository(version, where string) error {
	r := w.s.Release
	for prefix, host := range map[string]string{"github:": "github.com/", "gist:": "gist.github.com/", "bitbucket:": "bitbucket.org/", "gitlab:": "gitlab.com/"} {
		if rest, ok := strings.CutPrefix(version, prefix); ok && (prefix == "github:" || !r.Before(2, 8)) {
			version = "git+https://" + host + rest
		}
	}
	if !r.Before(2, 8) && !strings.HasPrefix(version, "git+") && !strings.HasPrefix(version, "git:") {
		version = "git+https://github.com/" + version
	}
	m := gitURL.FindStringSubmatch(version)
	if m == nil {
		return wrongParameter(w.ud.URL, "%s is no URL of a repository", version)
	}
	u, err := r.ParseURI("git://" + m[2])
	if err != nil {
		return err
	}
	u.Params.Set("protocol", m[1])
	u.Params.Set("rev", m[3])
	u.Params.Set("destsuffix", where)
	url, err := r.Format(u)
	w.urls = append(w.urls, url)
	return err
}
