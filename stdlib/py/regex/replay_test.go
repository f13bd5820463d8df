package regex

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

type testCase struct {
	P     string `json:"p"`
	F     Flags  `json:"f"`
	T     string `json:"t"`
	Bytes bool   `json:"b,omitempty"`
	Start *int   `json:"s,omitempty"`
	End   *int   `json:"e,omitempty"`
}

type testAnswer struct {
	Bug    string         `json:"bug,omitempty"`
	Error  string         `json:"error,omitempty"`
	Class  string         `json:"class,omitempty"`
	Pos    int            `json:"pos,omitempty"`
	Str    string         `json:"str,omitempty"`
	Flags  Flags          `json:"flags"`
	Groups int            `json:"groups"`
	Names  map[string]int `json:"names"`
	Match  *testFound     `json:"match"`
	Full   *testFound     `json:"full"`
	Search *testFound     `json:"search"`
	All    []*testFound   `json:"all"`
}

// testFound is a match: the spans in code points and the last group.
type testFound [2]any

func TestReplay(t *testing.T) {
	cases := append(fixedCases(), generate(rand.New(rand.NewSource(reference.Seed(t))), reference.Count(t, 1000))...)
	const golden = "testdata/replay.jsonl"
	var answers []testAnswer
	switch {
	case reference.Python311() != "":
		answers = ask(t, reference.Python311(), cases)
		if os.Getenv("UPDATE") != "" {
			record(t, golden, cases, answers)
		}
	default:
		cases, answers = recorded(t, golden)
	}
	wrong := 0
	for i, c := range cases {
		got := ours(c)
		if possessiveGroup.MatchString(c.P) {
			forgetGroups(&got)
			forgetGroups(&answers[i])
		}
		if reason := differ(got, answers[i]); reason != "" {
			wrong++
			if wrong <= 25 {
				t.Errorf("pattern %q flags %d text %q bytes %v: %s", c.P, c.F, c.T, c.Bytes, reason)
			}
		}
	}
	t.Logf("%d of %d cases agree with CPython", len(cases)-wrong, len(cases))
}

// possessiveGroup finds possessive repetitions of groups. What groups inside them have matched is wrong in CPython 3.11 (some
// of it gives a SystemError that asks for a bug report), so only the whole match is compared.
var possessiveGroup = regexp.MustCompile(`\)([*+?]|\{\d*,?\d*\})\+|\(\?>`)

func forgetGroups(a *testAnswer) {
	for _, f := range append([]*testFound{a.Match, a.Full, a.Search}, a.All...) {
		if f == nil {
			continue
		}
		if spans, ok := f[0].([]any); ok {
			*f = testFound{spans[:2], nil}
		}
	}
}

func ask(t *testing.T, python string, cases []testCase) []testAnswer {
	t.Helper()
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, c := range cases {
		if err := enc.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, "testdata/replay.py")
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return parseAnswers(t, out)
}

func parseAnswers(t *testing.T, data []byte) []testAnswer {
	t.Helper()
	var answers []testAnswer
	dec := json.NewDecoder(bytes.NewReader(data))
	for dec.More() {
		var a testAnswer
		if err := dec.Decode(&a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers
}

func record(t *testing.T, file string, cases []testCase, answers []testAnswer) {
	t.Helper()
	var out bytes.Buffer
	for i, c := range cases {
		line, err := json.Marshal([]any{c, answers[i]})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func recorded(t *testing.T, file string) (cases []testCase, answers []testAnswer) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	for dec.More() {
		var c testCase
		var a testAnswer
		if err := dec.Decode(&[2]any{&c, &a}); err != nil {
			t.Fatal(err)
		}
		cases, answers = append(cases, c), append(answers, a)
	}
	return cases, answers
}

// ours answers a case.
func ours(c testCase) testAnswer {
	compileIt, text := compile, c.T
	p := c.P
	if c.Bytes {
		p, text = latin1(p), latin1(text)
	}
	re, err := compileIt(p, c.F, c.Bytes)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			return testAnswer{Error: e.Msg, Pos: e.Pos, Str: e.Error()}
		}
		return testAnswer{Error: err.Error()}
	}
	a := testAnswer{Flags: re.Flags(), Groups: re.Groups()}
	if len(re.index) > 0 {
		a.Names = re.index
	}
	offsets := offsetsOf(text, c.Bytes)
	start, end := 0, len(text)
	if c.Start != nil {
		start = offsets[min(*c.Start, len(offsets)-1)]
	}
	if c.End != nil {
		end = offsets[min(*c.End, len(offsets)-1)]
	}
	points := map[int]int{}
	for i, o := range offsets {
		points[o] = i
	}
	shape := func(f *Found, err error) *testFound {
		if err != nil {
			return &testFound{err.Error(), nil}
		}
		if f == nil {
			return nil
		}
		spans := make([]any, len(f.Spans))
		for i, x := range f.Spans {
			spans[i] = -1.0
			if x >= 0 {
				spans[i] = float64(points[x])
			}
		}
		return &testFound{spans, float64(f.Last)}
	}
	a.Match = shape(re.Find(Input{Text: text, Start: start, End: end, Mode: Match}))
	a.Full = shape(re.Find(Input{Text: text, Start: start, End: end, Mode: FullMatch}))
	a.Search = shape(re.Find(Input{Text: text, Start: start, End: end}))
	a.All = []*testFound{}
	scan := re.Scan(text, start, end, nil)
	for {
		f, err := scan.Next()
		if f == nil && err == nil {
			return a
		}
		a.All = append(a.All, shape(f, err))
	}
}

func latin1(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func offsetsOf(s string, bytes bool) []int {
	var out []int
	for i := 0; i < len(s); {
		out = append(out, i)
		_, n := runeAt(s, i, bytes)
		i += n
	}
	return append(out, len(s))
}

func differ(got, want testAnswer) string {
	if want.Bug != "" {
		return ""
	}
	if want.Error != "" || got.Error != "" {
		if got.Error != want.Error || want.Class == "" && (got.Pos != want.Pos || got.Str != want.Str) {
			return fmt.Sprintf("error %q at %d (%s), want %q at %d (%s)", got.Error, got.Pos, got.Str, want.Error, want.Pos, want.Str)
		}
		return ""
	}
	got.Class, want.Class = "", ""
	if reflect.DeepEqual(got, want) {
		return ""
	}
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	return fmt.Sprintf("\n got %s\nwant %s", g, w)
}
