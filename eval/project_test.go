package eval_test

import (
	"context"
	"maps"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// project is a small build directory and layer that is nowhere on disk.
var project = map[string]string{
	"build/conf/bblayers.conf": `BBPATH = "${TOPDIR}"
BBFILES ?= ""
BBLAYERS = "/project/layer"
`,
	"build/conf/local.conf": `MACHINE ?= "box"
`,
	"layer/conf/layer.conf": `BBPATH .= ":${LAYERDIR}"
BBFILES += "${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend"
BBFILE_COLLECTIONS += "l"
BBFILE_PATTERN_l = "^${LAYERDIR}/"
BBFILE_PRIORITY_l = "5"
LAYERSERIES_CORENAMES = "wrynose"
LAYERSERIES_COMPAT_l = "wrynose"
addpylib ${LAYERDIR}/lib here
`,
	"layer/lib/here/__init__.py": "def shout(s):\n    return s.upper()\n",
	"layer/conf/bitbake.conf": `TMPDIR = "${TOPDIR}/tmp"
CACHE = "${TMPDIR}/cache"
FILE_NAME = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[0] or 'none'}"
PN = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[0] or 'none'}"
PV = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[1] or '1.0'}"
PR = "r0"
PROVIDES:prepend = "${PN} "
OVERRIDES = "${MACHINE}:pn-${PN}"
require conf/local.conf
`,
	"layer/classes/base.bbclass":  "addtask build\npython do_build() {\n}\n",
	"layer/classes/tool.bbclass":  "WITH = \"tool\"\n",
	"layer/recipes/a_1.0.bb":      "SUMMARY = \"${@here.shout('first')}\"\n",
	"layer/recipes/a_2.0.bb":      "DEFAULT_PREFERENCE = \"-1\"\n",
	"layer/recipes/b_1.0.bb":      "inherit tool\nPROVIDES = \"virtual/thing\"\nBBCLASSEXTEND = \"more\"\n",
	"layer/classes/more.bbclass":  "MORE = \"1\"\n",
	"layer/recipes/c_1.0.bb":      "raise_it = \"1\"\npython () {\n    raise bb.parse.SkipRecipe('not today')\n}\n",
	"layer/recipes/b_%.bbappend":  "EXTRA = \"appended\"\n",
	"layer/recipes/no_1.bbappend": "",
}

// in returns the project's files with their paths, some of them in another form.
func in(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out["/project/"+name] = text
	}
	return out
}

// openProject opens the project with some files changed or added.
func openProject(t testing.TB, change map[string]string) *eval.Workspace {
	t.Helper()
	files := in(project)
	maps.Copy(files, in(change))
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(files), Tracking: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Diags {
		t.Error(d)
	}
	return w
}
