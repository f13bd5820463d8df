package python

import (
	"strings"
	"testing"
)

func TestUnbound(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{"a = b\n", "b"},
		{"def f(d):\n    return [x for x in d if x.y(z)]\n", "z"},
		{"def f(a, *b, c=e, **g):\n    return a, b, c, g, h\n", "e h"},
		{"import os.path, re as r\nfrom x import y\nos.z(r, y, x)\n", "x"},
		{"class C:\n    k = 1\n    def m(self):\n        return k\n    n = k\n", "k"},
		{"def f():\n    global g\n    g = 1\ndef h():\n    return g\n", ""},
		{"try:\n    pass\nexcept E as e:\n    e\nwith o() as w:\n    w\nfor i, (j, k) in l:\n    i, j, k\n", "E o l"},
		{"lambda q: q + r\n", "r"},
		{"if (n := f()):\n    n\ndel m\n", "f"},
		{"f'{a}{b!r:{c}}'\n", "a b c"},
		{"class C:\n    def m(self):\n        return __x, super()\n    __x = 1\n", "__x super"},
	} {
		m, errs := ParseModule(c.code)
		if len(errs) > 0 {
			t.Fatalf("%q: %v", c.code, errs[0])
		}
		var got []string
		for _, n := range Unbound(m) {
			got = append(got, n.ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.code, s, c.want)
		}
	}
	e, _ := ParseExpression("d.getVar(x) or [y for y in z]")
	if n := Unbound(e); len(n) != 3 || n[0].ID != "d" || n[1].ID != "x" || n[2].ID != "z" {
		t.Errorf("an expression: %v", n)
	}
}
