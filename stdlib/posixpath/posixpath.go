// Package posixpath has the functions of Python's os.path that look at no file, for paths as the system has them.
package posixpath

import "strings"

// Join is os.path.join.
func Join(first string, rest ...string) string {
	path := first
	for _, p := range rest {
		switch {
		case strings.HasPrefix(p, "/"):
			path = p
		case path == "" || strings.HasSuffix(path, "/"):
			path += p
		default:
			path += "/" + p
		}
	}
	return path
}

// Split is os.path.split.
func Split(p string) (head, tail string) {
	i := strings.LastIndexByte(p, '/') + 1
	head, tail = p[:i], p[i:]
	if trimmed := strings.TrimRight(head, "/"); trimmed != "" {
		head = trimmed
	}
	return head, tail
}

// SplitExt is os.path.splitext: leading dots of the last part do not begin an extension.
func SplitExt(p string) (root, ext string) {
	base := strings.LastIndexByte(p, '/') + 1
	dot := strings.LastIndexByte(p, '.')
	if dot <= base || strings.Trim(p[base:dot], ".") == "" {
		return p, ""
	}
	return p[:dot], p[dot:]
}

// Normal is os.path.normpath.
func Normal(p string) string {
	if p == "" {
		return "."
	}
	slashes := len(p) - len(strings.TrimLeft(p, "/"))
	if slashes > 2 {
		slashes = 1
	}
	var out []string
	for part := range strings.SplitSeq(p, "/") {
		switch {
		case part == "" || part == ".":
		case part != ".." || slashes == 0 && len(out) == 0 || len(out) > 0 && out[len(out)-1] == "..":
			out = append(out, part)
		case len(out) > 0:
			out = out[:len(out)-1]
		}
	}
	p = strings.Repeat("/", slashes) + strings.Join(out, "/")
	if p == "" {
		return "."
	}
	return p
}

// Absolute is os.path.abspath, in a working directory.
func Absolute(p, cwd string) string {
	if !strings.HasPrefix(p, "/") {
		p = Join(cwd, p)
	}
	return Normal(p)
}

// Relative is os.path.relpath for two absolute normal paths.
func Relative(p, start string) string {
	from, to := Parts(start), Parts(p)
	n := 0
	for n < len(from) && n < len(to) && from[n] == to[n] {
		n++
	}
	var out []string
	for range from[n:] {
		out = append(out, "..")
	}
	out = append(out, to[n:]...)
	if len(out) == 0 {
		return "."
	}
	return strings.Join(out, "/")
}

// Parts returns the names that a path is made of.
func Parts(p string) []string {
	return strings.FieldsFunc(p, func(r rune) bool { return r == '/' })
}

// ExpandVars is os.path.expandvars: $name and ${name}; what is not set stays.
func ExpandVars(p string, lookup func(name string) (string, bool)) string {
	if !strings.Contains(p, "$") {
		return p
	}
	word := func(c byte) bool {
		return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	var b strings.Builder
	for i := 0; i < len(p); {
		if p[i] != '$' {
			b.WriteByte(p[i])
			i++
			continue
		}
		j, name := i+1, ""
		if j < len(p) && p[j] == '{' {
			if k := strings.IndexByte(p[j:], '}'); k > 0 {
				name = p[j+1 : j+k]
				j += k + 1
			}
		} else {
			for j < len(p) && word(p[j]) {
				j++
			}
			name = p[i+1 : j]
		}
		if v, ok := lookup(name); ok && j > i+1 {
			b.WriteString(v)
			i = j
			continue
		}
		b.WriteString(p[i:max(j, i+1)])
		i = max(j, i+1)
	}
	return b.String()
}
