package eval

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
)

// dumpRow is a line of a dump: the configuration ("virtualfn" is "") or a recipe's variant. The form is that of the
// reference's dumper: a value is null where the variable has none, {"raw": ...} for what is no text, {"error": class} where
// it cannot be expanded; flags are unexpanded.
type dumpRow struct {
	VirtualFn string                    `json:"virtualfn"`
	Vars      map[string]any            `json:"vars"`
	Flags     map[string]map[string]any `json:"flags"`
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
	if row.Vars, row.Flags, err = w.dumpVariables(d); err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(row)
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
	if _, text := raw.(string); raw != nil && !text {
		return rawValue{w.repr(raw)}
	}
	if truthy(d.RawFlag(name, "func")) && truthy(d.RawFlag(name, "python")) {
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

func truthy(v any) bool { return v != nil && v != any("") && v != any(0) && v != any(false) }

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
