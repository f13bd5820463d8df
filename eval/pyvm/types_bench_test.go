package pyvm

import (
	"testing"

	"github.com/knead-build/knead/lang/source"
)

// BenchmarkTypes measures what metadata does most, one round of each expression an operation, through compiled code.
func BenchmarkTypes(b *testing.B) {
	const setup = `
name = 'do_package_write_ipk'
words = 'aarch64 arm armv7a x86-64 x86 mips powerpc riscv32 riscv64'
items = words.split()
path = '/build/out/core2-64-poky-linux/busybox/1.36.1/temp'
pair = ('busybox', '1.36.1')
table = {'a': 1, 'b': 2}
numbers = list(range(50))
`
	for _, x := range []struct{ name, expr string }{
		{"startswith", "name.startswith('do_')"},
		{"startswithTuple", "name.startswith(('x_', 'do_'))"},
		{"endswith", "name.endswith('_deb')"},
		{"split", "words.split()"},
		{"splitSep", "path.split('/')"},
		{"replace", "path.replace('/', '_')"},
		{"replaceNone", "path.replace('@', '_')"},
		{"join", "' '.join(items)"},
		{"percent", "'%s-%s' % pair"},
		{"percentInt", "'%02d:%5s' % (5, 'x')"},
		{"format", "'{}-{}'.format('busybox', 5)"},
		{"repr", "repr(items)"},
		{"strip", "path.strip()"},
		{"lower", "name.lower()"},
		{"contains", "'arm' in words"},
		{"find", "path.find('work')"},
		{"index", "path[-1]"},
		{"slice", "path[3:-3]"},
		{"len", "len(path)"},
		{"sorted", "sorted(items)"},
		{"set", "set(items)"},
		{"dictGet", "table.get('b')"},
		{"dictItems", "[k for k, v in table.items()]"},
		{"sum", "sum(numbers)"},
		{"int", "int('12345')"},
		{"str", "str(12345)"},
		{"enumerate", "[i for i, x in enumerate(items)]"},
		{"isinstance", "isinstance(name, str)"},
	} {
		b.Run(x.name, func(b *testing.B) {
			th := NewThread(Limits{})
			globals := NewDict(0)
			code, err := CompileModule(source.NewFile("setup", setup), 0)
			if err == nil {
				err = th.Exec(code, globals, nil)
			}
			if err != nil {
				b.Fatal(err)
			}
			if code, err = CompileExpression(source.NewFile("expr", x.expr), 0); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := th.Eval(code, globals, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
