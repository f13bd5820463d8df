package eval_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// buildDir returns the build directory to measure: KNEAD_BUILD names one.
func buildDir(b *testing.B) eval.Options {
	b.Helper()
	dir := os.Getenv("KNEAD_BUILD")
	if dir == "" {
		b.Skip("KNEAD_BUILD names no build directory")
	}
	env := map[string]string{}
	for _, kv := range os.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		env[k] = v
	}
	return eval.Options{Dir: dir, Library: stdlib.New(), Environ: env}
}

// BenchmarkConfig evaluates a base configuration, from nothing.
func BenchmarkConfig(b *testing.B) {
	opts := buildDir(b)
	for b.Loop() {
		opts.Library = stdlib.New()
		w, err := eval.Open(context.Background(), opts)
		if err != nil || w.Failed() {
			b.Fatal(err, w)
		}
	}
}

// BenchmarkRecipes evaluates all recipes, with the configuration ready.
func BenchmarkRecipes(b *testing.B) { recipes(b, false) }

// BenchmarkSignatures computes base hashes as well.
func BenchmarkSignatures(b *testing.B) { recipes(b, true) }

func recipes(b *testing.B, signed bool) {
	b.Helper()
	w, err := eval.Open(context.Background(), buildDir(b))
	if err != nil {
		b.Fatal(err)
	}
	variants := 0
	for b.Loop() {
		variants = 0
		l, err := w.List(context.Background(), eval.ListOptions{RecipeOptions: eval.RecipeOptions{Signatures: signed}})
		if err != nil {
			b.Fatal(err)
		}
		variants = len(l.Variants())
	}
	b.ReportMetric(float64(variants), "variants")
}

// BenchmarkEdit evaluates one recipe again after an edit of its text: KNEAD_RECIPE names it, else it is one named like zlib.
func BenchmarkEdit(b *testing.B) {
	ctx := context.Background()
	w, err := eval.Open(ctx, buildDir(b))
	if err != nil {
		b.Fatal(err)
	}
	name := os.Getenv("KNEAD_RECIPE")
	if name == "" {
		name = "zlib"
	}
	r, err := w.Find(ctx, name)
	if err != nil {
		b.Fatal(err)
	}
	text, err := w.View.ReadFile(r.Path)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		edited := fmt.Sprintf("%s\nKNEAD_EDIT = \"%d\"\n", text, n)
		if w, err = w.Edit(ctx, eval.Edit{Edit: fsys.Edit{Texts: map[string]string{r.Path: edited}}}); err != nil {
			b.Fatal(err)
		}
		again, err := w.Recipe(ctx, r.Path)
		if err != nil || again.Failed {
			b.Fatal(err, again)
		}
	}
}
