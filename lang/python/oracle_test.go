package python

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/testscripts/reference"
)

// oracle is a CPython of the version whose language this package implements, which is asked over a pipe.
type oracle struct {
	version [3]int
	in      io.WriteCloser
	out     *bufio.Reader
}

// answer is what an oracle says of a text. See testdata/record.py.
type answer struct {
	Refused string `json:"refused,omitempty"`

	Tree string `json:"tree,omitempty"`
	Walk string `json:"walk,omitempty"`

	Parse   string `json:"parse,omitempty"`
	Compile string `json:"compile,omitempty"`
	Place   [2]int `json:"place"`

	Plain string `json:"plain,omitempty"`
	Text  string `json:"text,omitempty"`
}

// startOracle starts the CPython 3.11 that is at hand. It returns nil if there is none.
func startOracle(t testing.TB) *oracle {
	t.Helper()
	path := reference.Python311()
	if path == "" {
		return nil
	}
	cmd := exec.Command(path, "testdata/record.py")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	o := &oracle{in: in, out: bufio.NewReaderSize(out, 1<<16)}
	line, err := o.out.ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &o.version) != nil {
		t.Fatalf("CPython does not say its version: %q, %v", line, err)
	}
	return o
}

// ask asks for the "tree" or the "error" of a text.
func (o *oracle) ask(t testing.TB, want, mode, text string) answer {
	t.Helper()
	if mode == "exec" {
		text = strings.TrimPrefix(text, "\ufeff") // CPython does that for files
	}
	line, err := json.Marshal([]string{want, mode, text})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	line, err = o.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("CPython does not answer to %q: %v", text, err)
	}
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		t.Fatalf("CPython's answer to %q: %v", text, err)
	}
	return a
}

// parse parses a text in a mode.
func parse(mode, text string) (Node, []*SyntaxError) {
	if mode == "eval" {
		return ParseExpression(text)
	}
	return ParseModule(text)
}

// first returns the first of some errors as an oracle says it.
func first(errs []*SyntaxError) string {
	if len(errs) == 0 {
		return ""
	}
	return errs[0].Error()
}

// ours is what this package says of a text.
func ours(mode, text string) answer {
	node, errs := parse(mode, text)
	a := answer{Parse: first(errs), Compile: first(errs)}
	if errs == nil {
		errs = Check(text, node)
		a.Compile = first(errs)
		d := newDumper(text, true)
		d.mask = true
		d.node(node)
		a.Tree = d.String()
		var names []string
		WalkBreadth(node, func(n Node) { names = append(names, className(n)) })
		a.Walk = strings.Join(names, " ")
	}
	if errs != nil {
		p := source.NewFile("", text).Position(errs[0].Span.Start)
		a.Place = [2]int{p.Line, p.Column}
	}
	return a
}

// className returns the name of a node's class in CPython.
func className(n Node) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*python.")
	async := false
	switch n := n.(type) {
	case *FunctionDef:
		async = n.Async
	case *For:
		async = n.Async
	case *With:
		async = n.Async
	case *Try:
		if n.Star {
			name = "TryStar"
		}
	case *ExprStmt:
		name = "Expr"
	case *Comprehension, *Arguments, *Arg, *Keyword, *Alias, *WithItem:
		name = strings.ToLower(name)
	case *MatchCase:
		name = "match_case"
	}
	if async {
		name = "Async" + name
	}
	return name
}

// difference shows where two texts begin to differ.
func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-120)
	return fmt.Sprintf("\n got ...%s\nwant ...%s", got[from:min(len(got), i+120)], want[from:min(len(want), i+120)])
}
