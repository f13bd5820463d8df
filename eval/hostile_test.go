package eval_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/testscripts/reference"
)

// inline is a configuration that evaluates an expression, handler a class whose handler runs statements.
func inline(expr string) example { return example{kind: "conf", text: "A := \"${@" + expr + "}\"\n"} }

func handler(body string) example {
	return example{kind: "class", text: "python h () {\n    " + strings.ReplaceAll(body, "\n", "\n    ") +
		"\n}\naddhandler h\nh[eventmask] = \"bb.event.ConfigParsed\"\n"}
}

// TestHostile evaluates metadata that means harm. All of it has to end soon, in a diagnostic, with a bounded memory.
func TestHostile(t *testing.T) {
	doubling := "A0 = \"0123456789\"\n"
	for i := range 60 {
		doubling += strings.ReplaceAll("A@1 = \"${A@0}${A@0}\"\n", "@1", itoa(i+1))
		doubling = strings.ReplaceAll(doubling, "@0", itoa(i))
	}
	chain := "A0 = \"0\"\n"
	for i := range 20000 {
		chain += "A" + itoa(i+1) + " = \"${A" + itoa(i) + "}\"\n"
	}
	for name, c := range map[string]struct {
		x    example
		want string // the code of an error; "": none is needed
	}{
		"endless loop":            {handler("while True:\n    pass"), "evaluation-limit"},
		"endless loop that tries": {handler("while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass"), "evaluation-limit"},
		"endless finally":         {handler("while True:\n    try:\n        while True: pass\n    finally:\n        continue"), "evaluation-limit"},
		"endless iterator":        {inline("sum(1 for x in iter(int, 1))"), "evaluation-limit"},
		"endless itertools":       {handler("import itertools\nfor x in itertools.count(): pass"), "evaluation-limit"},
		"endless list":            {handler("import itertools\nlist(itertools.repeat(1))"), "evaluation-limit"},
		"endless join":            {handler("import itertools\n''.join(itertools.repeat('x'))"), "evaluation-limit"},
		"endless zip":             {handler("import itertools\nmax(itertools.cycle([1, 2]))"), "evaluation-limit"},
		"endless in":              {handler("import itertools\n2 in itertools.repeat(1)"), "evaluation-limit"},
		"endless regular expression": {
			handler("import re\nre.match('(a*)*(a*)*(a|aa|aaa)*b', 'a' * 5000)"), "evaluation-limit"},
		"endless recursion":         {handler("def f(n):\n    return f(n + 1)\nf(0)"), "python-error"},
		"recursion through objects": {handler("class C:\n    def __repr__(self):\n        return repr(self)\nrepr(C())"), "python-error"},
		"recursion through getattr": {handler("class C:\n    def __getattr__(self, name):\n        return getattr(self, name + 'x')\nC().a"), ""},
		"recursion through d":       {example{kind: "class", text: "A = \"${@d.getVar('B')}\"\nB = \"${@d.getVar('A')}\"\nC := \"${A}\"\n"}, "recursive-value"},
		"recursion through sort":    {handler("class C:\n    def __lt__(self, o):\n        return sorted([self, o])[0] is self\nsorted([C(), C()])"), "python-error"},
		"long text":                 {inline("'x' * 10**10"), "expansion-error"},
		"long text in bits":         {handler("x = 'x'\nwhile True:\n    x += x"), "evaluation-limit"},
		"long list":                 {inline("len([0] * 10**10)"), "expansion-error"},
		"long list in bits":         {handler("x = []\nwhile True:\n    x.append('x' * 100000)"), "evaluation-limit"},
		"long dictionary":           {handler("x = {}\nwhile True:\n    x[len(x)] = 'x' * 100"), "evaluation-limit"},
		"long bytes":                {inline("len(bytes(10**11))"), "expansion-error"},
		"wide format":               {inline("len('%99999999999d' % 1)"), ""},
		"wide format spec":          {inline("len('{:99999999999}'.format(1))"), ""},
		"wide ljust":                {inline("len('x'.ljust(10**11))"), "expansion-error"},
		"big number":                {inline("len(str(10 ** 10 ** 10))"), ""},
		"big shift":                 {inline("1 << 10**12"), ""},
		"big range":                 {inline("len(list(range(10**11)))"), "evaluation-limit"},
		"replace":                   {inline("len(('x' * 10**6).replace('x', 'y' * 10**6))"), "expansion-error"},
		"sleep":                     {handler("import time\ntime.sleep(10**9)"), ""},
		"exit":                      {handler("import sys\nsys.exit(0)"), ""},
		"fork":                      {handler("import os\nos.fork()"), "python-error"},
		"a process":                 {handler("import subprocess\nsubprocess.check_call(['touch', 'x'])"), "python-error"},
		"a shell":                   {handler("import os\nos.system('while :; do :; done')"), "python-error"},
		"a connection":              {handler("import socket\nsocket.socket().connect(('example.com', 80))"), "python-error"},
		"deep parentheses":          {inline(strings.Repeat("(", 100000) + strings.Repeat(")", 100000)), "expansion-error"},
		"deep lists":                {handler("x = " + strings.Repeat("[", 50000) + strings.Repeat("]", 50000)), "python-syntax"},
		"deep lists made":           {handler("x = []\nfor i in range(100000):\n    x = [x]\nrepr(x)"), "python-error"},
		"deep lists compared":       {handler("x, y = [], []\nfor i in range(100000):\n    x, y = [x], [y]\nx == y"), "python-error"},
		"deep json":                 {handler("import json\njson.loads('[' * 100000 + ']' * 100000)"), "python-error"},
		"deep operators":            {inline("1" + strings.Repeat(" + 1", 200000)), ""},
		"deep blocks":               {handler(deepBlocks(500)), "python-syntax"},
		"deep references":           {example{kind: "conf", text: "A = \"" + strings.Repeat("${", 100000) + "A" + strings.Repeat("}", 100000) + "\"\n"}, ""},
		"long chain":                {example{kind: "conf", text: chain + "B := \"${A20000}\"\n"}, ""},
		"doubling":                  {example{kind: "conf", text: doubling + "B := \"${A60}\"\n"}, "expansion-error"},
		"growing":                   {example{kind: "conf", text: "A = \"${@'$' + '{A2}x'}\"\nA2 = \"${@'$' + '{A3}'}\"\nA3 = \"${@d.getVar('A')}\"\nB := \"${A}\"\n"}, "recursive-value"},
		"growing code":              {example{kind: "conf", text: "A := \"${@'x' + '$' + '{@' + '1}' * 3}\"\n"}, ""},
		"no UTF-8":                  {example{kind: "conf", text: "A = \"\xff\xfe\xc3\"\n\xff = \"1\"\n"}, ""},
		"zero bytes":                {example{kind: "conf", text: "A\x00 = \"\x00\"\nB = \"${A\x00}\"\n"}, ""},
		"no UTF-8 in Python":        {example{kind: "class", text: "def f():\n    return '\xff'\n\nA := \"${@f()}\"\n"}, ""},
		"overrides":                 {example{kind: "conf", text: "OVERRIDES = \"a:${A}\"\nA = \"b\"\nA:a = \"c\"\nA:c = \"d\"\nA:b = \"b\"\n"}, ""},
		"includes itself":           {example{kind: "conf", text: "require conf/local.conf\n"}, "include-loop"},
		"includes each other":       {example{kind: "class", text: "inherit ${@'more spec'}\ninclude classes/spec.bbclass\n"}, ""},
		"long line":                 {example{kind: "conf", text: "A = \"" + strings.Repeat("x", 10<<20) + "\"\n"}, ""},
		"many lines":                {example{kind: "conf", text: strings.Repeat("A .= \"x\"\n", 20000)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			build, files := c.x.files(specDir)
			w := openHostile(t, fsys.NewDisk().Overlay(files), build)
			var codes []string
			found := c.want == ""
			for _, d := range w.Diags {
				if d.Severity == diag.Error {
					codes = append(codes, d.Code.ID+": "+d.Message[:min(len(d.Message), 200)])
					found = found || d.Code.ID == c.want
				}
			}
			if !found {
				t.Errorf("want %s, got %q", c.want, codes)
			}
			for _, name := range []string{"A", "B"} {
				if d, err := w.Multiconfig(""); err == nil {
					_, _ = d.Get(name) // an error is fine
				}
			}
		})
	}
}

