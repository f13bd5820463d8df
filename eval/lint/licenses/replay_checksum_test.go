package licenses

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/knead-build/knead/eval/fsys"
)

// TestReplayChecksums compares what OE-Core's populate_lic_qa_checksum says of unpacked files with what is read out of an
// archive of them: whole files and lines, right and wrong checksums, files that are missing.
func TestReplayChecksums(t *testing.T) {
	eachRelease(t, func(t *testing.T, o *oe, _ string) {
		r := rand.New(rand.NewPCG(3, 4))
		same, items := 0, 0
		for i := range 100 {
			files := filesByChance(r)
			s := fsys.Clean(t.TempDir())
			archive := archiveOf(t, i, files)
			for name, text := range files {
				if err := os.MkdirAll(path.Dir(s+"/a-1/"+name), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(s+"/a-1/"+name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			m := newMetadata("LICENSE = MIT\nSRC_URI = x")
			m.Vars["S"] = s + "/a-1"
			m.Vars["LIC_FILES_CHKSUM"] = sumsByChance(r, files)
			var answer recipeAnswer
			o.ask(recipeCase{"checksum", m}, &answer)
			recipe := m.recipe()
			recipe.SourceDir = "/w/a-1"
			recipe.Sources = []Source{{URL: "u", Paths: []string{archive}, Into: "/w"}}
			c := &Checker{View: fsys.NewView(fsys.NewDisk(), "/"), Archives: &Archives{}}
			problems, unchecked := c.Check(context.Background(), recipe)
			if len(unchecked) > 0 {
				t.Fatalf("%v", unchecked)
			}
			got, want := found(m, problems), complained(t, answer)
			for _, url := range strings.Fields(m.Vars["LIC_FILES_CHKSUM"]) {
				items++
				name, _, _ := strings.Cut(strings.TrimPrefix(url, "file://"), ";")
				if w := want["gone "+name]; w != "" { // it does not say which item
					want[url] = w
				}
				if got[url] == want[url] {
					same++
				} else {
					t.Errorf("%s of %s: %q, want %q", url, archive, got[url], want[url])
				}
			}
		}
		t.Logf("%d of %d items are judged alike", same, items)
	})
}

// filesByChance makes files with all sorts of line ends.
func filesByChance(r *rand.Rand) map[string]string {
	lines := []string{"one\n", "two\n", "three\r\n", "\n", "four\r", "\xff\xfe\n", "\x00\n", "\f\n", "\u2028\n", strings.Repeat("long ", 2000) + "\n"}
	out := map[string]string{}
	for _, name := range []string{"COPYING", "LICENSE.txt", "doc/LICENSE", "doc/deep/er/NOTICE"} {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(lines[r.IntN(len(lines))])
		}
		if r.IntN(2) == 0 {
			b.WriteString("no newline")
		}
		out[name] = b.String()
	}
	return out
}

// sumsByChance makes a value of LIC_FILES_CHKSUM.
func sumsByChance(r *rand.Rand, files map[string]string) string {
	names := append(slices.Sorted(maps.Keys(files)), "missing", "doc/missing", "doc")
	var urls []string
	for range 8 {
		name := names[r.IntN(len(names))]
		begin, end := r.IntN(6), r.IntN(10)
		if r.IntN(3) == 0 {
			begin, end = 0, 0
		}
		if end > 0 && end < begin {
			end = begin
		}
		sum := Sum(Lines([]byte(files[name]), begin, end)) // right, if Lines is
		if r.IntN(3) == 0 {
			sum = fmt.Sprintf("%032x", r.Uint64())
		}
		url := "file://" + name
		if r.IntN(8) > 0 {
			url += ";md5=" + sum
		}
		if begin > 0 {
			url += fmt.Sprint(";beginline=", begin)
		}
		if end > 0 {
			url += fmt.Sprint(";endline=", end)
		}
		urls = append(urls, url)
	}
	slices.Sort(urls)
	return strings.Join(slices.Compact(urls), " ")
}

// archiveOf packs files below a-1, in one way after the other.
func archiveOf(t *testing.T, i int, files map[string]string) string {
	t.Helper()
	list := []packed{{"a-1/", ""}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		list = append(list, packed{"a-1/" + name, files[name]})
	}
	var name string
	var data []byte
	switch i % 4 {
	case 0:
		name, data = "a.tar", makeTar(t, list)
	case 1:
		name, data = "a.tar.gz", compress(t, makeTar(t, list), func(w io.Writer) (*gzip.Writer, error) { return gzip.NewWriter(w), nil })
	case 2:
		name, data = "a.tar.zst", compress(t, makeTar(t, list), func(w io.Writer) (*zstd.Encoder, error) { return zstd.NewWriter(w) })
	case 3:
		name, data = "a.zip", makeZip(t, list)
	}
	return writeFiles(t, map[string]string{name: string(bytes.Clone(data))}) + "/" + name
}

var (
	newSum  = regexp.MustCompile(`has the checksum (\S+), not`)
	noSum   = regexp.MustCompile(`it is md5=(\S+)`)
	oeWrong = regexp.MustCompile(`does not match for (\S+)\n.*: The new md5 checksum is (\S+)`)
	oeNone  = regexp.MustCompile(`is not specified for (\S+)\n.*: The md5 checksum is (\S+)`)
	oeGone  = regexp.MustCompile(`points to an invalid file: \S+/a-1/(\S+)`)
)

// found returns what our problems say, by item.
func found(m metadata, problems []Problem) map[string]string {
	out := map[string]string{}
	value := m.Vars["LIC_FILES_CHKSUM"]
	for _, p := range problems {
		start := strings.LastIndexByte(value[:p.Span.Start], ' ') + 1
		url, _, _ := strings.Cut(value[start:], " ")
		switch {
		case newSum.MatchString(p.Message):
			out[url] = "wrong, it is " + newSum.FindStringSubmatch(p.Message)[1]
		case noSum.MatchString(p.Message):
			out[url] = "none, it is " + noSum.FindStringSubmatch(p.Message)[1]
		case strings.HasPrefix(p.Message, "there is no file "):
			out[url] = "no file"
		default:
			out[url] = p.Message
		}
	}
	return out
}

// complained returns the same of OE-Core's complaints.
func complained(t *testing.T, answer recipeAnswer) map[string]string {
	out := map[string]string{}
	for _, c := range answer.Complaints {
		if m := oeWrong.FindStringSubmatch(c[1]); m != nil {
			out[m[1]] = "wrong, it is " + m[2]
		} else if m := oeNone.FindStringSubmatch(c[1]); m != nil {
			out[m[1]] = "none, it is " + m[2]
		} else if m := oeGone.FindStringSubmatch(c[1]); m != nil {
			out["gone "+m[1]] = "no file"
		} else {
			t.Errorf("a complaint that is not known: %q", c)
		}
	}
	return out
}
