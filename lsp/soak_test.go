package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/server"
)

// soak is an editor whose user does anything at all.
type soak struct {
	*client
	dir      string
	random   *rand.Rand
	texts    map[string]string // what is open, by path
	versions map[string]int32
	disk     map[string]string // what is on disk
	slots    chan bool
	group    sync.WaitGroup
}

// TestSoak edits, saves, renames, switches and asks at random, and compares in the end what the server says with what another one
// says that has just been started. KNEAD_SOAK says how many steps.
func TestSoak(t *testing.T) {
	steps := 300
	if n, err := strconv.Atoi(os.Getenv("KNEAD_SOAK")); err == nil {
		steps = n
	}
	before := runtime.NumGoroutine()
	t.Cleanup(func() { // when the servers have ended
		eventually(t, "goroutines are left over", func() bool { return runtime.NumGoroutine() <= before })
	})
	files := maps.Clone(workspace)
	for i := range 12 {
		files[fmt.Sprintf("core/recipes/more%d_1.0.bb", i)] = fmt.Sprintf("SUMMARY = \"%d ${SPEED}\"\nDEPENDS = \"a more%d\"\ninherit some\ndo_more() {\n\techo ${PN}\n}\naddtask more before do_build\n", i, (i+1)%12)
	}
	files["core/classes/some.bbclass"] = "SOME = \"${@d.getVar('PN').upper()}\"\nSOME:append:large = \" large\"\n"
	files["core/recipes/a.inc"] = "MORE = \"included\"\n"
	dir := writeFiles(t, files)
	s := &soak{client: start(t, capable, dir), dir: dir, random: rand.New(rand.NewPCG(7, 11)), texts: map[string]string{},
		versions: map[string]int32{}, disk: files, slots: make(chan bool, 12)}
	early := uint64(0)
	for i := range steps {
		s.step()
		if i == steps/5 {
			early = heap(s)
		}
	}
	s.group.Wait()
	late := heap(s)
	t.Logf("%d steps, heap %d KiB, at a fifth %d KiB", steps, late>>10, early>>10)
	if steps >= 10000 && late > 2*early+64<<20 {
		t.Errorf("the heap has grown from %d KiB to %d KiB", early>>10, late>>10)
	}
	s.command("knead.switch", map[string]any{"machine": "", "set": []string{}}, nil)
	s.closeAll()
	fresh := start(t, "{}", dir)
	for _, c := range []*client{s.client, fresh} {
		c.command("knead.evaluate", nil, nil)
	}
	for _, name := range slices.Sorted(maps.Keys(s.disk)) {
		p := filepath.Join(dir, name)
		if got, want := s.answers(p), s.answersOf(fresh, p); got != want {
			t.Errorf("%s:\n%s\na fresh server says\n%s", name, got, want)
		}
	}
}

