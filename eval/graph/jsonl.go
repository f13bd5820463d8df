package graph

import (
	"bufio"
	"encoding/json"
	"io"
)

// WriteTasks writes one JSON object a line for each task, by id: "tid"; "depends", the ids of the tasks that run before; "hash" and
// "unihash", null where they are not known.
func (g *Graph) WriteTasks(w io.Writer) error {
	b := bufio.NewWriter(w)
	ids := make([][]byte, len(g.Tasks))
	for i := range g.Tasks {
		id, err := json.Marshal(g.ID(i))
		if err != nil {
			return err
		}
		ids[i] = id
	}
	hash := func(s string) string {
		if s == "" {
			return "null"
		}
		return `"` + s + `"`
	}
	for i := range g.Tasks {
		t := &g.Tasks[i]
		b.WriteString(`{"depends": [`)
		for k, e := range t.Depends {
			if k > 0 {
				b.WriteString(", ")
			}
			b.Write(ids[e.To])
		}
		b.WriteString(`], "hash": ` + hash(t.Hashes.Task) + `, "tid": `)
		b.Write(ids[i])
		b.WriteString(`, "unihash": ` + hash(t.Unified) + "}\n")
	}
	return b.Flush()
}
