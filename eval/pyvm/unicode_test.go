package pyvm

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/testscripts/reference"
)

// unicodeScript prints what the methods of str say of every code point, a line for each that any of them says more than
// "no" of, or whose case mappings are other than itself.
const unicodeScript = `
import sys
tests = [str.isspace, str.isprintable, str.isalpha, str.isdecimal, str.isdigit, str.isnumeric, str.isalnum, str.islower,
    str.isupper, str.istitle, str.isidentifier, lambda c: ('a' + c).isidentifier(), lambda c: len(('a' + c + 'b').splitlines()) > 1]
maps = [str.upper, str.lower, str.title, str.casefold, str.swapcase, str.capitalize]
out = []
for n in [*range(0xd800), *range(0xe000, 0x32400), *range(0xe0000, 0xe0200)]: # the rest is unassigned or private
    c = chr(n)
    bits = ''.join('1' if f(c) else '0' for f in tests)
    texts = [f(c) for f in maps]
    if '1' in bits or any(x != c for x in texts):
        value = int(c) if c.isdecimal() else -1
        out.append('%x %s %d %s' % (n, bits, value, ' '.join('+'.join('%x' % ord(x) for x in s) for s in texts)))
print('\n'.join(out))
`

func TestUnicode(t *testing.T) {
	t.Parallel()
	interpreter := reference.NeedPython311(t)
	want, err := exec.Command(interpreter, "-c", unicodeScript).Output()
	if err != nil {
		t.Fatal(err)
	}
	tests := []func(s string) bool{
		func(s string) bool { return allRunes(s, isSpace) },
		func(s string) bool { return allRunes(s, python.IsPrintable) },
		func(s string) bool { return allRunes(s, isAlpha) },
		func(s string) bool { return allRunes(s, isDecimal) },
		func(s string) bool { return allRunes(s, isDigit) },
		func(s string) bool { return allRunes(s, isNumeric) },
		func(s string) bool {
			return allRunes(s, func(r rune) bool { return isAlpha(r) || isDigit(r) || isNumeric(r) })
		},
		isLowerText, isUpperText, isTitleText, isIdentifier,
		func(s string) bool { return isIdentifier("a" + s) },
		func(s string) bool { return allRunes(s, isLineBreak) },
	}
	maps := []func(s string) string{upperText, lowerText, titleText, foldText, swapText, capitalText}
	var out strings.Builder
	for r := rune(0); r < 0x110000; r++ {
		if isSurrogate(r) || r >= 0x32400 && (r < 0xe0000 || r >= 0xe0200) {
			continue
		}
		s := string(r)
		bits, any := "", false
		for _, f := range tests {
			bit := "0"
			if f(s) {
				bit, any = "1", true
			}
			bits += bit
		}
		texts := make([]string, len(maps))
		for i, f := range maps {
			m := f(s)
			any = any || m != s
			var codes []string
			for _, c := range runes(m) {
				codes = append(codes, fmt.Sprintf("%x", c))
			}
			texts[i] = strings.Join(codes, "+")
		}
		if any {
			fmt.Fprintf(&out, "%x %s %d %s\n", r, bits, decimalValue(r), strings.Join(texts, " "))
		}
	}
	got := strings.Split(out.String(), "\n")
	bad := 0
	for i, line := range strings.Split(string(want), "\n") {
		if i < len(got) && got[i] != line {
			if bad++; bad < 10 {
				t.Errorf("got %q, want %q", got[i], line)
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d lines differ", bad)
	}
}
