// Package licenses judges what a recipe says of its licences, without a build: LICENSE and LICENSE:PACKAGE, the files and
// checksums of LIC_FILES_CHKSUM, which licences keep it or its packages from being used. It says what OE-Core's own code of each
// release says (lib/oe/license.py, license.bbclass, insane.bbclass, base.bbclass), with the place in the value and what would mend
// it.
//
// It is given values and knows no recipe, no rule and no severity. What is wrong comes out as problems of a kind; a kind has the
// name of OE-Core's check where there is one.
package licenses

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lang/source"
)

// Core is how a core layer's code judges licences.
type Core struct {
	// Dialect is Old or Mixed.
	Dialect license.Dialect
	// List is what SPDX knows.
	List *license.List
	// SkipsInClass says that base.bbclass itself works out which recipes incompatible licences skip, as in kirkstone, and not
	// oe.license.
	SkipsInClass bool
	// Alone says that there is no core layer, and so neither its texts nor its SPDXLICENSEMAP: what SPDX knows counts as having a
	// text, and obsolete names as having an alias.
	Alone bool
}

// FindCore finds out how the core layer of a COREBASE judges, or, where that is none of OpenEmbedded's, how the core layer of a
// release would.
func FindCore(view *fsys.View, coreBase string, r interp.Release) *Core {
	if core, err := LoadCore(view, coreBase+"/meta"); err == nil {
		return core
	}
	if r.Less(interp.Newest) {
		return CoreOf(license.Old)
	}
	return CoreOf(license.Mixed)
}

// CoreOf is how OpenEmbedded's core layer of a dialect judges, where none is at hand.
func CoreOf(dialect license.Dialect) *Core {
	return &Core{Dialect: dialect, List: license.Default(), Alone: true}
}

// LoadCore finds out how the core layer in a directory (COREBASE/meta) judges. SPDX's list is the layer's own where its code
// uses that, else the embedded one.
func LoadCore(view *fsys.View, meta string) (*Core, error) {
	c := &Core{List: license.Default()}
	code, err := view.ReadFile(meta + "/lib/oe/license.py")
	if err != nil {
		return nil, err
	}
	c.SkipsInClass = !strings.Contains(code, "def skip_incompatible_package_licenses(")
	if !view.IsFile(meta + "/lib/oe/spdx_license.py") {
		return c, nil
	}
	c.Dialect = license.Mixed
	licenses, err := view.ReadFile(meta + "/files/spdx-licenses.json")
	if err != nil {
		return nil, err
	}
	exceptions, err := view.ReadFile(meta + "/files/spdx-exceptions.json")
	if err != nil {
		return nil, err
	}
	if c.List, err = license.ReadList(licenses, exceptions); err != nil {
		return nil, fmt.Errorf("%s/files: %w", meta, err)
	}
	return c, nil
}

// Recipe is what is judged of a recipe: values of its variables, expanded.
type Recipe struct {
	PN, License string
	// Packages are PACKAGES.
	Packages []Package
	// Checksums is LIC_FILES_CHKSUM.
	Checksums string
	// HasSources says that SRC_URI is not empty.
	HasSources bool
	// SourceDir and CoreBase are S and COREBASE.
	SourceDir, CoreBase string
	// CommonDir is COMMON_LICENSE_DIR, Path the words of LICENSE_PATH.
	CommonDir string
	Path      []string
	// NoGeneric are the flags of NO_GENERIC_LICENSE, Aliases those of SPDXLICENSEMAP.
	NoGeneric map[string]string
	Aliases   license.Aliases
	// Sources are what SRC_URI is unpacked from, in its order.
	Sources []Source
	// Decode takes a URL apart as BitBake's decodeurl does.
	Decode func(url string) (URL, error)
}

// Package is a package and its LICENSE:PACKAGE, "" where it has none.
type Package struct{ Name, License string }

// URL is a URL that was taken apart.
type URL struct {
	Type, Path string
	Params     map[string]string
}

// Kind is what a problem is about.
type Kind string

// The kinds of problems. Those in the first group have OE-Core's names, of which ERROR_QA and WARN_QA say how bad they are.
const (
	Format    Kind = "license-format"     // an expression that is none, or a reference without a text
	Syntax    Kind = "license-syntax"     // an expression of the older dialect that cannot be parsed
	Exists    Kind = "license-exists"     // a licence without a text
	NoGeneric Kind = "license-no-generic" // NO_GENERIC_LICENSE for a licence that has a text
	Obsolete  Kind = "obsolete-license"
	Unlisted  Kind = "unlisted-pkg-lics" // a package's licence that LICENSE does not have
	Checksum  Kind = "license-checksum"

	Unset       Kind = "license-unset"      // there is no LICENSE, which ends parsing
	Closed      Kind = "license-closed"     // CLOSED, of which OE-Core warns since July 2026
	OldSyntax   Kind = "license-old-syntax" // an older expression, of which OE-Core warns since July 2026
	Deprecated  Kind = "license-deprecated" // SPDX has another name for it
	Unwanted    Kind = "license-unwanted"   // a word of INCOMPATIBLE_LICENSE(_EXCEPTIONS) that ends parsing
	Parameter   Kind = "license-parameter"  // a parameter in LIC_FILES_CHKSUM that means nothing
	CoreLicense Kind = "license-corebase"   // COREBASE/LICENSE in LIC_FILES_CHKSUM, of which OE-Core warns
)

// Problem is something that is wrong with a variable's value.
type Problem struct {
	Kind     Kind
	Variable string
	Name     string      // the licence's name, where it is about one
	Span     source.Span // in the value
	Message  string      // a line
	Detail   string      // further lines
	Fixes    []Fix
}

// Fix is a change of the variable's value that mends a problem.
type Fix struct {
	Title string
	Edits []license.Edit
	// Also says what has to be done besides, "" for nothing: such a fix is not to be made unasked.
	Also string
	// Guess says that the new text is but like the old one.
	Guess bool
}

func problem(kind Kind, variable string, span source.Span, format string, args ...any) Problem {
	return Problem{Kind: kind, Variable: variable, Span: span, Message: fmt.Sprintf(format, args...)}
}

// whole is the span of a value.
func whole(value string) source.Span { return source.Span{End: source.Pos(len(value))} }

// guess is a fix that puts a name in place of one that is like it.
func guess(span source.Span, text string) Fix {
	f := replace(span, text)
	f.Guess = true
	return f
}

// replace is a fix that puts a text in place of a span.
func replace(span source.Span, text string) Fix {
	return Fix{Title: fmt.Sprintf("replace it by '%s'", text), Edits: []license.Edit{{Span: span, Text: text}}}
}