func heap(s *soak) uint64 {
	s.group.Wait()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// some returns a random one of the files that are on disk.
func (s *soak) some() string {
	names := slices.Sorted(maps.Keys(s.disk))
	return names[s.random.IntN(len(names))]
}

func (s *soak) step() {
	name := s.some()
	p := filepath.Join(s.dir, name)
	switch n := s.random.IntN(100); {
	case n < 50:
		s.edit(name, p)
	case n < 58:
		s.save(name)
	case n < 62:
		s.close(name)
	case n < 64:
		s.rename(name)
	case n < 66:
		machine := []string{"", "small", "large", "none"}[s.random.IntN(4)]
		s.send("workspace/executeCommand", map[string]any{"command": "knead.switch", "arguments": []any{map[string]any{"machine": machine}}})
	default:
		methods := server.Methods()
		method := methods[s.random.IntN(len(methods))]
		if follows[method] == [2]string{} {
			text := s.disk[name]
			if open, ok := s.texts[name]; ok {
				text = open
			}
			s.send(method, everyParams(p, protocol.Mapper{File: source.NewFile(p, text)}, source.Pos(s.random.IntN(len(text)+1))))
		}
	}
}

// send sends a request and waits for no answer, or for a moment only, and then cancels it.
func (s *soak) send(method string, params any) {
	ctx, cancel := context.WithCancel(context.Background())
	if s.random.IntN(4) == 0 {
		ctx, cancel = context.WithTimeout(ctx, time.Millisecond)
	}
	s.slots <- true
	s.group.Go(func() {
		defer func() { <-s.slots }()
		defer cancel()
		var result json.RawMessage
		if err := s.conn.Call(ctx, method, params, &result); err != nil && strings.Contains(err.Error(), "mistake") {
			s.t.Errorf("%s: %v", method, err)
		}
	})
}

// edit puts something into a file, takes something out of it, or puts the text back that is on disk.
func (s *soak) edit(name, p string) {
	text, open := s.texts[name]
	if !open {
		s.texts[name], s.versions[name] = s.disk[name], 1
		s.open(p, s.disk[name])
		return
	}
	pieces := []string{"\n", "\"", " ", "A = \"${SPEED}\"\n", "inherit some\n", "${", "}", "SUMMARY:append = \" x\"\n", "include a.inc\n", "é", "\\\n", "require nowhere.inc\n", "def f():\n    return 1\n"}
	at := s.random.IntN(len(text) + 1)
	switch s.random.IntN(4) {
	case 0:
		text = text[:at] + pieces[s.random.IntN(len(pieces))] + text[at:]
	case 1:
		lines := strings.SplitAfter(text, "\n")
		i := s.random.IntN(len(lines))
		text = strings.Join(slices.Delete(lines, i, i+1), "")
	case 2:
		text += pieces[s.random.IntN(len(pieces))]
	default:
		text = s.disk[name]
	}
	text = strings.ToValidUTF8(text, "?")
	s.texts[name] = text
	s.versions[name]++
	s.change(p, s.versions[name], text)
}

// save writes what is open, but for what the configuration is read from: a server that has just been started knows no good one.
func (s *soak) save(name string) {
	text, open := s.texts[name]
	if !open || strings.Contains(name, "conf/") || strings.Contains(name, "base.bbclass") {
		return
	}
	s.disk[name] = text
	s.write(name, protocol.FileChangeTypeChanged)
	s.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": uri(filepath.Join(s.dir, name))}})
}

func (s *soak) close(name string) {
	if _, open := s.texts[name]; open {
		delete(s.texts, name)
		s.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri(filepath.Join(s.dir, name))}})
	}
}

func (s *soak) closeAll() {
	for _, name := range slices.Sorted(maps.Keys(s.texts)) {
		s.close(name)
	}
}

// rename gives a recipe another version.
func (s *soak) rename(name string) {
	stem, _, ok := strings.Cut(name, "_")
	if !ok || !strings.HasSuffix(name, ".bb") {
		return
	}
	s.close(name)
	text := s.disk[name]
	delete(s.disk, name)
	s.write(name, protocol.FileChangeTypeDeleted)
	name = fmt.Sprintf("%s_%d.%d.bb", stem, s.random.IntN(3), s.random.IntN(3))
	s.close(name)
	s.disk[name] = text
	s.write(name, protocol.FileChangeTypeCreated)
}

// write writes a file to disk as it is now, and tells the server.
func (s *soak) write(name string, how protocol.FileChangeType) {
	p := filepath.Join(s.dir, name)
	err := os.Remove(p)
	if text, ok := s.disk[name]; ok {
		err = os.WriteFile(p, []byte(text), 0o644)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.notify("workspace/didChangeWatchedFiles", protocol.DidChangeWatchedFilesParams{Changes: []protocol.FileEvent{{URI: uri(p), Type: how}}})
}

// answers are what the server says of a file.
func (s *soak) answers(p string) string { return s.answersOf(s.client, p) }

func (s *soak) answersOf(c *client, p string) string {
	var b strings.Builder
	at := map[string]any{"textDocument": map[string]any{"uri": uri(p)}, "range": protocol.Range{End: protocol.Position{Line: 1000}}}
	for _, method := range []string{"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/semanticTokens/range"} {
		var result json.RawMessage
		c.call(method, at, &result)
		fmt.Fprintf(&b, "%s %s\n", method, result)
	}
	if ext := filepath.Ext(p); ext == ".inc" || ext == ".bbclass" {
		return b.String() // it is read in the recipe that was looked at last
	}
	for _, name := range []string{"SUMMARY", "DEPENDS", "SOME", "MORE", "A", "PN", "PV", "MACHINE"} {
		var result json.RawMessage
		c.command("knead.value", map[string]any{"uri": uri(p), "name": name}, &result)
		fmt.Fprintf(&b, "%s %s\n", name, result)
	}
	return b.String()
}
