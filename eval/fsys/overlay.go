package fsys

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"syscall"
)

// Edit is what has changed since a disk was looked at.
type Edit struct {
	// Texts stand in place of files from now on, whether the files are there or not: what an editor holds.
	Texts map[string]string
	// Links are symbolic links that stand in place of files, by path; the values are their targets.
	Links map[string]string
	// Gone are files that count as removed, and directories that have nothing left.
	Gone []string
	// Closed are files whose texts are given up: the host's count again.
	Closed []string
	// Changed are files that were written, made or removed on the host.
	Changed []string
}

// Paths returns the paths that an edit is about, as a disk knows them.
func (e Edit) Paths() []string {
	var out []string
	for p := range e.Texts {
		out = append(out, Clean(p))
	}
	for p := range e.Links {
		out = append(out, Clean(p))
	}
	for _, p := range slices.Concat(e.Gone, e.Closed, e.Changed) {
		out = append(out, Clean(p))
	}
	return out
}

// overlay is what stands in place of the host's files.
type overlay struct {
	texts map[string]string
	links map[string]string // the targets of symbolic links
	gone  map[string]bool   // what the host has there does not count
	dirs  map[string]bool   // directories that texts and links make
}

// empty reports whether the host's files are all there is.
func (o *overlay) empty() bool { return len(o.texts)+len(o.links)+len(o.gone) == 0 }

// covers reports whether a file or link of the overlay is at a path.
func (o *overlay) covers(p string) bool {
	_, text := o.texts[p]
	_, link := o.links[p]
	return text || link
}

// info describes a file or link of the overlay; nil where it has none.
func (o *overlay) info(p string) *Info {
	if text, ok := o.texts[p]; ok {
		return &Info{Mode: 0o644, Size: int64(len(text)), Nlink: 1}
	}
	if target, ok := o.links[p]; ok {
		return &Info{Mode: fs.ModeSymlink | 0o777, Size: int64(len(target)), Nlink: 1}
	}
	return nil
}

// hides returns an error where the host's file does not count.
func (o *overlay) hides(op, p string) error {
	if o.gone[p] {
		return pathError(op, p, syscall.ENOENT)
	}
	return nil
}

// list returns the names in a directory where the host has some.
func (o *overlay) list(p string, names []string) []string {
	names = slices.DeleteFunc(names, func(name string) bool { return o.gone[path.Join(p, name)] })
	add := func(q string) {
		if q != p && path.Dir(q) == p {
			names = append(names, path.Base(q))
		}
	}
	for q := range o.texts {
		add(q)
	}
	for q := range o.links {
		add(q)
	}
	for q := range o.dirs {
		add(q)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// edit returns the overlay after an edit.
func (o *overlay) edit(e Edit) overlay {
	out := overlay{texts: map[string]string{}, links: map[string]string{}, gone: map[string]bool{}, dirs: map[string]bool{}}
	maps.Copy(out.texts, o.texts)
	maps.Copy(out.links, o.links)
	maps.Copy(out.gone, o.gone)
	host := func(p string) {
		delete(out.texts, p)
		delete(out.links, p)
		delete(out.gone, p)
	}
	for _, p := range e.Closed {
		host(Clean(p))
	}
	for _, p := range e.Gone {
		host(Clean(p))
		out.gone[Clean(p)] = true
	}
	for p, target := range e.Links {
		delete(out.texts, Clean(p))
		out.links[Clean(p)] = target
	}
	for p, text := range e.Texts {
		delete(out.links, Clean(p))
		out.texts[Clean(p)] = text
	}
	above := func(p string) {
		for dir := path.Dir(p); !out.dirs[dir]; dir = path.Dir(dir) {
			out.dirs[dir] = true
		}
	}
	for p := range out.texts {
		above(p)
	}
	for p := range out.links {
		above(p)
	}
	return out
}

// replaces reports whether an edit only gives other texts to files that have one already: nothing else is different then.
func (o *overlay) replaces(e Edit) bool {
	for p := range e.Texts {
		if _, ok := o.texts[Clean(p)]; !ok {
			return false
		}
	}
	return len(e.Links)+len(e.Gone)+len(e.Closed)+len(e.Changed) == 0
}

// Overlay returns a disk on which these texts stand in place of the files, or where no files are.
func (d *Disk) Overlay(texts map[string]string) *Disk { return d.Edit(Edit{Texts: texts}) }

// Edit returns the disk after an edit. What the receiver has read already, and the edit does not touch, is shared.
func (d *Disk) Edit(e Edit) *Disk {
	out := &Disk{overlay: d.overlay.edit(e), mounts: d.mounts, looks: d.looks}
	if d.overlay.replaces(e) {
		return out
	}
	out.looks = &looks{}
	changed := map[string]bool{}
	for _, p := range e.Paths() {
		for ; !changed[p]; p = path.Dir(p) {
			changed[p] = true
		}
	}
	share := func(from, to *sync.Map) {
		from.Range(func(k, v any) bool {
			if !changed[k.(string)] {
				to.Store(k, v)
			}
			return true
		})
	}
	share(&d.infos, &out.infos)
	share(&d.files, &out.files)
	share(&d.lists, &out.lists)
	share(&d.links, &out.links)
	return out
}
