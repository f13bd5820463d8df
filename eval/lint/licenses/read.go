package licenses

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
)

// Read reads what is judged of a recipe from its variables. A variable that cannot be expanded counts as empty: the recipe has an
// error that says so.
func (c *Core) Read(d *datastore.Store, view *fsys.View, fetcher Fetcher) *Recipe {
	get := func(name string) string {
		value, err := d.Get(name)
		if err != nil {
			return ""
		}
		return value
	}
	flags := func(name string) map[string]string {
		out := map[string]string{}
		for _, f := range d.Flags(name) {
			text, plain := f.Value.(string)
			if !plain || strings.Contains(text, "${") {
				var err error
				if text, err = d.FlagText(name, f.Name); err != nil {
					continue
				}
			}
			out[f.Name] = text
		}
		return out
	}
	r := &Recipe{
		PN: get("PN"), License: get("LICENSE"), Checksums: get(checksums), HasSources: strings.TrimSpace(get("SRC_URI")) != "",
		SourceDir: get("S"), CoreBase: get("COREBASE"), CommonDir: get("COMMON_LICENSE_DIR"), Path: strings.Fields(get("LICENSE_PATH")),
		NoGeneric: flags("NO_GENERIC_LICENSE"), Aliases: flags("SPDXLICENSEMAP"), Decode: fetcher.Decode,
	}
	if c.Alone {
		r.Aliases = oldNames
	}
	for _, pkg := range strings.Fields(get("PACKAGES")) {
		r.Packages = append(r.Packages, Package{pkg, get("LICENSE:" + pkg)})
	}
	if r.Checksums != "" {
		r.Sources = fetcher.Sources(d, view)
	}
	return r
}

// ReadPolicy reads what a configuration does not want to ship from a recipe's variables.
func ReadPolicy(d *datastore.Store) Policy {
	var p Policy
	for _, x := range []struct {
		name string
		to   *string
	}{
		{"INCOMPATIBLE_LICENSE", &p.Incompatible}, {"INCOMPATIBLE_LICENSE_EXCEPTIONS", &p.Exceptions}, {"TARGET_ARCH", &p.TargetArch},
		{"SDK_SYS", &p.SDKSys}, {"TRANSLATED_TARGET_ARCH", &p.TranslatedTargetArch},
	} {
		if value, err := d.Get(x.name); err == nil {
			*x.to = value
		}
	}
	return p
}
