// Package codeparser finds what code refers to without running it, as BitBake does for signatures: in Python the variables
// that getVar and the like name, the functions called, and what is asked of variables' words by bb.utils.contains; in shell
// the commands that a body runs.
package codeparser

import (
	"sync"

	"github.com/knead-build/knead/eval/datastore"
)

// Cache keeps analyses by text. It is safe for concurrent use; the zero value is empty.
type Cache struct {
	python sync.Map // string -> *datastore.Analysis
}

// Python returns what Python code refers to.
func (c *Cache) Python(code string) *datastore.Analysis {
	if a, ok := c.python.Load(code); ok {
		return a.(*datastore.Analysis)
	}
	a, _ := c.python.LoadOrStore(code, analysePython(code))
	return a.(*datastore.Analysis)
}
