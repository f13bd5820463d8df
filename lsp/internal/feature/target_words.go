package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// Meaning is what a word of a value names.
type Meaning uint8

// The meanings of words.
const (
	Plain   Meaning = iota
	Recipe          // what a recipe provides when it is built
	Package         // a package, or what packages provide
	Source          // an item of SRC_URI or LIC_FILES_CHKSUM
	License         // a licence's or an exception's name
	Feature         // of a distribution, a machine, an image
	Option          // an option of PACKAGECONFIG, which is a flag of it, too
)

// Meaning returns what a word names.
func (t Target) Meaning() Meaning {
	if t.Kind != Word {
		return Plain
	}
	if t.Flag != "" {
		if t.Flag == "depends" {
			return Recipe
		}
		if t.Flag == "rdepends" {
			return Package
		}
		return Plain
	}
	return MeaningOf(t.Of)
}

// MeaningOf returns what the words of a variable, named without overrides, name.
func MeaningOf(variable string) Meaning {
	switch {
	case slices.Contains(recipeLists, variable) || strings.HasPrefix(variable, "PREFERRED_PROVIDER_"):
		return Recipe
	case slices.Contains(packageLists, variable) || strings.HasPrefix(variable, "PREFERRED_RPROVIDER_"):
		return Package
	case variable == "SRC_URI" || variable == "LIC_FILES_CHKSUM":
		return Source
	case variable == "LICENSE" || variable == "INCOMPATIBLE_LICENSE":
		return License
	case strings.HasSuffix(variable, "_FEATURES") || strings.Contains(variable, "_FEATURES_"):
		return Feature
	case variable == "PACKAGECONFIG" || variable == "PACKAGECONFIG_CONFARGS":
		return Option
	}
	return Plain
}

var (
	recipeLists = []string{
		"DEPENDS", "PROVIDES", "ASSUME_PROVIDED", "EXTRA_IMAGEDEPENDS", "BASEDEPENDS", "BASE_DEFAULT_DEPS", "DEPENDS_GETTEXT", "PACKAGE_DEPENDS",
	}
	packageLists = []string{
		"RDEPENDS", "RRECOMMENDS", "RSUGGESTS", "RPROVIDES", "RCONFLICTS", "RREPLACES", "PACKAGES", "IMAGE_INSTALL", "PACKAGE_INSTALL",
		"CORE_IMAGE_EXTRA_INSTALL", "IMAGE_INSTALL_DEBUGFS", "PACKAGE_EXCLUDE", "BAD_RECOMMENDATIONS", "PACKAGE_INSTALL_ATTEMPTONLY",
		"TOOLCHAIN_HOST_TASK", "TOOLCHAIN_TARGET_TASK", "MACHINE_ESSENTIAL_EXTRA_RDEPENDS", "MACHINE_ESSENTIAL_EXTRA_RRECOMMENDS",
		"MACHINE_EXTRA_RDEPENDS", "MACHINE_EXTRA_RRECOMMENDS", "DISTRO_EXTRA_RDEPENDS", "DISTRO_EXTRA_RRECOMMENDS",
		"FEATURE_INSTALL", "FEATURE_INSTALL_OPTIONAL", "LINGUAS_INSTALL",
	}
	classLists    = []string{"INHERIT", "INHERIT_DISTRO", "USER_CLASSES", "IMAGE_CLASSES", "PACKAGE_CLASSES", "KERNEL_CLASSES"}
	overrideLists = []string{"OVERRIDES", "MACHINEOVERRIDES", "DISTROOVERRIDES", "FILESOVERRIDES", "CLASSOVERRIDE", "LIBCOVERRIDE", "TUNE_OVERRIDES"}
	variableLists = []string{
		"BB_BASEHASH_IGNORE_VARS", "BB_HASHCONFIG_IGNORE_VARS", "BB_ENV_PASSTHROUGH", "BB_ENV_PASSTHROUGH_ADDITIONS",
	}
)

