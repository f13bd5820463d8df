package fix

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// difference is something evaluated that changes.
type difference struct {
	name          string // a variable, "NAME[flag]", "base hash of TASK", ...
	before, after string // as JSON
	fails         string // the error where nothing is evaluated any more
}

// describe says what the difference is, "of" being what it is found in.
func (d difference) describe(of string) string {
	if d.fails != "" {
		return fmt.Sprintf("%s could not be evaluated any more: %s", of, d.fails)
	}
	return fmt.Sprintf("%s of %s would change from %s to %s", d.name, of, cut(d.before), cut(d.after))
}

// cut shortens a text to what a message has room for.
func cut(s string) string {
	const most = 120
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

// fileOf returns the recipe file of a variant's name, see eval.VirtualFn.
func fileOf(virtual string) string {
	if i := strings.Index(virtual, ":/"); i >= 0 && virtual[0] != '/' {
		return virtual[i+1:]
	}
	return virtual
}

// differences returns how two lines of a dump differ (see eval.Workspace.DumpRecipes): variables first, then flags, then the rest.
// What failed before and still does is the same: there is no value that could change.
func differences(a, b []byte) ([]difference, error) {
	x, err := flatten(a)
	if err != nil {
		return nil, err
	}
	y, err := flatten(b)
	if err != nil {
		return nil, err
	}
	failed := item{2, "error"}
	switch {
	case x[failed] != "" && y[failed] != "":
		return nil, nil
	case y[failed] != "":
		return []difference{{fails: strings.Trim(y[failed], `"`)}}, nil
	}
	all := maps.Clone(x)
	maps.Copy(all, y)
	var out []difference
	for _, i := range slices.SortedFunc(maps.Keys(all), item.compare) {
		if x[i] != y[i] {
			out = append(out, difference{name: i.name, before: cmp.Or(x[i], "nothing"), after: cmp.Or(y[i], "nothing")})
		}
	}
	return out, nil
}

// item is something that a line of a dump tells.
type item struct {
	rank int // of its kind
	name string
}

func (i item) compare(o item) int {
	return cmp.Or(cmp.Compare(i.rank, o.rank), cmp.Compare(i.name, o.name))
}

// flatten returns what a line of a dump tells, each as JSON.
func flatten(line []byte) (map[item]string, error) {
	var row map[string]json.RawMessage
	if err := json.Unmarshal(line, &row); err != nil {
		return nil, err
	}
	out := map[item]string{}
	for key, value := range row {
		var parts map[string]json.RawMessage
		if json.Unmarshal(value, &parts) != nil || key == "flags" {
			out[item{2, key}] = string(value)
			continue
		}
		for k, v := range parts {
			if key == "vars" {
				out[item{0, k}] = string(v)
			} else {
				out[item{2, key + "[" + k + "]"}] = string(v)
			}
		}
	}
	var flags map[string]map[string]json.RawMessage
	if text := row["flags"]; text != nil {
		delete(out, item{2, "flags"})
		if err := json.Unmarshal(text, &flags); err != nil {
			return nil, err
		}
	}
	for name, list := range flags {
		for flag, v := range list {
			out[item{1, name + "[" + flag + "]"}] = string(v)
		}
	}
	return out, nil
}
