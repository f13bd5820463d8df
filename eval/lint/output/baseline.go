package output

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Baseline is a list of findings that are known and put up with. In a file it is JSON, one entry a line, in the order of findings, so
// that versions of it can be compared and merged.
type Baseline struct {
	Entries []Entry
}

// Entry is a finding of a baseline. The fingerprint counts; the rest is for people.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	ID          string `json:"id"`
	Path        string `json:"path"`
	Message     string `json:"message"`
}

func (e *Entry) String() string {
	if e.Path == "" {
		return fmt.Sprintf("%s [%s]", e.Message, e.ID)
	}
	return fmt.Sprintf("%s: %s [%s]", e.Path, e.Message, e.ID)
}

// NewBaseline returns the baseline that has the findings of a run.
func NewBaseline(r *Run) *Baseline {
	b := &Baseline{}
	for i := range r.Findings {
		f := &r.Findings[i]
		b.Entries = append(b.Entries, Entry{f.Fingerprint, f.ID(), f.Path, f.Message})
	}
	return b
}

// ReadBaseline reads a baseline. Errors say which line they are about; name is the file's.
func ReadBaseline(in io.Reader, name string) (*Baseline, error) {
	b := &Baseline{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	n := 0
	for lines.Scan() {
		n++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var e Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Fingerprint == "" {
			return nil, fmt.Errorf("%s:%d: this is no entry of a baseline: --write-baseline writes one anew", name, n)
		}
		b.Entries = append(b.Entries, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return b, nil
}

// Write writes the baseline.
func (b *Baseline) Write(w io.Writer) error {
	enc := newEncoder(w)
	for _, e := range b.Entries {
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	return nil
}

// Apply drops the findings that the baseline has from a run. It returns the entries that no finding belongs to any more.
func (b *Baseline) Apply(r *Run) (gone []Entry) {
	found := map[string]bool{}
	for _, e := range b.Entries {
		found[e.Fingerprint] = false
	}
	var rest []Finding
	for _, f := range r.Findings {
		if _, known := found[f.Fingerprint]; known {
			found[f.Fingerprint] = true
		} else {
			rest = append(rest, f)
		}
	}
	r.Findings = rest
	for _, e := range b.Entries {
		if !found[e.Fingerprint] {
			gone = append(gone, e)
		}
	}
	return gone
}
