package fsys

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Outdated returns the paths of what the host has changed since it was looked at: files that were read, folders, and what was looked
// for in a folder in vain that has other entries now.
func (d *Disk) Outdated() []string {
	changed := map[string]bool{}
	absent := map[string][]string{} // by folder
	d.infos.Range(func(k, v any) bool {
		p, e := k.(string), v.(*infoEntry)
		if tree, _ := d.mounted(p); tree != nil || d.overlay.covers(p) || d.overlay.gone[p] {
			return true
		}
		if e.err != nil {
			if errors.Is(e.err, fs.ErrNotExist) {
				absent[path.Dir(p)] = append(absent[path.Dir(p)], p)
			}
			return true
		}
		_, read := d.files.Load(p)
		if !read && !e.info.IsDir() || e.info.ModTime.IsZero() {
			return true
		}
		fi, err := os.Lstat(filepath.FromSlash(p))
		if err != nil || fi.Mode() != e.info.Mode || !fi.ModTime().Equal(e.info.ModTime) || !fi.IsDir() && fi.Size() != e.info.Size {
			changed[p] = true
		}
		return true
	})
	var out []string
	for p := range changed {
		out = append(out, p)
		for _, q := range absent[p] {
			if _, err := os.Lstat(filepath.FromSlash(q)); err == nil {
				out = append(out, q)
			}
		}
	}
	slices.Sort(out)
	return out
}
