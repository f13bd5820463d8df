package codeparser

import (
	"strings"
	"testing"
)

func TestReads(t *testing.T) {
	for code, want := range map[string]string{
		`d.getVar("A").replace("_", "-")`:                        "A",
		`d.getVar("A") or ""`:                                    "A",
		`["", "-gnu"][(d.getVar("A") or "") != ""]`:              "A",
		`d.getVar("A")[1:] + d.getVar("B")[:2]`:                  "A B",
		`"x" if d.getVar("A") == "y" else "z"`:                   "A",
		`bb.utils.contains("A", "x", d.getVar("B"), "", d)`:      "B A", // the arguments come first
		`bb.utils.contains_any("A", ["x", "y"], "", "z", d)`:     "A",
		`bb.utils.filter("A", "x y", d)`:                         "A",
		`" ".join(d.getVar("A").split())`:                        "A",
		`not d.getVar("A")`:                                      "A",
		`d.getVar("A") or d.getVar("B")`:                         "-", // B is not read each time
		`d.getVar("A") if d.getVar("B") else ""`:                 "-",
		`"a" < d.getVar("A") < d.getVar("B")`:                    "-",
		`d.getVar("A", False)`:                                   "-", // not the expanded value
		`d.getVar("A" + "B")`:                                    "-",
		`d.getVarFlag("A", "f")`:                                 "-",
		`d.getVar("A").split().pop()`:                            "-",
		`d.setVar("A", "x")`:                                     "-",
		`e.getVar("A")`:                                          "-",
		`A`:                                                      "-",
		`[x for x in d.getVar("A")]`:                             "-",
		`oe.utils.conditional("A", "x", "", "", d)`:              "-",
		`bb.utils.contains("A", "x", "", "", e)`:                 "-",
		`bb.utils.contains("A", os.path.exists("x"), "", "", d)`: "-",
		`bb.utils.contains("A", checkvalues="x", truevalue=1, falsevalue=2, d=d)`: "-",
		`d.getVar(`: "-",
	} {
		reads, ok := Reads(code)
		got := strings.Join(reads, " ")
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%s reads %s, not %s", code, got, want)
		}
	}
}
