package py

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/stdlib/native"
)

// passwdEntry is a line of /etc/passwd.
type passwdEntry struct {
	name, password    string
	uid, gid          int
	gecos, dir, shell string
}

// passwdEntries reads /etc/passwd through the view.
func passwdEntries(e *native.Env) []passwdEntry {
	text, err := files(e).ReadFile("/etc/passwd")
	if err != nil {
		return nil // as on a system without users
	}
	var out []passwdEntry
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), ":")
		if len(f) != 7 || strings.HasPrefix(f[0], "#") {
			continue
		}
		uid, err := strconv.Atoi(f[2])
		gid, err2 := strconv.Atoi(f[3])
		if err == nil && err2 == nil {
			out = append(out, passwdEntry{f[0], f[1], uid, gid, f[4], f[5], f[6]})
		}
	}
	return out
}

func findPasswd(e *native.Env, is func(passwdEntry) bool) (passwdEntry, bool) {
	for _, x := range passwdEntries(e) {
		if is(x) {
			return x, true
		}
	}
	return passwdEntry{}, false
}

func passwdHome(e *native.Env, is func(passwdEntry) bool) (string, bool) {
	x, ok := findPasswd(e, is)
	return x.dir, ok
}
