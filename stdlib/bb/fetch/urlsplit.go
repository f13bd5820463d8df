package fetch

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// location is a URL as Python's urllib.parse.urlparse (CPython 3.11) takes it apart, without its fragment.
type location struct {
	scheme, netloc, path, query string
}

func isControlOrSpace(r rune) bool { return r <= ' ' }

var unsafeCharacters = strings.NewReplacer("\t", "", "\r", "", "\n", "")

// urlsplit takes a URL apart.
func urlsplit(url string) (location, error) {
	url = unsafeCharacters.Replace(strings.TrimLeftFunc(url, isControlOrSpace))
	var u location
	if i := strings.IndexByte(url, ':'); i > 0 && isScheme(url[:i]) {
		u.scheme, url = strings.ToLower(url[:i]), url[i+1:]
	}
	if strings.HasPrefix(url, "//") {
		end := len(url)
		if i := strings.IndexAny(url[2:], "/?#"); i >= 0 {
			end = 2 + i
		}
		u.netloc, url = url[2:end], url[end:]
		if err := checkBrackets(u.netloc); err != nil {
			return u, err
		}
	}
	url, _, _ = strings.Cut(url, "#")
	u.path, u.query, _ = strings.Cut(url, "?")
	return u, checkNormal(u.netloc)
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return true
}

// checkBrackets refuses what cannot be the address of a host in brackets.
func checkBrackets(netloc string) error {
	opened, closed := strings.Contains(netloc, "["), strings.Contains(netloc, "]")
	if opened != closed {
		return python("ValueError", "Invalid IPv6 URL")
	}
	if !opened {
		return nil
	}
	_, inside, _ := strings.Cut(netloc, "[")
	inside, _, _ = strings.Cut(inside, "]")
	return checkAddress(inside)
}

// checkNormal refuses a host whose compatible form (NFKC) has characters that end a host.
func checkNormal(netloc string) error {
	ascii := true
	for i := range len(netloc) {
		ascii = ascii && netloc[i] < 0x80
	}
	if ascii {
		return nil
	}
	bare := strings.NewReplacer("@", "", ":", "", "#", "", "?", "").Replace(netloc)
	if normal := norm.NFKC.String(bare); normal != bare && strings.ContainsAny(normal, "/?#@:") {
		return python("ValueError", "netloc %s contains invalid characters under NFKC normalization", netloc)
	}
	return nil
}

// host returns the host, in lower case, and the port's text; "" where there is none.
func (u location) host() (host, port string) {
	info := u.netloc[strings.LastIndexByte(u.netloc, '@')+1:]
	if _, bracketed, ok := strings.Cut(info, "["); ok {
		var rest string
		host, rest, _ = strings.Cut(bracketed, "]")
		_, port, _ = strings.Cut(rest, ":")
	} else {
		host, port, _ = strings.Cut(info, ":")
	}
	name, zone, ok := strings.Cut(host, "%")
	if host = strings.ToLower(name); ok {
		host += "%" + zone
	}
	return host, port
}

// port returns the number of the port, -1 where there is none.
func (u location) port() (int, error) {
	_, text := u.host()
	if text == "" {
		return -1, nil
	}
	n := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, python("ValueError", "Port could not be cast to integer value as %s", pyRepr(text))
		}
		n = min(10*n+int(text[i]-'0'), 1<<20)
	}
	if n > 65535 {
		return 0, python("ValueError", "Port out of range 0-65535")
	}
	return n, nil
}

// user returns the user and the password; "" where there is none.
func (u location) user() (user, password string) {
	i := strings.LastIndexByte(u.netloc, '@')
	if i < 0 {
		return "", ""
	}
	user, password, _ = strings.Cut(u.netloc[:i], ":")
	return user, password
}

// pyRepr returns a text in quotes as Python's repr has it, for texts without odd characters.
func pyRepr(s string) string {
	q := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = `"`
	}
	var b strings.Builder
	b.WriteString(q)
	for _, r := range s {
		switch {
		case string(r) == q || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString("\\x" + string("0123456789abcdef"[r>>4&15]) + string("0123456789abcdef"[r&15]))
		}
	}
	return b.String() + q
}
