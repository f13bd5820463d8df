// Package shell gives the tree of a shell function's body, with BitBake's references masked: ${NAME} and ${@code} are
// replaced by as many plain characters before the text is parsed, so that positions stay and what they expand to does not
// matter. The tree is mvdan.cc/sh's.
package shell

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/lang/source"
)

// Body is a parsed body.
type Body struct {
	Tree *syntax.File
	// Masks are the spans of the references, in order. In the tree they are plain words' characters.
	Masks []source.Span
}

// Error is why a body does not parse.
type Error struct {
	Span source.Span // where it was noticed, in the body
	Msg  string
}

func (e *Error) Error() string { return e.Msg }

// Parse parses the body of a function. It accepts what bash does: metadata is run by a POSIX shell, but a body that is no
// POSIX shell has a tree all the same.
func Parse(body string) (*Body, error) {
	masked, masks := Mask(body)
	tree, err := syntax.NewParser(syntax.Variant(syntax.LangBash), syntax.KeepComments(true)).Parse(strings.NewReader(masked), "")
	if err != nil {
		return nil, newError(err, len(body))
	}
	return &Body{tree, masks}, nil
}

func newError(err error, size int) *Error {
	at := func(p syntax.Pos) source.Span {
		i := source.Pos(min(p.Offset(), uint(size)))
		return source.Span{Start: i, End: min(i+1, source.Pos(size))}
	}
	var parse syntax.ParseError
	var lang syntax.LangError
	switch {
	case errors.As(err, &parse):
		return &Error{at(parse.Pos), parse.Text}
	case errors.As(err, &lang):
		return &Error{at(lang.Pos), lang.Feature + " is not in this shell's language"}
	}
	return &Error{source.At(0), err.Error()}
}

// filler takes the place of references. It is a letter, as a reference can stand in a name as well as in a word.
const filler = 'x'

// Mask replaces the references in a body by letters, as many bytes as they have, and returns where they were.
func Mask(body string) (string, []source.Span) {
	if !strings.Contains(body, "${") {
		return body, nil
	}
	out := []byte(body)
	var masks []source.Span
	for i := 0; i+2 < len(body); {
		at := strings.Index(body[i:], "${")
		if at < 0 {
			break
		}
		start := i + at
		end := referenceEnd(body, start+2)
		if end == 0 {
			i = start + 2
			continue
		}
		for k := start; k < end; k++ {
			if out[k] != '\n' {
				out[k] = filler
			}
		}
		masks = append(masks, source.Span{Start: source.Pos(start), End: source.Pos(end)})
		i = end
	}
	return string(out), masks
}

// referenceEnd returns the end of the reference whose content begins at i, or 0 where it is the shell's own expansion.
func referenceEnd(s string, i int) int {
	if i < len(s) && s[i] == '@' {
		return codeEnd(s, i+1)
	}
	k := i
	for k < len(s) && nameByte(s[k]) {
		k++
	}
	switch {
	case k == i || k == len(s):
		return 0
	case s[k] == '}':
		return k + 1
	case strings.HasPrefix(s[k:], "${"): // a name with a reference in it
		inner := referenceEnd(s, k+2)
		for inner > 0 && inner < len(s) && nameByte(s[inner]) {
			inner++
		}
		if inner > 0 && inner < len(s) && s[inner] == '}' {
			return inner + 1
		}
	}
	return 0
}

// codeEnd returns the end of a ${@ whose code begins at i: the first "}" that is not paired, on the same line.
func codeEnd(s string, i int) int {
	depth := 0
	for ; i < len(s) && s[i] != '\n'; i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i + 1
			}
			depth--
		}
	}
	return 0
}

// nameByte reports whether a byte may stand in the name of a reference.
func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_+./~:", c) >= 0
}

// Codes returns the spans of the ${@code} references in a text.
func Codes(text string) []source.Span {
	var out []source.Span
	for i := 0; ; {
		at := strings.Index(text[i:], "${@")
		if at < 0 {
			return out
		}
		start := i + at
		end := codeEnd(text, start+3)
		if end == 0 {
			i = start + 3
			continue
		}
		out = append(out, source.Span{Start: source.Pos(start), End: source.Pos(end)})
		i = end
	}
}
