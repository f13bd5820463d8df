package sigdata_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/knead-build/knead/eval/sigdata"
)

func example() *sigdata.Data {
	sum := "0123456789abcdef0123456789abcdef"
	d := &sigdata.Data{
		Task: "do_build", IgnoreVars: sigdata.Set{"PATH"}, TaskDeps: sigdata.Set{"A", "B", "do_build[func]"},
		GenDeps: map[string]sigdata.Set{"A": {"B"}, "B": nil, "do_build[func]": nil},
		VarVals: map[string]any{"do_build": "    echo ${A}\n", "A": "${B} <ä>", "B": nil, "do_build[func]": 1},
		Files:   []sigdata.File{{Name: "./sub/data", Sum: &sum}, {Name: "gone"}},
		Whole:   true, RunTaskDeps: []string{"b:do_x", "a:do_x"},
		RunTaskHashes: map[string]string{"b:do_x": strings.Repeat("b", 64), "a:do_x": strings.Repeat("a", 64)},
	}
	d.BaseHash = d.ComputeBase()
	d.TaskHash = d.ComputeTask()
	d.UniHash = d.TaskHash
	return d
}

func TestWriteRead(t *testing.T) {
	d := example()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := sigdata.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got.ComputeBase() != d.BaseHash || got.ComputeTask() != d.TaskHash {
		t.Error("the hashes differ behind writing and reading")
	}
	got.VarVals["do_build[func]"] = int(got.VarVals["do_build[func]"].(float64))
	for _, x := range []*sigdata.Data{got, d} {
		for name, deps := range x.GenDeps {
			if len(deps) == 0 {
				x.GenDeps[name] = nil
			}
		}
	}
	if !reflect.DeepEqual(got, d) {
		t.Errorf("written %+v\nread %+v", d, got)
	}
}

// The hashes of these texts, made with sha256sum.
func TestCompute(t *testing.T) {
	d := &sigdata.Data{Task: "do_x", TaskDeps: sigdata.Set{"B", "A"}, VarVals: map[string]any{"do_x": "run\n", "A": "1", "B": nil}}
	const base = "b3ccdd27ca4eda38d93fe573d04c4f8cf17b05b8d805326c1656e2d1fe391213"
	if got := d.ComputeBase(); got != base {
		t.Errorf("base hash %s, not %s", got, base)
	}
	d.BaseHash, d.Taint = "base", "nostamp:1234"
	const task = "16b1a116f77db5adcf78fc4ad876374a11ed75dbbb44b8c6531f3a1d0a57bf6b"
	if got := d.ComputeTask(); got != task {
		t.Errorf("hash %s, not %s", got, task)
	}
}

func TestBadFiles(t *testing.T) {
	compress := func(text string) []byte {
		z, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		return z.EncodeAll([]byte(text), nil)
	}
	var good bytes.Buffer
	if err := example().Write(&good); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"empty": nil, "text": []byte("hello"), "no JSON": compress("{"), "another document": compress(`{"a": 1}`), "a list": compress("[]"),
		"cut": good.Bytes()[:good.Len()/2], "a file without checksum": compress(`{"task":"x","varvals":{},"file_checksum_values":[["a"]]}`),
	} {
		if _, err := sigdata.Read(bytes.NewReader(text)); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func TestReadUnihashes(t *testing.T) {
	for _, c := range []struct{ pickle, err string }{
		{"(lp0\n(dp1\nV:a:do_b\np2\n(V1\nV2\ntp3\nsaV3\na.", ""},
		{"(lp0\n(dp1\nV:a:do_b\np2\n(V1\nV2\ntp3\nsaV2\na.", ""}, // another version
		{"(dp0\n.", "not what BitBake writes"},
		{"(lp0\n(lp1\naV3\na.", "not what BitBake writes"},
		{"(lp0\n(dp1\nV:a:do_b\np2\nV1\nsaV3\na.", "not what BitBake writes"},
		{"(lp0\n(dp1\nV:a:do_b\np2\n(V1\nI2\ntp3\nsaV3\na.", "not what BitBake writes"},
		{"(lp0", "reading unified hashes"},
		{"", "reading unified hashes"},
	} {
		got, err := sigdata.ReadUnihashes(strings.NewReader(c.pickle))
		if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%q: %v, want %q", c.pickle, err, c.err)
		}
		want := map[string]sigdata.Unihash{":a:do_b": {Task: "1", Unified: "2"}}
		if strings.Contains(c.pickle, "V2\na.") {
			want = nil
		}
		if c.err == "" && !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", c.pickle, got, want)
		}
	}
}
