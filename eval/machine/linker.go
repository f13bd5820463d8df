package machine

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

// linkerOptions are those that metadata looks for in the linker's help: OE-Core's base.bbclass, when it makes the folder of host tools of
// a new build directory.
var linkerOptions = []string{"no-rosegment"}

// LinkerHelp answers "ld --help" as far as metadata looks into it: which options the linker knows is read from the program's own file,
// which has their names. ok is false for any other command.
func LinkerHelp(view *fsys.View, c host.Command) (result host.Result, ok bool) {
	if len(c.Args) != 2 || c.Args[1] != "--help" {
		return result, false
	}
	name := path.Base(c.Args[0])
	if name != "ld" && !strings.HasPrefix(name, "ld.") || !path.IsAbs(c.Args[0]) {
		return result, false
	}
	program, err := view.ReadFile(c.Args[0])
	if err != nil {
		return result, false
	}
	text := "Usage: " + c.Args[0] + " [options] file...\n"
	for _, o := range linkerOptions {
		if strings.Contains(program, o) {
			text += "  --" + o + "\n"
		}
	}
	return host.Result{Stdout: text}, true
}
