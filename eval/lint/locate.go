package lint

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// written is the value of a statement with what it expands to, as a part of a variable's evaluated value.
type written struct {
	step   Step
	text   string // expanded
	pieces []piece
}

// piece is a part of a written value: literal text, or an expression.
type piece struct {
	at, size int // in the written value
	from, to int // in the expanded text
	literal  bool
}

// Locate returns where a piece of a variable's evaluated value stands in the metadata: the very bytes where they are written
// there, the expression that they come from where they are not, else what Where returns.
func (p *RecipePass) Locate(name string, span source.Span) diag.Place {
	place, _ := p.locate(p.written(name), p.Get(name), span)
	if !place.Known() {
		return p.Where(name)
	}
	return place
}

// Edit returns the edit of the metadata that replaces a piece of a variable's evaluated value. ok is false where that piece does
// not stand there as it is.
func (p *RecipePass) Edit(name string, span source.Span, text string) (e diag.Edit, ok bool) {
	place, ok := p.locate(p.written(name), p.Get(name), span)
	return diag.Edit{Place: place, Text: text}, ok
}

// written returns what makes a variable's value, the latest statement first.
func (p *RecipePass) written(name string) []written {
	var out []written
	for _, s := range slices.Backward(p.Made(name)) {
		if s.Assignment == nil {
			continue
		}
		if w, ok := p.expand(s); ok {
			out = append(out, w)
		}
	}
	return out
}

// expand expands a statement's value piece by piece.
func (p *RecipePass) expand(s Step) (written, bool) {
	w := written{step: s}
	raw := s.Assignment.Value.Value
	for i := 0; i < len(raw); {
		n := strings.Index(raw[i:], "${")
		literal := n != 0
		switch {
		case n < 0:
			n = len(raw) - i
		case n == 0:
			n = expressionLen(raw[i:])
		}
		text := raw[i : i+n]
		if !literal {
			var err error
			if text, err = p.Data.Expand(text, ""); err != nil {
				return w, false
			}
		}
		start := len(w.text)
		w.text += text
		w.pieces = append(w.pieces, piece{i, n, start, len(w.text), literal})
		i += n
	}
	return w, w.text != ""
}

// locate looks for a piece of a value in what makes the value; exact says that it is written there as it is. What :remove or a
// function has left of a statement's value is looked for by the word.
func (p *RecipePass) locate(list []written, value string, span source.Span) (place diag.Place, exact bool) {
	for _, w := range list {
		for at := 0; ; at++ {
			i := strings.Index(value[at:], w.text)
			if i < 0 {
				break
			}
			at += i
			if at <= int(span.Start) && int(span.End) <= at+len(w.text) {
				return w.place(span.Shift(source.Pos(-at)))
			}
		}
	}
	start, end := int(span.Start), int(span.End)
	for start > 0 && !isBlank(value[start-1]) {
		start--
	}
	for end < len(value) && !isBlank(value[end]) {
		end++
	}
	word := value[start:end]
	for _, w := range list {
		padded := " " + strings.NewReplacer("\t", " ", "\n", " ").Replace(w.text) + " "
		if i := strings.Index(padded, " "+word+" "); i >= 0 && word != "" {
			return w.place(span.Shift(source.Pos(i - start)))
		}
	}
	return diag.Place{}, false
}

// place leads from a span of the expanded text to the file.
func (w *written) place(span source.Span) (place diag.Place, exact bool) {
	from, to := int(span.Start), int(span.End)
	start, end, exact := -1, -1, true
	for _, p := range w.pieces {
		inside := p.from < to && from < p.to // the span has bytes of the piece
		switch {
		case p.literal && (inside || from == to && p.from <= from && from <= p.to):
			if start < 0 {
				start = p.at + max(0, from-p.from)
			}
			end = p.at + min(to, p.to) - p.from
		case inside:
			if exact = false; start < 0 {
				start = p.at
			}
			end = p.at + p.size
		}
	}
	if start < 0 {
		return w.step.Place(), false
	}
	return w.step.At(w.step.Assignment.Value.Sub(start, end)), exact
}
