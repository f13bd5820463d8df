package config

import (
	"fmt"
	"strings"
)

// settingLine returns the assignment in metadata that a --set stands for. What stands in front of the first "=" may end in
// another operator's characters.
func settingLine(s string) (string, error) {
	i := strings.IndexByte(s, '=')
	if i <= 0 {
		return "", fmt.Errorf("%q is no assignment", s)
	}
	name, value := s[:i], s[i+1:]
	op := "="
	for _, o := range []string{"??", "?", ":", "+", "."} {
		if rest, ok := strings.CutSuffix(strings.TrimRight(name, " "), o); ok {
			name, op = rest, o+"="
			break
		}
	}
	if op == "=" && value != "" && (value[0] == '+' || value[0] == '.') {
		op, value = "="+value[:1], value[1:]
	}
	if strings.HasSuffix(s[:i], " ") { // as it is written in a file: VAR = VALUE
		value = strings.TrimPrefix(value, " ")
	}
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	if strings.ContainsAny(value, "\n\r") {
		return "", fmt.Errorf("the value of %s has more than one line", name)
	}
	quote := `"`
	if strings.Contains(value, `"`) && !strings.Contains(value, "'") {
		quote = "'"
	}
	return strings.TrimSpace(name) + " " + op + " " + quote + value + quote, nil
}
