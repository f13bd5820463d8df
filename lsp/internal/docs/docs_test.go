package docs

import (
	"path"
	"strings"
	"testing"
)

// TestTexts checks the form of all texts.
func TestTexts(t *testing.T) {
	files, err := data.ReadDir("data")
	if err != nil || len(files) != len(tables()) {
		t.Fatal(len(files), "files are not", len(tables()), "subjects", err)
	}
	for _, f := range files {
		text, err := data.ReadFile(path.Join("data", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			name, body, ok := strings.Cut(line, ": ")
			switch {
			case line[0] == '#':
			case !ok || strings.Contains(name, " ") && !strings.Contains(name, "("):
				t.Errorf("%s: %q is no NAME: TEXT", f.Name(), line)
			case seen[name]:
				t.Errorf("%s: %s is there twice", f.Name(), name)
			case !strings.HasSuffix(body, ".") || len(body) > 300 || strings.TrimSpace(body) != body:
				t.Errorf("%s: %s: the text is too long, or no sentence", f.Name(), name)
			}
			seen[name] = true
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		subject Subject
		name    string
		some    string // a word of the text; "" for none
	}{
		{Variables, "DEPENDS", "sysroot"},
		{Variables, "PREFERRED_VERSION_linux-yocto", "version"},
		{Variables, "SRCREV_machine", "commit"},
		{Variables, "DEPENDS_x", ""},
		{Variables, "NOTHING", ""},
		{Flags, "[noexec]", "nothing runs"},
		{Words, "??=", "holds if nothing else"},
		{Tasks, "do_fetch", "DL_DIR"},
	} {
		if got := Of(c.subject, c.name); c.some == "" && got != "" || !strings.Contains(got, c.some) {
			t.Errorf("%s %s: %q", c.subject, c.name, got)
		}
	}
}

func TestFunctionOf(t *testing.T) {
	f, ok := FunctionOf("bb.utils.contains")
	if !ok || strings.Join(f.Parameters, " ") != "variable checkvalues truevalue falsevalue d" || !strings.HasPrefix(f.Text, "truevalue if") {
		t.Errorf("%+v %v", f, ok)
	}
	if f, ok = FunctionOf("d.keys"); !ok || len(f.Parameters) != 0 {
		t.Errorf("%+v %v", f, ok)
	}
	if _, ok = FunctionOf("bb.nothing"); ok {
		t.Error("there is a bb.nothing")
	}
	if len(FunctionNames()) < 50 {
		t.Error(FunctionNames())
	}
}
