package py

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
)

// TestAccounts asks about users and groups on a machine whose /etc/passwd and /etc/group are made up.
func TestAccounts(t *testing.T) {
	disk := fsys.NewDisk().Overlay(map[string]string{
		"/etc/passwd": "# comment:x:1:1::/no:/no\nweaver:x:71:72:Wilma Weaver,,:/srv/loom/:/bin/ash\nbroken:x:nan:1::/no:/no\nshort:x:1\n" +
			"top::73:72::/:\nme:x:" + strconv.Itoa(os.Getuid()) + ":72::/srv/me:/bin/ash\n",
		"/etc/group": "guild:x:72:weaver,top\nempty:x:74:\nbroken:x:nan:\n",
	})
	for expr, want := range map[string]string{
		"os.path.expanduser('~weaver')":                   "'/srv/loom'",
		"os.path.expanduser('~weaver/x')":                 "'/srv/loom/x'",
		"os.path.expanduser(b'~weaver/x')":                "b'/srv/loom/x'",
		"os.path.expanduser('~top')":                      "'/'",
		"os.path.expanduser('~top/x')":                    "'/x'",
		"os.path.expanduser('~broken/x')":                 "'~broken/x'",
		"os.path.expanduser('~')":                         "'/srv/me'", // HOME is not set
		"str(pathlib.Path('~weaver/x').expanduser())":     "'/srv/loom/x'",
		"pwd.getpwnam('weaver')":                          "pwd.struct_passwd(pw_name='weaver', pw_passwd='x', pw_uid=71, pw_gid=72, pw_gecos='Wilma Weaver,,', pw_dir='/srv/loom/', pw_shell='/bin/ash')",
		"tuple(pwd.getpwnam('weaver'))":                   "('weaver', 'x', 71, 72, 'Wilma Weaver,,', '/srv/loom/', '/bin/ash')",
		"pwd.getpwuid(73).pw_name":                        "'top'",
		"[u.pw_name for u in pwd.getpwall()]":             "['weaver', 'top', 'me']",
		"grp.getgrnam('guild')[2]":                        "72",
		"tuple(grp.getgrgid(72))":                         "('guild', 'x', 72, ['weaver', 'top'])",
		"[(g.gr_name, g.gr_mem) for g in grp.getgrall()]": "[('guild', ['weaver', 'top']), ('empty', [])]",
		"os.getlogin()":                                   "'me'",
	} {
		h := &fakeHost{view: fsys.NewView(disk, t.TempDir())}
		var out strings.Builder
		code, err := pyvm.CompileModule(source.NewFile("<string>", "import grp, os, pathlib, pwd\nprint(ascii("+expr+"))"), 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := newThread(h, &out).Exec(code, nil, nil); err != nil {
			t.Errorf("%s: %s", expr, pyvm.FormatException(err))
		} else if got := strings.TrimSpace(out.String()); got != want {
			t.Errorf("%s is %s, want %s", expr, got, want)
		}
	}
}
