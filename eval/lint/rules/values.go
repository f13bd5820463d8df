package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// eachAssignment calls check with the assignments of a file.
func eachAssignment(f *bitbake.File, check func(*bitbake.Assignment)) {
	for _, s := range f.Stmts {
		if a, ok := s.(*bitbake.Assignment); ok {
			check(a)
		}
	}
}

var unquotedValue = &lint.Rule{
	Of: bitbake.CodeUnquoted, Aliases: []string{"oelint.vars.valuequoted"},
	Doc: lint.Doc{
		Summary: "a value stands between quotes",
		Why:     "BitBake refuses a file with a value that is not quoted, or not quoted the same way at both ends.",
		Bad:     "SUMMARY = x\n",
		Good:    "SUMMARY = \"x\"\n",
	},
}

var tightOperator = &lint.Rule{
	Of: bitbake.CodeTightOperator, Aliases: []string{"oelint.vars.spacesassignment"},
	Doc: lint.Doc{
		Summary: "an operator has blanks around it",
		Why:     "BitBake warns of an operator without them: A+=\"b\" is easily misread, and A:append+=\"b\" is two operators.",
		Bad:     "SUMMARY=\"x\"\n",
		Good:    "SUMMARY = \"x\"\n",
	},
}

var operatorBlanks = &lint.Rule{
	ID: "operator-blanks", Fixes: true, Aliases: []string{"oelint.vars.spacesassignment"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "one blank before an operator, and one behind it",
		Why: "It is how metadata is written, so that a search for 'NAME = ' finds all. Operators that stand in a column with those of the " +
			"lines around are left alone.",
		Bad:  "SUMMARY  =  \"x\"\n",
		Good: "SUMMARY = \"x\"\n",
	},
	File: func(p *lint.FilePass) {
		for i, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok {
				continue
			}
			left, right := operatorSides(p.Source.Text(), a)
			tight := left.Len() == 0 || right.Len() == 0
			if text := p.Source.Text(); text[left.Start:left.End] == " " && text[right.Start:right.End] == " " {
				continue
			}
			if tight && !p.Dialect.TightOperators || inColumn(p.File, i) {
				continue // the parser tells of the former
			}
			found := p.Report(p.At(a.OpSpan), "not one blank before and behind %s", a.Op)
			found.Mend("write it with one", p.Replace(source.Span{Start: left.Start, End: right.End}, " "+a.Op.String()+" "))
		}
	},
}

// operatorSides returns the blanks before and behind an assignment's operator.
func operatorSides(text string, a *bitbake.Assignment) (left, right source.Span) {
	left, right = source.At(a.OpSpan.Start), source.At(a.OpSpan.End)
	for text[left.Start-1] == ' ' || text[left.Start-1] == '\t' {
		left.Start--
	}
	for text[right.End] == ' ' || text[right.End] == '\t' {
		right.End++
	}
	return left, right
}

// inColumn reports whether the operator or the value of an assignment stands right below or above one of the next line.
func inColumn(f *bitbake.File, i int) bool {
	columns := func(s bitbake.Stmt) [2]int {
		a, ok := s.(*bitbake.Assignment)
		if !ok {
			return [2]int{}
		}
		return [2]int{f.Source.Position(a.OpSpan.End).Column, f.Source.Position(a.Value.Span.Start).Column}
	}
	this := columns(f.Stmts[i])
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(f.Stmts) {
			if other := columns(f.Stmts[k]); other[0] > 0 && (other[0] == this[0] || other[1] == this[1]) {
				return true
			}
		}
	}
	return false
}

var valueIndent = &lint.Rule{
	ID: "value-indent", Fixes: true, Aliases: []string{"oelint.vars.multilineident"}, Severity: diag.Info, Off: true, Changes: true,
	Doc: lint.Doc{
		Summary: "the further lines of a value are indented",
		Why:     "A line at the beginning of the line looks like a statement of its own.",
		Bad:     "SRC_URI = \"a \\\nb \\\n\"\n",
		Good:    "SRC_URI = \"a \\\n    b \\\n\"\n",
	},
	File: func(p *lint.FilePass) {
		eachAssignment(p.File, func(a *bitbake.Assignment) {
			switch root, _, _ := strings.Cut(a.Name.Value, ":"); root {
			case "SUMMARY", "DESCRIPTION":
				return // blanks would be in the middle of the text
			}
			at, before := a.Span().Start, ""
			for line := range strings.Lines(p.Source.Slice(a.Span())) {
				text := strings.TrimRight(line, " \t\r\n")
				if strings.HasSuffix(before, " \\") && text != "" && strings.IndexByte(" \t#\\", line[0]) < 0 && line[0] != a.Quote {
					span := source.Span{Start: at, End: at + source.Pos(len(text))}
					p.Report(p.At(span), "the line goes on with %s's value and is not indented", a.Name.Value).Mend("indent it", p.Replace(source.At(at), "    "))
				}
				at += source.Pos(len(line))
				before = text
			}
		})
	},
}

