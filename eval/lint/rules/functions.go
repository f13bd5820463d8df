package rules

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// eachFunction calls check with the named functions of a file.
func eachFunction(f *bitbake.File, check func(*bitbake.Function)) {
	for _, s := range f.Stmts {
		if fn, ok := s.(*bitbake.Function); ok && !fn.Anonymous() {
			check(fn)
		}
	}
}

var functionDash = &lint.Rule{
	ID: "function-name-dash", Aliases: []string{"oelint.task.dash"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "no dash in the names of functions and tasks",
		Why:     "Neither a POSIX shell nor Python takes a function with a dash in its name: the task fails as soon as it runs.",
		Bad:     "do_my-task() {\n    :\n}\n",
		Good:    "do_my_task() {\n    :\n}\n",
	},
	File: func(p *lint.FilePass) {
		dash := func(what string, words ...lint.Word) {
			for _, w := range words {
				if w.Plain && strings.Contains(w.Value, "-") {
					p.Report(p.At(w.Span), "the %s %s has a dash in its name", what, w.Value)
				}
			}
		}
		for _, s := range p.Stmts {
			switch s := s.(type) {
			case *bitbake.Function:
				if !s.Anonymous() {
					dash("function", lint.Words(s.Name.Sub(0, len(root(s.Name.Value))))...)
				}
			case *bitbake.AddTask:
				dash("task", taskWords(s)...)
			case *bitbake.DelTask:
				dash("task", lint.Words(s.Tasks)...)
			}
		}
	},
}

// taskWords returns the words of an addtask statement that name the tasks it adds.
func taskWords(s *bitbake.AddTask) []lint.Word {
	words := lint.Words(s.Args)
	n := len(strings.Fields(s.Tasks))
	return words[:min(n, len(words))]
}

var exportDash = &lint.Rule{
	ID: "exported-function-dash", Aliases: []string{"oelint.exportfunction.dash"}, Severity: diag.Error, Kinds: []bitbake.Kind{bitbake.Class},
	Doc: lint.Doc{
		Summary: "EXPORT_FUNCTIONS names no function with a dash",
		Why:     "The function that is made for it cannot be one of a POSIX shell, nor of Python.",
		Bad:     "-- classes/my.bbclass --\nEXPORT_FUNCTIONS do_my-task\n",
		Good:    "-- classes/my.bbclass --\nEXPORT_FUNCTIONS do_my_task\n",
	},
	File: func(p *lint.FilePass) {
		for _, s := range p.Stmts {
			if s, ok := s.(*bitbake.ExportFunctions); ok {
				for _, w := range lint.Words(s.Functions) {
					if strings.Contains(w.Value, "-") {
						p.Report(p.At(w.Span), "EXPORT_FUNCTIONS: %s has a dash in its name", w.Value)
					}
				}
			}
		}
	},
}

var exportingClassDash = &lint.Rule{
	Of: interp.CodeExportDash, Aliases: []string{"oelint.exportfunction.dash"},
	Doc: lint.Doc{
		Summary: "a class whose shell functions are exported has no dash in its name",
		Why:     "What EXPORT_FUNCTIONS makes calls CLASS_FUNCTION, and a POSIX shell has no function with a dash in its name.",
		Bad:     "-- recipes/x/x_1.0.bb --\ninherit my-class\n-- classes/my-class.bbclass --\nmy-class_do_compile() {\n    :\n}\nEXPORT_FUNCTIONS do_compile\n",
		Good:    "-- recipes/x/x_1.0.bb --\ninherit my_class\n-- classes/my_class.bbclass --\nmy_class_do_compile() {\n    :\n}\nEXPORT_FUNCTIONS do_compile\n",
	},
}

var pythonSyntax = &lint.Rule{
	Of: lint.CodePython, Aliases: []string{"oelint.task.nopythonprefix"},
	Doc: lint.Doc{
		Summary: "the Python of metadata has Python's syntax",
		Why:     "BitBake compiles it when it reads the file, or, of a task, when that runs: then it fails. Shell needs a head without \"python\".",
		Bad:     "python do_compile() {\n    echo \"${PN}\" && ls\n}\n",
		Good:    "do_compile() {\n    echo \"${PN}\" && ls\n}\n",
	},
}

var shellSyntax = &lint.Rule{
	Of: lint.CodeShell, Aliases: []string{"oelint.task.pythonprefix"},
	Doc: lint.Doc{
		Summary: "the shell of metadata has the shell's syntax",
		Why:     "The shell refuses the whole script of a task when that runs. Python needs a head with \"python\".",
		Bad:     "do_compile() {\n    bb.note(d.getVar(\"PN\"))\n}\n",
		Good:    "python do_compile() {\n    bb.note(d.getVar(\"PN\"))\n}\n",
	},
}

