package shell

import (
	"testing"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/lang/source"
)

func TestMask(t *testing.T) {
	for body, want := range map[string]string{
		"echo ${A}":                           "echo xxxx",
		"echo ${A%%.*} ${#A} $A":              "echo ${A%%.*} ${#A} $A",
		"${@'a' if d.getVar('B') else '}'} c": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'} c",
		"x=${@{'a': 1}['a']}; ${B-c}":         "x=xxxxxxxxxxxxxxxxx; xxxxxx",
		"${A_${B}}/y":                         "xxxxxxxxx/y",
		"${@foo(\n)}":                         "${@foo(\n)}",
		"${":                                  "${",
		"${é}":                                "${é}",
		"cat <<EOF\n${A} ${@'\"'}\nEOF":       "cat <<EOF\nxxxx xxxxxxx\nEOF",
		"if ${@bb.utils.contains('A','b','t',d)};": "if xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;",
	} {
		if got, _ := Mask(body); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", body, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	body := "    install -d ${D}${bindir}\n    for f in ${@' '.join([\"x\"])}; do\n        oe_foo \"$f\"\n    done\n"
	b, err := Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Masks) != 3 || body[b.Masks[1].Start:b.Masks[1].End] != "${bindir}" {
		t.Errorf("masks %v", b.Masks)
	}
	var commands []string
	syntax.Walk(b.Tree, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && len(c.Args) > 0 {
			commands = append(commands, body[c.Args[0].Pos().Offset():c.Args[0].End().Offset()])
		}
		return true
	})
	if len(commands) != 2 || commands[0] != "install" || commands[1] != "oe_foo" {
		t.Errorf("commands %q", commands)
	}
	_, err = Parse("echo a\nif true; then\n")
	e, ok := err.(*Error)
	if !ok || e.Span.Start < 7 {
		t.Errorf("unfinished if: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("echo ${A} ${@b}")
	f.Add("cat <<E\n${")
	f.Fuzz(func(t *testing.T, body string) {
		masked, masks := Mask(body)
		if len(masked) != len(body) {
			t.Fatal("the mask has another length")
		}
		at := source.Pos(0)
		for _, m := range masks {
			if m.Start < at || m.End > source.Pos(len(body)) || m.Start >= m.End {
				t.Fatalf("masks %v", masks)
			}
			at = m.End
		}
		if _, err := Parse(body); err != nil {
			if e := err.(*Error); e.Span.End > source.Pos(len(body)) {
				t.Fatalf("error at %v of %d", e.Span, len(body))
			}
		}
	})
}
