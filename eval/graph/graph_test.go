package graph_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/graph"
)

// example is a graph of two recipes: a waits for b over DEPENDS, and for b's packages by recursion.
func example() *graph.Graph {
	return &graph.Graph{
		Release: "2.18.0", Targets: []int{0},
		Recipes: []graph.Recipe{
			{Name: "/l/a_1.bb", File: "/l/a_1.bb", PN: "a", PV: "1", PR: "r0", Layer: "l", Provides: []string{"a"}, Classes: []string{"base"}},
			{Name: "virtual:native:/l/b_2.bb", File: "/l/b_2.bb", Variant: "native", PN: "b-native", PE: "3", PV: "2", PR: "r1", Provides: []string{"b-native", "virtual/<b>"}},
		},
		Tasks: []graph.Task{
			{Recipe: 0, Name: "do_build", NoExec: true, Depends: []graph.Edge{{1, 0}, {2, 2}}},
			{Recipe: 0, Name: "do_compile", Depends: []graph.Edge{{2, 1}}, Setscene: true, Umask: "022"},
			{Recipe: 1, Name: "do_compile", Hashes: graph.Hashes{Base: "b1", Task: "b2", Unified: "b3"}},
		},
		Reasons: [][]graph.Reason{
			{{Kind: graph.Addtask}}, {{Kind: graph.DepTask, Item: "virtual/<b>", Variable: "DEPENDS"}}, {{Kind: graph.RecRDepTask}}, {{Kind: graph.Depends, Item: "unused"}},
		},
		Providers: map[string]map[string]string{"": {"virtual/<b>": "virtual:native:/l/b_2.bb"}},
	}
}

