package pyvm

import (
	"strings"
)

// templateArgs are the arguments of str.format, or the mapping of str.format_map.
type templateArgs struct {
	args    []Value
	kw      []Kw
	mapping Value
	next    int  // the next automatic number
	auto    bool // fields are numbered automatically
	manual  bool // fields have numbers
}

// formatTemplate is str.format (the library manual's "Format String Syntax").
func formatTemplate(t *Thread, template string, a *templateArgs) (string, error) {
	out, err := a.format(t, template, 2)
	if err != nil {
		return "", err
	}
	return out, t.Alloc(len(out))
}

func (a *templateArgs) format(t *Thread, s string, depth int) (string, error) {
	if depth == 0 {
		return "", Raise(ValueError, "Max string recursion exceeded")
	}
	var b strings.Builder
	for s != "" {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:at])
		c := s[at]
		s = s[at+1:]
		if s != "" && s[0] == c {
			b.WriteByte(c)
			s = s[1:]
			continue
		}
		if c == '}' {
			return "", Raise(ValueError, "Single '}' encountered in format string")
		}
		if s == "" {
			return "", Raise(ValueError, "Single '{' encountered in format string")
		}
		field, rest, err := cutField(s)
		if err != nil {
			return "", err
		}
		s = rest
		text, err := a.field(t, field, depth)
		if err != nil {
			return "", err
		}
		if b.Len()+len(text) > maxObject {
			return "", memoryError()
		}
		b.WriteString(text)
		if err := t.Step(); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// templateField is what stands in braces.
type templateField struct {
	name       string
	conversion rune // 0: none
	spec       string
	nested     bool // the specification has fields of its own
}

// cutField takes a field from s, which begins after its opening brace. Braces in its name do not count within [].
func cutField(s string) (f templateField, rest string, err error) {
	i := 0
	inBrackets := false
scan:
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == ']':
			inBrackets = false
		case inBrackets:
		case c == '{':
			return f, "", Raise(ValueError, "unexpected '{' in field name")
		case c == '[':
			inBrackets = true
		case c == '}' || c == ':' || c == '!':
			break scan
		}
	}
	f.name = s[:i]
	if i >= len(s) {
		return f, "", Raise(ValueError, "expected '}' before end of string")
	}
	s = s[i:]
	if s[0] == '!' {
		if s = s[1:]; s == "" {
			return f, "", Raise(ValueError, "end of string while looking for conversion specifier")
		}
		r, size := decodeRune(s)
		f.conversion = r
		s = s[size:]
		if s == "" {
			return f, "", Raise(ValueError, "unmatched '{' in format spec")
		}
		if s[0] == '}' {
			return f, s[1:], nil
		}
		if s[0] != ':' {
			return f, "", Raise(ValueError, "expected ':' after conversion specifier")
		}
	} else if s[0] == '}' {
		return f, s[1:], nil
	}
	s = s[1:]
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			f.nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.spec = s[:i]
				return f, s[i+1:], nil
			}
		}
	}
	return f, "", Raise(ValueError, "unmatched '{' in format spec")
}

// field returns what a field stands for.
func (a *templateArgs) field(t *Thread, f templateField, depth int) (string, error) {
	v, err := a.lookup(t, f.name)
	if err != nil {
		return "", err
	}
	if f.conversion != 0 {
		var s string
		switch f.conversion {
		case 'r':
			s, err = Repr(t, v)
		case 's':
			s, err = ToString(t, v)
		case 'a':
			s, err = ASCII(t, v)
		default:
			if f.conversion > 32 && f.conversion < 127 {
				return "", Raise(ValueError, "Unknown conversion specifier %c", f.conversion)
			}
			return "", Raise(ValueError, "Unknown conversion specifier \\x%x", f.conversion)
		}
		if err != nil {
			return "", err
		}
		v = Str(s)
	}
	spec := f.spec
	if f.nested {
		if spec, err = a.format(t, spec, depth-1); err != nil {
			return "", err
		}
	}
	return Format(t, v, spec)
}

// lookup returns the value of a field's name: a number, a keyword or nothing, and attributes and indices after it.
func (a *templateArgs) lookup(t *Thread, name string) (Value, error) {
	first, rest := name, ""
	if i := strings.IndexAny(name, ".["); i >= 0 {
		first, rest = name[:i], name[i:]
	}
	v, err := a.first(t, first)
	for err == nil && rest != "" {
		if rest[0] == '.' {
			rest = rest[1:]
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 {
				return nil, Raise(ValueError, "Empty attribute in format string")
			}
			v, err = GetAttr(t, v, rest[:end])
			rest = rest[end:]
			continue
		}
		if rest[0] != '[' {
			return nil, Raise(ValueError, "Only '.' or '[' may follow ']' in format field specifier")
		}
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			return nil, Raise(ValueError, "Missing ']' in format string")
		}
		key := rest[1:end]
		if key == "" {
			return nil, Raise(ValueError, "Empty attribute in format string")
		}
		n, numeric, nerr := fieldNumber(key)
		switch {
		case nerr != nil:
			return nil, nerr
		case numeric:
			v, err = Index(t, v, Int(n))
		default:
			v, err = Index(t, v, Str(key))
		}
		rest = rest[end+1:]
	}
	return v, err
}

// fieldNumber returns the number that a name or an index is, if it is one.
func fieldNumber(s string) (n int, ok bool, err error) {
	n, rest, err := formatNumber(s)
	if err != nil {
		return 0, false, err
	}
	return n, rest == "" && n >= 0, nil
}

// first returns the value of the first part of a field's name.
func (a *templateArgs) first(t *Thread, name string) (Value, error) {
	n, numeric, err := fieldNumber(name)
	if err != nil {
		return nil, err
	}
	if name != "" && !numeric {
		if a.mapping != nil {
			return Index(t, a.mapping, Str(name))
		}
		for _, k := range a.kw {
			if k.Name == name {
				return k.Value, nil
			}
		}
		return nil, &Raised{NewException(KeyError, Str(name))}
	}
	if a.mapping == nil || name == "" {
		if numeric {
			if a.auto {
				return nil, Raise(ValueError, "cannot switch from automatic field numbering to manual field specification")
			}
			a.manual = true
		} else {
			if a.manual {
				return nil, Raise(ValueError, "cannot switch from manual field specification to automatic field numbering")
			}
			a.auto = true
			n = a.next
			a.next++
		}
	}
	if a.mapping != nil {
		return nil, Raise(ValueError, "Format string contains positional fields")
	}
	if n >= len(a.args) {
		return nil, Raise(IndexError, "Replacement index %d out of range for positional args tuple", n)
	}
	return a.args[n], nil
}
