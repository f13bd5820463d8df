package format

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// lists are the variables whose values are lists of words for sure. Of others, only what has a word a line already is taken for one:
// a description's lines are not to be torn apart.
var lists = map[string]bool{
	"BBFILES": true, "CONFFILES": true, "CORE_IMAGE_EXTRA_INSTALL": true, "DEPENDS": true, "DISTRO_FEATURES": true, "FILES": true,
	"IMAGE_FEATURES": true, "IMAGE_INSTALL": true, "INSANE_SKIP": true, "LAYERDEPENDS": true, "LAYERRECOMMENDS": true,
	"LAYERSERIES_COMPAT": true, "LIC_FILES_CHKSUM": true, "MACHINE_FEATURES": true, "PACKAGECONFIG": true, "PACKAGES": true,
	"PROVIDES": true, "RCONFLICTS": true, "RDEPENDS": true, "RPROVIDES": true, "RRECOMMENDS": true, "RREPLACES": true,
	"RSUGGESTS": true, "SRC_URI": true,
}

// width is where a list on one line is wrapped, in bytes.
const width = 120

// list lays a list out, from its opening quote on: one word a line, as OpenEmbedded's style guide shows it. ok is false for a value that
// is none, and where a blank at its beginning or end would part what is to touch.
func (p *printer) list(a *bitbake.Assignment, span source.Span) (text string, ok bool) {
	raw := p.file.Source.Slice(span)
	body := strings.TrimRight(raw, "\r\n")
	lines := strings.Split(body, "\n")
	root, _, _ := strings.Cut(a.Name.Value, ":")
	known := lists[root] && !a.Flag.Known()
	if len(lines) == 1 && (!known || int(span.Start-a.Span().Start)+len(body) <= width) || touches(a) {
		return "", false
	}
	quote := string(a.Quote)
	var items []string
	for i, line := range lines {
		line = strings.TrimRight(line, " \t\r")
		if i == 0 {
			line = strings.TrimPrefix(line, quote)
		}
		if i == len(lines)-1 {
			line = strings.TrimSuffix(line, quote)
		} else {
			line = strings.TrimSuffix(line, `\`)
		}
		words := strings.Fields(line)
		switch {
		case strings.ContainsAny(line, "\\\r"), i < len(lines)-1 && !endsBlank(line) && !beginsBlank(lines[i+1]):
			return "", false // a word that goes on in the next line, and what is no ordinary line
		case strings.Count(line, "${") != strings.Count(line, "}"):
			return "", false // an expression that goes on, or one with braces of its own
		case strings.Contains(line, "${@"):
			words = []string{strings.TrimSpace(line)} // the blanks in the expression matter
		case strings.ContainsAny(line, `"'`), !known && len(words) > 1:
			return "", false
		}
		items = append(items, words...)
	}
	var b strings.Builder
	b.WriteString(quote + ` \` + p.newline)
	for _, item := range items {
		b.WriteString("    " + item + ` \` + p.newline)
	}
	b.WriteString(quote)
	return b.String() + raw[len(body):], true
}

// touches reports whether a value's first or last word is put next to other text without a blank.
func touches(a *bitbake.Assignment) bool {
	v := a.Value.Value
	if v == "" {
		return true
	}
	front, back := beginsBlank(v), endsBlank(v)
	name := a.Name.Value
	return (strings.Contains(name, ":append") || a.Op == bitbake.DotAppend) && !front || (strings.Contains(name, ":prepend") || a.Op == bitbake.DotPrepend) && !back
}

func beginsBlank(s string) bool { return s != "" && (s[0] == ' ' || s[0] == '\t') }
func endsBlank(s string) bool   { return s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') }
