package py

import (
	_ "embed"

	"github.com/knead-build/knead/stdlib/native"
)

// refusedNames is the table of modules that can be imported and not used, see native.RefusedModules. testdata/tools/refused.py
// makes it.
//
//go:embed data/refused.txt
var refusedNames string

// refusedModules are the modules of the table.
func refusedModules() []native.Module {
	return native.RefusedModules(refusedNames, "is not available while metadata is evaluated")
}
