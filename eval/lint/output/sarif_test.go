package output_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/knead-build/knead/eval/lint"
)

// sarifSchema returns the standard's schema. The module go-sarif has it in its source, unexported: what the module itself validates is
// not a text but what it has read of it.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := strconv.Unquote(file.Scope.Lookup("schema").Decl.(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestSARIFSchema(t *testing.T) {
	schema := sarifSchema(t)
	for _, list := range [][]*lint.Finding{findings(), nil} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, "sarif", list)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Error(err)
		}
		doc.(map[string]any)["runs"].([]any)[0].(map[string]any)["columnKind"] = "bytes"
		if schema.Validate(doc) == nil {
			t.Error("the schema takes anything")
		}
	}
}

func TestSARIF(t *testing.T) {
	report, err := sarif.FromBytes(write(t, "sarif", findings()))
	if err != nil {
		t.Fatal(err)
	}
	run := report.Runs[0]
	seen := map[string]bool{}
	for _, r := range run.Results {
		seen[r.PartialFingerprints["primaryLocationLineHash"]] = true
		if rule := run.Tool.Driver.Rules[r.RuleIndex]; *rule.ID != *r.RuleID {
			t.Errorf("the rule of %s is %s", *r.RuleID, *rule.ID)
		}
	}
	if len(run.Results) != 5 || len(seen) != 5 {
		t.Fatalf("%d results, %d fingerprints", len(run.Results), len(seen))
	}
	far, full, odd := run.Results[1], run.Results[2], run.Results[4]
	if at := far.Locations[0].PhysicalLocation.ArtifactLocation; *at.URI != "file:///far/c.conf" || at.URIBaseID != nil {
		t.Errorf("beyond the root: %v", *at.URI)
	}
	if at := odd.Locations[0].PhysicalLocation.ArtifactLocation; *at.URI != "layer/o%20d%25d,:%3C&%3E.inc" || *at.URIBaseID != "%SRCROOT%" {
		t.Errorf("an odd name: %v", *at.URI)
	}
	change := full.Fixes[0].ArtifactChanges[0].Replacements[0]
	if r := change.DeletedRegion; *r.StartLine != 1 || *r.StartColumn != 17 || *r.EndColumn != 19 || len(full.RelatedLocations) != 2 {
		t.Errorf("the fix: %+v", r)
	}
}
