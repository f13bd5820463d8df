package settings

import (
	"errors"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/custom"
	"github.com/knead-build/knead/lang/diag"
)

// ownFields are what a rule of a configuration's own has.
var ownFields = []string{"query", "message", "severity", "why", "bad", "good"}

// own takes the rules of the configuration's own, which have a query, and returns the blocks of the others. Levels and
// suppressions may speak of them, so they come first.
func (r *hclReader) own(blocks []ruleBlock) (others []ruleBlock) {
	all := slices.Clone(r.known.Rules)
	for _, b := range blocks {
		attrs, diags := b.Options.JustAttributes()
		if attrs["query"] == nil {
			others = append(others, b)
			continue
		}
		r.take(diags)
		texts, ok := r.ownTexts(attrs)
		if !ok {
			continue
		}
		if rule := r.ownRule(b, attrs, texts); rule != nil {
			all = append(all, rule)
			r.Own = append(r.Own, rule)
			r.known = NewKnown(all, r.known.Presets)
			r.Options[rule.ID] = texts // what is found depends on them
		}
	}
	return others
}

// ownTexts returns what the attributes of a rule say. ok is false where one says nothing.
func (r *hclReader) ownTexts(attrs hcl.Attributes) (texts map[string]string, ok bool) {
	texts, ok = map[string]string{}, true
	for name, a := range attrs {
		if !slices.Contains(ownFields, name) {
			r.complain(a.NameRange, "a rule with a query has no "+name+diag.Meant(diag.Similar(name, ownFields)))
			continue
		}
		text, fine := r.value(a.Expr)
		texts[name], ok = text, ok && fine
	}
	return texts, ok
}

// ownRule makes a rule; nil where it cannot be.
func (r *hclReader) ownRule(b ruleBlock, attrs hcl.Attributes, texts map[string]string) *lint.Rule {
	if r.known.names.Check(b.ID) == nil {
		r.complain(b.IDRange, "there is a rule "+b.ID+" already")
		return nil
	}
	if attrs["message"] == nil {
		r.complain(b.IDRange, "the rule "+b.ID+" needs a message")
		return nil
	}
	severity := Warning
	if name, ok := texts["severity"]; ok {
		l, err := ParseLevel(name)
		if _, ok := l.severity(); err != nil || !ok {
			r.complain(attrs["severity"].Expr.Range(), "a severity is error, warning, info or hint")
			return nil
		}
		severity = l
	}
	s, _ := severity.severity()
	rule, err := custom.New(custom.Rule{
		ID: b.ID, Query: texts["query"], Message: texts["message"], Severity: s,
		Why: texts["why"], Bad: texts["bad"], Good: texts["good"], Page: "file://" + r.file.Name() + "#",
	})
	var wrong *custom.Error
	if errors.As(err, &wrong) {
		at := b.IDRange
		if a := attrs[wrong.Field]; a != nil {
			at = r.inText(a.Expr, wrong.Offset)
		}
		r.complain(at, wrong.Message)
		return nil
	}
	return rule
}

// inText leads from an offset in the value of a text to where that stands.
func (r *hclReader) inText(e hcl.Expression, offset int) hcl.Range {
	t, ok := e.(*hclsyntax.TemplateExpr)
	if !ok {
		return e.Range()
	}
	for i, part := range t.Parts {
		at := part.Range()
		value, _ := part.Value(nil) // the text has been read
		text := value.AsString()
		if offset >= len(text) && i < len(t.Parts)-1 {
			offset -= len(text)
			continue
		}
		raw := r.file.Text()[at.Start.Byte:at.End.Byte]
		skip := 0
		for k := 0; k <= offset && k < len(text) && skip < len(raw); k++ {
			for skip < len(raw)-1 && raw[skip] == ' ' && text[k] != ' ' { // what a here-document is indented by
				skip++
			}
			if k < offset {
				skip += escapeLen(raw[skip:])
			}
		}
		at.Start.Byte = min(at.Start.Byte+skip, at.End.Byte)
		at.End.Byte = min(at.Start.Byte+1, at.End.Byte)
		return at
	}
	return e.Range()
}

// escapeLen returns how many bytes of a text in quotes stand for its first one. The escapes of characters that take several bytes
// count as one: it is a place that is looked for.
func escapeLen(raw string) int {
	switch {
	case strings.HasPrefix(raw, `\u`):
		return min(6, len(raw))
	case strings.HasPrefix(raw, `\U`):
		return min(10, len(raw))
	case strings.HasPrefix(raw, `\`), strings.HasPrefix(raw, "$$"), strings.HasPrefix(raw, "%%"):
		return min(2, len(raw))
	}
	return 1
}
