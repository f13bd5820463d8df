package diag

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
)

var testCode = Register("test-code", Warning, "do something else.")

func TestText(t *testing.T) {
	f := source.NewFile("dir/a.bb", "A = \"1\"\n\tBé = 'x\n")
	d := New(testCode, f, source.Span{Start: 9, End: 12}, "name %q is odd", "Bé")
	d.Relate(Place{f, source.Span{Start: 0, End: 1}}, "set here")
	d.Detail = "one\ntwo"
	d.Fixes = []Fix{{"rename it", []Edit{{Place{f, d.Span}, "B"}}}}
	var b strings.Builder
	if err := (&Text{W: &b}).Write(d); err != nil {
		t.Fatal(err)
	}
	want := `dir/a.bb:2:2: warning: name "Bé" is odd [test-code]
    2 |  Bé = 'x
      |  ^^
  dir/a.bb:1:1: set here
  one
  two
  help: do something else.
  fix: rename it
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if got := Apply(f, d.Fixes[0].Edits); got != "A = \"1\"\n\tB = 'x\n" {
		t.Errorf("fixed text %q", got)
	}
}

func TestSort(t *testing.T) {
	f, g := source.NewFile("a", "xyz"), source.NewFile("b", "xyz")
	list := []*Diagnostic{New(testCode, g, source.At(0), "3"), New(testCode, f, source.At(1), "2"), New(testCode, f, source.At(0), "1")}
	Sort(list)
	for i, d := range list {
		if want := string(rune('1' + i)); d.Message != want {
			t.Errorf("%d: %s", i, d.Message)
		}
	}
}
