package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/knead-build/knead/eval/sigdata"
)

// shownDifferences and shownLines are how much is shown without --all.
const shownDifferences, shownLines = 20, 40

// shownValue is how many characters of a value are shown behind the line that it comes from.
const shownValue = 100

// differencePrinter writes differences for people.
type differencePrinter struct {
	w   io.Writer
	all bool
	// moved are the files for which it was shown what moved their functions.
	moved map[string]bool
}

func (p *differencePrinter) print(d jsonDifference) {
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
	fmt.Fprintf(p.w, "%s %s %s (%s)\n", d.Kind, d.Name, change, tasks)
	if slices.Equal(d.BeforeLines, d.AfterLines) {
		p.printLines("", d.BeforeLines)
	} else {
		p.printLines("before ", d.BeforeLines)
		p.printLines("after  ", d.AfterLines)
	}
	before, after := d.Before, d.After
	if d.before.text != nil && d.after.text != nil {
		before, after = d.before.text, d.after.text
		if *before == *after && d.Kind == sigdata.VariableDiffers {
			file := d.AfterLines[0].File
			if p.moved[file] {
				fmt.Fprintln(p.w, "    its line counts, which that change above it moved as well")
				return
			}
			p.moved[file] = true
			fmt.Fprintln(p.w, "    its line counts, which this change above it moved:")
			before, after = &d.before.above, &d.after.above
		}
	}
	lines := strings.Split(strings.TrimSuffix(difference(before, after), "\n"), "\n")
	for j, line := range lines {
		if j == shownLines && !p.all {
			fmt.Fprintf(p.w, "    %d more lines: --all shows them\n", len(lines)-j)
			break
		}
		fmt.Fprintf(p.w, "    %s\n", line)
	}
}

// printLines writes the lines that make one side of a difference. The text of a function is not repeated.
func (p *differencePrinter) printLines(side string, lines []jsonStep) {
	for _, x := range lines {
		text := x.place()
		switch {
		case x.Op == "" && x.Value == "":
		case x.Op == "def":
			text += ": " + x.Name
		case strings.Contains(x.Value, "\n"):
			text += ": " + strings.TrimSuffix(x.what(), " =")
		default:
			text += fmt.Sprintf(": %s %q", x.what(), cut(x.Value, shownValue))
		}
		fmt.Fprintf(p.w, "    %s%s\n", side, text)
		if x.Why != "" {
			fmt.Fprintf(p.w, "        %s\n", relativeIn(x.Why))
		}
	}
}

// cut shortens a text to a number of characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-3]) + "..."
	}
	return s
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
	a, b := strings.TrimSuffix(*before, "\n")+"\n", strings.TrimSuffix(*after, "\n")+"\n"
	if a == b { // but for the last line's end
		a, b = *before+"\n", *after+"\n"
	}
	text := string(diff.Diff("a", []byte(a), "b", []byte(b)))
	_, hunks, _ := strings.Cut(text, "+++ b\n")
	return hunks
}
