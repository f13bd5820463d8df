package complete

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// values says what the words of variables are; a name that begins or ends with "*" stands for all that end or begin like the rest.
var values = []struct {
	names string
	add   func(c *completer, name, value string)
}{
	{"SRC_URI *_SRC_URI", (*completer).source},
	{"LIC_FILES_CHKSUM", (*completer).licenseFiles},
	{"LICENSE INCOMPATIBLE_LICENSE LICENSE_*", (*completer).license},
	{"DEPENDS EXTRA_DEPENDS", simple((*completer).providers)},
	{"PREFERRED_PROVIDER_*", (*completer).preferredProvider},
	{"PREFERRED_VERSION_*", (*completer).preferredVersion},
	{"RDEPENDS RRECOMMENDS RSUGGESTS RCONFLICTS RREPLACES RPROVIDES *_RDEPENDS *_RRECOMMENDS IMAGE_INSTALL PACKAGE_INSTALL *_INSTALL " +
		"PACKAGE_EXCLUDE BAD_RECOMMENDATIONS TOOLCHAIN_TARGET_TASK VIRTUAL-RUNTIME_*", simple((*completer).runtime)},
	{"PACKAGECONFIG PACKAGECONFIG_CONFARGS", simple((*completer).packageconfig)},
	{"INHERIT USER_CLASSES IMAGE_CLASSES PACKAGE_CLASSES INHERIT_DISTRO", simple(func(c *completer) { c.classes(true) })},
	{"MACHINE COMPATIBLE_MACHINE", simple((*completer).machines)},
	{"DISTRO", simple(func(c *completer) { c.configurations("distro", 0) })},
	{"BBCLASSEXTEND", simple(func(c *completer) { c.add(protocol.CompletionItemKindValue, 0, "", "native", "nativesdk") })},
	{"*_COMMAND *FUNCS", simple(func(c *completer) { c.functions(false) })},
	{"PACKAGES PACKAGE_BEFORE_PN", simple((*completer).ownPackages)},
	{"*_FEATURES *_FEATURES_OPTED_OUT *_FEATURES_DEFAULT *_FEATURES_BACKFILL_CONSIDERED", func(c *completer, name, _ string) { c.features(name) }},
}

func simple(f func(*completer)) func(*completer, string, string) {
	return func(c *completer, _, _ string) { f(c) }
}

// named reports whether a name is one of a list of values.
func named(name, list string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(x string) bool {
		if front, ok := strings.CutSuffix(x, "*"); ok {
			return strings.HasPrefix(name, front)
		}
		back, ok := strings.CutPrefix(x, "*")
		return ok && strings.HasSuffix(name, back) || x == name
	})
}

// value completes a word of the value of a variable, or of a flag of it; value is what stands of it before the cursor.
func (c *completer) value(name, flag, value string) {
	root, _, _ := strings.Cut(name, ":")
	c.word(isItem)
	if flag != "" {
		c.flagValue(root, flag, value)
		return
	}
	for _, v := range values {
		if named(root, v.names) {
			v.add(c, root, value)
			break
		}
	}
	c.seenWords(root)
}

// seenWords adds what other files say of a variable.
func (c *completer) seenWords(name string) {
	for i, w := range c.words().Values[name] {
		if i == most {
			return
		}
		c.items = append(c.items, item{label: w, kind: protocol.CompletionItemKindValue, rank: 1000 + i})
	}
}

// flagValue completes the value of a flag.
func (c *completer) flagValue(name, flag, value string) {
	switch flag {
	case "depends", "rdepends", "mcdepends":
		c.taskOf(value)
	case "deptask", "rdeptask", "recrdeptask", "recideptask":
		c.tasks("")
	case "prefuncs", "postfuncs", "eventmask":
		c.functions(false)
	case "vardeps", "vardepsexclude":
		c.variables()
	case "noexec", "nostamp", "network", "fakeroot", "export", "unexport":
		c.add(protocol.CompletionItemKindValue, 0, "", "1")
	case "dirs", "cleandirs":
		c.add(protocol.CompletionItemKindVariable, 0, "", "${S}", "${B}", "${D}", "${WORKDIR}", "${UNPACKDIR}", "${DEPLOYDIR}", "${T}", "${PKGDEST}")
	}
	if name == "PACKAGECONFIG" { // WITH,WITHOUT,DEPENDS,RDEPENDS,RRECOMMENDS,CONFLICTS
		c.word(func(b byte) bool { return isItem(b) && b != ',' })
		switch strings.Count(value, ",") {
		case 2:
			c.providers()
		case 3, 4:
			c.runtime()
		case 5:
			c.packageconfig()
		}
	}
}

