package rules

import (
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// use is a word of a command in a shell function that may be wrong, depending on what variables are.
type use struct {
	*script
	call *syntax.CallExpr
	word *syntax.Word
}

// place returns where the word is.
func (u *use) place() diag.Place { return diag.Place{File: u.file.Source, Span: u.span(u.word)} }

// eachUse calls check with the words that find finds in the shell functions of the recipe's files. They are looked for once a file.
func eachUse[K comparable](p *lint.RecipePass, key K, find func(*script, *syntax.CallExpr) []*syntax.Word, check func(*use)) {
	for _, f := range p.Files() {
		uses := lint.OnceIn(p, f, key, func() []*use {
			var out []*use
			eachScript(p, f, func(s *script) {
				s.calls(func(c *syntax.CallExpr) {
					for _, w := range find(s, c) {
						out = append(out, &use{s, c, w})
					}
				})
			})
			return out
		})
		for _, u := range uses {
			check(u)
		}
	}
}

type testsIn struct{}

var unquotedTest = &lint.Rule{
	ID: "unquoted-test", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "what [ compares is quoted, or is one word",
		Why: "A variable that is empty leaves nothing in its place, and one of several words leaves them all: [ complains of its arguments, " +
			"or answers another question. Only variables that are so in one of the recipes are told.",
		Bad:  "KIND = \"\"\ndo_compile() {\n    if [ ${KIND} = \"full\" ]; then\n        oe_runmake all\n    fi\n}\n",
		Good: "KIND = \"\"\ndo_compile() {\n    if [ \"${KIND}\" = \"full\" ]; then\n        oe_runmake all\n    fi\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		find := func(s *script, c *syntax.CallExpr) []*syntax.Word {
			if name := s.text(c.Args[0]); name != "[" && name != "test" {
				return nil
			}
			return slices.DeleteFunc(slices.Clone(c.Args[1:]), func(w *syntax.Word) bool {
				refs := s.references(w)
				return len(refs) != 1 || refs[0].Len() != int(w.End().Offset()-w.Pos().Offset())
			})
		}
		eachUse(p, testsIn{}, find, func(u *use) {
			value, ok := evaluated(p, u.text(u.word))
			if !ok {
				return
			}
			switch n := len(strings.Fields(value)); {
			case n > 1:
				p.Report(u.place(), "%s is several words: quote it", u.text(u.word)).Detail = "in " + p.Get("PN") + ": " + value
			case n == 0 && !u.emptyIsFine():
				p.Report(u.place(), "%s is empty: quote it", u.text(u.word)).Detail = "in " + p.Get("PN")
			}
		})
	},
}

// evaluated returns what a reference of BitBake's, ${NAME} or ${@code}, is. ok is false where it stays for the shell.
func evaluated(p *lint.RecipePass, ref string) (value string, ok bool) {
	if name := strings.TrimSuffix(ref[2:], "}"); name[0] != '@' {
		value, ok, err := p.Data.Lookup(name)
		return value, ok && err == nil
	}
	value, err := p.Data.Expand(ref, "")
	return value, err == nil
}

// emptyIsFine reports whether the command does what it is meant to without the word: [ X ] and [ -z X ].
func (u *use) emptyIsFine() bool {
	i := slices.Index(u.call.Args, u.word)
	words := u.words(u.call)
	after := i+1 == len(words) || words[i+1] == "]" || words[i+1] == "-a" || words[i+1] == "-o"
	return after && (words[i-1] == "-z" || i == 1 && len(words) <= 3)
}

type removalsIn struct{}

// systemFolders are what no task may remove of the build machine.
var systemFolders = map[string]bool{
	"/": true, "/*": true, "/bin": true, "/boot": true, "/dev": true, "/etc": true, "/home": true, "/lib": true, "/lib64": true, "/opt": true,
	"/proc": true, "/root": true, "/run": true, "/sbin": true, "/srv": true, "/sys": true, "/tmp": true, "/usr": true, "/var": true,
}

