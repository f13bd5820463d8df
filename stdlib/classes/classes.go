// Package classes is a small core layer of Knead's own: bitbake.conf, base.bbclass and the classes that recipes inherit most,
// so that a layer can be evaluated with no core layer at hand. It gives recipes the shape that they have elsewhere, not the
// contents: nothing can be built with it.
package classes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
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

// BuildFiles returns the configuration of a build directory at BuildDir with the core layer and other layers: texts by path.
// series is the OpenEmbedded series that the core layer stands for.
func BuildFiles(layers []string, series, machine, distro string) map[string]string {
	list := CoreDir
	for _, l := range layers {
		list += " " + l
	}
	conf := fmt.Sprintf("BBPATH = \"${TOPDIR}\"\nBBFILES ?= \"\"\nKNEAD_SERIES = \"%s\"\nBBLAYERS = \"%s\"\n", series, list)
	local := ""
	if machine != "" {
		local += fmt.Sprintf("MACHINE ?= \"%s\"\n", machine)
	}
	if distro != "" {
		local += fmt.Sprintf("DISTRO ?= \"%s\"\n", distro)
	}
	out := map[string]string{
		BuildDir + "/conf/bblayers.conf": conf,
		BuildDir + "/conf/local.conf":    local,
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
