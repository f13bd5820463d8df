package reference

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestFirstDifference(t *testing.T) {
	for _, c := range []struct{ got, want, out string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb", "a\nc", "line 2\nafter a\n got b\nwant c"},
		{"x", "y", "line 1\n got x\nwant y"},
		{"a", "a\nb", "line 2\nafter a\n got <end>\nwant b"},
		{"a\n<end>", "a", "line 2\nafter a\n got <end>\nwant <end>"},
	} {
		if out := FirstDifference(c.got, c.want); out != c.out {
			t.Errorf("%q, %q: %q, want %q", c.got, c.want, out, c.out)
		}
	}
}

// TestRecording writes a recording and reads it: a result that several releases share is kept once.
func TestRecording(t *testing.T) {
	file := filepath.Join(t.TempDir(), "recording.jsonl")
	want := Results{"bitbake": "<new>", "bitbake-2.18": "<new>", "bitbake-2.8": "<new>", "bitbake-2.0": nil}
	WriteRecording(t, file, []Recorded[string]{{"case", maps.Clone(want)}})
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(text); got != `{"case":"case","results":{"bitbake-2.0":null,"others":"<new>"}}`+"\n" {
		t.Errorf("the recording is %s", got)
	}
	list := ReadRecording[string](t, file, 1)
	for _, r := range Releases {
		if got := list[0].Results.Of(r.Folder); got != want[r.Folder] {
			t.Errorf("%s: %v, want %v", r.Folder, got, want[r.Folder])
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Setenv("KNEAD_COUNT", "")
	t.Setenv("KNEAD_SEED", "7")
	if n, seed := Count(t, 12), Seed(t); n != 12 || seed != 7 {
		t.Errorf("%d cases from seed %d, want 12 from 7", n, seed)
	}
}
