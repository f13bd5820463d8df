package eval

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/depend"
)

// reader reads variables one after the other, up to the first error.
type reader struct {
	d   *datastore.Store
	err error
}

func (r *reader) text(name string) string {
	if r.err != nil {
		return ""
	}
	var s string
	s, r.err = r.d.Get(name)
	return s
}

func (r *reader) names(name string) []string { return depend.Names(r.text(name)) }

func (r *reader) flag(task, name string) string {
	if r.err != nil || r.d.RawFlag(task, name) == nil {
		return ""
	}
	var s string
	s, r.err = r.d.FlagText(task, name)
	return s
}

// packages reads a variable of each package.
func (r *reader) packages(name string, packages []string) map[string][]string {
	var out map[string][]string
	for _, p := range packages {
		if list := r.names(name + ":" + p); len(list) > 0 {
			if out == nil {
				out = map[string][]string{}
			}
			out[p] = list
		}
	}
	return out
}

// inputs reads what the task graph is made from.
func inputs(d *datastore.Store, pn string, release interp.Release) (*resolve.Inputs, error) {
	r := &reader{d: d}
	in := &resolve.Inputs{
		RProvides: r.names("RPROVIDES"), Packages: strings.Fields(r.text("PACKAGES")), PackagesDynamic: strings.Fields(r.text("PACKAGES_DYNAMIC")),
	}
	if len(in.Packages) == 0 {
		in.Packages = []string{pn}
	}
	in.PackageRProvides = r.packages("RPROVIDES", in.Packages)
	in.Stamp, in.HashFilename = r.text("STAMP"), r.text("BB_HASHFILENAME")
	in.Depends, in.RDepends, in.RRecommends = r.names("DEPENDS"), r.names("RDEPENDS"), r.names("RRECOMMENDS")
	in.ExtraDepends = r.text("calculate_extra_depends")
	in.PackageRDepends = r.packages("RDEPENDS", in.Packages)
	in.PackageRRecommends = r.packages("RRECOMMENDS", in.Packages)
	in.NotWorld = truthText(r.text("EXCLUDE_FROM_WORLD"))
	if release.Less(interp.Release{Major: 2, Minor: 8}) {
		in.NotWorld = r.text("EXCLUDE_FROM_WORLD") != "" // whatever it says
	}
	tasks, signatures := interp.Tasks(d), interp.Signatures(d)
	for _, name := range tasks.Names {
		t := resolve.Task{
			Name: name, Parents: tasks.Parents[name], StampExtraInfo: r.flag(name, "stamp-extra-info"), FileChecksums: r.flag(name, "file-checksums"),
		}
		if signatures != nil {
			t.BaseHash = signatures.BaseHash[name]
		}
		for _, f := range tasks.Flags {
			if value, ok := tasks.Get(f.Name, name); ok {
				if t.Flags == nil {
					t.Flags = map[string]string{}
				}
				t.Flags[f.Name] = datastore.TextOf(value)
			}
		}
		in.Tasks = append(in.Tasks, t)
	}
	return in, r.err
}

// truthText is bb.utils.to_boolean for a text; what is neither true nor false is true, so that a mistake keeps a recipe out of
// world.
func truthText(s string) bool {
	switch strings.ToLower(s) {
	case "", "n", "no", "0", "f", "false":
		return false
	}
	return true
}
