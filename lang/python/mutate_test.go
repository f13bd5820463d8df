package python

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/knead-build/knead/testscripts/reference"
)

// fragments are what mutations put into texts.
var fragments = []string{
	"(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\"\"\"", ",", ":", "=", "==", ":=", ".", "*", "**", "+", "-", "/", "@",
	"->", ";", "\\", "\\\n", "\n", "\n  ", "\n\t", " ", "  ", "#", "$", "?", "!", "!=", "<>", "`", "0", "01", "1a", "1_", "0x",
	"1e5", "1.", "2j", "x", "é", "€", "\u00a0", "a b", " if ", " else ", " for x in y ", " in ", " not ", " is ", " lambda ",
	"lambda x: ", " and ", " or ", "await ", "yield ", " async ", "print ", "exec ", "None", "True", "_", "match ", "case ",
	"f'{a}'", "f'{a b}'", "f'{'", "f'}'", "b'é'", "b'a'", "'\\x'", "'\\N{x}'", "u'a'", "import ", "from ", "return ", "del ",
	"pass", "def f():", "class A:", "with ", " as ", "try:", "except", "except*", "finally:", "global x", "raise ", "assert ",
	"while ", "elif ", "else:", "if x:", "break", "*a", "**a", "a=1", "...", "~", "|=", "+=", "<", ">=", "\x01", "\f", "\r\n", "\r",
}

// mutate returns a text with some characters or tokens deleted, doubled, replaced or put in.
func mutate(r *rand.Rand, s string, corpus []string) string {
	pick := func(list []string) string { return list[r.Intn(len(list))] }
	for range 1 + r.Intn(3) {
		i := r.Intn(len(s) + 1)
		j := min(len(s), i+1+r.Intn(7))
		switch r.Intn(8) {
		case 0:
			s = s[:i] + s[min(len(s), i+1):]
		case 1:
			s = s[:i] + s[j:]
		case 2:
			s = s[:j] + s[i:j] + s[j:]
		case 3, 4:
			s = s[:i] + pick(fragments) + s[i:]
		case 5:
			if r.Intn(2) == 0 {
				s = s[:i]
			} else {
				s = s[i:]
			}
		case 6:
			toks := lexText(s, true, true).toks
			t := toks[r.Intn(len(toks))]
			switch r.Intn(3) {
			case 0:
				s = s[:t.start] + s[t.end:]
			case 1:
				s = s[:t.end] + " " + s[t.start:t.end] + s[t.end:]
			default:
				s = s[:t.start] + pick(fragments) + s[t.end:]
			}
		default:
			other := pick(corpus)
			from := r.Intn(len(other) + 1)
			s = s[:i] + other[from:min(len(other), from+10)] + s[i:]
		}
	}
	return strings.TrimLeft(strings.ToValidUTF8(s, "?"), "\ufeff")
}

// TestMutated compares errors for many broken texts with those of the CPython at hand, which must be the very release
// that the record is of. KNEAD_COUNT says how many texts of each mode.
func TestMutated(t *testing.T) {
	o := startOracle(t)
	if o == nil || o.version != loadRecord(t).Version {
		t.Skip("the CPython release that the record is of is not at hand")
	}
	n, seed := reference.Count(t, 1000), reference.Seed(t)
	for _, mode := range []string{"eval", "exec"} {
		corpus := expressionTexts
		if mode == "exec" {
			corpus = moduleTexts
		}
		r := rand.New(rand.NewSource(seed))
		wrong, equal, places := 0, 0, 0
		for range n {
			text := mutate(r, corpus[r.Intn(len(corpus))], corpus)
			if !utf8.ValidString(text) {
				continue
			}
			want, got := o.ask(t, "error", mode, text), ours(mode, text)
			if want.Compile != "" {
				wrong++
			}
			const unterminated = "SyntaxError: unterminated string literal"
			switch {
			case strings.HasPrefix(got.Parse, unterminated) != strings.HasPrefix(want.Parse, unterminated):
				t.Errorf("UNTERMINATED %s %q\n got %s\nwant %s", mode, text, got.Parse, want.Parse)
			case got.Parse != want.Parse || got.Compile != want.Compile:
				t.Errorf("%s %q\n got %s | %s\nwant %s | %s", mode, text, got.Parse, got.Compile, want.Parse, want.Compile)
			case want.Compile != "":
				equal++
				if got.Place == want.Place {
					places++
				}
			}
		}
		t.Logf("%s: %d texts, %d of them wrong; the error is the same for %d, and its place for %d", mode, n, wrong, equal, places)
	}
}
