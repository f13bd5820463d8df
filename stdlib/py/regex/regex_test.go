package regex

import (
	"errors"
	"strings"
	"testing"
)

func TestTemplate(t *testing.T) {
	re, err := Compile(`(?P<a>a+)|(b)`, 0)
	if err != nil {
		t.Fatal(err)
	}
	f, err := re.Find(Input{Text: "xaay", End: 4})
	if err != nil || f == nil {
		t.Fatal(f, err)
	}
	for _, c := range []struct{ in, out, err string }{
		{"", "", ""},
		{"plain", "plain", ""},
		{`<\1>`, "<aa>", ""},
		{`<\g<a>\g<0>\g<1>\2>`, "<aaaaaa>", ""},
		{`\n\t\\\.`, "\n\t\\\\.", ""},
		{`\141\08`, "a\x008", ""},
		{`\3`, "", "invalid group reference 3 at position 1"},
		{`\g<3>`, "", "invalid group reference 3 at position 3"},
		{`\g<x>`, "", "unknown group name 'x'"},
		{`\g`, "", "missing < at position 2"},
		{`\g<`, "", "missing group name at position 3"},
		{`\g<a`, "", "missing >, unterminated name at position 3"},
		{`\g<1a>`, "", "bad character in group name '1a' at position 3"},
		{`\q`, "", `bad escape \q at position 0`},
		{`a\`, "", "bad escape (end of pattern) at position 1"},
		{`\777`, "", `octal escape value \777 outside of range 0-0o377 at position 0`},
	} {
		tmpl, err := re.Template(c.in)
		if err != nil {
			if err.Error() != c.err {
				t.Errorf("%q: %v, want %s", c.in, err, c.err)
			}
			continue
		}
		if got := string(tmpl.Expand(nil, "xaay", f.Spans)); got != c.out || c.err != "" {
			t.Errorf("%q: %q, want %q %s", c.in, got, c.out, c.err)
		}
	}
}

func TestSurrogates(t *testing.T) {
	re, err := Compile("^.$", 0)
	if err != nil {
		t.Fatal(err)
	}
	if lone := "\xed\xa0\x80"; !re.MatchStart(lone) || re.MatchStart(lone+lone) {
		t.Error("a lone surrogate is one character")
	}
}

// TestLimits runs patterns that CPython would not finish either.
func TestLimits(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	in := Input{Text: strings.Repeat("ab", 1000), End: 2000, Step: func() error {
		if n++; n > 100000 {
			return stop
		}
		return nil
	}}
	re, err := Compile(`(?:(?:a|ab|b|ba)*)*c`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := re.Find(in); f != nil || !errors.Is(err, stop) {
		t.Errorf("got %v, %v", f, err)
	}
	if _, err := Compile(strings.Repeat("(", 10000), 0); !errors.Is(err, ErrDepth) {
		t.Errorf("deep nesting: %v", err)
	}
	long := strings.Repeat("ab", 200000)
	if re, _ = Compile(`(?:a|b)*$`, 0); !re.FullMatch(long) {
		t.Error("a long text does not match")
	}
}

func TestEscape(t *testing.T) {
	if got := Escape("a.b-c_d é\n/"); got != `a\.b\-c_d\ é`+"\\\n/" {
		t.Errorf("%q", got)
	}
}

func FuzzCompile(f *testing.F) {
	for _, c := range fixedCases() {
		f.Add(c.P, int(c.F), c.T)
	}
	f.Fuzz(func(t *testing.T, pattern string, flags int, text string) {
		for _, bytes := range []bool{false, true} {
			re, err := compile(pattern, Flags(flags)&511, bytes)
			if err != nil {
				continue
			}
			n := 0
			stop := errors.New("stop")
			found, err := re.Find(Input{Text: text, End: len(text), Step: func() error {
				if n++; n > 1000 {
					return stop
				}
				return nil
			}})
			if err != nil || found == nil {
				continue
			}
			for i := 0; i < len(found.Spans); i += 2 {
				if s, e := found.Spans[i], found.Spans[i+1]; s > e || e > len(text) {
					t.Errorf("%q on %q: %v", pattern, text, found.Spans)
				}
			}
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	text := strings.Repeat("some words here and there, ", 100) + "key = value"
	for _, p := range []string{`(\w+) = (\w+)`, `key`, `^\s*(?P<k>\w+)\s*=`, `(?!x).*value$`} {
		re, err := Compile(p, 0)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(p, func(b *testing.B) {
			for b.Loop() {
				re.Search(text)
			}
		})
	}
}
