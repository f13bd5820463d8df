package hashserv

import (
	"errors"
	"fmt"
	"strings"
)

// Login looks up in the text of a .netrc file who asks a server: the login and password of "machine ADDRESS", else those of
// "default"; "" where it has neither. It reads the file as Python's module netrc does, as that is what BitBake uses.
func Login(netrc, address string) (username, password string, err error) {
	l := &netrcLexer{netrc}
	found := map[string][2]string{}
	for {
		word, name := l.next(), "default"
		switch {
		case word == "":
			if login, ok := found[address]; ok {
				return login[0], login[1], nil
			}
			return found["default"][0], found["default"][1], nil
		case word[0] == '#':
			_, l.text, _ = strings.Cut(l.text, "\n")
			continue
		case word == "macdef": // up to an empty line
			_, l.text, _ = strings.Cut(l.text, "\n\n")
			continue
		case word == "machine":
			if name = l.next(); name == "" {
				return "", "", errors.New("machine without a name")
			}
		case word != "default":
			return "", "", fmt.Errorf("%s is neither machine, default nor macdef", word)
		}
		if found[name], err = l.entry(); err != nil {
			return "", "", err
		}
	}
}

// netrcLexer splits a .netrc file into words.
type netrcLexer struct{ text string }

// entry reads what belongs to a machine.
func (l *netrcLexer) entry() (login [2]string, err error) {
	for {
		before := l.text
		switch word := l.next(); {
		case word == "", word == "machine", word == "default", word == "macdef":
			l.text = before
			return login, nil
		case word[0] == '#':
			_, l.text, _ = strings.Cut(l.text, "\n")
		case word == "login", word == "user":
			login[0] = l.next()
		case word == "password":
			login[1] = l.next()
		case word == "account":
			l.next()
		default:
			return login, fmt.Errorf("%s is neither login, user, account nor password", word)
		}
	}
}

// next returns the next word, "" at the end. Quotes keep blanks together, a backslash takes the next character as it is.
func (l *netrcLexer) next() string {
	const blanks = " \t\r\n"
	l.text = strings.TrimLeft(l.text, blanks)
	rest, quoted := strings.CutPrefix(l.text, `"`)
	end := blanks
	if quoted {
		end = `"`
	}
	var b strings.Builder
	for i := 0; i < len(rest); i++ {
		if strings.IndexByte(end, rest[i]) >= 0 {
			if l.text = rest[i:]; quoted {
				l.text = rest[i+1:]
			}
			return b.String()
		}
		if rest[i] == '\\' && i+1 < len(rest) {
			i++
		}
		b.WriteByte(rest[i])
	}
	l.text = ""
	return b.String()
}
