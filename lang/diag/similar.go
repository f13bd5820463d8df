package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Similar returns up to three of some names that are like a name, the most alike first: those that difflib.get_close_matches
// with a cutoff of 0.7 returns. A name that is listed twice may come twice.
func Similar(name string, names []string) []string {
	type hit struct {
		ratio float64
		name  string
	}
	const cutoff = 0.7
	var hits []hit
	var count [256]int
	for i := range len(name) {
		count[name[i]]++
	}
	for _, n := range names {
		if ratio(min(len(n), len(name)), n, name) < cutoff || ratio(common(n, count), n, name) < cutoff {
			continue
		}
		if r := ratio(matching(n, name), n, name); r >= cutoff {
			hits = append(hits, hit{r, n})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.ratio, a.ratio), cmp.Compare(b.name, a.name)) })
	var out []string
	for _, h := range hits[:min(3, len(hits))] {
		out = append(out, h.name)
	}
	return out
}

// Meant is the end of a message about a name that is not known: it asks whether one of the similar ones is meant.
func Meant(similar []string) string {
	if len(similar) == 0 {
		return ""
	}
	return "; is it " + strings.Join(similar, " or ") + "?"
}

func ratio(matches int, a, b string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(matches) / float64(len(a)+len(b))
}

// common counts the bytes that a text shares with another, whose bytes are counted, in whatever order.
func common(s string, count [256]int) int {
	n := 0
	for i := range len(s) {
		if count[s[i]] > 0 {
			count[s[i]]--
			n++
		}
	}
	return n
}

// matching adds up the longest common run of two texts and, on both sides of it, those of what is left (Ratcliff and
// Obershelp's measure).
func matching(a, b string) int {
	bestA, bestB, size := 0, 0, 0
	lengths := make([]int, len(b)+1) // of the run that ends at b[j-1] and the byte of a before this one
	for i := range len(a) {
		last := 0
		for j := range len(b) {
			n := 0
			if a[i] == b[j] {
				n = last + 1
				if n > size {
					bestA, bestB, size = i-n+1, j-n+1, n
				}
			}
			last, lengths[j+1] = lengths[j+1], n
		}
	}
	if size == 0 {
		return 0
	}
	return size + matching(a[:bestA], b[:bestB]) + matching(a[bestA+size:], b[bestB+size:])
}
