package pyvm

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// StrOf returns str(e).
func (e *Exception) StrOf(t *Thread) (string, error) {
	args := e.Args.Items
	switch {
	case e.group != nil:
		msg, err := ToString(t, args[0])
		return fmt.Sprintf("%s (%d sub-exception%s)", msg, len(e.group), plural(len(e.group))), err
	case e.cls.IsSubclass(KeyError) && len(args) == 1:
		return Repr(t, args[0])
	case e.cls.IsSubclass(OSError) && len(args) >= 2:
		return e.osErrorText(t)
	case e.cls.IsSubclass(SyntaxError) && len(args) > 0:
		return e.syntaxErrorText(t)
	case e.cls.IsSubclass(UnicodeDecodeErr) && len(args) == 5, e.cls.IsSubclass(UnicodeEncodeErr) && len(args) == 5:
		if s, ok := e.unicodeErrorText(); ok {
			return s, nil
		}
	}
	switch len(args) {
	case 0:
		return "", nil
	case 1:
		return ToString(t, args[0])
	}
	return Repr(t, e.Args)
}

// Repr returns Class(args).
func (e *Exception) Repr(t *Thread) (string, error) {
	if len(e.Args.Items) == 1 {
		s, err := Repr(t, e.Args.Items[0])
		return e.cls.name + "(" + s + ")", err
	}
	if len(e.Args.Items) == 0 {
		return e.cls.name + "()", nil
	}
	args, err := e.Attr(t, "args")
	if err != nil {
		return "", err
	}
	s, err := Repr(t, args)
	return e.cls.name + s, err
}

func (e *Exception) osErrorText(t *Thread) (string, error) {
	var parts [4]string
	for i, name := range []string{"errno", "strerror", "filename", "filename2"} {
		v, err := e.Attr(t, name)
		if err != nil {
			return "", err
		}
		if v == Value(None) && i >= 2 {
			continue
		}
		f := ToString
		if i >= 2 {
			f = Repr
		}
		if parts[i], err = f(t, v); err != nil {
			return "", err
		}
	}
	s := "[Errno " + parts[0] + "] " + parts[1]
	if parts[2] != "" {
		s += ": " + parts[2]
		if parts[3] != "" {
			s += " -> " + parts[3]
		}
	}
	return s, nil
}

func (e *Exception) syntaxErrorText(t *Thread) (string, error) {
	v, err := e.Attr(t, "msg")
	if err != nil {
		return "", err
	}
	msg, err := ToString(t, v)
	if err != nil {
		return "", err
	}
	file, _ := e.syntaxDetail("filename").(Str)
	line, hasLine := e.syntaxDetail("lineno").(Int)
	switch {
	case file != "" && hasLine:
		return fmt.Sprintf("%s (%s, line %d)", msg, path.Base(string(file)), line), nil
	case file != "":
		return fmt.Sprintf("%s (%s)", msg, path.Base(string(file))), nil
	case hasLine:
		return fmt.Sprintf("%s (line %d)", msg, line), nil
	}
	return msg, nil
}

// syntaxDetails are the attributes of a SyntaxError that its second argument gives.
var syntaxDetails = []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"}

// syntaxDetail returns filename, lineno, offset, text, end_lineno or end_offset, or nil for another name.
func (e *Exception) syntaxDetail(name string) Value {
	i := slices.Index(syntaxDetails, name)
	if i < 0 {
		return nil
	}
	if e.attrs != nil {
		if v := e.attrs.GetStr(name); v != nil {
			return v
		}
	}
	if len(e.Args.Items) == 2 {
		if tuple, ok := e.Args.Items[1].(*Tuple); ok && i < len(tuple.Items) {
			return tuple.Items[i]
		}
	}
	return None
}

func (e *Exception) unicodeErrorText() (string, bool) {
	args := e.Args.Items
	encoding, ok1 := args[0].(Str)
	start, ok2 := args[2].(Int)
	end, ok3 := args[3].(Int)
	reason, ok4 := args[4].(Str)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return "", false
	}
	switch object := args[1].(type) {
	case Bytes:
		if end == start+1 && start >= 0 && int(start) < len(object) {
			return fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", encoding, object[start], start, reason), true
		}
		return fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", encoding, start, end-1, reason), true
	case Str:
		runes := runesOf(string(object))
		if end == start+1 && start >= 0 && int(start) < len(runes) {
			r := runes[start]
			var s string
			switch {
			case r <= 0xff:
				s = fmt.Sprintf("\\x%02x", r)
			case r <= 0xffff:
				s = fmt.Sprintf("\\u%04x", r)
			default:
				s = fmt.Sprintf("\\U%08x", r)
			}
			return fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", encoding, s, start, reason), true
		}
		return fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", encoding, start, end-1, reason), true
	}
	return "", false
}

