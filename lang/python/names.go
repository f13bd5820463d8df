package python

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/runenames"
)

// nameTable leads from the upper-case names and aliases of characters to the characters. The names which follow a rule
// are not in it.
var nameTable = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 34000)
	for r := rune(0); r <= 0x10ffff; r++ {
		switch { // the planes and blocks whose characters have no name of their own
		case r == 0x3400, r == 0x4e00:
			r += 0x19bf
		case r == 0xac00:
			r = 0xd7a3
		case r == 0xd800:
			r = 0xf8ff
		case r == 0x20000:
			r = 0x2f7ff
		case r == 0x30000:
			r = 0xe0000
		case r == 0xe01f0:
			r = 0x10ffff
		}
		if name := runenames.Name(r); name != "" && name[0] != '<' && IsAssigned(r) {
			m[name] = r
		}
	}
	for _, line := range strings.Split(aliases, "\n") {
		fields := strings.Split(line, ";")
		r, _ := strconv.ParseInt(fields[0], 16, 32)
		for _, name := range fields[1:] {
			m[name] = rune(r)
		}
	}
	for n := rune(1); n <= 256; n++ {
		r := 0xfe00 + n - 1
		if n > 16 {
			r = 0xe0100 + n - 17
		}
		m["VS"+strconv.Itoa(int(n))] = r
	}
	return m
})

// characterNamed returns the character that \N{name} means: by its name or one of Unicode's aliases, in either case; the
// names that follow a rule (ideographs, Hangul syllables) in capitals only, as CPython has it.
func characterNamed(name string) (rune, bool) {
	if rest, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(rest)
	}
	if rest, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		if len(rest) != 4 && len(rest) != 5 || strings.ToUpper(rest) != rest {
			return 0, false
		}
		r, err := strconv.ParseUint(rest, 16, 32)
		return rune(r), err == nil && isIdeograph(rune(r))
	}
	if len(name) > 128 {
		return 0, false
	}
	r, ok := nameTable()[strings.ToUpper(name)]
	return r, ok
}

func isIdeograph(r rune) bool {
	for _, b := range [...][2]rune{{0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0x20000, 0x2a6df}, {0x2a700, 0x2b738},
		{0x2b740, 0x2b81d}, {0x2b820, 0x2cea1}, {0x2ceb0, 0x2ebe0}, {0x30000, 0x3134a}} {
		if r >= b[0] && r <= b[1] {
			return true
		}
	}
	return false
}

// hangul returns the syllable of the three parts' short names.
func hangul(s string) (rune, bool) {
	leads := [...]string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	vowels := [...]string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE",
		"WI", "YU", "EU", "YI", "I"}
	tails := [...]string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B",
		"BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
	longest := func(list []string) (int, bool) {
		best := -1
		for i, name := range list {
			if strings.HasPrefix(s, name) && (best < 0 || len(name) > len(list[best])) {
				best = i
			}
		}
		if best >= 0 {
			s = s[len(list[best]):]
		}
		return best, best >= 0
	}
	l, ok1 := longest(leads[:])
	v, ok2 := longest(vowels[:])
	t, ok3 := longest(tails[:])
	return rune(0xac00 + (l*len(vowels)+v)*len(tails) + t), ok1 && ok2 && ok3 && s == ""
}