var dangerousRemoval = &lint.Rule{
	ID: "dangerous-rm", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "rm -r stays within the build directory",
		Why: "A task runs as the builder, not in a sandbox: where a variable in the path is empty, rm -rf ${X}/ removes what it can reach of the " +
			"machine.",
		Bad:  "STAGE = \"\"\ndo_compile() {\n    rm -rf ${STAGE}/*\n}\n",
		Good: "STAGE = \"${B}/stage\"\ndo_compile() {\n    rm -rf ${STAGE}/*\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		find := func(s *script, c *syntax.CallExpr) []*syntax.Word {
			words := s.words(c)
			if words[0] != "rm" || packageScripts[root(s.Name.Value)] || !slices.ContainsFunc(words[1:], removesFolders) {
				return nil
			}
			return slices.DeleteFunc(slices.Clone(c.Args[1:]), func(w *syntax.Word) bool { return len(s.references(w)) == 0 })
		}
		eachUse(p, removalsIn{}, find, func(u *use) {
			for _, m := range u.references(u.word) {
				if _, ok := evaluated(p, u.Function.Body.Value[m.Start:m.End]); !ok {
					return
				}
			}
			text := strings.Trim(u.text(u.word), `"`)
			if value, err := p.Data.Expand(text, ""); err == nil && strings.HasPrefix(value, "/") {
				if target := path.Clean(value); systemFolders[target] || systemFolders[strings.TrimSuffix(target, "/*")] {
					p.Report(u.place(), "rm -r %s removes %s of the build machine", text, target).Detail = "in " + p.Get("PN")
				}
			}
		})
	},
}

// removesFolders reports whether an option of rm makes it remove folders.
func removesFolders(option string) bool {
	return option == "--recursive" || strings.HasPrefix(option, "-") && !strings.HasPrefix(option, "--") && strings.ContainsAny(option, "rR")
}

var cdWithoutEffect = &lint.Rule{
	ID: "cd-without-effect", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "cd is followed by what it is for",
		Why: "A task, a ( ) and the parts of a pipe run in shells of their own: a cd at their end changes nothing for anybody. What was to be done " +
			"there was forgotten, or stands elsewhere.",
		Bad:  "do_compile() {\n    (cd ${S}/doc)\n    oe_runmake\n}\n",
		Good: "do_compile() {\n    (cd ${S}/doc && oe_runmake)\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, f := range p.Own() {
			eachScript(p, f, func(s *script) {
				report := func(list []*syntax.Stmt, where string) {
					if cd := lastCd(s, list); cd != nil {
						p.Report(diag.Place{File: f.Source, Span: s.span(cd)}, "%s changes nothing at the end of %s", s.text(cd), where)
					}
				}
				syntax.Walk(s.Tree, func(n syntax.Node) bool {
					switch n := n.(type) {
					case *syntax.Subshell:
						report(n.Stmts, "( )")
					case *syntax.BinaryCmd:
						if n.Op == syntax.Pipe {
							report([]*syntax.Stmt{n.X}, "a part of a pipe")
						}
					}
					return true
				})
				if endsTask(p, s) {
					report(s.Tree.Stmts, s.Name.Value+"()")
				}
			})
		}
	},
}

// lastCd returns the last command of a list where it is a cd.
func lastCd(s *script, list []*syntax.Stmt) *syntax.CallExpr {
	if len(list) == 0 {
		return nil
	}
	c, ok := list[len(list)-1].Cmd.(*syntax.CallExpr)
	if !ok || len(c.Args) == 0 || s.text(c.Args[0]) != "cd" {
		return nil
	}
	return c
}

// endsTask reports whether a task ends with the function: nothing is appended to it.
func endsTask(p *lint.RecipePass, s *script) bool {
	task := root(s.Name.Value)
	if p.Data.RawFlag(task, "task") == nil {
		return false
	}
	text, err := p.Data.RawText(task)
	return err == nil && strings.HasSuffix(strings.TrimSpace(text), strings.TrimSpace(s.Function.Body.Value))
}

