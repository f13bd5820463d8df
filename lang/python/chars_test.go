package python

import (
	"testing"
	"unicode"
)

func TestCharacters(t *testing.T) {
	if unicode.Version != "15.0.0" {
		t.Errorf("Go has Unicode %s: newer holds what came after 14.0 up to 15.0", unicode.Version)
	}
	for _, c := range []struct {
		r                      rune
		start, part, printable bool
	}{
		{'a', true, true, true}, {'_', true, true, true}, {'1', false, true, true}, {' ', false, false, true}, {'\n', false, false, false},
		{'é', true, true, true}, {'·', false, true, true}, {'€', false, false, true}, {0xa0, false, false, false}, {0x200b, false, false, false},
		{'ﬁ', true, true, true}, {0x37a, false, false, true}, {0x0301, false, true, true}, {0x2118, true, true, true}, {0x309b, false, false, true},
		{0x1885, true, true, true}, {0xd800, false, false, false}, {0xe000, false, false, false}, {0x10ffff, false, false, false},
		{0x4e00, true, true, true}, {0x31350, false, false, false}, {0x1f6dc, false, false, false}, {0x1e030, false, false, false},
	} {
		if IsIdentifierStart(c.r) != c.start || IsIdentifierPart(c.r) != c.part || IsPrintable(c.r) != c.printable {
			t.Errorf("%U: start %v, part %v, printable %v", c.r, IsIdentifierStart(c.r), IsIdentifierPart(c.r), IsPrintable(c.r))
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]rune{
		"SPACE": ' ', "space": ' ', "LINE FEED": '\n', "lf": '\n', "EOL": '\n', "NULL": 0, "BELL": 0x1f514, "ALERT": 7, "NBSP": 0xa0,
		"LATIN SMALL LETTER GHA": 0x1a3, "VS1": 0xfe00, "vs256": 0xe01ef, "HANGUL SYLLABLE GA": 0xac00, "HANGUL SYLLABLE HIH": 0xd7a3,
		"HANGUL SYLLABLE A": 0xc544, "CJK UNIFIED IDEOGRAPH-4E00": 0x4e00, "CJK UNIFIED IDEOGRAPH-3134A": 0x3134a, "GRINNING FACE": 0x1f600,
		"PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET": 0xfe18, "TAG LATIN SMALL LETTER A": 0xe0061, "HANGUL JUNGSEONG YU-AE": 0xd7b7,
		"hangul syllable ga": -1, "CJK UNIFIED IDEOGRAPH-4e00": -1, "CJK UNIFIED IDEOGRAPH-31350": -1, "CJK UNIFIED IDEOGRAPH-0": -1, "": -1,
		"VS0": -1, "VS257": -1, "WIRELESS": -1, "HANGUL SYLLABLE ": -1, "HANGUL SYLLABLE X": -1, "KEYCAP DIGIT ONE": -1, "<control>": -1,
	} {
		if r, ok := characterNamed(name); ok != (want >= 0) || ok && r != want {
			t.Errorf("%q: %U %v, want %U", name, r, ok, want)
		}
	}
}
