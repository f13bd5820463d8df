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
