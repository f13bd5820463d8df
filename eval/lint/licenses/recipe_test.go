package licenses

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

// metadata are the variables and flags of a recipe: what is judged, and what OE-Core's code is asked about.
type metadata struct {
	Vars  map[string]string            `json:"vars"`
	Flags map[string]map[string]string `json:"flags"`
}

var assignment = regexp.MustCompile(`(?m)^\s*([\w:.+-]+)(?:\[(.*?)\])? = (.*)$`)

// newMetadata reads lines "NAME = value" and "NAME[flag] = value".
func newMetadata(text string) metadata {
	m := metadata{map[string]string{"PN": "a", "PF": "a-1", "P": "a-1", "PACKAGES": "", "S": "/build/a", "COREBASE": "/core",
		"COMMON_LICENSE_DIR": "/core/licenses"}, map[string]map[string]string{}}
	for _, x := range assignment.FindAllStringSubmatch(text, -1) {
		if x[2] == "" {
			m.Vars[x[1]] = x[3]
			continue
		}
		if m.Flags[x[1]] == nil {
			m.Flags[x[1]] = map[string]string{}
		}
		m.Flags[x[1]][x[2]] = x[3]
	}
	return m
}

// recipe returns what is judged.
func (m metadata) recipe() *Recipe {
	r := &Recipe{PN: m.Vars["PN"], License: m.Vars["LICENSE"], Checksums: m.Vars["LIC_FILES_CHKSUM"], HasSources: m.Vars["SRC_URI"] != "",
		SourceDir: m.Vars["S"], CoreBase: m.Vars["COREBASE"], CommonDir: m.Vars["COMMON_LICENSE_DIR"],
		Path: strings.Fields(m.Vars["LICENSE_PATH"]), NoGeneric: m.Flags["NO_GENERIC_LICENSE"], Aliases: m.Flags["SPDXLICENSEMAP"],
		Decode: decode}
	for _, name := range strings.Fields(m.Vars["PACKAGES"]) {
		r.Packages = append(r.Packages, Package{name, m.Vars["LICENSE:"+name]})
	}
	return r
}

func decode(url string) (URL, error) {
	d, err := fetch.Release{Major: 2, Minor: 19}.Decode(url)
	u := URL{Type: d.Type, Path: d.Path, Params: map[string]string{}}
	for _, p := range d.Params {
		u.Params[p.Key] = p.Value
	}
	return u, err
}

func (m metadata) policy() Policy {
	return Policy{m.Vars["INCOMPATIBLE_LICENSE"], m.Vars["INCOMPATIBLE_LICENSE_EXCEPTIONS"], m.Vars["TARGET_ARCH"], m.Vars["SDK_SYS"],
		m.Vars["TRANSLATED_TARGET_ARCH"]}
}

// texts are the files of the tests.
func texts() *fsys.View {
	return fsys.NewView(fsys.NewDisk().Overlay(map[string]string{
		"/core/licenses/MIT": "mit\n", "/core/licenses/GPL-2.0-only": "gpl 2\n", "/core/licenses/GPL-3.0-only": "gpl 3\n",
		"/core/licenses/BSD-3-Clause": "bsd\n", "/core/licenses/GPL-2.0": "gpl 2\n", "/layer/licenses/Own": "own\n",
		"/layer/licenses/LicenseRef-Prefixed": "x\n", "/core/licenses/GCC-exception-2.0": "y\n",
		"/core/LICENSE": "core\n",
	}), "/")
}

// show returns problems in lines: kind, variable, the place's text, the message.
func show(m metadata, problems []Problem) []string {
	var out []string
	for _, p := range problems {
		value := m.Vars[p.Variable]
		out = append(out, string(p.Kind)+" "+p.Variable+" `"+value[p.Span.Start:p.Span.End]+"`: "+p.Message)
		if p.Detail != "" {
			out = append(out, "  "+strings.ReplaceAll(strings.TrimSuffix(p.Detail, "\n"), "\n", "\n  "))
		}
		for _, f := range p.Fixes {
			line := "  fix: " + f.Title + ": " + license.Apply(value, f.Edits)
			if f.Also != "" {
				line += " (" + f.Also + ")"
			}
			out = append(out, line)
		}
	}
	return out
}

// expect compares lines with those of a text, whose indentation does not count.
func expect(t *testing.T, name string, got []string, want string) {
	t.Helper()
	var lines []string
	for l := range strings.Lines(strings.TrimSpace(want)) {
		lines = append(lines, strings.TrimSpace(l))
	}
	got = strings.Split(strings.Join(got, "\n"), "\n")
	for i := range got {
		got[i] = strings.TrimSpace(got[i])
	}
	if len(lines) == 0 {
		lines = []string{""}
	}
	if !slices.Equal(got, lines) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(lines, "\n"))
	}
}
