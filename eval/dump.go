package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
)

// dumpRow is a line of a dump: the configuration ("virtualfn" is "") or a recipe's variant. The form is that of the
// reference's dumper: a value is null where the variable has none, {"raw": ...} for what is no text, {"error": class} where
// it cannot be expanded; flags are unexpanded.
type dumpRow struct {
	VirtualFn string                    `json:"virtualfn"`
	Vars      map[string]any            `json:"vars,omitempty"`
	Flags     map[string]map[string]any `json:"flags,omitempty"`
	recipeRow
}

// recipeRow has the keys of a recipe's row.
type recipeRow struct {
	PN        *string                   `json:"pn,omitempty"`
	Skipped   *reason                   `json:"skipped,omitempty"`
	Error     string                    `json:"error,omitempty"`
	Appends   *[]string                 `json:"appends,omitempty"`
	Tasks     []string                  `json:"tasks,omitempty"`
	BaseHash  map[string]*string        `json:"basehash,omitempty"`
	TaskDeps  map[string][]string       `json:"taskdeps,omitempty"`
	TaskFlags map[string]map[string]any `json:"taskflags,omitempty"`
}

// reason is why a recipe is skipped; null where it is not.
type reason struct {
	skipped bool
	text    string
}

func (r reason) MarshalJSON() ([]byte, error) {
	if !r.skipped {
		return []byte("null"), nil
	}
	return json.Marshal(r.text)
}

type rawValue struct {
	Raw string `json:"raw"`
}

type errorValue struct {
	Error string `json:"error"`
}

// bookkeeping are flags that BitBake keeps for itself.
var bookkeeping = map[string]bool{"_content": true, "filename": true, "lineno": true, "_overrides": true, "vardeps_cached": true}

// DumpConfig writes the configuration's variables and flags as one line of JSON.
func (w *Workspace) DumpConfig(out io.Writer) error {
	d, err := w.Multiconfig("")
	if err != nil {
		return err
	}
	row := dumpRow{}
	if row.Vars, row.Flags, err = w.dumpVariables(d.Copy()); err != nil { // reading may set variables: AUTOREV does
		return err
	}
	return encodeRow(out, row)
}

func encodeRow(out io.Writer, row dumpRow) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(row)
}

// DumpOptions say what DumpRecipes writes.
type DumpOptions struct {
	RecipeOptions
	// Report is called with what is wrong with recipes. It may be nil.
	Report func(*diag.Diagnostic)
	NoVars bool // leave values and flags out
}

// DumpRecipes hands a line of JSON for each variant of the recipes of the main configuration to emit, in the order of the files'
// paths, with the variant's VirtualFn as key. It returns how many recipe files failed.
func (w *Workspace) DumpRecipes(ctx context.Context, opts DumpOptions, emit func(key string, line []byte) error) (failed int, err error) {
	type line struct {
		key  string
		text []byte
	}
	type dumped struct {
		lines  []line
		failed bool
		diags  []*diag.Diagnostic
	}
	do := func(r *Recipe) (dumped, error) {
		out := dumped{failed: r.Failed, diags: r.Diags}
		rows, err := w.dumpRecipe(r, opts.NoVars)
		if err != nil {
			return out, err
		}
		for _, row := range rows {
			var b bytes.Buffer
			if err := encodeRow(&b, row); err != nil {
				return out, err
			}
			out.lines = append(out.lines, line{row.VirtualFn, b.Bytes()})
		}
		return out, nil
	}
	opts.Signatures = true
	err = MapRecipes(ctx, w, opts.RecipeOptions, do, func(d dumped) error {
		if d.failed {
			failed++
		}
		if opts.Report != nil {
			for _, d := range d.diags {
				opts.Report(d)
			}
		}
		for _, l := range d.lines {
			if err := emit(l.key, l.text); err != nil {
				return err
			}
		}
		return nil
	})
	return failed, err
}

