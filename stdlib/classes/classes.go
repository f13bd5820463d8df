// Package classes is a small core layer of Knead's own: bitbake.conf, base.bbclass and the classes that recipes inherit most,
// so that a layer can be evaluated with no core layer at hand. It gives recipes the shape that they have elsewhere, not the
// contents: nothing can be built with it.
package classes

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed core
var files embed.FS

// Core returns the layer's files.
func Core() fs.FS {
	core, err := fs.Sub(files, "core")
	if err != nil {
		panic(err) // only a name that is no path can fail
	}
	return core
}

// Where the layer and the build directory that goes with it are mounted. No host has these paths.
const (
	CoreDir  = "/.knead/core"
	BuildDir = "/.knead/build"
)

// Build is a configuration of the core layer and other layers.
type Build struct {
	Layers []string
	// Series is the OpenEmbedded series that the core layer stands for; layers for the Others are accepted, too.
	Series string
	Others []string
	// Core is another core layer in place of Knead's, "" for that.
	Core string
	// Machine and Distro may be "".
	Machine, Distro string
	// Local is what else local.conf has.
	Local string
}

// Files returns a build directory at BuildDir: texts by path.
func (b *Build) Files() map[string]string {
	list := strings.Join(append([]string{cmp.Or(b.Core, CoreDir)}, b.Layers...), " ")
	conf := fmt.Sprintf("BBPATH = \"${TOPDIR}\"\nBBFILES ?= \"\"\nKNEAD_SERIES = \"%s\"\nKNEAD_OTHER_SERIES = \"%s\"\nBBLAYERS = \"%s\"\n",
		b.Series, strings.Join(b.Others, " "), list)
	local := ""
	if b.Machine != "" {
		local += fmt.Sprintf("MACHINE ?= \"%s\"\n", b.Machine)
	}
	if b.Distro != "" {
		local += fmt.Sprintf("DISTRO ?= \"%s\"\n", b.Distro)
	}
	out := map[string]string{
		BuildDir + "/conf/bblayers.conf": conf,
		BuildDir + "/conf/local.conf":    local + b.Local,
	}
	if b.Core != "" {
		return out
	}
	classes, err := fs.Glob(Core(), "classes-*/*.bbclass")
	for _, name := range classes {
		text, e := fs.ReadFile(Core(), name)
		err = errors.Join(err, e)
		out[CoreDir+"/classes/"+path.Base(name)] = string(text) // BitBake 2.0 knows this folder only
	}
	if err != nil {
		panic(err) // the files are embedded
	}
	return out
}
