package interp

import "github.com/knead-build/knead/lang/diag"

// The diagnostics of running metadata.
var (
	CodeTaskFlag = diag.Register("task-flag", diag.Warning,
		"BitBake will one day take a task's noexec, fakeroot or nostamp flag for set only where it is \"1\"; today any value sets it.")
	CodeNotFound = diag.Register("file-not-found", diag.Error,
		"check the name, and that the layer which has the file is in BBLAYERS; include, unlike require, does without the file.")
	CodeNoClass = diag.Register("class-not-found", diag.Error,
		"check the class's name, and that the layer which has it is in BBLAYERS.")
	CodeNotMetadata = diag.Register("not-metadata", diag.Error,
		"only .bb, .bbappend, .bbclass, .inc and .conf files can be included.")
	CodeUnreadable  = diag.Register("unreadable-file", diag.Error, "")
	CodeIncludeLoop = diag.Register("include-loop", diag.Error,
		"a file must not include itself, not through others either.")
	CodeDuplicateInclude = diag.Register("duplicate-include", diag.Warning,
		"the file's statements run again; += and the like add up.")
	CodeExpansion = diag.Register("expansion-error", diag.Error, "")
	CodeRecursion = diag.Register("recursive-value", diag.Error,
		"break the circle: a value must not lead back to its own variable; to build on the value so far use := or +=.")
	CodeOldSyntax = diag.Register("old-override-syntax", diag.Error,
		"write operators and overrides with \":\": A:append, A:remove:x.")
	CodeRenamed         = renamed(diag.Register("renamed-variable", diag.Error, "use the new name."))
	CodePython          = diag.Register("python-error", diag.Error, "")
	CodePythonSyntax    = diag.Register("python-syntax", diag.Error, "")
	CodeFatal           = diag.Register("metadata-fatal", diag.Error, "")
	CodeMetadataError   = diag.Register("metadata-error", diag.Error, "")
	CodeMetadataWarning = diag.Register("metadata-warning", diag.Warning, "")
	CodeLimit           = diag.Register("evaluation-limit", diag.Error,
		"the metadata's code runs too long, takes too much memory, or writes too much; see the limits in the manual.")
	CodeNoHandler = diag.Register("undefined-handler", diag.Error,
		"define the function in Python: python NAME() { ... }.")
	CodeFragment = diag.Register("fragment-not-found", diag.Error,
		"fragments are named LAYER/NAME, where LAYER is a layer's collection and NAME a .conf file below the fragments' folder of that layer.")
	CodeFragmentConflict = diag.Register("fragment-conflict", diag.Error,
		"remove the fragment or the assignment.")
	CodeExportDash = diag.Register("export-functions-dash", diag.Error,
		"rename the class: a shell function's name can have no dash.")
	CodeDependsForm     = diag.Register("depends-form", diag.Error, "name the recipe and the task: NAME:do_TASK.")
	CodeVirtualProvider = diag.Register("virtual-provider", diag.Error, "set PREFERRED_PROVIDER_NAME.")
	CodeReplacedKey     = diag.Register("replaced-variable", diag.Warning, "")
)

func renamed(c *diag.Code) *diag.Code {
	c.Tag = diag.Deprecated
	return c
}
