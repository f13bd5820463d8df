package cli

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/cmd/knead/internal/gitrev"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// codeLicenseUpdate is what OpenEmbedded's patchtest demands of a patch, by --since of a range of commits.
var codeLicenseUpdate = diag.Register("license-update", diag.Warning,
	"say in the commit's message, in a line that begins with \"License-Update:\", what is different about the licence, if only the year.")

// licenseUpdates finds the changes of LIC_FILES_CHKSUM that no commit since the revision says anything about.
func (c *checking) licenseUpdates(s *since) (*lint.Report, error) {
	out := &lint.Report{}
	for _, dir := range c.folders {
		r, err := gitrev.Open(c.view.Abs(dir))
		if err != nil {
			continue // it has been told
		}
		messages, err := r.Messages(c.since)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(messages, saysLicenseUpdate) {
			continue
		}
		before := s.checksums(c.view.Realpath(dir))
		for _, tree := range c.trees(dir) {
			p := c.view.Realpath(tree.Source.Name())
			_, changed := s.texts[p]
			old := before[recipeKey(p)]
			if old == nil || !changed && !s.fresh[p] {
				continue
			}
			for _, a := range checksums(tree) {
				if !slices.Contains(old, a.Value.Value) {
					d := diag.New(codeLicenseUpdate, tree.Source, a.Value.Span, "LIC_FILES_CHKSUM has changed, and no commit since %s has a License-Update: line", c.since)
					out.Findings = append(out.Findings, &lint.Finding{Diagnostic: d})
				}
			}
		}
	}
	return out, nil
}

// saysLicenseUpdate reports whether a message has the line.
func saysLicenseUpdate(message string) bool {
	return slices.ContainsFunc(strings.Split(message, "\n"), func(line string) bool {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "License-Update:")
		return ok && strings.TrimSpace(rest) != ""
	})
}

// checksums returns the values of LIC_FILES_CHKSUM that files of a folder had, by recipe.
func (s *since) checksums(dir string) map[string][]string {
	out := map[string][]string{}
	for p, text := range s.texts {
		kind, ok := bitbake.KindOf(p)
		if !ok || !strings.HasPrefix(p, dir+"/") {
			continue
		}
		for _, a := range checksums(bitbake.Parse(source.NewFile(p, text), kind, bitbake.Options{})) {
			out[recipeKey(p)] = append(out[recipeKey(p)], a.Value.Value)
		}
	}
	return out
}

// recipeKey is what a recipe's file keeps when its version changes.
func recipeKey(p string) string {
	name, _, _ := strings.Cut(path.Base(p), "_")
	return path.Dir(p) + "/" + name + path.Ext(p)
}

// checksums returns the assignments of LIC_FILES_CHKSUM in a file.
func checksums(tree *bitbake.File) []*bitbake.Assignment {
	var out []*bitbake.Assignment
	for _, stmt := range tree.Stmts {
		if a, ok := stmt.(*bitbake.Assignment); ok && !a.Flag.Known() && lint.Variable(a.Name.Value) == "LIC_FILES_CHKSUM" {
			out = append(out, a)
		}
	}
	return out
}

// trees returns the checked files of a folder.
func (c *checking) trees(dir string) []*bitbake.File {
	var out []*bitbake.File
	done := map[string]bool{}
	for _, seen := range c.seen {
		for p, tree := range seen.Files {
			if strings.HasPrefix(p, c.view.Abs(dir)+"/") && !done[p] {
				done[p] = true
				out = append(out, tree)
			}
		}
	}
	return out
}
