package lint

import (
	"iter"
	"strings"
)

// literal is a string literal of Python: what stands between its quotes.
type literal struct {
	start, end int
	long       bool // in three quotes
	first      int  // where its first quote is
}

// pythonLiterals goes over the string literals of Python code, without parsing it: code of any release, and with errors, will do.
func pythonLiterals(code string) iter.Seq[literal] {
	return func(yield func(literal) bool) {
		for i := 0; i < len(code); {
			switch c := code[i]; c {
			case '#':
				k := strings.IndexByte(code[i:], '\n')
				if k < 0 {
					return
				}
				i += k + 1
			case '"', '\'':
				lit := literal{first: i}
				quote := code[i : i+1]
				if strings.HasPrefix(code[i:], strings.Repeat(quote, 3)) {
					quote, lit.long = code[i:i+3], true
				}
				lit.start = i + len(quote)
				lit.end = literalEnd(code, lit.start, quote)
				if !yield(lit) {
					return
				}
				i = min(lit.end+len(quote), len(code))
			default:
				i++
			}
		}
	}
}

// literalEnd returns where the closing quotes are: the text's end, or the line's, where there are none.
func literalEnd(code string, i int, quote string) int {
	for i < len(code) {
		switch {
		case strings.HasPrefix(code[i:], quote):
			return i
		case code[i] == '\\' && i+1 < len(code):
			i += 2
		case code[i] == '\n' && len(quote) == 1:
			return i
		default:
			i++
		}
	}
	return len(code)
}

// callee returns the dotted name of the function that has the literal as its first argument: "" where it stands elsewhere.
func (l literal) callee(code string) string {
	i := l.first
	for i > 0 && strings.IndexByte(" \t\n", code[i-1]) >= 0 {
		i--
	}
	if i == 0 || code[i-1] != '(' {
		return ""
	}
	i--
	end := i
	for i > 0 && (isWordByte(code[i-1]) || code[i-1] == '.') {
		i--
	}
	return code[i:end]
}
