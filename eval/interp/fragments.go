package interp

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
)

// addFragments reads the configuration fragments that a variable lists: for LAYER/NAME the file of that name below the
// fragments' folder of that layer; for a built-in one, PREFIX/VALUE, an assignment.
func (in *Interp) addFragments(tree *bitbake.File, s *bitbake.AddFragments, d *datastore.Store) error {
	if skip, err := d.Get("_BB_SKIP_FRAGMENTS"); err != nil || skip == "1" {
		return err
	}
	fragments, err := d.Fields(s.Variable.Value)
	if err != nil {
		return err
	}
	layers, err := d.Fields("BBLAYERS")
	if err != nil {
		return err
	}
	flagged, err := d.Fields(s.Flagged.Value)
	if err != nil {
		return err
	}
	builtin, err := in.builtinFragments(s, fragments, d)
	if err != nil {
		return err
	}
	for _, f := range fragments {
		prefix, value, ok := strings.Cut(f, "/")
		if !ok {
			return in.fail(CodeFragment, "fragment %s has no layer", f)
		}
		if variable := builtin[prefix]; variable != "" {
			if d.RawHard(variable) != nil {
				return in.fail(CodeFragmentConflict, "fragment %s sets %s, which an assignment sets already", f, variable)
			}
			if err := d.Assign(variable, value, in.origin("set")); err != nil {
				return err
			}
			continue
		}
		if err := in.fragment(tree, f, prefix, value, s.Prefix.Value, layers, flagged, d); err != nil {
			return err
		}
	}
	return nil
}

// builtinFragments returns the variables of the built-in fragments by prefix.
func (in *Interp) builtinFragments(s *bitbake.AddFragments, fragments []string, d *datastore.Store) (map[string]string, error) {
	pairs, err := d.Fields(s.Builtin.Value)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, p := range pairs {
		prefix, variable, ok := strings.Cut(p, ":")
		if !ok {
			return nil, in.fail(CodeFragment, "%s in %s has to be PREFIX:VARIABLE", p, s.Builtin.Value)
		}
		out[prefix] = variable
	}
	for _, prefix := range sortedKeys(out) {
		var used []string
		for _, f := range fragments {
			if strings.HasPrefix(f, prefix+"/") {
				used = append(used, f)
			}
		}
		if len(used) > 1 {
			in.warn(CodeMetadataWarning, "several fragments set %s, the last counts: %s", out[prefix], strings.Join(used, " "))
		}
	}
	return out, nil
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// fragment reads one fragment, and moves the values of the flagged variables to flags named after it.
func (in *Interp) fragment(tree *bitbake.File, fragment, layer, name, folder string, layers, flagged []string, d *datastore.Store) error {
	file, err := d.Expand(folder+"/"+name+".conf", "")
	if err != nil {
		return err
	}
	for _, dir := range layers {
		p := joinPath(dir, file)
		if !in.view.Exists(p) {
			continue
		}
		of, err := in.FileLayer(p, d)
		if err != nil {
			return err
		}
		if of != layer {
			continue
		}
		if err := in.include(tree.Source.Name(), p, d, "addfragments"); err != nil {
			return err
		}
		for _, v := range flagged {
			value, err := d.Value(v)
			if err != nil {
				return err
			}
			if err := d.SetFlag(v, fragment, value, in.origin("set")); err != nil {
				return err
			}
			if err := d.Set(v, nil, in.origin("set")); err != nil {
				return err
			}
		}
		return nil
	}
	x := in.fail(CodeFragment, "there is no fragment %s", fragment)
	x.Detail = "looked for " + file + " in\n" + strings.Join(layers, "\n")
	return x
}

// FileLayer returns the collection that a file belongs to (bb.utils.get_file_layer), "" for none: of those whose
// BBFILE_PATTERN matches the entry of BBFILES that covers the file, or else the file, the one with the longest pattern.
func (in *Interp) FileLayer(file string, d *datastore.Store) (string, error) {
	type collection struct{ name, pattern string }
	var collections []collection
	names, err := d.Fields("BBFILE_COLLECTIONS")
	if err != nil {
		return "", err
	}
	for _, c := range names {
		pattern, err := d.Get("BBFILE_PATTERN_" + c)
		if err != nil {
			return "", err
		}
		collections = append(collections, collection{c, pattern})
	}
	layerOf := func(p string) (string, error) {
		best, match := 0, ""
		for _, c := range collections {
			if len(c.pattern) <= best {
				continue
			}
			re, err := in.Library.Regexp(c.pattern)
			if err != nil {
				return "", in.fail(CodeNotFound, "BBFILE_PATTERN_%s is no regular expression: %v", c.name, err)
			}
			if re.MatchStart(p) {
				best, match = len(c.pattern), c.name
			}
		}
		return match, nil
	}
	entries, err := d.Fields("BBFILES_PRIORITIZED")
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if matchGlob(e, file) {
			return layerOf(e)
		}
	}
	return layerOf(file)
}
