package licenses

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/license"
)

type expressionCase struct {
	Kind       string                     `json:"kind"`
	Text       string                     `json:"text"`
	Include    []string                   `json:"include"`
	Exclude    []string                   `json:"exclude"`
	Disallowed []string                   `json:"disallowed"`
	Allowed    []string                   `json:"allowed"`
	Flags      map[string]license.Aliases `json:"flags"`
}

type expressionAnswer struct {
	Error    string   `json:"error"`
	Names    []string `json:"names"`
	Included []any    `json:"included"`
	Unwanted []string `json:"unwanted"`
	Text     string   `json:"text"`
	Refused  []string `json:"refused"`
}

// TestReplayExpressions compares what expressions mean with what OE-Core's own code says: all of the release's files, thousands
// by chance, and those that a real BitBake evaluated where KNEAD_DUMPS has dumps of it.
func TestReplayExpressions(t *testing.T) {
	eachRelease(t, func(t *testing.T, o *oe, dump string) {
		aliases := o.aliases()
		texts := o.texts()
		written := len(texts)
		if dir := os.Getenv("KNEAD_DUMPS"); dir != "" {
			variants(t, filepath.Join(dir, dump+".jsonl.zst"), func(m metadata) {
				for name, value := range m.Vars {
					if name == "LICENSE" || strings.HasPrefix(name, "LICENSE:") {
						texts = append(texts, value)
					}
				}
			})
			slices.Sort(texts)
			texts = slices.Compact(texts)
		}
		real := len(texts)
		texts = append(texts, byChance(3000, aliases)...)
		r := rand.New(rand.NewPCG(1, 2))
		patterns := []string{"*", "GPL*", "*GPL-3.0*", "MIT", "BSD-3-Clause", "Foo", "LicenseRef-*", "GPL-2.0-only", "GCC-exception-2.0", "Apache-2.0"}
		some := func() []string {
			return slices.DeleteFunc(slices.Clone(patterns), func(string) bool { return r.IntN(3) > 0 })
		}
		same, wrong, broken := 0, 0, 0
		for _, text := range texts {
			c := expressionCase{"expression", text, some(), some(), some(), some(), map[string]license.Aliases{"SPDXLICENSEMAP": aliases}}
			var want expressionAnswer
			o.ask(c, &want)
			got := o.expression(c)
			if strings.Contains(want.Error, "AttributeError: 'WithOp'") { // an alias with an exception, and one more behind it
				broken++
				continue
			}
			if (got.Error == "") != (want.Error == "") {
				t.Errorf("%q: error %q, OE-Core's %q", text, got.Error, want.Error)
				continue
			}
			if want.Error != "" {
				wrong++
				continue
			}
			if got.Error = want.Error; !reflect.DeepEqual(got, want) {
				t.Errorf("%+v\n got %+v\nwant %+v", c, got, want)
				continue
			}
			same++
		}
		t.Logf("%d values of LICENSE in the files, %d with those of dumps, %d by chance: %d mean the same, %d are refused by both, OE-Core's code breaks on %d",
			written, real, len(texts)-real, same, wrong, broken)
	})
}

// expression answers as judge.py does.
func (o *oe) expression(c expressionCase) (out expressionAnswer) {
	r := &Recipe{License: c.Text, Aliases: c.Flags["SPDXLICENSEMAP"]}
	var e license.Expr
	var err error
	if o.core.Dialect == license.Old {
		e, err = license.Parse(c.Text, license.Old, nil)
	} else if c.Text != "" && c.Text != license.Closed {
		if e, err = license.Parse(c.Text, license.Mixed, o.core.List); err == nil {
			e, _, err = license.Resolve(e, r.Aliases, o.core.List)
		}
	}
	if err != nil {
		return expressionAnswer{Error: err.Error()}
	}
	match := func(patterns []string) func(string) bool {
		return func(name string) bool {
			return slices.ContainsFunc(patterns, func(p string) bool { return fsys.Match(p, name) })
		}
	}
	out.Names = []string{}
	for id := range license.IDs(e) {
		out.Names = append(out.Names, id.Name)
	}
	slices.Sort(out.Names)
	out.Names = slices.Compact(out.Names)
	if len(c.Include) == 0 {
		c.Include = []string{"*"} // as OE-Core's code has it
	}
	ok, names := license.Included(e, match(c.Include), match(c.Exclude))
	list := []any{}
	for _, n := range names {
		list = append(list, n)
	}
	out.Included = []any{ok, list}
	out.Unwanted = append([]string{}, o.core.unwanted(r, c.Text, c.Disallowed)...)
	if o.core.Dialect != license.Old {
		out.Text = license.String(e)
		out.Refused = []string{}
		for _, x := range license.Refused(e, o.core.List, c.Disallowed, c.Allowed) {
			out.Refused = append(out.Refused, license.String(x))
		}
	}
	return out
}
