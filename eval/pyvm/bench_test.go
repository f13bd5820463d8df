package pyvm

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
)

// benchProgram runs the function run(n) that a program defines, with n the number of rounds.
func benchProgram(b *testing.B, text string) {
	b.Helper()
	th := NewThread(Limits{})
	code, err := CompileModule(source.NewFile("bench.py", text), 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := th.Exec(code, nil, nil); err != nil {
		b.Fatal(FormatException(err))
	}
	run := th.Globals.GetStr("run")
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := Call(th, run, []Value{Int(b.N)}, nil); err != nil {
		b.Fatal(FormatException(err))
	}
}

// The time is that of one call of fib: a comparison, two subtractions, an addition, two calls.
func BenchmarkFib(b *testing.B) {
	benchProgram(b, `
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
def run(n):
    calls = 0
    while calls < n:
        fib(15)
        calls += 1973
`)
}

// One round of a while loop with six operations.
func BenchmarkArithmetic(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        i = s = 0
        while i < 1000:
            s = s + i * 2 - 7
            i += 1
            s = 0
    return s
`)
}

func BenchmarkForRange(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            pass
`)
}

func BenchmarkCallFunction(b *testing.B) {
	benchProgram(b, `
def f(a, b):
    return a
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            f(i, 1)
`)
}

func BenchmarkCallKeywords(b *testing.B) {
	benchProgram(b, `
def f(a, b=1, *, c=3):
    return a
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            f(1, c=2)
`)
}

func BenchmarkMethodCall(b *testing.B) {
	benchProgram(b, `
class A:
    def m(self, x):
        return x
def run(n):
    a = A()
    for j in range(n // 1000 + 1):
        for i in range(1000):
            a.m(1)
`)
}

func BenchmarkNativeMethodCall(b *testing.B) {
	benchProgram(b, `
def run(n):
    s = "do_compile"
    for j in range(n // 1000 + 1):
        for i in range(1000):
            s.startswith("do_")
`)
}

func BenchmarkListAppend(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        l = []
        for i in range(1000):
            l.append(1)
`)
}

func BenchmarkLen(b *testing.B) {
	benchProgram(b, `
def run(n):
    l = [1, 2]
    for j in range(n // 1000 + 1):
        for i in range(1000):
            len(l)
`)
}

func BenchmarkAttribute(b *testing.B) {
	benchProgram(b, `
class A:
    def __init__(self):
        self.x = 1
def run(n):
    a = A()
    for j in range(n // 1000 + 1):
        for i in range(1000):
            a.x
`)
}

func BenchmarkSetAttribute(b *testing.B) {
	benchProgram(b, `
class A:
    def __init__(self):
        self.x = 1
def run(n):
    a = A()
    for j in range(n // 1000 + 1):
        for i in range(1000):
            a.x = i
`)
}

func BenchmarkConstruct(b *testing.B) {
	benchProgram(b, `
class A:
    def __init__(self, x):
        self.x = x
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            A(1)
`)
}

func BenchmarkConcatenation(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            s = "pkg-" + "config" + "-native"
`)
}

func BenchmarkPercent(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            s = "%s:%s" % ("FILES", "pkg")
`)
}

func BenchmarkFString(b *testing.B) {
	benchProgram(b, `
def run(n):
    p = "x"
    for j in range(n // 1000 + 1):
        for i in range(1000):
            s = f"FILES:{p}-dev"
`)
}

func BenchmarkSplitJoin(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            " ".join("a b c d".split())
`)
}

// One element.
func BenchmarkListComprehension(b *testing.B) {
	benchProgram(b, `
def run(n):
    for i in range(n // 100):
        [x for x in range(100)]
`)
}

func BenchmarkDictComprehension(b *testing.B) {
	benchProgram(b, `
def run(n):
    for i in range(n // 100):
        {x: x for x in range(100)}
`)
}

func BenchmarkGeneratorExpression(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for x in (y for y in range(1000)):
            pass
`)
}

func BenchmarkGenerator(b *testing.B) {
	benchProgram(b, `
def g(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            yield i
def run(n):
    for j in range(n // 1000 + 1):
        for x in g(1000):
            pass
`)
}

func BenchmarkRaiseCatch(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            try:
                raise ValueError("x")
            except ValueError:
                pass
`)
}

func BenchmarkTryNothing(b *testing.B) {
	benchProgram(b, `
def run(n):
    for j in range(n // 1000 + 1):
        for i in range(1000):
            try:
                pass
            except ValueError:
                pass
`)
}

func BenchmarkDictGetSet(b *testing.B) {
	benchProgram(b, `
def run(n):
    d = {}
    for j in range(n // 1000 + 1):
        for i in range(1000):
            d["key"] = i
            d["key"]
`)
}

func BenchmarkIn(b *testing.B) {
	benchProgram(b, `
def run(n):
    x = "do_install"
    for j in range(n // 1000 + 1):
        for i in range(1000):
            if x in ("do_fetch", "do_unpack", "do_install"):
                pass
`)
}

// Evaluating an expression with names of a Namespace, as ${@...} does.
func BenchmarkEvalInline(b *testing.B) {
	th := NewThread(Limits{})
	th.Globals.SetStr("d", NewDict(0))
	code, err := CompileExpression(source.NewFile("inline", "d.get('x') or 'default'"), 0)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := th.Eval(code, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	text := strings.Repeat("def f(a, b=1):\n    x = [i for i in range(a) if i % 2]\n    return ' '.join(str(y) for y in x) + b\n", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := CompileModule(source.NewFile("x", text), 0); err != nil {
			b.Fatal(err)
		}
	}
}
