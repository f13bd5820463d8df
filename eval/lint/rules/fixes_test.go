package rules_test

import (
	"context"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/eval/lint/rules"
)

// TestFixes mends the bad examples: what has a fix is not found any more, and no fix is taken back, as it would be where it changes a
// value and the rule does not say so.
func TestFixes(t *testing.T) {
	for _, r := range rules.All {
		if !r.Fixes {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			left := 0
			result, err := fix.Run(context.Background(), fix.Options{
				Disk:   fsys.NewDisk().Overlay(lint.ExampleFiles(layer, r.Doc.Bad, seriesFor(r))),
				Unsafe: r.Changes,
				Check: func(_ context.Context, disk *fsys.Disk) (*fix.Checked, error) {
					findings, w := checkDisk(t, r, disk, false)
					left = 0
					for _, f := range findings {
						if len(f.Fixes) > 0 {
							left++
						}
					}
					return &fix.Checked{Findings: findings, Workspaces: []*eval.Workspace{w}, Release: w.Release.Release}, nil
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range result.TakenBack {
				t.Error(d)
			}
			if left > 0 || len(result.Files) == 0 {
				t.Errorf("%d findings with fixes are left, %d files are mended", left, len(result.Files))
			}
		})
	}
}
