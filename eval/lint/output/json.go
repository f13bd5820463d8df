package output

import (
	"encoding/json"
	"io"

	"github.com/knead-build/knead/lang/diag"
)

// jsonPlace is a range of a file; its keys are missing where nothing is known of a place.
type jsonPlace struct {
	Path  string    `json:"path"`
	Range textRange `json:"range"`
}

type jsonRelated struct {
	*jsonPlace
	Message string `json:"message"`
}

type jsonEdit struct {
	*jsonPlace
	Text string `json:"text"`
}

type jsonFix struct {
	Title string `json:"title"`
	// Changes says that evaluated values are others afterwards.
	Changes bool       `json:"changes,omitempty"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonFinding struct {
	ID       string        `json:"id"`
	Aliases  []string      `json:"aliases"`
	Severity diag.Severity `json:"severity"`
	*jsonPlace
	Message     string        `json:"message"`
	Releases    []string      `json:"releases,omitempty"` // those that it is for, where it is not for all
	Detail      string        `json:"detail,omitempty"`
	Related     []jsonRelated `json:"related"`
	Fixes       []jsonFix     `json:"fixes"`
	Help        string        `json:"help,omitempty"`
	URL         string        `json:"url"`
	Fingerprint string        `json:"fingerprint"`
}

func (r *Run) jsonPlace(p diag.Place) *jsonPlace {
	if !p.Known() {
		return nil
	}
	return &jsonPlace{r.Name(p.File.Name()), rangeOf(p)}
}

func (r *Run) jsonFinding(f *Finding) jsonFinding {
	out := jsonFinding{
		ID: f.Code.ID, Aliases: f.IDs()[1:], Severity: f.Severity, jsonPlace: r.jsonPlace(f.Place), Message: f.Message, Releases: f.Releases, Detail: f.Detail,
		Related: []jsonRelated{}, Fixes: []jsonFix{}, Help: f.Code.Help, URL: f.Code.URL(), Fingerprint: f.Fingerprint,
	}
	for _, x := range f.Related {
		out.Related = append(out.Related, jsonRelated{r.jsonPlace(x.Place), x.Message})
	}
	for _, x := range f.Fixes {
		fix := jsonFix{Title: x.Title, Changes: f.Rule != nil && f.Rule.Changes}
		for _, e := range x.Edits {
			fix.Edits = append(fix.Edits, jsonEdit{r.jsonPlace(e.Place), e.Text})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}

func newEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// writeIndented writes a value as JSON that people can read as well.
func writeIndented(w io.Writer, v any) error {
	enc := newEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func writeJSONLines(w io.Writer, r *Run) error {
	enc := newEncoder(w)
	for i := range r.Findings {
		if err := enc.Encode(r.jsonFinding(&r.Findings[i])); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(w io.Writer, r *Run) error {
	list := []jsonFinding{}
	for i := range r.Findings {
		list = append(list, r.jsonFinding(&r.Findings[i]))
	}
	return writeIndented(w, struct {
		Files          int           `json:"files"`
		Configurations int           `json:"configurations"`
		Errors         int           `json:"errors"`
		Warnings       int           `json:"warnings"`
		Partial        bool          `json:"partial,omitempty"`
		Findings       []jsonFinding `json:"findings"`
	}{r.Files, r.Configurations, r.Count(diag.Error), r.Count(diag.Warning), r.Partial, list})
}
