package pyvm

import (
	"errors"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

func mustCompile(t *testing.T, text string) *Code {
	t.Helper()
	code, err := CompileModule(source.NewFile("test.py", text), 0)
	if err != nil {
		t.Fatal(FormatException(err))
	}
	return code
}

func mustExec(t *testing.T, th *Thread, text string) {
	t.Helper()
	if err := th.Exec(mustCompile(t, text), nil, nil); err != nil {
		t.Fatal(FormatException(err))
	}
}

func evalRepr(t *testing.T, th *Thread, text string, locals Namespace) string {
	t.Helper()
	code, err := CompileExpression(source.NewFile("expr", text), 0)
	if err != nil {
		return err.Error()
	}
	v, err := th.Eval(code, nil, locals)
	if err != nil {
		return err.Error()
	}
	s, err := Repr(th, v)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Code without globals of its own finds names in the thread's Globals of the moment, functions too.
func TestDynamicGlobals(t *testing.T) {
	th := NewThread(Limits{})
	first, second := NewDict(0), NewDict(0)
	th.Globals = first
	mustExec(t, th, "x = 'first'\ndef f():\n    return x\ndef setx(v):\n    global x\n    x = v\ndef gen():\n    yield x\n    yield x\ng = gen()\nnext(g)")
	f, setx, g := first.GetStr("f"), first.GetStr("setx"), first.GetStr("g")
	th.Globals = second
	if _, err := Call(th, f, nil, nil); err == nil || err.Error() != "NameError: name 'x' is not defined" {
		t.Errorf("x in the second: %v", err)
	}
	if _, err := Call(th, setx, []Value{Str("second")}, nil); err != nil {
		t.Fatal(err)
	}
	if v, err := Call(th, f, nil, nil); v != Value(Str("second")) || err != nil {
		t.Errorf("f() in the second: %v %v", v, err)
	}
	if v, err := g.(*Generator).Next(th); v != Value(Str("second")) || err != nil {
		t.Errorf("a generator begun in the first: %v %v", v, err)
	}
	if v := first.GetStr("x"); v != Value(Str("first")) {
		t.Errorf("x in the first is %v", v)
	}
	if d := f.(*Function).Globals(th); d != second {
		t.Error("__globals__ is not the thread's")
	}
}

// variables resolves names as BitBake variables would be.
type variables map[string]string

func (n variables) Get(t *Thread, name string) (Value, error) {
	if name == "FAIL" {
		return nil, Raise(ValueError, "no expansion")
	}
	if v, ok := n[name]; ok {
		return Str(v), nil
	}
	return nil, nil
}
func (n variables) Set(t *Thread, name string, v Value) error {
	s, err := ToString(t, v)
	n[name] = s
	return err
}
func (n variables) Delete(t *Thread, name string) error { delete(n, name); return nil }

// At the top level of an expression locals come first; scopes inside do not see them.
func TestNamespace(t *testing.T) {
	th := NewThread(Limits{})
	th.Globals.SetStr("g", Str("global"))
	th.Globals.SetStr("PN", Str("global PN"))
	ns := variables{"PN": "zlib", "PV": "1.2", "len": "shadowed"}
	for text, want := range map[string]string{
		"PN + '-' + PV":                      "'zlib-1.2'",
		"g":                                  "'global'",
		"len":                                "'shadowed'",
		"str(1)":                             "'1'",
		"[PN for i in (1,)]":                 "['global PN']",
		"[i for i in PN]":                    "['z', 'l', 'i', 'b']",
		"(lambda: PN)()":                     "'global PN'",
		"(lambda x=PN: x)()":                 "'zlib'",
		"list(PN for i in (1,))":             "['global PN']",
		"[PV for i in (1,)]":                 "NameError: name 'PV' is not defined",
		"nosuch":                             "NameError: name 'nosuch' is not defined",
		"FAIL":                               "ValueError: no expansion",
		"FAIL or 1":                          "ValueError: no expansion",
		"(y := PN)":                          "'zlib'",
		"eval('PN')":                         "'zlib'",
		"locals() is not None":               "True",
		"' 1":                                "SyntaxError: unterminated string literal (detected at line 1) (expr, line 1)",
		"x = 1":                              "SyntaxError: invalid syntax (expr, line 1)",
		"'%s' % PN":                          "'zlib'",
		"{k: v for k, v in [(PN, g)]}":       "{'zlib': 'global'}",
		"(await x)":                          "SyntaxError: 'await' outside function (expr, line 1)",
		"__import__('nothing')":              "ModuleNotFoundError: No module named 'nothing'",
		"PN if PV == '1.2' else FAIL":        "'zlib'",
		"f'{PN}:{[i for i in PV]}'":          `"zlib:['1', '.', '2']"`,
		"[x for x in [1, 2] if x in (2, 3)]": "[2]",
	} {
		if got := evalRepr(t, th, text, ns); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if ns["y"] != "zlib" {
		t.Errorf("y is %q", ns["y"])
	}
	if err := th.Exec(mustCompile(t, "NEW = PN + '!'\ndel PV"), nil, ns); err != nil {
		t.Fatal(err)
	}
	if _, ok := ns["PV"]; ok || ns["NEW"] != "zlib!" {
		t.Errorf("after exec: %v", ns)
	}
}

func TestAsyncIsRefused(t *testing.T) {
	for _, text := range []string{"async def f(): pass", "async def f():\n async with a: pass", "async def f(): return [x async for x in y]"} {
		_, err := CompileModule(source.NewFile("a", text), 0)
		if err == nil || !strings.Contains(err.Error(), "async is not supported") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	_, err := CompileModule(source.NewFile("recipe.bb", "x = 1\ny = = 2\n"), 40)
	var native *python.SyntaxError
	if !IsException(err, SyntaxError) || !errors.As(err, &native) || native.Msg != "invalid syntax" {
		t.Fatalf("got %v", err)
	}
	th := NewThread(Limits{})
	e := AsException(err)
	for name, want := range map[string]string{"lineno": "42", "offset": "5", "filename": "'recipe.bb'", "text": `'y = = 2\n'`, "msg": "'invalid syntax'", "end_offset": "6"} {
		v, err := GetAttr(th, e, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got, _ := Repr(th, v); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestCodeIntrospection(t *testing.T) {
	th := NewThread(Limits{})
	text := "import_me = 1\n\ndef deco(f): return f\n\n@deco\n@deco\ndef f(a, /, b, c=3, *args, d, e=5, **kw):\n    'doc'\n    x = 1\n    def inner(): return x\n    return inner\n"
	code, err := CompileModule(source.NewFile("x.bbclass", text), 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := th.Exec(code, nil, nil); err != nil {
		t.Fatal(err)
	}
	fn := th.Globals.GetStr("f").(*Function)
	c := fn.Code()
	if c.Name() != "f" || c.FirstLine() != 105 || c.Filename() != "x.bbclass" || c.FunctionDef() == nil || c.Doc() != Value(Str("doc")) {
		t.Errorf("name %s, first line %d, file %s, doc %v", c.Name(), c.FirstLine(), c.Filename(), c.Doc())
	}
	var params []string
	for _, p := range c.Params() {
		params = append(params, p.Name+":"+string(rune('0'+p.Kind)))
	}
	if got := strings.Join(params, " "); got != "a:0 b:1 c:1 args:2 d:3 e:3 kw:4" {
		t.Errorf("parameters %s", got)
	}
	if len(fn.Defaults()) != 1 || fn.KwDefault("e") != Value(Int(5)) || fn.KwDefault("d") != nil {
		t.Errorf("defaults %v, e %v", fn.Defaults(), fn.KwDefault("e"))
	}
	if c.File().Text() != text {
		t.Error("the file is not the code's")
	}
}

// A lazy module's code runs at the first look at an attribute that it has not, not before.
func TestLazyModules(t *testing.T) {
	th := NewThread(Limits{})
	var out strings.Builder
	th.Print = func(s string) { out.WriteString(s) }
	th.Importer = func(t *Thread, name string) (*Module, error) {
		texts := map[string]string{
			"lazy":        "print('lazy runs')\nvalue = 5\n",
			"pkg":         "print('pkg runs')\nfrom . import sub\n",
			"pkg.sub":     "print('sub runs')\nx = 1\n",
			"pkg.unused":  "print('unused runs')\n",
			"broken":      "print('broken runs')\n1 / 0\n",
			"circle_a":    "import circle_b\na = 1\nb = circle_b.b\n",
			"circle_b":    "import circle_a\nb = 2\ndef f(): return circle_a.a\n",
			"oe.__init__": "",
		}
		text, ok := texts[name]
		if !ok {
			return nil, nil
		}
		code, err := CompileModule(source.NewFile(name+".py", text), 0)
		if err != nil {
			return nil, err
		}
		var path []string
		if name == "pkg" {
			path = []string{"pkg"}
		}
		return NewSourceModule(name, code, path), nil
	}
	step := func(text, want string) {
		t.Helper()
		out.Reset()
		err := th.Exec(mustCompile(t, text), nil, nil)
		got := out.String()
		if err != nil {
			got += err.Error()
		}
		if got != want {
			t.Errorf("%q printed %q, want %q", text, got, want)
		}
	}
	step("import lazy", "")
	step("print(lazy.__name__, lazy.__file__)", "lazy lazy.py\n")
	step("print(lazy.value)", "lazy runs\n5\n")
	step("from lazy import value; print(value)", "5\n")
	step("import pkg.unused", "")
	step("import pkg.sub as s; print(s.x)", "sub runs\n1\n")
	step("print(pkg.sub.x)", "1\n")
	step("print(pkg.nothing)", "pkg runs\nAttributeError: module 'pkg' has no attribute 'nothing'")
	step("import broken", "")
	step("broken.x", "broken runs\nZeroDivisionError: division by zero")
	step("broken.x", "broken runs\nZeroDivisionError: division by zero")
	step("from circle_a import b; print(b)", "2\n")
	step("import circle_b; print(circle_b.f())", "1\n")
	step("import oe.nothing", "ModuleNotFoundError: No module named 'oe'")
	step("lazy.value = 7; from lazy import value; print(value)", "7\n")
}

// An instance of a class that derives from a native type is that type to native code.
func TestUnwrap(t *testing.T) {
	th := NewThread(Limits{})
	mustExec(t, th, "class L(list): pass\nl = L([1, 2])\nclass S(str): pass\ns = S('x')\nclass E(KeyError):\n    def __init__(self, a): self.a = a\ne = E(3)")
	if l, ok := Unwrap(th.Globals.GetStr("l")).(*List); !ok || len(l.Items) != 2 {
		t.Error("no list in l")
	}
	if Unwrap(th.Globals.GetStr("s")) != Value(Str("x")) {
		t.Error("no str in s")
	}
	e := th.Globals.GetStr("e").(*Exception)
	if v, err := GetAttr(th, e, "a"); v != Value(Int(3)) || err != nil {
		t.Errorf("e.a: %v %v", v, err)
	}
	if !e.Type().IsSubclass(KeyError) {
		t.Error("e is no KeyError")
	}
}

func TestFormatException(t *testing.T) {
	th := NewThread(Limits{})
	code, err := CompileModule(source.NewFile("base.bbclass", "def f(d):\n    try:\n        return d['x']\n    except KeyError as e:\n        raise ValueError('wrapped') from e\n\nf({})\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	got := FormatException(th.Exec(code, nil, nil))
	want := `Traceback (most recent call last):
  File "base.bbclass", line 13, in f
KeyError: 'x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "base.bbclass", line 17, in <module>
  File "base.bbclass", line 15, in f
ValueError: wrapped
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An exception that a native function raises keeps what it stands for.
func TestNativeErrors(t *testing.T) {
	th := NewThread(Limits{})
	cause := errors.New("native")
	th.Globals.SetStr("fail", NewBuiltin("fail", func(*Thread, []Value, []Kw) (Value, error) {
		e := NewException(OSError, Int(2), Str("gone"), Str("file"))
		e.Native = cause
		return nil, &Raised{e}
	}))
	err := th.Exec(mustCompile(t, "try:\n    fail()\nexcept OSError as e:\n    caught = str(e)\n    raise"), nil, nil)
	if !errors.Is(err, cause) {
		t.Errorf("%v does not carry the native error", err)
	}
	if v := th.Globals.GetStr("caught"); v != Value(Str("[Errno 2] gone: 'file'")) {
		t.Errorf("caught %v", v)
	}
	th.Globals.SetStr("stop", NewBuiltin("stop", func(*Thread, []Value, []Kw) (Value, error) { return nil, cause }))
	err = th.Exec(mustCompile(t, "try:\n    stop()\nexcept BaseException:\n    reached = 1\nfinally:\n    reached = 2"), nil, nil)
	if err != cause || th.Globals.GetStr("reached") != nil {
		t.Errorf("an error that is no exception: %v, reached %v", err, th.Globals.GetStr("reached"))
	}
}
