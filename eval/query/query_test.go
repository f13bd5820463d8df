package query_test

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/query"
)

// example is an image that needs gtk+3 and busybox, both of which need libc; gtk+3 is of another layer.
func example() *graph.Graph {
	g := &graph.Graph{Reasons: [][]graph.Reason{{{Kind: graph.Addtask}}}, Providers: map[string]map[string]string{"": {"virtual/libc": "/l/libc.bb"}}}
	g.Recipes = []graph.Recipe{
		{Name: "/l/busybox.bb", PN: "busybox", Layer: "core", Classes: []string{"base", "cml1"}},
		{Name: "/l/gtk+3.bb", PN: "gtk+3", Layer: "gnome", Classes: []string{"base", "meson"}},
		{Name: "/l/image.bb", PN: "image", Layer: "core", Classes: []string{"base", "image"}},
		{Name: "/l/libc.bb", PN: "libc", Layer: "core", Provides: []string{"libc", "virtual/libc"}, Classes: []string{"base"}},
	}
	add := func(recipe int, name string, depends ...int) {
		t := graph.Task{Recipe: recipe, Name: name}
		for _, d := range depends {
			t.Depends = append(t.Depends, graph.Edge{To: d})
		}
		g.Tasks = append(g.Tasks, t)
	}
	add(0, "do_compile", 1, 6) // 0
	add(0, "do_fetch")
	add(1, "do_compile", 3, 6) // 2
	add(1, "do_fetch")
	add(2, "do_build", 5) // 4
	add(2, "do_rootfs", 0, 2)
	add(3, "do_compile", 7) // 6
	add(3, "do_fetch")
	return g
}

func TestEval(t *testing.T) {
	for question, want := range map[string]string{
		"libc":                                 "libc",
		"virtual/libc":                         "libc",
		"libc:fetch":                           "libc:do_fetch",
		"libc:do_fetch":                        "libc:do_fetch",
		"'*x*'":                                "busybox",
		"*b*:do_f*":                            "busybox:do_fetch libc:do_fetch",
		"all()":                                "busybox gtk+3 image libc",
		"deps(gtk+3)":                          "gtk+3 libc",
		"deps(image, 1)":                       "busybox gtk+3 image",
		"deps(image:build, 1)":                 "image:do_build image:do_rootfs",
		"deps(image, 0)":                       "image",
		"rdeps(libc)":                          "busybox gtk+3 image libc",
		"rdeps(libc, 1) - libc":                "busybox gtk+3",
		"rdeps(gtk+3:fetch)":                   "gtk+3:do_compile gtk+3:do_fetch image:do_build image:do_rootfs",
		"somepath(image, libc)":                "busybox image libc",
		"somepath(libc, image)":                "",
		"allpaths(image, libc)":                "busybox gtk+3 image libc",
		"allpaths(busybox, libc)":              "busybox libc",
		"tasks(libc)":                          "libc:do_compile libc:do_fetch",
		"tasks(all(), fetch)":                  "busybox:do_fetch gtk+3:do_fetch libc:do_fetch",
		"tasks(deps(libc:compile), do_f*)":     "libc:do_fetch",
		"recipes(deps(image:rootfs))":          "busybox gtk+3 image libc",
		"filter('^.i', all())":                 "libc",
		`filter("fetch$", tasks(all()))`:       "busybox:do_fetch gtk+3:do_fetch libc:do_fetch",
		"inherits(meson, deps(image))":         "gtk+3",
		"inherits(meson, tasks(all()))":        "gtk+3:do_compile gtk+3:do_fetch",
		"layer(gnome, all())":                  "gtk+3",
		"busybox + libc":                       "busybox libc",
		"busybox union libc except busybox":    "libc",
		"all() - (busybox + libc)":             "gtk+3 image",
		"deps(gtk+3) ^ deps(busybox)":          "libc",
		"deps(gtk+3) intersect deps(busybox) ": "libc",
	} {
		e, err := query.Parse(question)
		if err != nil {
			t.Errorf("%s: %v", question, err)
			continue
		}
		g := example()
		set, err := query.Eval(g, e.Set)
		if got := strings.Join(set.Names(g), " "); err != nil || got != want {
			t.Errorf("%s: got %q, %v; want %q", question, got, err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for question, want := range map[string]string{
		"":                   "column ",
		"deps(a b)":          `column 8: unexpected token "b" (expected ")")`,
		"deps(a":             `column 7: unexpected token "<EOF>" (expected ")")`,
		"a -b":               "column 3: ",
		"foo(a)":             "column 1: there is no function foo",
		"deps(all() + g())":  "column 14: there is no function g",
		"nothere":            "column 1: the graph has no recipe nothere",
		"libc:do_x":          "column 1: the graph has no task libc:do_x",
		"deps(libc, x)":      `deps: "x" is no number`,
		"deps()":             "deps: takes 2 arguments, not 0",
		"filter('(', libc)":  "filter: error parsing regexp",
		"layer(all(), libc)": "layer: argument 1 has to be a word",
	} {
		e, err := query.Parse(question)
		if err == nil {
			_, err = query.Eval(example(), e.Set)
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", question, err, want)
		}
	}
}

func TestWords(t *testing.T) {
	for question, want := range map[string]string{
		"deps(a) - b:do_x":                  "a b:do_x",
		"filter(x, layer(l, deps('a')))":    "a",
		"somepath(a, b) + (c ^ 'd*')":       "a b c",
		"tasks(a, fetch) + inherits(cc, d)": "a d",
	} {
		e, err := query.Parse(question)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(e.Set.Words(), " "); got != want || e.Set.Wide() {
			t.Errorf("%s: %q, %v", question, got, e.Set.Wide())
		}
	}
	for _, question := range []string{"rdeps(a)", "a + (b - all())", "filter(x, rdeps(a))"} {
		if e, err := query.Parse(question); err != nil || !e.Set.Wide() {
			t.Errorf("%s is not wide, %v", question, err)
		}
	}
}
