package graph

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strings"
)

// WriteDot writes the tasks for graphviz, as "bitbake -g" writes them to task-depends.dot.
func (g *Graph) WriteDot(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString("digraph depends {\n")
	name := make([]string, len(g.Tasks))
	all := make([]int, len(g.Tasks))
	for i := range g.Tasks {
		name[i], all[i] = g.Recipes[g.Tasks[i].Recipe].ShortName()+"."+g.Tasks[i].Name, i
	}
	byName := func(i, j int) int { return cmp.Compare(name[i], name[j]) }
	slices.SortFunc(all, byName)
	for _, i := range all {
		t := &g.Tasks[i]
		r := &g.Recipes[t.Recipe]
		b.WriteString(dotQuote(name[i]) + " [label=" + dotQuote(r.ShortName()+" "+t.Name+`\n`+r.Version()+`\n`+r.Name) + "]\n")
		depends := slices.Clone(g.Depends()[i])
		slices.SortFunc(depends, byName)
		for _, d := range depends {
			b.WriteString(dotQuote(name[i]) + " -> " + dotQuote(name[d]) + "\n")
		}
	}
	b.WriteString("}\n")
	return b.Flush()
}

func dotQuote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// WriteBuildList writes the names of the recipes in the graph, one a line, sorted, as "bitbake -g" writes them to pn-buildlist.
func (g *Graph) WriteBuildList(w io.Writer) error {
	var names []string
	for i := range g.Recipes {
		names = append(names, g.Recipes[i].ShortName())
	}
	slices.Sort(names)
	for _, n := range slices.Compact(names) {
		if _, err := io.WriteString(w, n+"\n"); err != nil {
			return err
		}
	}
	return nil
}
