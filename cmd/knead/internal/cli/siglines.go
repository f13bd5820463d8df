package cli

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/sigdata"
)

// jsonDifference is a difference of signatures with the lines in the metadata that make it.
type jsonDifference struct {
	sigdata.Difference
	// BeforeLines and AfterLines are, for a variable, flag or function, what was done to it, as "knead history" has it: where both
	// sides are evaluated only what differs, unless all is the same. For a function of a module it is its definition, for a file
	// its path, for a task the words that make the dependency. They are empty for a side that is a signature file.
	BeforeLines []jsonStep `json:"before_lines"`
	AfterLines  []jsonStep `json:"after_lines"`

	before, after sigSource
}

// sigSource is where a part of a task's hash comes from.
type sigSource struct {
	lines []jsonStep
	text  *string // of a file or a module's function, where it can be shown
	above string  // what stands above a module's function in its file
}

// source finds where a part of a task's hash comes from. task is what the comparison calls it.
func (s *graphSide) source(ctx context.Context, task string, kind sigdata.Kind, name string) (out sigSource, err error) {
	i, ok := s.byName[task]
	if !ok {
		return out, nil
	}
	if err := s.openHistory(ctx); err != nil {
		return out, err
	}
	switch kind {
	case sigdata.VariableDiffers:
		steps, err := s.history.Steps(ctx, i, name)
		for _, x := range steps {
			out.lines = append(out.lines, newJSONStep(x))
			if x.Op == "def" {
				out.text = shownText(datastore.TextOf(x.Value))
				if x.File != nil {
					out.above = x.File.Text()[:x.Span.Start]
				}
			}
		}
		return out, err
	case sigdata.FileDiffers:
		files := s.history.Files(i, name)
		for _, f := range files {
			out.lines = append(out.lines, jsonStep{File: f, Name: name, Won: true})
		}
		if len(files) == 1 {
			if text, err := s.w.View.ReadFile(files[0]); err == nil {
				out.text = shownText(text)
			}
		}
	case sigdata.TaskDiffers:
		list, err := s.history.Depends(ctx, i, name)
		if err != nil {
			return out, err
		}
		for _, x := range list {
			for _, p := range x.Places {
				out.lines = append(out.lines, jsonStep{
					File: p.File.Name(), Line: p.File.Line(p.Span.Start), Name: x.Variable, Flag: x.Flag, Value: x.Item, Won: true,
				})
			}
		}
	}
	return out, nil
}

func (s *graphSide) openHistory(ctx context.Context) (err error) {
	if s.history == nil {
		s.history, err = s.w.SigHistory(ctx, s.g, s.l)
	}
	return err
}

// function returns the source of a function of a module; nil where there is none.
func (s *graphSide) function(ctx context.Context, name string) (*string, error) {
	if err := s.openHistory(ctx); err != nil {
		return nil, err
	}
	if x, ok := s.history.Definition(name); ok {
		text := datastore.TextOf(x.Value)
		return &text, nil
	}
	return nil, nil //nolint:nilnil // see above
}

// movedLast sorts functions of modules that only stand at another line, which is part of their hashes, behind all else: what
// moved them is the cause.
func movedLast(ctx context.Context, list []sigdata.Difference, before, after signatures) ([]sigdata.Difference, error) {
	var causes, moved []sigdata.Difference
	for _, d := range list {
		var x, y *string
		var err error
		if d.Kind == sigdata.VariableDiffers && d.Before != nil && d.After != nil {
			if x, err = before.function(ctx, d.Name); err != nil {
				return nil, err
			}
			if y, err = after.function(ctx, d.Name); err != nil {
				return nil, err
			}
		}
		if x != nil && y != nil && *x == *y {
			moved = append(moved, d)
		} else {
			causes = append(causes, d)
		}
	}
	return append(causes, moved...), nil
}

// maxShownText is the longest text of a file that is shown, in bytes.
const maxShownText = 1 << 20

