package eval_test

import (
	"context"
	"fmt"
	"log"
	"path/filepath"
	"time"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// demo opens the project of these examples. For a build directory on disk, leave Disk out.
func demo() *eval.Workspace {
	w, err := eval.Open(context.Background(), eval.Options{
		Dir:     "/project/build",
		Library: stdlib.New(),
		Disk:    fsys.NewDisk().Overlay(in(project)),
		// Tracking keeps who set what.
		Tracking: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	return w
}

// Open a build directory and ask for a value of the configuration.
func ExampleOpen() {
	w := demo()
	for _, d := range w.Diags {
		fmt.Println(d)
	}
	v, err := w.Variable("", "MACHINE")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(v.Value)
	for _, e := range v.History {
		fmt.Printf("%s:%d\n", filepath.Base(e.File.Name()), e.File.Line(e.Span.Start))
	}
	// Output:
	// box
	// local.conf:1
}

// List the recipes and which version of each is preferred.
func ExampleWorkspace_List() {
	w := demo()
	l, err := w.List(context.Background(), eval.ListOptions{})
	if err != nil {
		log.Fatal(err)
	}
	preferred, err := w.Preferred(l, "")
	if err != nil {
		log.Fatal(err)
	}
	for _, i := range l.Variants() {
		switch {
		case i.Skipped:
			fmt.Println(i.PN, i.PV, "skipped:", i.Reason)
		case preferred[i.PN].Best.Name == i.VirtualFn:
			fmt.Println(i.PN, i.PV, "preferred")
		default:
			fmt.Println(i.PN, i.PV)
		}
	}
	// Output:
	// a 1.0 preferred
	// a 2.0
	// b 1.0 preferred
	// b-more 1.0 preferred
	// c 1.0 skipped: not today
}

// Evaluate one recipe by its name, read values, and explain one.
func ExampleWorkspace_Find() {
	r, err := demo().Find(context.Background(), "virtual/thing")
	if err != nil {
		log.Fatal(err)
	}
	r.Do(func() {
		s := r.Scope()
		v, err := s.Variable("EXTRA")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(v.Value)
		steps, err := s.Timeline("PROVIDES")
		if err != nil {
			log.Fatal(err)
		}
		for _, x := range steps {
			fmt.Printf("%s:%d %s %q %v\n", filepath.Base(x.File.Name()), x.File.Line(x.Span.Start), x.Op, x.Value, x.Won)
		}
	})
	// Output:
	// appended
	// bitbake.conf:7 :prepend "${PN} " true
	// b_1.0.bb:2 set "virtual/thing" true
}

// Evaluate all recipes side by side, and make something of each.
func ExampleMapRecipes() {
	w := demo()
	count := func(r *eval.Recipe) (int, error) { // may read the variables
		n := 0
		for _, v := range r.Variants {
			names, err := v.Data.Keys()
			if err != nil {
				return 0, err
			}
			n += len(names)
		}
		return n, nil
	}
	files, variables := 0, 0
	err := eval.MapRecipes(context.Background(), w, eval.RecipeOptions{}, count, func(n int) error {
		files++
		variables += n
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(files, variables > 100)
	// Output: 4 true
}

// Give up when it takes too long.
func ExampleWorkspace_Recipes_cancel() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	err := demo().Recipes(ctx, eval.RecipeOptions{}, func(*eval.Recipe) error { return nil })
	fmt.Println(err)
	// Output: context deadline exceeded
}

// See what an edit in an editor changes, without evaluating everything again.
func ExampleWorkspace_Edit() {
	ctx := context.Background()
	w := demo()
	edited, err := w.Edit(ctx, eval.Edit{Edit: fsys.Edit{Texts: map[string]string{
		"/project/layer/recipes/a_1.0.bb": "SUMMARY = \"${PN} in ${MACHINE}\"\n",
	}}})
	if err != nil {
		log.Fatal(err)
	}
	for _, x := range []*eval.Workspace{w, edited} {
		r, err := x.Find(ctx, "a")
		if err != nil {
			log.Fatal(err)
		}
		v, err := r.Variable("SUMMARY")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(v.Value)
	}
	// Output:
	// FIRST
	// a in box
}
