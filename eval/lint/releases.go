package lint

import "slices"

// Merge makes one report of those for several releases: a finding of all of them counts once, one of some says for which it is.
func Merge(reports []*Report, releases []string) *Report {
	out := &Report{}
	for i, r := range reports {
		for _, f := range r.Findings {
			f.Releases = []string{releases[i]}
		}
		out.Files, out.Bytes, out.Recipes = max(out.Files, r.Files), max(out.Bytes, r.Bytes), max(out.Recipes, r.Recipes)
		out.Findings = append(out.Findings, r.Findings...)
		out.Seen.add(&r.Seen)
	}
	slices.SortStableFunc(out.Findings, compareFindings)
	var merged []*Finding
	for _, f := range out.Findings {
		if n := len(merged); n > 0 && compareFindings(merged[n-1], f) == 0 {
			merged[n-1].Releases = append(merged[n-1].Releases, f.Releases...)
		} else {
			merged = append(merged, f)
		}
	}
	for _, f := range merged {
		if len(f.Releases) == len(releases) {
			f.Releases = nil
		}
	}
	out.Findings = merged
	return out
}
