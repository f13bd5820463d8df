package pyvm

// newBuiltins returns the namespace of the module builtins.
func newBuiltins() *Dict { return NewDict(200) }
