package cli

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/knead-build/knead/eval/sigdata"
)

// shownDifferences and shownLines are how much is shown without --all.
const shownDifferences, shownLines = 20, 40

func (a *app) printDifferences(list []sigdata.Difference, all bool) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "the hashes are equal")
	}
	for i, d := range list {
		if i == shownDifferences && !all {
			fmt.Fprintf(a.stdout, "%d more differences: --all shows them\n", len(list)-i)
			return
		}
		change := "changed"
		switch {
		case d.Before == nil && d.Kind == sigdata.VariableDiffers:
			change = "is new, or has a value now"
		case d.Before == nil:
			change = "is new"
		case d.After == nil && d.Kind == sigdata.VariableDiffers:
			change = "is gone, or has no value now"
		case d.After == nil:
			change = "is gone"
		}
		tasks := strings.Join(d.Tasks[:min(3, len(d.Tasks))], ", ")
		if n := len(d.Tasks) - 3; n > 0 {
			tasks += fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(a.stdout, "%s %s %s (%s)\n", d.Kind, d.Name, change, tasks)
		lines := strings.Split(strings.TrimSuffix(difference(d.Before, d.After), "\n"), "\n")
		for j, line := range lines {
			if j == shownLines && !all {
				fmt.Fprintf(a.stdout, "    %d more lines: --all shows them\n", len(lines)-j)
				break
			}
			fmt.Fprintf(a.stdout, "    %s\n", line)
		}
	}
}

// difference returns two texts, with a sign in front of their lines; of two texts of several lines what differs.
func difference(before, after *string) string {
	signed := func(sign string, text *string) string {
		if text == nil {
			return ""
		}
		return sign + strings.ReplaceAll(strings.TrimSuffix(*text, "\n"), "\n", "\n"+sign) + "\n"
	}
	if before == nil || after == nil || !strings.Contains(strings.TrimSuffix(*before, "\n")+strings.TrimSuffix(*after, "\n"), "\n") {
		return signed("- ", before) + signed("+ ", after)
	}
	text := string(diff.Diff("a", []byte(*before+"\n"), "b", []byte(*after+"\n")))
	_, hunks, _ := strings.Cut(text, "+++ b\n")
	return hunks
}
