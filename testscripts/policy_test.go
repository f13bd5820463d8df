package testscripts

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/knead-build/knead/"

// policy says who may import whom, by folder and all below it, the first match counting: of our own packages those in may,
// and of others anything but what is in not. It is DESIGN's "Layout and who may import whom".
var policy = []struct {
	dir string
	may []string // our packages
	not []string // others' packages
}{
	{"lang/source", nil, []string{"os"}},
	{"lang/diag", []string{"lang/source"}, []string{"os"}},
	{"lang/format", []string{"lang/source", "lang/diag", "lang/bitbake"}, []string{"os"}},
	{"lang", []string{"lang/source", "lang/diag"}, []string{"os"}},
	{"eval/fsys", nil, nil},
	{"eval/machine", []string{"lang", "eval/datastore", "eval/fsys", "eval/host", "eval/pyvm"}, nil},
	{"eval/datastore", []string{"lang"}, []string{"os"}},
	{"eval/pyvm", []string{"lang"}, []string{"os"}},
	{"eval/host", []string{"lang", "eval/datastore", "eval/fsys", "eval/pyvm"}, []string{"os"}},
	{"eval/codeparser", []string{"lang", "eval/datastore"}, []string{"os"}},
	{"eval/interp", []string{"lang", "eval/codeparser", "eval/datastore", "eval/fsys", "eval/host", "eval/machine", "eval/pyvm", "eval/sig"}, []string{"os"}},
	{"eval/sig", []string{"lang", "eval/codeparser", "eval/datastore"}, []string{"os"}},
	{"eval/config", []string{"lang", "eval/datastore", "eval/fsys", "eval/host", "eval/interp", "eval/pyvm"}, []string{"os"}},
	{"eval/hashserv", nil, []string{"os"}},
	{"eval/sigdata", nil, []string{"os"}},
	{"eval/graph", nil, []string{"os"}},
	{"eval/resolve", []string{"lang", "eval/graph"}, []string{"os"}},
	{"eval/query", []string{"lang/diag", "eval/graph", "eval/resolve"}, []string{"os"}},
	{"eval/lint", []string{"lang", "eval"}, []string{"os"}},
	{"eval", []string{"lang", "eval/config", "eval/datastore", "eval/fsys", "eval/host", "eval/interp", "eval/machine", "eval/pyvm"}, []string{"os"}},
	{"stdlib", []string{"lang", "eval/datastore", "eval/fsys", "eval/host", "eval/pyvm", "stdlib"}, []string{"os", "os/exec", "net", "net/http"}},
	{"lsp/internal/protocol/generate", nil, nil}, // a program for who changes the protocol's version
	{"lsp/internal/protocol", []string{"lang/source"}, []string{"os"}},
	{"lsp", []string{"lang", "eval", "lsp"}, []string{"os"}},
	{"cmd", []string{"lang", "eval", "stdlib", "lsp", "cmd"}, nil},
	{"testscripts", nil, nil}, // testscripts/reference is for tests alone: it is in no list here, and tests are not looked at
	{"examples", []string{"eval", "stdlib"}, nil},
}

// TestImports parses the imports itself: a test that asks the go command is cached when it should not be.
func TestImports(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && (name == "testdata" || strings.HasPrefix(name, ".") && name != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		seen++
		checkImports(t, filepath.ToSlash(strings.TrimPrefix(p, ".."+string(os.PathSeparator))), p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Errorf("only %d files were looked at", seen)
	}
}

func checkImports(t *testing.T, name, file string) {
	dir := path.Dir(name)
	i := slices.IndexFunc(policy, func(r struct {
		dir string
		may []string
		not []string
	}) bool {
		return within(dir, r.dir)
	})
	if i < 0 {
		t.Errorf("%s: the policy has no line for its folder", name)
		return
	}
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		ours, own := strings.CutPrefix(imported, module)
		switch {
		case own && !slices.ContainsFunc(policy[i].may, func(d string) bool { return within(ours, d) }) && !within(ours, policy[i].dir):
			t.Errorf("%s may not import %s", name, ours)
		case own && strings.HasPrefix(policy[i].dir, "lang") && policy[i].dir == "lang" && within(ours, "lang") && ours != "lang/source" && ours != "lang/diag" && ours != dir:
			t.Errorf("%s may not import %s: the languages do not know each other", name, ours)
		case !own && slices.Contains(policy[i].not, imported):
			t.Errorf("%s may not import %s", name, imported)
		}
	}
}

// within reports whether a folder is another or below it.
func within(dir, of string) bool { return dir == of || strings.HasPrefix(dir, of+"/") }
