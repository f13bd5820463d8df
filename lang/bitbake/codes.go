package bitbake

import "github.com/knead-build/knead/lang/diag"

// The diagnostics of the syntax. Where BitBake has one for the same, the meaning is BitBake's.
var (
	CodeUnparsed = diag.Register("unparsed-line", diag.Error,
		"a line is an assignment (NAME = \"value\", with quotes), a directive such as inherit or require, or the head of a function.")
	CodeUnquoted = diag.Register("unquoted-value", diag.Error,
		"put the value between two quotes of the same kind, \" or ', and nothing behind the second.")
	CodeMisplacedPylib = diag.Register("misplaced-addpylib", diag.Error,
		"addpylib can stand only in bblayers.conf, layer.conf and bitbake.conf themselves, and has a directory and a namespace.")
	CodeIndented = diag.Register("indented-statement", diag.Error,
		"statements begin at the beginning of a line; a line that continues another needs a backslash at the end of the one before.")
	CodeUnclosedFunction = diag.Register("unclosed-function", diag.Error,
		"end the function with a line that is just \"}\", at the beginning of the line.")
	CodeUnfinished = diag.Register("unfinished-continuation", diag.Error,
		"the file's last line ends in a backslash; remove it, or add the line that it continues with.")
	CodeEmptyContinuation = diag.Register("empty-continuation", diag.Error,
		"a backslash needs text before it, or behind it in the next line.")
	CodeCommentInValue = diag.Register("comment-in-continuation", diag.Error,
		"a comment cannot stand between the lines of one statement; move it before the statement.")
	CodePartComment = diag.Register("partly-commented", diag.Error,
		"the comment ends in a backslash but the next line is no comment; begin that line with \"#\", or remove the backslash.")
	CodeEmptyName = diag.Register("empty-variable-name", diag.Error,
		"write the variable's name before the operator.")
	CodeTaskKeyword = diag.Register("task-name-keyword", diag.Error,
		"a task cannot be called like an override operator; rename it.")
	CodeEncoding = diag.Register("invalid-utf8", diag.Error,
		"BitBake reads metadata as UTF-8; save the file in that encoding.")
	CodePythonTab = diag.Register("tab-in-python", diag.Warning,
		"indent Python with four spaces; tabs and spaces do not mix.")
	CodeTightOperator = diag.Register("operator-spacing", diag.Warning,
		"put a blank before and behind the operator.")
	CodeOperatorMix = diag.Register("override-operator-mix", diag.Warning,
		":append, :prepend and :remove act at the end of parsing; combined with +=, .= and the like they do not do what they seem to. Use \"=\".")
)
