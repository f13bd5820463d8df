package py

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// brokenTime is a time as strftime takes it.
type brokenTime struct {
	year, month, day, hour, min, sec int
	wday                             int // 0 is Sunday
	yday                             int // 1 is January 1
	zone                             string
	offset                           int // seconds east
	unix                             int64
}

var (
	dayNames   = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// isoWeek returns the ISO 8601 year and week (also of days that the time package would not count so far).
func (b *brokenTime) isoWeek() (year, week int) {
	return time.Date(b.year, time.Month(b.month), b.day, 12, 0, 0, 0, time.UTC).ISOWeek()
}

// strftime formats a time as the C library does in the C locale, with GNU's flags (-, _, 0, ^, #) and widths. What it does not
// know stays as it is.
func strftime(format string, b *brokenTime) string {
	var out strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			out.WriteByte(format[i])
			continue
		}
		start := i
		i++
		var flag byte
		upper, swap := false, false
		for i < len(format) && strings.IndexByte("-_0^#", format[i]) >= 0 {
			switch format[i] {
			case '^':
				upper = true
			case '#':
				swap = true
			default:
				flag = format[i]
			}
			i++
		}
		width := 0
		for i < len(format) && '0' <= format[i] && format[i] <= '9' {
			width = min(width*10+int(format[i]-'0'), 1024)
			i++
		}
		if i < len(format) && (format[i] == 'E' || format[i] == 'O') {
			i++
		}
		if i >= len(format) {
			out.WriteString(format[start:])
			break
		}
		text, ok := b.directive(format[i], flag, width)
		switch {
		case !ok:
			text = format[start : i+1]
		case upper:
			text = strings.ToUpper(text)
		case swap && (format[i] == 'Z' || format[i] == 'p'):
			text = strings.ToLower(text)
		case swap:
			text = strings.ToUpper(text)
		}
		out.WriteString(text)
	}
	return out.String()
}

// directive returns what a conversion stands for.
func (b *brokenTime) directive(c, flag byte, width int) (string, bool) {
	num := func(n, digits int, pad byte) (string, bool) { return padNumber(n, digits, pad, flag, width), true }
	text := func(s string) (string, bool) {
		if n := width - len(s); n > 0 {
			fill := " "
			if flag == '0' {
				fill = "0"
			}
			s = strings.Repeat(fill, n) + s
		}
		return s, true
	}
	hour12 := (b.hour+11)%12 + 1
	switch c {
	case 'a':
		return text(name(dayNames, b.wday)[:3])
	case 'A':
		return text(name(dayNames, b.wday))
	case 'b', 'h':
		return text(name(monthNames, b.month-1)[:3])
	case 'B':
		return text(name(monthNames, b.month-1))
	case 'c':
		return text(strftime("%a %b %e %H:%M:%S %Y", b))
	case 'C':
		return num(floorDiv(b.year, 100), 2, '0')
	case 'd':
		return num(b.day, 2, '0')
	case 'D', 'x':
		return text(strftime("%m/%d/%y", b))
	case 'e':
		return num(b.day, 2, ' ')
	case 'F':
		return text(strftime("%Y-%m-%d", b))
	case 'g':
		y, _ := b.isoWeek()
		return num(y-100*floorDiv(y, 100), 2, '0')
	case 'G':
		y, _ := b.isoWeek()
		return num(y, 1, '0')
	case 'H':
		return num(b.hour, 2, '0')
	case 'I':
		return num(hour12, 2, '0')
	case 'j':
		return num(b.yday, 3, '0')
	case 'k':
		return num(b.hour, 2, ' ')
	case 'l':
		return num(hour12, 2, ' ')
	case 'm':
		return num(b.month, 2, '0')
	case 'M':
		return num(b.min, 2, '0')
	case 'n':
		return "\n", true
	case 'p', 'P':
		s := "AM"
		if b.hour >= 12 {
			s = "PM"
		}
		if c == 'P' {
			s = strings.ToLower(s)
		}
		return text(s)
	case 'r':
		return text(strftime("%I:%M:%S %p", b))
	case 'R':
		return text(strftime("%H:%M", b))
	case 's':
		return strconv.FormatInt(b.unix, 10), true
	case 'S':
		return num(b.sec, 2, '0')
	case 't':
		return "\t", true
	case 'T', 'X':
		return text(strftime("%H:%M:%S", b))
	case 'u':
		return num((b.wday+6)%7+1, 1, '0')
	case 'U':
		return num((b.yday-1+7-b.wday)/7, 2, '0')
	case 'V':
		_, w := b.isoWeek()
		return num(w, 2, '0')
	case 'w':
		return num(b.wday, 1, '0')
	case 'W':
		return num((b.yday-1+7-(b.wday+6)%7)/7, 2, '0')
	case 'y':
		return num(b.year-100*floorDiv(b.year, 100), 2, '0')
	case 'Y':
		return num(b.year, 1, '0')
	case 'z':
		sign, n := '+', b.offset
		if n < 0 {
			sign, n = '-', -n
		}
		return fmt.Sprintf("%c%02d%02d", sign, n/3600, n/60%60), true
	case 'Z':
		return text(b.zone)
	case '%':
		return "%", true
	}
	return "", false
}

func floorDiv(a, b int) int {
	if q := a / b; a%b >= 0 {
		return q
	}
	return a/b - 1
}

func name(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return "???"
	}
	return list[i]
}

// padNumber writes a number with at least so many digits; a flag or width says otherwise.
func padNumber(n, digits int, pad, flag byte, width int) string {
	s := strconv.Itoa(max(n, -n))
	switch flag {
	case '-':
		digits = 0
	case '_':
		pad = ' '
	case '0':
		pad = '0'
	}
	digits = max(digits, width)
	sign := ""
	if n < 0 {
		sign = "-"
	}
	if k := digits - len(s) - len(sign); k > 0 {
		if pad == '0' {
			return sign + strings.Repeat("0", k) + s
		}
		return strings.Repeat(" ", k) + sign + s
	}
	return sign + s
}
