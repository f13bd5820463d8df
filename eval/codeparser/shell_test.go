package codeparser

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

// shellResult is what BitBake makes of a text.
type shellResult struct {
	execs []string
	class string // of the error
	text  string
}

func (r *shellResult) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, &r.execs)
	}
	var e struct{ Error, Text string }
	err := json.Unmarshal(data, &e)
	r.class, r.text = e.Error, e.Text
	return err
}

func (r shellResult) equal(o shellResult) bool {
	return r.class == o.class && r.text == o.text && slices.Equal(r.execs, o.execs)
}

func (r shellResult) MarshalJSON() ([]byte, error) {
	if r.class == "" {
		return json.Marshal(append([]string{}, r.execs...))
	}
	return json.Marshal(map[string]string{"error": r.class, "text": r.text})
}

func analyse(text string, old bool) shellResult {
	execs, err := analyseShell(text, old)
	var e *ShellError
	if errors.As(err, &e) {
		return shellResult{class: e.Class, text: e.Msg}
	}
	return shellResult{execs: execs}
}

// recordedShell are texts with what BitBake makes of them: new and old releases.
type recordedShell struct {
	Text     string
	New, Old shellResult
}

const shellRecording = "testdata/shell.json"

// TestShell holds what was recorded. TestShellReplay records it.
func TestShell(t *testing.T) {
	data, err := os.ReadFile(shellRecording)
	if err != nil {
		t.Fatal(err)
	}
	var list []recordedShell
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		for _, old := range []bool{false, true} {
			want := r.New
			if old {
				want = r.Old
			}
			if got := analyse(r.Text, old); !got.equal(want) {
				t.Errorf("%q (old: %v):\ngot  %+v\nwant %+v", r.Text, old, got, want)
			}
		}
	}
}

// shellPieces are what random texts are made of. Those that open something stand beside what closes it.
var shellPieces = strings.Split(`foo|bar|x=1|A=$B|if|then|else|elif|fi|for|in|do|done|while|until|case|esac|{|}|!|(|)|;|;;|&|&&|\||\|\||<|>|>>|<<EOF|<<-EOF|<<'E'|2>&1|>&2|>\||<>|#c|"q"|"a $b"|"$(foo)"|$(bar x)|'s'|'|"|$|$x|${y}|${z:-w}|$((1))|((|))|[|]|[[|]]|eval|eval foo|function|\x|\||=x|x=|a=b=c|$(|`+"`"+`|`+"`ls`"+`|*|)|EOF|	EOF|E|-n|--|if true; then|; fi|; do|; done|case x in|a)|b\|c)|f() {|; }|$x=1|0|12|\n|local|export|FOO=bar cmd|"$(a "$(b)")"|eval "$(c)"|: ${x:=$(d)}|. e|!foo|if! |echo`, "|")

func randomShell(rng *rand.Rand) string {
	var b strings.Builder
	for range 1 + rng.Intn(14) {
		piece := strings.ReplaceAll(shellPieces[rng.Intn(len(shellPieces))], `\`, "|")
		if piece == "|n" {
			piece = "\n"
		}
		b.WriteString(piece)
		switch rng.Intn(8) {
		case 0:
		case 1:
			b.WriteString("\n")
		case 2:
			b.WriteString("\\\n")
		default:
			b.WriteString(" ")
		}
	}
	if rng.Intn(4) > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// structuredShell makes a text that is mostly right.
func structuredShell(rng *rand.Rand, depth int) string {
	if depth <= 0 {
		return []string{"foo", "bar -x", "x=1 cmd", "x=$(sub a)", "echo \"$(in \"$q\")\" > f", "eval run it", "cat <<EOF\ntext $(no)\nEOF\n",
			"$cmd x", "$(gen) y", "! neg", "a=`tick`", "[ -n \"$x\" ]", "test $(one) = `two`", ": ${x:=$(never)}", "A=b eval c", "echo if done"}[rng.Intn(16)]
	}
	s := func() string { return structuredShell(rng, depth-1-rng.Intn(2)) }
	end := func(text string) string {
		if strings.HasSuffix(text, "\n") {
			return text
		}
		return text + []string{"; ", "\n", ";\n", " ;\n"}[rng.Intn(4)]
	}
	switch rng.Intn(14) {
	case 0:
		return "if " + end(s()) + "then " + end(s()) + "fi"
	case 1:
		return "if " + end(s()) + "then " + end(s()) + "elif " + end(s()) + "then\n" + end(s()) + "else " + end(s()) + "fi > out"
	case 2:
		return "for i in a $(list) \"$(more)\"; do " + end(s()) + "done"
	case 3:
		return "while " + end(s()) + "do\n" + end(s()) + "done < in"
	case 4:
		return "case $(w) in\na) " + s() + " ;;\n$(p)|*) " + end(s()) + "esac"
	case 5:
		return "f" + fmt.Sprint(rng.Intn(3)) + "() {\n" + end(s()) + "}\nf1"
	case 6:
		return "( " + s() + " )"
	case 7:
		return "{ " + end(s()) + "}"
	case 8:
		return s() + " && " + s()
	case 9:
		return s() + " || " + s()
	case 10:
		return s() + " | " + s()
	case 11:
		return end(s()) + s()
	case 12:
		return s() + " & " + s()
	}
	return "# comment\n" + end(s()) + s()
}

// TestShellReplay makes texts by chance and compares with real BitBakes, where KNEAD_BITBAKE names a folder with checkouts
// of them. KNEAD_SHELL names a file with a JSON list of further texts. With UPDATE=1 it records some.
func TestShellReplay(t *testing.T) {
	reference.Need(t)
	rng := rand.New(rand.NewSource(reference.Seed(t)))
	var texts []string
	for i := range reference.Count(t, 20000) {
		if i%2 == 0 {
			texts = append(texts, randomShell(rng))
		} else {
			texts = append(texts, structuredShell(rng, 3)+"\n")
		}
	}
	if file := os.Getenv("KNEAD_SHELL"); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var more []string
		if err := json.Unmarshal(data, &more); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, more...)
	}
	list := make([]recordedShell, len(texts))
	for _, release := range reference.Releases {
		var results []shellResult
		reference.Program{Args: []string{"testdata/shell_replay.py", release.Dir()}, Input: texts}.Answer(t, &results)
		old := release.Minor <= 8
		bad, failing := 0, 0
		for i, want := range results {
			list[i].Text = texts[i]
			if old {
				list[i].Old = want
			} else {
				list[i].New = want
			}
			if want.class != "" {
				failing++
			}
			if got := analyse(texts[i], old); !got.equal(want) {
				if bad++; bad <= 8 {
					t.Errorf("%s: %q\ngot  %+v\nwant %+v", release.Folder, texts[i], got, want)
				}
			}
		}
		t.Logf("%s: %d texts, %d differ, %d cannot be read", release.Folder, len(texts), bad, failing)
	}
	if os.Getenv("UPDATE") != "" {
		data, err := json.MarshalIndent(list[:min(len(list), 600)], "", " ")
		if err == nil {
			err = os.WriteFile(shellRecording, data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzShell(f *testing.F) {
	f.Add("if foo; then bar \"$(x)\"; fi\ncat <<EOF\n$x\nEOF\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = analyseShell(text, false) // any text is fine as long as nothing panics
	})
}
