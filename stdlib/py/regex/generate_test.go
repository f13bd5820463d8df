package regex

import (
	"fmt"
	"math/rand"
	"strings"
)

// generator makes up patterns that are mostly valid.
type generator struct {
	*rand.Rand
	groups int
	names  []string
	depth  int
	bytes  bool
}

var literals = []string{"a", "b", "c", "A", "B", "ab", "1", "_", "-", " ", "\\.", "x", "\\n", "\\t", "é", "ß", "İ", "ı", "ſ", "s", "K", "K", "µ", "ǅ", "Σ", "ς", "\\x61", "\\u00e9", "\\141", "\\\\", "\n"}

func (g *generator) pick(list ...string) string { return list[g.Intn(len(list))] }

func (g *generator) literal() string {
	for {
		s := literals[g.Intn(len(literals))]
		if g.Intn(3) > 0 {
			s = g.pick("a", "b", "c", "A", "x", "1", "_", "ab")
		}
		if !g.bytes || strings.IndexFunc(s, func(r rune) bool { return r > 255 }) < 0 && !strings.HasPrefix(s, "\\u") {
			return s
		}
	}
}

func (g *generator) alternatives() string {
	g.depth++
	defer func() { g.depth-- }()
	n := 1
	if g.Intn(3) == 0 {
		n += 1 + g.Intn(2)
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = g.sequence()
	}
	return strings.Join(parts, "|")
}

func (g *generator) sequence() string {
	var b strings.Builder
	n := g.Intn(4)
	if n == 0 && g.Intn(3) > 0 {
		n = 1
	}
	for range n {
		b.WriteString(g.item())
	}
	return b.String()
}

func (g *generator) item() string {
	s := g.atom()
	if g.Intn(5) < 2 {
		s += g.pick("*", "+", "?", "{2}", "{1,2}", "{0,3}", "{,2}", "{2,}", "*", "+", "?")
		s += g.pick("", "", "", "?", "+")
	}
	return s
}

func (g *generator) atom() string {
	k := g.Intn(30)
	if g.depth > 4 && k >= 12 {
		k = g.Intn(12)
	}
	switch {
	case k < 8:
		return g.literal()
	case k < 9:
		return "."
	case k < 10:
		return g.pick("\\w", "\\d", "\\s", "\\W", "\\D", "\\S")
	case k < 12:
		return g.set()
	case k < 14:
		return g.pick("^", "$", "\\b", "\\B", "\\A", "\\Z")
	case k < 20:
		return g.group()
	case k < 23:
		return "(?:" + g.alternatives() + ")"
	case k < 25:
		return g.pick("(?=", "(?!", "(?<=", "(?<!") + g.alternatives() + ")"
	case k < 26:
		return "(?>" + g.alternatives() + ")"
	case k < 27:
		return g.pick("(?i:", "(?s:", "(?m:", "(?-i:", "(?a:", "(?x: ") + g.alternatives() + ")"
	case k < 29:
		if g.groups > 0 {
			if len(g.names) > 0 && g.Intn(3) == 0 {
				return "(?P=" + g.pick(g.names...) + ")"
			}
			return fmt.Sprintf("\\%d", 1+g.Intn(g.groups))
		}
		return g.literal()
	}
	if g.groups > 0 {
		return fmt.Sprintf("(?(%d)%s|%s)", 1+g.Intn(g.groups), g.sequence(), g.sequence())
	}
	return g.literal()
}

func (g *generator) group() string {
	g.groups++
	if g.Intn(5) == 0 {
		name := fmt.Sprintf("n%d", g.groups)
		s := "(?P<" + name + ">" + g.alternatives() + ")"
		g.names = append(g.names, name)
		return s
	}
	return "(" + g.alternatives() + ")"
}

func (g *generator) set() string {
	var b strings.Builder
	b.WriteString(g.pick("[", "[", "[^"))
	for range 1 + g.Intn(3) {
		switch g.Intn(6) {
		case 0:
			b.WriteString(g.pick("a-c", "A-Z", "0-9", "a-z", "\\x00-b"))
		case 1:
			b.WriteString(g.pick("\\w", "\\d", "\\s", "\\W", "\\n", "\\b"))
		default:
			b.WriteString(g.literal())
		}
	}
	b.WriteString("]")
	return b.String()
}

