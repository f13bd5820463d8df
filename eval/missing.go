package eval

import "github.com/knead-build/knead/eval/resolve"

// Missing returns what listed recipes need to be built or to run and nothing provides. The listing has to have Inputs; recipes that
// have failed provide nothing.
func (w *Workspace) Missing(l *Listing) ([]resolve.Missing, error) {
	g := &grapher{w: w, infos: map[*resolve.Recipe]*Info{}}
	g.catalogs(l)
	var out []resolve.Missing
	err := g.read(w.AllMulticonfigs(), func() error {
		r, err := g.resolver()
		for _, mc := range w.AllMulticonfigs() {
			if err != nil {
				return err
			}
			var list []resolve.Missing
			list, err = r.Missing(mc)
			out = append(out, list...)
		}
		return err
	})
	return out, err
}
