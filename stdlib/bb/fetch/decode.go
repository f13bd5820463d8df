package fetch

import (
	"strings"
)

// Decoded is what decodeurl returns.
type Decoded struct {
	Type, Host, Path, User, Password string
	Params                           Params
}

// Decode is bb.fetch2.decodeurl. An error is an *Error.
func (r Release) Decode(url string) (Decoded, error) {
	if r.Before(2, 18) {
		return r.decodePattern(url)
	}
	u, err := r.ParseURI(url)
	if err != nil {
		return Decoded{}, err
	}
	path := u.Path
	if path == "" {
		path = "/"
	}
	return Decoded{u.Scheme, u.Hostport(), path, u.Username(), u.Password(), u.Params}, nil
}

// DecodeMirror is bb.fetch2.decodemirrorurl: what decodeurl was before 2.18. The parts of mirror lines are patterns, which
// are no URLs.
func (r Release) DecodeMirror(url string) (Decoded, error) { return r.decodePattern(url) }

// decodePattern takes TYPE://[USER@]LOCATION[;PARAMETERS] apart.
func (r Release) decodePattern(url string) (Decoded, error) {
	var d Decoded
	scheme, rest, ok := strings.Cut(url, ":")
	rest, slashes := strings.CutPrefix(rest, "//")
	if !ok || !slashes {
		return d, &Error{Kind: MalformedURL, URL: url}
	}
	location, params, _ := strings.Cut(rest, ";")
	user, location := splitUser(location)
	if location == "" {
		return d, &Error{Kind: MalformedURL, URL: url}
	}
	params, _, _ = strings.Cut(params, "\n")
	d.Type = scheme
	i := strings.IndexByte(location, '/')
	switch {
	case strings.EqualFold(scheme, "file"):
		if d.Path = location; !r.Before(2, 18) && user != "" {
			d.Path, user = user+"@"+location, ""
		}
	case i >= 0:
		d.Host, d.Path = location[:i], location[i:]
	default:
		d.Host, d.Path = location, "/"
	}
	if user != "" && user[0] != ':' {
		d.User, d.Password, _ = strings.Cut(user, ":")
		d.Password, _, _ = strings.Cut(d.Password, "\n")
	}
	for part := range strings.SplitSeq(params, ";") {
		if part == "" {
			continue
		}
		key, value, ok := strings.Cut(part, "=")
		if !ok {
			return d, &Error{Kind: MalformedURL, URL: url, Text: "the URL '" + url + "' has a parameter " + part + " without a value ('=')"}
		}
		if r.Before(2, 8) && strings.Contains(value, "=") {
			return d, python("ValueError", "too many values to unpack (expected 2)")
		}
		d.Params.Set(key, value)
	}
	if user != "" && user[0] == ':' {
		return d, python("UnboundLocalError", "cannot access local variable 'pswd' where it is not associated with a value")
	}
	d.Path = Unquote(d.Path)
	return d, nil
}

// splitUser takes "user@" off a location: up to the last "@" before the first slash that leaves something behind it.
func splitUser(location string) (user, rest string) {
	head := location
	if i := strings.IndexByte(location, '/'); i >= 0 {
		head = location[:i]
	}
	for i := strings.LastIndexByte(head, '@'); i > 0; i = strings.LastIndexByte(head[:i], '@') {
		if i+1 < len(location) {
			return location[:i], location[i+1:]
		}
	}
	return "", location
}

// Encode is bb.fetch2.encodeurl. An error is an *Error.
func (r Release) Encode(d Decoded) (string, error) {
	if d.Type == "" {
		return "", &Error{Kind: MissingParameter, Text: "type", URL: "(encoded from parts)"}
	}
	local := d.Type == "file"
	u := URI{Scheme: d.Type, Params: d.Params}
	if !local {
		u.Hostname = d.Host
		if u.Userinfo = d.User; d.User != "" && d.Password != "" {
			if r.Before(2, 18) {
				u.Userinfo += ":" + d.Password
			} else {
				u.SetPassword(d.Password)
			}
		}
	}
	if d.Path != "" {
		path := d.Path
		for strings.Contains(path, "//") {
			path = strings.ReplaceAll(path, "//", "/")
		}
		u.SetPath(path)
	}
	if local || r.Before(2, 18) {
		u.Relative = false
	}
	if r.Before(2, 18) { // every parameter has its "="
		u.Params = nil
	}
	text, err := r.Format(&u)
	if err != nil || !r.Before(2, 18) {
		return text, err
	}
	for _, p := range d.Params {
		value := p.Value
		if p.Bare {
			value = "None"
		}
		text += ";" + p.Key + "=" + value
	}
	return text, nil
}
