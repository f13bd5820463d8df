package snapshot

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
)

// saysLayers reports whether a file may say which builds and layers there are.
func saysLayers(p string) bool {
	switch path.Base(p) {
	case "bblayers.conf", "layer.conf", "kas.yml", "kas.yaml", ".config.yaml":
		return true
	}
	return false
}

// find looks for the builds in the folders: build directories, and then layers that are in none of those. Builds that were there
// already stay as they are.
func (n *Snapshot) find() {
	former := n.Builds
	n.Builds = nil
	for _, dir := range n.config.BuildDirs {
		n.directory(dir, dir)
	}
	view := n.View()
	for _, folder := range n.Folders {
		for _, pattern := range []string{"", "/*", "/*/build*"} { // the last as bitbake-setup makes them
			for _, f := range view.Glob(folder+pattern+"/conf/bblayers.conf", false) {
				n.directory(folder, path.Dir(path.Dir(f)))
			}
		}
		n.kas(folder)
	}
	for _, folder := range n.Folders {
		layers := slices.DeleteFunc(config.FindLayers(view, folder), func(l string) bool { return n.layered(l) != nil })
		if len(layers) > 0 {
			n.add(n.makeUp(folder, layers))
		}
	}
	for i, b := range n.Builds {
		if old := slices.IndexFunc(former, b.same); old >= 0 {
			n.Builds[i] = former[old]
		}
	}
	slices.SortStableFunc(n.Builds, func(a, b *Build) int { return slices.IndexFunc(former, a.same) - slices.IndexFunc(former, b.same) })
	for _, p := range slices.Sorted(maps.Keys(n.Docs)) {
		n.discover(p)
	}
}

// same reports whether two builds were found in the same way.
func (b *Build) same(o *Build) bool {
	return b.Root == o.Root && b.Dir == o.Dir && maps.Equal(b.made, o.made)
}

// discover looks for the build or layer that a file is in, if it is in none that is known.
func (n *Snapshot) discover(p string) {
	if n.Build(p) != nil {
		return
	}
	view := n.View()
	for dir := path.Dir(p); dir != path.Dir(dir); dir = path.Dir(dir) {
		switch {
		case view.IsFile(dir + "/conf/bblayers.conf"):
			n.directory(dir, dir)
			return
		case view.IsFile(dir + "/conf/layer.conf"):
			n.add(n.makeUp(dir, []string{dir}))
			return
		}
	}
}

// directory adds a build directory that was found for a folder.
func (n *Snapshot) directory(root, dir string) {
	b := &Build{Root: root, Dir: dir, over: func(d *fsys.Disk) *fsys.Disk { return d }}
	for _, l := range config.GuessLayers(n.View(), dir) {
		if !strings.Contains(l, "$") {
			b.Layers = append(b.Layers, path.Clean(l))
		}
	}
	n.add(b)
}

// makeUp returns a build for layers without a build directory: with a core layer and the layers that they need where those are at hand,
// else with the embedded core layer.
func (n *Snapshot) makeUp(root string, layers []string) *Build {
	view := n.View()
	var near []string
	for _, folder := range n.Folders {
		near = append(near, config.FindLayers(view, folder)...)
	}
	beside := config.FindBeside(view, layers, near, nil)
	var local strings.Builder
	for _, m := range beside.Missing { // what a layer asks for in vain does not keep the rest from being evaluated
		fmt.Fprintf(&local, "LAYERDEPENDS_%s:remove = \"%s\"\n", m.Of, m.Item)
	}
	up := MadeUp{Core: beside.Core, Series: "master"}
	if _, series, ok := config.LayersRelease(view, layers); ok {
		up.Series = series
	}
	up.Layers = slices.DeleteFunc(slices.Concat(beside.Needed, layers), func(l string) bool { return l == beside.Core })
	if up.Core != "" {
		own := slices.DeleteFunc(slices.Clone(layers), func(l string) bool { return l == beside.Core })
		up.Machine, up.Distro = firstName(view, own, "machine"), firstName(view, own, "distro")
		usual := config.LocalTemplate(view, up.Core)
		if usual == "" && up.Machine == "" {
			up.Machine = firstName(view, []string{up.Core}, "machine")
		}
		local.WriteString(usual)
	}
	up.Local = local.String()
	b := n.madeUp(root, up)
	for _, m := range beside.Missing {
		b.missing = append(b.missing, m.Name)
	}
	return b
}

// madeUp returns a build of a build directory that is nowhere on disk.
func (n *Snapshot) madeUp(root string, up MadeUp) *Build {
	core := n.opts.Core
	b := &Build{Root: root, Dir: core.Build, Layers: up.Layers, Alone: up.Core == "", made: core.MakeUp(up)}
	if !b.Alone {
		b.Layers = append([]string{up.Core}, up.Layers...)
	}
	b.over = func(d *fsys.Disk) *fsys.Disk {
		if b.Alone {
			d = d.Mount(core.Dir, core.Files)
		}
		return d.Overlay(b.made)
	}
	return b
}

// firstName returns the first machine or distribution that layers define, "" where they define none.
func firstName(view *fsys.View, layers []string, folder string) string {
	for _, l := range layers {
		for _, f := range view.Glob(l+"/conf/"+folder+"/*.conf", false) {
			return strings.TrimSuffix(path.Base(f), ".conf")
		}
	}
	return ""
}

func (n *Snapshot) add(b *Build) {
	if slices.ContainsFunc(n.Builds, func(x *Build) bool { return x.Dir == b.Dir && (len(b.made) == 0 || x.Root == b.Root) }) {
		return
	}
	b.Choice = n.config.Choice
	b.disk = b.over(n.disk).Overlay(map[string]string{choiceFile: b.Choice.text()})
	b.opts, b.now, b.mended, b.names, b.checks = n.opts, newEvaluation(), &mended{}, names{shared: &words{}}, newChecks()
	b.Index = newIndex()
	n.Builds = append(n.Builds, b)
}

// cacheKey tells made up builds, which are all in the same place, apart.
func (b *Build) cacheKey(opts eval.Options) string {
	if len(b.made) == 0 {
		return opts.CacheKey
	}
	parts := []string{opts.CacheKey}
	for _, p := range slices.Sorted(maps.Keys(b.made)) {
		parts = append(parts, p, b.made[p])
	}
	return fsys.Key(parts...)
}
