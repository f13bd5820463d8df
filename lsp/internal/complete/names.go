package complete

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lsp/internal/docs"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// The ranks of names: what the document itself has comes first, what only other files mention last.
const (
	here = iota
	often
	known
	elsewhere
)

// variables adds the names of variables: those that the document sets, those that recipes often set, those that have a value here,
// those that are set or read anywhere.
func (c *completer) variables() {
	own := map[string]bool{}
	for _, s := range c.Doc.Tree().Stmts {
		if a, ok := s.(*bitbake.Assignment); ok && !a.Name.Span.Contains(c.Pos) {
			name, _, _ := strings.Cut(a.Name.Value, ":")
			own[name] = true
		}
	}
	words := c.words()
	add := func(name string, rank int) {
		switch {
		case own[name]:
			rank = here
		case words.Often[name]:
			rank = often
		}
		c.items = append(c.items, item{label: name, kind: protocol.CompletionItemKindVariable, rank: rank, about: "variable"})
	}
	for name := range own {
		if plain(name) {
			add(name, here)
		}
	}
	c.eachName(func(name string, n *datastore.Name) {
		if c.scope.Data.RawFlagOf(n, "func") == nil {
			add(name, known)
		}
	})
	for _, name := range append(docs.Names(docs.Variables), words.Variables...) {
		if plain(name) && !strings.HasPrefix(name, "do_") {
			add(name, elsewhere)
		}
	}
}

// plain reports whether a name is one that people write: BitBake's own begin with "_".
func plain(name string) bool {
	return name != "" && name[0] != '_' && name[0] != '.' && !strings.ContainsAny(name, ":${}/")
}

// eachName visits the plain names of what the evaluation knows.
func (c *completer) eachName(visit func(name string, n *datastore.Name)) {
	if c.scope.Data == nil {
		return
	}
	keys, err := c.scope.Data.Keys()
	if err != nil {
		return
	}
	for _, k := range keys {
		if plain(k) {
			visit(k, c.scope.Data.Intern(k))
		}
	}
}

// overrides adds what may stand behind the colon of a name: operators, packages, and overrides, those that hold here first, and of
// these the one that counts most.
func (c *completer) overrides(name string) {
	root, rest, _ := strings.Cut(name, ":")
	operator := false
	taken := map[string]bool{}
	for _, part := range strings.Split(rest, ":") {
		taken[part] = true
		operator = operator || part == "append" || part == "prepend" || part == "remove"
	}
	rank := 0
	add := func(kind protocol.CompletionItemKind, detail, about, label string) {
		if !taken[label] && label != "" {
			c.items = append(c.items, item{label: label, kind: kind, rank: rank, detail: detail, about: about})
			rank++
		}
	}
	if snapshot.PerPackage(root) {
		for _, p := range c.packages() {
			add(protocol.CompletionItemKindModule, "package", "", p)
		}
	}
	if !operator {
		for _, op := range []string{"append", "prepend", "remove"} {
			add(protocol.CompletionItemKindOperator, "operator", "operator", op)
		}
	}
	if c.scope.Data != nil {
		if list, err := c.scope.Data.Overrides(); err == nil {
			for _, o := range slices.Backward(list) {
				add(protocol.CompletionItemKindEnumMember, "holds here", "override", o)
			}
		}
	}
	for _, o := range c.words().Overrides {
		add(protocol.CompletionItemKindEnumMember, "", "override", o)
	}
}

// packages returns the recipe's packages as they are written in it: ${PN}-dev.
func (c *completer) packages() []string {
	pn := c.get("PN")
	if pn == "" || c.context.Recipe == nil {
		return []string{"${PN}"}
	}
	out := []string{"${PN}"}
	for _, p := range strings.Fields(c.get("PACKAGES")) {
		if suffix, ok := strings.CutPrefix(p, pn); ok && (suffix == "" || suffix[0] == '-') {
			p = "${PN}" + suffix
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// flagName completes in the brackets behind a variable.
func (c *completer) flagName(variable, typed string) {
	c.last(len(typed), func(b byte) bool { return isName(b) || b == '@' })
	root, _, _ := strings.Cut(variable, ":")
	add := func(rank int, names ...string) { c.add(protocol.CompletionItemKindProperty, rank, "flag", names...) }
	if c.scope.Data != nil {
		for _, f := range c.scope.Data.Flags(root) {
			if !slices.Contains(innerFlags, f.Name) {
				add(here, f.Name)
			}
		}
	}
	switch {
	case root == "SRC_URI":
		c.sums(add)
	case strings.HasPrefix(root, "do_"):
		add(often, taskFlags...)
		add(elsewhere, c.words().Flags["do_"]...)
	}
	if root != "PACKAGECONFIG" && root != "SRC_URI" {
		add(known, variableFlags...)
	}
	add(elsewhere, c.words().Flags[root]...)
}

// innerFlags are those that BitBake sets by itself.
var innerFlags = []string{"func", "python", "task", "filename", "lineno", "deps", "defaultval", "export_func", "fakeroot"}

// taskFlags and variableFlags are the flags that mean something to BitBake ("Variable Flags" in its manual) and to OE-Core's classes.
var (
	taskFlags = []string{
		"cleandirs", "depends", "deptask", "dirs", "file-checksums", "lockfiles", "mcdepends", "network", "noexec", "nostamp", "number_threads",
		"postfuncs", "prefuncs", "progress", "rdepends", "rdeptask", "recideptask", "recrdeptask", "sstate-inputdirs", "sstate-outputdirs",
		"sstate-plaindirs", "stamp-extra-info", "umask", "fakeroot",
	}
	variableFlags = []string{"doc", "export", "unexport", "vardeps", "vardepsexclude", "vardepvalue", "vardepvalueexclude"}
)

// sums adds the flags of SRC_URI: checksums, of items with a name behind that.
func (c *completer) sums(add func(int, ...string)) {
	for i, sum := range []string{"sha256sum", "sha512sum", "sha384sum", "sha1sum", "md5sum"} {
		add(often+i, sum)
	}
	for _, it := range strings.Fields(c.get("SRC_URI")) {
		if _, rest, ok := strings.Cut(it, ";name="); ok {
			name, _, _ := strings.Cut(rest, ";")
			add(here, name+".sha256sum")
		}
	}
}
