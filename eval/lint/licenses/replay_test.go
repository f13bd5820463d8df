package licenses

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/license"
)

// releases are the checkouts in KNEAD_OECORE, with the BitBake in KNEAD_BITBAKE and the dump in KNEAD_DUMPS that go with each.
var releases = []struct{ core, bitbake, dump string }{
	{"oe-core", "bitbake", "master"}, {"oe-wrynose", "bitbake-2.18", "wrynose"},
	{"oe-scarthgap", "bitbake-2.8", "scarthgap"}, {"oe-kirkstone", "bitbake-2.0", "kirkstone"},
}

// oe is a release's own code, which is asked about licences.
type oe struct {
	t    *testing.T
	core *Core
	view *fsys.View
	meta string
	in   io.Writer
	out  *bufio.Reader
}

// eachRelease runs a test with each release's own code.
func eachRelease(t *testing.T, test func(t *testing.T, o *oe, dump string)) {
	cores, bitbakes := os.Getenv("KNEAD_OECORE"), os.Getenv("KNEAD_BITBAKE")
	if cores == "" || bitbakes == "" {
		t.Skip("KNEAD_OECORE and KNEAD_BITBAKE name no folders with checkouts of OE-Core (oe-core, oe-wrynose, ...) and BitBake (bitbake, bitbake-2.18, ...)")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to run OE-Core's code with")
	}
	for _, r := range releases {
		t.Run(r.core, func(t *testing.T) {
			meta := filepath.Join(cores, r.core, "meta")
			view := fsys.NewView(fsys.NewDisk(), "/")
			core, err := LoadCore(view, meta)
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), python, "-B", "testdata/judge.py", filepath.Join(bitbakes, r.bitbake), meta)
			cmd.Stderr = os.Stderr
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			test(t, &oe{t, core, view, meta, in, bufio.NewReader(out)}, r.dump)
			if err := in.Close(); err != nil {
				t.Error(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}

// ask asks about a case.
func (o *oe) ask(question, answer any) {
	o.t.Helper()
	line, err := json.Marshal(question)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		o.t.Fatal(err)
	}
	if line, err = o.out.ReadBytes('\n'); err != nil {
		o.t.Fatalf("%s: %v", line, err)
	}
	if err := json.Unmarshal(line, answer); err != nil {
		o.t.Fatalf("%s: %v", line, err)
	}
}

var flagLine = regexp.MustCompile(`(?m)^SPDXLICENSEMAP\[(.*?)\] = "(.*)"`)

// aliases are those of the release.
func (o *oe) aliases() license.Aliases {
	text, err := o.view.ReadFile(o.meta + "/conf/licenses.conf")
	if err != nil {
		o.t.Fatal(err)
	}
	out := license.Aliases{}
	for _, m := range flagLine.FindAllStringSubmatch(text, -1) {
		out[m[1]] = m[2]
	}
	return out
}

var licenseLine = regexp.MustCompile(`(?m)^LICENSE\S*\s*(?:\?\??|\.|\+|:)?=\s*"([^"$]*)"`)

// texts are the values of LICENSE as the release's files have them, but for those with references.
func (o *oe) texts() []string {
	all := map[string]bool{}
	err := filepath.WalkDir(o.meta, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".bb", ".inc", ".bbclass", ".conf"}, filepath.Ext(p)) {
			return err
		}
		text, err := o.view.ReadFile(p)
		for _, m := range licenseLine.FindAllStringSubmatch(text, -1) {
			all[strings.ReplaceAll(m[1], "\\\n", "")] = true
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(all))
}

// byChance makes expressions, half of them wrong.
func byChance(n int, aliases license.Aliases) []string {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	names := append(slices.Sorted(maps.Keys(aliases)), "MIT", "mit", "BSD-3-Clause", "GPL-2.0-only", "GPL-3.0-or-later", "LGPL-2.1", "Apache-2.0",
		"Foo", "Foo_1", "foo/bar", "LicenseRef-Foo", "LicenseRef-a_b", "DocumentRef-x:LicenseRef-y", "CLOSED", "Unknown", "GPL-2.0+",
		"Classpath-exception-2.0", "eCos-2.0", "PD", "INVALID")
	join := []string{" & ", " | ", " AND ", " OR ", "&", "|", " WITH GCC-exception-2.0 AND ", " & (", ") | "}
	noise := []string{"", "", "", "", "", "", " ", "(", ")", "&", "|", "AND", " OR", "WITH", "NOT ", "+", "()", "\t", "é", "and "}
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var out []string
	for i := range n {
		text := pick(names)
		for range r.IntN(5) {
			if i%2 == 0 {
				text += pick(join) + pick(names)
			} else {
				text += pick(noise) + pick(join) + pick(noise) + pick(names) + pick(noise)
			}
		}
		if missing := strings.Count(text, "(") - strings.Count(text, ")"); missing > 0 && r.IntN(4) > 0 {
			text += strings.Repeat(")", missing)
		} else if missing < 0 && r.IntN(4) > 0 {
			text = strings.Repeat("(", -missing) + text
		}
		out = append(out, text)
	}
	return out
}

// variant is what is taken from a dump of what a real BitBake evaluated.
type variant struct {
	File  string                    `json:"virtualfn"` // "" of the base configuration
	Vars  map[string]any            `json:"vars"`
	Flags map[string]map[string]any `json:"flags"`
}

// variants reads a dump.
func variants(t *testing.T, file string, visit func(metadata)) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	for d := json.NewDecoder(plain); ; {
		var v variant
		if err := d.Decode(&v); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if v.File == "" || v.Vars["LICENSE"] == nil { // skipped recipes have no variables
			continue
		}
		m := metadata{map[string]string{"PACKAGES": ""}, map[string]map[string]string{}}
		for name, value := range v.Vars {
			if text, ok := value.(string); ok && wanted.MatchString(name) {
				m.Vars[name] = text
			}
		}
		for _, name := range []string{"NO_GENERIC_LICENSE", "SPDXLICENSEMAP"} {
			m.Flags[name] = map[string]string{}
			for flag, value := range v.Flags[name] {
				if flag != "doc" {
					m.Flags[name][flag] = strings.ReplaceAll(fmt.Sprint(value), "${PV}", m.Vars["PV"])
				}
			}
		}
		visit(m)
	}
}

var wanted = regexp.MustCompile(`^(PN|PF|P|PV|PACKAGES|S|COREBASE|COMMON_LICENSE_DIR|LIC.*|INCOMPATIBLE_LICENSE.*|TARGET_ARCH|SDK_SYS|TRANSLATED_TARGET_ARCH|SRC_URI)$`)
