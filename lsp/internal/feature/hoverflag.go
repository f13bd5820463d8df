package feature

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lsp/internal/docs"
)

// flag tells about a flag of a variable.
func (p *page) flag(variable, name string) {
	if rootOf(variable) == "PACKAGECONFIG" && name != "doc" && !strings.HasPrefix(name, "var") {
		p.option(name)
		return
	}
	documentation := flagDocumentation(name)
	if p.c == nil {
		if documentation != "" {
			p.para("**[%s]**", name)
			p.para("%s", documentation)
		}
		return
	}
	p.flagValue(variable, name)
	p.para("%s", documentation)
	p.history(variable, name)
	p.para("*Evaluated in %s.*", p.where())
}

// flagDocumentation returns what a flag does. The checksums of downloads may have the item's name in front.
func flagDocumentation(name string) string {
	return docs.Of(docs.Flags, "["+name[strings.LastIndexByte(name, '.')+1:]+"]")
}

// flagValue shows a flag's value.
func (p *page) flagValue(variable, name string) {
	raw := p.s.Data.RawFlag(variable, name)
	if raw == nil {
		p.para("%s is not set.", codeSpan(variable+"["+name+"]"))
		return
	}
	value, err := p.s.Data.FlagText(variable, name)
	if err != nil {
		p.para("%s cannot be expanded.", codeSpan(variable+"["+name+"]"))
		return
	}
	p.code("bitbake", assignment(variable+"["+name+"]", value))
	if text := datastore.TextOf(raw); text != value {
		p.para("Written as %s", codeSpan(cut(text, 3*longLine)))
	}
}

// option tells about an option of PACKAGECONFIG.
func (p *page) option(name string) {
	if p.c == nil {
		return
	}
	state := "is off"
	if slices.Contains(strings.Fields(p.get("PACKAGECONFIG")), name) {
		state = "is on"
	}
	p.para("The option **%s** %s.", name, state)
	value, err := p.s.Data.FlagText("PACKAGECONFIG", name)
	if err != nil || p.s.Data.RawFlag("PACKAGECONFIG", name) == nil {
		p.para("%s is not set.", codeSpan("PACKAGECONFIG["+name+"]"))
		return
	}
	var items []string
	for i, text := range strings.Split(value, ",") {
		if text = strings.TrimSpace(text); text != "" && i < len(optionFields()) {
			field := optionFields()[i]
			items = append(items, fmt.Sprintf("%s %s", strings.TrimSuffix(docs.Of(docs.Fields, field), ".")+":", codeSpan(text)))
		}
	}
	p.list("", items)
	p.history("PACKAGECONFIG", name)
	p.para("*Evaluated in %s.*", p.where())
}

// optionFields are what stands between the commas of PACKAGECONFIG[x], in order.
func optionFields() []string {
	return []string{"on", "off", "depends", "rdepends", "rrecommends", "conflicts"}
}

// word tells about a word of a statement, or an operator.
func (p *page) word(t Target) {
	if text := docs.Of(docs.Words, t.Name); text != "" {
		p.para("**%s**: %s", t.Name, text)
	}
}

// parameter tells about a parameter of an item of SRC_URI.
func (p *page) parameter(t Target) {
	text := docs.Of(docs.Parameters, t.Name)
	_, rest, _ := strings.Cut(t.Item, ";"+t.Name+"=")
	value, _, _ := strings.Cut(rest, ";")
	if p.c != nil {
		if words := expanded(p.s, value); len(words) == 1 {
			value = words[0]
		}
	}
	if text == "" && value == "" {
		return
	}
	p.code("bitbake", ";"+t.Name+"="+value)
	p.para("%s", text)
}