// inValue is about the value of a variable, or of a flag of one: its words.
func inValue(text bitbake.Text, pos source.Pos, variable, flag string) Target {
	root, _, _ := strings.Cut(variable, ":")
	if flag != "" {
		return inFlagValue(text, pos, root, flag)
	}
	t := Target{Kind: Word, Of: root, Key: variable}
	switch {
	case slices.Contains(classLists, root):
		t.Kind = Class
	case slices.Contains(variableLists, root):
		t = Target{Kind: Variable}
	case slices.Contains(overrideLists, root):
		t.Kind = Override
		return inSeparated(text, pos, ": \t\n\\", t)
	case strings.HasSuffix(root, "_COMMAND") || strings.HasSuffix(root, "FUNCS"):
		return inSeparated(text, pos, "; \t\r\n\\", Target{Kind: Variable})
	case MeaningOf(root) == Source:
		return inItem(text, pos, t)
	case MeaningOf(root) == License:
		if t = inSeparated(text, pos, "()&| \t\r\n\\", t); t.Name == "AND" || t.Name == "OR" || t.Name == "WITH" {
			t.Kind = Keyword
		}
		return t
	}
	t = inWords(text, pos, t)
	if strings.HasPrefix(t.Name, "(") || strings.HasSuffix(t.Name, ")") && MeaningOf(root) != Plain {
		return Target{} // a version's constraint
	}
	return t
}

// inFlagValue is about the value of a flag. Those of tasks name tasks, recipes and variables.
func inFlagValue(text bitbake.Text, pos source.Pos, variable, flag string) Target {
	t := Target{Kind: Word, Of: variable, Flag: flag}
	switch flag {
	case "deptask", "rdeptask", "recrdeptask", "recideptask":
		return inWords(text, pos, Target{Kind: Task})
	case "vardeps", "vardepsexclude", "prefuncs", "postfuncs":
		return inWords(text, pos, Target{Kind: Variable})
	case "depends", "rdepends", "mcdepends":
		whole := inWords(text, pos, t)
		colon := strings.LastIndexByte(whole.Name, ':')
		if whole.Kind != Word || colon < 0 {
			return whole
		}
		start := offsetIn(text, whole.Span.Start)
		if i := offsetIn(text, pos); i > start+colon {
			at := start + colon + 1
			recipe := whole.Name[strings.LastIndexByte(whole.Name[:colon], ':')+1 : colon]
			return Target{Kind: Task, Name: whole.Name[colon+1:], Of: recipe, Span: text.Sub(at, start+len(whole.Name)).Span}
		}
		from := start + strings.LastIndexByte(whole.Name[:colon], ':') + 1
		whole.Name, whole.Span = text.Value[from:start+colon], text.Sub(from, start+colon).Span
		return whole
	}
	return inWords(text, pos, t)
}

// inWords finds the word of a text, or what is expanded in it.
func inWords(text bitbake.Text, pos source.Pos, t Target) Target {
	return inSeparated(text, pos, " \t\r\n\\", t)
}

// inSeparated is inWords for words that any of some bytes divide. A reference is a part of the word that it touches.
func inSeparated(text bitbake.Text, pos source.Pos, separators string, t Target) Target {
	if !text.Known() || !text.Span.Contains(pos) {
		return Target{}
	}
	if found := inText(text, pos); found.Kind != None {
		return found
	}
	masked, _ := shell.Mask(text.Value)
	i := offsetIn(text, pos)
	start := strings.LastIndexAny(masked[:i], separators) + 1
	end := i + strings.IndexAny(masked[i:]+separators, separators)
	if start == end {
		return Target{}
	}
	t.Name, t.Span = text.Value[start:end], text.Sub(start, end).Span
	return t
}

// inItem is about an item of SRC_URI: what it fetches, or a parameter.
func inItem(text bitbake.Text, pos source.Pos, t Target) Target {
	whole := inWords(text, pos, t)
	if whole.Kind != Word {
		return whole
	}
	masked, _ := shell.Mask(whole.Name)
	whole.Item = whole.Name
	start := offsetIn(text, whole.Span.Start)
	i := offsetIn(text, pos) - start
	first := strings.IndexByte(masked+";", ';')
	if i <= first {
		whole.Name, whole.Span = whole.Item[:first], text.Sub(start, start+first).Span
		return whole
	}
	from := strings.LastIndexByte(masked[:i], ';') + 1
	to := i + strings.IndexByte(masked[i:]+";", ';')
	whole.Kind, whole.Span = Parameter, text.Sub(start+from, start+to).Span
	whole.Name, _, _ = strings.Cut(whole.Item[from:to], "=")
	return whole
}
