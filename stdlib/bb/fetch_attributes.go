package bb

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

// attributes returns the attributes of an object of FetchData.
func (f *fetcher) attributes(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data, dv pyvm.Value
	if err := pyvm.Unpack(t, "FetchData", args, kw, "item", &data, "d", &dv); err != nil {
		return nil, err
	}
	d, err := dataArg(dv)
	if err != nil {
		return nil, err
	}
	o, _ := data.(opaque)
	ud, ok := o.x.(*fetch.Item)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "no item of SRC_URI")
	}
	date, err := ud.Date(d)
	if err != nil {
		return nil, f.raise(t, err)
	}
	list, err := f.params(t, ud.Params)
	if err != nil {
		return nil, err
	}
	a := attributes{pyvm.NewDict(48)}
	a.set("_item", data)
	a.text("type", ud.Type)
	a.text("host", ud.Host)
	a.text("path", ud.Path)
	a.text("user", ud.User)
	a.text("pswd", ud.Password)
	a.set("parm", list)
	a.text("url", ud.URL)
	a.orNone("date", date)
	a.set("setup", pyvm.False)
	a.text("localfile", ud.Localfile)
	a.orNone("localpath", ud.Localpath)
	a.orNone("donestamp", ud.Stamp)
	a.orNone("lockfile", ud.Lock)
	a.set("needdonestamp", pyvm.Bool(!ud.NoStamp))
	a.list("mirrortarballs", ud.MirrorTarballs)
	a.pointer("basename", ud.Basename)
	a.pointer("basepath", ud.Basepath)
	a.set("ignore_checksums", pyvm.Bool(ud.IgnoreChecksums))
	for _, c := range ud.Checksums {
		a.text(c.ID+"_name", c.Name)
		a.set(c.ID+"_expected", pyvm.None)
		if c.Known {
			a.text(c.ID+"_expected", c.Expected)
		}
	}
	a.revisions(f.s.Release, ud)
	for _, x := range ud.Details {
		a.set(x.Name, pyvm.FromGo(x.Value))
	}
	if ud.Git != nil {
		command, err := f.s.Release.GitCommand(d)
		if err != nil {
			return nil, f.raise(t, err)
		}
		if err := a.git(f.s.Release, ud, command); err != nil {
			return nil, f.raise(t, err)
		}
	}
	a.text("method", ud.Method.Class)
	return a.Dict, nil
}

// attributes are an object's attributes.
type attributes struct{ *pyvm.Dict }

func (a attributes) set(name string, v pyvm.Value) { a.SetStr(name, v) }
func (a attributes) text(name, text string)        { a.SetStr(name, pyvm.Str(text)) }
func (a attributes) list(name string, list []string) {
	a.SetStr(name, pyvm.NewList(pyvm.Strings(list)...))
}
func (a attributes) truth(name string, truth bool) { a.SetStr(name, pyvm.Bool(truth)) }

// orNone sets None where there is no text.
func (a attributes) orNone(name, text string) {
	if a.text(name, text); text == "" {
		a.set(name, pyvm.None)
	}
}

func (a attributes) pointer(name string, text *string) {
	if text == nil {
		a.set(name, pyvm.None)
		return
	}
	a.text(name, *text)
}

// byName sets a dictionary of values of an item's names.
func (a attributes) byName(name string, names, values []string) {
	out := pyvm.NewDict(len(names))
	for i, n := range names {
		if i < len(values) {
			out.SetStr(n, pyvm.Str(values[i]))
		}
	}
	a.set(name, out)
}

// revisions sets what items are called, and their revisions: since 2.18 an item has one name.
func (a attributes) revisions(r fetch.Release, ud *fetch.Item) {
	if !r.Before(2, 18) {
		a.text("name", ud.Names[0])
		if len(ud.Revisions) > 0 {
			a.text("revision", ud.Revisions[0])
		}
		return
	}
	a.list("names", ud.Names)
	if ud.Revisions == nil {
		return
	}
	a.byName("revisions", ud.Names, ud.Revisions)
	if len(ud.Names) == 1 && len(ud.Revisions) == 1 {
		rev := ud.Revisions[0]
		if g := ud.Git; g != nil && !g.UseHead && g.Unresolved[0] != g.Branches[0] {
			rev = g.Unresolved[0] // the revision as it was given
		}
		a.text("revision", rev)
	}
}

// git sets what items of repositories have besides.
func (a attributes) git(r fetch.Release, ud *fetch.Item, command string) error {
	g := ud.Git
	a.text("proto", g.Protocol)
	a.truth("nocheckout", g.NoCheckout)
	a.truth("rebaseable", g.Rebaseable)
	a.truth("nobranch", g.NoBranch)
	a.truth("usehead", g.UseHead)
	a.truth("bareclone", g.BareClone)
	a.truth("noshared", g.NoShared)
	a.truth("write_tarballs", g.WriteTarballs)
	a.truth("write_shallow_tarballs", g.WriteShallow)
	if r.Before(2, 18) {
		a.byName("branches", ud.Names, g.Branches)
		a.byName("unresolvedrev", ud.Names, g.Unresolved)
	} else {
		a.text("branch", g.Branches[0])
		a.text("unresolvedrev", g.Unresolved[0])
		a.truth("shallow_skip_fast", false)
	}
	a.truth("shallow", g.Shallow)
	depths := pyvm.NewDict(len(g.Depths))
	for i, depth := range g.Depths {
		depths.SetStr(ud.Names[i], pyvm.Int(depth))
	}
	a.set("shallow_depths", depths)
	a.list("shallow_revs", g.Revs)
	a.list("shallow_extra_refs", g.ExtraRefs)
	a.text("clonedir", g.Clone)
	a.text("fullmirror", g.FullMirror)
	if g.Shallow {
		a.text("shallowtarball", g.ShallowTarball)
		a.text("fullshallow", g.FullShallow)
	}
	flags := []string{"-n"}
	if !g.NoShared {
		flags = append(flags, "-s")
	}
	if g.BareClone {
		flags = append(flags, "--mirror")
	}
	if r.Before(2, 19) {
		a.text("cloneflags", strings.Join(flags, " "))
		a.text("basecmd", command)
		return nil
	}
	words, err := fetch.Words(command)
	a.list("cloneflags", flags)
	a.list("basecmd", words)
	return err
}
