package datastore

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestReuse changes stores at random: values that were worked out before are those that come of working them out again.
func TestReuse(t *testing.T) {
	names := []string{"A", "B", "C", "D", "E", "OVERRIDES", "X"}
	overrides := []string{"x", "y", "x:y", "z"}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(list []string) string { return list[r.IntN(len(list))] }
		text := func(of string) string { // which refers to names behind it alone
			words := []string{"x", "y", "z", ":", " ", "{A}", "a-b"}
			for _, n := range names[slices.Index(names, of)+1:] {
				words = append(words, "${"+n+"}", "${"+n, "${@"+n+"}", "${@raw "+n+"}")
			}
			var b strings.Builder
			for range r.IntN(4) {
				b.WriteString(pick(words))
			}
			return b.String()
		}
		override := func(n string) string {
			if r.IntN(4) == 0 {
				n += ":" + pick(overrides)
			}
			return n
		}
		// Two stores go the same way; the second one works everything out again after a change.
		parents := [2]*Store{New(&Env{Evaluator: brackets{}}), New(&Env{Evaluator: brackets{}})}
		var done []string
		change := func(stores [2]*Store) {
			plain := pick(names)
			n, v, other, kind := override(plain), text(plain), names[r.IntN(slices.Index(names, plain)+1)], r.IntN(12)
			condition := pick([]string{":append", ":prepend", ":remove"}) + pick([]string{"", ":x", ":x:y"})
			done = append(done, n, v)
			for i, s := range stores {
				if i == 1 {
					s.oldest = math.MaxUint64
				}
				switch kind {
				case 0, 1, 2:
					_ = s.Set(n, v, Origin{})
				case 3, 4:
					_ = s.Assign(n, v, Origin{})
				case 5, 6:
					_ = s.Assign(plain+condition, v, Origin{})
				case 7:
					s.Delete(n, Origin{})
				case 8:
					_ = s.Rename(plain, other, Origin{})
				case 9:
					_ = s.SetWeak(n, v, Origin{})
				case 10:
					s.SetFilter(names[len(v)%len(names)], []string{"", "upper"}[len(other)%2])
				case 11:
					s.DeleteFlags(n, Origin{})
				}
			}
		}
		for range 6 {
			change(parents)
		}
		stores := [2]*Store{parents[0].Copy(), parents[1].Copy()}
		for range 30 {
			if r.IntN(10) == 0 { // a parent that changes all the same
				change(parents)
			}
			change(stores)
			for range r.IntN(2 * len(names)) {
				n, filter := override(pick(names)), r.IntN(4) > 0
				stores[1].oldest = math.MaxUint64
				got, err1 := stores[0].expansion(stores[0].Intern(n), filter)
				want, err2 := stores[1].expansion(stores[1].Intern(n), filter)
				if fmt.Sprint(err1) != fmt.Sprint(err2) || err1 == nil && (got.Value != want.Value || got.Raw != want.Raw) {
					t.Fatalf("seed %d: %s is %+v (%v), not %+v (%v), after %q", seed, n, got, err1, want, err2, done)
				}
			}
		}
	}
}

// brackets evaluates NAME, of which it tells what it reads, and "raw NAME", of which it does not; it filters by making letters
// capital.
type brackets struct{ Evaluator }

func (brackets) Compile(code string) *Code {
	if strings.HasPrefix(code, "raw ") {
		return &Code{Text: code}
	}
	return &Code{Text: code, Plain: true, Reads: []string{code}}
}

func (brackets) Inline(s *Store, code *Code, _ string) (string, error) {
	if name, ok := strings.CutPrefix(code.Text, "raw "); ok {
		text, err := s.RawText(name)
		return strings.ReplaceAll(text, "$", "%"), err
	}
	return s.Get(code.Text)
}

func (brackets) Passes(error) bool        { return false }
func (brackets) Analyse(string) *Analysis { return &Analysis{} }
func (brackets) Filter(_ *Store, val, _ string) (any, error) {
	return strings.ToUpper(val), nil
}
