package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lsp/internal/docs"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// signature is what can stand at a place: something with parameters, one of which the place is in.
type signature struct {
	label, text string
	parameters  []parameterText
	active      int
}

// parameterText is a parameter as it stands in the label, and what it is.
type parameterText struct{ label, text string }

// SignatureHelp tells what may stand at the position, within the brackets of a call, in PACKAGECONFIG[x], in an item of SRC_URI, and in
// statements with parts.
func SignatureHelp(r *Request, _ *protocol.SignatureHelpParams) (*protocol.SignatureHelp, error) {
	s, err := r.signature()
	if err != nil || s == nil {
		return nil, err
	}
	info := protocol.SignatureInformation{Label: s.label, Documentation: markdown(s.text)}
	for _, p := range s.parameters {
		info.Parameters = append(info.Parameters, protocol.ParameterInformation{Label: p.label, Documentation: markdown(p.text)})
	}
	active := uint32(s.active)
	info.ActiveParameter = &active
	return &protocol.SignatureHelp{Signatures: []protocol.SignatureInformation{info}, ActiveParameter: &active}, nil
}

// markdown is a text for the client, nil for none.
func markdown(text string) any {
	if text == "" {
		return nil
	}
	return protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
}

func (r *Request) signature() (*signature, error) {
	if c := r.codeAt(); c != nil {
		return r.callSignature(c)
	}
	if !r.Doc.Metadata {
		return nil, nil
	}
	switch s := r.statement().(type) {
	case *bitbake.Assignment:
		if rootOf(s.Name.Value) == "PACKAGECONFIG" && s.Flag.Known() && s.Value.Span.Contains(r.Pos) {
			return optionSignature(s.Flag.Value, s.Value.Value[:offsetIn(s.Value, r.Pos)]), nil
		}
		if t := r.Target(); t.Kind == Parameter {
			return itemSignature(t), nil
		}
	case *bitbake.AddTask:
		if s.Args.Span.Contains(r.Pos) {
			return taskSignature(s.Args.Value[:offsetIn(s.Args, r.Pos)]), nil
		}
	case *bitbake.ExportFunctions:
		if s.Functions.Span.Contains(r.Pos) {
			return &signature{
				label: "EXPORT_FUNCTIONS FUNCTION ...", text: docs.Of(docs.Words, "EXPORT_FUNCTIONS"), parameters: []parameterText{{"FUNCTION ...", ""}},
			}, nil
		}
	}
	return nil, nil
}

// callSignature is about the call whose brackets the place is in.
func (r *Request) callSignature(c *pythonCode) (*signature, error) {
	call := c.enclosing()
	if call == nil {
		return nil, nil
	}
	f, ok, err := r.function(c.dotted(call.Func))
	if ignored(err) != nil || !ok {
		return nil, ignored(err)
	}
	s := &signature{label: f.signature(), text: f.text}
	var names []string
	for _, p := range f.parameters {
		if p != "/" && p != "*" {
			s.parameters = append(s.parameters, parameterText{p, ""})
			name, _, _ := strings.Cut(strings.TrimLeft(p, "*"), "=")
			name, _, _ = strings.Cut(name, ":")
			names = append(names, strings.TrimSpace(name))
		}
	}
	_, end := c.span(call.Func.Span())
	commas, last := argumentsBefore(c.text.Value[end:max(end, c.at)])
	s.active = commas
	if name, _, ok := strings.Cut(last, "="); ok && slices.Contains(names, strings.TrimSpace(name)) {
		s.active = slices.Index(names, strings.TrimSpace(name))
	} else if n := len(s.parameters) - 1; n >= 0 && commas > n && strings.HasPrefix(s.parameters[n].label, "*") {
		s.active = n
	}
	return s, nil
}

// enclosing returns the innermost call whose brackets the place is in.
func (c *pythonCode) enclosing() *python.Call {
	for _, n := range slices.Backward(c.path) {
		if call, ok := n.(*python.Call); ok {
			_, end := c.span(call.Func.Span())
			behind := int(call.Span().End) - c.head // where it is closed
			if c.at > end && (c.at < behind || c.broken || behind > c.limit) {
				return call
			}
		}
	}
	return nil
}

// argumentsBefore counts the commas behind a call's opening bracket, up to the end of the code, and returns what follows the last.
func argumentsBefore(code string) (commas int, last string) {
	depth, from := 0, 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '\'':
			i = min(stringEnd(code, i+1, code[i:i+1]), len(code)) - 1
		case '(', '[', '{':
			if depth++; depth == 1 {
				from = i + 1
			}
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 1 {
				commas, from = commas+1, i+1
			}
		}
	}
	return commas, code[min(from, len(code)):]
}

// optionSignature is about what stands between the commas of PACKAGECONFIG[x].
func optionSignature(name, before string) *signature {
	s := &signature{text: docs.Of(docs.Variables, "PACKAGECONFIG"), active: strings.Count(before, ",")}
	for _, f := range optionFields() {
		s.parameters = append(s.parameters, parameterText{f, docs.Of(docs.Fields, f)})
	}
	s.label = "PACKAGECONFIG[" + name + "] = \"" + strings.Join(optionFields(), ",") + "\""
	return s
}

// itemSignature is about the parameters of an item of SRC_URI.
func itemSignature(t Target) *signature {
	s := &signature{label: t.Item}
	for i, part := range strings.Split(t.Item, ";") {
		name, _, _ := strings.Cut(part, "=")
		if i == 0 {
			continue
		}
		s.parameters = append(s.parameters, parameterText{part, docs.Of(docs.Parameters, name)})
		if name == t.Name {
			s.active = i - 1
		}
	}
	return s
}

// taskSignature is about the parts of addtask.
func taskSignature(before string) *signature {
	s := &signature{
		label: "addtask TASK ... after TASK ... before TASK ...", text: docs.Of(docs.Words, "addtask"),
		parameters: []parameterText{{"TASK ...", ""}, {"after TASK ...", docs.Of(docs.Words, "after")}, {"before TASK ...", docs.Of(docs.Words, "before")}},
	}
	for word := range strings.FieldsSeq(before) {
		if i := slices.Index([]string{"", "after", "before"}, word); i > 0 {
			s.active = i
		}
	}
	return s
}
