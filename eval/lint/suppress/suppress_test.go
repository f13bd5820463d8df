package suppress

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// words is a rule that does not want some words.
func words(id string, pattern string, aliases ...string) *lint.Rule {
	re := regexp.MustCompile(pattern)
	return &lint.Rule{ID: id, Aliases: aliases, File: func(p *lint.FilePass) {
		for _, m := range re.FindAllStringIndex(p.Source.Text(), -1) {
			word := p.Source.Text()[m[0]:m[1]]
			p.Report(p.At(source.Span{Start: source.Pos(m[0]), End: source.Pos(m[1])}), "%s", word).About(strings.ToLower(word))
		}
	}}
}

// The rules of the tests: "red" and "blue" are about words, "whole" is about files with "!" in them, "recipe" does not run on loose
// files, "absent" is not among those that run.
var testRules = lint.Declare(
	words("red", `\bRED\w*`, "oelint.vars.red"),
	words("blue", `\bBLUE\w*`, "oelint.vars.blue", "oelint.vars.both"),
	&lint.Rule{ID: "whole", File: func(p *lint.FilePass) {
		if strings.Contains(p.Source.Text(), "!") {
			p.Report(p.At(source.At(0)), "the file")
		}
	}},
	&lint.Rule{ID: "recipe", Aliases: []string{"oelint.vars.both"}, Recipe: func(*lint.RecipePass) {}},
	&lint.Rule{ID: "broken", File: func(*lint.FilePass) { panic("broken") }, Kinds: []bitbake.Kind{bitbake.Class}},
	Unused, Malformed, NoReason,
	&lint.Rule{ID: "absent", File: func(*lint.FilePass) {}},
)

var running = testRules[:len(testRules)-1]

// run checks the files of an archive and returns the findings, a line each, and the files with all fixes made.
func run(t *testing.T, archive string, others ...*Suppression) (findings string, fixed map[string]string) {
	t.Helper()
	texts := map[string]string{}
	var files []config.File
	for _, f := range txtar.Parse([]byte(archive)).Files {
		kind, _ := bitbake.KindOf(f.Name)
		texts["/"+f.Name] = string(f.Data)
		files = append(files, config.File{Path: "/" + f.Name, Kind: kind})
	}
	report, err := lint.Run(context.Background(), lint.Options{
		Rules: running, Release: interp.Newest, Disk: fsys.NewDisk().Overlay(texts), Files: files,
	})
	if err != nil {
		t.Fatal(err)
	}
	Apply(report, Options{Names: lint.NewNames(testRules), Rules: []*lint.Rule{Unused, Malformed}, Others: others})
	var b strings.Builder
	edits := map[*source.File][]diag.Edit{}
	for _, f := range report.Findings {
		fmt.Fprintf(&b, "%s: %s: %s\n", f.Place, f.Code.ID, f.Message)
		for _, x := range f.Fixes {
			edits[f.File] = append(edits[f.File], x.Edits...)
		}
	}
	for f, list := range edits {
		texts[f.Name()] = diag.Apply(f, list)
	}
	return b.String(), texts
}

