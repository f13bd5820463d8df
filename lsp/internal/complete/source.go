package complete

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// source completes an item of SRC_URI: the scheme, the path of a file, parameters.
func (c *completer) source(_, value string) {
	typed := value[strings.LastIndexAny(value, " \t\n")+1:]
	scheme, rest, ok := strings.Cut(typed, "://")
	switch {
	case !ok:
		c.schemes()
	case strings.Contains(rest, ";"):
		c.parameters(scheme, rest)
	case scheme == "file":
		c.paths(strings.Split(c.get("FILESPATH"), ":"), rest, func(string) bool { return true })
	}
}

func (c *completer) schemes() {
	usual := []string{"file", "git", "https", "http"}
	for _, s := range rules.Schemes(c.release()) {
		rank := slices.Index(usual, s)
		if rank < 0 {
			rank = len(usual)
		}
		c.add(protocol.CompletionItemKindEnumMember, rank, "scheme", s+"://")
	}
	c.eachName(func(name string, _ *datastore.Name) {
		if strings.HasSuffix(name, "_MIRROR") {
			c.items = append(c.items, item{label: "${" + name + "}", kind: protocol.CompletionItemKindVariable, rank: 10, detail: c.get(name), insert: "${" + name + "}/"})
		}
	})
}

// parameterValues are what parameters of SRC_URI's items may be.
var parameterValues = map[string][]string{
	"protocol": {"https", "ssh", "git", "file", "http", "rsync"}, "type": {"kmeta"}, "branch": {"main", "master"},
	"apply": {"yes", "no"}, "unpack": {"0", "1"}, "nobranch": {"1"}, "lfs": {"0", "1"}, "usehead": {"1"}, "bareclone": {"1"},
	"rebaseable": {"1"}, "nocheckout": {"1"}, "striplevel": {"0", "1"}, "pnum": {"0", "1", "2"},
}

// parameters completes behind a semicolon: a parameter's name, or its value.
func (c *completer) parameters(scheme, rest string) {
	last := rest[strings.LastIndexByte(rest, ';')+1:]
	part := func(b byte) bool { return isItem(b) && b != ';' && b != '=' }
	if name, value, ok := strings.Cut(last, "="); ok {
		c.last(len(value), part)
		for i, v := range parameterValues[name] {
			c.add(protocol.CompletionItemKindValue, i, "", v)
		}
		return
	}
	c.last(len(last), part)
	for i, p := range rules.Parameters(scheme, c.release()) {
		if !strings.Contains(";"+rest, ";"+p+"=") {
			c.items = append(c.items, item{label: p, kind: protocol.CompletionItemKindProperty, rank: i, insert: p + "=", about: "parameter"})
		}
	}
}

// licenseTexts are what sources call the files with their licence.
var licenseTexts = []string{"COPYING", "LICENSE", "COPYING.LIB", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYRIGHT"}

// licenseFiles completes an item of LIC_FILES_CHKSUM.
func (c *completer) licenseFiles(_, value string) {
	typed := value[strings.LastIndexAny(value, " \t\n")+1:]
	rest, ok := strings.CutPrefix(typed, "file://")
	switch name, params, some := strings.Cut(rest, ";"); {
	case !ok:
		c.add(protocol.CompletionItemKindEnumMember, 0, "", "file://")
	case some:
		c.licenseParameters(name, params)
	default:
		dirs := []string{c.get("S")}
		c.paths(append(dirs, strings.Split(c.get("FILESPATH"), ":")...), rest, func(string) bool { return true })
		if !strings.Contains(rest, "/") {
			for i, f := range licenseTexts {
				c.add(protocol.CompletionItemKindFile, i, "", f)
			}
			c.add(protocol.CompletionItemKindFolder, len(licenseTexts), "", "${COMMON_LICENSE_DIR}/", "${COREBASE}/")
		}
	}
}

// licenseParameters completes the parameters of an item: for a file that is there, with its checksum.
func (c *completer) licenseParameters(name, params string) {
	last := params[strings.LastIndexByte(params, ';')+1:]
	c.last(len(last), func(b byte) bool { return isItem(b) && b != ';' })
	sum := item{label: "md5=", kind: protocol.CompletionItemKindProperty, detail: "the text's checksum"}
	dirs := append([]string{c.get("S")}, strings.Split(c.get("FILESPATH"), ":")...)
	for _, dir := range dirs {
		p := c.expand(name)
		if !path.IsAbs(p) {
			p = path.Join(dir, p)
		}
		if text, err := c.view().ReadFile(p); err == nil {
			sum.insert = "md5=" + licenses.Sum([]byte(text))
			break
		}
	}
	c.items = append(c.items, sum)
	c.add(protocol.CompletionItemKindProperty, 1, "", "beginline=", "endline=")
}