var leadingBlank = &lint.Rule{
	ID: "leading-blank", Fixes: true, Aliases: []string{"oelint.vars.notneededspace"}, Severity: diag.Info, Off: true, Changes: true,
	Doc: lint.Doc{
		Summary: "no blank at the beginning of a value that needs none",
		Why:     ":append and .= need it, as they add just what is written. Elsewhere it says that something is appended where nothing is.",
		Bad:     "DEPENDS = \" zlib\"\n",
		Good:    "DEPENDS = \"zlib\"\nDEPENDS:append = \" openssl\"\n",
	},
	File: func(p *lint.FilePass) {
		eachAssignment(p.File, func(a *bitbake.Assignment) {
			v := a.Value.Value
			if a.Op == bitbake.DotAppend || strings.Contains(a.Name.Value, ":append") || strings.TrimSpace(v) == "" || v[0] != ' ' && v[0] != '\t' {
				return
			}
			end := len(v) - len(strings.TrimLeft(v, " \t"))
			span := a.Value.Sub(0, end).Span
			_, right := operatorSides(p.Source.Text(), a)
			if first := p.Source.Text()[right.End+1:]; strings.HasPrefix(strings.TrimLeft(first, " \t"), `\`) {
				return // nothing but the way in which the first of several lines is written
			}
			p.Report(p.At(span), "the blank at the beginning of %s's value is not needed", a.Name.Value).Mend("remove it", p.Replace(span, ""))
		})
	},
}

var rootfsBlanks = &lint.Rule{
	ID: "rootfs-command-blank", Fixes: true, Aliases: []string{"oelint.var.rootfspostcmd"}, Severity: diag.Info, Changes: true,
	Doc: lint.Doc{
		Summary: "ROOTFS_POSTPROCESS_COMMAND does not end in blanks",
		Why:     "The functions in it are separated where they are joined: += and the blank in front of what :append adds do that.",
		Bad:     "ROOTFS_POSTPROCESS_COMMAND += \"my_command \"\n",
		Good:    "ROOTFS_POSTPROCESS_COMMAND += \"my_command\"\n",
	},
	File: func(p *lint.FilePass) {
		eachAssignment(p.File, func(a *bitbake.Assignment) {
			v := a.Value.Value
			root, rest, _ := strings.Cut(a.Name.Value, ":")
			n := len(strings.TrimRight(v, " \t"))
			if root != "ROOTFS_POSTPROCESS_COMMAND" || a.Flag.Known() || n == 0 || n == len(v) || strings.HasPrefix(rest, "prepend") {
				return
			}
			span := a.Value.Sub(n, len(v)).Span
			p.Report(p.At(span), "blanks at the end of %s's value", root).Mend("remove them", p.Replace(span, ""))
		})
	},
}

var doubleSemicolon = &lint.Rule{
	ID: "double-semicolon", Fixes: true, Aliases: []string{"oelint.vars.doublesemicolon"}, Severity: diag.Info, Changes: true,
	Doc: lint.Doc{
		Summary: "no semicolon behind a semicolon",
		Why:     "There is nothing between the two: a parameter or a command was forgotten, or one of them.",
		Bad:     "ROOTFS_POSTPROCESS_COMMAND += \"my_command;;\"\n",
		Good:    "ROOTFS_POSTPROCESS_COMMAND += \"my_command;\"\n",
	},
	File: func(p *lint.FilePass) {
		eachAssignment(p.File, func(a *bitbake.Assignment) {
			v := a.Value.Value
			i := strings.Index(v, ";;")
			if i < 0 || strings.Contains(v, "esac") {
				return
			}
			n := i + 1
			for n < len(v) && v[n] == ';' {
				n++
			}
			span := a.Value.Sub(i+1, n).Span
			p.Report(p.At(span), "a semicolon behind a semicolon in %s", a.Name.Value).Mend("remove it", p.Replace(span, ""))
		})
	},
}
