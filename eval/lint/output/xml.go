package output

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/knead-build/knead/lang/diag"
)

func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// byPath calls visit for the findings of each file. Those about no file come first.
func (r *Run) byPath(visit func(path string, findings []Finding)) {
	for list := r.Findings; len(list) > 0; {
		n := 1
		for n < len(list) && list[n].Path == list[0].Path {
			n++
		}
		visit(list[0].Path, list[:n])
		list = list[n:]
	}
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	Failure *junitResult `xml:"failure"`
	Skipped *junitResult `xml:"skipped"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite for each file that has findings, and a test for each finding. JUnit knows tests that fail and tests that are
// skipped: what does not make the check fail is skipped. Where there is nothing, one test passes: an empty report counts as a mistake
// in some places.
func writeJUnit(w io.Writer, r *Run) error {
	out := junitSuites{Name: "knead check", Tests: len(r.Findings), Failures: r.Count(diag.Error)}
	r.byPath(func(path string, findings []Finding) {
		suite := junitSuite{Name: path, Tests: len(findings)}
		if path == "" {
			suite.Name = "configuration"
		}
		for i := range findings {
			c := newJUnitCase(&findings[i], suite.Name)
			if c.Failure != nil {
				suite.Failures++
			} else {
				suite.Skipped++
			}
			suite.Cases = append(suite.Cases, c)
		}
		out.Suites = append(out.Suites, suite)
	})
	if out.Suites == nil {
		out.Tests = 1
		out.Suites = []junitSuite{{Name: "knead check", Tests: 1, Cases: []junitCase{{Name: "no findings", Class: "knead check"}}}}
	}
	return writeXML(w, out)
}

func newJUnitCase(f *Finding, class string) junitCase {
	c := junitCase{Name: f.Code.ID, Class: class}
	text := fmt.Sprintf("%s: %s", f.Severity, f.Text())
	if f.Known() {
		at := f.File.Position(f.Span.Start).String()
		c.Name += " " + at
		text = f.Path + ":" + at + ": " + text
	}
	if f.Severity == diag.Error {
		c.Failure = &junitResult{Message: f.Text(), Type: f.Code.ID, Text: text}
	} else {
		c.Skipped = &junitResult{Message: f.Text(), Text: text}
	}
	return c
}

type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr,omitempty"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

var checkstyleSeverities = [...]string{"error", "warning", "info", "info"} // by severity

func writeCheckstyle(w io.Writer, r *Run) error {
	out := checkstyleReport{Version: "4.3"}
	r.byPath(func(path string, findings []Finding) {
		file := checkstyleFile{Name: path}
		for i := range findings {
			f := &findings[i]
			e := checkstyleError{Severity: checkstyleSeverities[f.Severity], Message: f.Text(), Source: f.Code.ID}
			if f.Known() {
				at := f.File.Position(f.Span.Start)
				e.Line, e.Column = at.Line, at.Column
			}
			file.Errors = append(file.Errors, e)
		}
		out.Files = append(out.Files, file)
	})
	return writeXML(w, out)
}
