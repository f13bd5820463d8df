package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
)

// target says whose variables are meant: the configuration's, a multiconfig's, or a recipe's.
type target struct {
	recipe, variant, mc string
}

func (t *target) flags(c *cobra.Command) {
	c.Flags().StringVarP(&t.recipe, "recipe", "r", "", "of this `recipe`: a name, what one provides, or a file")
	c.Flags().StringVar(&t.variant, "variant", "", "of this `variant` of the recipe's file: native, nativesdk, lib32, ...")
	c.Flags().StringVar(&t.mc, "mc", "", "of this multiconfig")
}

// read calls f with the variables that are meant. What is wrong with the recipe is shown.
func (a *app) read(ctx context.Context, t target, tracking bool, f func(eval.Scope) error) error {
	w, err := a.open(ctx, tracking)
	if err != nil {
		return err
	}
	if t.recipe == "" {
		if t.variant != "" {
			return fmt.Errorf("--variant is for a recipe: name one with -r")
		}
		if e := w.Read(t.mc, func(s eval.Scope) { err = f(s) }); e != nil {
			return e
		}
		return err
	}
	name := t.recipe
	if t.mc != "" {
		name = "mc:" + t.mc + ":" + name
	}
	r, err := w.Find(ctx, name)
	if err != nil {
		return err
	}
	for _, d := range r.Diags {
		a.show(d)
	}
	if r.Failed {
		return errFindings
	}
	if t.variant != "" {
		if r.Variant = r.Recipe.Named(t.variant); r.Variant == nil {
			return fmt.Errorf("%s has no variant %s", r.Path, t.variant)
		}
	}
	r.Do(func() { err = f(r.Scope()) })
	return err
}
