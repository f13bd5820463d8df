package graph

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteMermaid writes a flow chart in Mermaid's language: the recipes, or the tasks with a frame round those of each recipe. Edges
// that others imply are left out.
func (g *Graph) WriteMermaid(w io.Writer, tasks bool) error {
	b := bufio.NewWriter(w)
	b.WriteString("flowchart LR\n")
	if !tasks {
		for i := range g.Recipes {
			fmt.Fprintf(b, "  r%d[%s]\n", i, mermaidText(g.Recipes[i].ShortName()))
		}
		mermaidEdges(b, "r", g.RecipeDepends().Reduce())
		return b.Flush()
	}
	for r, list := range g.RecipeTasks() {
		fmt.Fprintf(b, "  subgraph r%d[%s]\n", r, mermaidText(g.Recipes[r].ShortName()))
		for _, t := range list {
			fmt.Fprintf(b, "    t%d[%s]\n", t, mermaidText(g.Tasks[t].Name))
		}
		b.WriteString("  end\n")
	}
	mermaidEdges(b, "t", g.Depends().Reduce())
	return b.Flush()
}

func mermaidEdges(b *bufio.Writer, prefix string, d Digraph) {
	for i, list := range d {
		for _, to := range list {
			fmt.Fprintf(b, "  %s%d --> %s%d\n", prefix, i, prefix, to)
		}
	}
}

func mermaidText(s string) string { return `"` + strings.ReplaceAll(s, `"`, "#quot;") + `"` }
