package output

import "io"

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

var gitlabSeverities = [...]string{"major", "minor", "info", "info"} // by severity

func writeGitLab(w io.Writer, r *Run) error {
	list := []gitlabIssue{}
	for i := range r.Findings {
		f := &r.Findings[i]
		at := gitlabLocation{".", gitlabLines{1, 1}} // GitLab wants a place
		if f.Known() {
			x := rangeOf(f.Place)
			at = gitlabLocation{f.Path, gitlabLines{x.Start.Line, x.End.Line}}
		}
		list = append(list, gitlabIssue{f.Text(), f.Code.ID, f.Fingerprint, gitlabSeverities[f.Severity], at})
	}
	return writeIndented(w, list)
}
