package licenses

import (
	"context"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
)

const copying = "one\ntwo\nthree\nfour\nfive\n"

// unpacked are the files of a recipe whose sources are unpacked.
func unpacked() *fsys.View {
	return fsys.NewView(texts().Disk().Overlay(map[string]string{
		"/core/licenses/MIT": "mit\n", "/core/licenses/BSD-3-Clause": "one\n2\nthree\nfour\nfive\n", "/core/LICENSE": "core\n",
		"/build/a/COPYING": copying, "/build/a/doc/LICENSE.txt": "x", "/build/extra": "extra",
	}), "/")
}

var checksumCases = []struct{ name, recipe, want string }{
	{"whole", "LIC_FILES_CHKSUM = file://COPYING;md5=" + Sum([]byte(copying)), ""},
	{"lines", "LIC_FILES_CHKSUM = file://COPYING;beginline=2;endline=3;md5=" + Sum([]byte("two\nthree\n")), ""},
	{"from a line", "LIC_FILES_CHKSUM = file://COPYING;beginline=4;md5=" + Sum([]byte("four\nfive\n")), ""},
	{"up to a line", "LIC_FILES_CHKSUM = file://COPYING;endline=1;md5=" + Sum([]byte("one\n")), ""},
	{"with the metadata", "LIC_FILES_CHKSUM = file:///core/licenses/MIT;md5=" + Sum([]byte("mit\n")), ""},
	{"beside S", "LIC_FILES_CHKSUM = file://../extra;md5=" + Sum([]byte("extra")), ""},
	{"closed", "LICENSE = CLOSED\nLIC_FILES_CHKSUM = nonsense", ""},
	{"nothing to check", "", ""},
	{"nothing said", "SRC_URI = x", "license-checksum LIC_FILES_CHKSUM ``: the recipe fetches sources and does not say where their licence is (LIC_FILES_CHKSUM)"},
	{"no URL", "LIC_FILES_CHKSUM = COPYING file://COPYING;md5=" + Sum([]byte(copying)),
		"license-checksum LIC_FILES_CHKSUM `COPYING`: COPYING is no file: it has to begin with file://"},
	{"no file", "LIC_FILES_CHKSUM = https://example.com/COPYING;md5=0",
		"license-checksum LIC_FILES_CHKSUM `https://example.com/COPYING;md5=0`: https://example.com/COPYING;md5=0 is no file: it has to begin with file://"},
	{"no name", "LIC_FILES_CHKSUM = file://;md5=0", "license-checksum LIC_FILES_CHKSUM `file://;md5=0`: file://;md5=0 does not name a file"},
	{"no checksum", "LIC_FILES_CHKSUM = file://COPYING",
		"license-checksum LIC_FILES_CHKSUM `file://COPYING`: there is no checksum of COPYING: it is md5=7fad74b001c55a2a11462be5af4e39c6\n" +
			"fix: add md5=7fad74b001c55a2a11462be5af4e39c6: file://COPYING;md5=7fad74b001c55a2a11462be5af4e39c6"},
	{"an empty checksum", "LIC_FILES_CHKSUM = file://COPYING;md5=;beginline=2",
		"license-checksum LIC_FILES_CHKSUM `file://COPYING;md5=;beginline=2`: there is no checksum of COPYING from line 2 on: it is md5=59d17c722b5d9bd94fe2528d40885f8c\n" +
			"fix: add md5=59d17c722b5d9bd94fe2528d40885f8c: file://COPYING;md5=59d17c722b5d9bd94fe2528d40885f8c;beginline=2"},
	{"no hexadecimal digits", "LIC_FILES_CHKSUM = file://COPYING;md5=nothex",
		"license-checksum LIC_FILES_CHKSUM `nothex`: md5=nothex is no MD5 checksum, which has 32 digits of 0-9 and a-f"},
	{"capitals", "LIC_FILES_CHKSUM = file://COPYING;md5=7FAD74B001C55A2A11462BE5AF4E39C6",
		"license-checksum LIC_FILES_CHKSUM `7FAD74B001C55A2A11462BE5AF4E39C6`: md5=7FAD74B001C55A2A11462BE5AF4E39C6 is not written in small letters, so it equals no checksum\n" +
			"fix: replace it by '7fad74b001c55a2a11462be5af4e39c6': file://COPYING;md5=7fad74b001c55a2a11462be5af4e39c6"},
	{"no number", "LIC_FILES_CHKSUM = file://COPYING;md5=7fad74b001c55a2a11462be5af4e39c6;beginline=x;endline=-1",
		"license-checksum LIC_FILES_CHKSUM `x`: beginline=x: a line is a number from 1 on\n" +
			"license-checksum LIC_FILES_CHKSUM `-1`: endline=-1: a line is a number from 1 on"},
	{"backwards", "LIC_FILES_CHKSUM = file://COPYING;md5=7fad74b001c55a2a11462be5af4e39c6;beginline=3;endline=2",
		"license-checksum LIC_FILES_CHKSUM `2`: there are no lines from 3 to 2"},
	{"parameters", "LIC_FILES_CHKSUM = file://COPYING;md5sum=7fad74b001c55a2a11462be5af4e39c6;begin=2;md5",
		"license-parameter LIC_FILES_CHKSUM `md5sum=7fad74b001c55a2a11462be5af4e39c6`: the parameter md5sum means nothing here\n" +
			"license-parameter LIC_FILES_CHKSUM `begin=2`: the parameter begin means nothing here; is it beginline?\n" +
			"license-parameter LIC_FILES_CHKSUM `md5`: the parameter md5 has no value"},
	{"missing", "LIC_FILES_CHKSUM = file://LICENSE.txt;md5=7fad74b001c55a2a11462be5af4e39c6 file://doc/LICENSE.text;md5=7fad74b001c55a2a11462be5af4e39c6",
		"license-checksum LIC_FILES_CHKSUM `file://LICENSE.txt;md5=7fad74b001c55a2a11462be5af4e39c6`: there is no file /build/a/LICENSE.txt\n" +
			"license-checksum LIC_FILES_CHKSUM `file://doc/LICENSE.text;md5=7fad74b001c55a2a11462be5af4e39c6`: there is no file /build/a/doc/LICENSE.text; is it doc/LICENSE.txt?\n" +
			"fix: replace it by 'doc/LICENSE.txt': file://LICENSE.txt;md5=7fad74b001c55a2a11462be5af4e39c6 file://doc/LICENSE.txt;md5=7fad74b001c55a2a11462be5af4e39c6"},
	{"missing with the metadata", "LIC_FILES_CHKSUM = file:///core/licenses/MTI;md5=7fad74b001c55a2a11462be5af4e39c6",
		"license-checksum LIC_FILES_CHKSUM `file:///core/licenses/MTI;md5=7fad74b001c55a2a11462be5af4e39c6`: there is no file /core/licenses/MTI"},
	{"changed", "LIC_FILES_CHKSUM = file://COPYING;md5=0123456789abcdef0123456789abcdef;beginline=2;endline=3",
		"license-checksum LIC_FILES_CHKSUM `0123456789abcdef0123456789abcdef`: COPYING, lines 2 to 3 has the checksum " + Sum([]byte("two\nthree\n")) + ", not 0123456789abcdef0123456789abcdef\n" +
			"two\nthree\n" +
			"fix: the licence was looked at again: md5=" + Sum([]byte("two\nthree\n")) + ": file://COPYING;md5=" + Sum([]byte("two\nthree\n")) + ";beginline=2;endline=3 (the new text has to be read: does LICENSE still hold?)"},
	{"lines moved", "LIC_FILES_CHKSUM = file://COPYING;endline=2;md5=" + Sum([]byte("three\nfour\n")),
		"license-checksum LIC_FILES_CHKSUM `" + Sum([]byte("three\nfour\n")) + "`: COPYING up to line 2 has the checksum " + Sum([]byte("one\ntwo\n")) + ", not " + Sum([]byte("three\nfour\n")) + "; lines 3 to 4 have it\n" +
			"fix: say lines 3 to 4: file://COPYING;endline=4;md5=" + Sum([]byte("three\nfour\n")) + ";beginline=3\n" +
			"fix: the licence was looked at again: md5=" + Sum([]byte("one\ntwo\n")) + ": file://COPYING;endline=2;md5=" + Sum([]byte("one\ntwo\n")) + " (the new text has to be read: does LICENSE still hold?)"},
	{"behind the end", "LIC_FILES_CHKSUM = file://COPYING;beginline=6;md5=0123456789abcdef0123456789abcdef",
		"license-checksum LIC_FILES_CHKSUM `0123456789abcdef0123456789abcdef`: COPYING from line 6 on has the checksum d41d8cd98f00b204e9800998ecf8427e, not 0123456789abcdef0123456789abcdef\n" +
			"the file has 5 lines"},
	{"a common licence", "LIC_FILES_CHKSUM = file://COPYING;md5=" + Sum([]byte("one\n2\nthree\nfour\nfive\n")),
		"license-checksum LIC_FILES_CHKSUM `" + Sum([]byte("one\n2\nthree\nfour\nfive\n")) + "`: COPYING has the checksum " + Sum([]byte(copying)) + ", not " + Sum([]byte("one\n2\nthree\nfour\nfive\n")) + "; that is of the common licence BSD-3-Clause\n" +
			"diff BSD-3-Clause COPYING\n--- BSD-3-Clause\n+++ COPYING\n@@ -1,5 +1,5 @@\none\n-2\n+two\nthree\nfour\nfive\n" +
			"fix: the licence was looked at again: md5=" + Sum([]byte(copying)) + ": file://COPYING;md5=" + Sum([]byte(copying)) + " (the new text has to be read: does LICENSE still hold?)"},
	{"the core layer's", "LIC_FILES_CHKSUM = file:///core/LICENSE;md5=" + Sum([]byte("core\n")),
		"license-corebase LIC_FILES_CHKSUM `file:///core/LICENSE;md5=" + Sum([]byte("core\n")) + "`: COREBASE/LICENSE is not the text of a licence; for MIT it is ${COMMON_LICENSE_DIR}/MIT"},
}

