package rules

import "strings"

// nearest returns the name of a list that is a slip of the pen away from another: a letter too many or too few, another one, or two
// that have changed places. Short names are near to too many. Of several it is the first in the alphabet; "" where there is none.
func nearest(name string, list []string) string {
	best := ""
	for _, x := range list {
		if slip(name, x) && (best == "" || x < best) {
			best = x
		}
	}
	return best
}

// shortest is how long the part of a name between underscores has to be that a slip is looked for in: short ones differ by a letter
// because they are short.
const shortest = 4

func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:] && slippery(b, i, shortest+1)
	case a[i+1:] == b[i+1:]:
		return slippery(a, i, shortest) && slippery(b, i, shortest)
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] && slippery(a, i, shortest)
}

// slippery reports whether the letter at an offset of a name may be a slip, in a part of at least so many letters: a number is none, nor is how words are kept apart.
func slippery(name string, i, least int) bool {
	if c := name[i]; c >= '0' && c <= '9' || c == '_' || c == '-' {
		return false
	}
	start, end := strings.LastIndexAny(name[:i], "_-.")+1, len(name)
	if k := strings.IndexAny(name[i+1:], "_-."); k >= 0 {
		end = i + 1 + k
	}
	return end-start >= least
}
