package settings

import (
	"cmp"
	"path"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Finder finds and reads the configurations for folders.
type Finder struct {
	Known *Known
	// Getenv looks up variables of the environment. Home is the user's home directory, "" for none.
	Getenv func(string) string
	Home   string
}

// Find returns the path of the configuration for what is in a folder: see the function Find. Where there is none, it is
// oelint-adv's, which is looked for where oelint-adv does when it is run in cwd; "" where that is not there either.
func (f *Finder) Find(view *fsys.View, dir, cwd string) string {
	return cmp.Or(Find(view, dir), f.oelint(view, cwd))
}

func (f *Finder) oelint(view *fsys.View, cwd string) string {
	if f.Getenv("OELINT_SKIP_CONFIG") != "" {
		return ""
	}
	if name := f.Getenv("OELINT_CONFIG"); name != "" {
		return within(cwd, name)
	}
	for _, dir := range []string{cwd, f.Home} {
		if name := path.Join(dir, OelintName); dir != "" && view.IsFile(name) {
			return name
		}
	}
	return ""
}

// Read reads a configuration file, and returns what is wrong with it.
func (f *Finder) Read(view *fsys.View, file *source.File) (*Config, []*diag.Diagnostic) {
	if strings.HasSuffix(file.Name(), ".cfg") {
		return ReadOelint(f.Known, view, file)
	}
	return ReadHCL(f.Known, file)
}
