// Package licensereport tells under which licences what a build makes is: the recipes of a task graph, what their packages say, the
// files that LIC_FILES_CHKSUM checks, what LICENSE_FLAGS and INCOMPATIBLE_LICENSE leave out, and which packages an image asks for.
// It reads evaluated metadata and builds nothing.
//
// How exact it is: the recipes are those of the graph, so none is missing. The packages of an image are those that PACKAGE_INSTALL
// names and what they need by RDEPENDS and RRECOMMENDS. A build adds what it finds in binaries (shared libraries, pkg-config and
// the like): packages of recipes that installed ones are built with, which are told apart.
package licensereport

import (
	"github.com/knead-build/knead/lang/license"
)

// Scope says where what a recipe makes ends up.
type Scope string

// The scopes.
const (
	Installed Scope = "installed" // a package of it is asked for by an image of the targets
	Linked    Scope = "linked"    // what is installed is built with it: a shared library of it may come along
	Target    Scope = "target"    // made for the target, and nothing that is installed needs it
	Build     Scope = "build"     // a tool that runs where the build or the SDK does
)

// Report is about all recipes of a graph.
type Report struct {
	Targets []string `json:"targets"`
	Recipes []Recipe `json:"recipes"`
	// Missing are packages that an image asks for and that no recipe of the graph names.
	Missing []string `json:"missing_packages"`
	Denied  []Denial `json:"denied,omitempty"`

	images bool // there are images among the targets
}

// Recipe is what a recipe says.
type Recipe struct {
	Name    string `json:"name"` // BitBake's, with the variant
	PN      string `json:"pn"`
	Version string `json:"version"`
	File    string `json:"file"`
	Layer   string `json:"layer"`
	Summary string `json:"summary,omitempty"`
	Page    string `json:"homepage,omitempty"`
	Scope   Scope  `json:"scope"`
	// License is LICENSE, Expression what it is in SPDX's words; "" where that cannot be told.
	License    string    `json:"license"`
	Expression string    `json:"expression,omitempty"`
	Packages   []Package `json:"packages"`
	Files      []File    `json:"files"`
	// Flags are LICENSE_FLAGS, which are accepted: a recipe is skipped otherwise.
	Flags []string `json:"license_flags"`

	task int // one of the graph
	expr license.Expr
}

// Package is a package of a recipe.
type Package struct {
	Name string `json:"name"`
	// License is LICENSE:PACKAGE, or the recipe's where that is not set; Expression is the same in SPDX's words.
	License    string `json:"license"`
	Expression string `json:"expression,omitempty"`
	Installed  bool   `json:"installed"`
	// Because is the package, or the image, that asks for it.
	Because string `json:"because,omitempty"`
	// Unwanted are the licences for which INCOMPATIBLE_LICENSE keeps it out of images.
	Unwanted []string `json:"incompatible,omitempty"`

	expr license.Expr
}

// File is an item of LIC_FILES_CHKSUM. The lines are 0 where they are not given.
type File struct {
	Path  string `json:"path"`
	MD5   string `json:"md5"`
	Begin int    `json:"beginline,omitempty"`
	End   int    `json:"endline,omitempty"`
}

// Denial is a licence that a policy does not let through, with the packages of a recipe that have it.
type Denial struct {
	Recipe   string   `json:"recipe"`
	Packages []string `json:"packages"`
	License  string   `json:"license"`
	// Because are the licences for which it is denied.
	Because []string `json:"because"`
	// Why says how the targets come to need it: lines.
	Why []string `json:"why"`
}
