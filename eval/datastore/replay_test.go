package datastore

import (
	"encoding/json"
	"math/rand"
	"os"
	"reflect"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

// program is a list of operations: a name and arguments each.
type program [][]string

// generate makes a program by chance, of few names so that they meet.
func generate(rng *rand.Rand) program {
	pick := func(list ...string) string { return list[rng.Intn(len(list))] }
	name := func() string {
		n := pick("A", "B", "C", "f", "fo", "AB", "B-c")
		for rng.Intn(3) == 0 {
			n += ":" + pick("x", "y", "z", "fo", "1", "X", "append", "prepend", "remove", "${K}")
		}
		return n
	}
	value := func() string {
		v := ""
		for range rng.Intn(4) {
			v += pick("a", "b", " ", "  ", "a b", "c", "${A}", "${B}", "${C}", "${f}", "${U}", "${A:x}", "${", "}", "${A${K}}", "\n", "é", "\t", "${AB}", "b c ")
		}
		return v
	}
	flag := func() string { return pick("f", "g", "doc", "export", "_x") }
	p := program{{"set", "OVERRIDES", pick("x", "x:y", "y:x:z", "", "x:${O}", "fo:1:x", "x:y:x", "${O}")}, {"set", "K", pick("B", "x", "k")}, {"set", "O", pick("y", "x", "z:y")}}
	for range 1 + rng.Intn(10) {
		switch rng.Intn(18) {
		case 0, 1, 2:
			p = append(p, []string{"set", name(), value()})
		case 3, 4, 5, 6, 7:
			p = append(p, []string{"assign", name(), value()})
		case 8:
			p = append(p, []string{"weak", name(), value()})
		case 9:
			p = append(p, []string{"flag", name(), flag(), value()})
		case 10:
			p = append(p, []string{pick("append", "prepend"), name(), value()})
		case 11:
			p = append(p, []string{"del", name()})
		case 12:
			p = append(p, []string{pick("delflag", "appendflag"), name(), flag(), value()})
			if last := &p[len(p)-1]; (*last)[0] == "delflag" {
				*last = (*last)[:3]
			}
		case 13:
			p = append(p, []string{"rename", name(), name()})
		case 14:
			p = append(p, []string{pick("keys", "copy")})
		case 15:
			p = append(p, []string{"set", pick("O", "K", "OVERRIDES"), pick("x", "y", "z", "x:y", "${O}", "fo")})
		case 16:
			p = append(p, []string{pick("get", "delflags"), name()})
		case 17:
			p = append(p, []string{"assign", pick("OVERRIDES:append", "OVERRIDES:prepend", "OVERRIDES:x", "O:y", "OVERRIDES:append:x"), pick(":z", "y:", ":${K}")})
		}
	}
	return p
}

// noPython is an evaluator for values without Python.
type noPython struct{}

func (noPython) Compile(code string) *Code                    { return &Code{Text: code} }
func (noPython) Inline(*Store, *Code, string) (string, error) { return "", ErrUnterminated }
func (noPython) Filter(_ *Store, val, _ string) (any, error)  { return val, nil }
func (noPython) Analyse(string) *Analysis                     { return &Analysis{} }
func (noPython) Passes(error) bool                            { return false }

// execute runs a program and returns what testdata/replay.py prints for it.
func execute(p program, b Behaviour) any {
	d := New(&Env{Behaviour: b, Evaluator: noPython{}})
	at := Origin{}
	for _, op := range p {
		var err error
		switch op[0] {
		case "set":
			err = d.Set(op[1], op[2], at)
		case "assign":
			err = d.Assign(op[1], op[2], at)
		case "weak":
			err = d.SetWeak(op[1], op[2], at)
		case "flag":
			err = d.SetFlag(op[1], op[2], op[3], at)
		case "appendflag":
			err = d.AppendFlag(op[1], op[2], op[3], at)
		case "append":
			err = d.Append(op[1], op[2], at)
		case "prepend":
			err = d.Prepend(op[1], op[2], at)
		case "del":
			d.Delete(op[1], at)
		case "delflag":
			d.DeleteFlag(op[1], op[2], at)
		case "delflags":
			d.DeleteFlags(op[1], at)
		case "rename":
			err = d.Rename(op[1], op[2], at)
		case "keys":
			err = d.ExpandKeys()
		case "get":
			_, err = d.Value(op[1])
		case "copy":
			d = d.Copy()
		}
		if err != nil {
			return nil
		}
	}
	keys, err := d.Keys()
	if err != nil {
		return nil
	}
	names, values, flags := []any{}, map[string]any{}, map[string]any{}
	attempt := func(v any, err error) any {
		if err != nil {
			return "!"
		}
		return v
	}
	for _, k := range keys {
		names = append(names, k)
		values[k] = []any{attempt(d.Raw(k)), attempt(d.Value(k))}
		f := map[string]any{}
		for _, x := range d.Flags(k) {
			f[x.Name] = x.Value
		}
		if len(f) > 0 {
			flags[k] = f
		}
	}
	return []any{names, values, flags}
}

// recorded is a program with the results of the releases.
type recorded struct {
	Program program        `json:"program"`
	Results map[string]any `json:"results"` // by BitBake folder
}

const recording = "testdata/programs.json"

// TestRecorded compares programs with what four BitBakes made of them.
func TestRecorded(t *testing.T) {
	data, err := os.ReadFile(recording)
	if err != nil {
		t.Fatal(err)
	}
	var list []recorded
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 300 {
		t.Fatalf("only %d programs are recorded", len(list))
	}
	for _, r := range list {
		for _, release := range reference.Releases {
			want, ok := r.Results[release.Folder]
			if !ok {
				continue // it ended in time's limit
			}
			if got := reference.Plain(t, execute(r.Program, BehaviourOf(release.Major, release.Minor))); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s\ngot  %s\nwant %s", release.Folder, r.Program, reference.Show(got), reference.Show(want))
			}
		}
	}
}

// TestReplay makes programs by chance and compares with real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of
// them. With UPDATE=1 it records some.
func TestReplay(t *testing.T) {
	reference.Need(t)
	rng := rand.New(rand.NewSource(reference.Seed(t)))
	list := make([]recorded, reference.Count(t, 5000))
	programs := make([]program, len(list))
	for i := range list {
		programs[i] = generate(rng)
		list[i] = recorded{programs[i], map[string]any{}}
	}
	for _, r := range reference.Releases {
		release, b := r.Folder, BehaviourOf(r.Major, r.Minor)
		var results []any
		reference.Program{Args: []string{"testdata/replay.py", r.Dir()}, Input: programs}.Answer(t, &results)
		bad, none := 0, 0
		for i, want := range results {
			list[i].Results[release] = want
			if want == nil {
				none++
			}
			if want == "endless" {
				delete(list[i].Results, release)
				continue
			}
			if got := reference.Plain(t, execute(programs[i], b)); !reflect.DeepEqual(got, want) {
				if bad++; bad <= 5 {
					t.Errorf("%s: %s\ngot  %s\nwant %s", release, programs[i], reference.Show(got), reference.Show(want))
				}
			}
		}
		t.Logf("%s: %d programs, %d differ, %d end in an error", release, len(programs), bad, none)
	}
	if os.Getenv("UPDATE") != "" {
		data, err := json.MarshalIndent(list[:min(len(list), 400)], "", " ")
		if err == nil {
			err = os.WriteFile(recording, data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
