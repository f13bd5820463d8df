package fetch

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
)

var (
	r20, r28, r218, r219 = Release{2, 0}, Release{2, 8}, Release{2, 18}, Release{2, 19}
	allReleases          = []Release{r20, r28, r218, r219}
)

func TestReleaseOf(t *testing.T) {
	for version, want := range map[string]Release{"2.8.1": r28, "2.18.0": r218, "2.0": r20, "": {}, "x.y": {}} {
		if got := ReleaseOf(version); got != want {
			t.Errorf("%q: %v", version, got)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		url            string
		before2, since string // what comes of it before 2.18, and since
	}{
		{"http://h/p;a=b", "http|h|/p|||a=b", "http|h|/p|||a=b"},
		{"http://h", "http|h|/|||", "http|h|/|||"},
		{"http://h/a%20b?x=y", "http|h|/a b?x=y|||", "http|h|/a b|||"},
		{"git://u:p@H:80/r.git;branch=m", "git|H:80|/r.git|u|p|branch=m", "git|h:80|/r.git|u|p|branch=m"},
		{"git://git@h:repo;branch=m", "git|h:repo|/|git||branch=m", "ValueError"},
		{"file://a/b.patch;striplevel=0", "file||a/b.patch|||striplevel=0", "file||a/b.patch|||striplevel=0"},
		{"file:///abs", "file||/abs|||", "file||/abs|||"},
		{"file://u@h/x", "file||h/x|u||", "file||u@h/x|||"},
		{"http://h/p;b", "MalformedUrl", "http|h|/p|||b"},
		{"nothing", "MalformedUrl", "||nothing|||"},
		{"git:///local;protocol=file", "git||/local|||protocol=file", "git||/local|||protocol=file"},
	} {
		for _, r := range allReleases {
			want := c.since
			if r.Before(2, 18) {
				want = c.before2
			}
			if got := decodedText(r.Decode(c.url)); got != want {
				t.Errorf("%v %s: %s, want %s", r, c.url, got, want)
			}
		}
	}
	for _, c := range []struct {
		r    Release
		want string
	}{{r20, "ValueError"}, {r28, "x|h|/p|||a=b=c"}, {r219, "x|h|/p|||a=b=c"}} {
		if got := decodedText(c.r.Decode("x://h/p;a=b=c")); got != c.want {
			t.Errorf("%v: %s, want %s", c.r, got, c.want)
		}
	}
}

func decodedText(d Decoded, err error) string {
	if err != nil {
		return err.(*Error).Name() //nolint:errorlint // nothing wraps it
	}
	var params []string
	for _, p := range d.Params {
		if p.Bare {
			params = append(params, p.Key)
		} else {
			params = append(params, p.Key+"="+p.Value)
		}
	}
	return strings.Join([]string{d.Type, d.Host, d.Path, d.User, d.Password, strings.Join(params, ";")}, "|")
}

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		d             Decoded
		before, since string
	}{
		{Decoded{Type: "git", Host: "h", Path: "/a//b c", User: "u", Password: "p", Params: Params{{Key: "x", Value: "y"}}}, "git://u:p@h/a/b%20c;x=y", "git://u:p@h/a/b%20c;x=y"},
		{Decoded{Type: "file", Path: "a/b"}, "file://a/b", "file://a/b"},
		{Decoded{Type: "git", Path: "rel"}, "git://rel", "git:rel"},
		{Decoded{Host: "h"}, "MissingParameterError", "MissingParameterError"},
		{Decoded{Type: "x", Params: Params{{Key: "k", Bare: true}}}, "x://;k=None", "TypeError"},
	} {
		for _, r := range allReleases {
			want := c.since
			if r.Before(2, 18) {
				want = c.before
			}
			got, err := r.Encode(c.d)
			if err != nil {
				got = err.(*Error).Name() //nolint:errorlint // nothing wraps it
			}
			if got != want {
				t.Errorf("%v %v: %s, want %s", r, c.d, got, want)
			}
		}
	}
}

