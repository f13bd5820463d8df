package output_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/reviewdog/reviewdog/parser"
	"github.com/reviewdog/reviewdog/proto/rdf"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var (
	testRule = lint.Declare(&lint.Rule{
		ID: "test-rule", Aliases: []string{"oelint.test"}, Severity: diag.Warning, Changes: true,
		Doc: lint.Doc{Summary: "one thing & another", Why: "because <it> is"}, File: func(*lint.FilePass) {},
	})[0]
	testCode = diag.Register("test-code", diag.Error, "do 100% of it: this, that.")
)

// The files that findings are in. Odd names are what the formats have to escape.
var (
	plain = source.NewFile("/top/layer/a_1.bb", "SUMMARY = \"ä, b\"  \nA = \"1 \\\n    2\"\n")
	odd   = source.NewFile("/top/layer/o d%d,:<&>.inc", "B = \"1\"\n")
	far   = source.NewFile("/far/c.conf", "C = \"1\"\n")
)

func name(file string) string {
	if rest, ok := strings.CutPrefix(file, "/top/"); ok {
		return rest
	}
	return "../.." + file
}

func at(f *source.File, start, end source.Pos) diag.Place {
	return diag.Place{File: f, Span: source.Span{Start: start, End: end}}
}

// findings are of all kinds: with everything, over several lines, with odd characters, beyond the root, and about no file.
func findings() []*lint.Finding {
	full := &lint.Finding{Rule: testRule, Sub: "SUMMARY", Diagnostic: &diag.Diagnostic{
		Code: testRule.Code(), Severity: diag.Warning, Place: at(plain, 17, 19), Message: "blanks at the end",
		Related: []diag.Related{{Place: at(far, 0, 1), Message: "see here"}, {Message: "and somewhere"}},
		Fixes:   []diag.Fix{{Title: "remove them", Edits: []diag.Edit{{Place: at(plain, 17, 19), Text: ""}}}},
	}}
	lines := &lint.Finding{Diagnostic: diag.New(testCode, plain, source.Span{Start: 25, End: 35}, "of two lines")}
	lines.Detail = "one\ntwo"
	strange := &lint.Finding{Diagnostic: diag.New(testCode, odd, source.Span{Start: 5, End: 6}, "100%% of <this> & \"that\"::error\r\nand more")}
	beyond := &lint.Finding{Diagnostic: diag.New(testCode, far, source.Span{Start: 0, End: 1}, "far off")}
	beyond.Severity = diag.Hint
	nowhere := &lint.Finding{Diagnostic: diag.New(testCode, nil, source.Span{}, "about no file")}
	return []*lint.Finding{strange, beyond, lines, nowhere, full}
}

