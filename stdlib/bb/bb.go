// Package bb has the modules that BitBake itself gives to metadata (bb, bb.utils, bb.data, ...), as far as metadata uses
// them while it is parsed. They know the datastore and, through host.Parser, the parser; not the evaluation.
package bb

import (
	"slices"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// Modules are the modules, in no order.
func Modules() []native.Module {
	return append(libraryModules(),
		bbModule, utilsModule, dataModule, dataSmartModule, eventModule, buildModule, parseModule, handlerModule, confHandlerModule, filterModule,
	)
}

// Start gives a thread's environment to the functions here that have no other way to it.
func Start(e *native.Env) { e.Thread.Local[envKey{}] = e }

// log makes a function that gives a message to the log. The messages' arguments are put together as metadata expects:
// bb.debug takes a level first.
func log(e *native.Env, fn string, level host.Level, leading int) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if level == host.Debug {
			return pyvm.None, nil // nobody reads them; metadata makes 17,000 for OE-Core
		}
		text := ""
		for i, a := range args {
			if i < leading {
				continue
			}
			s, err := pyvm.ToString(t, a)
			if err != nil {
				return nil, err
			}
			text += s
		}
		e.Host.Log(level, text)
		if level == host.Fatal {
			return nil, pyvm.Raise(host.HandledException, "%s", text)
		}
		return pyvm.None, nil
	}
}

// once makes a message that is given only the first time.
func once(e *native.Env, fn string, level host.Level) pyvm.Func {
	said := map[string]bool{}
	say := log(e, fn, level, 0)
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) > 0 {
			key, err := pyvm.ToString(t, args[0])
			if err != nil || said[key] {
				return pyvm.None, err
			}
			said[key] = true
		}
		return say(t, args, kw)
	}
}

// loggerNames are names of bb that need the logging module, which most metadata never asks for.
var loggerNames = []string{"logger", "mainlogger", "BBLogger", "BBLoggerAdapter", "BBLoggerMixin", "NullHandler"}

var bbModule = native.Module{
	Name: "bb",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"__version__":        pyvm.Str(e.Host.Version()),
			"BBHandledException": host.HandledException,
			// bb.utils and the like need no import statement of their own.
			"__getattr__": pyvm.NewBuiltin("__getattr__", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				name, _ := args[0].(pyvm.Str)
				if slices.Contains(loggerNames, string(name)) {
					m, err := t.Import("bb._loggers")
					if err != nil {
						return nil, err
					}
					return pyvm.GetAttr(t, m, string(name))
				}
				if name != "" && name[0] != '_' {
					m, err := t.Import("bb." + string(name))
					if err == nil {
						return m, nil
					}
					if !pyvm.IsException(err, pyvm.ModuleNotFound) {
						return nil, err
					}
				}
				return nil, pyvm.Raise(pyvm.AttributeError, "module 'bb' has no attribute '%s'", string(name))
			}),
		}.Funcs(map[string]pyvm.Func{
			"debug":     log(e, "debug", host.Debug, 1),
			"note":      log(e, "note", host.Note, 0),
			"verbnote":  log(e, "verbnote", host.Note, 0),
			"plain":     log(e, "plain", host.Plain, 0),
			"verbplain": log(e, "verbplain", host.Plain, 0),
			"warn":      log(e, "warn", host.Warn, 0),
			"warnonce":  once(e, "warnonce", host.Warn),
			"error":     log(e, "error", host.Error, 0),
			"erroronce": once(e, "erroronce", host.Error),
			"fatal":     log(e, "fatal", host.Fatal, 0),
		})
	},
}
