package datastore

import (
	"slices"
	"testing"
)

// TestTimelineNames has in a variable's timeline what is done to it and to what overrides it, in order, also what is done to a copy
// and later; not what is done to variables whose names begin alike.
func TestTimelineNames(t *testing.T) {
	base := New(&Env{Tracking: true})
	set := func(s *Store, name string) {
		t.Helper()
		if err := s.Assign(name, name, Origin{}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(s *Store, names ...string) {
		t.Helper()
		steps, err := s.Timeline("A1")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, step := range steps {
			got = append(got, step.Name)
		}
		if !slices.Equal(got, names) {
			t.Errorf("the timeline has %q, not %q", got, names)
		}
	}
	set(base, "A1")
	set(base, "A11")
	set(base, "A1:x")
	want(base, "A1", "A1:x")
	c := base.Copy()
	want(c, "A1", "A1:x")
	set(c, "A1:y:z")
	set(c, "A1")
	want(c, "A1", "A1:x", "A1:y:z", "A1")
	want(base, "A1", "A1:x")
}
