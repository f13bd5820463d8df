package lint

import (
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/knead-build/knead/eval/fsys"
)

// ExampleLayers returns the layers of an example: the folder itself, and those below it that have a conf/layer.conf.
func ExampleLayers(dir string, view *fsys.View) []string {
	out := []string{dir}
	for _, conf := range view.Glob(dir+"/*/conf/layer.conf", false) {
		out = append(out, path.Dir(path.Dir(conf)))
	}
	return out
}

// ExampleFiles returns the layer of a rule's example in a folder, for a series, as texts by path. See Doc for the text.
func ExampleFiles(dir, text, series string) map[string]string {
	files := map[string]string{
		dir + "/conf/layer.conf": `BBPATH .= ":${LAYERDIR}"
BBFILES += "${LAYERDIR}/recipes/*/*.bb ${LAYERDIR}/recipes/*/*.bbappend"
BBFILE_COLLECTIONS += "example"
BBFILE_PATTERN_example = "^${LAYERDIR}/"
LAYERSERIES_COMPAT_example = "` + series + `"
`,
	}
	if !strings.Contains(text, "-- ") {
		files[dir+"/recipes/x/x_1.0.bb"] = text
		return files
	}
	for _, f := range txtar.Parse([]byte(text)).Files {
		files[dir+"/"+f.Name] = string(f.Data)
	}
	return files
}
