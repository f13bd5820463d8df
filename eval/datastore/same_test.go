package datastore

import "testing"

// TestSame compares stores that are made by statements, one of which differs.
func TestSame(t *testing.T) {
	type step func(*Store) error
	set := func(name, value string) step {
		return func(s *Store) error { return s.Assign(name, value, Origin{}) }
	}
	flag := func(name, flag string, value any) step {
		return func(s *Store) error { return s.SetFlag(name, flag, value, Origin{}) }
	}
	for _, c := range []struct {
		what string
		a, b []step
		same bool
	}{
		{"nothing", nil, nil, true},
		{"the same", []step{set("A", "a")}, []step{set("A", "a")}, true},
		{"in another order", []step{set("A", "a"), set("B", "b")}, []step{set("B", "b"), set("A", "a")}, true},
		{"over a detour", []step{set("A", "b"), set("A", "a")}, []step{set("A", "a")}, true},
		{"the files that were read", []step{set("BBINCLUDED", "a")}, nil, true},
		{"a value", []step{set("A", "a")}, []step{set("A", "b")}, false},
		{"a text that expands to the same", []step{set("B", "b"), set("A", "${B}")}, []step{set("B", "b"), set("A", "b")}, false},
		{"one more", []step{set("A", "a"), set("B", "b")}, []step{set("A", "a")}, false},
		{"one less", []step{set("A", "a")}, []step{set("A", "a"), set("B", "b")}, false},
		{"an operator that never applies", []step{set("A", "a"), set("A:append:x", "b")}, []step{set("A", "a")}, false},
		{"the condition of an operator", []step{set("A:append:x", "b")}, []step{set("A:append:y", "b")}, false},
		{"an override that never holds", []step{set("A:x", "a")}, []step{set("A:y", "a")}, false},
		{"a flag", []step{flag("A", "f", "a")}, []step{flag("A", "f", "b")}, false},
		{"a list", []step{flag("A", "f", []string{"a"})}, []step{flag("A", "f", []string{"a"})}, true},
		{"another list", []step{flag("A", "f", []string{"a"})}, []step{flag("A", "f", []string{"a", "b"})}, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			build := func(list []step) *Store {
				s := New(&Env{})
				for i, do := range list {
					if err := do(s); err != nil {
						t.Fatal(err)
					}
					if i == 0 {
						s = s.Copy() // what a parent has counts, too
					}
				}
				return s
			}
			a, b := build(c.a), build(c.b)
			if a.Same(b) != c.same || b.Same(a) != c.same {
				t.Errorf("got %v and %v", a.Same(b), b.Same(a))
			}
		})
	}
}