func TestQuote(t *testing.T) {
	for text, quoted := range map[string]string{"": "", "/a-b_c.d~e": "/a-b_c.d~e", "a b": "a%20b", "ä": "%C3%A4", "a+b": "a%2Bb"} {
		if got := Quote(text); got != quoted {
			t.Errorf("Quote(%q) = %q", text, got)
		}
		if got := Unquote(quoted); got != text {
			t.Errorf("Unquote(%q) = %q", quoted, got)
		}
	}
	for quoted, text := range map[string]string{"%": "%", "%4": "%4", "%zz": "%zz", "%ff": "\ufffd", "%E2%82x": "\ufffdx", "%E2%82": "\ufffd", "%F0%28": "\ufffd(", "%ED%A0%80": "\ufffd\ufffd\ufffd", "ä%C3%A4": "ää", "%C3ä%A4": "\ufffdä\ufffd"} {
		if got := Unquote(quoted); got != text {
			t.Errorf("Unquote(%q) = %q, want %q", quoted, got, text)
		}
	}
}

// newStore returns variables.
func newStore(t testing.TB, pairs ...string) *datastore.Store {
	t.Helper()
	d := datastore.New(&datastore.Env{Evaluator: noPython{}})
	for i := 0; i < len(pairs); i += 2 {
		if err := d.Set(pairs[i], pairs[i+1], datastore.Origin{}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func newSession(t testing.TB, r Release) *Session {
	t.Helper()
	return &Session{Release: r, Files: fsys.NewView(fsys.NewDisk().Overlay(map[string]string{"/l/f/a.patch": "", "/l/g/b.cfg": "", "/l/g/dir/x": ""}), "/")}
}

func TestRevisions(t *testing.T) {
	other := strings.Repeat("f", 40)
	for _, c := range []struct {
		name    string
		vars    []string
		r       Release
		version string
		hash    string
		fails   string
	}{
		{"one", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", hash}, r219, "AUTOINC+0123456789", hash, ""},
		{"by recipe", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", hash, "PN", "p", "SRCREV:pn-p", other}, r219, "AUTOINC+ffffffffff", other, ""},
		{"by name", []string{"SRC_URI", "git://h/r;branch=m;name=n", "SRCREV", hash, "SRCREV_n", other}, r219, "AUTOINC+ffffffffff", other, ""},
		{"several", []string{"SRC_URI", "git://h/r;branch=m;name=n svn://h/s;module=x;rev=12", "SRCREV_n", other, "SRCREV_FORMAT", "n_default"}, r219, "AUTOINC+ffffffffff_12", other + " 12", ""},
		{"no format", []string{"SRC_URI", "git://h/r;branch=m;name=n svn://h/s;module=x;rev=12", "SRCREV_n", other}, r219, "", "", "SRCREV_FORMAT must say"},
		{"none", []string{"SRC_URI", "http://h/x"}, r219, "", "", ""},
		{"none before", []string{"SRC_URI", "http://h/x"}, r20, "", "", "nothing from a repository"},
		{"autorev", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", "AUTOINC"}, r219, "", "", "set SRCREV to a revision"},
		{"autorev offline", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", "AUTOINC", "BB_NO_NETWORK", "1"}, r219, "", "", "BB_NO_NETWORK"},
		{"invalid", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", "INVALID", "PN", "p"}, r219, "", "", "set one of SRCREV_default:pn-p, SRCREV_default, SRCREV:pn-p, SRCREV"},
		{"conflict", []string{"SRC_URI", "git://h/r;branch=m;rev=" + other, "SRCREV", hash}, r219, "", "", "which revision is it to be"},
		{"tag and revision", []string{"SRC_URI", "git://h/r;branch=m;tag=v1", "SRCREV", hash}, r219, "AUTOINC+0123456789", hash, ""},
		{"tag and revision before", []string{"SRC_URI", "git://h/r;branch=m;tag=v1", "SRCREV", hash}, r28, "", "", "which revision is it to be"},
		{"long revision", []string{"SRC_URI", "git://h/r;branch=m", "SRCREV", strings.Repeat("ab", 32)}, r219, "AUTOINC+ababababab", strings.Repeat("ab", 32), ""},
		{"no branch", []string{"SRC_URI", "git://h/r", "SRCREV", hash}, r219, "", "", "neither a branch nor nobranch=1"},
		{"no branch before", []string{"SRC_URI", "git://h/r", "SRCREV", hash}, r28, "AUTOINC+0123456789", hash, ""},
	} {
		s := newSession(t, c.r)
		version, revs, err := s.Revisions(newStore(t, append(c.vars, "DL_DIR", "/dl")...), SortableRevision)
		if (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %v, want %q", c.name, err, c.fails)
		}
		if version != c.version || strings.Join(revs, " ") != c.hash {
			t.Errorf("%s: %s %s", c.name, version, revs)
		}
	}
}

// TestRemembered: items are looked at once for a file and its variables.
func TestRemembered(t *testing.T) {
	d := newStore(t, "SRC_URI", "git://h/r;branch=m", "SRCREV", hash, "DL_DIR", "/dl", "FILE", "/p.bb")
	s := newSession(t, r219)
	ask := func(want string) {
		t.Helper()
		if got, err := s.HashValue(d, SortableRevision); got != want || err != nil {
			t.Errorf("%s %v, want %s", got, err, want)
		}
	}
	set := func(name, value string) {
		t.Helper()
		if err := d.Set(name, value, datastore.Origin{}); err != nil {
			t.Fatal(err)
		}
	}
	ask(hash)
	set("SRCREV", strings.Repeat("f", 40))
	ask(hash)
	set("FILE", "virtual:native:/p.bb")
	ask(strings.Repeat("f", 40))
	set("FILE", "/p.bb")
	d = d.Copy()
	ask(strings.Repeat("f", 40))
}

func TestFileList(t *testing.T) {
	for _, c := range []struct {
		items, want, fails string
	}{
		{"file://a.patch", "/l/f/a.patch:True", ""},
		{"http://h/x file://b.cfg;subdir=s file://dir git://h/r", "/l/f/b.cfg:False /l/g/b.cfg:True /l/f/dir:False /l/g/dir:True", ""},
		{"file:///l/g/b.cfg", "/l/g/b.cfg:True", ""},
		{"file://none", "", "nowhere to be found"},
		{"file://*.patch", "", "patterns are not taken"},
		{"odd://x", "", "no fetcher"},
		{"", "", ""},
	} {
		s := newSession(t, r219)
		got, err := s.FileList(newStore(t, "SRC_URI", c.items, "FILESPATH", "/l/f:/l/none:/l/g", "DL_DIR", "/dl"))
		got = strings.ReplaceAll(got, "/l/none/b.cfg:False ", "")
		got = strings.ReplaceAll(got, "/l/none/dir:False ", "")
		if got != c.want || (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %s %v", c.items, got, err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r219.Decode("https://example.com/releases/p-1.2.3.tar.gz;name=x;subdir=y"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFileList(b *testing.B) {
	s := newSession(b, r219)
	path := strings.Repeat("/l/none:/l/nothing:", 25) + "/l/f:/l/g"
	d := newStore(b, "SRC_URI", "https://h/p-1.2.tar.gz file://a.patch file://b.cfg file://dir", "FILESPATH", path, "DL_DIR", "/dl", "FILE", "/x.bb")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.FileList(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHashValue(b *testing.B) {
	s := newSession(b, r219)
	d := newStore(b, "SRC_URI", "git://h/r;branch=m file://a.patch file://b.cfg https://h/x.tgz", "SRCREV", hash, "DL_DIR", "/dl", "FILE", "/x.bb")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.HashValue(d, SortableRevision); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewItem(b *testing.B) {
	s := newSession(b, r219)
	d := newStore(b, "SRCREV", hash, "DL_DIR", "/dl", "PN", "p")
	for _, url := range []string{"https://h/p-1.2.tar.gz", "git://h/r;branch=m;protocol=https", "file://a.patch"} {
		b.Run(strings.SplitN(url, ":", 2)[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.NewItem(url, d, false); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