func (w *Workspace) dumpRecipe(r *Recipe, noVars bool) ([]dumpRow, error) {
	if r.Failed {
		text := "failed"
		for _, d := range r.Diags {
			if d.Severity == diag.Error {
				text = d.Error()
			}
		}
		return []dumpRow{{VirtualFn: r.Path, recipeRow: recipeRow{Error: text}}}, nil
	}
	var out []dumpRow
	for _, v := range r.Variants {
		appends := r.Appends
		if appends == nil {
			appends = []string{}
		}
		row := dumpRow{VirtualFn: v.VirtualFn, recipeRow: recipeRow{Appends: &appends}}
		pn, err := v.Data.Get("PN")
		if err != nil {
			return nil, err
		}
		row.PN = &pn
		row.Skipped = &reason{v.Skipped, v.Reason}
		if v.Skipped {
			out = append(out, row)
			continue
		}
		if !noVars {
			if row.Vars, row.Flags, err = w.dumpVariables(v.Data); err != nil {
				return nil, err
			}
		}
		tasks := interp.Tasks(v.Data)
		added, _ := v.Data.RawHard("__BBTASKS").([]string)
		row.Tasks = slices.Sorted(slices.Values(added)) // as addtask has them, references and all
		w.dumpSignatures(&row, v, added)
		row.TaskFlags = map[string]map[string]any{"parents": {}}
		for _, t := range tasks.Names {
			row.TaskFlags["parents"][t] = tasks.Parents[t]
		}
		for _, f := range tasks.Flags {
			row.TaskFlags[f.Name] = map[string]any{}
			for _, t := range f.Tasks {
				row.TaskFlags[f.Name][t.Task] = t.Value
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// dumpSignatures adds the base hashes and what they are made from. Before 2.8 BitBake does not tell of what.
func (w *Workspace) dumpSignatures(row *dumpRow, v *Variant, tasks []string) {
	row.BaseHash = map[string]*string{}
	s := v.Signatures()
	for _, t := range tasks {
		row.BaseHash[t] = nil
		if s == nil {
			continue
		}
		hash := s.BaseHash[t]
		row.BaseHash[t] = &hash
		if w.Release.Major > 2 || w.Release.Minor >= 8 {
			if row.TaskDeps == nil {
				row.TaskDeps = map[string][]string{}
			}
			row.TaskDeps[t] = append([]string{}, s.Deps(t)...)
		}
	}
}

func (w *Workspace) dumpVariables(d *datastore.Store) (map[string]any, map[string]map[string]any, error) {
	names, err := d.Keys()
	if err != nil {
		return nil, nil, err
	}
	vars, flags := make(map[string]any, len(names)), map[string]map[string]any{}
	for _, name := range names {
		if strings.HasPrefix(name, "__") || strings.HasPrefix(name, "BB_BASEHASH:") || name == "BB_ORIGENV" || name == "BBINCLUDED" {
			continue
		}
		vars[name] = w.dumpValue(d, name)
		for _, f := range d.Flags(name) {
			if bookkeeping[f.Name] {
				continue
			}
			if flags[name] == nil {
				flags[name] = map[string]any{}
			}
			flags[name][f.Name] = plainFlag(f.Value)
		}
	}
	return vars, flags, nil
}

func (w *Workspace) dumpValue(d *datastore.Store, name string) any {
	raw, err := d.Raw(name)
	if err != nil {
		return errorValue{errorClass(err)}
	}
	if tasks, ok := raw.(*interp.TaskFlags); ok {
		return rawValue{tasks.Repr()}
	}
	if _, text := raw.(string); raw != nil && !text {
		return rawValue{w.repr(raw)}
	}
	if datastore.Truthy(d.RawFlag(name, "func")) && datastore.Truthy(d.RawFlag(name, "python")) {
		return raw
	}
	v, err := d.Value(name)
	if err != nil {
		return errorValue{errorClass(err)}
	}
	return plain(v)
}

// plain returns a value as JSON shows it.
func plain(v any) any {
	switch v.(type) {
	case nil, string, int, bool:
		return v
	}
	return rawValue{"'" + typeName(v) + "'"}
}

func plainFlag(v any) any { return plain(v) }

func typeName(v any) string {
	switch v := v.(type) {
	case []string:
		return "list"
	case *datastore.Store:
		return "DataSmart"
	case pyvm.Value:
		return v.Type().Name()
	}
	return "dict"
}

// repr returns Python's repr of a value.
func (w *Workspace) repr(v any) string {
	text, err := pyvm.Repr(pyvm.NewThread(pyvm.Limits{Steps: 1 << 24}), w.library.Value(v))
	if err != nil {
		return "?"
	}
	return text
}

// errorClass returns the name of the Python exception that an error is.
func errorClass(err error) string {
	var x *datastore.ExpansionError
	if errors.As(err, &x) {
		return "ExpansionError"
	}
	if e := pyvm.AsException(err); e != nil {
		return e.Type().Name()
	}
	return "BBHandledException"
}
