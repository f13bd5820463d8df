package protocol

import (
	"net/url"
	"path"
	"strings"
)

// URI is an address of a file or of something else, as the protocol has it.
type URI string

// FileURI returns the address of an absolute path with slashes: file:///a%20b of "/a b", file:///C:/x of "C:/x".
func FileURI(p string) URI {
	p = path.Clean(p)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	u := url.URL{Scheme: "file", Path: p}
	return URI(u.String())
}

// Path returns the path of a file's address, with slashes; "" for an address of something else. Editors write the same address
// in several ways (file:///c%3A/x): paths are what to compare.
func (u URI) Path() string {
	parsed, err := url.Parse(string(u))
	if err != nil || parsed.Scheme != "file" || parsed.Path == "" {
		return ""
	}
	p := parsed.Path
	if len(p) > 2 && p[0] == '/' && p[2] == ':' { // a drive
		p = strings.ToUpper(p[1:2]) + p[2:]
	}
	return path.Clean(p)
}
