package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

var renameLayer = map[string]string{
	"conf/layer.conf": `BBPATH .= ":${LAYERDIR}"
BBFILES += "${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend"
BBFILE_COLLECTIONS += "demo"
BBFILE_PATTERN_demo = "^${LAYERDIR}/"
LAYERSERIES_COMPAT_demo = "master"
`,
	"classes/greet.bbclass": `GREET_WORD ?= "hello"
GREET_WORD[doc] = "What is said."
GREET_ALL = "${GREET_WORD} ${@greet_who(d)}"
def greet_who(d):
    word = d.getVar("GREET_WORD") or ""
    return word + d.expand("${GREET_WORD}") + (d.getVarFlag("GREET_WORD", "doc") or "")
greet_say() {
    echo ${GREET_WORD}
}
do_wave() {
    greet_say
}
addtask wave after do_compile before do_install
do_wave[vardeps] += "GREET_WORD"
python () {
    d.appendVar("GREET_WORD", " anyway")
    d.appendVarFlag("do_wave", "postfuncs", " greet_say")
    if bb.utils.contains("PACKAGECONFIG", "loud", True, False, d):
        d.setVar("VOLUME", "11")
}
`,
	"recipes/one_1.0.bb": `LICENSE = "MIT"
inherit greet
GREET_WORD = "hi"
GREET_WORD:append:pn-one = " there"
PACKAGECONFIG ??= "loud"
PACKAGECONFIG[loud] = "--much,--quiet"
do_wave:append() {
    greet_say
}
do_install[depends] += "two:do_wave"
SUMMARY:task-wave = "moves"
`,
	"recipes/one_%.bbappend": `GREET_WORD:prepend = "oh, "
PACKAGECONFIG:append = " ${@'loud' if d.getVar('GREET_WORD') else ''}"
OPTIONS = "${@bb.utils.filter('PACKAGECONFIG', 'loud quiet', d)}"
`,
	"recipes/two_1.0.bb": `LICENSE = "MIT"
inherit greet
EXTRA = "${GREET_ALL}"
PACKAGECONFIG[loud] = "other"
`,
}

// TestRenameKeepsValues renames things through a client, and evaluates the layer before and after that: nothing but the names has
// changed, and they have everywhere.
func TestRenameKeepsValues(t *testing.T) {
	for _, x := range []struct{ file, at, old, new string }{
		{"classes/greet.bbclass", "GREET_WORD ?=", "GREET_WORD", "SALUTE"},
		{"recipes/one_%.bbappend", "GREET_WORD", "GREET_WORD", "SALUTE"},
		{"classes/greet.bbclass", "greet_who(d):", "greet_who", "greet_whom"},
		{"recipes/one_1.0.bb", "greet_say", "greet_say", "speak"},
		{"classes/greet.bbclass", "wave after", "wave", "nod"},
		{"recipes/one_1.0.bb", "do_wave\"", "do_wave", "do_nod"},
		{"recipes/one_1.0.bb", "loud] =", "loud", "noisy"},
		{"recipes/two_1.0.bb", "GREET_ALL", "GREET_ALL", "ALL_WORDS"},
	} {
		t.Run(x.old+" in "+filepath.Base(x.file), func(t *testing.T) {
			dir := writeFiles(t, renameLayer)
			before := dump(t, dir)
			path := filepath.Join(dir, x.file)
			text := renameLayer[x.file]
			c := start(t, "{}", dir)
			c.open(path, text)
			m := protocol.Mapper{File: source.NewFile(path, text)}
			var edit protocol.WorkspaceEdit
			c.call("textDocument/rename", protocol.RenameParams{
				TextDocument: protocol.TextDocumentIdentifier{URI: uri(path)}, Position: m.Position(source.Pos(strings.Index(text, x.at))), NewName: x.new,
			}, &edit)
			apply(t, edit)
			old, new := strings.TrimPrefix(x.old, "do_"), strings.TrimPrefix(x.new, "do_")
			for key, line := range dump(t, dir) {
				want := before[key]
				if !strings.Contains(x.old, "loud") || strings.Contains(key, "one_1.0.bb") { // the option of the other recipe is another one
					want = strings.ReplaceAll(want, old, new)
				}
				compare(t, key, variables(t, line), variables(t, want))
			}
		})
	}
}

// dump evaluates a layer, and returns its recipes' variables as JSON.
func dump(t *testing.T, dir string) map[string]string {
	disk := fsys.NewDisk().Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{Layers: []string{filepath.ToSlash(dir)}, Series: "master"}).Files())
	w, err := eval.Open(context.Background(), eval.Options{Dir: classes.BuildDir, Disk: disk, Library: stdlib.New()})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	failed, err := w.DumpRecipes(context.Background(), eval.DumpOptions{}, func(key string, line []byte) error {
		out[strings.ReplaceAll(key, dir, "DIR")] = strings.ReplaceAll(string(line), dir, "DIR")
		return nil
	})
	if err != nil || failed > 0 || len(out) != 2 {
		t.Fatal(err, failed, len(out))
	}
	return out
}

// variables returns what a recipe's JSON has of variables: each one's as JSON.
func variables(t *testing.T, line string) map[string]string {
	var v struct{ Vars map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, x := range v.Vars {
		out[name] = string(x)
	}
	return out
}

// compare reports variables that have other values than they should.
func compare(t *testing.T, key string, got, want map[string]string) {
	if len(got) < 100 {
		t.Errorf("%s: there are only %d variables", key, len(got))
	}
	for name := range got {
		if want[name] == "" {
			t.Errorf("%s: %s is new: %s", key, name, got[name])
		}
	}
	for name, x := range want {
		if got[name] != x {
			t.Errorf("%s: %s is %s, not %s", key, name, got[name], x)
		}
	}
}

// apply makes a client's edit of files on disk.
func apply(t *testing.T, e protocol.WorkspaceEdit) {
	if len(e.Changes) == 0 {
		t.Fatal("there are no edits")
	}
	for _, address := range slices.Sorted(maps.Keys(e.Changes)) {
		path := protocol.URI(address).Path()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		m := protocol.Mapper{File: source.NewFile(path, text)}
		list := e.Changes[address]
		slices.SortFunc(list, func(a, b protocol.TextEdit) int { return int(m.Span(b.Range).Start) - int(m.Span(a.Range).Start) })
		for _, x := range list {
			span := m.Span(x.Range)
			text = text[:span.Start] + x.NewText + text[span.End:]
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
