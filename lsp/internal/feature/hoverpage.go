package feature

import (
	"fmt"
	"path"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// How much a page shows.
const (
	longLine  = 100 // characters: a longer value is shown as its words, one a line
	mostLines = 24  // of a value or a function
	mostSteps = 30  // of a history
	shortText = 80  // characters of a value in a list
)

// page is a text in Markdown about something. Where nothing can be evaluated, c is nil.
type page struct {
	strings.Builder
	r *Request
	c *snapshot.Context
	s eval.Scope // to be read while the page is written

	disk *fsys.View
}

// para adds a paragraph; an empty one is left out.
func (p *page) para(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if text == "" {
		return
	}
	if p.Len() > 0 {
		p.WriteString("\n")
	}
	p.WriteString(text + "\n")
}

// list adds a list behind a headline; an empty one is left out.
func (p *page) list(headline string, items []string) {
	if len(items) > 0 {
		p.para("%s", strings.TrimPrefix(headline+"\n\n- ", "\n\n")+strings.Join(items, "\n- "))
	}
}

// code adds a block of code.
func (p *page) code(language, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	p.para("%s%s\n%s\n%s", fence, language, strings.TrimRight(text, "\n"), fence)
}

// codeSpan returns a short text as code within a line.
func codeSpan(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if fence != "`" || text == "" {
		text = " " + text + " "
	}
	return fence + text + fence
}

// cut returns the beginning of a text.
func cut(text string, length int) string {
	if runes := []rune(text); len(runes) > length {
		return string(runes[:length-1]) + "…"
	}
	return text
}

// firstLines returns the beginning of a text of several lines.
func firstLines(text string, n int) string {
	lines := strings.Split(text, "\n")
	if len(lines) <= n {
		return text
	}
	return strings.Join(lines[:n-1], "\n") + fmt.Sprintf("\n… and %d more lines", len(lines)-n+1)
}

// short returns a path from its layer's folder on, or from the build directory.
func (p *page) short(file string) string {
	if p.c == nil {
		return file
	}
	for _, l := range p.c.Workspace.Layers {
		if rest, ok := strings.CutPrefix(file, l.Dir+"/"); ok {
			return path.Base(l.Dir) + "/" + rest
		}
	}
	if rest, ok := strings.CutPrefix(file, p.c.Dir+"/"); ok {
		return rest
	}
	return file
}

// shorten is short for the paths in a text.
func (p *page) shorten(text string) string {
	if p.c == nil {
		return text
	}
	for _, l := range p.c.Workspace.Layers {
		text = strings.ReplaceAll(text, l.Dir+"/", path.Base(l.Dir)+"/")
	}
	return strings.ReplaceAll(text, p.c.Dir+"/", "")
}

// file returns a link to a file; one that was made up, and so is on no disk, is only named.
func (p *page) file(name string) string {
	if p.disk == nil {
		p.disk = p.r.View()
	}
	if !p.disk.Exists(name) {
		return p.short(name)
	}
	return fmt.Sprintf("[%s](%s)", p.short(name), protocol.FileURI(name))
}

// place returns a link to a line.
func (p *page) place(at diag.Place) string {
	if at.File == nil {
		return ""
	}
	line := at.File.Line(at.Span.Start)
	link := p.file(at.File.Name())
	if name, target, ok := strings.Cut(link, "]("); ok {
		return fmt.Sprintf("%s:%d](%s#L%d)", name, line, strings.TrimSuffix(target, ")"), line)
	}
	return fmt.Sprintf("%s:%d", link, line)
}

// get returns a variable's value, "" where it has none.
func (p *page) get(name string) string {
	if p.c == nil {
		return ""
	}
	value, err := p.s.Data.Get(name)
	if err != nil {
		return ""
	}
	return value
}

// where says what it is that was evaluated.
func (p *page) where() string {
	if p.c == nil {
		return ""
	}
	text := "the configuration"
	if p.c.Recipe != nil {
		text = fmt.Sprintf("%s %s (%s)", p.get("PN"), p.get("PV"), p.file(p.c.Recipe.Path))
	}
	if machine := p.get("MACHINE"); machine != "" {
		text += ", machine " + machine
	}
	if distro := p.get("DISTRO"); distro != "" {
		text += ", distribution " + distro
	}
	return text
}