// write writes the findings in a format.
func write(t *testing.T, format string, list []*lint.Finding) []byte {
	t.Helper()
	r := output.New(list, name)
	r.Version = "1.2"
	var b bytes.Buffer
	if err := output.Find(format).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOrder(t *testing.T) {
	want := "about no file, far off, blanks at the end, of two lines, 100"
	var got []string
	for _, f := range output.New(findings(), name).Findings {
		text, _, _ := strings.Cut(f.Message, "%")
		got = append(got, text)
	}
	if strings.Join(got, ", ") != want {
		t.Errorf("got %q", got)
	}
	for _, f := range output.Formats {
		a := write(t, f.Name, findings())
		list := findings()
		list[0], list[4] = list[4], list[0]
		if b := write(t, f.Name, list); !bytes.Equal(a, b) {
			t.Errorf("%s: the order of findings matters", f.Name)
		}
	}
}

func TestJSON(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(write(t, "jsonl", findings()))), "\n")
	want := []string{
		`{"id":"test-code","aliases":[],"severity":"error","message":"about no file","related":[],"fixes":[],` +
			`"help":"do 100% of it: this, that.","url":"` + diag.DocURL + `test-code","fingerprint":"F"}`,
		`{"id":"test-code","aliases":[],"severity":"hint","path":"../../far/c.conf","range":{"start":{"line":1,"column":1,"offset":0},` +
			`"end":{"line":1,"column":2,"offset":1}},"message":"far off","related":[],"fixes":[],` +
			`"help":"do 100% of it: this, that.","url":"` + diag.DocURL + `test-code","fingerprint":"F"}`,
		`{"id":"test-rule","aliases":["oelint.test","test-rule.SUMMARY","oelint.test.SUMMARY"],"severity":"warning",` +
			`"path":"layer/a_1.bb","range":{"start":{"line":1,"column":17,"offset":17},"end":{"line":1,"column":19,"offset":19}},` +
			`"message":"blanks at the end","related":[{"path":"../../far/c.conf","range":{"start":{"line":1,"column":1,"offset":0},` +
			`"end":{"line":1,"column":2,"offset":1}},"message":"see here"},{"message":"and somewhere"}],` +
			`"fixes":[{"title":"remove them","changes":true,"edits":[{"path":"layer/a_1.bb",` +
			`"range":{"start":{"line":1,"column":17,"offset":17},"end":{"line":1,"column":19,"offset":19}},"text":""}]}],` +
			`"url":"` + lint.Page + `test-rule","fingerprint":"F"}`,
	}
	if len(lines) != 5 {
		t.Fatalf("%d lines", len(lines))
	}
	print := regexp.MustCompile(`"fingerprint":"[0-9a-f]{32}"`)
	for i, w := range want {
		if got := print.ReplaceAllString(lines[i], `"fingerprint":"F"`); got != w {
			t.Errorf("line %d:\ngot  %s\nwant %s", i+1, got, w)
		}
	}
	var doc struct {
		Errors, Warnings int
		Findings         []json.RawMessage
	}
	if err := json.Unmarshal(write(t, "json", findings()), &doc); err != nil || doc.Errors != 3 || doc.Warnings != 1 || len(doc.Findings) != 5 {
		t.Errorf("%v %+v", err, doc)
	}
}

// command is GitHub's workflow command as the runner takes it apart.
var command = regexp.MustCompile(`^::([a-z]+) ([^:]*)::(.*)$`)

