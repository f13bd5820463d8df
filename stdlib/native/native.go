// Package native is what the modules of the Python library are made with: a module is a name and a function that makes its
// attributes for one thread, or a text of Python, or both.
package native

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
)

// Env is what a module's functions may use. There is one for each thread.
type Env struct {
	Thread  *pyvm.Thread
	Host    host.Host
	Library host.Library
}

// Module describes a module. Submodules have dotted names of their own ("os.path"); a module that has any is a package.
type Module struct {
	Name string
	// Make returns the attributes that Go code provides. It is called when the module is first imported.
	Make func(e *Env) Attrs
	// Source is Python that runs in the module after that; the attributes of Make are its globals.
	Source string
}

// Attrs are a module's attributes.
type Attrs map[string]pyvm.Value

// Funcs adds functions under their names.
func (a Attrs) Funcs(funcs map[string]pyvm.Func) Attrs {
	for name, f := range funcs {
		a[name] = pyvm.NewBuiltin(name, f)
	}
	return a
}

// Table makes a table of modules by name; a name that is there twice is a programming error.
func Table(lists ...[]Module) map[string]*Module {
	out := map[string]*Module{}
	for _, list := range lists {
		for i := range list {
			m := &list[i]
			if out[m.Name] != nil {
				panic("native: module " + m.Name + " is there twice")
			}
			out[m.Name] = m
		}
	}
	return out
}

// OSError turns an error of the file system into Python's exception for it: an OSError of the right class with errno,
// strerror and filename, as CPython raises for path.
func OSError(err error, path string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, fsys.ErrWriteLimit) {
		return &pyvm.Abort{Reason: err.Error()}
	}
	n := fsys.Errno(err)
	text := strerror(n)
	if n == 5 && !errors.Is(err, fs.ErrInvalid) {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			text = pe.Err.Error()
		}
	}
	args := []pyvm.Value{pyvm.Int(n), pyvm.Str(text)}
	if path != "" {
		args = append(args, pyvm.Str(path))
	}
	return &pyvm.Raised{Exc: pyvm.NewOSError(args...)}
}

// Refused is the exception for what an evaluation may not do: it is an OSError, as scripts expect when the system refuses,
// and the refusal is reported as a warning so that nobody has to guess.
func (e *Env) Refused(what string) error {
	e.Host.Log(host.Warn, fmt.Sprintf("%s: refused, evaluation may not do that", what))
	return &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(1), pyvm.Str("Operation not permitted"), pyvm.Str(what))}
}

// strerror returns the system's text for an error number (Linux).
func strerror(n int) string {
	if s, ok := errorTexts[n]; ok {
		return s
	}
	return fmt.Sprintf("Unknown error %d", n)
}

var errorTexts = map[int]string{
	1: "Operation not permitted", 2: "No such file or directory", 3: "No such process", 4: "Interrupted system call",
	5: "Input/output error", 9: "Bad file descriptor", 11: "Resource temporarily unavailable", 12: "Cannot allocate memory",
	13: "Permission denied", 16: "Device or resource busy", 17: "File exists", 18: "Invalid cross-device link",
	20: "Not a directory", 21: "Is a directory", 22: "Invalid argument", 28: "No space left on device", 30: "Read-only file system",
	36: "File name too long", 39: "Directory not empty", 40: "Too many levels of symbolic links",
}
