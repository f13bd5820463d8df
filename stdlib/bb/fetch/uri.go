package fetch

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// URI is bb.fetch2.URI: a URL with BitBake's parameters, which stand behind it after semicolons. "file://x" and "git:x"
// may be relative.
type URI struct {
	Scheme   string
	Userinfo string // "user" or "user:password"
	Hostname string
	Port     int // 0: none
	Path     string
	Params   Params
	Query    Params
	Relative bool
}

// ParseURI takes a URL apart. An error is an *Error of Python's ValueError.
func (r Release) ParseURI(text string) (*URI, error) {
	u := &URI{}
	if text == "" {
		return u, nil
	}
	url, params, hasParams := strings.Cut(text, ";")
	loc, err := urlsplit(url)
	if err != nil {
		return nil, err
	}
	u.Scheme = loc.scheme
	if u.Scheme == "file" { // "file://x" is a path, not a host
		url = dropSlashes(url)
		if loc, err = urlsplit(url); err != nil {
			return nil, err
		}
	}
	if (loc.scheme == "file" || loc.scheme == "git") && isRelative(url) {
		u.Relative = true
	} else {
		u.Hostname, _ = loc.host()
		port, err := loc.port()
		if err != nil {
			return nil, err
		}
		u.Port = max(port, 0)
		user, password := loc.user()
		if u.Userinfo = user; password != "" {
			u.Userinfo += ":" + password
		}
	}
	u.SetPath(Unquote(loc.path))
	if hasParams && params != "" {
		if u.Params, err = r.split(params, ";"); err != nil {
			return nil, err
		}
	}
	if loc.query != "" {
		if u.Query, err = r.split(loc.query, "&"); err != nil {
			return nil, err
		}
	}
	return u, nil
}

// dropSlashes removes the first "//" that stands behind a colon and not before a slash.
func dropSlashes(url string) string {
	for i := 1; i+1 < len(url); i++ {
		if url[i] == '/' && url[i+1] == '/' && url[i-1] == ':' && (i+2 == len(url) || url[i+2] != '/') {
			return url[:i] + url[i+2:]
		}
	}
	return url
}

// isRelative reports whether a URL begins with a scheme of letters, digits and underscores whose colon is not followed by
// two slashes.
func isRelative(url string) bool {
	i := 0
	for i < len(url) {
		r, n := utf8.DecodeRuneInString(url[i:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			break
		}
		i += n
	}
	return i > 0 && strings.HasPrefix(url[i:], ":") && !strings.HasPrefix(url[i:], "://")
}

// SetPath sets the path, and whether the URI is relative.
func (u *URI) SetPath(path string) {
	u.Path = path
	u.Relative = path != "" && path[0] != '/'
}

// Hostport returns the host with its port.
func (u *URI) Hostport() string {
	if u.Port == 0 {
		return u.Hostname
	}
	return u.Hostname + ":" + strconv.Itoa(u.Port)
}

// Username returns the user.
func (u *URI) Username() string {
	user, _, _ := strings.Cut(u.Userinfo, ":")
	return user
}

// Password returns the password.
func (u *URI) Password() string {
	_, password, _ := strings.Cut(u.Userinfo, ":")
	return password
}

// SetUsername sets the user; a password stays.
func (u *URI) SetUsername(user string) {
	if password := u.Password(); password != "" {
		user += ":" + password
	}
	u.Userinfo = user
}

// SetPassword sets the password.
func (u *URI) SetPassword(password string) { u.Userinfo = u.Username() + ":" + password }

// Format puts a URI together. An error is an *Error: since 2.18 a parameter must have a value, before 2.8 the query's parts
// too.
func (r Release) Format(u *URI) (string, error) {
	var b strings.Builder
	b.WriteString(u.Scheme)
	b.WriteByte(':')
	if !u.Relative {
		b.WriteString("//")
	}
	if u.Userinfo != "" {
		b.WriteString(u.Userinfo)
		b.WriteByte('@')
	}
	b.WriteString(u.Hostport())
	b.WriteString(Quote(u.Path))
	if len(u.Query) > 0 {
		b.WriteByte('?')
		if err := r.join(&b, u.Query, '&', !r.Before(2, 8)); err != nil {
			return "", err
		}
	}
	if len(u.Params) > 0 {
		b.WriteByte(';')
		if err := r.join(&b, u.Params, ';', !r.Before(2, 8) && r.Before(2, 18)); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// join writes parameters. Where bare ones may be, an empty value counts as none.
func (r Release) join(b *strings.Builder, list Params, delimiter byte, bare bool) error {
	for i, p := range list {
		if i > 0 {
			b.WriteByte(delimiter)
		}
		b.WriteString(p.Key)
		switch {
		case bare && p.Value == "":
			continue
		case p.Bare:
			return python("TypeError", "sequence item 1: expected str instance, NoneType found")
		}
		b.WriteByte('=')
		b.WriteString(p.Value)
	}
	return nil
}
