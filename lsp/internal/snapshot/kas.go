package snapshot

import (
	"maps"
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
)

// kasProject is what is read of a kas project file (kas' documentation, "Project Configuration").
type kasProject struct {
	Header          struct{ Includes []any }
	Machine, Distro string
	Repos           map[string]*kasRepo
	BBLayers        map[string]string `json:"bblayers_conf_header"`
	Local           map[string]string `json:"local_conf_header"`
}

type kasRepo struct {
	URL, Path string
	Layers    map[string]any
}

// kas adds the build of a kas project file in a folder, of the layers that are on disk already: nothing is fetched. What is beside
// the folder's own files lies below the folder, as kas has it by default.
func (n *Snapshot) kas(folder string) {
	view := n.View()
	for _, name := range []string{"kas.yml", "kas.yaml", ".config.yaml"} {
		p, ok := readKas(view, folder+"/"+name, 0)
		if !ok || len(p.Repos) == 0 {
			continue
		}
		up := MadeUp{Series: "master", Machine: p.Machine, Distro: p.Distro}
		for _, l := range p.layers(view, folder) {
			if up.Core == "" && view.IsFile(l+"/conf/bitbake.conf") {
				up.Core = l
			} else {
				up.Layers = append(up.Layers, l)
			}
		}
		if _, series, ok := config.LayersRelease(view, up.Layers); ok {
			up.Series = series
		}
		for _, header := range []map[string]string{p.BBLayers, p.Local} {
			for _, key := range slices.Sorted(maps.Keys(header)) {
				up.Local += header[key] + "\n"
			}
		}
		n.add(n.madeUp(folder, up))
		return
	}
}

// readKas reads a project file and those of the same repository that it includes, which it overrides.
func readKas(view *fsys.View, file string, depth int) (p kasProject, ok bool) {
	text, err := view.ReadFile(file)
	if err != nil || depth > 10 {
		return p, false
	}
	var own kasProject
	if yaml.Unmarshal([]byte(text), &own) != nil {
		return p, false
	}
	for _, i := range own.Header.Includes {
		if name, isText := i.(string); isText { // the others are files of other repositories
			for _, dir := range []string{path.Dir(file), path.Dir(path.Dir(file))} {
				if included, ok := readKas(view, dir+"/"+name, depth+1); ok {
					p = p.under(included)
					break
				}
			}
		}
	}
	return p.under(own), true
}

// under returns a project with another one over it.
func (p kasProject) under(o kasProject) kasProject {
	merge := func(a, b map[string]string) map[string]string {
		out := map[string]string{}
		maps.Copy(out, a)
		maps.Copy(out, b)
		return out
	}
	repos := map[string]*kasRepo{}
	maps.Copy(repos, p.Repos)
	maps.Copy(repos, o.Repos)
	p.Repos, p.BBLayers, p.Local = repos, merge(p.BBLayers, o.BBLayers), merge(p.Local, o.Local)
	if o.Machine != "" {
		p.Machine = o.Machine
	}
	if o.Distro != "" {
		p.Distro = o.Distro
	}
	return p
}

// layers returns the layers that are there, by the repositories' names.
func (p kasProject) layers(view *fsys.View, folder string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p.Repos)) {
		repo := p.Repos[name]
		dir := folder
		switch {
		case repo == nil:
			out = append(out, folder)
			continue
		case path.IsAbs(repo.Path):
			dir = repo.Path
		case repo.Path != "":
			dir = folder + "/" + repo.Path
		case repo.URL != "":
			dir = folder + "/" + name
		}
		if repo.Layers == nil {
			out = append(out, dir)
		}
		for _, layer := range slices.Sorted(maps.Keys(repo.Layers)) {
			if state, _ := repo.Layers[layer].(string); state != "disabled" && state != "excluded" && repo.Layers[layer] != false {
				out = append(out, dir+"/"+layer)
			}
		}
	}
	for i := range out {
		out[i] = strings.TrimSuffix(path.Clean(out[i]), "/.")
	}
	return slices.DeleteFunc(out, func(l string) bool { return !view.IsFile(l + "/conf/layer.conf") })
}