func openHostile(t *testing.T, disk *fsys.Disk, build string) *eval.Workspace {
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: build, Disk: disk, Library: stdlib.New(), Environ: specEnviron, Release: "2.19",
		Limits: pyvm.Limits{Steps: 5e6, Memory: 256 << 20},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func deepBlocks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if 1:\n    ")
	}
	return b.String() + strings.Repeat(" ", n) + "pass"
}

func itoa(i int) string {
	if i < 10 {
		return string(rune('0' + i))
	}
	return itoa(i/10) + string(rune('0'+i%10))
}

// TestSymlinkLoops evaluates a layer with links that lead to themselves and to each other.
func TestSymlinkLoops(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	dir := t.TempDir()
	x := example{kind: "conf", text: "BBFILES = \"${TOPDIR}/../layer/**/*.bb ${TOPDIR}/../layer/*/*/*/*/*/*/*/*/*.bb\"\ninclude conf/loop.conf\ninclude conf/self.conf\nA := \"${@len([f for r, ds, f in os.walk('/'.join(['${TOPDIR}', '..']), followlinks=True)])}\"\n"}
	build, files := x.files(dir)
	reference.Plant(t, files)
	for link, target := range map[string]string{
		"layer/conf/loop.conf": "loop.conf", "layer/a": "b", "layer/b": "a", "layer/self": ".", "layer/conf/up": "..",
		"layer/conf/self.conf": "../self/conf/bitbake.conf",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	w := openHostile(t, fsys.NewDisk(), build)
	if _, err := w.FindRecipes(""); err != nil {
		t.Log(err)
	}
	for _, d := range w.Diags {
		t.Log(d.Error())
	}
}
