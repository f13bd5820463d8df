package eval_test

import (
	"context"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/testscripts/reference"
)

// signed is a layer whose recipes have what makes base hashes differ.
var signed = map[string]string{
	"layer/lib/mine/__init__.py": "BBIMPORTS = ['tools']\n",
	"layer/lib/mine/tools.py": `import bb.parse
import os

# A comment in front belongs to nobody.
def plain(d):
    """Reads a variable."""
    return d.getVar("READ") + helper()

def helper():
    return os.sep
    # a comment behind, indented: it belongs to the function

# one that does not
class Thing:
    def method(self, d):
        return d.getVar("IN_A_METHOD")

alias = plain
`,
	"layer/classes/signed.bbclass": `SHARED = "shared ${OTHER}"
export EXPORTED = "e"
UNEXPORTED[unexport] = "1"
python do_first() {
    for name in d.getVar("LIST").split():
        bb.utils.contains("FEATURES", "one", name, "", d)
        bb.utils.contains_any("FEATURES", ["a"], 1, 2, d)
    bb.utils.filter("FEATURES", "two one", d)
    d.getVarFlag("SHARED", "note")
    d.appendVar("MORE", "x")
    d.expand("${EXPANDED} ${@d.getVar('INSIDE')}")
    bb.build.exec_func("do_other", d)
    mine.tools.plain(d)
    run_it(d)
}
addtask first before do_build
def run_it(d):
    return d.getVar("RUN" + "TIME") or d.getVar("PN")
do_other() {
    called && "$(in_quotes)" | while read x; do looped; done
    case $x in a) cased ;; esac
    echo ${@bb.utils.contains('FEATURES', 'two', '${SHARED}', 'no', d)}
    FOO=bar assigned
}
addtask other after do_first
called() {
    :
}
in_quotes() {
    :
}
looped() {
    echo ${LATE}
}
cased() {
    :
}
assigned() {
    :
}
OTHER = "o"
LATE ??= "late"
FEATURES = "one three"
EXPANDED = "x"
INSIDE = "i"
LIST = "a b"
MORE = "m"
READ = "r"
IN_A_METHOD = "im"
`,
	"layer/recipes/s_1.0.bb": `inherit signed
BBCLASSEXTEND = "native"
FEATURES:append = " two"
FEATURES:append:class-native = " four"
LIST:remove = "b nothing"
LIST += "b ${OTHER}"
SHARED[note] = "counts"
SHARED[doc] = "does not"
LATE = "${@'later'} ${UNSET}"
VALUED = "a|b"
VALUED[vardepvalue] = "${OTHER}!"
CUT = "keep-drop-keep"
CUT[vardepvalueexclude] = "-drop|nothing"
do_third() {
    echo ${VALUED} ${CUT} ${EXCLUDED} ${IGNORED} ${NEVER_SET:s-doc}
}
do_third[vardeps] += "ADDED NEVER_SET:s-doc NEVER_SET:s-dev NEVER_SET[flag]"
do_third[vardepsexclude] = "EXCLUDED"
do_third[prefuncs] = "looped"
addtask third after do_other
do_third:append() {
    appended
}
ADDED = "added ${@max(1, 2)}"
EXCLUDED = "no"
IGNORED = "no"
NUMBER = "1"
python () {
    d.setVar("NUMBER", 3)
    d.setVarFlag("do_third", "number", 4)
    d.appendVarFlag("do_third", "vardeps", " NUMBER")
}
`,
}

// signedFiles returns the build directory and layer in a directory.
func signedFiles(dir string) (build string, files map[string]string) {
	x := example{kind: "recipe"}
	build, files = x.recipeFiles(dir)
	delete(files, dir+"/layer/recipes/x_1.0.bb")
	for name, text := range signed {
		files[dir+"/"+name] = text
	}
	return build, files
}

// withLibrary makes a layer's modules known, in the way of a release.
func withLibrary(files map[string]string, dir, folder string) {
	if folder != "bitbake-2.0" {
		files[dir+"/layer/conf/layer.conf"] += "addpylib ${LAYERDIR}/lib mine\n"
	}
}

const hashRecording = "testdata/basehash.json"

// TestBaseHashes compares base hashes with what four BitBakes made of them.
func TestBaseHashes(t *testing.T) {
	data, err := os.ReadFile(hashRecording)
	if err != nil {
		t.Fatal(err)
	}
	var recorded map[string]map[string]map[string]string
	if err := json.Unmarshal(data, &recorded); err != nil {
		t.Fatal(err)
	}
	for _, r := range reference.Releases {
		folder, release := r.Folder, r.Version
		build, files := signedFiles(specDir)
		withLibrary(files, specDir, folder)
		w, err := eval.Open(context.Background(), eval.Options{
			Dir: build, Disk: fsys.NewDisk().Overlay(files), Library: stdlib.New(), Environ: specEnviron, Release: release,
		})
		if err != nil || w.Failed() {
			t.Fatal(err, w.Diags)
		}
		want, seen := recorded[folder], 0
		err = w.Recipes(context.Background(), eval.RecipeOptions{Signatures: true}, func(r *eval.Recipe) error {
			if r.Failed {
				t.Errorf("%s: %v", release, r.Diags)
				return nil
			}
			r.Do(func() {
				for _, v := range r.Variants {
					name := eval.VirtualFn(path.Base(r.Path), v.Name, "")
					for task, hash := range v.Signatures().BaseHash {
						seen++
						if hash != want[name][task] {
							t.Errorf("%s: %s:%s is %s, BitBake has %s", release, name, task, hash, want[name][task])
						}
					}
				}
			})
			return nil
		})
		if err != nil || seen < 8 {
			t.Errorf("%s: %d hashes, %v", release, seen, err)
		}
	}
}

// TestBaseHashesReplay asks real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of them. With UPDATE=1 it records.
func TestBaseHashesReplay(t *testing.T) {
	reference.Need(t)
	script, err := filepath.Abs("testdata/hashes.py")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]map[string]string{}
	for _, r := range reference.Releases {
		dir := t.TempDir()
		build, files := signedFiles(dir)
		withLibrary(files, dir, r.Folder)
		reference.Plant(t, files)
		var answer map[string]map[string]string
		reference.Program{
			Args: []string{script, r.Dir(), dir + "/layer/recipes/s_1.0.bb"}, Dir: build, Env: replayEnviron(build),
		}.Answer(t, &answer)
		got[r.Folder] = answer
	}
	text, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(hashRecording, append(text, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	recorded, err := os.ReadFile(hashRecording)
	if err != nil || strings.TrimSpace(string(recorded)) != string(text) {
		t.Errorf("BitBake's hashes are not those that are recorded (%v):\n%s", err, text)
	}
}
