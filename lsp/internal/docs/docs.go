// Package docs has short texts about what metadata speaks of: variables, flags, tasks, classes, directives, the parameters of SRC_URI,
// and the functions that BitBake gives to Python. They are Knead's own words; a layer's [doc] flags come before them, and who
// shows texts decides so. The package knows no evaluation.
package docs

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.txt
var data embed.FS

// Subject is what a text is about.
type Subject string

// The subjects, each a file of texts.
const (
	Variables  Subject = "variables"  // by name; those that go on behind an underscore (PREFERRED_VERSION_x) by what is before it
	Flags      Subject = "flags"      // "[depends]"
	Tasks      Subject = "tasks"      // "do_compile"
	Classes    Subject = "classes"    // "autotools"
	Words      Subject = "words"      // directives, operators and other words of statements
	Parameters Subject = "parameters" // of items of SRC_URI and LIC_FILES_CHKSUM
	Modules    Subject = "modules"    // of Python, and what is no function
	Commands   Subject = "commands"   // shell functions
	Fields     Subject = "fields"     // of PACKAGECONFIG[x]
	functions  Subject = "python"
)

// entry is a text with what it is about, as it is written.
type entry struct{ head, text string }

// tables are the texts by subject and name.
var tables = sync.OnceValue(func() map[Subject]map[string]entry {
	out := map[Subject]map[string]entry{}
	for _, s := range []Subject{Variables, Flags, Tasks, Classes, Words, Parameters, Modules, Commands, Fields, functions} {
		out[s] = read(s)
	}
	return out
})

func read(s Subject) map[string]entry {
	text, err := data.ReadFile("data/" + string(s) + ".txt")
	if err != nil {
		panic(err) // it is embedded
	}
	out := map[string]entry{}
	for line := range strings.Lines(string(text)) {
		if head, body, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && head[0] != '#' {
			name, _, _ := strings.Cut(head, "(")
			out[name] = entry{head, body}
		}
	}
	return out
}

// Of returns the text about a name, "" where there is none.
func Of(s Subject, name string) string {
	t := tables()[s]
	if e, ok := t[name]; ok || s != Variables {
		return e.text
	}
	for i, c := range name {
		if e, ok := t[name[:i]]; ok && c == '_' && continues[name[:i]] {
			return e.text
		}
	}
	return ""
}

// continues are the variables that are one for each of something, which is named behind an underscore.
var continues = map[string]bool{
	"BBFILE_PATTERN": true, "BBFILE_PRIORITY": true, "FEATURE_PACKAGES": true, "LAYERDEPENDS": true, "LAYERSERIES_COMPAT": true, "LAYERVERSION": true,
	"PREFERRED_PROVIDER": true, "PREFERRED_RPROVIDER": true, "PREFERRED_VERSION": true, "REQUIRED_VERSION": true, "SRCREV": true, "VIRTUAL-RUNTIME": true,
	"INITSCRIPT_NAME": true, "INITSCRIPT_PARAMS": true,
}

// Names returns the names that there are texts about, sorted.
func Names(s Subject) []string { return slices.Sorted(maps.Keys(tables()[s])) }

// Function is a function of Python.
type Function struct {
	Name       string
	Parameters []string // as they are written: "d", "expand=True", "*args"
	Text       string
}

// FunctionOf returns a function that BitBake gives to metadata by its dotted name ("bb.utils.contains", "d.getVar"). ok is false for
// others.
func FunctionOf(name string) (f Function, ok bool) {
	e, ok := tables()[functions][name]
	if !ok {
		return f, false
	}
	_, list, _ := strings.Cut(strings.TrimSuffix(e.head, ")"), "(")
	f = Function{Name: name, Text: e.text}
	if list != "" {
		f.Parameters = strings.Split(list, ", ")
	}
	return f, true
}

// FunctionNames returns the dotted names of the functions that there are texts about, sorted.
func FunctionNames() []string { return Names(functions) }
