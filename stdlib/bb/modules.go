package bb

import (
	"embed"
	"path"
	"strings"

	"github.com/knead-build/knead/stdlib/native"
)

//go:embed lib/*.py
var library embed.FS

// pythonSource returns the Python text of a module, lib/<name>.py, whose name lacks "bb." and has underscores for dots.
func pythonSource(name string) string {
	text, err := library.ReadFile(path.Join("lib", strings.ReplaceAll(strings.TrimPrefix(name, "bb."), ".", "_")+".py"))
	if err != nil {
		panic("bb: " + err.Error())
	}
	return string(text)
}

// pythonModules are the modules that are Python only.
const pythonModules = `
	bb._refused
	_knead_loggers
	bb._loggers
	bb.cache
	bb.checksum
	bb.codeparser
	bb.compress
	bb.compress.lz4
	bb.compress.zstd
	bb.methodpool
	bb.msg
	bb.multiprocessing
	bb.parse.parse_py
	bb.persist_data
	bb.process
	bb.progress
	bb.providers
	bb.runqueue
	bb.siggen
`

// libraryModules are the modules of lib.
func libraryModules() []native.Module {
	list := append(refusedModules(), fetchModule(), fetchAlias)
	list = append(list, fetchMethodModules()...)
	for name := range strings.FieldsSeq(pythonModules) {
		list = append(list, native.Module{Name: name, Source: pythonSource(name)})
	}
	return list
}
