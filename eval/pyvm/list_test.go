package pyvm

import "testing"

func TestList(t *testing.T) {
	th := NewThread(Limits{})
	l := NewList(Str("a"), Str("b"), Str("c"))
	call := func(name string, args ...Value) Value {
		t.Helper()
		v, err := CallMethod(th, l, name, args...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return v
	}
	call("append", Str("d"))
	if v := call("pop", Int(0)); v != Value(Str("a")) {
		t.Errorf("popped %v", v)
	}
	call("insert", Int(-1), Str("x"))
	call("reverse")
	var got []Value
	got, _ = ToSlice(th, l)
	want := []Value{Str("d"), Str("x"), Str("c"), Str("b")}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("item %d is %v, want %v", i, got[i], want[i])
		}
	}
	sub, err := Index(th, l, &Slice{Int(3), None, Int(-2)})
	if err != nil {
		t.Fatal(err)
	}
	if eq, err := Equal(th, sub, NewList(Str("b"), Str("x"))); !eq || err != nil {
		t.Errorf("slice: %v %v", sub, err)
	}
	if _, err := CallMethod(th, l, "remove", Str("z")); !IsException(err, ValueError) {
		t.Errorf("removing what is not there: %v", err)
	}
	if _, err := CallMethod(th, l, "nosuch"); !IsException(err, AttributeError) {
		t.Errorf("no such method: %v", err)
	}
}

func TestDict(t *testing.T) {
	th := NewThread(Limits{})
	d := NewDict(0)
	for i := range 100 {
		if err := d.Set(th, Int(i%10), Str("x")); err != nil {
			t.Fatal(err)
		}
		d.SetStr(string(rune('a'+i%26)), Int(i))
	}
	if d.Len() != 36 {
		t.Errorf("%d entries", d.Len())
	}
	for i := range 10 {
		if v, err := d.Delete(th, Int(i)); v == nil || err != nil {
			t.Errorf("deleting %d: %v %v", i, v, err)
		}
	}
	if v := d.GetStr("z"); v != Value(Int(77)) || d.Len() != 26 || len(d.Keys()) != 26 {
		t.Errorf("z is %v, %d entries", v, d.Len())
	}
	if err := d.Set(th, NewList(), None); !IsException(err, TypeError) {
		t.Errorf("a list as key: %v", err)
	}
}