func TestChecksums(t *testing.T) {
	for _, c := range checksumCases {
		m := newMetadata("PACKAGES = \n" + c.recipe)
		view := unpacked()
		problems, unchecked := (&Checker{View: view, Archives: &Archives{}}).Check(context.Background(), m.recipe())
		got := show(m, problems)
		for _, u := range unchecked {
			got = append(got, "unchecked "+u.Path+": "+u.Reason)
		}
		expect(t, c.name, got, c.want)
	}
}

func TestShorten(t *testing.T) {
	long := strings.Repeat("x\n", 30)
	if got := shorten(long); strings.Count(got, "\n") != 21 || !strings.Contains(got, "x\n...\nx") {
		t.Errorf("%q", got)
	}
	if got := shorten("x\ny\n"); got != "x\ny\n" {
		t.Errorf("%q", got)
	}
}

// FuzzChecksums checks that no value stops the judgement, and that places and fixes lie in it.
func FuzzChecksums(f *testing.F) {
	for _, c := range checksumCases {
		f.Add(strings.TrimPrefix(c.recipe, "LIC_FILES_CHKSUM = "))
	}
	view := unpacked()
	f.Fuzz(func(t *testing.T, value string) {
		m := newMetadata("LICENSE = MIT")
		m.Vars["LIC_FILES_CHKSUM"] = value
		problems, unchecked := (&Checker{View: view, Archives: &Archives{}}).Check(context.Background(), m.recipe())
		show(m, problems)
		for _, u := range unchecked {
			_ = value[u.Span.Start:u.Span.End]
		}
	})
}

// writeFiles writes files below a new folder.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(path.Dir(root+"/"+name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(root+"/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return fsys.Clean(root)
}
