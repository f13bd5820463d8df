package complete

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/docs"
	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// data is what an item carries to be resolved.
type data struct {
	URI   protocol.URI `json:"uri"`
	About string       `json:"about"`
	Name  string       `json:"name"`
}

// Resolve adds the documentation of an item.
func Resolve(r *feature.Request, x *protocol.CompletionItem) (*protocol.CompletionItem, error) {
	var d data
	raw, err := json.Marshal(x.Data)
	if err != nil || json.Unmarshal(raw, &d) != nil || d.URI.Path() == "" {
		return x, nil
	}
	if r.Doc = r.Document(d.URI.Path()); r.Doc == nil {
		return x, nil
	}
	text := ""
	err = r.Read(func(c *snapshot.Context, s eval.Scope) { text = about(c, s, d) })
	if text != "" {
		x.Documentation = protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
	}
	return x, err
}

// about returns what is known of what an item names.
func about(c *snapshot.Context, s eval.Scope, d data) string {
	kind, of, _ := strings.Cut(d.About, ":")
	switch kind {
	case "variable":
		return aboutVariable(s, d.Name)
	case "function":
		return aboutFunction(s, docs.Commands, d.Name)
	case "task":
		return aboutFunction(s, docs.Tasks, strings.TrimSuffix(d.Name, ":${PN}"))
	case "flag":
		return docs.Of(docs.Flags, "["+d.Name+"]")
	case "parameter":
		return docs.Of(docs.Parameters, d.Name)
	case "keyword", "operator":
		return docs.Of(docs.Words, d.Name)
	case "recipe", "package":
		cat := c.Index.Catalog()
		list := cat.By[d.Name]
		if v := cat.Made[d.Name]; kind == "package" && v != nil {
			list = []*eval.Info{v}
		}
		var b strings.Builder
		for _, v := range list {
			fmt.Fprintf(&b, "- %s %s, [%s](%s)\n", v.PN, v.PV, v.File, protocol.FileURI(v.File))
		}
		return b.String()
	case "class", "machine", "distro":
		return aboutFile(c, s, kind, d.Name)
	case "license":
		if e := license.Default().License(d.Name); e != nil && e.Deprecated {
			return "SPDX calls it " + license.Successor(e.ID) + " now."
		}
	case "python":
		if f, ok := docs.FunctionOf(of + "." + d.Name); ok {
			return "```python\n" + f.Name + "(" + strings.Join(f.Parameters, ", ") + ")\n```\n\n" + f.Text
		}
		if text, err := s.Data.Expand("${@__import__('inspect').signature("+of+"."+d.Name+")}", ""); err == nil {
			return "```python\n" + of + "." + d.Name + text + "\n```"
		}
	}
	return ""
}

// longest is how much of a value is shown, in bytes.
const longest = 400

// described returns what a layer's [doc] flag says of a variable or function, else what is known of it anyway.
func described(s eval.Scope, subject docs.Subject, name string) string {
	text, err := s.Data.FlagText(name, "doc")
	if err != nil || text == "" {
		text = docs.Of(subject, name)
	}
	if text != "" {
		text += "\n\n"
	}
	return text
}

func aboutVariable(s eval.Scope, name string) string {
	var b strings.Builder
	b.WriteString(described(s, docs.Variables, name))
	if v, err := s.Variable(name); err == nil && v.Set {
		value := v.Value
		if len(value) > longest {
			value = strings.ToValidUTF8(value[:longest], "") + "…"
		}
		fmt.Fprintf(&b, "```bitbake\n%s = %q\n```\n", name, value)
	}
	return b.String()
}

// aboutFunction tells of a function, and where it is.
func aboutFunction(s eval.Scope, subject docs.Subject, name string) string {
	var b strings.Builder
	b.WriteString(described(s, subject, name))
	steps, err := s.Timeline(name)
	if err != nil {
		return b.String()
	}
	for _, x := range steps {
		if x.File != nil && x.Won && x.Flag == "" {
			line := x.File.Line(x.Span.Start)
			fmt.Fprintf(&b, "- [%s:%d](%s#L%d)\n", x.File.Name(), line, protocol.FileURI(x.File.Name()), line)
		}
	}
	return b.String()
}

// aboutFile shows the comment at a file's beginning.
func aboutFile(c *snapshot.Context, s eval.Scope, kind, name string) string {
	folders := map[string][]string{"class": {"classes", "classes-recipe", "classes-global"}, "machine": {"conf/machine"}, "distro": {"conf/distro"}}[kind]
	end := map[string]string{"class": ".bbclass"}[kind]
	if end == "" {
		end = ".conf"
	}
	path, err := s.Data.Get("BBPATH")
	if err != nil {
		return ""
	}
	view := c.View()
	for _, dir := range strings.Split(path, ":") {
		for _, folder := range folders {
			p := dir + "/" + folder + "/" + name + end
			if text, err := view.ReadFile(p); err == nil {
				said := docs.Of(docs.Classes, name)
				if said == "" || kind != "class" {
					said = comment(source.NewFile(p, text))
				}
				return fmt.Sprintf("[%s](%s)\n\n%s", p, protocol.FileURI(p), said)
			}
		}
	}
	return ""
}

// comment returns the first comment of a file that tells something: not whose it is and under which licence.
func comment(f *source.File) string {
	var out []string
	for line := range strings.Lines(f.Text()) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		text = strings.TrimSpace(text)
		legal := strings.HasPrefix(text, "Copyright") || strings.HasPrefix(text, "SPDX-")
		switch {
		case ok && text != "" && !legal:
			out = append(out, text)
		case len(out) > 0 || !ok && text != "":
			return strings.Join(out, "\n")
		}
	}
	return strings.Join(out, "\n")
}
