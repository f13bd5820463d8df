package cli

import (
	"testing"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/sigdata"
)

func TestGraphSideLoad(t *testing.T) {
	s := newGraphSide(nil, nil, &graph.Graph{Recipes: make([]graph.Recipe, 1), Tasks: []graph.Task{{Hashes: graph.Hashes{Unified: "0"}}, {Hashes: graph.Hashes{Unified: "1"}}}})
	s.data[0], s.data[1] = &sigdata.Data{Task: "do_first"}, &sigdata.Data{Task: "do_second"}
	if d, err := s.Load("1"); err != nil || d != s.data[1] {
		t.Errorf("hash 1 is %+v, %v", d, err)
	}
	if d, err := s.Load("2"); err != nil || d != nil {
		t.Errorf("an unknown hash is %+v, %v", d, err)
	}
}

// Two versions of a recipe have the same short ids: what is known of one must not be taken for the other.
func TestGraphSideBase(t *testing.T) {
	task := func(recipe int, name, base string) graph.Task {
		return graph.Task{Recipe: recipe, Name: name, Hashes: graph.Hashes{Base: base}}
	}
	s := newGraphSide(nil, nil, &graph.Graph{
		Recipes: []graph.Recipe{{Name: "/a_1.bb", PN: "a"}, {Name: "/a_2.bb", PN: "a"}},
		Tasks:   []graph.Task{task(0, "do_x", "1"), task(0, "do_y", "3"), task(1, "do_x", "2"), task(1, "do_y", "3")},
	})
	for name, want := range map[string]string{"a:do_x": "", "a:do_y": "3", "b:do_x": ""} {
		if got := s.base(name); got != want {
			t.Errorf("the base hash of %s is %q, not %q", name, got, want)
		}
	}
}
