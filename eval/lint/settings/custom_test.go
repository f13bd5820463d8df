package settings

import (
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
)

// TestOwnRules declares a rule, and speaks of it elsewhere in the configuration.
func TestOwnRules(t *testing.T) {
	conf, diags := ReadHCL(testKnown, source.NewFile("/layer/knead.hcl", `check {
  levels = { no-gpl3 = "info" }
  rule "no-gpl3" {
    query    = "recipes where value(LICENSE) ~ 'GPL-3'"
    message  = "{pn} is under {value(LICENSE)}"
    severity = "error"
    why      = "it is not allowed here"
    bad      = "LICENSE = \"GPL-3.0-only\"\n"
  }
  rule "plain-append" {
    query   = "statements where kind = assignment and op = '+='"
    message = "use :append"
  }
}`))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var got []string
	for _, r := range conf.Own {
		l, _ := conf.Rule(r, "")
		got = append(got, fmt.Sprint(r.ID, " ", r.Severity, " ", l, " ", r.Needs(), " ", r.Doc.Why, r.Code().URL()))
	}
	want := "no-gpl3 error info recipe it is not allowed herefile:///layer/knead.hcl#no-gpl3; plain-append warning on file file:///layer/knead.hcl#plain-append"
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if len(conf.Runs()) != len(New(testKnown).Runs())+2 || testKnown.Names().Rules("no-gpl3") != nil {
		t.Error("the rules do not run here alone")
	}
}

// TestOwnRuleErrors has what is wrong with rules, with its place in the file.
func TestOwnRuleErrors(t *testing.T) {
	for _, c := range []struct{ id, rest, want string }{
		{"red", "query = \"recipes where pn = x\"\n message = \"m\"", "2:7: error: there is a rule red already"},
		{"Mine", "query = \"recipes where pn = x\"\n message = \"m\"", "2:7: error: the id of a rule is lower-case words joined by dashes"},
		{"mine", "query = \"recipes where pn = x\"", "2:7: error: the rule mine needs a message"},
		{"mine", "query = \"recipes where pm = x\"\n message = \"m\"", "3:24: error: nothing is known of recipes as pm"},
		{"mine", `query = "recipes where pn ~ \"x\" and pm = x"` + "\n message = \"m\"", "3:39: error: nothing is known of recipes as pm"},
		{"mine", `query = "recipes where pn = '$${PN}' and pm = x"` + "\n message = \"m\"", "3:42: error: nothing is known of recipes as pm"},
		{"mine", "query = <<-EOT\n   recipes where\n     pm = x\n   EOT\n message = \"m\"", "5:6: error: nothing is known of recipes as pm"},
		{"mine", "query = \"all()\"\n message = \"m\"", `3:10: error: a rule asks for "recipes where ..." or "statements where ..."`},
		{"mine", "query = \"recipes where pn = x\"\n message = \"bad {pm}\"", "4:18: error: nothing is known of recipes as pm"},
		{"mine", "query = \"recipes where pn = x\"\n message = \"m\"\n severity = \"off\"", "5:13: error: a severity is error, warning, info or hint"},
		{"mine", "query = \"recipes where pn = x\"\n message = \"m\"\n wyh = \"x\"", "5:2: error: a rule with a query has no wyh"},
		{"mine", "query = \"recipes where pn = ${PN}\"\n message = \"m\"", "3:31: error: variables may not be used here"},
	} {
		_, diags := ReadHCL(testKnown, source.NewFile("knead.hcl", "check {\n rule \""+c.id+"\" {\n"+c.rest+"\n }\n}"))
		if len(diags) != 1 || !strings.HasPrefix(diags[0].Error(), "knead.hcl:"+c.want) {
			t.Errorf("%s: %v\nwant %s", c.rest, diags, c.want)
		}
	}
}
