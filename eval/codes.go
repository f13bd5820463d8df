package eval

import (
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// CodeNoConfiguration says that what was asked needs a configuration that is not there.
var CodeNoConfiguration = diag.Register("no-configuration", diag.Error, "")

var source0 source.Span
