package output

import (
	"io"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// The parts of reviewdog's diagnostic format that are written. Columns are 1-based and count bytes.
type (
	rdResult struct {
		Source      rdCode         `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    *rdLocation    `json:"location,omitempty"`
		Severity    string         `json:"severity"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"relatedLocations,omitempty"`
	}
	rdCode struct {
		Name  string `json:"name,omitempty"`
		Value string `json:"value,omitempty"`
		URL   string `json:"url"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string      `json:"message"`
		Location *rdLocation `json:"location"`
	}
)

var rdSeverities = [...]string{"ERROR", "WARNING", "INFO", "INFO"} // by severity

func writeRDJSON(w io.Writer, r *Run) error {
	out := rdResult{Source: rdCode{Name: "knead", URL: projectURL}, Diagnostics: []rdDiagnostic{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		d := rdDiagnostic{Message: f.Text(), Severity: rdSeverities[f.Severity], Code: rdCode{Value: f.Code.ID, URL: f.Code.URL()}}
		if f.Known() {
			d.Location = r.rdLocation(f.Place)
		}
		for _, x := range f.Related {
			if x.Known() {
				d.Related = append(d.Related, rdRelated{x.Message, r.rdLocation(x.Place)})
			}
		}
		for _, x := range f.Fixes {
			// A suggestion is taken by itself: a fix of several edits would be torn apart.
			if len(x.Edits) == 1 && x.Edits[0].File == f.File {
				d.Suggestions = append(d.Suggestions, rdSuggestion{newRDRange(x.Edits[0].Place), x.Edits[0].Text})
			}
		}
		out.Diagnostics = append(out.Diagnostics, d)
	}
	return writeIndented(w, out)
}

func (r *Run) rdLocation(p diag.Place) *rdLocation {
	return &rdLocation{r.Name(p.File.Name()), newRDRange(p)}
}

func newRDRange(p diag.Place) rdRange {
	at := func(pos source.Pos) rdPosition {
		line := p.File.Line(pos)
		return rdPosition{line, int(pos-p.File.LineSpan(line).Start) + 1}
	}
	return rdRange{at(p.Span.Start), at(p.Span.End)}
}
