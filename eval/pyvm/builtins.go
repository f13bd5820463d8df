package pyvm

// newBuiltins returns the namespace of the module builtins.
func newBuiltins() *Dict {
	d := NewDict(200)
	for _, name := range sortedKeys(introspectionBuiltins) {
		d.SetStr(name, NewBuiltin(name, introspectionBuiltins[name]))
	}
	return d
}
