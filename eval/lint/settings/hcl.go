package settings

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/suppress"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// CodeConfig says that a configuration cannot be used as it is.
var CodeConfig = diag.Register("configuration-error", diag.Error, "")

// FileName is the name of Knead's configuration.
const FileName = "knead.hcl"

// The blocks of a knead.hcl. Expressions that are judged are kept, for their places.
type (
	fileBlock struct {
		Check *checkBlock `hcl:"check,block"`
	}
	checkBlock struct {
		Preset      *hcl.Attribute  `hcl:"preset,optional"`
		Release     *hcl.Attribute  `hcl:"release,optional"`
		Baseline    *hcl.Attribute  `hcl:"baseline,optional"`
		MaxWarnings *hcl.Attribute  `hcl:"max_warnings,optional"`
		Levels      *hcl.Attribute  `hcl:"levels,optional"`
		Rules       []ruleBlock     `hcl:"rule,block"`
		Paths       []pathBlock     `hcl:"path,block"`
		Suppress    []suppressBlock `hcl:"suppress,block"`
	}
	ruleBlock struct {
		ID      string    `hcl:"id,label"`
		IDRange hcl.Range `hcl:"id,label_range"`
		Options hcl.Body  `hcl:",remain"`
	}
	pathBlock struct {
		Pattern      string         `hcl:"pattern,label"`
		PatternRange hcl.Range      `hcl:"pattern,label_range"`
		Levels       *hcl.Attribute `hcl:"levels,optional"`
	}
	suppressBlock struct {
		Range  hcl.Range      `hcl:",def_range"`
		Paths  *hcl.Attribute `hcl:"paths,optional"`
		Rules  *hcl.Attribute `hcl:"rules,optional"`
		Reason *hcl.Attribute `hcl:"reason,optional"`
	}
)

// hclReader reads a knead.hcl.
type hclReader struct {
	*Config
	file  *source.File
	dir   string
	diags []*diag.Diagnostic
}

// ReadHCL reads a knead.hcl. The file's name is its absolute path: patterns in it are relative to its folder. A configuration with
// an error among the diagnostics is not to be used.
func ReadHCL(known *Known, file *source.File) (*Config, []*diag.Diagnostic) {
	r := &hclReader{Config: New(known), file: file, dir: path.Dir(file.Name())}
	parsed, diags := hclsyntax.ParseConfig([]byte(file.Text()), file.Name(), hcl.InitialPos)
	var blocks fileBlock
	if !diags.HasErrors() {
		diags = append(diags, gohcl.DecodeBody(parsed.Body, nil, &blocks)...)
	}
	r.take(diags)
	if blocks.Check != nil && !diags.HasErrors() {
		r.check(blocks.Check)
	}
	diag.Sort(r.diags)
	return r.Config, r.diags
}

// take keeps what the HCL library complains of.
func (r *hclReader) take(diags hcl.Diagnostics) {
	for _, d := range diags {
		at := hcl.Range{}
		if d.Subject != nil {
			at = *d.Subject
		}
		msg := d.Detail
		if msg == "" {
			msg = d.Summary
		}
		r.complain(at, lower(strings.TrimSuffix(msg, ".")))
	}
}

// lower makes a sentence one of our messages.
func lower(s string) string {
	for i, c := range s {
		return string(unicode.ToLower(c)) + s[i+len(string(c)):]
	}
	return s
}

func (r *hclReader) place(at hcl.Range) diag.Place {
	return diag.Place{File: r.file, Span: source.Span{Start: source.Pos(at.Start.Byte), End: source.Pos(at.End.Byte)}}
}

func (r *hclReader) complain(at hcl.Range, msg string) {
	p := r.place(at)
	r.diags = append(r.diags, diag.New(CodeConfig, p.File, p.Span, "%s", msg))
}

func (r *hclReader) check(b *checkBlock) {
	options := r.own(b.Rules)
	if name := r.text(b.Preset); name != "" {
		if p, ok := r.known.Presets[name]; ok {
			r.usePreset(name, p)
		} else {
			r.complain(b.Preset.Expr.Range(), "there is no preset "+name+r.known.similarPreset(name))
		}
	}
	r.releases(b.Release)
	if name := r.text(b.Baseline); name != "" {
		r.Baseline = within(r.dir, name)
	}
	if n := r.text(b.MaxWarnings); n != "" {
		var err error
		if r.MaxWarnings, err = strconv.Atoi(n); err != nil || r.MaxWarnings < 0 {
			r.complain(b.MaxWarnings.Expr.Range(), "max_warnings is a whole number, 0 or more")
		}
	}
	r.levels(b.Levels, nil)
	for _, p := range b.Paths {
		if match := r.matcher(p.Pattern, p.PatternRange); match != nil {
			r.levels(p.Levels, match)
		}
	}
	for _, x := range options {
		r.options(x)
	}
	for _, x := range b.Suppress {
		r.suppression(x)
	}
}

