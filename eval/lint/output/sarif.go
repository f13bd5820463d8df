package output

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// The parts of SARIF 2.1.0 (OASIS standard of 2020) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool `json:"executionSuccessful"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID                   string     `json:"id"`
		ShortDescription     *sarifText `json:"shortDescription,omitempty"`
		FullDescription      *sarifText `json:"fullDescription,omitempty"`
		Help                 *sarifText `json:"help,omitempty"`
		HelpURI              string     `json:"helpUri"`
		DefaultConfiguration struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
		Properties *sarifTags `json:"properties,omitempty"`
	}
	sarifTags struct {
		Aliases []string `json:"aliases"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations,omitempty"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		Fixes               []sarifFix        `json:"fixes,omitempty"`
		Properties          *sarifReleases    `json:"properties,omitempty"`
	}
	sarifReleases struct {
		Releases []string `json:"releases"`
	}
	sarifLocation struct {
		ID               int            `json:"id,omitempty"`
		PhysicalLocation *sarifPhysical `json:"physicalLocation,omitempty"`
		Message          *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description     sarifText     `json:"description"`
		ArtifactChanges []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion `json:"deletedRegion"`
		InsertedContent sarifText   `json:"insertedContent"`
	}
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sarifRoot names the folder that paths are relative to; the reader knows where it is.
	sarifRoot = "%SRCROOT%"
	// sarifFingerprint is the name under which GitHub looks for what tells a finding from others.
	sarifFingerprint = "primaryLocationLineHash"
	projectURL       = "https://github.com/knead-build/knead"
)

var sarifLevels = [...]string{"error", "warning", "note", "note"} // by severity

func writeSARIF(w io.Writer, r *Run) error {
	rules, index := sarifRules(r.Findings)
	run := sarifRun{Invocations: []sarifInvocation{{!r.Partial}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "knead", Version: r.Version, InformationURI: projectURL, Rules: rules}
	for i := range r.Findings {
		f := &r.Findings[i]
		run.Results = append(run.Results, r.sarifResult(f, index[f.Code.ID]))
	}
	return writeIndented(w, sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// sarifRules returns the rules that found something, by id, and their numbers.
func sarifRules(findings []Finding) ([]sarifRule, map[string]int) {
	rules, index := []sarifRule{}, map[string]int{}
	for i := range findings {
		f := &findings[i]
		if _, ok := index[f.Code.ID]; !ok {
			index[f.Code.ID] = 0
			rules = append(rules, newSARIFRule(f))
		}
	}
	slices.SortFunc(rules, func(a, b sarifRule) int { return strings.Compare(a.ID, b.ID) })
	for i, rule := range rules {
		index[rule.ID] = i
	}
	return rules, index
}

func newSARIFRule(f *Finding) sarifRule {
	rule := sarifRule{ID: f.Code.ID, HelpURI: f.Code.URL()}
	rule.DefaultConfiguration.Level = sarifLevels[f.Code.Severity]
	if f.Code.Help != "" {
		rule.Help = &sarifText{f.Code.Help}
	}
	if f.Rule != nil && f.Code == f.Rule.Code() {
		rule.ShortDescription, rule.FullDescription = &sarifText{f.Rule.Doc.Summary}, &sarifText{f.Rule.Doc.Why}
		if f.Rule.Aliases != nil {
			rule.Properties = &sarifTags{f.Rule.Aliases}
		}
	}
	return rule
}

func (r *Run) sarifResult(f *Finding, rule int) sarifResult {
	out := sarifResult{
		RuleID: f.Code.ID, RuleIndex: rule, Level: sarifLevels[f.Severity], Message: sarifText{f.Message},
		PartialFingerprints: map[string]string{sarifFingerprint: f.Fingerprint},
	}
	if f.Detail != "" {
		out.Message.Text += "\n\n" + f.Detail
	}
	if f.Known() {
		out.Locations = []sarifLocation{{PhysicalLocation: r.sarifPhysical(f.Place)}}
	}
	if f.Releases != nil {
		out.Properties = &sarifReleases{f.Releases}
	}
	for i, x := range f.Related {
		l := sarifLocation{ID: i + 1, Message: &sarifText{x.Message}}
		if x.Known() {
			l.PhysicalLocation = r.sarifPhysical(x.Place)
		}
		out.RelatedLocations = append(out.RelatedLocations, l)
	}
	for _, x := range f.Fixes {
		out.Fixes = append(out.Fixes, r.sarifFix(x))
	}
	return out
}

func (r *Run) sarifFix(fix diag.Fix) sarifFix {
	out := sarifFix{Description: sarifText{fix.Title}}
	for _, e := range fix.Edits {
		at := r.sarifArtifact(e.File.Name())
		n := len(out.ArtifactChanges)
		if n == 0 || out.ArtifactChanges[n-1].ArtifactLocation != at {
			out.ArtifactChanges = append(out.ArtifactChanges, sarifChange{ArtifactLocation: at})
			n++
		}
		change := &out.ArtifactChanges[n-1]
		change.Replacements = append(change.Replacements, sarifReplacement{newSARIFRegion(e.Place), sarifText{e.Text}})
	}
	return out
}

func (r *Run) sarifPhysical(p diag.Place) *sarifPhysical {
	return &sarifPhysical{r.sarifArtifact(p.File.Name()), newSARIFRegion(p)}
}

func newSARIFRegion(p diag.Place) sarifRegion {
	x := rangeOf(p)
	return sarifRegion{x.Start.Line, x.Start.Column, x.End.Line, x.End.Column}
}

// sarifArtifact returns a file's address: relative to the root where the file is below it.
func (r *Run) sarifArtifact(file string) sarifArtifact {
	name := r.Name(file)
	if name == file || name == ".." || strings.HasPrefix(name, "../") {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(file, "/")}).String()}
	}
	return sarifArtifact{(&url.URL{Path: name}).String(), sarifRoot}
}
