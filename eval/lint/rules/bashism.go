package rules

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var bashism = &lint.Rule{
	ID: "bashism", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "shell functions are POSIX shell",
		Why: "Tasks run with /bin/sh, which is dash on many build machines, and scripts of packages with the device's, often BusyBox: what " +
			"only bash knows fails there, or means something else.",
		Bad:  "do_install() {\n    if [[ -d ${B}/doc ]]; then\n        mkdir ${D}/{a,b}\n    fi\n}\n",
		Good: "do_install() {\n    if [ -d ${B}/doc ]; then\n        mkdir ${D}/a ${D}/b\n    fi\n}\n",
	},
	File: func(p *lint.FilePass) {
		eachScript(p, p.File, func(s *script) {
			syntax.Walk(s.Tree, func(n syntax.Node) bool {
				if n == nil {
					return true
				}
				if what, instead := bashOnly(s, n); what != "" {
					p.Report(p.At(s.span(n)), "%s is bash's: %s", what, instead)
					_, clause := n.(*syntax.TestClause)
					return !clause // what is in it belongs to it
				}
				return true
			})
		})
	},
}

// bashOnly says what of a node a POSIX shell does not know, and what to write instead; "" for what it does. The shells that OpenEmbedded
// supports know "local", so that is no matter.
func bashOnly(s *script, n syntax.Node) (what, instead string) {
	switch n := n.(type) {
	case *syntax.TestClause:
		return "[[ ]]", "use [ ], or case for patterns"
	case *syntax.ArithmCmd:
		return "(( ))", "use [ $((...)) -ne 0 ]"
	case *syntax.LetClause:
		return "let", "use $((...))"
	case *syntax.DeclClause:
		if v := n.Variant.Value; v != "local" && v != "export" && v != "readonly" {
			return v, "assign the variable"
		}
	case *syntax.ProcSubst:
		return "<( )", "use a pipe or a file"
	case *syntax.ArrayExpr:
		return "an array", "use the words of a variable, or set --"
	case *syntax.ExtGlob:
		return "an extended pattern", "use case or several patterns"
	case *syntax.FuncDecl:
		if n.RsrvWord {
			return "the word function", "write NAME() { ... }"
		}
	case *syntax.CoprocClause:
		return "coproc", "use a pipe"
	case *syntax.ForClause:
		if _, ok := n.Loop.(*syntax.CStyleLoop); ok {
			return "for (( ))", "use while"
		}
		if n.Select {
			return "select", "tasks ask nobody"
		}
	case *syntax.Redirect:
		switch n.Op {
		case syntax.RdrAll, syntax.AppAll:
			return n.Op.String(), "use >FILE 2>&1"
		case syntax.WordHdoc:
			return "<<<", "use a here-document, or printf and a pipe"
		}
	case *syntax.BinaryCmd:
		if n.Op == syntax.PipeAll {
			return "|&", "use 2>&1 |"
		}
	case *syntax.CaseItem:
		if n.Op != syntax.Break {
			return n.Op.String(), "end the case with ;;"
		}
	case *syntax.SglQuoted:
		if n.Dollar {
			return "$'...'", "use printf"
		}
	case *syntax.DblQuoted:
		if n.Dollar {
			return `$"..."`, "leave the $ out"
		}
	case *syntax.ParamExp:
		return bashExpansion(n)
	case *syntax.CallExpr:
		return bashCommand(s, n)
	}
	return "", ""
}

// bashExpansion is bashOnly of an expansion.
func bashExpansion(n *syntax.ParamExp) (what, instead string) {
	switch {
	case n.Slice != nil:
		return "${NAME:OFFSET}", "use cut, or ${NAME#PATTERN}"
	case n.Repl != nil:
		return "${NAME/PATTERN/TEXT}", "use sed"
	case n.Excl:
		return "${!NAME}", "use eval"
	case n.Index != nil:
		return "an array", "use the words of a variable, or set --"
	case n.Exp != nil && n.Exp.Op.String()[0] == '^', n.Exp != nil && n.Exp.Op.String()[0] == ',':
		return "${NAME" + n.Exp.Op.String() + "}", "use tr"
	case n.Param != nil && (n.Param.Value == "RANDOM" || n.Param.Value == "BASH_SOURCE" || n.Param.Value == "BASH_VERSION"):
		return "$" + n.Param.Value, "a POSIX shell has no such variable"
	}
	return "", ""
}

// bashCommand is bashOnly of a command.
func bashCommand(s *script, c *syntax.CallExpr) (what, instead string) {
	if len(c.Args) == 0 {
		return "", ""
	}
	for _, w := range c.Args {
		if hasBraces(w) {
			return s.text(w), "write each word out"
		}
	}
	words := s.words(c)
	option := ""
	if len(words) > 1 && strings.HasPrefix(words[1], "-") {
		option = words[1]
	}
	switch words[0] {
	case "source":
		return "source", "use \".\""
	case "pushd", "popd", "shopt", "mapfile", "readarray", "declare", "typeset":
		return words[0], "a POSIX shell has no such command"
	case "echo":
		if len(option) > 1 && strings.Trim(option[1:], "neE") == "" && strings.ContainsAny(option, "eE") {
			return "echo " + option, "use printf"
		}
	case "read":
		if option != "" && option != "-r" {
			return "read " + option, "read knows -r only"
		}
	case "printf":
		if option == "-v" {
			return "printf -v", "use NAME=$(printf ...)"
		}
	case "[", "test":
		for _, w := range words {
			if w == "==" {
				return "== in " + words[0], "use ="
			}
		}
	}
	return "", ""
}

// hasBraces reports whether bash would make several words of one, by {a,b}. A word with quotes between the braces is data.
func hasBraces(w *syntax.Word) bool {
	for _, part := range w.Parts {
		if _, ok := part.(*syntax.DblQuoted); ok && len(w.Parts) > 2 {
			return false
		}
	}
	split := &syntax.Word{Parts: append([]syntax.WordPart(nil), w.Parts...)}
	if !syntax.SplitBraces(split) {
		return false
	}
	for _, part := range split.Parts {
		if _, ok := part.(*syntax.BraceExp); ok {
			return true
		}
	}
	return false
}