func (g *generator) text() string {
	var b strings.Builder
	for range g.Intn(9) {
		if g.Intn(12) == 0 {
			s := g.pick("\n", " ", ".", "-", "é", "É", "ß", "ſ", "K", "İ", "ı", "I", "i", "k", "ς", "σ", "Σ", "\u2003", "٣", "𝒳", "\t", "\x1c", "µ", "μ")
			if !g.bytes || []rune(s)[0] < 256 {
				b.WriteString(s)
				continue
			}
		}
		b.WriteString(g.pick("a", "b", "c", "a", "b", "A", "B", "1", "_", "x", "ab"))
	}
	if g.Intn(8) == 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// garble spoils a pattern, so that errors are tested too.
func (g *generator) garble(s string) string {
	r := []rune(s)
	for range 1 + g.Intn(2) {
		at := g.Intn(len(r) + 1)
		switch g.Intn(3) {
		case 0:
			ins := []rune(g.pick("(", ")", "[", "]", "{", "}", "*", "+", "?", "\\", "|", "(?", "(?P<", "(?P=", "{2", ",", "(?<", "-", "^", "(?i)", "(?x)", "(?#", "\\N{DIGIT ONE}", "\\8", "\\400", "\\x", "\\u12", "\\q", ">", "(?(1)", "(?(x)", "(?-", "(?L)", "\\Z", "(?z)", "\n"))
			r = append(r[:at:at], append(ins, r[at:]...)...)
		case 1:
			if at < len(r) {
				r = append(r[:at:at], r[at+1:]...)
			}
		case 2:
			r = r[:at]
		}
	}
	return string(r)
}

func generate(r *rand.Rand, n int) []testCase {
	var out []testCase
	for len(out) < n {
		g := &generator{Rand: r, bytes: r.Intn(8) == 0}
		c := testCase{P: g.alternatives(), T: g.text(), Bytes: g.bytes}
		for _, f := range []Flags{IgnoreCase, MultiLine, DotAll, Verbose, ASCII} {
			if r.Intn(7) == 0 {
				c.F |= f
			}
		}
		if r.Intn(60) == 0 {
			c.F |= []Flags{Locale, Unicode}[r.Intn(2)]
		}
		if r.Intn(8) == 0 {
			c.P = g.garble(c.P)
		}
		if strings.IndexFunc(c.P, func(r rune) bool { return r > 255 }) >= 0 {
			c.Bytes = false
		}
		if r.Intn(6) == 0 {
			s := r.Intn(4)
			c.Start = &s
		}
		if r.Intn(8) == 0 {
			e := r.Intn(8)
			if c.Start != nil {
				e += *c.Start
			}
			c.End = &e
		}
		out = append(out, c)
	}
	return out
}

// fixedCases are patterns of metadata, and corners.
func fixedCases() []testCase {
	var out []testCase
	for _, p := range []string{
		`^(?!riscv32).*`, `^(?!arc).*`, `^util-linux(?!.*-native)-.*`, `(.*)-(?P<pver>\d+(\.\d+)+)`, `(?P<name>[a-z]+)=(?P<q>["'])(.*?)(?P=q)`,
		`^\s*(?P<key>\w+)\s*:?=\s*(.*?)\s*$`, `a{65536}`, `(?:a{1000}){1000}`, `(a*)*`, `(a*)+`, `(a|b*)*`, `(?:a?)*?b`, `(?i)ß`, `(?i)ſ`, `(?i)K`,
		`[^\W\d_]+`, `\b`, `\B`, `$`, `\Z`, `^$`, `(?m)^`, `(?m)$`, `(?m)^$`, `x*`, `|a`, `a|`, `()`, `(a)|b`, `((a)|b)*`, `(?:(a)|(b))*`,
		`(?<=a)b`, `(?<!a)b`, `(?<=(a))b`, `(?<=a|bc)d`, `(?<=a*)b`, `(a)(?(1)b|c)`, `(?(1)a)`, `(?(2)a)(b)`, `[]]`, `[^]]`, `[]`, `[a`, `[a-`, `[b-a]`,
		`[\w-a]`, `[a-\d]`, `[--a]`, `a**`, `a*+`, `a++`, `a?+`, `a{2}{3}`, `*`, `+a`, `(*)`, `(?P<1a>a)`, `(?P<a>a)(?P<a>b)`, `(?P=a)`, `(?P<a>(?P=a))`,
		`\1`, `(\1)`, `\01`, `\18`, `\400`, `[\400]`, `\x1`, `\u123`, `\U00110000`, `\N{DIGIT ONE}`, `\N{x}`, `\N`, `\q`, `\`, `[\q]`, `(?P`, `(?P>a)`,
		`(?`, `(?<`, `(?<a`, `(?#`, `(?#a)b`, `(?i`, `(?i-`, `(?i-:a)`, `(?-i:a)`, `(?i-i:a)`, `(?z)`, `a(?i)b`, `(?i)(?m)a`, `((?i)a)`, `(?L)a`, `(?u)a`, `(?a)a`, `(?au)a`,
		`(?x) a b # c` + "\n d", `(?x: a ) b`, `(?-x: a ) b`, `a{`, `a{}`, `a{,}`, `a{,3}`, `a{3,2}`, `a{x}`, `a{4294967295}`, `a{1,4294967296}`, `)`, `a)`, `(a`, "(\n a",
		`(?(a)b)`, `(?(0)b)`, `(?(-1)b)`, `(?(1)a|b|c)`, `(?(1`, `(?=a)*`, `^*`, `\b+`, `$?`, `(?:^)*`, `(?:)*`, `(?:a|b){2,3}?c`, `(?>a*)a`, `(?>a|ab)c`, `(a++)b`,
		`(?<=(?P<x>a)(?P=x))b`, `(a)(?<=\1)`, `(a(?<=\1))`, `\d\D\s\S\w\W`, `(?a)\w+`, `(?s).`, `.`, `[\s\S]`, `(?:(?=(a+))a*b\1)`, `(?=(a+))a*b\1`, `(a?)*?b`, `(?:a|(b))*?c`,
		`(?P<é>a)`, `é+`, `[é-ü]`, `(?i)[é-ü]`, `(?i)[^é]`, `(?i)[A-Z]`, `(?ia)[k]`, `(?i)[İ]`, `(?i)İ`, `(?i)ı`, `(?i)[ı]`, `(?i)(é)\1`, "a\\\nb", `(?t)a`, `(?P<a`, `(?P<>a)`, `(?(  1 )a)`, `(?(+1)a)(b)`,
	} {
		for _, t := range []string{"", "a", "ab", "abc\n", "aab cab", "riscv64", "é É ß ſ K İ ı i", "x = \"y\"", "foo: bar-1.2.3\n", "aaab", "\n", "a\nb\n", "bbaac"} {
			out = append(out, testCase{P: p, T: t})
			if t == "ab" {
				out = append(out, testCase{P: p, T: t, F: IgnoreCase}, testCase{P: p, T: t, F: MultiLine | DotAll}, testCase{P: p, T: t, F: Verbose}, testCase{P: p, T: t, F: ASCII})
			}
		}
	}
	return out
}
