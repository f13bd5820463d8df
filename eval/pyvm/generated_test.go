package pyvm

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/testscripts/reference"
)

// TestGenerated makes random expressions of each kind below and compares with CPython 3.11, where that is at hand.
// KNEAD_COUNT says how many of each kind.
func TestGenerated(t *testing.T) {
	interpreter := reference.NeedPython311(t)
	n, seed := reference.Count(t, 1500), uint64(reference.Seed(t))
	for name, make := range generators {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := &generator{rand.New(rand.NewPCG(seed, 7))}
			var b strings.Builder
			b.WriteString(generatedSetup)
			for range n {
				b.WriteString(make(g))
				b.WriteByte('\n')
			}
			compareLines(t, "seed "+strconv.FormatUint(seed, 10), evaluateLines(t, b.String()), evaluateInPython(t, interpreter, b.String()))
		})
	}
}

// generatedSetup has what the expressions use: run makes calls one after the other and shows what each returns and what
// becomes of the object.
const generatedSetup = `
def run(x, *calls):
    out = []
    for f in calls:
        try:
            r = f(x)
        except Exception as e:
            r = type(e).__name__ + ': ' + str(e)
        out.append(r if r is not x else 'self')
    if isinstance(x, set):
        x = sorted(x, key=str)
    return out, x
def put(x, k, v):
    x[k] = v
def delete(x, k):
    del x[k]
---
`

type generator struct{ *rand.Rand }

// calls returns some calls for run.
func (g *generator) calls(one func() string) string {
	list := make([]string, 1+g.IntN(6))
	for i := range list {
		list[i] = "lambda x: " + one()
	}
	return strings.Join(list, ", ")
}

func (g *generator) small() string { return strconv.Itoa(g.IntN(9) - 3) }

func (g *generator) pick(list ...string) string { return list[g.IntN(len(list))] }

// maybe returns one of the list, mostly nothing.
func (g *generator) maybe(list ...string) string {
	if g.IntN(3) > 0 {
		return ""
	}
	return g.pick(list...)
}

func (g *generator) chars(from string, most int) string {
	runes := []rune(from)
	var b strings.Builder
	for range g.IntN(most + 1) {
		b.WriteRune(runes[g.IntN(len(runes))])
	}
	return b.String()
}

