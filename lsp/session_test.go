package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// TestSession replays an editing session in the build directory that KNEAD_BUILD names, of OE-Core, and prints how long things took:
// in this process, with what else the machine does. KNEAD_CACHE_DIR counts as it does for the command.
func TestSession(t *testing.T) {
	build := os.Getenv("KNEAD_BUILD")
	if build == "" {
		t.Skip("KNEAD_BUILD names no build directory")
	}
	begin := time.Now()
	c := start(t, "{}", build)
	var layers string
	for _, l := range c.builds()[0].Layers {
		if l.Name == "core" {
			layers = l.Directory
		}
	}
	s := &timedSession{client: c, times: map[string][]time.Duration{}}
	s.note("the builds are known", begin)
	recipe := s.one(layers + "/recipes-core/zlib/zlib_*.bb")
	text := read(t, recipe)
	opened := time.Now()
	c.open(recipe, text)
	c.diagnostics(recipe, 1, func([]protocol.Diagnostic) bool { return true })
	s.note("first diagnostics of the opened recipe", opened)
	s.keys(recipe, text, "while the rest is evaluated: ", 60)
	c.command("knead.evaluate", nil, nil)
	s.note("everything evaluated and checked", begin)
	var recipes []json.RawMessage
	c.call("workspace/symbol", map[string]any{"query": ""}, &recipes)
	if c.builds()[0].Failed {
		t.Fatal("the configuration cannot be used")
	}
	t.Logf("%d recipe files, %d recipes, PV is %s", c.builds()[0].Recipes, len(recipes), c.value(recipe, "PV"))
	s.keys(recipe, text, "", 150)
	base := layers + "/classes-global/base.bbclass"
	class := read(t, base)
	c.open(base, class)
	for i := range 5 {
		edited := time.Now()
		c.change(base, int32(i+2), class+fmt.Sprintf("KNEAD_TRY = \"%d\"\n", i))
		if got := c.value(recipe, "KNEAD_TRY"); got != fmt.Sprint(i) {
			t.Errorf("KNEAD_TRY is %q", got)
		}
		s.times["the recipe after a change in base.bbclass"] = append(s.times["the recipe after a change in base.bbclass"], time.Since(edited))
	}
	s.print(t)
}

// timedSession is an editor that takes the time.
type timedSession struct {
	*client
	times   map[string][]time.Duration
	version int32
}

type build struct {
	Recipes int
	Failed  bool
	Layers  []struct{ Name, Directory string }
}

func (c *client) builds() (out []build) {
	c.t.Helper()
	c.command("knead.builds", nil, &out)
	if len(out) == 0 {
		c.t.Fatal("there is no build")
	}
	return out
}

func read(t *testing.T, p string) string {
	t.Helper()
	text, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (s *timedSession) one(pattern string) string {
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		s.t.Fatalf("there is no %s", pattern)
	}
	return found[0]
}

func (s *timedSession) note(what string, since time.Time) {
	s.times[what] = append(s.times[what], time.Since(since))
}

// keys types a line, key by key, and asks as an editor does.
func (s *timedSession) keys(path, text, when string, n int) {
	line := "\nDESCRIPTION = \"${SUMMARY}, typed by a test which says no more than that it is one, again and again and again until it is "
	s.version = max(s.version, 1)
	for i := range n {
		now := text + line[:1+i%(len(line)-1)]
		if i%(len(line)-1) > len("\nDESCRIPTION = \"${SUMMARY}") {
			now += "\"\n"
		}
		s.version++
		at := time.Now()
		s.change(path, s.version, now)
		var value json.RawMessage
		s.command("knead.value", map[string]any{"uri": uri(path), "name": "PV"}, &value)
		s.note(when+"key to evaluated recipe", at)
		if i%3 == 0 {
			at = time.Now()
			s.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": uri(path)}}, &value)
			s.note(when+"then diagnostics by all rules", at)
		}
		m := protocol.Mapper{File: source.NewFile(path, now)}
		place := everyParams(path, m, source.Pos((i*37)%len(text)))
		for _, method := range []string{"hover", "definition", "completion"} {
			at = time.Now()
			s.call("textDocument/"+method, place, &value)
			s.note(when+method, at)
		}
	}
}

func (s *timedSession) print(t *testing.T) {
	var names []string
	for name := range s.times {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		list := s.times[name]
		slices.Sort(list)
		at := func(percent int) time.Duration { return list[(len(list)-1)*percent/100].Round(100 * time.Microsecond) }
		t.Logf("%-70s %4d times, median %8v, 95%% %8v, most %8v", name, len(list), at(50), at(95), at(100))
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if strings.HasPrefix(line, "VmHWM") {
				t.Log("memory at most: ", strings.TrimSpace(line[6:]))
			}
		}
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		t.Log("load: ", strings.TrimSpace(string(load)))
	}
}
