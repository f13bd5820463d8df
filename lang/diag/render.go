package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// Text writes diagnostics for people: a head line, the source line with a caret under the span, related places, the
// detail, and what to do.
type Text struct {
	W     io.Writer
	Color bool                     // write ANSI colours; only where W is a terminal
	Name  func(name string) string // how a file is called, nil for its name
}

const (
	bold  = "1"
	dim   = "2"
	red   = "1;31"
	amber = "1;33"
	blue  = "1;34"
	cyan  = "1;36"
)

var severityColors = [...]string{red, amber, blue, cyan}

func (t *Text) paint(color, s string) string {
	if !t.Color {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

func (t *Text) place(p Place) string {
	name := p.File.Name()
	if t.Name != nil {
		name = t.Name(name)
	}
	return fmt.Sprintf("%s:%s", name, p.File.Position(p.Span.Start))
}

// Write writes one diagnostic.
func (t *Text) Write(d *Diagnostic) error { return t.WriteIDs(d, d.Code.ID) }

// WriteIDs writes one diagnostic that is known by several ids.
func (t *Text) WriteIDs(d *Diagnostic, ids ...string) error {
	var b strings.Builder
	if d.Known() {
		b.WriteString(t.paint(bold, t.place(d.Place)) + ": ")
	}
	b.WriteString(t.paint(severityColors[d.Severity], d.Severity.String()) + ": " + d.Message + t.paint(dim, " ["+strings.Join(ids, ", ")+"]") + "\n")
	if d.Known() {
		t.excerpt(&b, d.Place, severityColors[d.Severity])
	}
	for _, r := range d.Related {
		if !r.Known() {
			fmt.Fprintf(&b, "  %s\n", r.Message)
			continue
		}
		fmt.Fprintf(&b, "  %s: %s\n", t.paint(bold, t.place(r.Place)), r.Message)
	}
	for line := range strings.Lines(d.Detail) {
		b.WriteString("  " + strings.TrimRight(line, "\n") + "\n")
	}
	if d.Code.Help != "" {
		b.WriteString("  " + t.paint(cyan, "help") + ": " + d.Code.Help + "\n")
	}
	for _, f := range d.Fixes {
		b.WriteString("  " + t.paint(cyan, "fix") + ": " + f.Title + "\n")
	}
	_, err := io.WriteString(t.W, b.String())
	return err
}

const excerptWidth = 160

// excerpt writes the span's first line and a caret line below it. Tabs show as blanks, long lines as a window.
func (t *Text) excerpt(b *strings.Builder, p Place, color string) {
	line := p.File.Line(p.Span.Start)
	ls := p.File.LineSpan(line)
	text := p.File.Slice(ls)
	from := min(int(p.Span.Start-ls.Start), len(text))
	to := max(min(int(p.Span.End)-int(ls.Start), len(text)), from)
	before, marked := clean(text[:from]), clean(text[from:to])
	after := clean(text[to:])
	if utf8.RuneCountInString(before) > excerptWidth/2 {
		r := []rune(before)
		before = "…" + string(r[len(r)-excerptWidth/2:])
	}
	if r := []rune(marked); len(r) > excerptWidth {
		marked, after = string(r[:excerptWidth])+"…", ""
	}
	if r := []rune(after); len(r) > excerptWidth {
		after = string(r[:excerptWidth]) + "…"
	}
	number := fmt.Sprintf("%5d | ", line)
	b.WriteString(t.paint(dim, number) + before + marked + after + "\n")
	pad := strings.Repeat(" ", utf8.RuneCountInString(before))
	carets := strings.Repeat("^", max(1, utf8.RuneCountInString(marked)))
	b.WriteString(t.paint(dim, "      | ") + pad + t.paint(color, carets) + "\n")
}

// clean replaces what would move the cursor of a terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError {
			return '·'
		}
		return r
	}, s)
}

// Apply returns the file's text with the edits made that name it. Edits must not overlap.
func Apply(f *source.File, edits []Edit) string {
	var b strings.Builder
	at := source.Pos(0)
	for _, e := range edits {
		if e.File != f {
			continue
		}
		b.WriteString(f.Slice(source.Span{Start: at, End: e.Span.Start}))
		b.WriteString(e.Text)
		at = e.Span.End
	}
	b.WriteString(f.Slice(source.Span{Start: at, End: f.Len()}))
	return b.String()
}
