package pyvm

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/knead-build/knead/lang/source"
)

// runLimited runs a program with small limits. It must come back, with an exception or an Abort at worst.
func runLimited(tb testing.TB, text string) error {
	tb.Helper()
	th := NewThread(Limits{Steps: 30_000, Memory: 1 << 24, Depth: 100})
	printed := 0
	th.Print = func(s string) { printed += len(s) }
	code, err := CompileModule(source.NewFile("fuzz.py", text), 0)
	if err != nil {
		return err
	}
	globals := NewDict(0)
	globals.SetStr("__name__", Str("__main__"))
	start := time.Now()
	err = th.Exec(code, globals, nil)
	if took := time.Since(start); took > 20*time.Second {
		tb.Errorf("took %v in spite of the limits:\n%s", took, text)
	}
	if th.depth != 0 || len(th.excs) != 0 || th.frame != nil || len(th.args) != 0 {
		tb.Errorf("depth %d, %d exceptions, frame %v, %d arguments left behind (%v):\n%s", th.depth, len(th.excs), th.frame, len(th.args), err, text)
	}
	if err != nil {
		_ = FormatException(err)
	}
	return err
}

func FuzzRun(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.py")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) { _ = runLimited(t, text) })
}

func TestRandomPrograms(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 100
	}
	made, refused, done := 0, 0, 0
	for seed := range n {
		p := &randomProgram{r: rand.New(rand.NewPCG(uint64(seed), 7))}
		p.program()
		text := p.b.String()
		func() {
			defer func() {
				if e := recover(); e != nil {
					t.Errorf("seed %d panics: %v\n%s", seed, e, text)
					panic(e)
				}
			}()
			made, refused = made+p.made, refused+p.refused
			err := runLimited(t, text)
			if err == nil {
				done++
			}
		}()
	}
	if refused > made/2 {
		t.Errorf("%d of %d statements do not compile", refused, made)
	}
	t.Logf("%d programs of %d statements, %d end without an exception; %d statements do not compile", n, made-refused, done, refused)
}

// randomProgram writes a program.
type randomProgram struct {
	r      *rand.Rand
	b      strings.Builder
	inFunc int
	inLoop int

	made, refused int
}

// program writes a program that goes on after most exceptions.
func (p *randomProgram) program() {
	p.line(0, "a, b, c, d, e = [1, 2], {'k': 1}, 'str', 5, (1, 'x')")
	p.line(0, "def f(*p, **q): return p")
	p.line(0, "class g(%s): x = 1", p.pick("list", "object", "dict", "Exception", "str", "int", "type"))
	for range 3 + p.r.IntN(15) {
		before := p.b.String()
		p.b.Reset()
		p.line(0, "try:")
		p.stmt(1)
		p.line(0, "except Exception as z: pass")
		after := p.b.String()
		if _, err := CompileModule(source.NewFile("part.py", after), 0); err != nil {
			after = "" // the grammar allows less than is made up here
			p.refused++
		}
		p.made++
		p.b.Reset()
		p.b.WriteString(before + after)
	}
}

func (p *randomProgram) pick(list ...string) string { return list[p.r.IntN(len(list))] }

func (p *randomProgram) name() string { return p.pick("a", "b", "c", "d", "e", "f", "g") }

func (p *randomProgram) attr() string {
	return p.pick("a", "b", "append", "x", "__class__", "__dict__", "__init__", "args", "send", "throw", "close", "__next__", "__iter__",
		"items", "pop", "join", "split", "__name__", "__eq__", "__getitem__", "__setattr__", "sort", "update", "format", "__mro__", "__bases__",
		"__closure__", "__code__", "__traceback__", "__context__", "__hash__", "__len__", "extend", "copy", "__new__", "__call__", "__get__")
}

// dunders are methods that random classes define.
var dunders = []string{"__init__(self, *p)", "__repr__(self)", "__str__(self)", "__eq__(self, o)", "__hash__(self)", "__len__(self)",
	"__iter__(self)", "__next__(self)", "__getitem__(self, k)", "__setitem__(self, k, v)", "__contains__(self, k)", "__call__(self, *p, **q)",
	"__getattr__(self, n)", "__setattr__(self, n, v)", "__getattribute__(self, n)", "__add__(self, o)", "__radd__(self, o)", "__lt__(self, o)",
	"__bool__(self)", "__enter__(self)", "__exit__(self, *p)", "__get__(self, o, t)", "__set__(self, o, v)", "__new__(cls, *p)",
	"__index__(self)", "__delitem__(self, k)", "__set_name__(self, o, n)", "__init_subclass__(cls, **q)", "__class_getitem__(cls, k)",
	"__instancecheck__(self, o)", "__del__(self)", "__format__(self, s)", "__reversed__(self)", "__iadd__(self, o)", "__missing__(self, k)",
	"__prepare__(*p, **q)", "__mro_entries__(self, b)", "mro(self)", "a(self)", "x(self)"}

