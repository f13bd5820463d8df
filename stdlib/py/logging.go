package py

import (
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// loggingCore gives messages of lib/logging.py to the host.
var loggingCore = native.Module{
	Name: "_knead_logging",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			// log(level, text) takes a level of the logging module.
			"log": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var level int
				var text string
				if err := pyvm.Unpack(t, "log", args, kw, "level", &level, "text", &text); err != nil {
					return nil, err
				}
				e.Host.Log(hostLevel(level), text)
				return pyvm.None, nil
			},
		})
	},
}

// hostLevel returns the host's level for one of the logging module. BitBake has some between the usual ones: 21 is plain text,
// 22 a note, 29 and 39 a warning and an error that are given once.
func hostLevel(level int) host.Level {
	switch {
	case level < 19:
		return host.Debug
	case level == 21:
		return host.Plain
	case level < 29:
		return host.Note
	case level < 39:
		return host.Warn
	}
	return host.Error
}
