package feature

import (
	"fmt"
	"slices"
	"strings"
)

// override tells about an override: whether it holds, how much it counts, and what brings it.
func (p *page) override(name string) {
	if p.c == nil {
		return
	}
	if words := expanded(p.s, name); len(words) == 1 {
		name = words[0]
	}
	list := strings.FieldsFunc(p.get("OVERRIDES"), func(c rune) bool { return c == ':' })
	place := slices.Index(list, name)
	switch {
	case slices.Contains(strings.Fields(p.get("PACKAGES")), name) && place < 0:
		p.para("**%s** is a package of the recipe: what is set under its name counts for it alone.", name)
	case strings.HasPrefix(name, "task-"):
		p.para("**%s** holds while the task do_%s runs.", name, strings.TrimPrefix(name, "task-"))
	case place < 0:
		p.para("**%s** does not hold here.", name)
	default:
		p.para("**%s** holds: it is number %d of %d in OVERRIDES, and those behind count more.", name, place+1, len(list))
	}
	p.para("%s", p.kindOf(name))
	if place >= 0 {
		var items []string
		for _, at := range bringers(p.s, "OVERRIDES", name, map[string]bool{}) {
			if item := p.place(at) + " " + codeSpan(cut(at.File.Slice(at.File.LineSpan(at.File.Line(at.Span.Start))), shortText)); !slices.Contains(items, item) {
				items = append(items, item)
			}
		}
		p.list("It comes from", items)
	}
	if place >= 0 || p.Len() > 0 {
		p.para("OVERRIDES is %s", codeSpan(strings.Join(list, ":")))
		p.para("*Evaluated in %s.*", p.where())
	}
}

// kindOf says what an override stands for.
func (p *page) kindOf(name string) string {
	in := func(variable string) bool {
		return slices.Contains(strings.FieldsFunc(p.get(variable), func(c rune) bool { return c == ':' }), name)
	}
	prefix, rest, _ := strings.Cut(name, "-")
	switch {
	case name == p.get("MACHINE"):
		return "It is the machine." + p.configuration("conf/machine/"+name+".conf")
	case name == p.get("DISTRO"):
		return "It is the distribution." + p.configuration("conf/distro/"+name+".conf")
	case in("MACHINEOVERRIDES"):
		return "The machine brings it (MACHINEOVERRIDES): an architecture, a tune, or a family of machines."
	case in("DISTROOVERRIDES"):
		return "The distribution brings it (DISTROOVERRIDES)."
	case name == p.get("TARGET_OS") || name == p.get("TRANSLATED_TARGET_ARCH"):
		return "It is the operating system or the architecture of the target."
	case prefix == "class" && rest != "":
		return fmt.Sprintf("It says which kind of variant is built: %s.", rest)
	case prefix == "virtclass" && rest != "":
		return fmt.Sprintf("It says which variant is built: %s.", rest)
	case prefix == "pn" && rest != "":
		return fmt.Sprintf("It holds in the recipe %s.", rest)
	case prefix == "libc":
		return "It says which C library there is."
	case prefix == "toolchain" && rest != "":
		return fmt.Sprintf("It says which compiler is used: %s.", rest)
	case name == "forcevariable":
		return "It always holds, and counts more than all others."
	}
	return ""
}

// configuration is a link to a configuration file that BBPATH leads to.
func (p *page) configuration(name string) string {
	for _, file := range inFolders(p.c.View(), searchPath(p.s), name) {
		return " " + p.file(file)
	}
	return ""
}