func TestGitHub(t *testing.T) {
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	lines := strings.Split(strings.TrimSuffix(string(write(t, "github", findings())), "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	var got [][]string
	for _, l := range lines {
		m := command.FindStringSubmatch(l)
		if m == nil {
			t.Fatalf("%s is no command", l)
		}
		row := []string{m[1]}
		for _, p := range strings.Split(m[2], ",") {
			row = append(row, unescape.Replace(p))
		}
		got = append(got, append(row, unescape.Replace(m[3])))
	}
	help := "\ndo 100% of it: this, that."
	want := [][]string{
		{"error", "title=test-code", "about no file" + help},
		{"notice", "file=../../far/c.conf", "line=1", "endLine=1", "col=1", "endColumn=2", "title=test-code", "far off" + help},
		{"warning", "file=layer/a_1.bb", "line=1", "endLine=1", "col=17", "endColumn=19", "title=test-rule", "blanks at the end"},
		{"error", "file=layer/a_1.bb", "line=2", "endLine=3", "title=test-code", "of two lines" + help},
		{
			"error", "file=layer/o d%d,:<&>.inc", "line=1", "endLine=1", "col=6", "endColumn=7", "title=test-code",
			"100% of <this> & \"that\"::error\r\nand more" + help,
		},
	}
	for i := range want {
		if a, b := strings.Join(got[i], "|"), strings.Join(want[i], "|"); a != b {
			t.Errorf("got  %q\nwant %q", a, b)
		}
	}
}

// TestGitLab looks for what GitLab demands of an issue: a description, a check, a fingerprint that no other has, a severity that it
// knows, and a place.
func TestGitLab(t *testing.T) {
	var issues []struct {
		Description, Fingerprint, Severity string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(write(t, "gitlab", findings()), &issues); err != nil || len(issues) != 5 {
		t.Fatalf("%v, %d issues", err, len(issues))
	}
	seen := map[string]bool{}
	for _, i := range issues {
		known := map[string]bool{"info": true, "minor": true, "major": true, "critical": true, "blocker": true}
		if i.Description == "" || i.CheckName == "" || i.Fingerprint == "" || seen[i.Fingerprint] || !known[i.Severity] || i.Location.Path == "" || i.Location.Lines.Begin < 1 {
			t.Errorf("%+v", i)
		}
		seen[i.Fingerprint] = true
	}
	if i := issues[3]; i.Severity != "major" || i.Location.Path != "layer/a_1.bb" || i.Location.Lines.Begin != 2 {
		t.Errorf("%+v", i)
	}
	if text := string(write(t, "gitlab", nil)); text != "[]\n" {
		t.Errorf("no findings: %q", text)
	}
}

func TestJUnit(t *testing.T) {
	suites, err := junit.Ingest(write(t, "junit", findings()))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	failed, skipped := 0, 0
	for _, s := range suites {
		got = append(got, s.Name)
		failed += s.Totals.Failed
		skipped += s.Totals.Skipped
	}
	if want := "configuration|../../far/c.conf|layer/a_1.bb|layer/o d%d,:<&>.inc"; strings.Join(got, "|") != want || failed != 3 || skipped != 2 {
		t.Errorf("%q, %d failed, %d skipped", got, failed, skipped)
	}
	if last := suites[3].Tests[0]; last.Message != "100% of <this> & \"that\"::error\r\nand more" || last.Name != "test-code 1:6" {
		t.Errorf("%+v", last)
	}
	if suites, err = junit.Ingest(write(t, "junit", nil)); err != nil || len(suites) != 1 || suites[0].Totals.Passed != 1 {
		t.Errorf("no findings: %v %+v", err, suites)
	}
}

// readBack checks what reviewdog reads of a format: the places, severities and codes.
func readBack(t *testing.T, format string, p parser.Parser) []*rdf.Diagnostic {
	t.Helper()
	list, err := p.Parse(bytes.NewReader(write(t, format, findings())))
	if err != nil || len(list) != 5 {
		t.Fatalf("%v, %d findings", err, len(list))
	}
	for i, w := range []struct {
		path      string
		line, col int32
		severity  rdf.Severity
		code      string
	}{
		{"", 0, 0, rdf.Severity_ERROR, "test-code"},
		{"../../far/c.conf", 1, 1, rdf.Severity_INFO, "test-code"},
		{"layer/a_1.bb", 1, 0, rdf.Severity_WARNING, "test-rule"},
		{"layer/a_1.bb", 2, 0, rdf.Severity_ERROR, "test-code"},
		{"layer/o d%d,:<&>.inc", 1, 6, rdf.Severity_ERROR, "test-code"},
	} {
		d := list[i]
		start := d.GetLocation().GetRange().GetStart()
		if d.GetLocation().GetPath() != w.path || start.GetLine() != w.line || w.col != 0 && start.GetColumn() != w.col ||
			d.Severity != w.severity || d.Code.Value != w.code || d.Message == "" {
			t.Errorf("%d: %v", i, d)
		}
	}
	return list
}

func TestCheckstyle(t *testing.T) { readBack(t, "checkstyle", parser.NewCheckStyleParser()) }

func TestRDJSON(t *testing.T) {
	full := readBack(t, "rdjson", parser.NewRDJSONParser())[2]
	at := full.Location.Range
	if len(full.Suggestions) != 1 || len(full.RelatedLocations) != 1 || at.Start.Column != 18 || at.End.Column != 20 { // in bytes
		t.Errorf("%v", full)
	}
}

func TestText(t *testing.T) {
	r := output.New(findings(), name)
	r.Files, r.Configurations, r.Partial, r.Summary = 3, 1, true, true
	var b strings.Builder
	if err := output.Find("text").Write(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"layer/a_1.bb:1:17: warning: blanks at the end [test-rule, oelint.test]\n    1 | SUMMARY = \"ä, b\"  \n      |                 ^^\n",
		"findings    files  fixable  severity rule\n       4        4        0  error    test-code\n       1        1        1  warning  test-rule\n",
		"\n3 files, 1 configuration evaluated, 3 errors, 1 warning, 1 note, interrupted\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
