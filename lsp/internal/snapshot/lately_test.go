package snapshot

import "testing"

func TestLatestIsGoodFor(t *testing.T) {
	const text = "A = \"1\"\nB = \"2\"\nC = \"3\"\n"
	for _, test := range []struct {
		now  string
		at   uint32
		want bool
	}{
		{text, 0, true},
		{"A = \"1\"\nB = \"2${\nC = \"3\"\n", 14, true},
		{"A = \"1\"\n\nC = \"3\"\n", 8, true},
		{"A = \"1\"\nB = \"2\"\nC = \"3\"\nD", 25, true},
		{"A = \"x\"\nB = \"2\"\nC = \"3\"\n", 12, false},
		{"B = \"2\"\nC = \"3\"\n", 0, false},
		{"", 0, false},
		{"A = \"1\"\nB = \"2\"\nC = \"3\"\n\n", 10, false},
	} {
		if got := (latest{text: text}).goodFor(test.now, test.at); got != test.want {
			t.Errorf("%q at %d: %v", test.now, test.at, got)
		}
	}
}

func TestLatelyAlone(t *testing.T) {
	l := &lately{}
	l.next(1, "a")
	a := latest{id: 1}
	for i, step := range []struct {
		edited string
		want   bool
	}{{"a", true}, {"a", true}, {"b", false}, {"a", false}, {"", false}} {
		l.next(int64(i)+2, step.edited)
		if got := l.alone("a", a); got != step.want {
			t.Errorf("after an edit of %q: %v", step.edited, got)
		}
	}
	if l.alone("b", latest{id: 5}) || !l.alone("b", latest{id: 6}) {
		t.Error("what was edited last counts for other documents")
	}
}