// aliases holds Unicode's name aliases of all kinds but VS1 to VS256: a code point and its further names a line.
const aliases = `0000;NULL;NUL
0001;START OF HEADING;SOH
0002;START OF TEXT;STX
0003;END OF TEXT;ETX
0004;END OF TRANSMISSION;EOT
0005;ENQUIRY;ENQ
0006;ACKNOWLEDGE;ACK
0007;ALERT;BEL
0008;BACKSPACE;BS
0009;CHARACTER TABULATION;HORIZONTAL TABULATION;HT;TAB
000A;LINE FEED;NEW LINE;END OF LINE;EOL;LF;NL
000B;LINE TABULATION;VERTICAL TABULATION;VT
000C;FORM FEED;FF
000D;CARRIAGE RETURN;CR
000E;SHIFT OUT;LOCKING-SHIFT ONE;SO
000F;SHIFT IN;LOCKING-SHIFT ZERO;SI
0010;DATA LINK ESCAPE;DLE
0011;DEVICE CONTROL ONE;DC1
0012;DEVICE CONTROL TWO;DC2
0013;DEVICE CONTROL THREE;DC3
0014;DEVICE CONTROL FOUR;DC4
0015;NEGATIVE ACKNOWLEDGE;NAK
0016;SYNCHRONOUS IDLE;SYN
0017;END OF TRANSMISSION BLOCK;ETB
0018;CANCEL;CAN
0019;END OF MEDIUM;EOM
001A;SUBSTITUTE;SUB
001B;ESCAPE;ESC
001C;INFORMATION SEPARATOR FOUR;FILE SEPARATOR;FS
001D;INFORMATION SEPARATOR THREE;GROUP SEPARATOR;GS
001E;INFORMATION SEPARATOR TWO;RECORD SEPARATOR;RS
001F;INFORMATION SEPARATOR ONE;UNIT SEPARATOR;US
0020;SP
007F;DELETE;DEL
0080;PADDING CHARACTER;PAD
0081;HIGH OCTET PRESET;HOP
0082;BREAK PERMITTED HERE;BPH
0083;NO BREAK HERE;NBH
0084;INDEX;IND
0085;NEXT LINE;NEL
0086;START OF SELECTED AREA;SSA
0087;END OF SELECTED AREA;ESA
0088;CHARACTER TABULATION SET;HORIZONTAL TABULATION SET;HTS
0089;CHARACTER TABULATION WITH JUSTIFICATION;HORIZONTAL TABULATION WITH JUSTIFICATION;HTJ
008A;LINE TABULATION SET;VERTICAL TABULATION SET;VTS
008B;PARTIAL LINE FORWARD;PARTIAL LINE DOWN;PLD
008C;PARTIAL LINE BACKWARD;PARTIAL LINE UP;PLU
008D;REVERSE LINE FEED;REVERSE INDEX;RI
008E;SINGLE SHIFT TWO;SINGLE-SHIFT-2;SS2
008F;SINGLE SHIFT THREE;SINGLE-SHIFT-3;SS3
0090;DEVICE CONTROL STRING;DCS
0091;PRIVATE USE ONE;PRIVATE USE-1;PU1
0092;PRIVATE USE TWO;PRIVATE USE-2;PU2
0093;SET TRANSMIT STATE;STS
0094;CANCEL CHARACTER;CCH
0095;MESSAGE WAITING;MW
0096;START OF GUARDED AREA;START OF PROTECTED AREA;SPA
0097;END OF GUARDED AREA;END OF PROTECTED AREA;EPA
0098;START OF STRING;SOS
0099;SINGLE GRAPHIC CHARACTER INTRODUCER;SGC
009A;SINGLE CHARACTER INTRODUCER;SCI
009B;CONTROL SEQUENCE INTRODUCER;CSI
009C;STRING TERMINATOR;ST
009D;OPERATING SYSTEM COMMAND;OSC
009E;PRIVACY MESSAGE;PM
009F;APPLICATION PROGRAM COMMAND;APC
00A0;NBSP
00AD;SHY
01A2;LATIN CAPITAL LETTER GHA
01A3;LATIN SMALL LETTER GHA
034F;CGJ
061C;ALM
0709;SYRIAC SUBLINEAR COLON SKEWED LEFT
0CDE;KANNADA LETTER LLLA
0E9D;LAO LETTER FO FON
0E9F;LAO LETTER FO FAY
0EA3;LAO LETTER RO
0EA5;LAO LETTER LO
0FD0;TIBETAN MARK BKA- SHOG GI MGO RGYAN
11EC;HANGUL JONGSEONG YESIEUNG-KIYEOK
11ED;HANGUL JONGSEONG YESIEUNG-SSANGKIYEOK
11EE;HANGUL JONGSEONG SSANGYESIEUNG
11EF;HANGUL JONGSEONG YESIEUNG-KHIEUKH
180B;FVS1
180C;FVS2
180D;FVS3
180E;MVS
180F;FVS4
200B;ZWSP
200C;ZWNJ
200D;ZWJ
200E;LRM
200F;RLM
202A;LRE
202B;RLE
202C;PDF
202D;LRO
202E;RLO
202F;NNBSP
205F;MMSP
2060;WJ
2066;LRI
2067;RLI
2068;FSI
2069;PDI
2118;WEIERSTRASS ELLIPTIC FUNCTION
2448;MICR ON US SYMBOL
2449;MICR DASH SYMBOL
2B7A;LEFTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE
2B7C;RIGHTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE
A015;YI SYLLABLE ITERATION MARK
AA6E;MYANMAR LETTER KHAMTI LLA
FE18;PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET
FEFF;BYTE ORDER MARK;BOM;ZWNBSP
122D4;CUNEIFORM SIGN NU11 TENU
122D5;CUNEIFORM SIGN NU11 OVER NU11 BUR OVER BUR
16E56;MEDEFAIDRIN CAPITAL LETTER H
16E57;MEDEFAIDRIN CAPITAL LETTER NG
16E76;MEDEFAIDRIN SMALL LETTER H
16E77;MEDEFAIDRIN SMALL LETTER NG
1B001;HENTAIGANA LETTER E-1
1D0C5;BYZANTINE MUSICAL SYMBOL FTHORA SKLIRON CHROMA VASIS`