// taskOf completes "recipe:do_task".
func (c *completer) taskOf(value string) {
	typed := value[strings.LastIndexAny(value, " \t\n")+1:]
	if i := strings.LastIndexByte(typed, ':'); i >= 0 {
		c.last(len(typed)-i-1, isName)
		c.tasks("")
		return
	}
	c.providers()
	for i, x := range c.items {
		c.items[i].insert = x.label + ":do_"
	}
}

// providers adds what can be depended on to build: recipes, and what they provide.
func (c *completer) providers() {
	cat := c.catalog()
	for _, name := range cat.Provided {
		all := cat.By[name]
		kind, rank, by := protocol.CompletionItemKindModule, known, all[len(all)-1]
		switch {
		case strings.HasPrefix(name, "virtual/"):
			kind = protocol.CompletionItemKindInterface
		case by.Variant == "":
			rank = often
		}
		detail := by.PV
		if by.PN != name {
			detail = by.PN
		}
		c.items = append(c.items, item{label: name, kind: kind, rank: rank, detail: detail, about: "recipe"})
	}
}

// runtime adds packages.
func (c *completer) runtime() {
	if !c.conf() {
		for _, p := range c.packages() {
			c.add(protocol.CompletionItemKindModule, here, "", p)
		}
	}
	cat := c.catalog()
	for _, p := range cat.Packages {
		rank, detail := known, ""
		if v := cat.Made[p]; v != nil {
			detail = v.PN
			switch {
			case v.Variant == "native":
				rank = elsewhere
			case v.PN == p:
				rank, detail = often, v.PV
			}
		}
		c.items = append(c.items, item{label: p, kind: protocol.CompletionItemKindModule, rank: rank, detail: detail, about: "package"})
	}
}

func (c *completer) ownPackages() {
	for _, p := range c.packages() {
		c.add(protocol.CompletionItemKindModule, here, "", p)
	}
	for _, suffix := range []string{"-dev", "-doc", "-dbg", "-src", "-staticdev", "-locale", "-bin", "-lib", "-tools", "-utils", "-ptest"} {
		c.add(protocol.CompletionItemKindModule, often, "", "${PN}"+suffix)
	}
}

// packageconfig adds the recipe's options.
func (c *completer) packageconfig() {
	if c.scope.Data == nil {
		return
	}
	for _, f := range c.scope.Data.Flags("PACKAGECONFIG") {
		if f.Name == "doc" || f.Name == "defaultval" {
			continue
		}
		text, _ := f.Value.(string)
		c.items = append(c.items, item{label: f.Name, kind: protocol.CompletionItemKindEnumMember, detail: text, about: "option"})
	}
}

// features adds the features of a kind: those that the configuration has, and those that metadata looks for.
func (c *completer) features(name string) {
	for i, suffix := range []string{"", "_OPTED_OUT", "_DEFAULTS", "_BACKFILL", "_BACKFILL_CONSIDERED"} {
		kind := name
		for _, front := range []string{"REQUIRED_", "ANY_OF_", "CONFLICT_", "EXTRA_"} {
			kind = strings.TrimPrefix(kind, front)
		}
		kind = strings.TrimSuffix(strings.TrimSuffix(kind, "_OPTED_OUT"), "_BACKFILL_CONSIDERED") + suffix
		for _, w := range strings.Fields(c.get(kind)) {
			c.items = append(c.items, item{label: w, kind: protocol.CompletionItemKindEnumMember, rank: i, detail: "in " + kind, about: "feature"})
		}
		if kind != name {
			c.seenWords(kind)
		}
	}
}

func (c *completer) preferredProvider(name, _ string) {
	cat := c.catalog()
	for _, v := range cat.By[strings.TrimPrefix(name, "PREFERRED_PROVIDER_")] {
		c.items = append(c.items, item{label: v.PN, kind: protocol.CompletionItemKindModule, detail: v.PV, about: "recipe"})
	}
}

func (c *completer) preferredVersion(name, _ string) {
	for _, v := range c.catalog().Versions[strings.TrimPrefix(name, "PREFERRED_VERSION_")] {
		c.add(protocol.CompletionItemKindValue, 0, "", v)
		if i := strings.LastIndexByte(v, '.'); i > 0 {
			c.add(protocol.CompletionItemKindValue, 1, "", v[:i]+".%")
		}
	}
}
