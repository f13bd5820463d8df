package licenses

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
)

// packed is something in an archive: a file, or a link with "-> TARGET", "=> TARGET" for a hard one, as its text.
type packed struct{ name, text string }

var packedFiles = []packed{
	{"./a-1/", ""}, {"./a-1/COPYING", copying}, {"a-1/doc/LICENSE", "text"}, {"a-1/LINK", "-> doc/LICENSE"}, {"a-1/BEFORE", "-> AFTER"},
	{"a-1/AFTER", "after"}, {"a-1/dir", "-> doc"}, {"a-1/HARD", "=> a-1/COPYING"}, {"a-1/LOOP", "-> LOOP"}, {"a-1/OUT", "-> ../../etc/passwd"},
	{"a-1/ROOT", "-> /etc/passwd"}, {"../../up", "no"}, {"a-1/EMPTY", ""},
}

func makeTar(t *testing.T, list []packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, p := range list {
		h := &tar.Header{Name: p.name, Mode: 0o644, Size: int64(len(p.text)), Typeflag: tar.TypeReg}
		if target, ok := strings.CutPrefix(p.text, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, target, 0
		} else if target, ok := strings.CutPrefix(p.text, "=> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeLink, target, 0
		} else if strings.HasSuffix(p.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := io.WriteString(w, p.text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func makeZip(t *testing.T, list []packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range list {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if target, ok := strings.CutPrefix(p.text, "-> "); ok {
			h.SetMode(fs.ModeSymlink | 0o777)
			p.text = target
		} else if strings.HasPrefix(p.text, "=> ") || strings.HasSuffix(p.name, "/") {
			continue // zip has no hard links
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compress compresses with what a function makes.
func compress[W io.WriteCloser](t *testing.T, data []byte, make func(io.Writer) (W, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := make(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A tar archive of a-1/COPYING with the lines one, two, three, compressed in ways that are only read here.
const (
	xzTar    = `/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4Cf/AG1dADCLQiMRCfDIY4f4mfUJY9S4Z1WvYRpLLX4IVwzWsZnS9QI4L2iSCG/Ng+xaKEkwjMEvY4VwNvI7i70jiT14kcIF+j/DjunKhvRah4FIscJSQ/YBTNZeMcKwFMI5A0Lr/QUlmmd0ZUAg2PowAAAAAAAAzDd48rU0w90AAYkBgFAAAPYgb0axxGf7AgAAAAAEWVo=`
	bzip2Tar = `QlpoOTFBWSZTWW7FE40AAHP/gMqQBABAAu+ACKHCIGJBnoAICCAAVEKaA9QyAeozSDR6gkpA0ANAAAH1kw8hA2BCEUc1RjppGoEMDblj5va6IUDBAjBBmmex4OyuIjfGEErjNGR+JO/5U9VZApOERAPxdyRThQkG7FE40A==`
)

// archives are one archive in each way that is looked into.
func archives(t *testing.T) map[string][]byte {
	plain := makeTar(t, packedFiles)
	decode := func(text string) []byte {
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	out := map[string][]byte{
		"a.tar":     plain,
		"a.tar.gz":  compress(t, plain, func(w io.Writer) (*gzip.Writer, error) { return gzip.NewWriter(w), nil }),
		"a.tar.zst": compress(t, plain, func(w io.Writer) (*zstd.Encoder, error) { return zstd.NewWriter(w) }),
		"a.zip":     makeZip(t, packedFiles),
		"b.tar.bz2": decode(bzip2Tar),
		"b.tar.xz":  decode(xzTar),
	}
	for to, from := range map[string]string{"a.tgz": "a.tar.gz", "b.txz": "b.tar.xz", "a.tzst": "a.tar.zst", "a.jar": "a.zip", "b.tbz": "b.tar.bz2", "b.tbz2": "b.tar.bz2"} {
		out[to] = out[from]
	}
	return out
}

func TestArchives(t *testing.T) {
	for name, data := range archives(t) {
		at := writeFiles(t, map[string]string{name: string(data)}) + "/" + name
		r := &Recipe{SourceDir: "/w/a-1", Sources: []Source{{URL: "https://x/" + name, Paths: []string{"/nosuch/" + name, at}, Into: "/w"}}}
		want := map[string]string{"COPYING": copying, "./COPYING": copying, "doc/LICENSE": "text", "LINK": "text", "BEFORE": "after", "dir/LICENSE": "text",
			"HARD": copying, "LOOP": "-", "OUT": "-", "ROOT": "-", "../up": "no", "EMPTY": "", "/w/a-1/COPYING": copying, "doc": "-", "nosuch": "-"}
		if name[0] == 'b' {
			want = map[string]string{"COPYING": "one\ntwo\nthree\n", "nosuch": "-"}
		}
		if strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".jar") {
			delete(want, "HARD")
		}
		var paths []string
		for p := range want {
			paths = append(paths, p)
		}
		c := &Checker{View: fsys.NewView(fsys.NewDisk(), "/"), Archives: &Archives{}}
		for range 2 { // the second time nothing is read
			got := c.locate(context.Background(), r, paths)
			for p, text := range want {
				l := got[p]
				switch {
				case l.unknown != "":
					t.Errorf("%s: %s: %s", name, p, l.unknown)
				case text == "-" && l.err == nil || text != "-" && (l.err != nil || string(l.text) != text || l.where != "https://x/"+name):
					t.Errorf("%s: %s: %q of %s, %v", name, p, l.text, l.where, l.err)
				}
			}
			if err := os.Remove(at); err == nil {
				if err := os.WriteFile(at, nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// what returns what is found of a path, in a line.
func what(l *located) string {
	switch {
	case l.unknown != "":
		return "unknown: " + l.unknown
	case l.err != nil:
		return "none: " + l.err.Error() + diag.Meant(l.like)
	}
	return "of " + l.where + ": " + string(l.text)
}

func TestSources(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"a.tar": string(makeTar(t, []packed{{"top/a/COPYING", "in the archive"}, {"top/a/LICENSE.md", ""}})), "bad.tar.gz": "no archive",
		"cut.tar": string(makeTar(t, packedFiles)[:600]), "a.rpm": "", "files/COPYING": "local", "files/sub/NOTICE": "below", "COPYING.zst": string(
			compress(t, []byte("single"), func(w io.Writer) (*zstd.Encoder, error) { return zstd.NewWriter(w) })),
		"gone.patch": "--- a/x/GONE\n+++ b/x/GONE\t2026\n", "w/a/UNPACKED": "unpacked", "large.tar": string(makeTar(t, []packed{{"a/BIG", strings.Repeat("x", maxText+1)}})),
	})
	at := func(name string) []string { return []string{dir + "/" + name} }
	for _, c := range []struct {
		name    string
		s       string // S
		path    string
		sources []Source
		want    string
	}{
		{"stripped", "/w/a", "COPYING", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w", Strip: 1}}, "of u: in the archive"},
		{"not in the archive", "/w/top/a", "LICENSE", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w"}},
			"none: there is no file LICENSE in u; is it LICENSE.md?"},
		{"in a subdirectory", "/w/sub/top/a", "COPYING", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w/sub"}}, "of u: in the archive"},
		{"elsewhere", "/other", "COPYING", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w"}},
			"unknown: the sources are not unpacked, and nothing in SRC_URI makes /other/COPYING"},
		{"the last counts", "/w/top/a", "COPYING", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w"}, {URL: "v", Paths: at("files/COPYING"), Into: "/w/top/a"}},
			"of v: local"},
		{"not downloaded", "/w/a", "COPYING", []Source{{URL: "u", Paths: []string{"/nosuch/a.tar"}, Into: "/w"}}, "unknown: u is not downloaded"},
		{"not known where", "/w/a", "COPYING", []Source{{URL: "u", Into: "/w", Revision: "1"}}, "unknown: u is not downloaded"},
		{"no archive", "/w/a", "COPYING", []Source{{URL: "u", Paths: at("bad.tar.gz"), Into: "/w"}}, "unknown: u: gzip: invalid header"},
		{"half an archive", "/w/a-1", "COPYING", []Source{{URL: "u", Paths: at("cut.tar"), Into: "/w"}}, "unknown: u: unexpected EOF"},
		{"another kind", "/w/a", "COPYING", []Source{{URL: "u", Paths: at("a.rpm"), Into: "/w"}}, "unknown: u: archives of this kind are not looked into"},
		{"a file", "/w", "COPYING", []Source{{URL: "u", Paths: at("files/COPYING"), Into: "/w"}}, "of u: local"},
		{"a file by another name", "/w", "LICENSE", []Source{{URL: "u", Paths: at("files/COPYING"), Into: "/w", Name: "LICENSE"}}, "of u: local"},
		{"another file", "/w", "LICENSE", []Source{{URL: "u", Paths: at("files/COPYING"), Into: "/w"}},
			"unknown: the sources are not unpacked, and nothing in SRC_URI makes /w/LICENSE"},
		{"a directory", "/w/files", "sub/NOTICE", []Source{{URL: "u", Paths: at("files"), Into: "/w"}}, "of u: below"},
		{"not in a directory", "/w/files", "NOTICE", []Source{{URL: "u", Paths: at("files"), Into: "/w"}}, "none: there is no file NOTICE in u"},
		{"copied", "/w", "a.tar", []Source{{URL: "u", Paths: at("a.tar"), Into: "/w", Copied: true}}, "of u: " + string(makeTar(t, []packed{{"top/a/COPYING", "in the archive"}, {"top/a/LICENSE.md", ""}}))},
		{"one compressed file", "/w", "COPYING", []Source{{URL: "u", Paths: at("COPYING.zst"), Into: "/w"}}, "of u: single"},
		{"unpacked", dir + "/w/a", "UNPACKED", nil, "of " + dir + "/w/a/UNPACKED: unpacked"},
		{"not in what is unpacked", dir + "/w/a", "COPYING", []Source{{URL: "u", Paths: at("files/COPYING"), Into: dir + "/w/a"}},
			"none: there is no file " + dir + "/w/a/COPYING"},
		{"too large", "/w/a", "BIG", []Source{{URL: "u", Paths: at("large.tar"), Into: "/w"}}, "unknown: u: a/BIG is larger than 16 MiB"},
		{"a directory is no file", dir + "/w", "a", nil, "none: there is no file " + dir + "/w/a"},
	} {
		checker := &Checker{View: fsys.NewView(fsys.NewDisk(), "/"), Archives: &Archives{}}
		got := checker.locate(context.Background(), &Recipe{SourceDir: c.s, Sources: c.sources}, []string{c.path})
		if s := what(got[c.path]); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
	// What a patch changes cannot be told.
	checker := &Checker{View: fsys.NewView(fsys.NewDisk(), "/"), Archives: &Archives{}}
	r := &Recipe{SourceDir: "/w/top/a", Checksums: "file://GONE;md5=0123456789abcdef0123456789abcdef", Decode: decode,
		Sources: []Source{{URL: "u", Paths: at("a.tar"), Into: "/w"}, {URL: "file://gone.patch", Paths: at("gone.patch"), Into: "/w"}}}
	problems, unchecked := checker.Check(context.Background(), r)
	if len(problems) != 0 || len(unchecked) != 1 || unchecked[0].Reason != "file://gone.patch changes it" {
		t.Errorf("%v %v", problems, unchecked)
	}
	// Being told to stop is no answer that is kept.
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	src := []Source{{URL: "u", Paths: at("a.tar"), Into: "/w"}}
	first := checker.locate(ctx, &Recipe{SourceDir: "/w/top/a", Sources: src}, []string{"COPYING"})
	second := checker.locate(context.Background(), &Recipe{SourceDir: "/w/top/a", Sources: src}, []string{"COPYING"})
	if a, b := what(first["COPYING"]), what(second["COPYING"]); !strings.HasPrefix(a, "unknown: u: context canceled") || b != "of u: in the archive" {
		t.Errorf("%s; %s", a, b)
	}
}

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{"a.tar.gz": ".tar.gz", "a.gz": ".gz", "a.tgz": ".tgz", "a.patch": "", "a.tar.lz": ".tar.lz", "a.patch.gz": ".gz"} {
		got := ""
		if f := formatOf(name); f != nil {
			got = f.end
		}
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
