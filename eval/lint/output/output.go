// Package output writes what a check has found in the forms that people, editors, code hosts and build servers read, tells findings
// apart from run to run (Finding.Fingerprint), and leaves out those that a baseline has. It decides nothing about what counts as a
// finding, and opens no file.
package output

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// Run is a check's result.
type Run struct {
	Findings []Finding
	// Name returns what a file is called in the output: see New.
	Name func(path string) string
	// Files and Configurations are how many were looked at and evaluated.
	Files, Configurations int
	// Partial says that the check was interrupted.
	Partial bool
	// Version is the program's.
	Version string
	// Color asks for ANSI colours in the text format.
	Color bool
	// Summary asks for a table of the rules that found something in the text format.
	Summary bool
}

// Finding is a finding as it is written.
type Finding struct {
	*lint.Finding
	// Path is what the file is called, "" where the finding is about none.
	Path string
	// Fingerprint tells the finding from others, see fingerprint.
	Fingerprint string

	key string // what the fingerprint is made from but for the number
}

// New returns a run with findings, ordered by path, position and id. name returns what a file is called: a path with slashes, as seen
// from the folder that the output is for where the file is below it.
func New(findings []*lint.Finding, name func(path string) string) *Run {
	r := &Run{Name: name}
	for _, f := range findings {
		out := Finding{Finding: f}
		if f.Known() {
			out.Path = name(f.File.Name())
		}
		r.Findings = append(r.Findings, out)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.ID(), b.ID()), cmp.Compare(a.Message, b.Message))
	})
	fingerprint(r.Findings)
	return r
}

// ID returns the finding's own id, with what it is about.
func (f *Finding) ID() string {
	if f.Sub != "" {
		return f.Code.ID + "." + f.Sub
	}
	return f.Code.ID
}

// Text returns the message, with the releases that the finding is for where it is not for all.
func (f *Finding) Text() string {
	if f.Releases == nil {
		return f.Message
	}
	return f.Message + " [" + strings.Join(f.Releases, ", ") + "]"
}

// Count returns how many findings have a severity.
func (r *Run) Count(s diag.Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Format is a form of output.
type Format struct {
	Name string
	// Doc says who reads it.
	Doc   string
	Write func(io.Writer, *Run) error
}

// Formats are the forms of output.
var Formats = []Format{
	{"text", "for people, with excerpts", writeText},
	{"jsonl", "a JSON object for each finding, one a line", writeJSONLines},
	{"json", "one JSON object", writeJSON},
	{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
	{"github", "annotations of GitHub's workflows", writeGitHub},
	{"gitlab", "GitLab's code quality report", writeGitLab},
	{"junit", "JUnit's XML; errors are failures, the rest is skipped", writeJUnit},
	{"checkstyle", "Checkstyle's XML", writeCheckstyle},
	{"rdjson", "reviewdog's diagnostic format", writeRDJSON},
}

// Find returns the format of a name; nil where there is none.
func Find(name string) *Format {
	for i, f := range Formats {
		if f.Name == name {
			return &Formats[i]
		}
	}
	return nil
}
