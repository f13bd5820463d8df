package licenses

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/license"
)

type recipeCase struct {
	Kind string `json:"kind"`
	metadata
}

type recipeAnswer struct {
	Error      string      `json:"error"`
	Complaints [][2]string `json:"complaints"`
	Skips      *struct {
		Packages map[string][]string `json:"packages"`
		Recipe   []string            `json:"recipe"`
	} `json:"skips"`
	Flags []string `json:"flags"`
}

// complaint takes OE-Core's messages apart: which variable and which names each is about.
var complaint = []struct {
	kind    Kind
	pattern *regexp.Regexp // its groups "variable" and "names"
}{
	{Format, regexp.MustCompile(`reference to license\(s\) (?P<names>.*) for which`)},
	{Format, regexp.MustCompile(`: (?P<variable>LICENSE\S*) value`)},
	{Syntax, regexp.MustCompile(`Failed to parse`)},
	{Exists, regexp.MustCompile(`exists for: (?P<names>\S*) in`)},
	{NoGeneric, regexp.MustCompile(`: (?P<names>\S+) is a generic license`)},
	{Obsolete, regexp.MustCompile(`^(?P<variable>LICENSE\S*) includes obsolete licenses (?P<names>.*)`)},
	{Unlisted, regexp.MustCompile(`^(?P<variable>LICENSE\S*) includes licenses \((?P<names>.*)\)`)},
	{OldSyntax, regexp.MustCompile(`: (?P<variable>LICENSE\S*) is using an old syntax`)},
	{Closed, regexp.MustCompile(`: (?P<variable>LICENSE\S*) is using "CLOSED"`)},
	{NoGeneric, regexp.MustCompile(`^Calling getVarFlag with flag unset`)}, // what is left of the name "+"
	{Deprecated, regexp.MustCompile(`: (?P<variable>LICENSE\S*) contains deprecated licenses (?P<names>.*)`)},
}

// said returns OE-Core's complaints as lines "KIND VARIABLE NAME". ended says that its code gave up on the way, broken that it did
// so without a reason: sorting some expressions for a message raises a TypeError in master, the name Unknown an AttributeError.
func said(t *testing.T, complaints [][2]string) (lines map[string]bool, ended, broken bool) {
	lines = map[string]bool{}
	for _, c := range complaints {
		if c[0] == "ended" {
			ended = true
			broken = broken || c[1] == "TypeError" || c[1] == "AttributeError"
			continue
		}
		found := false
		for _, k := range complaint {
			m := k.pattern.FindStringSubmatch(c[1])
			if m == nil || c[0] != string(k.kind) && c[0] != "warning" {
				continue
			}
			found = true
			if k.pattern.NumSubexp() == 0 && c[0] == "warning" {
				break
			}
			variable, names := "", []string{""}
			for i, group := range k.pattern.SubexpNames() {
				switch group {
				case "variable":
					variable = m[i]
				case "names":
					names = strings.Split(strings.ReplaceAll(m[i], ",", ""), " ")
				}
			}
			for _, n := range names {
				lines[line(k.kind, variable, n)] = true
			}
			break
		}
		if !found && c[0] != string(Syntax) { // of SPDX's syntax it complains twice
			t.Errorf("a complaint that is not known: %q", c)
		}
	}
	return lines, ended, broken
}

// line leaves out what OE-Core's message does not say.
func line(kind Kind, variable, name string) string {
	if kind == Exists || kind == NoGeneric || kind == Syntax || kind == Format && name != "" {
		variable = ""
	}
	return strings.TrimSpace(string(kind) + " " + variable + " " + name)
}

// compare compares our problems with OE-Core's complaints. What differs, and is meant to:
//   - a reference without a text is one problem; OE-Core complains twice;
//   - older releases look at LICENSE:PACKAGE late, give up where it is wrong, and do not complain of names without operators;
//   - they complain of a package's obsolete licences only where all of them are in LICENSE.
func (o *oe) compare(m metadata, problems []Problem, complaints [][2]string) (same, broken bool) {
	o.t.Helper()
	want, ended, broken := said(o.t, complaints)
	if broken {
		return false, true
	}
	got := map[string]bool{}
	unlisted, wrong := map[string]bool{}, false
	for _, p := range problems {
		if p.Kind == Unlisted {
			unlisted[p.Variable] = true
		}
	}
	for _, p := range problems {
		if (p.Kind == Format || p.Kind == Syntax) && p.Name == "" {
			wrong = true
			if o.core.Dialect == license.Old && p.Variable != "LICENSE" {
				continue
			}
		}
		if p.Kind == Obsolete && unlisted[p.Variable] && !want[line(p.Kind, p.Variable, p.Name)] {
			continue
		}
		name := p.Name
		if o.core.Dialect == license.Old && p.Kind == Exists {
			name = oldTextName(name)
		}
		got[line(p.Kind, p.Variable, name)] = true
		if p.Kind == Format && p.Name != "" {
			delete(want, line(Exists, "", p.Name))
		}
	}
	if ended && !wrong || !maps.Equal(got, want) {
		o.t.Errorf("%v\n got %q\nwant %q, ended %v", m.Vars, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)), ended)
		return false, false
	}
	return true, false
}

