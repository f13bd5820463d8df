package fetch

import (
	"strings"
	"unicode"
)

// Fields is Python's str.split().
func Fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f })
}

// basename is os.path.basename.
func basename(p string) string { return p[strings.LastIndexByte(p, '/')+1:] }

// Words splits a command line as Python's shlex.split does.
func Words(line string) ([]string, error) {
	var out []string
	var word []byte
	inWord := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case ' ', '\t', '\r', '\n':
			if inWord {
				out = append(out, string(word))
			}
			word, inWord = nil, false
		case '\\':
			if i++; i == len(line) {
				return nil, python("ValueError", "No escaped character")
			}
			word, inWord = append(word, line[i]), true
		case '\'', '"':
			inWord = true
			for i++; ; i++ {
				if i >= len(line) {
					return nil, python("ValueError", "No closing quotation")
				}
				if line[i] == c {
					break
				}
				if c == '"' && line[i] == '\\' {
					if i+1 == len(line) {
						return nil, python("ValueError", "No escaped character")
					}
					if next := line[i+1]; next == '"' || next == '\\' {
						i++
					}
				}
				word = append(word, line[i])
			}
		default:
			word, inWord = append(word, c), true
		}
	}
	if inWord {
		out = append(out, string(word))
	}
	return out, nil
}
