package fetch

import (
	"errors"
	"strings"

	"github.com/knead-build/knead/stdlib/posixpath"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// Mirror is a line of MIRRORS or PREMIRRORS: a pattern and what takes its place.
type Mirror struct{ Find, Replace string }

// Mirrors takes the text of MIRRORS or PREMIRRORS apart (bb.fetch2.mirror_from_string). ok is false where a word is left
// over.
func Mirrors(text string) (list []Mirror, ok bool) {
	words := Fields(strings.ReplaceAll(text, `\n`, " "))
	for i := 0; i+1 < len(words); i += 2 {
		list = append(list, Mirror{words[i], words[i+1]})
	}
	return list, len(words)%2 == 0
}

// Mirrored is what a mirror's URL is made for.
type Mirrored struct {
	URL string
	// Localpath is where the download is, "" where that is not known, and Checksums says whether it is a file.
	Localpath string
	Checksums bool
	// Tarball is the name of the archive that mirrors keep of a repository; "" for none.
	Tarball string
	// Replacements are words of the mirror's URL, like HOST, that stand for parts of the original.
	Replacements []Param
}

// Replace returns the URL at a mirror, "" where the mirror is not for this URL or gives the same (bb.fetch2.uri_replace).
func (r Release) Replace(m Mirrored, line Mirror) (string, error) {
	from, err := r.decodePattern(m.URL)
	if err != nil {
		return "", err
	}
	find, err := r.decodePattern(line.Find)
	if err != nil {
		return "", err
	}
	to, err := r.decodePattern(line.Replace)
	if err != nil {
		return "", err
	}
	parts := func(d *Decoded) [5]*string { return [5]*string{&d.Type, &d.Host, &d.Path, &d.User, &d.Password} }
	var result Decoded
	have, want, give, out := parts(&from), parts(&find), parts(&to), parts(&result)
	for i := range out {
		pattern := *want[i]
		if i == 0 && pattern != "" && !strings.HasSuffix(pattern, "$") {
			pattern += "$" // or "http" would be taken for a part of "https"
		}
		if i >= 3 && *give[i] != "" {
			*out[i] = *give[i]
			continue
		}
		ok, err := m.replacePart(pattern, *have[i], give[i], out[i])
		if !ok || err != nil {
			return "", err
		}
		if i == 2 {
			if from.Type != to.Type && m.Tarball != "" {
				from.Params = nil // they mean nothing for an archive
				if !r.Before(2, 8) {
					find.Params = nil
				}
			}
			result.Path = m.renamed(from, to, result.Path)
		}
	}
	for _, p := range find.Params {
		value, ok := from.Params.Lookup(p.Key)
		if !ok {
			return "", python("KeyError", "%s", p.Key)
		}
		if value != p.Value {
			return "", nil
		}
	}
	result.Params = from.Params
	for _, p := range to.Params {
		result.Params.Set(p.Key, m.fill(p.Value))
	}
	url, err := r.Encode(result)
	if url == m.URL {
		return "", err
	}
	return url, err
}

// fill puts the parts of the original into a text.
func (m *Mirrored) fill(text string) string {
	for _, p := range m.Replacements {
		text = strings.ReplaceAll(text, p.Key, p.Value)
	}
	return text
}

// replacePart replaces what the pattern matches of a part. ok is false where it does not match at the beginning.
func (m *Mirrored) replacePart(pattern, have string, give, out *string) (ok bool, err error) {
	re, err := regex.Compile(pattern, 0)
	if err != nil {
		return false, patternError(err)
	}
	if !re.MatchStart(have) {
		return false, nil
	}
	if *give == "" {
		*out = ""
		return true, nil
	}
	*give = m.fill(*give)
	*out, err = substituteFirst(re, *give, have)
	return true, patternError(err)
}

// substituteFirst is re.sub with count=1.
func substituteFirst(re *regex.Regexp, replacement, text string) (string, error) {
	tmpl, err := re.Template(replacement)
	if err != nil {
		return "", err
	}
	f, err := re.Find(regex.Input{Text: text, End: len(text), Mode: regex.Search})
	if f == nil || err != nil {
		return text, err
	}
	out := tmpl.Expand([]byte(text[:f.Spans[0]]), text, f.Spans)
	return string(append(out, text[f.Spans[1]:]...)), nil
}

// patternError is the exception for a pattern that is none.
func patternError(err error) error {
	var e *regex.Error
	if errors.As(err, &e) {
		return python("re.error", "%s", e.Error())
	}
	return err
}

// renamed returns the path at the mirror with the name that the download has.
func (m *Mirrored) renamed(from, to Decoded, p string) string {
	name := ""
	switch {
	case from.Type != to.Type && m.Tarball != "":
		name = basename(m.Tarball)
	case m.Localpath != "" && m.Checksums:
		name = basename(m.Localpath)
	}
	if name == "" {
		return p
	}
	old := basename(from.Path)
	switch full := "/" + p; {
	case old != "" && name != old && strings.HasSuffix(full, "/"+old):
		return strings.TrimSuffix(full[1:], old) + name
	case !strings.HasSuffix(full, "/"+name):
		return posixpath.Join(p, name)
	}
	return p
}
