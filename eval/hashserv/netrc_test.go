package hashserv_test

import (
	"testing"

	"github.com/knead-build/knead/eval/hashserv"
)

func TestLogin(t *testing.T) {
	for _, c := range []struct{ text, want, err string }{
		{"machine host:1 login me password secret", "me/secret", ""},
		{"machine other\n  login x\n  password y\n# machine\nmachine host:1\n  user me # mine\n  account a\n  password \"a b\\\"c\"\n", `me/a b"c`, ""},
		{"default login any password one\nmachine other login x password y", "any/one", ""},
		{"macdef init\n  machine host:1\n\nmachine host:1 login me\\ too password s", "me too/s", ""},
		{"machine other login x password y", "/", ""},
		{"# passwords\nmachine host:1 login me password #1", "me/#1", ""},
		{"", "/", ""},
		{"machine", "", "machine without a name"},
		{"host:1 login me", "", "host:1 is neither machine, default nor macdef"},
		{"machine host:1 pass word", "", "pass is neither login, user, account nor password"},
	} {
		username, password, err := hashserv.Login(c.text, "host:1")
		switch {
		case err != nil && err.Error() != c.err:
			t.Errorf("%q: %v, want %q", c.text, err, c.err)
		case err == nil && (c.err != "" || username+"/"+password != c.want):
			t.Errorf("%q: %s/%s, want %s%s", c.text, username, password, c.want, c.err)
		}
	}
}
