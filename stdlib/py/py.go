// Package py has the modules of Python's standard library that metadata uses, as far as it uses them. What is missing
// raises an exception that names it.
package py

import "github.com/knead-build/knead/stdlib/native"

// Modules are the modules, in no order.
func Modules() []native.Module {
	return []native.Module{
		fnmatchModule,
	}
}
