package complete

import (
	"path"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// skeleton is a piece of metadata with places to fill in.
type skeleton struct {
	label, detail, text string
	kinds               []bitbake.Kind
}

var recipes = []bitbake.Kind{bitbake.Recipe, bitbake.Append, bitbake.Class, bitbake.Include}

var skeletons = []skeleton{
	{"recipe", "a whole recipe", "SUMMARY = \"${1:What it is, in a line}\"\nHOMEPAGE = \"${2:https://}\"\nLICENSE = \"${3:MIT}\"\n" +
		"LIC_FILES_CHKSUM = \"file://${4:LICENSE};md5=$5\"\n\nDEPENDS = \"$6\"\n\nSRC_URI = \"${7:https://}\"\nSRC_URI[sha256sum] = \"$8\"\n\ninherit ${9:autotools pkgconfig}\n$0",
		[]bitbake.Kind{bitbake.Recipe}},
	{"git source", "SRC_URI, SRCREV and PV of a repository", "SRC_URI = \"git://${1:host/path.git};protocol=https;branch=${2:main}\"\nSRCREV = \"$3\"\nPV = \"${4:1.0}+git\"\n$0",
		[]bitbake.Kind{bitbake.Recipe, bitbake.Include}},
	{"python function", "a function of Python's for metadata", "python ${1:name}() {\n    $0\n}", recipes},
	{"python anonymous", "Python that runs while the recipe is parsed", "python () {\n    $0\n}", recipes},
	{"def", "a function for Python code", "def ${1:name}(${2:d}):\n    $0", recipes},
	{"task", "a task of its own", "do_${1:name}() {\n\t$0\n}\naddtask $1 after do_${2:compile} before do_${3:build}", recipes},
	{"packageconfig", "an option of PACKAGECONFIG", "PACKAGECONFIG[${1:option}] = \"${2:--enable-$1},${3:--disable-$1},${4:depends},${5:rdepends}\"", recipes},
	{"files append", "find files beside the append", "FILESEXTRAPATHS:prepend := \"\\${THISDIR}/${1:files}:\"", []bitbake.Kind{bitbake.Append}},
}

// skeletons adds the pieces that go with the kind of the file.
func (c *completer) skeletons() {
	for _, s := range skeletons {
		rank := known
		if s.label == "recipe" {
			if rest := strings.TrimSpace(c.text); len(rest) > 40 {
				continue // there is one already
			}
			rank = here
		}
		for _, k := range s.kinds {
			if k == c.Doc.Kind {
				c.items = append(c.items, item{label: s.label, kind: protocol.CompletionItemKindSnippet, rank: rank, detail: s.detail, insert: s.text, snippet: true})
			}
		}
	}
	if c.conf() && path.Base(c.Doc.Path) == "layer.conf" {
		c.items = append(c.items, item{label: "layer", kind: protocol.CompletionItemKindSnippet, rank: known, detail: "what a layer needs", snippet: true,
			insert: "BBPATH .= \":\\${LAYERDIR}\"\nBBFILES += \"\\${LAYERDIR}/recipes-*/*/*.bb \\${LAYERDIR}/recipes-*/*/*.bbappend\"\n" +
				"BBFILE_COLLECTIONS += \"${1:name}\"\nBBFILE_PATTERN_$1 = \"^\\${LAYERDIR}/\"\nBBFILE_PRIORITY_$1 = \"${2:6}\"\nLAYERDEPENDS_$1 = \"core\"\nLAYERSERIES_COMPAT_$1 = \"$3\"\n$0"})
	}
}
