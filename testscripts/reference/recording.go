package reference

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Recorded is a case with what the releases of BitBake made of it, a line of a recording.
type Recorded[Case any] struct {
	Case    Case    `json:"case"`
	Results Results `json:"results"`
}

// Results are by the folders of Releases; "others" is that of all that are not named.
type Results map[string]any

// Of returns a release's result.
func (r Results) Of(folder string) any {
	if result, ok := r[folder]; ok {
		return result
	}
	return r["others"]
}

// packed returns the results with the newest release's once for all that have the same.
func (r Results) packed() Results {
	newest := r[Releases[0].Folder]
	out := Results{"others": newest}
	for folder, result := range r {
		if !reflect.DeepEqual(result, newest) {
			out[folder] = result
		}
	}
	return out
}

// ReadRecording reads a file that WriteRecording wrote, which has to have at least so many cases.
func ReadRecording[Case any](t testing.TB, file string, least int) []Recorded[Case] {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []Recorded[Case]
	for line := range bytes.Lines(data) {
		var r Recorded[Case]
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		list = append(list, r)
	}
	if len(list) < least {
		t.Fatalf("%s has only %d cases", file, len(list))
	}
	return list
}

// WriteRecording writes cases, each as a line of JSON.
func WriteRecording[Case any](t testing.TB, file string, list []Recorded[Case]) {
	t.Helper()
	var b strings.Builder
	for _, r := range list {
		b.WriteString(Show(Recorded[Case]{r.Case, r.Results.packed()}) + "\n")
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Show returns a value as a line of JSON.
func Show(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Plain returns a value as it is once JSON has carried it, so that it can be compared with an answer.
func Plain(t testing.TB, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Plant writes files, given by their paths, for a real program to find.
func Plant(t testing.TB, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
