package eval

import (
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
)

// LayerInfo describes a layer of the configuration.
type LayerInfo struct {
	Name     string   `json:"name"` // the collection
	Dir      string   `json:"directory"`
	Priority int      `json:"priority"`
	Series   []string `json:"series,omitempty"`
	Version  string   `json:"version,omitempty"`
	Depends  []string `json:"depends,omitempty"`
}

// LayerInfo returns the layers in the order of BBLAYERS.
func (w *Workspace) LayerInfo() ([]LayerInfo, error) {
	var out []LayerInfo
	var err error
	e := w.Read("", func(s Scope) {
		if out, err = w.layerInfo(s.Data); err != nil {
			err = s.diagnose(err)
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func (w *Workspace) layerInfo(d *datastore.Store) ([]LayerInfo, error) {
	collections, err := config.NewCollections(d, w.library)
	if err != nil {
		return nil, err
	}
	var out []LayerInfo
	for _, l := range w.Layers {
		info := LayerInfo{Name: l.Name(), Dir: l.Dir}
		for _, c := range collections {
			if c.Name == info.Name {
				info.Priority = c.Priority
			}
		}
		if info.Series, err = d.Fields("LAYERSERIES_COMPAT_" + info.Name); err != nil {
			return nil, err
		}
		if info.Version, err = d.Get("LAYERVERSION_" + info.Name); err != nil {
			return nil, err
		}
		if info.Depends, err = d.Fields("LAYERDEPENDS_" + info.Name); err != nil {
			return nil, err
		}
		out = append(out, info)
	}
	return out, nil
}

// Diagnose turns an error of reading a value into a diagnostic.
func (w *Workspace) Diagnose(err error) error {
	if d := w.Interp.Diagnose(err); d != nil {
		return d
	}
	return err
}