// shownText returns a text unless it is none that people read.
func shownText(text string) *string {
	if len(text) > maxShownText || strings.Contains(text, "\x00") || !utf8.ValidString(text) {
		return nil
	}
	return &text
}

// asked finds what a text in a signature says about the words of variables: "DISTRO_FEATURES{x11} = Set".
var asked = regexp.MustCompile(`(?m)^([^\s{}]+)\{.*\} = (?:Set|Unset)$`)

// explainDifference adds the lines to a difference.
func explainDifference(ctx context.Context, d sigdata.Difference, before, after signatures) (jsonDifference, error) {
	out := jsonDifference{Difference: d, BeforeLines: []jsonStep{}, AfterLines: []jsonStep{}}
	task := d.Tasks[0]
	look := func(name string) (x, y sigSource, err error) {
		if x, err = before.source(ctx, task, d.Kind, name); err != nil {
			return x, y, err
		}
		y, err = after.source(ctx, task, d.Kind, name)
		return x, y, err
	}
	x, y, err := look(d.Name)
	if err != nil {
		return out, err
	}
	out.before, out.after = x, y
	names := []string{d.Name}
	if d.Kind == sigdata.VariableDiffers && d.Before != nil && d.After != nil {
		names = append(names, askedNames(*d.Before, *d.After)...)
	}
	if len(x.lines) == 0 || len(y.lines) == 0 || d.Kind != sigdata.VariableDiffers {
		out.BeforeLines, out.AfterLines = winners(x.lines), winners(y.lines)
		return out, nil
	}
	for _, name := range names {
		a, b, err := look(name)
		if err != nil {
			return out, err
		}
		a.lines, b.lines = differing(a.lines, b.lines)
		out.BeforeLines, out.AfterLines = append(out.BeforeLines, a.lines...), append(out.AfterLines, b.lines...)
	}
	winnersFirst(out.BeforeLines)
	winnersFirst(out.AfterLines)
	if len(out.BeforeLines)+len(out.AfterLines) == 0 {
		out.BeforeLines, out.AfterLines = winners(x.lines), winners(y.lines)
	}
	return out, nil
}

// askedNames returns the variables about whose words two texts say different things.
func askedNames(before, after string) []string {
	var out []string
	add := func(of, other string) {
		lines := strings.Split(other, "\n")
		for _, m := range asked.FindAllStringSubmatch(of, -1) {
			if !slices.Contains(lines, m[0]) && !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
	}
	add(before, after)
	add(after, before)
	return out
}

// winnersFirst sorts lines that are part of a value to the front.
func winnersFirst(lines []jsonStep) {
	slices.SortStableFunc(lines, func(a, b jsonStep) int {
		switch {
		case a.Won == b.Won:
			return 0
		case a.Won:
			return -1
		}
		return 1
	})
}

// winners returns the lines that made a value.
func winners(lines []jsonStep) []jsonStep {
	out := []jsonStep{}
	for _, x := range lines {
		if x.Won {
			out = append(out, x)
		}
	}
	return out
}

// differing returns what stands on one side only. A line that is part of the value on one side only differs as well; its place
// does not count.
func differing(before, after []jsonStep) (a, b []jsonStep) {
	key := func(x jsonStep) jsonStep {
		x.File, x.Line, x.Function, x.Why = "", 0, "", ""
		return x
	}
	count := map[jsonStep]int{}
	for _, x := range after {
		count[key(x)]++
	}
	won := map[jsonStep]bool{} // lines that differ and are part of a value
	only := func(list []jsonStep) (out []jsonStep) {
		for _, x := range list {
			if count[key(x)] > 0 {
				count[key(x)]--
				continue
			}
			out = append(out, x)
			if x.Won {
				won[key(x)] = true
			}
		}
		return out
	}
	a = only(before)
	clear(count)
	for _, x := range before {
		count[key(x)]++
	}
	b = only(after)
	lost := func(x jsonStep) bool {
		if x.Won {
			return false
		}
		x.Won = true
		return !won[key(x)]
	}
	return slices.DeleteFunc(a, lost), slices.DeleteFunc(b, lost)
}