func (p *randomProgram) expr(depth int) string {
	if depth > 4 {
		return p.pick(p.name(), "1", "0", "'s'", "None", "[]", "()", "{}", "2.5", "True", "''")
	}
	e := func() string { return p.expr(depth + 1) }
	switch p.r.IntN(40) {
	case 0, 1, 2, 3, 4:
		return p.name()
	case 5:
		return p.pick("1", "-1", "3", "10**3", "2.5", "1j", "True", "None", "...", "b'x'", "'abc'", "'%s'", "''", "1 << 40", "'x' * 100")
	case 6:
		return "(" + e() + p.pick(" + ", " - ", " * ", " % ", " / ", " // ", " ** ", " @ ", " | ", " & ", " << ", " >> ") + e() + ")"
	case 7:
		return "(" + e() + p.pick(" == ", " != ", " < ", " is ", " in ", " not in ", " is not ", " >= ") + e() + ")"
	case 8:
		return "(" + e() + p.pick(" and ", " or ") + e() + ")"
	case 9:
		return "(not " + e() + ")"
	case 10:
		return "[" + e() + ", " + e() + "]"
	case 11:
		return "(" + e() + ", *" + e() + ")"
	case 12:
		return "{" + e() + ": " + e() + ", **" + e() + "}"
	case 13:
		return "{" + e() + ", " + e() + "}"
	case 14:
		return "[" + e() + " for " + p.name() + " in " + p.name() + " if " + e() + "]"
	case 15:
		return "(" + e() + " for " + p.name() + " in " + p.name() + ")"
	case 16:
		return "{" + p.name() + ": " + e() + " for " + p.name() + " in " + p.name() + "}"
	case 17:
		return "(lambda " + p.name() + "=" + e() + ", *p, **q: " + e() + ")"
	case 18, 19:
		return "(" + e() + ")." + p.attr()
	case 20, 21:
		return p.name() + "(" + e() + ")"
	case 22:
		return "(" + e() + ")." + p.attr() + "(" + e() + ")"
	case 23:
		return p.name() + "(*" + e() + ", **" + e() + ")"
	case 24:
		return "(" + e() + ")[" + e() + "]"
	case 25:
		return "(" + e() + ")[" + e() + ":" + e() + ":" + e() + "]"
	case 26:
		return "(" + e() + " if " + e() + " else " + e() + ")"
	case 27:
		return "f'{" + p.name() + p.pick("", "!r", ":>5") + "}'"
	case 28:
		if p.inFunc > 0 {
			return p.pick("(yield "+e()+")", "(yield)", "(yield from "+e()+")")
		}
		return "(" + p.name() + " := " + e() + ")"
	case 29:
		return p.pick("list", "tuple", "str", "repr", "len", "next", "iter", "type", "isinstance", "sorted", "sum", "dict", "set", "hash", "bool", "print", "range", "vars", "dir", "super", "object", "zip", "map", "any", "max", "id", "callable", "getattr", "globals", "locals", "reversed", "enumerate", "abs", "int", "float", "property", "classmethod", "staticmethod") + "(" + e() + p.pick("", ", "+e()) + ")"
	case 30:
		return p.pick("ValueError", "KeyError", "Exception", "StopIteration", "list", "dict", "type", "object", "int", "str", "super()", "property", "len")
	}
	return p.name()
}

func (p *randomProgram) line(indent int, format string, args ...any) {
	p.b.WriteString(strings.Repeat(" ", indent))
	fmt.Fprintf(&p.b, format+"\n", args...)
}

func (p *randomProgram) block(indent, n int) {
	for range 1 + p.r.IntN(n) {
		p.stmt(indent)
	}
}

func (p *randomProgram) target() string {
	return p.pick(p.name(), p.name(), p.name(), p.name()+"."+p.attr(), p.name()+"["+p.expr(3)+"]", p.name()+", "+p.name(), p.name()+", *"+p.name())
}

