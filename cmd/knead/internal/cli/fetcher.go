package cli

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

// fetcher tells the checks of licences what BitBake's fetchers know. It asks no repository, and gets nothing but by downloads.
type fetcher struct {
	release   fetch.Release
	downloads *downloads
}

func newFetcher(r interp.Release) fetcher { return fetcher{release: fetch.ReleaseOf(r.String())} }

// Decode implements licenses.Fetcher.
func (f fetcher) Decode(url string) (licenses.URL, error) {
	d, err := f.release.Decode(url)
	u := licenses.URL{Type: d.Type, Path: d.Path, Params: map[string]string{}}
	for _, p := range d.Params {
		u.Params[p.Key] = p.Value
	}
	return u, err
}

// Sources implements licenses.Fetcher. An item that cannot be looked at, or is unpacked in a way of its own, is left out.
func (f fetcher) Sources(d *datastore.Store, view *fsys.View) []licenses.Source {
	d = d.Copy() // looking at items may set variables
	s := fetch.Session{Release: f.release, Files: view}
	v := func(name string) string { text, _ := d.Get(name); return text }
	root := v("UNPACKDIR")
	if f.release.Before(2, 10) {
		root = v("WORKDIR")
	}
	var out []licenses.Source
	for _, url := range strings.Fields(v("SRC_URI")) {
		ud, err := s.NewItem(url, d, false)
		if err != nil || s.SetupLocalpath(ud, d) != nil {
			continue
		}
		if f.downloads != nil && ud.Localpath != "" {
			f.downloads.get(ud, ud.Localpath, d)
		}
		u, ok, err := s.Unpacked(ud, root, d)
		if !ok || err != nil {
			continue
		}
		out = append(out, licenses.Source{
			URL: url, Paths: u.Paths, Into: u.Into, Name: u.Name, Copied: u.Copied, Strip: u.Strip, Revision: u.Revision, Subpath: u.Subpath,
		})
	}
	return out
}
