package pyvm

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/knead-build/knead/lang/source"
)

// Programs that would run for ever or take all memory end, soon, in an exception or an Abort.
func TestHostilePrograms(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"endless while":         {"while True: pass", "abort"},
		"endless while body":    {"x = 0\nwhile 1: x += 1", "abort"},
		"caught for ever":       {"while True:\n try:\n  f()\n except BaseException: pass", "abort"},
		"finally is not run":    {"try:\n while True: pass\nfinally:\n print('no')", "abort"},
		"except is not run":     {"try:\n while True: pass\nexcept BaseException:\n print('no')", "abort"},
		"with is not left":      {"class C:\n def __enter__(s): pass\n def __exit__(s, *a): print('no')\nwith C():\n while 1: pass", "abort"},
		"endless generator":     {"def g():\n while True: yield 1\nlist(g())", "abort"},
		"endless sum":           {"def g():\n while True: yield 1\nsum(g())", "abort"},
		"endless iter":          {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\nlist(I())", "abort"},
		"endless in":            {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\n2 in I()", "abort"},
		"endless getitem":       {"class I:\n def __getitem__(s, i): return 1\nfor x in I(): pass", "abort"},
		"endless map":           {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\nset(map(lambda x: x, I()))", "abort"},
		"endless comprehension": {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\n[x for x in I()]", "abort"},
		"endless unpack":        {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\na, *b = I()", "abort"},
		"endless star":          {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\nprint(*I())", "abort"},
		"endless zip":           {"class I:\n def __iter__(s): return s\n def __next__(s): return 1\nfor x in zip(I(), I()): pass", "abort"},
		"endless yield from":    {"def g():\n while 1:\n  yield from [1, 2]\nfor x in g(): pass", "abort"},
		"big string":            {"'x' * 10**10", "MemoryError"},
		"big list":              {"[0] * 10**10", "MemoryError"},
		"big tuple":             {"(0,) * 10**12", "MemoryError"},
		"big bytes":             {"b'x' * 10**11", "MemoryError"},
		"huge count":            {"'x' * 10**30", "OverflowError"},
		"doubling string":       {"s = 'x'\nwhile 1: s += s", "abort"},
		"doubling list":         {"l = [1]\nwhile 1: l += l", "abort"},
		"doubling caught":       {"l = [1]\nwhile 1:\n try: l = l * 2\n except MemoryError: pass", "abort"},
		"power":                 {"9 ** 9 ** 9", "any"},
		"powers":                {"x = 3\nwhile 1: x = x * x", "abort"},
		"shift":                 {"1 << 10**12", "any"},
		"range list":            {"list(range(10**12))", "abort"},
		"padding":               {"'x'.ljust(10**12)", "any"},
		"format width":          {"'%1000000000000d' % 1", "any"},
		"format spec":           {"f'{1:>1000000000000}'", "any"},
		"join":                  {"l = ['x' * 1000] * 100000\nfor i in range(1000): ''.join(l)", "abort"},
		"replace":               {"s = 'x' * 100000\ns = s.replace('x', s)", "any"},
		"append for ever":       {"l = []\nwhile 1: l.append(l)", "abort"},
		"dict for ever":         {"d = {}\ni = 0\nwhile 1:\n d[i] = i\n i += 1", "abort"},
		"recursion":             {"def f(): f()\nf()", "RecursionError"},
		"mutual recursion":      {"def f(): g()\ndef g(): f()\nf()", "RecursionError"},
		"class recursion":       {"class A:\n def __init__(s): A()\nA()", "RecursionError"},
		"deep hash":             {"x = ()\nfor i in range(100000): x = (x,)\nhash(x)", "RecursionError"},
		"deep key":              {"x = ()\nfor i in range(100000): x = (x,)\n{x: 1}", "RecursionError"},
		"deep equality":         {"x, y = [], []\nfor i in range(100000): x, y = [x], [y]\nx == y", "RecursionError"},
		"deep repr":             {"x = []\nfor i in range(100000): x = [x]\nstr(x)", "RecursionError"},
		"deep generator":        {"def g(n):\n yield from g(n + 1)\nlist(g(0))", "RecursionError"},
		"generator chain":       {"g = iter([1])\nfor i in range(100000): g = (x for x in g)\nlist(g)", "RecursionError"},
		"map chain":             {"g = iter([1])\nfor i in range(100000): g = map(str, g)\nlist(g)", "RecursionError"},
		"method chain":          {"class A:\n def __getattr__(s, n): return getattr(s, n)\nA().x", "RecursionError"},
		"partial chain":         {"f = len\nfor i in range(100000):\n class C:\n  __call__ = f\n f = C()\nf()", "any"},
		"deep class":            {"A = object\nfor i in range(3000):\n class A(A): pass\nA().x", "AttributeError"},
		"deep except context":   {"e = None\nfor i in range(100000):\n n = ValueError(); n.__context__ = e; e = n\nraise e", "ValueError"},
		"context circle":        {"a, b = ValueError(), KeyError()\na.__context__ = b\nb.__context__ = a\ntry:\n raise a\nexcept ValueError: raise b", "KeyError"},
		"cause circle":          {"a = ValueError()\na.__cause__ = a\nraise a", "ValueError"},
		"group in group":        {"e = ValueError()\nfor i in range(2000): e = ExceptionGroup('g', [e])\ntry: raise e\nexcept* KeyError: pass", "any"},
		"dict changed by eq":    {"class K:\n def __hash__(s): return 1\n def __eq__(s, o):\n  d.clear()\n  return False\nd = {}\nfor i in range(100): d[K()] = i", "any"},
		"dict grown by eq":      {"class K:\n def __hash__(s): return 1\n def __eq__(s, o):\n  if len(d) < 5000: d[K()] = 1\n  return False\nd = {}\nfor i in range(10): d[K()] = i", "any"},
		"list emptied by sort":  {"l = [3, 1, 2]\ndef k(x):\n l.clear()\n return x\nl.sort(key=k)", "any"},
		"list grown by for":     {"l = [1]\nfor x in l: l.append(x)", "abort"},
		"colliding hashes":      {"class K:\n def __hash__(s): return 1\nd = {K(): i for i in range(100000)}", "abort"},
		"mro() lies":            {"class M(type):\n def mro(c): return [c, int, object]\nclass A(metaclass=M): pass\nA() + 1", "any"},
		"class changed":         {"class A: pass\nclass B(list): pass\na = A()\na.__class__ = B", "TypeError"},
		"new returns cell":      {"def f():\n x = 1\n return lambda: x\nc = f().__closure__[0]\nc.cell_contents = c\nrepr(c)", "any"},
		"code swapped":          {"def f(): return 1\ndef g():\n x = f\n def h(): return x\n return h\nf.__code__ = g().__code__", "ValueError"},
		"code swapped args":     {"def f(a): return a\ndef g(a, b, c=1, *d): return b\nf.__code__ = g.__code__\nf(1, 2)\nf(1)", "TypeError"},
		"defaults too many":     {"def f(a): return a\nf.__defaults__ = (1, 2, 3)\nf()", "any"},
		"long bases":            {"bs = [type('B%d' % i, (), {}) for i in range(500)]\ntype('X', tuple(bs), {})", "any"},
		"import loops":          {"import a", "ModuleNotFoundError"},
		"exec recursion":        {"s = 'exec(s)'\nexec(s)", "RecursionError"},
		"eval in repr":          {"class A:\n def __repr__(s): return eval('repr(a)')\na = A()\nrepr(a)", "RecursionError"},
		"long source":           {"exec('x = 1\\n' * 100000)", "any"},
		"deep source":           {"eval('(' * 100 + '1' + ')' * 100)", "any"},
		"long sum":              {"eval('1' + '+1' * 100000)", "any"},
		"long elif":             {"exec('if 0: pass\\n' + 'elif 0: pass\\n' * 3000)", "any"},
		"nested blocks":         {"exec(''.join(' ' * i + 'if 1:\\n' for i in range(90)) + ' ' * 90 + 'pass')", "any"},
	} {
		t.Run(name, func(t *testing.T) {
			th := NewThread(Limits{Steps: 1_000_000, Memory: 1 << 26})
			var printed strings.Builder
			th.Print = func(s string) { printed.WriteString(s) }
			code, err := CompileModule(source.NewFile("hostile.py", c.text), 0)
			if err == nil {
				start := time.Now()
				err = th.Exec(code, NewDict(0), nil)
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("took %v", took)
				}
			}
			if printed.Len() > 0 {
				t.Errorf("printed %q", printed.String())
			}
			switch c.want {
			case "any":
			case "abort":
				if !IsAbort(err) {
					t.Errorf("got %v, want an Abort", err)
				}
			default:
				if e := AsException(err); e == nil || e.cls.name != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
			}
			if err != nil {
				_ = FormatException(err)
			}
			if th.depth != 0 || len(th.excs) != 0 || th.frame != nil || len(th.args) != 0 {
				t.Errorf("left behind: depth %d, %d exceptions, %d arguments", th.depth, len(th.excs), len(th.args))
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	th := NewThread(Limits{})
	th.SetContext(ctx)
	code, err := CompileModule(source.NewFile("x", "while True:\n try: 1/0\n except: pass"), 0)
	if err != nil {
		t.Fatal(err)
	}
	err = th.Exec(code, nil, nil)
	if !IsAbort(err) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// One Code runs in many threads at once.
func TestSharedCode(t *testing.T) {
	code, err := CompileModule(source.NewFile("x", `
class A:
    def __init__(self, v): self.v = v
    def get(self): return [self.v + i for i in range(10)]
def gen(n):
    for i in range(n):
        try:
            yield A(i).get()
        finally:
            pass
total = 0
for l in gen(200):
    total += sum(l)
    d = {k: str(k) for k in l}
    s = "%s %d" % ("x", total) + f"{total}" + ",".join(d.values())
    if s in ("a", "b") or total < 0: pass
result = total, sorted(vars(A(1))), isinstance(A(1), A)
`), 0)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			th := NewThread(Limits{})
			if err := th.Exec(code, nil, nil); err != nil {
				t.Error(FormatException(err))
				return
			}
			if got, _ := Repr(th, th.Globals.GetStr("result")); got != "(208000, ['v'], True)" {
				t.Errorf("got %s", got)
			}
		})
	}
	wg.Wait()
}
