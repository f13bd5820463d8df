package rules_test

import (
	"testing"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/diag"
)

// TestPresets has presets that name rules by their own ids, and set what is not so anyway.
func TestPresets(t *testing.T) {
	byID := map[string]*lint.Rule{}
	for _, r := range rules.All {
		byID[r.ID] = r
	}
	for name, p := range rules.Presets {
		if p.Doc == "" || len(p.Levels) == 0 {
			t.Errorf("%s says or sets nothing", name)
		}
		for id, l := range p.Levels {
			r := byID[id]
			if r == nil {
				t.Errorf("%s: there is no rule %s", name, id)
			} else if same := settings.Error + settings.Level(r.Severity-diag.Error); !p.Only && !r.Off && (l == settings.On || l == same) {
				t.Errorf("%s: %s is %s anyway", name, id, l)
			}
		}
	}
}

// TestOelintPreset has the preset that is just what oelint-adv runs.
func TestOelintPreset(t *testing.T) {
	for _, c := range []struct {
		id string
		on bool
	}{
		{"trailing-space", true},
		{"anonymous-python", true}, // off otherwise
		{"patch-status-use", false},
		{"depends-line", false},
		{"dangling-append", false},
	} {
		if _, on := rules.Presets["oelint"].Levels[c.id]; on != c.on {
			t.Errorf("%s: %v", c.id, on)
		}
	}
}
