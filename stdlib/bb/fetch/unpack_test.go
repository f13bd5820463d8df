package fetch

import (
	"fmt"
	"strings"
	"testing"
)

func TestUnpacked(t *testing.T) {
	for _, c := range []struct {
		r         Release
		url, want string
	}{
		{r219, "https://h/p-1.tar.gz", "/dl/p-1.tar.gz,/mirror/p-1.tar.gz,/second/h/p-1.tar.gz into /w"},
		{r219, "https://h/p-1.tar.gz;subdir=s;striplevel=1", "/dl/p-1.tar.gz,/mirror/p-1.tar.gz,/second/h/p-1.tar.gz into /w/s without 1"},
		{r219, "https://h/p-1.tar.gz;unpack=no", "/dl/p-1.tar.gz,/mirror/p-1.tar.gz,/second/h/p-1.tar.gz into /w copied as p-1.tar.gz"},
		{r219, "https://h/x?y;downloadfilename=p.zip", "/dl/p.zip,/mirror/p.zip,/second/h/p.zip into /w"},
		{r219, "https://h/p-1.tar.gz;striplevel=x", "cannot be told"},
		{r219, "https://other/p-1.tar.gz", "/dl/p-1.tar.gz into /w"},
		{r219, "file://a.patch", "/l/f/a.patch into /w"},
		{r219, "file://dir", "/l/g/dir into /w"},
		{r219, "file:///l/g/b.cfg;subdir=s", "/l/g/b.cfg into /w/s as l/g/b.cfg"},
		{r219, "git://h/r;branch=m", "/dl/git2/h.r into /w/p-1 at " + hash},
		{r28, "git://h/r;branch=m", "/dl/git2/h.r into /w/git at " + hash},
		{r219, "git://h/r;branch=m;destsuffix=x/y", "/dl/git2/h.r into /w/x/y at " + hash},
		{r219, "git://h/r;branch=m;subdir=s", "/dl/git2/h.r into /w/s at " + hash},
		{r219, "git://h/r;branch=m;subpath=a/b/", "/dl/git2/h.r into /w/b at " + hash + " only a/b"},
		{r219, "gitsm://h/r;branch=m;subdir=s;destsuffix=x", "/dl/git2/h.r into /w/s/x at " + hash},
		{r219, "git://h/r;branch=m;bareclone=1", "cannot be told"},
		{r219, "svn://h/s;module=x", "cannot be told"},
	} {
		s := newSession(t, c.r)
		d := newStore(t, "SRCREV", hash, "DL_DIR", "/dl", "PN", "p", "FILESPATH", "/l/f:/l/g", "BB_GIT_DEFAULT_DESTSUFFIX", "p-1",
			"PREMIRRORS", `https?://h/.* file:///mirror/ \n https?://h/.* http://no/`, "MIRRORS", "https://h/ file:///second/HOST/ https://h/ file:///mirror/ odd")
		ud, err := s.NewItem(c.url, d, false)
		if err == nil {
			err = s.SetupLocalpath(ud, d)
		}
		if err != nil {
			t.Errorf("%s: %v", c.url, err)
			continue
		}
		u, ok, err := s.Unpacked(ud, "/w", d)
		got := fmt.Sprint(strings.Join(u.Paths, ","), " into ", u.Into)
		if u.Copied {
			got += " copied"
		}
		if u.Copied || u.Name != "" && u.Name != basename(u.Paths[0]) {
			got += " as " + u.Name
		}
		if u.Strip > 0 {
			got += fmt.Sprint(" without ", u.Strip)
		}
		if u.Revision != "" {
			got += " at " + u.Revision
		}
		if u.Subpath != "" {
			got += " only " + u.Subpath
		}
		if !ok {
			got = "cannot be told"
		}
		if got != c.want || err != nil {
			t.Errorf("%s: %s, want %s (%v)", c.url, got, c.want, err)
		}
	}
}
