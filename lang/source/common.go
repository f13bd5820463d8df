package source

import "strings"

// CommonLines returns how many bytes two texts share at their beginnings and at their ends, in whole lines.
func CommonLines(a, b string) (front, back int) {
	for front < len(a) && front < len(b) && a[front] == b[front] {
		front++
	}
	front = strings.LastIndexByte(a[:front], '\n') + 1
	for back < len(a)-front && back < len(b)-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	if i := strings.IndexByte(a[len(a)-back:], '\n'); i >= 0 {
		return front, back - i - 1
	}
	return front, 0
}
