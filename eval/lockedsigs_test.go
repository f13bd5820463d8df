package eval_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/lang/diag"
)

// lockLow locks the hash of low:do_pack.
const lockLow = `
BB_SIGNATURE_HANDLER = "OEBasicHash"
SIGGEN_LOCKEDSIGS_TYPES = "t-a t-b"
SIGGEN_LOCKEDSIGS_t-a = "low:do_pack:replaced"
SIGGEN_LOCKEDSIGS_t-b = "low:do_pack:fixed"
`

func TestLockedSignatures(t *testing.T) {
	plain, err := hashed(t, "", "", nil, eval.HashOptions{})
	if err != nil {
		t.Fatal(err)
	}
	own, base := hashesOf(t, plain, "low:do_pack"), hashesOf(t, plain, "top:do_make").Base
	fixed := graph.Hashes{Base: own.Base, Task: "fixed", Unified: "fixed", Locked: "SIGGEN_LOCKEDSIGS_t-b", Computed: own.Task}
	mismatch := func(severity, computed, detail string) []string {
		return []string{severity + ": The low:do_pack sig is computed to be " + computed + ", but the sig is locked to fixed in SIGGEN_LOCKEDSIGS_t-b" + detail}
	}
	for _, c := range []struct {
		name, release, set string
		want               graph.Hashes
		messages           []string
	}{
		{"locked", "", lockLow, fixed, nil},
		{"warn", "", lockLow + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "warn"`, fixed, mismatch("warning", own.Task, "")},
		{"error", "", lockLow + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "error"`, fixed,
			mismatch("warning", own.Task, "; BitBake builds nothing as long as this is so: SIGGEN_LOCKEDSIGS_TASKSIG_CHECK is error.")},
		{"info", "", lockLow + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "info"`, fixed,
			append([]string{"info: The following recipes have locked tasks: low"}, mismatch("warning", own.Task, "")...)},
		{"info, 2.0", "2.0", lockLow + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "info"`, fixed, nil},
		{"to its own hash", "", lockLow + `SIGGEN_LOCKEDSIGS_t-b = "low:do_pack:` + own.Task + `"` + "\n" + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "warn"`,
			graph.Hashes{Base: own.Base, Task: own.Task, Unified: own.Task, Locked: "SIGGEN_LOCKEDSIGS_t-b", Computed: own.Task}, nil},
		{"to its unified hash", "", lockLow + `SIGGEN_UNIHASHMAP = "low:do_pack:` + own.Task + `:fixed"` + "\n" + `SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "warn"`, fixed, nil},
		{"unlocked", "", lockLow + `SIGGEN_UNLOCKED_RECIPES = "low"`, own, nil},
		{"another unlocked", "", lockLow + `SIGGEN_UNLOCKED_RECIPES = "top"`, fixed, nil},
		{"another handler", "", lockLow + `BB_SIGNATURE_HANDLER = "basichash"`, own, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var messages []string
			g, err := hashed(t, c.release, c.set, nil, eval.HashOptions{Report: func(d *diag.Diagnostic) {
				text := d.Severity.String() + ": " + d.Message
				if d.Detail != "" {
					text += "; " + d.Detail
				}
				messages = append(messages, text)
			}})
			if err != nil {
				t.Fatal(err)
			}
			if got := hashesOf(t, g, "low:do_pack"); got != c.want {
				t.Errorf("low:do_pack has %+v, want %+v", got, c.want)
			}
			if got, want := hashesOf(t, g, "top:do_make").Task, digest(base, c.want.Unified); got != want {
				t.Errorf("top:do_make has %s, want %s", got, want)
			}
			if !reflect.DeepEqual(messages, c.messages) {
				t.Errorf("the messages are %q, want %q", messages, c.messages)
			}
		})
	}
}

// TestUnlockedDependents: what depends on an unlocked recipe is unlocked, from the task on that does.
func TestUnlockedDependents(t *testing.T) {
	const lock = `
SIGGEN_LOCKEDSIGS_TYPES = "t-a"
SIGGEN_LOCKEDSIGS_t-a = "low:do_make:m low:do_pack:p top:do_make:n top:do_pack:q"
`
	for _, c := range []struct{ unlocked, locked string }{
		{"", "low:do_make low:do_pack top:do_make top:do_pack"},
		{"low", ""},
		{"lo", "low:do_make"}, // part of the name of what the others depend on
		{"top", "low:do_make low:do_pack"},
		{"other", "low:do_make low:do_pack top:do_make top:do_pack"},
	} {
		g, err := hashed(t, "", lock+`SIGGEN_UNLOCKED_RECIPES = "`+c.unlocked+`"`, nil, eval.HashOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var locked []string
		for i := range g.Tasks {
			if g.Tasks[i].Locked != "" {
				locked = append(locked, g.ShortID(i))
			}
		}
		if got := strings.Join(locked, " "); got != c.locked {
			t.Errorf("with %q unlocked these are locked: %s; want %s", c.unlocked, got, c.locked)
		}
	}
}

// TestLockedRandom: a locked task has a hash even where its own would be another one in each run.
func TestLockedRandom(t *testing.T) {
	random := map[string]string{"layer/recipes/low_1.bb": "do_make[nostamp] = \"1\"\n"}
	var messages []string
	g, err := hashed(t, "", lockLow+`SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "warn"`, random, eval.HashOptions{Report: func(d *diag.Diagnostic) {
		messages = append(messages, d.Message)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := hashesOf(t, g, "low:do_pack"); got.Task != "fixed" || got.Computed != "" {
		t.Errorf("low:do_pack has %+v", got)
	}
	if got := hashesOf(t, g, "top:do_make"); got.Task != digest(got.Base, "fixed") {
		t.Errorf("top:do_make has %+v", got)
	}
	if len(messages) != 1 || !strings.Contains(messages[0], "is computed to be another one in each run,") {
		t.Errorf("the messages are %q", messages)
	}
}

func TestBadLocks(t *testing.T) {
	_, err := hashed(t, "", lockLow+`SIGGEN_LOCKEDSIGS_t-a += "low:do_make"`, nil, eval.HashOptions{})
	if want := "SIGGEN_LOCKEDSIGS_t-a has low:do_make, which is not PN:TASK:HASH"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want %q", err, want)
	}
}

func TestWriteLocks(t *testing.T) {
	w := openProject(t, nil)
	g := &graph.Graph{
		Recipes: []graph.Recipe{
			{PN: "z", HashFilename: "False sstate:z:x-oe-linux:1:r0:x86_64:14: none"},
			{PN: "a", HashFilename: "False sstate:a:x-oe-linux:1:r0:allarch:14: none"},
			{PN: "b", HashFilename: "False sstate:b:x-oe-linux:1:r0:x86_64:14: none"},
		},
		Tasks: []graph.Task{
			{Recipe: 0, Name: "do_x", Hashes: graph.Hashes{Task: "1", Unified: "2"}},
			{Recipe: 0, Name: "do_y", Hashes: graph.Hashes{Task: "3", Unified: "3"}},
			{Recipe: 1, Name: "do_x", Hashes: graph.Hashes{Task: "4", Unified: "4", Locked: "V", Computed: "5"}},
			{Recipe: 1, Name: "do_random"},
			{Recipe: 2, Name: "do_x", Hashes: graph.Hashes{Task: "6", Unified: "6", Locked: "V"}},
		},
	}
	var b bytes.Buffer
	if err := w.WriteLocks(&b, g); err != nil {
		t.Fatal(err)
	}
	const want = `SIGGEN_LOCKEDSIGS_t-allarch = "\
    a:do_x:4 \
    "
SIGGEN_LOCKEDSIGS_t-x86-64 = "\
    b:do_x:6 \
    z:do_x:2 \
    z:do_y:3 \
    "
SIGGEN_LOCKEDSIGS_TYPES:box = "t-allarch t-x86-64"
SIGGEN_UNIHASHMAP += "\
    a:do_x:5:4 \
    z:do_x:1:2 \
    "
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	g.Recipes[1].HashFilename = "False sstate:a"
	if err := w.WriteLocks(&b, g); err == nil || !strings.Contains(err.Error(), "BB_HASHFILENAME of a names no architecture") {
		t.Errorf("the error is %v", err)
	}
}

// TestUnlockedInMulticonfig: a dependency on an unlocked recipe of another multiconfig unlocks nothing.
func TestUnlockedInMulticonfig(t *testing.T) {
	files := map[string]string{
		"build/conf/multiconfig/two.conf": "TWO = \"1\"\n",
		"layer/recipes/top_1.bb":          "do_make[mcdepends] = \"mc::two:low:do_pack\"\n",
	}
	const set = `BBMULTICONFIG = "two"
SIGGEN_LOCKEDSIGS_TYPES = "t-a"
SIGGEN_LOCKEDSIGS_t-a = "low:do_make:m low:do_pack:p top:do_make:n"
SIGGEN_UNLOCKED_RECIPES = "low"
`
	g, err := hashed(t, "", set, files, eval.HashOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := hashesOf(t, g, "top:do_make"); got.Task != "n" {
		t.Errorf("top:do_make has %+v", got)
	}
	if got := hashesOf(t, g, "mc:two:low:do_pack"); got.Locked != "" {
		t.Errorf("low:do_pack has %+v", got)
	}
}
