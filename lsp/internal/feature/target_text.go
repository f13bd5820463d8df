package feature

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// inText finds what is expanded in any text: ${NAME}, and what the Python of ${@code} speaks of.
func inText(text bitbake.Text, pos source.Pos) Target {
	if !text.Known() || !text.Span.Contains(pos) {
		return Target{}
	}
	i := offsetIn(text, pos)
	if t := reference(text, i, pos); t.Kind != None {
		return t
	}
	if start, end, ok := inlineAt(text.Value, i); ok {
		return inExpression(text.Sub(start, end), pos)
	}
	return Target{}
}

// reference finds the ${NAME} that an offset of a text is in; of nested ones the innermost.
func reference(text bitbake.Text, i int, pos source.Pos) Target {
	line := strings.LastIndexByte(text.Value[:i], '\n') + 1
	for at := min(i+2, len(text.Value)); ; {
		start := strings.LastIndex(text.Value[line:at], "${")
		if start < 0 {
			return Target{}
		}
		start += line
		end := nameEnd(text.Value, start+2)
		if end > start+2 && i <= end {
			name := text.Sub(start+2, end)
			return inParts(name, max(pos, name.Span.Start)) // pos may be on the "${"
		}
		at = start
	}
}

// nameEnd returns where the name ends that begins at i. It may have references in it.
func nameEnd(s string, i int) int {
	for i < len(s) {
		switch {
		case strings.HasPrefix(s[i:], "${"):
			k := nameEnd(s, i+2)
			if k == i+2 || k == len(s) || s[k] != '}' {
				return i
			}
			i = k + 1
		case isNameByte(s[i]):
			i++
		default:
			return i
		}
	}
	return i
}

// isNameByte reports whether a byte may stand in the name of a reference.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_+./~:", c) >= 0
}

// inlineAt finds the code of the ${@code} that an offset is in, also of one that is not closed yet.
func inlineAt(text string, i int) (start, end int, ok bool) {
	for _, s := range shell.Codes(text) {
		if int(s.Start)+3 <= i && i < int(s.End) {
			return int(s.Start) + 3, int(s.End) - 1, true
		}
		if int(s.End) <= i {
			start = int(s.End)
		}
	}
	at := strings.LastIndex(text[start:i], "${@")
	if at < 0 || strings.Contains(text[start+at:i], "\n") {
		return 0, 0, false
	}
	start += at + 3
	end = len(text)
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		end = start + n
	}
	if strings.IndexByte(text[start:end], '}') >= 0 && len(shell.Codes(text[start-3:end])) > 0 {
		return 0, 0, false // it is closed before i
	}
	return start, end, true
}