// TestReplayRecipes compares the judgement of recipes with what OE-Core's checks complain of, and what its code skips: those of
// the tables, ones by chance, and those that a real BitBake evaluated where KNEAD_DUMPS has dumps of it.
func TestReplayRecipes(t *testing.T) {
	eachRelease(t, func(t *testing.T, o *oe, dump string) {
		aliases := o.aliases()
		broken := 0
		check := func(m metadata) bool {
			r := m.recipe()
			var want recipeAnswer
			o.ask(recipeCase{"recipe", m}, &want)
			if want.Error != "" {
				t.Errorf("%v: %s", m.Vars, want.Error)
				return false
			}
			problems := o.core.CheckLicense(o.view, r)
			same, breaks := o.compare(m, problems, want.Complaints)
			if breaks {
				broken++
				return false
			}
			skips, policy := o.core.Skips(r, m.policy())
			if want.Skips == nil {
				if len(policy) == 0 && !slices.ContainsFunc(problems, func(p Problem) bool { return p.Kind == Format || p.Kind == Syntax }) {
					t.Errorf("%v: OE-Core does not get through the licences that are not wanted", m.Vars)
					same = false
				}
			} else if len(policy) > 0 || !maps.EqualFunc(skips.Packages, want.Skips.Packages, slices.Equal[[]string]) ||
				!slices.Equal(skips.Recipe, want.Skips.Recipe) {
				t.Errorf("%v\n got %v %v\nwant %v", m.Vars, skips, policy, *want.Skips)
				same = false
			}
			if got := RefusedFlags(r.PN, m.Vars["LICENSE_FLAGS"], m.Vars["LICENSE_FLAGS_ACCEPTED"]); !slices.Equal(got, want.Flags) {
				t.Errorf("%v: flags %v, want %v", m.Vars, got, want.Flags)
				same = false
			}
			return same
		}
		count := func(what string, list []metadata) {
			same := 0
			broken = 0
			for _, m := range list {
				if check(m) {
					same++
				}
			}
			t.Logf("%d of %d recipes %s are judged alike; OE-Core's code breaks on %d", same, len(list), what, broken)
		}
		count("by chance", o.recipesByChance(1000, aliases))
		if dir := os.Getenv("KNEAD_DUMPS"); dir != "" {
			var list []metadata
			variants(t, filepath.Join(dir, dump+".jsonl.zst"), func(m metadata) { list = append(list, m) })
			count("of the dump", list)
		}
	})
}

// recipesByChance makes recipes whose texts are the release's own.
func (o *oe) recipesByChance(n int, aliases license.Aliases) (out []metadata) {
	dir := o.t.TempDir()
	for _, name := range []string{"Foo", "LicenseRef-Foo_1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			o.t.Fatal(err)
		}
	}
	texts := byChance(4*n, aliases)
	words := strings.Fields("MIT GPL-2.0-only GPL-3.0* LGPL-3.0* GPL-2.0* GPLv2 vim a:MIT b:MIT a:GPLv2 BSD-3-Clause Foo LicenseRef-Foo GCC-exception-2.0 Apache-2.0")
	for i := range n {
		m := newMetadata("PACKAGES = a b")
		m.Vars["COMMON_LICENSE_DIR"] = o.meta + "/files/common-licenses"
		m.Vars["LICENSE_PATH"] = dir
		m.Flags["SPDXLICENSEMAP"] = aliases
		m.Flags["NO_GENERIC_LICENSE"] = map[string]string{"Foo": "COPYING", "Foo-1": "other", "MIT": "COPYING", "PD": "COPYING"}
		m.Vars["LIC_FILES_CHKSUM"] = "file://COPYING;md5=0"
		if m.Vars["LICENSE"] = texts[i]; texts[i] == unset { // which ends parsing before these checks
			m.Vars["LICENSE"] = "MIT"
		}
		if i%3 > 0 {
			m.Vars["LICENSE:a"] = texts[n+i]
		}
		if i%3 > 1 {
			m.Vars["LICENSE:b"] = texts[2*n+i]
		}
		for k, name := range []string{"INCOMPATIBLE_LICENSE", "INCOMPATIBLE_LICENSE_EXCEPTIONS"} {
			at := (i * (3 + k)) % len(words)
			m.Vars[name] = strings.Join(words[at:min(at+(i/7)%4, len(words))], " ")
		}
		m.Vars["PN"] = []string{"a", "a-native", "nativesdk-a", "a-cross-arm", "gcc-source-1"}[max(0, i%12-7)]
		m.Vars["TARGET_ARCH"] = "arm"
		m.Vars["LICENSE_FLAGS"] = []string{"", "commercial", "commercial_x other", "a_b"}[i%4]
		m.Vars["LICENSE_FLAGS_ACCEPTED"] = []string{"", "commercial", "commercial_a", "commercial_x_a other", "a"}[i%5]
		out = append(out, m)
	}
	return out
}