// releases takes a release, or a list of them.
func (r *hclReader) releases(a *hcl.Attribute) {
	if a == nil {
		return
	}
	var names []string
	for _, x := range r.list(a.Expr) {
		if _, err := interp.ParseRelease(x.text); err != nil {
			r.complain(x.at, err.Error())
		}
		names = append(names, x.text)
	}
	r.Release = strings.Join(names, ",")
}

// text returns an attribute that is a text, "" where there is none.
func (r *hclReader) text(a *hcl.Attribute) string {
	if a == nil {
		return ""
	}
	s, _ := r.value(a.Expr)
	return s
}

// value returns an expression's value as a text. Numbers and truth values are texts.
func (r *hclReader) value(e hcl.Expression) (s string, ok bool) {
	v, diags := e.Value(nil)
	if r.take(diags); diags.HasErrors() {
		return "", false
	}
	text, err := convert.Convert(v, cty.String)
	if err != nil || text.IsNull() {
		r.complain(e.Range(), "a text is needed here")
		return "", false
	}
	return text.AsString(), true
}

// levels adds a map of levels.
func (r *hclReader) levels(a *hcl.Attribute, match func(string) bool) {
	if a == nil {
		return
	}
	pairs, diags := hcl.ExprMap(a.Expr)
	r.take(diags)
	s := set{levels: map[string]entry{}, match: match}
	for _, kv := range pairs {
		id, ok := r.value(kv.Key)
		if err := r.known.names.Check(id); ok && err != nil {
			r.complain(kv.Key.Range(), err.Error())
		}
		name, ok := r.value(kv.Value)
		l, err := ParseLevel(name)
		if ok && err != nil {
			r.complain(kv.Value.Range(), err.Error())
		}
		s.levels[id] = entry{l, From{Place: r.place(kv.Key.Range())}}
	}
	r.add(s)
}

// options takes the options of a rule.
func (r *hclReader) options(b ruleBlock) {
	if err := r.known.names.Check(b.ID); err != nil {
		r.complain(b.IDRange, err.Error())
		return
	}
	attrs, diags := b.Options.JustAttributes()
	r.take(diags)
	for _, rule := range r.known.names.Rules(b.ID) {
		var names []string
		for _, o := range rule.Options {
			names = append(names, o.Name)
		}
		for _, a := range attrs {
			if !slices.Contains(names, a.Name) {
				r.complain(a.NameRange, "the rule "+rule.ID+" has no option "+a.Name+diag.Meant(diag.Similar(a.Name, names)))
				continue
			}
			if r.Options[rule.ID] == nil {
				r.Options[rule.ID] = map[string]string{}
			}
			var words []string
			for _, x := range r.list(a.Expr) {
				words = append(words, x.text)
			}
			r.Options[rule.ID][a.Name] = strings.Join(words, " ")
		}
	}
}

// suppression takes findings back.
func (r *hclReader) suppression(b suppressBlock) {
	if b.Paths == nil || b.Rules == nil {
		r.complain(b.Range, "suppress needs paths and rules")
		return
	}
	var matches []func(string) bool
	for _, x := range r.list(b.Paths.Expr) {
		if match := r.matcher(x.text, x.at); match != nil {
			matches = append(matches, match)
		}
	}
	s := &suppress.Suppression{Place: r.place(b.Rules.Expr.Range()), Reason: r.text(b.Reason), Match: func(p string) bool {
		return slices.ContainsFunc(matches, func(m func(string) bool) bool { return m(p) })
	}}
	for _, x := range r.list(b.Rules.Expr) {
		if err := r.known.names.Check(x.text); err != nil && x.text != suppress.All {
			r.complain(x.at, err.Error())
		}
		s.IDs = append(s.IDs, suppress.ID{Name: x.text, Place: r.place(x.at)})
	}
	r.suppress = append(r.suppress, s)
}

// item is an item of a list, and where it stands.
type item struct {
	text string
	at   hcl.Range
}

// list returns the items of a list, or a single one.
func (r *hclReader) list(e hcl.Expression) []item {
	exprs, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		exprs = []hcl.Expression{e}
	}
	var out []item
	for _, e := range exprs {
		if text, ok := r.value(e); ok {
			out = append(out, item{text, e.Range()})
		}
	}
	return out
}

func (r *hclReader) matcher(pattern string, at hcl.Range) func(string) bool {
	match, err := matcher(r.dir, pattern)
	if err != nil {
		r.complain(at, err.Error())
		return nil
	}
	return match
}
