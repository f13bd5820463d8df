package fsys

import (
	"path"
	"strings"
	"unicode/utf8"
)

// Glob returns the paths that match a pattern as Python's glob.glob finds them, sorted within each directory: "*" and "?"
// do not match a leading dot, "**" is "*" unless recursive, "[...]" is a set. A pattern without wildcards gives itself
// where there is such a path, a dangling link included.
func (v *View) Glob(pattern string, recursive bool) []string {
	if pattern == "" {
		return nil
	}
	dir, base := path.Split(pattern)
	if !HasMagic(pattern) {
		if base != "" {
			if _, err := v.Lstat(pattern); err == nil {
				return []string{pattern}
			}
		} else if v.IsDir(dir) {
			return []string{pattern}
		}
		return nil
	}
	trimmed := dir
	if t := strings.TrimRight(dir, "/"); t != "" {
		trimmed = t
	}
	var dirs []string
	if dir != "" && HasMagic(dir) {
		dirs = v.Glob(trimmed, recursive)
	} else {
		dirs = []string{trimmed}
	}
	join := func(d, name string) string {
		if d == "" || strings.HasSuffix(d, "/") {
			return d + name
		}
		return d + "/" + name
	}
	var out []string
	for _, d := range dirs {
		switch {
		case recursive && base == "**":
			for _, name := range v.below(d, "") {
				out = append(out, join(d, name))
			}
		case HasMagic(base):
			for _, name := range v.names(d) {
				if strings.HasPrefix(name, ".") && !strings.HasPrefix(base, ".") {
					continue
				}
				if Match(base, name) {
					out = append(out, join(d, name))
				}
			}
		case base == "":
			if v.IsDir(d) {
				out = append(out, join(d, ""))
			}
		default:
			if _, err := v.Lstat(join(d, base)); err == nil {
				out = append(out, join(d, base))
			}
		}
	}
	return out
}

func (v *View) names(dir string) []string {
	if dir == "" {
		dir = "."
	}
	names, err := v.ReadDir(dir)
	if err != nil {
		return nil // as glob: what cannot be listed has no matches
	}
	return names
}

// below returns what "**" matches in a directory: nothing (the directory itself), and all below that is not hidden.
func (v *View) below(dir, prefix string) []string {
	out := []string{prefix}
	if prefix != "" {
		out = []string{strings.TrimSuffix(prefix, "/")}
	}
	for _, name := range v.names(path.Join(dir, prefix)) {
		if strings.HasPrefix(name, ".") {
			continue
		}
		sub := prefix + name
		info, err := v.Lstat(path.Join(dir, sub))
		if err == nil && info.IsDir() {
			out = append(out, v.below(dir, sub+"/")...)
		} else {
			out = append(out, sub)
		}
	}
	return out
}

// HasMagic reports whether a pattern has wildcards.
func HasMagic(pattern string) bool { return strings.ContainsAny(pattern, "*?[") }

// Match reports whether a name matches a pattern as Python's fnmatch.fnmatchcase has it: "*" matches any characters, also
// slashes, "?" one, "[seq]" and "[!seq]" one of a set; a "[" without its "]" stands for itself.
func Match(pattern, name string) bool {
	var star, mark int = -1, 0
	p, n := 0, 0
	for n < len(name) {
		if p < len(pattern) {
			switch c := pattern[p]; c {
			case '*':
				star, mark = p, n
				p++
				continue
			case '?':
				_, size := utf8.DecodeRuneInString(name[n:])
				p, n = p+1, n+size
				continue
			default:
				r, size := utf8.DecodeRuneInString(name[n:])
				if c == '[' {
					if ok, width := matchSet(pattern[p:], r); width > 0 {
						if ok {
							p, n = p+width, n+size
							continue
						}
						break
					}
				}
				if c == name[n] {
					p, n = p+1, n+1
					continue
				}
			}
		}
		if star < 0 {
			return false
		}
		_, size := utf8.DecodeRuneInString(name[mark:])
		mark += size
		p, n = star+1, mark
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// matchSet matches a rune with the set that s begins with. The width is 0 where the set is not closed.
func matchSet(s string, r rune) (ok bool, width int) {
	i := 1
	negate := i < len(s) && s[i] == '!'
	if negate {
		i++
	}
	first := i
	if i < len(s) && s[i] == ']' {
		i++
	}
	end := strings.IndexByte(s[min(i, len(s)):], ']')
	if end < 0 {
		return false, 0
	}
	end += i
	set := []rune(s[first:end])
	for k := 0; k < len(set); k++ {
		if k+2 < len(set) && set[k+1] == '-' {
			ok = ok || set[k] <= r && r <= set[k+2]
			k += 2
		} else {
			ok = ok || set[k] == r
		}
	}
	return ok != negate, end + 1
}
