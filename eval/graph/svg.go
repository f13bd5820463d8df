package graph

import (
	"bufio"
	"fmt"
	"html"
	"io"
)

// WriteSVG draws the recipes: what is asked for at the top, what it needs below. Edges that others imply are left out; those
// that go up, as recipes need each other at run time, are faint. The recipe that the pointer is on stands out, with its neighbours.
func (g *Graph) WriteSVG(w io.Writer) error {
	b := bufio.NewWriter(w)
	g.drawSVG(b, true)
	return b.Flush()
}

const (
	boxHeight  = 20.0
	charWidth  = 6.7
	rowGap     = 38.0
	svgMargin  = 12.0
	boxPadding = 6.0
)

// svgStyle is the look; colours follow the reader's setting for dark pages.
const svgStyle = `svg.knead{font:11px ui-monospace,Menlo,Consolas,monospace;background:#fff;color:#1b1f24}
svg.knead rect{fill:#eef3f8;stroke:#7d93ab}svg.knead .target rect{fill:#fdf0d5;stroke:#c08a1e}svg.knead .native rect{fill:#eef7ee;stroke:#7fa87f}
svg.knead text{fill:currentColor}svg.knead path{fill:none;stroke:#9aa8b6;stroke-opacity:.55}svg.knead path.back{stroke:#c0392b;stroke-dasharray:2 4;stroke-opacity:.13}
svg.knead .on rect{stroke-width:2.5;stroke:#0b6bcb}svg.knead path.on{stroke:#0b6bcb;stroke-opacity:1;stroke-width:1.6}svg.knead.some g:not(.on){opacity:.25}
@media(prefers-color-scheme:dark){svg.knead{background:#14181d;color:#e3e8ee}svg.knead rect{fill:#22303e;stroke:#5d7893}svg.knead .target rect{fill:#463714;stroke:#c08a1e}svg.knead .native rect{fill:#1f3323;stroke:#5b8661}}`

// svgScript marks a recipe and its neighbours while the pointer is on it.
const svgScript = `(function(){var s=document.querySelector('svg.knead');var n={};s.querySelectorAll('g[data-n]').forEach(function(g){n[g.dataset.n]=g;
g.addEventListener('mouseenter',function(){s.classList.add('some');g.classList.add('on');s.querySelectorAll('path').forEach(function(p){
if(p.dataset.a==g.dataset.n||p.dataset.b==g.dataset.n){p.classList.add('on');n[p.dataset.a].classList.add('on');n[p.dataset.b].classList.add('on')}})});
g.addEventListener('mouseleave',function(){s.classList.remove('some');s.querySelectorAll('.on').forEach(function(x){x.classList.remove('on')})})})})()`

func (g *Graph) drawSVG(b *bufio.Writer, script bool) {
	names, widths := make([]string, len(g.Recipes)), make([]float64, len(g.Recipes))
	for i := range g.Recipes {
		names[i] = g.Recipes[i].ShortName()
		widths[i] = float64(len(names[i]))*charWidth + 2*boxPadding
	}
	d := newDrawing(g)
	l := newLayout(d.down, widths)
	for _, e := range d.up {
		l.edges = append(l.edges, laidEdge{nodes: []int{e[0], e[1]}, back: true})
	}
	w, h := 0.0, svgMargin*2+float64(len(l.rows))*(boxHeight+rowGap)-rowGap
	for i, x := range l.x {
		w = max(w, x+l.size[i]/2+2*svgMargin)
	}
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" class="knead" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">`, w, h, w, h)
	b.WriteString("\n<style>" + svgStyle + "</style>\n")
	for _, e := range l.edges {
		l.drawEdge(b, e, len(names))
	}
	targets := map[int]bool{}
	for _, t := range g.Targets {
		targets[g.Tasks[t].Recipe] = true
	}
	tasks := g.RecipeTasks()
	for i := range g.Recipes {
		r := &g.Recipes[i]
		class := ""
		switch {
		case targets[i]:
			class = "target"
		case r.Variant != "":
			class = "native"
		}
		left, top := l.x[i]-widths[i]/2+svgMargin, l.top(i)
		fmt.Fprintf(b, `<g class="%s" data-n="%d"><title>%s %s&#10;%s&#10;%d tasks</title><rect x="%.1f" y="%.0f" width="%.1f" height="%.0f" rx="3"/><text x="%.1f" y="%.0f">%s</text></g>`+"\n",
			class, i, html.EscapeString(names[i]), html.EscapeString(r.Version()), html.EscapeString(r.Name), len(tasks[i]), left, top, widths[i], boxHeight, left+boxPadding, top+14,
			html.EscapeString(names[i]))
	}
	if script {
		b.WriteString("<script>" + svgScript + "</script>\n")
	}
	b.WriteString("</svg>\n")
}

// top returns where a node begins.
func (l *layout) top(node int) float64 { return svgMargin + float64(l.row[node])*(boxHeight+rowGap) }

// drawEdge draws an edge as a curve through its points. Nodes from points on are such.
func (l *layout) drawEdge(b *bufio.Writer, e laidEdge, points int) {
	from, to := e.nodes[0], e.nodes[len(e.nodes)-1]
	class := ""
	if e.back {
		class = ` class="back"`
	}
	fmt.Fprintf(b, `<path%s data-a="%d" data-b="%d" d="`, class, from, to)
	x, y := l.x[from]+svgMargin, l.top(from)+boxHeight
	fmt.Fprintf(b, "M%.1f %.0f", x, y)
	for _, n := range e.nodes[1:] {
		nx, ny := l.x[n]+svgMargin, l.top(n)
		bend := max(16, (ny-y)/2)
		fmt.Fprintf(b, "C%.1f %.0f %.1f %.0f %.1f %.0f", x, y+bend, nx, ny-bend, nx, ny)
		if x, y = nx, ny; n >= points {
			y += boxHeight
			fmt.Fprintf(b, "V%.0f", y)
		}
	}
	b.WriteString(`"/>` + "\n")
}
