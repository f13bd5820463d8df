package graph

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed page.html
var page string

// WriteHTML writes a page that needs nothing else: the recipes drawn as in WriteSVG, and a list to search, with the tasks of each
// recipe folded away, and under each task what it waits for, why, and what waits for it.
func (g *Graph) WriteHTML(w io.Writer) error {
	var drawing, data bytes.Buffer
	d := bufio.NewWriter(&drawing)
	g.drawSVG(d, false)
	_ = d.Flush() // a buffer takes everything
	if err := g.WriteJSON(&data); err != nil {
		return err
	}
	edges := 0
	for i := range g.Tasks {
		edges += len(g.Tasks[i].Depends)
	}
	var targets []string
	for _, t := range g.Targets[:min(3, len(g.Targets))] {
		targets = append(targets, g.ShortID(t))
	}
	title := strings.Join(targets, ", ")
	if more := len(g.Targets) - len(targets); more > 0 {
		title += fmt.Sprintf(" and %d more", more)
	}
	text := strings.NewReplacer(
		"{{.Title}}", html.EscapeString(title), "{{.Release}}", html.EscapeString(g.Release), "{{.Drawing}}", drawing.String(), "{{.Script}}", svgScript,
		"{{.Recipes}}", fmt.Sprint(len(g.Recipes)), "{{.Tasks}}", fmt.Sprint(len(g.Tasks)), "{{.Edges}}", fmt.Sprint(edges),
		// Inside a script element only "<" could end it.
		"{{.Data}}", strings.ReplaceAll(strings.TrimSpace(data.String()), "<", `\u003c`),
	).Replace(page)
	_, err := io.WriteString(w, text)
	return err
}