func TestComments(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the next statement", `# knead: ignore[red] reason
A = "RED \
 RED"
B = "RED"
`, "/x.bb:4:6: red: RED\n"},
		{"several ids, aliases, parts of ids", `# knead: ignore[oelint.vars.red.red1, blue]
A = "RED1 RED2 BLUE"
# knead: ignore[ * ]
A = "RED1 RED2 BLUE"
`, "/x.bb:2:11: red: RED2\n"},
		{"further comments before the statement, but no blank line", `# knead: ignore[red]
# red is what it is
A = "RED"
# knead: ignore[red]

B = "RED"
`, "/x.bb:4:1: unused-suppression: there is no finding of red to suppress here\n/x.bb:6:6: red: RED\n"},
		{"a comment goes on", "# knead: ignore[red] as \\\n# it is\nA = \"RED\"\n", ""},
		{"a function", `# knead: ignore[red]
do_install() {
	RED
}
RED() {
	:
}
`, "/x.bb:5:1: red: RED\n"},
		{"lines of shell", `f() {
	# knead: ignore[red]
	RED a \
		RED b
	RED c
	RED d # knead: ignore[red] as it is
	echo "# knead: ignore[red] RED"
	if RED; then # knead: ignore[red]
		RED e
	fi
}
`, "/x.bb:5:2: red: RED\n/x.bb:7:29: red: RED\n/x.bb:9:3: red: RED\n"},
		{"lines of shell that does not parse", "f() {\n\t# knead: ignore[red]\n\t( RED\n\tRED\n}\n",
			"/x.bb:3:2: shell-syntax: f(): reached EOF without matching `(` with `)`\n/x.bb:4:2: red: RED\n"},
		{"lines of Python", `python f() {
    # knead: ignore[red]
    a(RED,
      RED)
    if RED: # knead: ignore[red]
        RED

        # knead: ignore[red]

        RED
}
def g():
    # knead: ignore[red]
    RED
    RED
`, "/x.bb:6:9: red: RED\n/x.bb:8:9: unused-suppression: there is no finding of red to suppress here\n/x.bb:10:9: red: RED\n/x.bb:15:5: red: RED\n"},
		{"behind a def, whose text goes on up to the next statement", `def f():
    pass
# knead: ignore[red]
A = "RED"
def f():
    pass

# knead: ignore[red]
f() {
	RED
}
def f():
    pass
# knead: ignore[red]
 
A = "RED"
`, "/x.bb:14:1: unused-suppression: there is no finding of red to suppress here\n/x.bb:16:6: red: RED\n"},
		{"a block", `# knead: ignore-begin[red]
A = "RED"

f() {
	# knead: ignore-begin[blue]
	RED BLUE
	# knead: ignore-end
	BLUE
}
# knead: ignore-end
B = "RED"
`, "/x.bb:8:2: blue: BLUE\n/x.bb:11:6: red: RED\n"},
		{"a file", `A = "RED!"
B = "RED BLUE"
# knead: ignore-file[red, whole] reason
`, "/x.bb:2:10: blue: BLUE\n"},
		{"about the file as a whole: among the first comments", `# MIT

# knead: ignore[whole]
A = "1!"
`, ""},
		{"about the file as a whole: behind a statement", `A = "1!"
# knead: ignore[whole]
B = "2"
`, "/x.bb:1:1: whole: the file\n/x.bb:2:1: unused-suppression: there is no finding of whole to suppress here\n"},
		{"the parser's", `# knead: ignore[unquoted-value]
A = b
`, ""},
		{"the parser's are not among all", `# knead: ignore-file[*]
A = RED
`, "/x.bb:2:5: unquoted-value: the value is not between quotes\n"},
		{"nooelint", `# nooelint: oelint.vars.red,oelint.vars.blue - reason, red
A = "RED BLUE"
# nooelint: oelint.vars.red, oelint.vars.blue:blue because red
A = "RED BLUE BLUE1"
#nooelint: oelint.vars.red because
#  of this
A = "RED"
# nooelint: oelint.vars.red, because of this
A = "RED"
# nooelint: oelint.not.known,corporate.rule
f() {
	RED
}
`, "/x.bb:4:15: blue: BLUE1\n/x.bb:12:2: red: RED\n"},
	} {
		text := c.text
		if got, _ := run(t, "-- x.bb --\n"+text); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestUnused(t *testing.T) {
	for _, c := range []struct{ name, text, want, fixed string }{
		{"all of it", "# knead: ignore[red, blue]\nA = \"\"\n",
			"/x.bb:1:1: unused-suppression: there is no finding of red, blue to suppress here\n", "A = \"\"\n"},
		{"a part", "# knead: ignore[red, oelint.vars.blue, red.redder] reason\nA = \"BLUE\"\n",
			"/x.bb:1:17: unused-suppression: there is no finding of red, red.redder to suppress here\n",
			"# knead: ignore[oelint.vars.blue] reason\nA = \"BLUE\"\n"},
		{"a part of oelint's", "# nooelint: oelint.vars.red,oelint.vars.blue,x.y reason\nA = \"RED\"\n",
			"/x.bb:1:29: unused-suppression: there is no finding of oelint.vars.blue to suppress here\n",
			"# nooelint: oelint.vars.red,x.y reason\nA = \"RED\"\n"},
		{"a block", "# knead: ignore-begin[red]\nA = \"\"\n# knead: ignore-end\nB = \"\"\n",
			"/x.bb:1:1: unused-suppression: there is no finding of red to suppress here\n", "A = \"\"\nB = \"\"\n"},
		{"in a function", "f() {\n\t: # knead: ignore[red]\n}\n",
			"/x.bb:2:4: unused-suppression: there is no finding of red to suppress here\n", "f() {\n\t: # knead: ignore[red]\n}\n"},
		{"of rules that did not run", "# knead: ignore[recipe, absent, oelint.vars.both]\nA = \"\"\n", "", ""},
		{"of all rules, some of which did not run", "# knead: ignore[*]\nA = \"\"\n", "", ""},
		{"of the parser", "# knead: ignore[unquoted-value]\nA = \"\"\n", "", ""},
		{"of itself", "# knead: ignore[unused-suppression, red]\n# knead: ignore[blue]\nA = \"RED\"\n", "", ""},
		{"of itself, in a file", "# knead: ignore-file[unused-suppression]\n# knead: ignore[blue]\nA = \"RED\"\n", "/x.bb:3:6: red: RED\n", ""},
	} {
		got, fixed := run(t, "-- x.bb --\n"+c.text)
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if want := c.fixed; want != "" && fixed["/x.bb"] != want {
			t.Errorf("%s, fixed:\n%s\nwant\n%s", c.name, fixed["/x.bb"], want)
		}
	}
	// A rule that has failed may have had findings.
	if got, _ := run(t, "-- x.bbclass --\n# knead: ignore[broken]\nA = \"\"\n-- y.bb --\n# knead: ignore[broken]\nA = \"\"\n"); strings.Contains(got, "unused") {
		t.Errorf("of a rule that has failed:\n%s", got)
	}
}

func TestMalformed(t *testing.T) {
	for _, c := range []struct{ comment, want string }{
		{"# knead: ignor[red]", `1:10: malformed-suppression: knead knows no comment "knead: ignor"; is it ignore?`},
		{"# knead: ", `1:10: malformed-suppression: knead knows no comment "knead: "`},
		{"# knead: ignore red", `1:10: malformed-suppression: this says not which rules: write "knead: ignore[RULE]", or [*] for all`},
		{"# knead: ignore[red", `1:10: malformed-suppression: this says not which rules: write "knead: ignore[RULE]", or [*] for all`},
		{"# knead: ignore[ , ]", `1:16: malformed-suppression: there is no rule between the brackets: name them, or write [*] for all`},
		{"# knead: ignore[recipes]", `1:17: malformed-suppression: there is no rule recipes; is it recipe?`},
		{"# knead: ignore-end", `1:1: malformed-suppression: there is no block to end here: it begins with "knead: ignore-begin[RULE]"`},
		{"# knead: ignore-begin[absent]", `1:1: malformed-suppression: the block is never closed: write "knead: ignore-end" behind it, or ignore-file`},
		{"# nooelint:", `1:12: malformed-suppression: this says not which rules: write "nooelint: ID"`},
		{"# not for knead: ignore", ""},
		{"# knead:ignore[absent]", ""},
	} {
		want := c.want
		if want != "" {
			want = "/x.bb:" + want + "\n"
		}
		if got, _ := run(t, "-- x.bb --\n"+c.comment+"\nA = \"\"\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.comment, got, want)
		}
	}
}

// A finding in a file that is no metadata is suppressed at the statement that has to do with it.
func TestRelated(t *testing.T) {
	tree := bitbake.Parse(source.NewFile("/x.bb", "# knead: ignore[red]\nA = \"p.patch\"\nB = \"p.patch\"\n"), bitbake.Recipe, bitbake.Options{})
	for i, want := range []int{0, 1} { // the findings that are left, where the statement is A, B
		patch := diag.Place{File: source.NewFile("/p.patch", "RED")}
		f := testRules[0].Finding(patch, "RED")
		f.Relate(diag.Place{File: tree.Source, Span: tree.Stmts[1+i].Span()}, "named here")
		report := &lint.Report{Findings: []*lint.Finding{f}, Seen: lint.Coverage{Files: map[string]*bitbake.File{"/x.bb": tree}}}
		Apply(report, Options{Names: lint.NewNames(testRules)})
		if len(report.Findings) != want {
			t.Errorf("statement %d: %d findings, want %d", i, len(report.Findings), want)
		}
	}
}

func TestOthers(t *testing.T) {
	conf := source.NewFile("/knead.hcl", "suppress")
	place := diag.Place{File: conf, Span: source.Span{Start: 0, End: 8}}
	below := func(dir string) func(string) bool {
		return func(p string) bool { return strings.HasPrefix(p, dir) }
	}
	got, _ := run(t, "-- old/x.bb --\nA = \"RED BLUE\"\n-- new/x.bb --\nA = \"RED\"\n",
		&Suppression{Place: place, IDs: []ID{{Name: "red", Place: place}, {Name: "whole", Place: place}}, Match: below("/old")},
		&Suppression{Place: place, IDs: []ID{{Name: "blue", Place: place}}, Match: below("/nowhere")},
	)
	want := `/knead.hcl:1:1: unused-suppression: there is no finding of whole to suppress here
/new/x.bb:1:6: red: RED
/old/x.bb:1:10: blue: BLUE
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
