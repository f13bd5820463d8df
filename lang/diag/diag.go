// Package diag is the one type for what Knead has to say about a text: an error, a warning, a hint. A diagnostic has a
// registered code, a severity, a tight span, related places (every position that contributed) and fixes. How it is shown
// (terminal, JSON, editor) is decided where it leaves the program.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// Severity says how bad a finding is.
type Severity uint8

// The severities, worst first.
const (
	Error   Severity = iota // the metadata cannot be used as it is
	Warning                 // it can, but it hardly means what it says
	Info                    // worth knowing
	Hint                    // a matter of taste
)

var severityNames = [...]string{"error", "warning", "info", "hint"}

func (s Severity) String() string { return severityNames[s] }

// MarshalText gives the severity's name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Code is a kind of diagnostic. Codes are declared once, as package variables, by Register.
type Code struct {
	ID       string   // stable, lower-case, words joined by dashes: "unparsed-line"
	Severity Severity // what a diagnostic of this code has unless it says otherwise
	Help     string   // what to do about it, a sentence or two
	Page     string   // where it is described, the id to be appended; "": DocURL
	Tag      Tag      // how editors show the text that it is about
}

// Tag says how editors show what a diagnostic is about, besides what they say of it.
type Tag uint8

// The tags. Their values are the language server protocol's.
const (
	Plain       Tag = iota
	Unnecessary     // greyed out: it has no effect
	Deprecated      // struck out: it has another name now
)

// DocURL is where codes are described; the code's id is appended.
const DocURL = "https://github.com/knead-build/knead/blob/main/SPEC.md#"

// URL returns the address of the code's documentation.
func (c *Code) URL() string { return cmp.Or(c.Page, DocURL) + c.ID }

var registry = map[string]*Code{}

// Register declares a code. It is called from package variables only; a second code with the same id is a programming
// error and panics at start.
func Register(id string, severity Severity, help string) *Code {
	if registry[id] != nil {
		panic("diag: code registered twice: " + id)
	}
	c := &Code{ID: id, Severity: severity, Help: help}
	registry[id] = c
	return c
}

// Codes returns the registered codes, sorted by id.
func Codes() []*Code {
	out := make([]*Code, 0, len(registry))
	for _, c := range registry {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *Code) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Lookup returns the code with this id, or nil.
func Lookup(id string) *Code { return registry[id] }

// Place is a span in a file.
type Place struct {
	File *source.File
	Span source.Span
}

// Known reports whether the place has a file.
func (p Place) Known() bool { return p.File != nil }

func (p Place) String() string {
	if p.File == nil {
		return "(no file)"
	}
	return p.File.Name() + ":" + p.File.Position(p.Span.Start).String()
}

// Related is a further place that has to do with a diagnostic, and how.
type Related struct {
	Place
	Message string
}

// Edit replaces a span of a file.
type Edit struct {
	Place
	Text string
}

// Fix is a change that mends what a diagnostic complains of.
type Fix struct {
	Title string
	Edits []Edit
}

// Diagnostic is one finding. It is an error, so that a function may return it as one.
type Diagnostic struct {
	Code     *Code
	Severity Severity
	Place
	Message string // lower-case, one line, names the thing
	Detail  string // further lines: a Python call stack, a chain of variables
	Related []Related
	Fixes   []Fix
}

// New returns a diagnostic with its code's severity.
func New(code *Code, file *source.File, span source.Span, format string, args ...any) *Diagnostic {
	return &Diagnostic{Code: code, Severity: code.Severity, Place: Place{file, span}, Message: fmt.Sprintf(format, args...)}
}

// Relate adds a related place and returns the diagnostic.
func (d *Diagnostic) Relate(p Place, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{p, fmt.Sprintf(format, args...)})
	return d
}

// Error returns the diagnostic in one line: place, severity, message and code.
func (d *Diagnostic) Error() string {
	var b strings.Builder
	if d.Known() {
		b.WriteString(d.Place.String() + ": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", d.Severity, d.Message, d.Code.ID)
	return b.String()
}

// Sort orders diagnostics by file name, position, code and message.
func Sort(list []*Diagnostic) {
	name := func(d *Diagnostic) string {
		if d.File == nil {
			return ""
		}
		return d.File.Name()
	}
	slices.SortStableFunc(list, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(name(a), name(b)),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Code.ID, b.Code.ID),
			cmp.Compare(a.Message, b.Message))
	})
}

// Worst returns the worst severity in the list and whether there is any.
func Worst(list []*Diagnostic) (Severity, bool) {
	worst := Hint
	for _, d := range list {
		worst = min(worst, d.Severity)
	}
	return worst, len(list) > 0
}
