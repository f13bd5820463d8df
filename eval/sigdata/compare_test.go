package sigdata_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/sigdata"
)

type side map[string]*sigdata.Data

func (s side) Load(hash string) (*sigdata.Data, error) { return s[hash], nil }

// task makes a description with a hash.
func (s side) task(hash, text string, deps ...string) *sigdata.Data {
	d := &sigdata.Data{Task: "do_x", VarVals: map[string]any{"do_x": text}, RunTaskHashes: map[string]string{}}
	for _, x := range deps {
		name, hash, _ := strings.Cut(x, "=")
		d.RunTaskDeps = append(d.RunTaskDeps, name)
		d.RunTaskHashes[name] = hash
	}
	s[hash] = d
	return d
}

func TestCompare(t *testing.T) {
	before, after := side{}, side{}
	before.task("0", "same")
	after.task("0", "same")
	before.task("1", "old")
	after.task("2", "new")
	before.task("3", "middle", "deep:do_x=1", "even:do_x=0")
	after.task("4", "middle", "deep:do_x=2", "even:do_x=0")
	a := before.task("5", "top", "middle:do_x=3", "deep:do_x=1", "gone:do_x=9")
	b := after.task("6", "top", "middle:do_x=4", "deep:do_x=2", "unknown:do_x=8")
	a.VarVals["A"], b.VarVals["A"] = "1", "2"
	a.VarVals["B"], b.VarVals["B"] = nil, ""
	b.VarVals["AA"] = "came"
	list, err := sigdata.Compare("top:do_x", a, b, before, after)
	if err != nil {
		t.Fatal(err)
	}
	text := func(s *string) string {
		if s == nil {
			return "none"
		}
		return *s
	}
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprint(d.Kind, " ", d.Name, " ", text(d.Before), " ", text(d.After), " ", d.Tasks))
	}
	want := []string{
		"variable do_x old new [deep:do_x]",
		"variable A 1 2 [top:do_x]",
		"variable B none  [top:do_x]",
		"variable AA none came [top:do_x]",
		"task gone:do_x 9 none [top:do_x]",
		"task unknown:do_x none 8 [top:do_x]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list, err := sigdata.Compare("top:do_x", a, a, before, before); err != nil || len(list) > 0 {
		t.Errorf("a task differs from itself: %v %v", list, err)
	}
}
