package reference

import (
	"fmt"
	"strings"
)

// FirstDifference says where two outputs part: the first line that differs, and the one before it. It returns "" where they are
// equal.
func FirstDifference(got, want string) string {
	if got == want {
		return ""
	}
	g, w := append(strings.Split(got, "\n"), "<end>"), append(strings.Split(want, "\n"), "<end>")
	i := 0
	for i < min(len(g), len(w))-1 && g[i] == w[i] {
		i++
	}
	before := ""
	if i > 0 {
		before = "\nafter " + w[i-1]
	}
	return fmt.Sprintf("line %d%s\n got %s\nwant %s", i+1, before, g[i], w[i])
}
