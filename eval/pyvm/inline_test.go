package pyvm

import (
	"testing"

	"github.com/knead-build/knead/lang/source"
)

func TestInline(t *testing.T) {
	th := NewThread(Limits{})
	th.Globals.SetStr("g", Str("global"))
	names := NewDict(1)
	names.SetStr("n", Str("local"))
	for code, want := range map[string]string{
		"d":                                "data",
		"d + n + g":                        "datalocalglobal",
		"''.join([d for x in n])":          "datadatadatadatadata",
		"(lambda: d + g)()":                "dataglobal",
		"''.join(d[0] + c for c in n[:2])": "dldo",
		"(lambda d: d)(n)":                 "local",
		"[y for y in [n]][0]":              "local",
	} {
		x, err := CompileInline(source.NewFile("x", code), "d")
		if err != nil {
			t.Fatal(err)
		}
		v, err := th.EvalInline(x, Str("data"), NamespaceOf(names))
		if err != nil || v != Value(Str(want)) {
			t.Errorf("%s: %v %v", code, v, err)
		}
	}
	x, err := CompileInline(source.NewFile("x", "(lambda: n)()"), "d")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := th.EvalInline(x, Str("data"), NamespaceOf(names)); !IsException(err, NameError) {
		t.Errorf("a local name in a lambda: %v", err)
	}
}
