package eval_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	ogórek "github.com/kisielk/og-rek"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/hashserv/hashservtest"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
)

// hashProject has a recipe top that needs low. do_pack of low comes behind do_make of it, and do_make of top behind that; do_pack has
// a setscene task.
var hashProject = map[string]string{
	"build/conf/local.conf": `BB_SIGNATURE_HANDLER = "OEEquivHash"
BB_HASHSERVE ??= "auto"
SSTATE_HASHEQUIV_METHOD = "the.method"
BB_BASEHASH_IGNORE_VARS = "TMPDIR TOPDIR FILE"
`,
	"layer/classes/base.bbclass": `do_make() {
    echo ${PN}
}
do_pack() {
    :
}
do_pack_setscene() {
    :
}
addtask make
addtask pack after do_make
addtask do_pack_setscene
do_make[deptask] = "do_pack"
addtask build after do_pack
do_build() {
    :
}
`,
	"layer/conf/layer.conf":  strings.ReplaceAll(project["layer/conf/layer.conf"], "addpylib ${LAYERDIR}/lib here\n", ""), // 2.0 has none
	"layer/recipes/a_1.0.bb": "",
	"layer/recipes/low_1.bb": "",
	"layer/recipes/top_1.bb": "DEPENDS = \"low\"\n",
}

// hashed works out the hashes of top's tasks. set are further lines of local.conf.
func hashed(t *testing.T, release, set string, files map[string]string, opts eval.HashOptions) (*graph.Graph, error) {
	t.Helper()
	all := in(project)
	maps.Copy(all, in(hashProject))
	maps.Copy(all, in(files))
	all["/project/build/conf/local.conf"] += set
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(all), Release: release,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Diags {
		t.Error(d)
	}
	l, err := w.List(context.Background(), eval.ListOptions{Inputs: true, RecipeOptions: eval.RecipeOptions{Multiconfigs: w.AllMulticonfigs(), Signatures: true}})
	if err != nil {
		t.Fatal(err)
	}
	g, err := w.Graph(context.Background(), eval.GraphOptions{Targets: []string{"top"}, Listing: l})
	if err != nil {
		t.Fatal(err)
	}
	return w.Hash(context.Background(), g, l, opts)
}

// hashesOf returns a task's hashes.
func hashesOf(t *testing.T, g *graph.Graph, name string) graph.Hashes {
	t.Helper()
	for i := range g.Tasks {
		if g.ShortID(i) == name {
			return g.Tasks[i].Hashes
		}
	}
	t.Fatalf("there is no task %s", name)
	return graph.Hashes{}
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

// unifiedAs is what the tests' servers answer for a hash.
func unifiedAs(hash string) string { return digest("another ", hash) }

func TestUnifiedHashes(t *testing.T) {
	plain, err := hashed(t, "", "", nil, eval.HashOptions{})
	if err != nil {
		t.Fatal(err)
	}
	low, base := hashesOf(t, plain, "low:do_pack"), hashesOf(t, plain, "top:do_make").Base
	if low.Unified != low.Task || hashesOf(t, plain, "top:do_make").Task != digest(base, low.Task) {
		t.Fatalf("without a server: %+v", low)
	}
	other := unifiedAs(low.Task)
	pickle := func(version, task, unified string) map[string]string {
		var b bytes.Buffer
		pair := []any{map[string]any{":low:do_pack": ogórek.Tuple{task, unified}}, version}
		if err := ogórek.NewEncoder(&b).Encode(pair); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"build/tmp/cache/bb_unihashes.dat": b.String()}
	}
	for _, c := range []struct {
		name, release, set string
		files              map[string]string
		asked              int // of the server at SERVER
		want               string
	}{
		{name: "no server", want: low.Task},
		{name: "a server", set: `BB_HASHSERVE = "SERVER"`, asked: 2, want: other},
		{name: "BitBake's own server with one behind", set: `BB_HASHSERVE_UPSTREAM = "SERVER"`, asked: 2, want: other},
		{name: "another handler", set: `BB_SIGNATURE_HANDLER = "OEBasicHash"` + "\n" + `BB_HASHSERVE = "SERVER"`, want: low.Task},
		{name: "known", files: pickle("3", low.Task, other), want: other},
		{name: "known, with a server", set: `BB_HASHSERVE = "SERVER"`, files: pickle("3", low.Task, strings.Repeat("e", 64)), asked: 1, want: strings.Repeat("e", 64)},
		{name: "known of another hash", files: pickle("3", "0", other), want: low.Task},
		{name: "known in another version", files: pickle("2", low.Task, other), want: low.Task},
		{name: "known, damaged", files: map[string]string{"build/tmp/cache/bb_unihashes.dat": "]"}, want: low.Task},
		{name: "mapped", set: `SIGGEN_UNIHASHMAP = "low:do_pack:` + low.Task + ":" + other + `"`, want: other},
		{name: "mapped, of another hash", set: `SIGGEN_UNIHASHMAP = "low:do_pack:0:` + other + `"`, want: low.Task},
		{name: "mapped, before 2.10", release: "2.8", set: `SIGGEN_UNIHASHMAP = "low:do_pack:` + low.Task + ":" + other + `"`, want: low.Task},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &hashservtest.Server{Answer: func(method, hash string) string {
				if method != "the.method" {
					t.Errorf("asked for the method %s", method)
				}
				return unifiedAs(hash)
			}}
			set := strings.ReplaceAll(c.set, "SERVER", s.Listen(t, "tcp", "127.0.0.1:0"))
			g, err := hashed(t, c.release, set, c.files, eval.HashOptions{Dial: new(net.Dialer).DialContext, Report: func(d *diag.Diagnostic) { t.Error(d) }})
			if err != nil {
				t.Fatal(err)
			}
			if got := hashesOf(t, g, "low:do_pack"); got.Task != low.Task || got.Unified != c.want {
				t.Errorf("low:do_pack has %+v, want the unified hash %s", got, c.want)
			}
			if got, want := hashesOf(t, g, "top:do_make"), digest(base, c.want); got.Task != want || got.Unified != want {
				t.Errorf("top:do_make has %+v, want %s", got, want)
			}
			if got := s.Asked(); len(got) != c.asked || slices.Contains(got, hashesOf(t, g, "low:do_make").Task) {
				t.Errorf("asked for %q, want %d hashes of tasks with a setscene task", got, c.asked)
			}
		})
	}
}

