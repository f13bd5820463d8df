package pyvm

// introspectionBuiltins are globals, locals, vars, dir, exec, eval and compile.
var introspectionBuiltins = map[string]Func{}
