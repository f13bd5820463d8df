package output

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

func writeText(w io.Writer, r *Run) error {
	text := &diag.Text{W: w, Color: r.Color, Name: r.Name}
	for _, f := range r.Findings {
		ids := []string{f.Code.ID}
		if f.Rule != nil {
			ids = append(ids, f.Rule.Aliases...)
		}
		d := *f.Diagnostic
		d.Message = f.Text()
		if err := text.WriteIDs(&d, ids...); err != nil {
			return err
		}
	}
	if r.Summary {
		if err := r.WriteSummary(w); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, r.totals())
	return err
}

// totals returns a line that says how much was looked at and found.
func (r *Run) totals() string {
	parts := []string{Number(r.Files, "file")}
	if r.Configurations > 0 {
		parts = append(parts, Number(r.Configurations, "configuration")+" evaluated")
	}
	parts = append(parts, Number(r.Count(diag.Error), "error"), Number(r.Count(diag.Warning), "warning"))
	if n := r.Count(diag.Info) + r.Count(diag.Hint); n > 0 {
		parts = append(parts, Number(n, "note"))
	}
	if r.Partial {
		parts = append(parts, "interrupted")
	}
	return strings.Join(parts, ", ")
}

// Number returns "1 file" or "2 files".
func Number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// WriteSummary writes how many findings there are of each rule, in how many files, the most first.
func (r *Run) WriteSummary(w io.Writer) error {
	type row struct {
		id    string
		worst diag.Severity
		n     int
		files map[string]bool
		fixes int
	}
	rows := map[string]*row{}
	var list []*row
	for _, f := range r.Findings {
		x := rows[f.Code.ID]
		if x == nil {
			x = &row{id: f.Code.ID, worst: f.Severity, files: map[string]bool{}}
			rows[f.Code.ID] = x
			list = append(list, x)
		}
		x.n++
		x.worst = min(x.worst, f.Severity)
		x.files[f.Path] = true
		if len(f.Fixes) > 0 {
			x.fixes++
		}
	}
	slices.SortFunc(list, func(a, b *row) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	if len(list) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%8s %8s %8s  %-8s %s\n", "findings", "files", "fixable", "severity", "rule")
	for _, x := range list {
		fmt.Fprintf(&b, "%8d %8d %8d  %-8s %s\n", x.n, len(x.files), x.fixes, x.worst, x.id)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