var anonymousPython = &lint.Rule{
	ID: "anonymous-python", Aliases: []string{"oelint.task.noanonpython"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "no anonymous Python functions",
		Why: "They run whenever the recipe is read, behind everything else that is read, and change variables where nobody looks for it. " +
			"Values in ${@...} say the same where the variable is set.",
		Bad:  "python () {\n    d.setVar(\"EXTRA\", \"1\")\n}\n",
		Good: "EXTRA = \"1\"\n",
	},
	File: func(p *lint.FilePass) {
		for _, s := range p.Stmts {
			if f, ok := s.(*bitbake.Function); ok && f.Anonymous() {
				p.Report(p.At(f.Header), "an anonymous Python function")
			}
		}
	},
}

var functionFragments = &lint.Rule{
	ID: "function-fragments", Aliases: []string{"oelint.task.multifragments"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "a file appends to a function once",
		Why:     "Two pieces of the same function in one file read as if they were two things; they are put together anyway.",
		Bad:     "do_install:append() {\n    rm -f ${D}/a\n}\ndo_install:append() {\n    rm -f ${D}/b\n}\n",
		Good:    "do_install:append() {\n    rm -f ${D}/a\n    rm -f ${D}/b\n}\n",
	},
	File: func(p *lint.FilePass) {
		seen := map[string]*bitbake.Function{}
		eachFunction(p.File, func(f *bitbake.Function) {
			name := f.Name.Value
			if !strings.Contains(name, ":append") && !strings.Contains(name, ":prepend") {
				return
			}
			if first := seen[name]; first != nil {
				p.Report(p.At(f.Name.Span), "%s is in this file already: put the two together", name).Relate(p.At(first.Name.Span), "here")
				return
			}
			seen[name] = f
		})
	},
}

var heredoc = &lint.Rule{
	ID: "here-document", Aliases: []string{"oelint.task.heredocs"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "no here-documents in functions",
		Why:     "A file in SRC_URI is easier to read, to change and to override in an append than its text within a function.",
		Bad:     "do_install() {\n    cat > ${D}/x.conf << EOF\nkey = value\nEOF\n}\n",
		Good:    "SRC_URI = \"file://x.conf\"\ndo_install() {\n    install -m 0644 ${UNPACKDIR}/x.conf ${D}/x.conf\n}\n",
	},
	File: func(p *lint.FilePass) {
		eachScript(p, p.File, func(s *script) {
			syntax.Walk(s.Tree, func(n syntax.Node) bool {
				if r, ok := n.(*syntax.Redirect); ok && r.Hdoc != nil {
					p.Report(p.At(s.span(r.Word)), "a here-document in %s()", s.Name.Value)
				}
				return true
			})
		})
	},
}

// packageScripts are the functions that become scripts of a package.
var packageScripts = map[string]bool{"pkg_preinst": true, "pkg_postinst": true, "pkg_prerm": true, "pkg_postrm": true, "pkg_postinst_ontarget": true}

var buildDirInScript = &lint.Rule{
	ID: "build-directory-in-package-script", Fixes: true, Aliases: []string{"oelint.vars.dusageinpkgfuncs"}, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "scripts of packages use $D, not ${D}",
		Why: "BitBake puts the build directory of the recipe in place of ${D}. $D is the shell's: the root file system while an image is " +
			"made, and empty on the device.",
		Bad:  "pkg_postinst:${PN}() {\n    rm -f ${D}/etc/x.conf\n}\n",
		Good: "pkg_postinst:${PN}() {\n    rm -f $D/etc/x.conf\n}\n",
	},
	File: func(p *lint.FilePass) {
		eachFunction(p.File, func(f *bitbake.Function) {
			if f.Python || !packageScripts[root(f.Name.Value)] {
				return
			}
			body := f.Body.Value
			for i := 0; ; {
				k := strings.Index(body[i:], "${D}")
				if k < 0 {
					return
				}
				i += k + len("${D}")
				span := f.Body.Sub(i-len("${D}"), i).Span
				found := p.Report(p.At(span), "${D} in %s() is the recipe's build directory: write $D", root(f.Name.Value))
				if i < len(body) && strings.IndexByte("/ \t\n\"'$;|&)", body[i]) >= 0 {
					found.Mend("write $D", p.Replace(span, "$D"))
				}
			}
		})
	},
}