// quote returns a Python literal.
func quotePython(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r >= 0x80 && !python.IsPrintable(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

const (
	plainChars = "aab Xx,.-01"
	oddChars   = "ab ,\t\n\r\x0b\x1c\x1f\u0085\u00a0é€\U0001f600ßΣσςİǅ\u0301\u2028\u3000'\"\\\x00\x7f٣²½ﬁ"
)

func (g *generator) text() string {
	if g.IntN(2) == 0 {
		return g.chars(plainChars, 12)
	}
	return g.chars(oddChars, 10)
}

func (g *generator) str() string {
	s := quotePython(g.text())
	if g.IntN(12) == 0 {
		s = "'\\ud800\\udc80'+" + s
		return "(" + s + ")"
	}
	return s
}

func (g *generator) int() string {
	switch g.IntN(8) {
	case 0:
		return strconv.FormatInt(int64(g.Uint64()), 10)
	case 1:
		return "-" + strconv.FormatUint(g.Uint64(), 10) + strconv.FormatUint(g.Uint64(), 10)
	case 2:
		return strconv.FormatUint(g.Uint64(), 10) + strconv.FormatUint(g.Uint64(), 10) + strconv.FormatUint(g.Uint64(), 10)
	case 3:
		return fmt.Sprintf("(2**%d%+d)", g.IntN(130), g.IntN(3)-1)
	case 4:
		return g.pick("True", "False", "0", "1", "-1")
	}
	return strconv.Itoa(g.IntN(2001) - 1000)
}

func (g *generator) float() string {
	switch g.IntN(8) {
	case 0:
		return g.pick("0.0", "-0.0", "1e16", "1e-5", "0.0001", "1e22", "1e23", "5e-324", "1.7976931348623157e308", "9999999999999998.0", "0.5", "2.5", "1e15")
	case 1:
		return g.pick("float('inf')", "-float('inf')", "float('nan')")
	case 2:
		return strconv.FormatFloat(float64(g.IntN(200001)-100000)/1000, 'g', -1, 64) + "0.0"[:0] + "*1.0"
	case 3:
		return strconv.FormatFloat(g.NormFloat64(), 'e', g.IntN(17), 64)
	case 4:
		return fmt.Sprintf("%d.%d", g.IntN(1000), g.IntN(1000))
	case 5:
		return fmt.Sprintf("(%d/8)", g.IntN(4001)-2000)
	}
	return strconv.FormatFloat((g.Float64()-0.5)*pow10(g.IntN(60)-30), 'e', -1, 64)
}

func pow10(n int) float64 {
	f, _ := strconv.ParseFloat("1e"+strconv.Itoa(n), 64)
	return f
}

func (g *generator) value() string {
	switch g.IntN(7) {
	case 0, 1:
		return g.int()
	case 2, 3:
		return g.float()
	case 4:
		return g.str()
	case 5:
		return g.pick("None", "[1, 'a']", "(1,)", "{'a': 1}", "b'x'", "1j", "(1.5-2j)", "'abc'")
	}
	return g.str()
}

// argument is value without the integers that as a width take all memory.
func (g *generator) argument() string {
	if v := g.value(); strings.ContainsAny(v, ".'[{jN") || len(v) < 5 {
		return v
	}
	return g.pick("5", "-12", "2**70", "True")
}

func (g *generator) index() string {
	if g.IntN(4) == 0 {
		return g.pick("None", "0", "-1", "10**20", "-10**20")
	}
	return strconv.Itoa(g.IntN(19) - 9)
}

func (g *generator) slice() string {
	part := func() string {
		if g.IntN(3) == 0 {
			return ""
		}
		return g.index()
	}
	s := part() + ":" + part()
	if g.IntN(2) == 0 {
		s += ":" + g.pick("", "1", "2", "-1", "-2", "3", "7")
	}
	return s
}

func (g *generator) bounds() string {
	switch g.IntN(4) {
	case 0:
		return ", " + g.index()
	case 1:
		return ", " + g.index() + ", " + g.index()
	}
	return ""
}

// sub returns a literal of a part of s, or of something else.
func (g *generator) sub(s string) string {
	r := []rune(s)
	if len(r) == 0 || g.IntN(4) == 0 {
		return quotePython(g.chars(plainChars, 2))
	}
	from := g.IntN(len(r))
	return quotePython(string(r[from:min(len(r), from+1+g.IntN(2))]))
}

// bytes returns the literal as bytes.
func asBytes(literal string) string { return literal + ".encode()" }

var generators = map[string]func(g *generator) string{
	"percent": func(g *generator) string {
		spec := "%" + g.maybe("-", "+", " ", "#", "0", "-0", "+0", "#0", "+ ", "#-", " 0") + g.maybe("1", "5", "12", "20") + g.maybe(".", ".0", ".1", ".3", ".10", ".25")
		spec += g.pick("s", "s", "r", "a", "d", "d", "i", "u", "x", "X", "o", "e", "E", "f", "F", "g", "G", "c", "b", "%")
		prefix := g.pick("", "", "x", "é")
		return quotePython(prefix+spec+"|") + " % (" + g.value() + ",)"
	},
	"percentMany": func(g *generator) string {
		var b strings.Builder
		n := g.IntN(4)
		for range n {
			b.WriteString(g.chars("ab é", 3))
			b.WriteString("%" + g.pick("s", "d", "r", "5s", "-5d", "05d", ".2f", "x", "%", "(a)s", "*d", ".*f", "(b)5s", "q"))
		}
		args := make([]string, g.IntN(5))
		for i := range args {
			args[i] = g.argument()
		}
		list := strings.Join(args, ", ")
		if len(args) == 1 {
			list += ","
		}
		return quotePython(b.String()) + " % " + g.pick("("+list+")", g.argument(), "{'a': "+g.argument()+", 'b': 2}")
	},
	"format": func(g *generator) string {
		spec := g.maybe("<", ">", "=", "^", "*<", "0=", "é^", "x>") + g.maybe("+", "-", " ") + g.maybe("z") + g.maybe("#") + g.maybe("0") +
			g.maybe("1", "5", "9", "12", "20", "33") + g.maybe(",", "_") + g.maybe(".0", ".1", ".2", ".5", ".17", ".", ".30")
		spec += g.pick("", "", "s", "d", "b", "o", "x", "X", "c", "e", "E", "f", "F", "g", "G", "n", "%", "q")
		return "format(" + g.value() + ", " + quotePython(spec) + ")"
	},
	"formatNumber": func(g *generator) string {
		spec := g.maybe("<", ">", "=", "^", "0=") + g.maybe("+", " ") + g.maybe("#") + g.maybe("0") + g.maybe("1", "5", "9", "12", "20", "33") + g.maybe(",", "_")
		if g.IntN(2) == 0 {
			return "format(" + g.int() + ", " + quotePython(spec+g.pick("", "d", "b", "o", "x", "X", "n", "e", "f", "g", "%")) + ")"
		}
		return "format(" + g.float() + ", " + quotePython(spec+g.maybe(".0", ".1", ".2", ".3", ".10", ".17")+g.pick("", "e", "E", "f", "g", "G", "n", "%")) + ")"
	},
	"template": func(g *generator) string {
		var b strings.Builder
		for range g.IntN(5) {
			b.WriteString(g.pick("a", "{{", "}}", "{}", "{0}", "{1}", "{x}", "{!r}", "{0!s}", "{:5}", "{:>{w}}", "{0[0]}", "{x[1]}", "{0.real}", "{:", "}", "{", "{x!", "!", ":", "{:{}}", "[", "]", "{0!a:>9}", "{a.b}"))
		}
		return quotePython(b.String()) + ".format(" + g.argument() + ", " + g.pick("7", "'>5'", "'x'", "3.5", "True", "2**70", "None", "[1]", "'010.3f'") + ", x=" + g.str() + ", w=7)"
	},
	"floatText": func(g *generator) string {
		f := g.float()
		return g.pick("repr(", "str(", "'%.15g' % (", "'%.17g' % (", "'%r' % (", "float.hex(1.0*") + f + ")"
	},
	"round": func(g *generator) string {
		switch g.IntN(3) {
		case 0:
			return "round(" + g.float() + ", " + strconv.Itoa(g.IntN(40)-15) + ")"
		case 1:
			return "round(" + g.int() + ", " + strconv.Itoa(g.IntN(40)-35) + ")"
		}
		return "round(" + g.float() + ")"
	},
	"numbers": func(g *generator) string {
		num := func() string {
			if g.IntN(3) == 0 {
				return g.float()
			}
			return g.int()
		}
		switch g.IntN(8) {
		case 0:
			return "pow(" + g.int() + ", " + g.int() + ", " + g.int() + ")"
		case 1:
			return "divmod(" + num() + ", " + num() + ")"
		case 2:
			return g.int() + g.pick(" << ", " >> ") + strconv.Itoa(g.IntN(140)-3)
		case 3:
			return g.int() + " ** " + strconv.Itoa(g.IntN(40)-5)
		case 4:
			return num() + g.pick(" < ", " <= ", " == ", " != ", " > ", " >= ") + num()
		case 5:
			return g.pick("-", "~", "+", "not ", "abs", "bool", "int", "float", "complex") + "(" + num() + ")"
		case 6:
			return g.int() + g.pick(" & ", " | ", " ^ ") + g.int()
		}
		return num() + g.pick(" + ", " - ", " * ", " / ", " // ", " % ") + num()
	},
	"intText": func(g *generator) string {
		s := g.maybe(" ", "-", "+", "\t", "é") + g.maybe("0x", "0b", "0o", "0", "0X") + g.chars("01279afzAF_٣ ", 8) + g.maybe(" ", "\n", "_")
		if g.IntN(3) == 0 {
			return "int(" + quotePython(s) + ")"
		}
		return "int(" + quotePython(s) + ", " + g.pick("0", "2", "8", "10", "16", "36", "3", "1", "37") + ")"
	},
	"floatParse": func(g *generator) string {
		s := g.maybe(" ", "-", "+") + g.pick(g.chars("0123456789_", 8), g.chars("0123456789", 30), "inf", "nan", "Infinity", "") + g.maybe(".") + g.chars("0123456789_", 6) + g.maybe("e5", "E-3", "e+10", "e", "e_1", "e1_0", "e400", "e-400") + g.maybe(" ")
		return "float(" + quotePython(s) + ")"
	},
	"repr": func(g *generator) string {
		switch g.IntN(4) {
		case 0:
			return "ascii(" + g.str() + ")"
		case 1:
			return "[" + g.str() + ", " + g.value() + "]"
		case 2:
			return asBytes(quotePython(g.text()))
		}
		r := rune(g.IntN(0x11000))
		if g.IntN(2) == 0 {
			r = rune(g.IntN(0x110000))
		}
		return fmt.Sprintf("chr(%d) + %s", r, g.str())
	},
	"split": func(g *generator) string {
		s := g.text()
		lit := quotePython(s)
		switch g.IntN(6) {
		case 0:
			return lit + "." + g.pick("split", "rsplit") + "()"
		case 1:
			return lit + "." + g.pick("split", "rsplit") + "(None, " + strconv.Itoa(g.IntN(5)-1) + ")"
		case 2:
			return lit + "." + g.pick("split", "rsplit") + "(" + g.sub(s) + ", " + strconv.Itoa(g.IntN(5)-1) + ")"
		case 3:
			return lit + ".splitlines(" + g.pick("", "True") + ")"
		case 4:
			return lit + "." + g.pick("partition", "rpartition") + "(" + g.sub(s) + ")"
		}
		return lit + "." + g.pick("split", "rsplit") + "(" + g.sub(s) + ")"
	},
	"search": func(g *generator) string {
		s := g.text()
		lit := quotePython(s)
		switch g.IntN(5) {
		case 0:
			return lit + "." + g.pick("startswith", "endswith") + "(" + g.pick(g.sub(s), "("+g.sub(s)+", "+g.sub(s)+")") + g.bounds() + ")"
		case 1:
			return lit + ".replace(" + g.sub(s) + ", " + g.sub(s) + g.pick("", ", 1", ", 2", ", 0", ", -1") + ")"
		case 2:
			return lit + "." + g.pick("removeprefix", "removesuffix") + "(" + g.sub(s) + ")"
		case 3:
			return g.sub(s) + " in " + lit
		}
		return lit + "." + g.pick("find", "rfind", "index", "rindex", "count") + "(" + g.sub(s) + g.bounds() + ")"
	},
	"trim": func(g *generator) string {
		s := g.text()
		lit := quotePython(s)
		switch g.IntN(4) {
		case 0:
			return lit + "." + g.pick("strip", "lstrip", "rstrip") + "(" + g.pick("", g.sub(s), "None") + ")"
		case 1:
			return lit + "." + g.pick("center", "ljust", "rjust") + "(" + strconv.Itoa(g.IntN(20)) + g.pick("", ", '*'", ", 'é'") + ")"
		case 2:
			return lit + ".zfill(" + strconv.Itoa(g.IntN(20)) + ")"
		}
		return lit + ".expandtabs(" + strconv.Itoa(g.IntN(10)-1) + ")"
	},
	"case": func(g *generator) string {
		return g.str() + "." + g.pick("upper", "lower", "title", "capitalize", "swapcase", "casefold", "isupper", "islower", "istitle", "isalpha", "isdigit", "isspace",
			"isalnum", "isidentifier", "isprintable", "isnumeric", "isdecimal", "isascii") + "()"
	},
	"slices": func(g *generator) string {
		seq := g.pick(g.str(), "[1, 2, 3, 4, 5, 6]", "(1, 2, 3)", "range(10)", "range(-5, 20, 3)", "range(7, -8, -2)", "b'abcdef'", "'abcdefghij'")
		if g.IntN(3) == 0 {
			return seq + "[" + g.index() + "]"
		}
		return seq + "[" + g.slice() + "]"
	},
	"bytes": func(g *generator) string {
		s := g.text()
		lit := asBytes(quotePython(s))
		sub := func() string { return asBytes(g.sub(s)) }
		switch g.IntN(9) {
		case 0:
			return lit + "." + g.pick("split", "rsplit") + "(" + g.pick("", sub(), "None, 1", sub()+", 1") + ")"
		case 1:
			return lit + "." + g.pick("find", "rfind", "index", "count", "startswith", "endswith") + "(" + sub() + g.bounds() + ")"
		case 2:
			return lit + "." + g.pick("upper", "lower", "title", "capitalize", "swapcase", "isupper", "islower", "istitle", "isalpha", "isdigit", "isspace", "isalnum", "isascii", "splitlines", "strip", "hex") + "()"
		case 3:
			return lit + "[" + g.slice() + "]"
		case 4:
			return lit + ".replace(" + sub() + ", " + sub() + ")"
		case 5:
			b := make([]string, g.IntN(6))
			for i := range b {
				b[i] = g.pick("0x41", "0xc3", "0xa9", "0xe2", "0x82", "0xac", "0xf0", "0x9f", "0x98", "0x80", "0xed", "0xa0", "0xff", "0xc0", "0xf4", "0x90")
			}
			return "bytes([" + strings.Join(b, ", ") + "]).decode(" + g.pick("", "'utf-8', 'replace'", "'utf-8', 'ignore'", "'utf-8', 'surrogateescape'", "'utf-8', 'backslashreplace'", "'utf-8', 'surrogatepass'", "'ascii'", "'latin-1'", "'ascii', 'replace'") + ")"
		case 6:
			return g.str() + ".encode(" + g.pick("", "'ascii'", "'latin-1'", "'ascii', 'replace'", "'ascii', 'backslashreplace'", "'latin-1', 'xmlcharrefreplace'", "'utf-8', 'surrogateescape'", "'utf-8', 'surrogatepass'", "'ascii', 'surrogateescape'", "'latin-1', 'ignore'") + ")"
		case 7:
			return lit + " % ()"
		}
		return lit + ".center(" + strconv.Itoa(g.IntN(20)) + ")"
	},
	"sets": func(g *generator) string {
		ints := func() string { return g.chars("0123", 5) }
		set := func() string {
			return g.pick("set(", "frozenset(", "dict.fromkeys(", "dict.fromkeys(") + quotePython(ints()) + ")"
		}
		a, b := set(), set()
		if strings.HasPrefix(a, "dict") && g.IntN(2) == 0 {
			a += ".keys()"
		}
		if strings.HasPrefix(b, "dict") && g.IntN(2) == 0 {
			b += ".keys()"
		}
		switch g.IntN(3) {
		case 0:
			return a + g.pick(" < ", " <= ", " == ", " != ", " > ", " >= ") + b
		case 1:
			return "sorted(" + a + g.pick(" & ", " | ", " - ", " ^ ") + b + ")"
		}
		return "(lambda r: sorted(r) if hasattr(r, '__iter__') else r)(set(" + a + ")." + g.pick("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint") + "(" + b + "))"
	},
	"listCalls": func(g *generator) string {
		items := func() string { return "[" + strings.TrimSuffix(strings.Repeat(g.small()+", ", g.IntN(5)), ", ") + "]" }
		return "run([" + g.small() + ", " + g.small() + ", " + g.small() + ", 7], " + g.calls(func() string {
			switch g.IntN(8) {
			case 0:
				return "x." + g.pick("pop", "remove", "append", "index", "count") + "(" + g.small() + ")"
			case 1:
				return "x." + g.pick("pop", "reverse", "sort", "copy") + "()"
			case 2:
				return "x.insert(" + g.index() + ", " + g.small() + ")"
			case 3:
				return "put(x, slice(" + g.index() + ", " + g.index() + ", " + g.pick("None", "1", "2", "-1", "-2") + "), " + items() + ")"
			case 4:
				return "delete(x, slice(" + g.index() + ", " + g.index() + ", " + g.pick("None", "1", "2", "-1", "-2") + "))"
			case 5:
				return g.pick("put(x, "+g.index()+", 9)", "delete(x, "+g.index()+")")
			case 6:
				return "x." + g.pick("extend", "__iadd__") + "(" + items() + ")"
			}
			return "x.index(" + g.small() + ", " + g.small() + ", " + g.small() + ")"
		}) + ")"
	},
	"dictCalls": func(g *generator) string {
		key := func() string {
			return g.pick("1", "2", "'a'", "'b'", "1.0", "True", "(1,)", "None", "2**70", "b'a'", "0.5", "[]")
		}
		return "run({1: 'one', 'a': 'A'}, " + g.calls(func() string {
			switch g.IntN(7) {
			case 0:
				return "x." + g.pick("get", "pop", "setdefault") + "(" + key() + ")"
			case 1:
				return "x." + g.pick("get", "pop", "setdefault") + "(" + key() + ", " + g.small() + ")"
			case 2:
				return "put(x, " + key() + ", " + g.small() + ")"
			case 3:
				return "delete(x, " + key() + ")"
			case 4:
				return g.pick("x.popitem()", "list(x.items())", "list(reversed(x))", "x.copy()", "len(x)", "list(x.values())", "x.clear()", "x == dict(x)")
			case 5:
				return "x.update(" + g.pick("a=5", "{2: 3}", "[(1, 2)]", "[(1, 2, 3)]", "zip('ab', 'cd')", "[1]", "None") + ")"
			}
			return key() + " in x"
		}) + ")"
	},
	"setCalls": func(g *generator) string {
		item := func() string {
			return g.pick("1", "2", "3", "'a'", "1.0", "True", "(1,)", "None", "{1}", "frozenset([1])", "[]")
		}
		return "run({1, 'a', frozenset([1])}, " + g.calls(func() string {
			switch g.IntN(4) {
			case 0:
				return "x." + g.pick("add", "remove", "discard") + "(" + item() + ")"
			case 1:
				return item() + " in x"
			case 2:
				return "x." + g.pick("update", "difference_update", "intersection_update", "symmetric_difference_update") + "(" + g.pick("[2, 3]", "'ab'", "{3: 2}", "x", "5", "[[]]", "{2, 5}") + ")"
			}
			return g.pick("len(x)", "x == set(x)", "x <= {1, 2}", "x.isdisjoint([2])", "x.issuperset([1])")
		}) + ")"
	},
	"sort": func(g *generator) string {
		items := make([]string, g.IntN(30))
		for i := range items {
			items[i] = g.pick("(%d, 'a')", "(%d, 'b')", "(%d, None)")
			items[i] = fmt.Sprintf(items[i], g.IntN(5))
		}
		list := "[" + strings.Join(items, ", ") + "]"
		return "sorted(" + list + ", " + g.pick("key=lambda x: x[0]", "key=lambda x: str(x[1])", "key=str", "key=lambda x: x") + ", reverse=" + g.pick("True", "False") + ")"
	},
}
