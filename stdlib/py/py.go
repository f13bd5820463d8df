// Package py has the modules of Python's standard library that metadata uses, as far as it uses them. What is missing
// raises an exception that names it.
//
// Modules are Go (one file a module, or several with the module's name in front) where they are hot or touch the host, and
// Python (lib/*.py) where that is shorter. All that they learn of the host comes through native.Env. Package py knows
// nothing of BitBake.
package py

import (
	"embed"
	"strings"

	"github.com/knead-build/knead/stdlib/native"
)

//go:embed all:lib
var library embed.FS

// pySource returns the Python text of a module.
func pySource(name string) string {
	text, err := library.ReadFile("lib/" + name + ".py")
	if err != nil {
		panic("py: " + err.Error())
	}
	return string(text)
}

// pythonModules are the modules that are Python only, lib/<name>.py with the dots of the name as underscores.
const pythonModules = `
	__future__
	_collections_abc
	_strptime
	argparse
	ast
	atexit
	base64
	bisect
	bz2
	calendar
	codecs
	codeop
	collections
	collections.abc
	concurrent
	concurrent.futures
	concurrent.futures.process
	concurrent.futures.thread
	configparser
	contextlib
	contextvars
	copy
	copyreg
	csv
	dataclasses
	datetime
	difflib
	distutils
	distutils.errors
	distutils.spawn
	distutils.sysconfig
	distutils.util
	distutils.version
	enum
	fcntl
	filecmp
	fileinput
	fractions
	functools
	gc
	genericpath
	getopt
	getpass
	gettext
	graphlib
	grp
	gzip
	heapq
	hmac
	html
	html.parser
	http
	imp
	importlib.abc
	importlib.machinery
	importlib.util
	inspect
	ipaddress
	json
	json.decoder
	json.encoder
	json.scanner
	keyword
	linecache
	locale
	logging
	mimetypes
	multiprocessing
	netrc
	numbers
	optparse
	pathlib
	pickle
	pipes
	pkgutil
	platform
	posix
	pprint
	pwd
	queue
	random
	reprlib
	resource
	runpy
	sched
	secrets
	shlex
	shutil
	signal
	site
	string
	struct
	subprocess
	sysconfig
	tempfile
	textwrap
	threading
	timeit
	tomllib
	traceback
	typing
	urllib
	urllib.error
	urllib.parse
	uuid
	warnings
	weakref
	xml.sax.saxutils
`

// Modules are the modules, in no order.
func Modules() []native.Module {
	modules := []native.Module{
		abcModule,
		accountsCore,
		astCore,
		binasciiModule,
		builtinsModule,
		collectionsCore,
		compressCore,
		errnoModule,
		fnmatchModule,
		globModule,
		hashlibModule,
		htmlCore,
		importCore,
		importlibModule,
		inspectCore,
		ioModule,
		itertoolsModule,
		jsonCore,
		loggingCore,
		mathModule,
		operatorModule,
		osModule,
		osPathModule,
		posixPathModule,
		randomCore,
		reModule,
		statModule,
		structCore,
		subprocessCore,
		sysModule,
		timeCore,
		timeModule,
		typesModule,
		unicodeModule,
		urlCore,
		zlibModule,
	}
	for name := range strings.FieldsSeq(pythonModules) {
		modules = append(modules, native.Module{Name: name, Source: pySource(strings.ReplaceAll(name, ".", "_"))})
	}
	return append(modules, refusedModules()...)
}
