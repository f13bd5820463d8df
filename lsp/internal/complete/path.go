package complete

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// bbpath returns the folders of BBPATH.
func (c *completer) bbpath() []string {
	return slices.DeleteFunc(strings.Split(c.get("BBPATH"), ":"), func(p string) bool { return p == "" })
}

// classes adds classes: those for recipes, or those for the configuration to inherit.
func (c *completer) classes(global bool) {
	folders := []string{"classes", "classes-recipe"}
	if global {
		folders[1] = "classes-global"
	}
	view := c.view()
	for _, dir := range c.bbpath() {
		for i, folder := range folders {
			names, err := view.ReadDir(path.Join(dir, folder))
			if err != nil {
				continue // most layers lack one of them
			}
			for _, n := range names {
				if class, ok := strings.CutSuffix(n, ".bbclass"); ok {
					c.add(protocol.CompletionItemKindClass, 1-i, "class", class)
				}
			}
		}
	}
}

// machines adds the machines that the layers have.
func (c *completer) machines() { c.configurations("machine", 0) }

// configurations adds the names of the files in a folder below conf, along BBPATH.
func (c *completer) configurations(folder string, rank int) {
	view := c.view()
	for _, dir := range c.bbpath() {
		names, err := view.ReadDir(path.Join(dir, "conf", folder))
		if err != nil {
			continue
		}
		for _, n := range names {
			if name, ok := strings.CutSuffix(n, ".conf"); ok {
				c.add(protocol.CompletionItemKindEnumMember, rank, folder, name)
			}
		}
	}
}

// includes adds files that can be included: those beside the document, and those along BBPATH.
func (c *completer) includes(typed string) {
	dirs := append([]string{path.Dir(c.Doc.Path)}, c.bbpath()...)
	c.paths(dirs, typed, func(name string) bool {
		return strings.HasSuffix(name, ".inc") || strings.HasSuffix(name, ".conf") && (c.conf() || strings.HasPrefix(typed, "conf/"))
	})
}

// paths adds the files, and the folders, that are in some folders where the typed path leads; the folders in front come first.
func (c *completer) paths(dirs []string, typed string, keep func(name string) bool) {
	front := typed[:strings.LastIndexByte(typed, '/')+1]
	c.last(len(typed)-len(front), func(b byte) bool { return isItem(b) && b != '/' && b != ';' })
	below := c.expand(front)
	if path.IsAbs(below) {
		dirs = []string{"/"}
	}
	view := c.view()
	for i, dir := range dirs {
		in := path.Join(dir, below)
		names, err := view.ReadDir(in)
		if err != nil {
			continue
		}
		for _, n := range names {
			switch {
			case strings.HasPrefix(n, "."):
			case view.IsDir(path.Join(in, n)):
				c.items = append(c.items, item{label: n + "/", kind: protocol.CompletionItemKindFolder, rank: i + 100})
			case keep(n):
				c.items = append(c.items, item{label: n, kind: protocol.CompletionItemKindFile, rank: i})
			}
		}
	}
}
