package python

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

const recordFile = "testdata/cpython.json"

// record is what a CPython said of the texts, so that the tests need none.
type record struct {
	Version [3]int  `json:"version"`
	Texts   []entry `json:"texts"`
}

type entry struct {
	Mode string `json:"mode"`
	Text string `json:"text"`
	answer
}

func loadRecord(t testing.TB) record {
	t.Helper()
	data, err := os.ReadFile(recordFile)
	if err != nil {
		t.Fatal(err)
	}
	var r record
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// texts calls visit with each text of the corpus and its mode.
func texts(visit func(mode, text string)) {
	for _, s := range expressionTexts {
		visit("eval", s)
	}
	for _, s := range moduleTexts {
		visit("exec", s)
	}
}

// TestRecorded compares what this package makes of the corpus with what CPython made of it. With UPDATE=1 and a CPython
// 3.11 at hand it records that anew.
func TestRecorded(t *testing.T) {
	if os.Getenv("UPDATE") != "" {
		update(t)
	}
	recorded := map[[2]string]answer{}
	for _, e := range loadRecord(t).Texts {
		recorded[[2]string{e.Mode, e.Text}] = e.answer
	}
	texts(func(mode, text string) {
		want, ok := recorded[[2]string{mode, text}]
		if !ok {
			t.Errorf("%s %q is not recorded: run UPDATE=1 go test", mode, text)
			return
		}
		compare(t, mode, text, want)
	})
}

func compare(t *testing.T, mode, text string, want answer) {
	t.Helper()
	got := ours(mode, text)
	if got.Parse != want.Parse || got.Compile != want.Compile {
		t.Errorf("%s %q\n got %s | %s\nwant %s | %s", mode, text, got.Parse, got.Compile, want.Parse, want.Compile)
		return
	}
	if got.Tree != want.Tree {
		t.Errorf("%s %q%s", mode, text, difference(got.Tree, want.Tree))
	} else if want.Tree != "" {
		node, _ := parse(mode, text)
		if got, want := Dump(text, node, false), withoutPositions(want.Tree); got != want {
			t.Errorf("%s %q%s", mode, text, difference(got, want))
		}
	}
	if got.Walk != want.Walk {
		t.Errorf("%s %q: walk%s", mode, text, difference(got.Walk, want.Walk))
	}
}

// withoutPositions returns a tree's dump without the nodes' positions.
func withoutPositions(dump string) string {
	return positions.ReplaceAllStringFunc(dump, func(s string) string {
		if s[0] == '(' {
			return "("
		}
		return ""
	})
}

var positions = regexp.MustCompile(`(\(|, )lineno=\d+, col_offset=\d+, end_lineno=\d+, end_col_offset=\d+`)

// askAll asks an oracle for all of an answer.
func askAll(t testing.TB, o *oracle, mode, text string) answer {
	a := o.ask(t, "error", mode, text)
	if a.Refused != "" {
		t.Fatalf("%s %q: %s", mode, text, a.Refused)
	}
	if a.Parse == "" {
		tree := o.ask(t, "tree", mode, text)
		a.Tree, a.Walk = tree.Tree, tree.Walk
	}
	return a
}

// TestLive compares with the CPython 3.11 at hand, and the record with it.
func TestLive(t *testing.T) {
	reference.NeedPython311(t)
	o := startOracle(t)
	r := loadRecord(t)
	recorded := map[[2]string]answer{}
	for _, e := range r.Texts {
		recorded[[2]string{e.Mode, e.Text}] = e.answer
	}
	texts(func(mode, text string) {
		want := askAll(t, o, mode, text)
		if o.version != r.Version { // another micro release has other messages
			if want.Parse != "" {
				return
			}
			want.Compile = recorded[[2]string{mode, text}].Compile
		} else if want != recorded[[2]string{mode, text}] {
			t.Errorf("%s %q: the record is out of date: run UPDATE=1 go test", mode, text)
		}
		compare(t, mode, text, want)
	})
}

func update(t *testing.T) {
	o := startOracle(t)
	if o == nil {
		t.Fatal("UPDATE=1 needs CPython 3.11")
	}
	r := record{Version: o.version}
	texts(func(mode, text string) {
		r.Texts = append(r.Texts, entry{mode, text, askAll(t, o, mode, text)})
	})
	// A text a line, so that a change shows as a difference of lines.
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"version\":[%d,%d,%d],\"texts\":[", r.Version[0], r.Version[1], r.Version[2])
	for i, e := range r.Texts {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteString("\n]}\n")
	if err := os.WriteFile(recordFile, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
