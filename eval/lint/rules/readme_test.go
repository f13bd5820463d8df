package rules_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/lint/rules"
)

// TestReadme compares README.md with what it is made of: what stands before the mark stays, behind it are the presets and the rules.
// UPDATE=1 writes it.
func TestReadme(t *testing.T) {
	const mark = "<!-- the rest is written by UPDATE=1 go test ./eval/lint/rules -->\n"
	old, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(old), mark)
	if !ok {
		t.Fatalf("README.md has no line %s", mark)
	}
	text := head + mark + readmePresets() + readmeTable() + readmeSections()
	if text == string(old) {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatal("README.md is not up to date: run UPDATE=1 go test ./eval/lint/rules")
	}
	if err := os.WriteFile("README.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readmePresets() string {
	out := "\n# The presets\n\n| preset | for | what it sets |\n|---|---|---|\n"
	for _, name := range slices.Sorted(maps.Keys(rules.Presets)) {
		p := rules.Presets[name]
		var sets []string
		for _, id := range slices.Sorted(maps.Keys(p.Levels)) {
			sets = append(sets, fmt.Sprintf("%s: %s", id, p.Levels[id]))
		}
		if p.Only {
			sets = []string{"all others are off"}
		}
		out += fmt.Sprintf("| `%s` | %s | %s |\n", name, p.Doc, strings.Join(sets, ", "))
	}
	return out
}

func readmeTable() string {
	var b strings.Builder
	b.WriteString("\n# The rules\n\n| rule | level | needs | fix | BitBake | also called |\n|---|---|---|---|---|---|\n")
	for _, r := range rules.All {
		level := r.Severity.String()
		if r.Off {
			level = "off (" + level + ")"
		}
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s | %s | %s |\n", r.ID, r.ID, level, r.Needs(), r.Repair(), r.Releases(), strings.Join(r.Aliases, ", "))
	}
	return b.String()
}

func readmeSections() string {
	var b strings.Builder
	for _, r := range rules.All {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s\n\n", r.ID, upper(r.Doc.Summary), r.Doc.Why)
		fmt.Fprintf(&b, "Not so:\n\n%s\nBut so:\n\n%s", fenced(r.Doc.Bad), fenced(r.Doc.Good))
		if len(r.Options) > 0 {
			b.WriteString("\n| option | default | |\n|---|---|---|\n")
		}
		for _, o := range r.Options {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", o.Name, o.Default, o.Doc)
		}
	}
	return b.String()
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func fenced(text string) string { return "```\n" + strings.TrimRight(text, "\n") + "\n```\n" }