type helpersIn struct{ of *lint.Functions }

var undefinedFunction = &lint.Rule{
	ID: "undefined-shell-function", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a shell function calls functions that the recipe has",
		Why: "The function is one of the layers', but of a file that the recipe neither inherits nor includes: the task fails with \"not " +
			"found\". Commands that no metadata defines are not looked at.",
		Bad:  "-- recipes/x/x_1.0.bb --\ndo_compile() {\n    my_helper\n}\n-- classes/my.bbclass --\nmy_helper() {\n    :\n}\n",
		Good: "-- recipes/x/x_1.0.bb --\ninherit my\ndo_compile() {\n    my_helper\n}\n-- classes/my.bbclass --\nmy_helper() {\n    :\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		helpers := p.Functions().Shell
		find := func(s *script, c *syntax.CallExpr) []*syntax.Word {
			name := s.text(c.Args[0])
			if !helpers[name].Known() || s.defines(name) {
				return nil
			}
			return c.Args[:1]
		}
		eachUse(p, helpersIn{p.Functions()}, find, func(u *use) {
			name := u.text(u.word)
			if value, err := p.Data.Raw(name); err == nil && value == nil {
				p.Report(u.place(), "the recipe has no function %s", name).Relate(helpers[name], "it is defined in a file that the recipe does not use")
			}
		})
	},
}

// defines reports whether the script itself defines a function.
func (s *script) defines(name string) bool {
	found := false
	syntax.Walk(s.Tree, func(n syntax.Node) bool {
		if d, ok := n.(*syntax.FuncDecl); ok {
			found = found || d.Name.Value == name
		}
		return true
	})
	return found
}

var badCommand = &lint.Rule{
	ID: "bad-command", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "no sudo and no world-writable files",
		Why: "A build never has the rights of another user, and asks nobody for a password; and files that everybody may write are a hole in " +
			"the device.",
		Bad:  "do_install() {\n    sudo chmod 0777 ${D}/usr/bin/x\n}\n",
		Good: "do_install() {\n    chmod 0755 ${D}/usr/bin/x\n}\n",
	},
	File: func(p *lint.FilePass) {
		eachScript(p, p.File, func(s *script) {
			s.calls(func(c *syntax.CallExpr) {
				words := s.words(c)
				switch words[0] {
				case "sudo":
					p.Report(p.At(s.span(c.Args[0])), "sudo in %s(): a build has no other user's rights", s.Name.Value)
				case "chmod":
					for i, w := range words[1:] {
						if w == "777" || w == "0777" || w == "a+rwx" || w == "666" || w == "0666" {
							p.Report(p.At(s.span(c.Args[i+1])), "chmod %s: everybody may write to it", w)
						}
					}
				}
			})
		})
	},
}

var ignoredFailure = &lint.Rule{
	ID: "ignored-failure", Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "a task that cannot install something fails",
		Why:     "With \"|| true\" behind it a file that is no longer built is missed in silence, on the device.",
		Bad:     "do_install() {\n    install -m 0644 x.conf ${D}/etc || true\n}\n",
		Good:    "do_install() {\n    install -m 0644 x.conf ${D}/etc\n}\n",
	},
	File: func(p *lint.FilePass) {
		eachScript(p, p.File, func(s *script) {
			syntax.Walk(s.Tree, func(n syntax.Node) bool {
				b, ok := n.(*syntax.BinaryCmd)
				if !ok || b.Op != syntax.OrStmt {
					return true
				}
				call, isCall := b.X.Cmd.(*syntax.CallExpr)
				if rest := s.text(b.Y); isCall && len(call.Args) > 0 && (rest == "true" || rest == ":") {
					switch name := s.text(call.Args[0]); name {
					case "install", "cp", "mv", "ln", "mkdir", "oe_runmake", "make":
						p.Report(p.At(s.span(b)), "nobody learns where %s fails", name)
					}
				}
				return true
			})
		})
	},
}
