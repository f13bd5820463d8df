package complete

import "strings"

// pythonPlace is what is known of the end of half-typed Python code.
type pythonPlace struct {
	comment bool
	// literal is where the string literal begins, behind its quotes, that is not closed; -1: it ends in none.
	literal int
	// calls are the brackets that are open, the innermost last.
	calls []call
}

// call is an open bracket.
type call struct {
	name string // dotted, what stands before the bracket
	at   int    // behind the bracket
	args []int  // where arguments begin, the first one too
}

// scanPython reads code up to its end. It takes any text.
func scanPython(code string) pythonPlace {
	p := pythonPlace{literal: -1}
	for i := 0; i < len(code); i++ {
		switch b := code[i]; b {
		case '#':
			k := strings.IndexByte(code[i:], '\n')
			if k < 0 {
				p.comment = true
				return p
			}
			i += k
		case '"', '\'':
			quote := code[i : i+1]
			if strings.HasPrefix(code[i:], strings.Repeat(quote, 3)) {
				quote = code[i : i+3]
			}
			start := i + len(quote)
			end := closing(code, start, quote)
			if end < 0 {
				p.literal = start
				return p
			}
			i = end - 1
		case '(', '[', '{':
			p.calls = append(p.calls, call{name: dottedBefore(code[:i]), at: i + 1, args: []int{i + 1}})
		case ')', ']', '}':
			if len(p.calls) > 0 {
				p.calls = p.calls[:len(p.calls)-1]
			}
		case ',':
			if n := len(p.calls); n > 0 {
				p.calls[n-1].args = append(p.calls[n-1].args, i+1)
			}
		}
	}
	return p
}

// closing returns the place behind a literal's closing quotes; -1: there are none. A line's end closes what is in single ones.
func closing(code string, i int, quote string) int {
	for i < len(code) {
		switch {
		case strings.HasPrefix(code[i:], quote):
			return i + len(quote)
		case code[i] == '\\':
			i++
		case code[i] == '\n' && len(quote) == 1:
			return i
		}
		i++
	}
	return -1
}

// dottedBefore returns the dotted name at a text's end.
func dottedBefore(text string) string {
	i := len(text)
	for i > 0 && (isWord(text[i-1]) || text[i-1] == '.') {
		i--
	}
	return text[i:]
}

// argument returns the n-th argument of a call where it is a plain string.
func (c call) argument(code string, n int) string {
	if n >= len(c.args) {
		return ""
	}
	text := strings.TrimSpace(code[c.args[n]:])
	if text == "" || text[0] != '"' && text[0] != '\'' {
		return ""
	}
	value, _, _ := strings.Cut(text[1:], text[:1])
	return value
}
