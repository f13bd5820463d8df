package bitbake

import (
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/testscripts/reference"
)

func parseText(name, text string, d Dialect) *File {
	kind, _ := KindOf(name)
	return Parse(source.NewFile(name, text), kind, Options{Dialect: d, BaseConf: strings.HasSuffix(name, ".base.conf")})
}

// checkTree fails where the statements do not tile the text or a piece stands elsewhere than it says.
func checkTree(t *testing.T, f *File) {
	t.Helper()
	at := source.Pos(0)
	for _, s := range f.Stmts {
		if s.Span().Start != at {
			t.Fatalf("%T begins at %d, the one before ends at %d\n%q", s, s.Span().Start, at, f.Source.Text())
		}
		at = s.Span().End
	}
	if at != f.Source.Len() {
		t.Fatalf("the statements end at %d of %d\n%q", at, f.Source.Len(), f.Source.Text())
	}
	if f.Print() != f.Source.Text() {
		t.Fatalf("printed %q, want %q", f.Print(), f.Source.Text())
	}
	for _, s := range f.Stmts {
		v := reflect.ValueOf(s).Elem()
		for i := range v.NumField() {
			text, ok := v.Field(i).Interface().(Text)
			if !ok {
				continue
			}
			for j := range len(text.Value) {
				p := text.Pos(j)
				if c := f.Source.Text()[min(p, f.Source.Len()-1)]; c != text.Value[j] && text.Value[j] != '\n' {
					t.Fatalf("%T.%s: byte %d %q comes from %d, which is %q\n%q", s, v.Type().Field(i).Name, j, text.Value[j], p, c, f.Source.Text())
				}
			}
			if text.Span.End > f.Source.Len() || text.Span.Start > text.Span.End {
				t.Fatalf("%T.%s: span %v", s, v.Type().Field(i).Name, text.Span)
			}
		}
	}
	for _, d := range f.Diags {
		if d.Span.End > f.Source.Len() || d.Span.Start > d.Span.End {
			t.Fatalf("%s: span %v", d, d.Span)
		}
	}
}

// TestCases reads testdata/*.txt: texts after "=== name.bb [before 2.18|...]", and behind each the statements or the
// diagnostics that it gives.
func TestSyntax(t *testing.T) {
	for _, c := range readCases(t) {
		f := parseText(c.file, c.text, c.dialect)
		checkTree(t, f)
		if got := describe(f); got != c.want {
			t.Errorf("%s: %s\n%s\n--- got\n%s--- want\n%s", c.where, c.file, c.text, got, c.want)
		}
	}
}

// TestReplay holds the statements, and which texts are refused, against real BitBakes where KNEAD_BITBAKE names a folder
// with checkouts of them: for all cases, and for texts made from them by chance.
func TestReplay(t *testing.T) {
	reference.Need(t)
	var texts [][2]string
	for _, c := range readCases(t) {
		ext := c.file[strings.IndexByte(c.file, '.'):]
		texts = append(texts, [2]string{ext, c.text})
	}
	rng := rand.New(rand.NewSource(reference.Seed(t)))
	for n, count := len(texts), reference.Count(t, 20000); len(texts) < count; {
		c := texts[rng.Intn(n)]
		texts = append(texts, [2]string{c[0], mutate(rng, c[1], texts[rng.Intn(n)][1])})
	}
	for _, r := range reference.Releases {
		var results []struct {
			Stmts []any
			Error string
		}
		reference.Program{Args: []string{"testdata/replay.py", r.Dir()}, Input: texts}.Answer(t, &results)
		bad := 0
		for i, c := range texts {
			f := parseText("x"+c[0], c[1], DialectOf(r.Major, r.Minor))
			checkTree(t, f)
			if strings.Contains(c[1], "addpylib   ") { // BitBake takes the second of three blanks for a directory
				continue
			}
			want := results[i]
			switch {
			case want.Error != "" && !f.Failed():
				t.Errorf("%s: %s\n%q\naccepted, BitBake says %s", r.Folder, c[0], c[1], want.Error)
			case want.Error == "" && f.Failed():
				t.Errorf("%s: %s\n%q\nrefused, BitBake accepts:\n%v\n%v", r.Folder, c[0], c[1], f.Diags, want.Stmts)
			case want.Error == "" && !reflect.DeepEqual(statements(f), want.Stmts):
				t.Errorf("%s: %s\n%q\ngot  %q\nwant %q", r.Folder, c[0], c[1], statements(f), want.Stmts)
			default:
				continue
			}
			if bad++; bad > 10 {
				break
			}
		}
		t.Logf("%s: %d texts", r.Folder, len(texts))
	}
}

// mutate makes another text of one: characters removed, doubled, exchanged, lines moved or taken from another.
func mutate(rng *rand.Rand, text, other string) string {
	pieces := []string{"\\\n", "\n", "#", "\"", "'", "=", "+", ".", ":", "?", " ", "\t", "[", "]", "{", "}", "()", "${", "python ", "fakeroot ",
		"def ", "export ", "unset ", "before ", " after ", " before ", "addtask ", "\r\n", "\r", "é", "\u00a0", "\\", ":append", "inherit ", "}\n", "\n\n", "@", "/"}
	for range 1 + rng.Intn(3) {
		i := rng.Intn(len(text) + 1)
		switch rng.Intn(5) {
		case 0:
			text = text[:i] + pieces[rng.Intn(len(pieces))] + text[i:]
		case 1:
			j := min(i+1+rng.Intn(3), len(text))
			text = text[:i] + text[j:]
		case 2:
			j := min(i+1+rng.Intn(20), len(text))
			text = text[:j] + text[i:]
		case 3:
			lines := strings.SplitAfter(other, "\n")
			k := strings.LastIndexByte(text[:i], '\n') + 1
			text = text[:k] + lines[rng.Intn(len(lines))] + text[k:]
		case 4:
			j := min(i+1, len(text))
			text = text[:i] + pieces[rng.Intn(len(pieces))] + text[j:]
		}
	}
	return strings.ToValidUTF8(text, "")
}

func FuzzParse(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.text, byte(0))
		f.Add(c.text, byte(4))
	}
	f.Fuzz(func(t *testing.T, text string, kind byte) {
		for _, d := range []Dialect{{}, DialectOf(2, 8), DialectOf(2, 0)} {
			checkTree(t, Parse(source.NewFile("x", text), Kind(kind%5), Options{Dialect: d, BaseConf: kind > 100}))
		}
	})
}