func TestUnifiedHashesWithoutAnswer(t *testing.T) {
	gone := "unix://" + filepath.Join(t.TempDir(), "nothing")
	refusing, bad := &hashservtest.Server{Password: "secret"}, &hashservtest.Server{Answer: func(string, string) string { return "bad" }}
	refused := refusing.Listen(t, "tcp", "127.0.0.1:0")
	wrong := bad.Listen(t, "tcp", "127.0.0.1:0")
	closed := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
	dial := new(net.Dialer).DialContext
	for _, c := range []struct {
		name, release, set string
		opts               eval.HashOptions
		warning, err       string
	}{
		{"not allowed", "", `BB_HASHSERVE = "host:1"`, eval.HashOptions{}, "the hash equivalence server host:1 was not asked for unified hashes", ""},
		{"away", "", `BB_HASHSERVE = "host:1"`, eval.HashOptions{Dial: closed}, "Error contacting Hash Equivalence Server host:1: connection refused", ""},
		{"away, 2.8", "2.8", `BB_HASHSERVE = "host:1"`, eval.HashOptions{Dial: closed}, "", "Error contacting Hash Equivalence Server host:1: connection refused"},
		{"away, 2.0", "2.0", `BB_HASHSERVE = "host:1"`, eval.HashOptions{Dial: closed}, "Error contacting Hash Equivalence Server host:1: connection refused", ""},
		{"away behind BitBake's own, 2.8", "2.8", `BB_HASHSERVE_UPSTREAM = "host:1"`, eval.HashOptions{Dial: closed}, "Error contacting Hash Equivalence Server host:1: connection refused", ""},
		{"no socket", "", `BB_HASHSERVE = "` + gone + `"`, eval.HashOptions{Dial: dial}, "no such file", ""},
		{"no socket, 2.0", "2.0", `BB_HASHSERVE = "` + gone + `"`, eval.HashOptions{Dial: dial}, "", "no such file"},
		{"refusing", "", `BB_HASHSERVE = "` + refused + `"`, eval.HashOptions{Dial: dial}, "", "Access denied"},
		{"invalid", "", `BB_HASHSERVE = "` + wrong + `"`, eval.HashOptions{Dial: dial}, "", `returned invalid unihash "bad" for low:do_pack`},
		{"login", "", `BB_HASHSERVE = "` + refused + `"`, eval.HashOptions{Dial: dial, Login: func(string) (string, string, error) {
			return "", "", errors.New("others may read it")
		}}, "others may read it", "Access denied"},
		{"no address", "", `BB_HASHSERVE = "junk"`, eval.HashOptions{Dial: dial}, "", `"junk" is no address`},
		{"empty", "", `BB_HASHSERVE = ""`, eval.HashOptions{}, "", "OEEquivHash requires BB_HASHSERVE to be set"},
		{"no method", "", `SSTATE_HASHEQUIV_METHOD = ""`, eval.HashOptions{}, "", "OEEquivHash requires SSTATE_HASHEQUIV_METHOD to be set"},
		{"bad map", "", `SIGGEN_UNIHASHMAP = "low:do_pack:1"`, eval.HashOptions{}, "", "SIGGEN_UNIHASHMAP has low:do_pack:1, which is not PN:TASK:TASKHASH:UNIHASH"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var warnings []string
			c.opts.Report = func(d *diag.Diagnostic) {
				if d.Severity != diag.Warning {
					t.Errorf("%v is no warning", d)
				}
				warnings = append(warnings, d.Message)
			}
			g, err := hashed(t, c.release, c.set, nil, c.opts)
			switch {
			case c.err == "" && err != nil, c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
				t.Fatalf("the error is %v, want %q", err, c.err)
			case err == nil && hashesOf(t, g, "top:do_pack").Unified != hashesOf(t, g, "top:do_pack").Task:
				t.Errorf("the unified hash is another: %+v", hashesOf(t, g, "top:do_pack"))
			}
			if c.warning == "" && warnings != nil || c.warning != "" && (len(warnings) != 1 || !strings.Contains(warnings[0], c.warning)) {
				t.Errorf("the warnings are %q, want %q", warnings, c.warning)
			}
		})
	}
}

// TestUnverifiedAnswer: releases before 2.8 take what a server says for a hash, whatever it is.
func TestUnverifiedAnswer(t *testing.T) {
	s := &hashservtest.Server{Answer: func(string, string) string { return "bad" }}
	g, err := hashed(t, "2.0", `BB_HASHSERVE = "`+s.Listen(t, "tcp", "127.0.0.1:0")+`"`, nil, eval.HashOptions{Dial: new(net.Dialer).DialContext})
	if err != nil {
		t.Fatal(err)
	}
	if got := hashesOf(t, g, "low:do_pack").Unified; got != "bad" {
		t.Errorf("the unified hash is %s", got)
	}
}
