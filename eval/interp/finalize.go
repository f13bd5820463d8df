package interp

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Variant is one of the recipes that a recipe file makes: the file's own, or one that BBCLASSEXTEND adds.
type Variant struct {
	Name    string // "" for the file's own; else "native", "lib32", "lib32-native", ...
	Data    *datastore.Store
	Skipped bool
	Reason  string // why it is skipped
}

// Recipe evaluates a recipe file into d, with appends, and finishes each of its variants.
func (in *Interp) Recipe(file string, appends []string, d *datastore.Store) ([]*Variant, error) {
	abs, err := in.resolve(file, d)
	if err != nil {
		return nil, in.fail(CodeNotFound, "%v", err)
	}
	text, err := in.view.ReadFile(abs)
	if err != nil {
		return nil, in.fail(CodeUnreadable, "%v", err)
	}
	tree := in.parse(abs, text, bitbake.Recipe, false)
	if err := in.enter(abs, tree); err != nil {
		return nil, err
	}
	defer in.leave()
	if err := d.Set("FILE", abs, datastore.Origin{}); err != nil {
		return nil, err
	}
	if err := in.run(tree, "", d); err != nil {
		if reason, ok := SkipReason(err); ok {
			return []*Variant{{Data: d, Skipped: true, Reason: reason}}, nil
		}
		return nil, err
	}
	for _, a := range appends {
		if err := in.evaluate(a, bitbake.Append, d); err != nil {
			return nil, err
		}
	}
	return in.variants(file, d)
}

