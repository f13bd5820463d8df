package lint

import (
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

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