func (p *randomProgram) stmt(indent int) {
	e := func() string { return p.expr(1) }
	if indent > 6 {
		p.line(indent, "%s = %s", p.name(), e())
		return
	}
	in := indent + 1
	switch p.r.IntN(30) {
	case 0, 1, 2, 3, 4, 5, 6:
		p.line(indent, "%s = %s", p.target(), e())
	case 7, 8:
		p.line(indent, "%s", e())
	case 9:
		p.line(indent, "%s %s= %s", p.pick(p.name(), p.name()+"."+p.attr(), p.name()+"["+e()+"]"), p.pick("+", "-", "*", "|", "%"), e())
	case 10:
		p.line(indent, "if %s:", e())
		p.block(in, 3)
		p.line(indent, "else:")
		p.block(in, 2)
	case 11, 12:
		p.line(indent, "for %s in %s:", p.target(), e())
		p.loop(in)
	case 13:
		p.line(indent, "while %s:", e())
		p.loop(in)
	case 14, 15, 16, 17:
		p.def(indent, p.name()+p.pick("(*p)", "(a, b=1, *c, **d)", "(x=0)", "()", "(a, /, b=2, *, c=3)"))
	case 18, 19:
		p.line(indent, "class %s(%s):", p.name(), p.pick("", "", "object", "list", "dict", "str", "int", "Exception", "type", p.name(), p.name()+", "+p.name(), "metaclass="+p.name()))
		p.line(in, "x = %s", p.pick("1", p.name(), "property("+p.name()+")"))
		for range 1 + p.r.IntN(5) {
			if p.r.IntN(6) == 0 {
				p.line(in, "@%s", p.pick("property", "classmethod", "staticmethod", p.name()))
			}
			p.def(in, dunders[p.r.IntN(len(dunders))])
		}
	case 20, 21:
		p.line(indent, "try:")
		p.block(in, 3)
		if p.r.IntN(4) == 0 {
			p.line(indent, "except* %s as %s:", p.pick("ValueError", "Exception", p.name()), p.name())
			p.line(in, "%s", e())
		} else if p.r.IntN(5) > 0 {
			p.line(indent, "except %s as %s:", p.pick("Exception", "Exception", "BaseException", "(ValueError, TypeError)", p.name()), p.name())
			p.block(in, 2)
		}
		p.line(indent, "finally:")
		p.block(in, 1)
	case 22:
		p.line(indent, "with %s as %s:", e(), p.target())
		p.block(in, 2)
	case 23:
		p.line(indent, "match %s:", e())
		p.line(in, "case %s:", p.pick("[a, *b]", "{'a': a, **b}", "int(a) | str(a)", "1 | 2", "None", "object(a=b)", "a if "+e()))
		p.block(in+1, 2)
	case 24:
		p.line(indent, "raise %s", p.pick("", "ValueError", p.name(), e()+" from "+e()))
	case 25:
		p.line(indent, "del %s", p.pick(p.name(), p.name()+"."+p.attr(), p.name()+"["+e()+"]"))
	case 26:
		if p.inFunc > 0 {
			p.line(indent, "return %s", e())
		}
		p.line(indent, "pass")
	case 27:
		p.line(indent, "assert %s, %s", e(), e())
	case 28:
		p.line(indent, "%s", p.pick("exec('a = 1')", "print(a, b)", "a.append(a)", "a = [a]", "b = (b,)", "c = {'c': c}", "next(a)", "a = type(a)", "import a", "a = iter(a)"))
	default:
		p.line(indent, "%s", p.pick("pass", "a()", "b(1)", "list(c)", "d.x = d", "str(e)"))
	}
}

func (p *randomProgram) loop(indent int) {
	p.inLoop++
	p.block(indent, 3)
	if p.r.IntN(2) == 0 {
		p.line(indent, "%s", p.pick("break", "continue"))
	}
	p.inLoop--
}

func (p *randomProgram) def(indent int, signature string) {
	p.line(indent, "def %s:", signature)
	if p.r.IntN(6) == 0 {
		p.line(indent+1, "%s", p.pick("global e", "global f, g"))
	}
	loop := p.inLoop
	p.inFunc++
	p.inLoop = 0
	p.block(indent+1, 4)
	if p.r.IntN(2) == 0 {
		p.line(indent+1, "return %s", p.expr(1))
	}
	p.inFunc--
	p.inLoop = loop
}
