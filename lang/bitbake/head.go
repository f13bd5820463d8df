package bitbake

import (
	"strings"
	"unicode/utf8"
)

// head is the first line of a function in braces.
type head struct {
	python, fakeroot bool
	name             [2]int // where the name stands; empty for an anonymous function
}

// functionHead reads "[python] [fakeroot] [NAME] () {" as a whole line.
func functionHead(s string) (h head, ok bool) {
	if s == "" || s[len(s)-1] != '{' {
		return h, false
	}
	i := 0
	for {
		if rest := s[i:]; strings.HasPrefix(rest, "python") && len(rest) > 6 && (rest[6] == '(' || skipSpace(rest, 6) > 6) {
			h.python, i = true, skipSpace(s, i+6)
		} else if strings.HasPrefix(rest, "fakeroot") && skipSpace(rest, 8) > 8 {
			h.fakeroot, i = true, skipSpace(s, i+8)
		} else {
			break
		}
	}
	start := i
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) && !strings.ContainsRune(".-+{}$:", r) {
			break
		}
		i += n
	}
	h.name = [2]int{start, i}
	i = skipSpace(s, i)
	if i >= len(s) || s[i] != '(' {
		return h, false
	}
	i = skipSpace(s, i+1)
	if i >= len(s) || s[i] != ')' {
		return h, false
	}
	return h, skipSpace(s, i+1) == len(s)-1
}

// defHead reads "def NAME ... :" and returns where the name stands.
func defHead(s string) (name [2]int, ok bool) {
	rest, found := strings.CutPrefix(s, "def")
	if !found {
		return name, false
	}
	start := skipSpace(rest, 0)
	i := start
	for i < len(rest) {
		r, n := utf8.DecodeRuneInString(rest[i:])
		if !isWord(r) {
			break
		}
		i += n
	}
	if start == 0 || i == start || !strings.Contains(rest[i:], ":") {
		return name, false
	}
	return [2]int{3 + start, 3 + i}, true
}
