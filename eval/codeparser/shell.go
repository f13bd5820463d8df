package codeparser

import (
	"fmt"
	"slices"
	"strings"
)

// ShellError says that BitBake cannot read a shell function. It cannot read all that a shell can: signatures know no
// arithmetic in words, no arrays, no process substitution and no empty here-documents, for example.
type ShellError struct {
	// Class is the exception that BitBake raises: "ShellSyntaxError", "NotImplementedError", "NeedMore", ...
	Class string
	// Msg is its text.
	Msg string
	// Pos is where, in bytes of the function's text.
	Pos int
}

func (e *ShellError) Error() string {
	if e.Msg == "" {
		return e.Class
	}
	return e.Class + ": " + e.Msg
}

// Reason says in a sentence what BitBake cannot read.
func (e *ShellError) Reason() string {
	switch {
	case e.Class == classNeedMore:
		return "a quote, a substitution or a comment has no end"
	case e.Class == classUnsupported && e.Msg == "$((":
		return "it knows no arithmetic expansion, $((...))"
	case e.Class == classUnsupported && e.Msg == "":
		return "it knows no list that ends in &"
	case e.Class == classUnsupported:
		return e.Msg
	}
	first, _, _ := strings.Cut(e.Msg, "\n")
	if first == "Unexpected EOF" {
		return "the text ends too early"
	}
	return first
}

const (
	classSyntax      = "ShellSyntaxError"
	classUnsupported = "NotImplementedError"
	classNeedMore    = "NeedMore"
	classRecursion   = "RecursionError"
)

// maxShellDepth bounds how deep quotes, substitutions and commands may be nested.
const maxShellDepth = 200

func syntaxError(pos int, format string, args ...any) *ShellError {
	return &ShellError{classSyntax, fmt.Sprintf(format, args...), pos}
}

// analyseShell returns the commands that a shell function's text runs, but for the functions that it defines itself. The
// commands of a "$(...)" count, too, those in here-documents and redirections do not. old is the way of the releases before
// 2.10 (styhead): they do not look into double quotes.
func analyseShell(text string, old bool) ([]string, error) {
	a := &shellAnalysis{execs: map[string]bool{}, defined: map[string]bool{}, old: old}
	if err := a.parse(text, 0, 0); err != nil {
		return nil, err
	}
	var out []string
	for name := range a.execs {
		if !a.defined[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

type shellAnalysis struct {
	execs, defined map[string]bool
	old            bool
}

func (a *shellAnalysis) parse(text string, pos, depth int) *ShellError {
	if depth > maxShellDepth {
		return &ShellError{classRecursion, "maximum recursion depth exceeded", pos}
	}
	tokens, err := lexShell(text)
	if err == nil && len(tokens) > 0 {
		var commands []*shellCommand
		if commands, err = parseShell(tokens); err == nil {
			return a.commands(commands, pos, depth)
		}
	}
	if err != nil && depth > 0 {
		err.Pos = pos // of the outermost substitution: the text inside is not the source's
	}
	return err
}

func (a *shellAnalysis) commands(list []*shellCommand, pos, depth int) *ShellError {
	for _, c := range list {
		if c.defines != "" {
			a.defined[c.defines] = true
		}
		if err := a.commands(c.body, pos, depth); err != nil {
			return err
		}
		if err := a.words(c.words, pos, depth); err != nil {
			return err
		}
	}
	return nil
}

// words follows the substitutions of a command's words and notes its name.
func (a *shellAnalysis) words(words []shellWord, pos, depth int) *ShellError {
	words = slices.Clone(words)
	all := words
	if a.old {
		all = slices.Clone(words)
	}
	for i := 0; ; i++ {
		if !a.old {
			all = words // it shrinks below, and a word that moves up is passed over
		}
		if i >= len(all) {
			break
		}
		w := all[i]
		at := pos
		if depth == 0 {
			at = w.pos
		}
		inner, err := substitutions(w.text, a.old)
		if err != nil {
			err.Pos = at
			return err
		}
		for _, command := range inner {
			if err := a.parse(command, at, depth+1); err != nil {
				return err
			}
			if w.kind == wordName {
				if j := slices.IndexFunc(words, func(x shellWord) bool { return x.kind == w.kind && x.text == w.text }); j >= 0 {
					words = slices.Delete(words, j, j+1)
				}
			}
		}
	}
	assigned := false
	for _, w := range words {
		if w.kind != wordName && (!assigned || w.kind != wordPlain) {
			continue
		}
		if strings.Contains(w.text, "=") {
			assigned = true
			continue
		}
		switch {
		case strings.HasPrefix(w.text, "$"):
			// a name that only the shell knows
		case w.text == "eval":
			var rest []string
			for _, x := range words[1:] {
				rest = append(rest, x.text)
			}
			return a.parse(strings.Join(rest, " "), w.pos, depth+1)
		default:
			a.execs[w.text] = true
		}
		break
	}
	return nil
}
