package bb_test

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

// namedModules are the modules whose names are compared with BitBake's.
const namedModules = `bb bb.utils bb.data bb.data_smart bb.event bb.build bb.parse bb.parse.parse_py bb.parse.parse_py.BBHandler
	bb.parse.parse_py.ConfHandler bb.process bb.msg bb.progress bb.persist_data bb.codeparser bb.methodpool bb.namedtuple_with_abc
	bb.checksum bb.providers bb.filter bb.exceptions bb.COW bb.tinfoil bb.pysh bb.fetch2 bb.fetch2.az bb.fetch2.bzr
	bb.fetch2.clearcase bb.fetch2.crate bb.fetch2.cvs bb.fetch2.gcp bb.fetch2.git bb.fetch2.gitannex bb.fetch2.gitsm bb.fetch2.gomod
	bb.fetch2.hg bb.fetch2.local bb.fetch2.npm bb.fetch2.npmsw bb.fetch2.osc bb.fetch2.perforce bb.fetch2.repo bb.fetch2.s3
	bb.fetch2.sftp bb.fetch2.ssh bb.fetch2.svn bb.fetch2.wget`

// leftOut are the names that are missing on purpose: the inner parts of BitBake, which no metadata uses. A module alone is
// missing as a whole.
const leftOut = `
bb MultiprocessingContext TaskData deprecate_import deprecated
bb.utils cdll multiprocessing sigmask valid_signals
bb.data_smart DataContext IncludeHistory bitbake_renamed_vars infer_caller_details
bb.codeparser codecache codeparsercache node_str_value
bb.methodpool compilecache
bb.build builtins logformatter
bb.event builtins
bb.data path
bb.filter CACHE
bb.fetch2 ensure_symlink
bb.parse.parse_py absolute_import
bb.providers regexp_cache
bb.namedtuple_with_abc
bb.exceptions
bb.COW
bb.pysh
bb.fetch2.crate cmp_to_key
bb.fetch2.git GitProgressHandler
bb.fetch2.perforce PerforceProgressHandler
bb.fetch2.s3 S3ProgressHandler convertToBytes
bb.fetch2.wget WgetProgressHandler
`

const namesRecording = "testdata/names.json"

// realNames returns the names of the releases, by BitBake folder: of real ones where KNEAD_BITBAKE has them, else recorded
// ones.
func realNames(t *testing.T) map[string]map[string][]string {
	t.Helper()
	recorded := map[string]map[string][]string{}
	if data, err := os.ReadFile(namesRecording); err == nil {
		if err := json.Unmarshal(data, &recorded); err != nil {
			t.Fatal(err)
		}
	}
	if reference.Dir() == "" {
		return recorded
	}
	got := map[string]map[string][]string{}
	for _, r := range reference.Releases {
		var names map[string][]string
		args := append([]string{"testdata/names.py", r.Dir()}, strings.Fields(namedModules)...)
		reference.Program{Args: args}.Answer(t, &names)
		got[r.Folder] = names
	}
	if os.Getenv("UPDATE") == "1" {
		data, err := json.MarshalIndent(got, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(namesRecording, append(data, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !reflect.DeepEqual(got, recorded) {
		t.Errorf("%s is not what BitBake has any more; UPDATE=1 renews it", namesRecording)
	}
	return got
}

// missingNames prints the names that are missing.
const missingNames = `
import importlib, json
missing = {}
for module, names in json.loads(NAMES).items():
    try:
        m = importlib.import_module(module)
    except ImportError:
        missing[module] = None
        continue
    gone = [name for name in names if not hasattr(m, name)]
    if gone:
        missing[module] = gone
print(json.dumps(missing))
`

// TestNames compares the names of modules with BitBake's: those that are missing are missing on purpose.
func TestNames(t *testing.T) {
	allowed := map[string][]string{}
	unused := map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(leftOut)) {
		words := strings.Fields(line)
		allowed[words[0]] = words[1:]
		unused[words[0]] = len(words) == 1
		for _, name := range words[1:] {
			unused[words[0]+" "+name] = true
		}
	}
	real := realNames(t)
	for _, r := range reference.Releases {
		p := newProgram(t, r.Version)
		var missing map[string][]string
		if err := json.Unmarshal([]byte(p.run("NAMES = "+quote(reference.Show(real[r.Folder]))+missingNames)), &missing); err != nil {
			t.Fatal(err)
		}
		for _, module := range slices.Sorted(maps.Keys(missing)) {
			list, ok := allowed[module]
			delete(unused, module)
			if missing[module] == nil && (!ok || len(list) > 0) {
				t.Errorf("%s: there is no module %s", r.Folder, module)
			}
			for _, name := range missing[module] {
				delete(unused, module+" "+name)
				if !slices.Contains(list, name) {
					t.Errorf("%s: %s has no %s", r.Folder, module, name)
				}
			}
		}
	}
	for name, whole := range unused {
		if whole {
			t.Errorf("%s is said to be missing, and is there", name)
		}
	}
}
