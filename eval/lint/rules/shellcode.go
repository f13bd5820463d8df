package rules

import (
	"strings"
	"sync"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// script is a shell function of the metadata with its tree.
type script struct {
	*bitbake.Function
	*shell.Body
	file *bitbake.File
}

type scriptOf struct{ f *bitbake.Function }

// scriptIn returns a function as shell; nil where it is none.
func scriptIn(p sharer, file *bitbake.File, f *bitbake.Function) *script {
	if f.Python {
		return nil
	}
	return lint.OnceIn(p, file, scriptOf{f}, func() *script {
		body, err := shell.Parse(f.Body.Value)
		if err != nil {
			return nil // which is told by itself
		}
		return &script{f, body, file}
	})
}

// sharer is a pass of which lint.OnceIn takes what was worked out.
type sharer interface{ SharedIn(*bitbake.File) *sync.Map }

// eachScript calls check with the shell functions of a file.
func eachScript(p sharer, file *bitbake.File, check func(*script)) {
	for _, s := range file.Stmts {
		if f, ok := s.(*bitbake.Function); ok {
			if s := scriptIn(p, file, f); s != nil {
				check(s)
			}
		}
	}
}

// root returns the function's name without operators and overrides.
func root(name string) string {
	name, _, _ = strings.Cut(name, ":")
	return name
}

// span returns where a node of the tree stands in the file.
func (s *script) span(n syntax.Node) source.Span {
	return s.Function.Body.Sub(int(n.Pos().Offset()), int(n.End().Offset())).Span
}

// text returns the text of a node as it stands in the function.
func (s *script) text(n syntax.Node) string {
	return s.Function.Body.Value[n.Pos().Offset():n.End().Offset()]
}

// calls calls check with the simple commands of the function, in order.
func (s *script) calls(check func(*syntax.CallExpr)) {
	syntax.Walk(s.Tree, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && len(c.Args) > 0 {
			check(c)
		}
		return true
	})
}

// words returns a command's words as they stand in the function.
func (s *script) words(c *syntax.CallExpr) []string {
	out := make([]string, len(c.Args))
	for i, w := range c.Args {
		out[i] = s.text(w)
	}
	return out
}

// references returns the references to variables in a node that are written as BitBake's, ${NAME}: their names, by where they stand in
// the function.
func (s *script) references(n syntax.Node) []source.Span {
	var out []source.Span
	for _, m := range s.Masks {
		if uint(m.Start) >= n.Pos().Offset() && uint(m.End) <= n.End().Offset() {
			out = append(out, m)
		}
	}
	return out
}
