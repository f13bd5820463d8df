package py

import (
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// fnmatchModule is Python's fnmatch. On POSIX fnmatch and fnmatchcase are the same.
var fnmatchModule = native.Module{
	Name: "fnmatch",
	Make: func(e *native.Env) native.Attrs {
		match := func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var name, pattern pyvm.Value
			if err := pyvm.Unpack(t, "fnmatch", args, kw, "name", &name, "pat", &pattern); err != nil {
				return nil, err
			}
			n, err := fsPath(t, name)
			if err != nil {
				return nil, err
			}
			p, err := fsPath(t, pattern)
			if err != nil {
				return nil, err
			}
			if n.bytes != p.bytes {
				return nil, pyvm.Raise(pyvm.TypeError, "cannot use a %s pattern on a %s object", kindName(p.bytes, "string", "bytes"), kindName(n.bytes, "string-like", "bytes-like"))
			}
			return pyvm.Bool(fsys.Match(p.s, n.s)), nil
		}
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"fnmatch":     match,
			"fnmatchcase": match,
			"filter": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var names []pyvm.Value
				var pattern pyvm.Value
				if err := pyvm.Unpack(t, "filter", args, kw, "names", &names, "pat", &pattern); err != nil {
					return nil, err
				}
				p, err := fsPath(t, pattern)
				if err != nil {
					return nil, err
				}
				out := []pyvm.Value{}
				for _, v := range names {
					n, err := fsPath(t, v)
					if err != nil {
						return nil, err
					}
					if fsys.Match(p.s, n.s) {
						out = append(out, v)
					}
				}
				return pyvm.NewList(out...), nil
			},
			"translate": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var pattern string
				if err := pyvm.Unpack(t, "translate", args, kw, "pat", &pattern); err != nil {
					return nil, err
				}
				return pyvm.Str(translateGlob(pattern)), nil
			},
		})
	},
}

func kindName(bytes bool, text, b string) string {
	if bytes {
		return b
	}
	return text
}

// translateGlob returns a regular expression for a pattern: what matches as CPython's does, if not its very text where
// several stars follow each other.
func translateGlob(p string) string {
	var b strings.Builder
	for i := 0; i < len(p); {
		c := p[i]
		i++
		switch c {
		case '*':
			for i < len(p) && p[i] == '*' {
				i++
			}
			b.WriteString(".*")
		case '?':
			b.WriteString(".")
		case '[':
			end := i
			if end < len(p) && p[end] == '!' {
				end++
			}
			if end < len(p) && p[end] == ']' {
				end++
			}
			for end < len(p) && p[end] != ']' {
				end++
			}
			if end >= len(p) {
				b.WriteString(`\[`)
				continue
			}
			b.WriteString(globSet(p[i:end]))
			i = end + 1
		default:
			b.WriteString(regex.Escape(string(c)))
		}
	}
	return "(?s:" + b.String() + `)\Z`
}

// globSet returns the set of a pattern's brackets.
func globSet(s string) string {
	negate := strings.HasPrefix(s, "!")
	s = strings.TrimPrefix(s, "!")
	out := strings.NewReplacer(`\`, `\\`, "&&", `\&&`, "~~", `\~~`, "||", `\||`, "[", `\[`).Replace(s)
	switch {
	case negate:
		out = "^" + out
	case strings.HasPrefix(out, "^"):
		out = `\` + out
	}
	return "[" + out + "]"
}
