// Package codeparser finds what code refers to without running it, as BitBake does for signatures: in Python the variables
// that getVar and the like name, the functions called, and what is asked of variables' words by bb.utils.contains; in shell
// the commands that a body runs.
package codeparser

import (
	"slices"
	"sync"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/python"
)

// Cache keeps analyses by text. It is safe for concurrent use; the zero value is empty.
type Cache struct {
	python sync.Map // string -> *pythonResult
	shell  sync.Map // shellKey -> *shellCommands

	visitors map[string]bool
}

// SetVisitors names functions that tell themselves what calls of them refer to: a call is one of the analysis's Visits. It is
// to be called before others use the cache.
func (c *Cache) SetVisitors(names map[string]bool) {
	c.visitors = names
	c.python.Range(func(k, v any) bool {
		if slices.ContainsFunc(v.(*pythonResult).Execs, func(name string) bool { return names[name] }) {
			c.python.Delete(k)
		}
		return true
	})
}

type pythonResult struct {
	*datastore.Analysis
	err *python.SyntaxError
}

type shellKey struct {
	text string
	old  bool
}

type shellCommands struct {
	commands []string
	err      error
}

// Python returns what Python code refers to. Code that does not parse refers to nothing.
func (c *Cache) Python(code string) *datastore.Analysis {
	a, _ := c.Body(code)
	return a
}

// Body returns what the body of a function refers to. The error is that of a syntax error.
func (c *Cache) Body(code string) (*datastore.Analysis, *python.SyntaxError) {
	got, ok := c.python.Load(code)
	if !ok {
		a, err := analysePython(code, c.visitors)
		got, _ = c.python.LoadOrStore(code, &pythonResult{a, err})
	}
	r := got.(*pythonResult)
	return r.Analysis, r.err
}

// Shell returns the commands that a shell function's body runs, less the functions that it defines, sorted. old is how
// BitBake before 2.10 looks at them. The error is a *ShellError.
func (c *Cache) Shell(body string, old bool) ([]string, error) {
	key := shellKey{body, old}
	got, ok := c.shell.Load(key)
	if !ok {
		r := &shellCommands{}
		r.commands, r.err = analyseShell(body, old)
		got, _ = c.shell.LoadOrStore(key, r)
	}
	r := got.(*shellCommands)
	return r.commands, r.err
}