// variants finishes the recipe and what BBCLASSEXTEND makes of it. Each starts from the recipe as it was before it was
// finished.
func (in *Interp) variants(file string, safe *datastore.Store) ([]*Variant, error) {
	main := &Variant{Data: safe.Copy()}
	if err := in.finish(main); err != nil {
		return nil, err
	}
	extend, err := main.Data.Get("BBCLASSEXTEND")
	if err != nil {
		return nil, err
	}
	out := []*Variant{main}
	if extend == "" {
		return out, nil
	}
	pn, err := main.Data.Get("PN")
	if err != nil {
		return nil, err
	}
	if err := safe.Set("BBCLASSEXTEND", extend, datastore.Origin{}); err != nil {
		return nil, err
	}
	for _, ext := range uniqueWords(extend) {
		class, variant, named := strings.Cut(ext, ":")
		variant, _, _ = strings.Cut(variant, ":")
		v := &Variant{Name: ext, Data: safe.Copy()}
		at := datastore.Origin{}
		if named {
			if err := v.Data.Set("BBEXTENDCURR", class, at); err != nil {
				return nil, err
			}
			if err := v.Data.Set("BBEXTENDVARIANT", variant, at); err != nil {
				return nil, err
			}
		} else if err := v.Data.Set("PN", pn+"-"+ext, at); err != nil {
			return nil, err
		}
		if in.Release.before(2, 8) {
			err = in.inherit(class, v.Data, false)
		} else {
			err = in.deferInherit(class, v.Data)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	for _, v := range out[1:] {
		if err := in.finish(v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func uniqueWords(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// finish finalises a variant and notes where it is to be skipped.
func (in *Interp) finish(v *Variant) error {
	handlers := in.handlers
	err := in.finalize(v.Data)
	in.handlers = handlers
	if reason, ok := SkipReason(err); ok {
		v.Skipped, v.Reason = true, reason
		return v.Data.Set("__SKIPPED", reason, datastore.Origin{})
	}
	if err == nil && v.Data.RawHard("__SKIPPED") != nil {
		v.Skipped = true
		v.Reason, _ = v.Data.RawHard("__SKIPPED").(string)
	}
	return err
}

// finalize does what the end of a recipe brings: deferred inherits, handlers, key expansion, anonymous functions, tasks, and
// the events between them.
func (in *Interp) finalize(d *datastore.Store) error {
	file, _ := d.RawHard("FILE").(string)
	fn := pyvm.Str(file)
	if d.RawHard("_FAILPARSINGERRORHANDLED") == any(true) {
		return in.handled()
	}
	if !in.Release.before(2, 18) {
		list, _ := d.RawHard("__BBDEFINHERITS").([]deferredInherit)
		inherits := []pyvm.Value{}
		for _, x := range list {
			inherits = append(inherits, pyvm.Str(x.classes))
		}
		if len(inherits) == 0 {
			inherits = append(inherits, pyvm.Str(""))
		}
		if err := in.fire("RecipePreDeferredInherits", d, fn, pyvm.NewList(inherits...)); err != nil {
			return err
		}
	}
	if err := in.deferredInherits(d); err != nil {
		return err
	}
	if err := in.RegisterHandlers(d); err != nil {
		return err
	}
	if err := in.fire("RecipePreFinalise", d, fn); err != nil {
		return err
	}
	if err := d.ExpandKeys(); err != nil {
		return err
	}
	if err := in.fire("RecipePostKeyExpansion", d, fn); err != nil {
		return err
	}
	if err := in.runAnonymous(d); err != nil {
		return err
	}
	tasks := stringsOf(d.RawHard("__BBTASKS"))
	if err := in.fire("RecipeTaskPreProcess", d, fn, pyvm.NewList(pyvm.Strings(tasks)...)); err != nil {
		return err
	}
	if !in.Release.before(2, 18) {
		if err := in.virtualProviders(tasks, d); err != nil {
			return err
		}
	}
	if err := in.finishTasks(tasks, d); err != nil {
		return err
	}
	if in.Signatures != nil {
		if err := in.sign(d, tasks); err != nil {
			return err
		}
	}
	if err := in.SetIncluded(d); err != nil {
		return err
	}
	return in.fire("RecipeParsed", d, fn)
}

// deferredInherits inherits the queued classes, also those that they queue.
func (in *Interp) deferredInherits(d *datastore.Store) error {
	for {
		list, _ := d.RawHard("__BBDEFINHERITS").([]deferredInherit)
		if len(list) == 0 {
			return nil
		}
		if err := d.Set("__BBDEFINHERITS", list[1:], datastore.Origin{}); err != nil {
			return err
		}
		at := in.at
		in.at = list[0].at
		err := in.inherit(list[0].classes, d, true)
		in.at = at
		if err != nil {
			return err
		}
	}
}

// runAnonymous runs the anonymous functions in the order in which they were read.
func (in *Interp) runAnonymous(d *datastore.Store) error {
	data := in.Library.Data(d)
	for _, name := range stringsOf(d.RawHard("__BBANONFUNCS")) {
		f := in.context.GetStr(name)
		if f == nil {
			return in.fail(CodePython, "the anonymous function %s is gone", name)
		}
		if _, err := pyvm.Call(in.thread, f, []pyvm.Value{data}, nil); err != nil {
			return err
		}
	}
	return nil
}

// handled is the error of an evaluation whose errors were reported already.
func (in *Interp) handled() error {
	for _, d := range slices.Backward(in.diags) {
		if d.Severity == diag.Error {
			return d
		}
	}
	return in.fail(CodeFatal, "the metadata has errors")
}

// virtualProviders replaces in DEPENDS, and in the tasks' depends, the words that BB_RECIPE_VIRTUAL_PROVIDERS lists by the
// recipes' preferred ones. DEPENDS loses its operators and becomes plain text thereby.
func (in *Interp) virtualProviders(tasks []string, d *datastore.Store) error {
	depends, err := d.Fields("DEPENDS")
	if err != nil {
		return err
	}
	virtual, err := d.Fields("BB_RECIPE_VIRTUAL_PROVIDERS")
	if err != nil {
		return err
	}
	for i, dep := range depends {
		if !slices.Contains(virtual, dep) {
			continue
		}
		provider, err := d.Get("PREFERRED_PROVIDER_" + dep)
		if err != nil {
			return err
		}
		if provider == "" {
			return in.fail(CodeVirtualProvider, "DEPENDS has %s, but PREFERRED_PROVIDER_%s is not set", dep, dep)
		}
		depends[i] = provider
	}
	if err := d.Set("DEPENDS", strings.Join(depends, " "), datastore.Origin{}); err != nil {
		return err
	}
	for _, task := range tasks {
		text, err := d.FlagText(task, "depends")
		if err != nil {
			return err
		}
		entries := strings.Fields(text)
		for i, entry := range entries {
			recipe, rest, ok := strings.Cut(entry, ":")
			if !ok || strings.Contains(rest, ":") {
				return in.fail(CodeDependsForm, "%s[depends] has %q, which is not NAME:do_TASK", task, entry)
			}
			if slices.Contains(virtual, recipe) {
				provider, ok, err := d.Lookup("PREFERRED_PROVIDER_" + recipe)
				if err != nil {
					return err
				}
				if !ok {
					provider = "None"
				}
				entries[i] = provider + ":" + rest
			}
		}
		if err := d.SetFlag(task, "depends", strings.Join(entries, " "), datastore.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// pythonText is str() of a flag that is no text.
func pythonText(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "True"
		}
		return "False"
	case nil:
		return "None"
	}
	return datastore.TextOf(v)
}