// FormatException returns what CPython prints for an exception that nobody catches, without the source lines: the
// tracebacks of the exception, of its causes and contexts. For other errors it returns their text.
func FormatException(err error) string {
	e := AsException(err)
	if e == nil {
		if err == nil {
			return ""
		}
		return err.Error() + "\n"
	}
	p := exceptionPrinter{t: NewThread(Limits{Steps: 1 << 20}), seen: map[*Exception]bool{}}
	p.print(e, "")
	return p.b.String()
}

// exceptionPrinter prints exceptions.
type exceptionPrinter struct {
	b    strings.Builder
	t    *Thread // what str() of user code runs in
	seen map[*Exception]bool
}

const (
	causedText  = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextText = "\nDuring handling of the above exception, another exception occurred:\n\n"
)

// print prints what led to e, then e. Each line begins with indent.
func (p *exceptionPrinter) print(e *Exception, indent string) {
	p.seen[e] = true
	switch {
	case e.Cause != nil:
		if !p.seen[e.Cause] {
			p.print(e.Cause, indent)
			p.lines(causedText, indent)
		}
	case e.Context != nil && !e.SuppressContext && !p.seen[e.Context]:
		p.print(e.Context, indent)
		p.lines(contextText, indent)
	}
	if e.group != nil && len(p.seen) < 1000 {
		p.group(e, indent)
		return
	}
	if len(e.Trace) > 0 {
		p.lines("Traceback (most recent call last):\n"+e.FormatTrace(), indent)
	}
	p.lines(e.finalLines(p.t), indent)
}

func (p *exceptionPrinter) lines(text, indent string) {
	for line := range strings.Lines(text) {
		if indent != "" && strings.TrimSpace(line) == "" {
			p.b.WriteString(strings.TrimRight(indent, " ") + "\n")
			continue
		}
		p.b.WriteString(indent + line)
	}
}

// group prints an exception group as a tree.
func (p *exceptionPrinter) group(e *Exception, indent string) {
	inner := indent + "| "
	if indent == "" {
		indent = "  "
		inner = "  | "
	}
	if len(e.Trace) > 0 {
		p.b.WriteString(indent + "+ Exception Group Traceback (most recent call last):\n")
		p.lines(e.FormatTrace(), inner)
	}
	p.lines(e.finalLines(p.t), inner)
	pad := strings.TrimSuffix(inner, "| ")
	for i, v := range e.group {
		lead := pad + "  +"
		if i == 0 {
			lead = pad + "+-+"
		}
		fmt.Fprintf(&p.b, "%s---------------- %d ----------------\n", lead, i+1)
		x := v.(*Exception)
		if x.group != nil {
			p.print(x, pad+"  ")
		} else {
			p.print(x, pad+"  | ")
		}
	}
	p.b.WriteString(pad + "  +------------------------------------\n")
}

// finalLines returns the lines behind the traceback: "ValueError: text", the notes, and for a SyntaxError its place.
func (e *Exception) finalLines(t *Thread) string {
	var b strings.Builder
	text, err := ToString(t, e)
	if err != nil {
		text = "<exception str() failed>"
	}
	if e.cls.IsSubclass(SyntaxError) && err == nil {
		text = e.syntaxPlace(&b, t, text)
	}
	if e.cls.module == "__main__" {
		b.WriteString(e.cls.qualname)
	} else {
		b.WriteString(e.cls.FullName())
	}
	if text != "" {
		b.WriteString(": " + text)
	}
	b.WriteString("\n")
	if notes := e.notes(); notes != nil {
		for _, n := range notes.Items {
			s, err := ToString(t, n)
			if err == nil {
				b.WriteString(s + "\n")
			}
		}
	}
	return b.String()
}

// syntaxPlace writes the line that tells where a SyntaxError is, and returns its message without the place.
func (e *Exception) syntaxPlace(b *strings.Builder, t *Thread, text string) string {
	line, ok := e.syntaxDetail("lineno").(Int)
	if !ok {
		return text
	}
	name := "<string>"
	if s, ok := e.syntaxDetail("filename").(Str); ok {
		name = string(s)
	}
	fmt.Fprintf(b, "  File \"%s\", line %d\n", name, line)
	if msg, err := e.Attr(t, "msg"); err == nil {
		if s, ok := msg.(Str); ok {
			return string(s)
		}
	}
	return text
}

// notes returns __notes__ where it is a list.
func (e *Exception) notes() *List {
	if e.attrs == nil {
		return nil
	}
	l, _ := e.attrs.GetStr("__notes__").(*List)
	return l
}
