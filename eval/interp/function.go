package interp

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// anonymousReplacer makes the part of an anonymous function's name that comes from its file.
var anonymousReplacer = strings.NewReplacer("/", "_", ".", "_", "+", "_", "-", "_", "@", "_", "%", "_", "&", "_", "~", "_")

// defineFunction gives a function in braces its variable, with the flags that say what it is. An anonymous one is compiled
// and noted, to run when parsing ends.
func (in *Interp) defineFunction(tree *bitbake.File, s *bitbake.Function, d *datastore.Store) error {
	at := in.origin("")
	name, text := s.Name.Value, s.Body.Value
	if s.Anonymous() {
		name = "__anon_" + strconv.Itoa(s.EndLine) + "_" + anonymousReplacer.Replace(tree.Source.Name())
		text = "def " + name + "(d):\n" + text
		if err := in.define(s, tree, text, s.Body, len(text)-len(s.Body.Value), "an anonymous function"); err != nil {
			return err
		}
		list := stringsOf(d.RawHard("__BBANONFUNCS"))
		if err := d.Set("__BBANONFUNCS", append(list[:len(list):len(list)], name), at); err != nil {
			return err
		}
	}
	old, err := d.Raw(name)
	if err != nil {
		return err
	}
	if datastore.Truthy(old) { // what an earlier function of the name was does not count any more
		d.DeleteFlag(name, "python", at)
		d.DeleteFlag(name, "fakeroot", at)
	}
	if s.Python {
		if err := d.SetFlag(name, "python", "1", at); err != nil {
			return err
		}
	}
	if s.Fakeroot {
		if err := d.SetFlag(name, "fakeroot", "1", at); err != nil {
			return err
		}
	}
	if err := d.SetFlag(name, "func", 1, at); err != nil {
		return err
	}
	if err := d.Assign(name, text, at); err != nil {
		return err
	}
	return in.setPlace(d, name, tree, s.EndLine-strings.Count(s.Body.Value, "\n")-1, at)
}

// setPlace notes where a function's text begins.
func (in *Interp) setPlace(d *datastore.Store, name string, tree *bitbake.File, line int, at datastore.Origin) error {
	if err := d.SetFlag(name, "filename", tree.Source.Name(), at); err != nil {
		return err
	}
	return d.SetFlag(name, "lineno", strconv.Itoa(line), at)
}

// definePython runs a "def", which gives all of the metadata's Python a function, and keeps its text in a variable.
func (in *Interp) definePython(tree *bitbake.File, s *bitbake.PythonDef, d *datastore.Store) error {
	at := in.origin("")
	if err := in.define(s, tree, s.Text.Value, s.Text, 0, s.Name.Value+"()"); err != nil {
		return err
	}
	name := s.Name.Value
	if err := d.SetFlag(name, "func", 1, at); err != nil {
		return err
	}
	if err := d.SetFlag(name, "python", 1, at); err != nil {
		return err
	}
	if err := d.Assign(name, s.Text.Value, at); err != nil {
		return err
	}
	return in.setPlace(d, name, tree, s.EndLine-strings.Count(s.Text.Value, "\n")-2, at)
}

// compiled is code, or why there is none.
type compiled struct {
	code *pyvm.Code
	err  error
	file *source.File
}

// define compiles and runs a text that defines a function. The text is that of a piece of a file behind skip bytes of its
// own; stmt is what the code is kept by.
func (in *Interp) define(stmt bitbake.Stmt, tree *bitbake.File, text string, from bitbake.Text, skip int, what string) error {
	got, ok := in.code.Load(stmt)
	if !ok {
		file := source.NewFile(tree.Source.Name(), text)
		in.origins.Store(file, origin{tree.Source, from, skip})
		first := tree.Source.Line(from.Span.Start) - 1
		if skip > 0 {
			first--
		}
		code, err := pyvm.CompileModule(file, first)
		got, _ = in.code.LoadOrStore(stmt, &compiled{code, err, file})
	}
	c := got.(*compiled)
	if c.err != nil {
		return in.syntaxError(c.err, c.file, what)
	}
	in.defs = append(in.defs, c.code)
	return in.thread.Exec(c.code, nil, nil)
}

// exportMarker is the line by which later releases know a function that EXPORT_FUNCTIONS made. It is part of the
// function's text, and so of signatures.
const exportMarker = "    # Export function set\n"

// exportFunctions gives each function, unless the recipe has one of its own, a body that calls the class's.
func (in *Interp) exportFunctions(names []string, class string, d *datastore.Store) error {
	old := in.Release.before(2, 8)
	for _, name := range names {
		if err := in.exportFunction(name, class+"_"+name, class, old, d); err != nil {
			return err
		}
	}
	return nil
}

func (in *Interp) exportFunction(name, called, class string, old bool, d *datastore.Store) error {
	at := in.origin("")
	body, err := d.RawText(name)
	if err != nil {
		return err
	}
	if old {
		if body != "" && !datastore.Truthy(d.RawFlag(name, "export_func")) {
			return nil
		}
	} else if body != "" && !strings.Contains(body, exportMarker) {
		return nil
	}
	if body != "" {
		for _, f := range []string{"python", "func"} {
			if err := d.SetFlag(name, f, nil, at); err != nil {
				return err
			}
		}
	}
	for _, f := range []string{"func", "python"} {
		if v := d.RawFlag(called, f); datastore.Truthy(v) {
			if err := d.SetFlag(name, f, v, at); err != nil {
				return err
			}
		}
	}
	for _, f := range []string{"dirs", "cleandirs", "fakeroot"} {
		if v := d.RawFlag(name, f); datastore.Truthy(v) {
			if err := d.SetFlag(called, f, v, at); err != nil {
				return err
			}
		}
	}
	if err := d.SetFlag(name, "filename", "autogenerated", at); err != nil {
		return err
	}
	if err := d.SetFlag(name, "lineno", 1, at); err != nil {
		return err
	}
	text := "    " + called + "\n"
	if datastore.Truthy(d.RawFlag(called, "python")) {
		text = "    bb.build.exec_func('" + called + "', d)\n"
	} else if strings.Contains(class, "-") {
		return in.fail(CodeExportDash, "the shell function %s, which EXPORT_FUNCTIONS calls, has a dash from its class's name", called)
	}
	if !old {
		text = exportMarker + text
	}
	if err := d.Assign(name, text, at); err != nil {
		return err
	}
	if old {
		return d.SetFlag(name, "export_func", "1", at)
	}
	return nil
}
