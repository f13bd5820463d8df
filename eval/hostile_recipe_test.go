package eval_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// TestHostileRecipes evaluates recipes that mean harm beside one that does not. Each attempt has to be told of, and nothing may
// come of it.
func TestHostileRecipes(t *testing.T) {
	home := t.TempDir()
	secret := filepath.ToSlash(filepath.Join(home, "secret"))
	if err := os.WriteFile(secret, []byte("hidden"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := in(project)
	attempts := map[string]struct{ code, want string }{
		"writes":    {"open('" + secret + "', 'w').write('x')\n    os.unlink('" + secret + "')", ""},
		"forks":     {"os.fork()", "os.fork: refused"},
		"runs":      {"bb.process.run('touch " + secret + "2')", "touch " + secret + "2: refused"},
		"system":    {"os.system('touch " + secret + "2')", "refused"},
		"loops":     {"while True: pass", "steps"},
		"allocates": {"x = 'x' * 1000000\n    y = []\n    while True: y.append(x + str(len(y)))", "memory"},
		"reads":     {"d.setVar('GOT', open('" + secret + "').read())", "reads a file in the home directory"},
		"connects":  {"import socket\n    socket.create_connection(('example.com', 80))", "not available while metadata is evaluated"},
	}
	for name, a := range attempts {
		files["/project/layer/recipes/"+name+"_1.bb"] = "python () {\n    import os, bb.process\n    " + a.code + "\n}\n"
	}
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(files), Environ: map[string]string{"HOME": filepath.ToSlash(home)},
	})
	if err != nil || w.Failed() {
		t.Fatal(err, w.Diags)
	}
	seen := 0
	err = w.Recipes(context.Background(), eval.RecipeOptions{}, func(r *eval.Recipe) error {
		name, _, _ := strings.Cut(filepath.Base(r.Path), "_")
		a, hostile := attempts[name]
		if !hostile {
			if r.Failed {
				t.Errorf("%s fails: %v", r.Path, r.Diags)
			}
			return nil
		}
		seen++
		var text strings.Builder
		for _, d := range r.Diags {
			text.WriteString(d.Error() + "\n")
		}
		if !strings.Contains(text.String(), a.want) || a.want != "" && !strings.Contains(text.String(), name+"_1.bb:") {
			t.Errorf("%s: no %q in %q", name, a.want, text.String())
		}
		return nil
	})
	if err != nil || seen != len(attempts) {
		t.Errorf("%d of %d were evaluated, %v", seen, len(attempts), err)
	}
	if data, err := os.ReadFile(secret); err != nil || string(data) != "hidden" {
		t.Errorf("the file is %q, %v", data, err)
	}
	if _, err := os.Stat(secret + "2"); err == nil {
		t.Error("a process made a file")
	}
}
