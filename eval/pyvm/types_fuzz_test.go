package pyvm

import "testing"

// The fuzz targets look for panics and for work without end: any exception and any Abort is fine.

func fuzzThread() *Thread { return NewThread(Limits{Steps: 1 << 20, Memory: 1 << 24}) }

func FuzzPercent(f *testing.F) {
	for _, s := range []string{"%s", "%5.2f|%-5d", "%(a)s %%", "%*d", "%.*f", "%#010x", "%c%r%a", "%", "%(", "%lld", "é%é", "%1$s"} {
		f.Add(s, "x", int64(5), 1.5)
	}
	f.Fuzz(func(t *testing.T, format, s string, n int64, x float64) {
		th := fuzzThread()
		d := NewDict(2)
		d.SetStr("a", Str(s))
		d.SetStr("", Int(n))
		for _, args := range []Value{Str(s), Int(n), Float(x), NewTuple(Str(s), Int(n), Float(x)), NewTuple(Int(n), Float(x), Str(s)), d, NewTuple(), Bytes(s)} {
			percentFormat(th, strKind, format, args)
			percentFormat(th, bytesKind, format, args)
		}
	})
}

func FuzzFormatSpec(f *testing.F) {
	for _, s := range []string{"", ">10", "*^10.3s", "+#012_x", "010,.2f", "é<5", "=+5", "z.1f", "%", "n", ".", "99999999999", "c"} {
		f.Add(s, "x", int64(5), 1.5)
	}
	f.Fuzz(func(t *testing.T, spec, s string, n int64, x float64) {
		th := fuzzThread()
		big, _ := intBinary(th, OpMult, Int(n), Int(n))
		big, _ = intBinary(th, OpMult, big, Int(n))
		for _, v := range []Value{Str(s), Int(n), big, Float(x), Bool(n > 0), Complex(complex(x, x)), None} {
			Format(th, v, spec)
		}
	})
}

func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"{}", "{0}{1}", "{a[0].b!r:>{w}}", "{{}}", "{", "}", "{0!", "{:{}}", "{[", "{0[a}]}", "{:{:{}}}"} {
		f.Add(s, "x")
	}
	f.Fuzz(func(t *testing.T, template, s string) {
		th := fuzzThread()
		formatTemplate(th, template, &templateArgs{args: []Value{Str(s), NewList(Int(1), Str(s))}, kw: []Kw{{"a", Str(s)}, {"w", Int(5)}}})
		formatTemplate(th, template, &templateArgs{mapping: NewDict(0)})
	})
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"1", "-0x1f", "0b_1", "1_000", " 12 ", "1e5", "inf", "0x1.8p3", "1+2j", "٣", "1e999999999", "0x1p-99999999999"} {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, base int) {
		th := fuzzThread()
		toInt(th, Str(s), Int(base))
		toInt(th, Bytes(s), Int(base))
		floatFrom(th, Str(s))
		floatFrom(th, Bytes(s))
		parseHexFloat(s)
		parseComplex(asciiNumber(s))
		if v, ok, err := parseInt(th, asciiNumber(s), 10); ok && err == nil {
			text, err := Repr(th, v)
			if err != nil {
				t.Fatal(err)
			}
			if again, ok, err := parseInt(th, text, 10); !ok || err != nil || again != v && Big(again).Cmp(Big(v)) != 0 {
				t.Errorf("%q: %v, read again: %v %v %v", s, text, again, ok, err)
			}
		}
	})
}

// FuzzText calls every method of str and bytes with arguments of all kinds.
func FuzzText(f *testing.F) {
	f.Add("abc é\U0001f600", "b", 1, -1)
	f.Add("\xff\xed\xa0\x80\xc3", "\xa0", 1<<62, -1<<63)
	f.Add(" a\tb\n", "", 3, 2)
	f.Fuzz(func(t *testing.T, s, sub string, i, j int) {
		th := fuzzThread()
		for _, self := range []Value{Str(s), Bytes(s)} {
			args := []Value{Str(sub), Int(i), Int(j), None}
			if _, ok := self.(Bytes); ok {
				args[0] = Bytes(sub)
			}
			lists := [][]Value{nil, args[:1], args[1:2], args[3:], {args[0], args[0]}, {args[0], args[0], args[1]}, args[:2], args[:3], {NewTuple(args[0])}, {NewList(args[0], args[0])}, {args[3], args[1]}}
			for name := range self.Type().attrs.All {
				m, ok := self.Type().attrs.GetStr(string(name.(Str))).(*Builtin)
				if !ok {
					continue
				}
				for _, list := range lists {
					th.Reset()
					m.fn(th, append([]Value{self}, list...), nil)
				}
			}
			th.Reset()
			n, _ := Len(th, self)
			for k := -n - 1; k <= n; k++ {
				Index(th, self, Int(k))
			}
			Index(th, self, &Slice{Int(i), Int(j), None})
			Index(th, self, &Slice{Int(i), None, Int(j)})
			items, _ := ToSlice(th, self)
			if len(items) != n {
				t.Errorf("%q: length %d, %d items", s, n, len(items))
			}
			if self.Type() == StrType {
				back, err := strKind.join(th, "", NewList(items...))
				if err != nil || back != self {
					t.Errorf("%q: its code points are not the string: %v %v", s, back, err)
				}
			}
		}
	})
}