func write(t *testing.T, f func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFormats(t *testing.T) {
	g := example()
	for _, c := range []struct {
		name string
		f    func(io.Writer) error
		want string
	}{
		{"jsonl", g.WriteTasks, `{"depends": ["/l/a_1.bb:do_compile", "virtual:native:/l/b_2.bb:do_compile"], "hash": null, "tid": "/l/a_1.bb:do_build", "unihash": null}
{"depends": ["virtual:native:/l/b_2.bb:do_compile"], "hash": null, "tid": "/l/a_1.bb:do_compile", "unihash": null}
{"depends": [], "hash": "b2", "tid": "virtual:native:/l/b_2.bb:do_compile", "unihash": "b3"}
`},
		{"dot", g.WriteDot, `digraph depends {
"a.do_build" [label="a do_build\n:1-r0\n/l/a_1.bb"]
"a.do_build" -> "a.do_compile"
"a.do_build" -> "b-native.do_compile"
"a.do_compile" [label="a do_compile\n:1-r0\n/l/a_1.bb"]
"a.do_compile" -> "b-native.do_compile"
"b-native.do_compile" [label="b-native do_compile\n3:2-r1\nvirtual:native:/l/b_2.bb"]
}
`},
		{"reduced", g.Reduced().WriteDot, `digraph depends {
"a.do_build" [label="a do_build\n:1-r0\n/l/a_1.bb"]
"a.do_build" -> "a.do_compile"
"a.do_compile" [label="a do_compile\n:1-r0\n/l/a_1.bb"]
"a.do_compile" -> "b-native.do_compile"
"b-native.do_compile" [label="b-native do_compile\n3:2-r1\nvirtual:native:/l/b_2.bb"]
}
`},
		{"pn-buildlist", g.WriteBuildList, "a\nb-native\n"},
		{"mermaid", func(w io.Writer) error { return g.WriteMermaid(w, false) }, "flowchart LR\n  r0[\"a\"]\n  r1[\"b-native\"]\n  r0 --> r1\n"},
		{"mermaid of tasks", func(w io.Writer) error { return g.WriteMermaid(w, true) }, `flowchart LR
  subgraph r0["a"]
    t0["do_build"]
    t1["do_compile"]
  end
  subgraph r1["b-native"]
    t2["do_compile"]
  end
  t0 --> t1
  t1 --> t2
`},
	} {
		if got := write(t, c.f); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	g := example()
	text := write(t, g.WriteJSON)
	back, err := graph.ReadJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := example()
	want.Reasons = [][]graph.Reason{want.Reasons[0], want.Reasons[2], want.Reasons[1]} // in the order of their use
	want.Tasks[0].Depends[1].Why, want.Tasks[1].Depends[0].Why = 1, 2
	if !reflect.DeepEqual(back, want) {
		t.Errorf("got %+v\nwant %+v", back, want)
	}
	for _, c := range [][2]string{
		{`"version":1`, `"version":2`}, {`"depends":[1,2]`, `"depends":[1,3]`}, {`"why":[0,1]`, `"why":[0]`}, {`"why":[0,1]`, `"why":[0,9]`},
		{`"targets":[0]`, `"targets":[-1]`}, {`"recipe":1`, `"recipe":7`}, {`{`, `[`},
	} {
		bad := strings.Replace(text, c[0], c[1], 1)
		if bad == text {
			t.Errorf("%s is not in %s", c[0], text)
		}
		if _, err := graph.ReadJSON(strings.NewReader(bad)); err == nil {
			t.Errorf("%s was taken", c[1])
		}
	}
}

// TestDrawings checks that the drawing is XML, and that the page has the data and nothing from elsewhere.
func TestDrawings(t *testing.T) {
	g := example()
	svg := write(t, g.WriteSVG)
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	page := write(t, g.WriteHTML)
	_, data, _ := strings.Cut(page, `id="data">`)
	data, _, _ = strings.Cut(data, "</script>")
	if _, err := graph.ReadJSON(strings.NewReader(data)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"{{", "http://", "https://", "src="} {
		if rest := strings.ReplaceAll(page, `xmlns="http://www.w3.org/2000/svg"`, ""); strings.Contains(rest, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !json.Valid([]byte(data)) || strings.Contains(data, "<b>") {
		t.Error("the data could end the element that it is in")
	}
}

func TestSelect(t *testing.T) {
	g := example()
	if got := g.RecipesNamed("", "virtual/<b>"); !slices.Equal(got, []int{1}) {
		t.Error(got)
	}
	if got := g.RecipesNamed("x", "a"); got != nil {
		t.Error(got)
	}
	if got := g.Find("/l/a_1.bb:do_compile"); got != 1 {
		t.Error(got)
	}
	if got := g.Find("/l/a_1.bb:do_x"); got != -1 {
		t.Error(got)
	}
	if got := g.Via(0, 2); !slices.Equal(got, []int{0, 1, 2}) {
		t.Error(got)
	}
	if _, ok := g.Edge(0, 0); ok {
		t.Error("an edge that is not there")
	}
	if e, ok := g.Edge(1, 2); !ok || g.Why(e)[0].Describe("do_compile", "do_x") != "do_compile[deptask] asks for do_x of what DEPENDS names, and DEPENDS has virtual/<b>" {
		t.Error(ok, g.Why(e))
	}
	h := g.WithHashes(make([]graph.Hashes, 3))
	if h.Tasks[2].Base != "" || g.Tasks[2].Base != "b1" {
		t.Error("the graph changed")
	}
}

// random returns a graph of n nodes; loops says whether it may have loops.
func random(r *rand.Rand, n int, loops bool) graph.Digraph {
	d := make(graph.Digraph, n)
	for range n * 3 {
		i, k := r.IntN(n), r.IntN(n)
		if i == k || !loops && k > i || slices.Contains(d[i], k) {
			continue
		}
		d[i] = append(d[i], k)
	}
	for i := range d {
		slices.Sort(d[i])
	}
	return d
}

func closure(d graph.Digraph) []graph.Bits {
	out := make([]graph.Bits, len(d))
	for i := range d {
		from := graph.NewBits(len(d))
		from.Add(i)
		out[i] = d.Reach(from, -1)
	}
	return out
}

// TestReduce holds reductions of random graphs against their definition: the same is reached, and no edge can go.
func TestReduce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		d := random(r, 2+r.IntN(30), round%2 == 0)
		reduced := d.Reduce()
		if !reflect.DeepEqual(closure(d), closure(reduced)) {
			t.Fatalf("%v was reduced to %v", d, reduced)
		}
		if round%2 == 0 {
			continue
		}
		for i := range reduced {
			for k := range reduced[i] {
				less := slices.Clone(reduced)
				less[i] = slices.Delete(slices.Clone(reduced[i]), k, k+1)
				if reflect.DeepEqual(closure(d), closure(less)) {
					t.Fatalf("%v: %d to %d could go", reduced, i, reduced[i][k])
				}
			}
		}
	}
}

func TestOrderAndLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 200 {
		d := random(r, 2+r.IntN(30), round%2 == 0)
		order, loops := d.Order(), d.Loops()
		if (len(order) == len(d)) != (len(loops) == 0) {
			t.Fatalf("%v: order %v, loops %v", d, order, loops)
		}
		at := map[int]int{}
		for n, i := range order {
			for _, k := range d[i] {
				if _, done := at[k]; !done {
					t.Fatalf("%v: %d comes before %d", d, i, k)
				}
			}
			at[i] = n
		}
		levels := d.Levels()
		level := map[int]int{}
		for n, list := range levels {
			for _, i := range list {
				level[i] = n
			}
		}
		for _, i := range order {
			want := 0
			for _, k := range d[i] {
				want = max(want, level[k]+1)
			}
			if got, ok := level[i]; !ok || got != want {
				t.Fatalf("%v: %d is on level %d, want %d", d, i, got, want)
			}
		}
		if len(level) != len(order) || slices.ContainsFunc(levels, func(list []int) bool { return !slices.IsSorted(list) }) {
			t.Fatalf("%v: levels %v", d, levels)
		}
		for _, loop := range loops {
			for n, i := range loop {
				if !slices.Contains(d[i], loop[(n+1)%len(loop)]) {
					t.Fatalf("%v: %v is no loop", d, loop)
				}
			}
		}
	}
}

func TestPaths(t *testing.T) {
	d := graph.Digraph{{1, 2}, {3}, {3, 4}, {}, {}}
	set := func(list ...int) graph.Bits {
		b := graph.NewBits(len(d))
		for _, i := range list {
			b.Add(i)
		}
		return b
	}
	if got := d.Path(set(0), set(4)); !slices.Equal(got, []int{0, 2, 4}) {
		t.Error(got)
	}
	if got := d.Path(set(1), set(4)); got != nil {
		t.Error(got)
	}
	if got := slices.Collect(d.Between(set(0), set(3)).All); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Error(got)
	}
	if got := slices.Collect(d.Reach(set(0), 1).All); !slices.Equal(got, []int{0, 1, 2}) {
		t.Error(got)
	}
	if got := d.Reverse(); !reflect.DeepEqual(got, graph.Digraph{{}, {0}, {0}, {1, 2}, {2}}) {
		t.Error(got)
	}
}
