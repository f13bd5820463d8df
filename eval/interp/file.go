package interp

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// maxIncludes is how deep files may include one another.
const maxIncludes = 100

// which looks a file up along a colon-separated list of directories. It returns "" and the places it looked at where there
// is none.
func (in *Interp) which(dirs, name string) (found string, tried []string) {
	for _, dir := range strings.Split(dirs, ":") {
		p := dir + "/" + name
		switch {
		case dir == "":
			p = name
		case strings.HasSuffix(dir, "/"):
			p = dir + name
		}
		if strings.HasPrefix(name, "/") {
			p = name
		}
		tried = append(tried, p)
		if in.view.Exists(p) {
			if !isAbs(p) {
				p = in.view.Abs(p)
			}
			return p, tried
		}
	}
	return "", tried
}

func isAbs(p string) bool { return path.IsAbs(p) || filepath.IsAbs(p) }

// MarkDependency notes that the result depends on a file, there or not.
func (in *Interp) MarkDependency(_ *datastore.Store, p string) {
	p = in.view.Abs(p)
	if !in.depends[p] {
		in.depends[p] = true
		in.depOrder = append(in.depOrder, p)
	}
}

// notFound is the error of a file that is not there.
type notFound struct {
	name  string
	tried []string
}

func (e *notFound) Error() string {
	if len(e.tried) == 0 {
		return "there is no file " + e.name
	}
	return "there is no file " + e.name + "; looked for " + strings.Join(e.tried, ", ")
}

// resolve returns the absolute path of a file, along BBPATH where the name is relative.
func (in *Interp) resolve(name string, d *datastore.Store) (string, error) {
	if !isAbs(name) {
		bbpath, err := d.Get("BBPATH")
		if err != nil {
			return "", err
		}
		found, tried := in.which(bbpath, name)
		for _, p := range tried {
			in.MarkDependency(d, p)
		}
		if found == "" {
			return "", &notFound{name, tried}
		}
		name = found
	} else {
		in.MarkDependency(d, name)
	}
	if !in.view.IsFile(name) {
		return "", &notFound{name, nil}
	}
	return name, nil
}

// Conf evaluates a .conf file that the configuration parser opens itself.
func (in *Interp) Conf(name string, d *datastore.Store) error {
	in.baseConf = true
	return in.handle(name, d)
}

// Text evaluates the text of a .conf file that is nowhere on disk.
func (in *Interp) Text(name, text string, d *datastore.Store) error {
	tree := bitbake.Parse(source.NewFile(name, text), bitbake.Conf, bitbake.Options{Dialect: in.Release.Dialect()})
	if err := in.enter(name, tree); err != nil {
		return err
	}
	defer in.leave()
	return in.run(tree, "", d)
}

// SetIncluded sets BBINCLUDED to the files that the evaluation depends on.
func (in *Interp) SetIncluded(d *datastore.Store) error {
	return d.Set("BBINCLUDED", strings.Join(in.depOrder, " "), datastore.Origin{})
}

// Dependencies returns the files that the evaluation depends on, in the order in which it came upon them.
func (in *Interp) Dependencies() []string { return slices.Clip(in.depOrder) }

// ForgetIncluded begins another configuration: each has its own list of files that it depends on.
func (in *Interp) ForgetIncluded() { in.depends, in.depOrder = map[string]bool{}, nil }

// Handle evaluates a file into d, as an include does.
func (in *Interp) Handle(d *datastore.Store, file string) error { return in.handle(file, d) }

// handle evaluates a file into d: bb.parse.handle with include.
func (in *Interp) handle(name string, d *datastore.Store) error {
	kind, ok := bitbake.KindOf(name)
	if !ok || kind == bitbake.Append {
		return in.fail(CodeNotMetadata, "%s is no metadata by its name", name)
	}
	return in.evaluate(name, kind, d)
}

func (in *Interp) evaluate(name string, kind bitbake.Kind, d *datastore.Store) error {
	base := in.baseConf
	in.baseConf = false
	class := ""
	if kind == bitbake.Class {
		class = strings.TrimSuffix(path.Base(name), ".bbclass")
		if err := in.addInherited(name, d); err != nil {
			return err
		}
	}
	old := d.RawHard("FILE")
	abs, err := in.resolve(name, d)
	if err != nil {
		return err
	}
	text, err := in.view.ReadFile(abs)
	if err != nil {
		return err
	}
	tree := in.parse(abs, text, kind, base)
	if err := in.enter(abs, tree); err != nil {
		return err
	}
	defer in.leave()
	setFile := kind == bitbake.Conf || kind != bitbake.Class && old != any(abs)
	if setFile {
		if err := d.Set("FILE", abs, datastore.Origin{}); err != nil {
			return err
		}
	}
	err = in.run(tree, class, d)
	if err != nil {
		if _, skip := SkipReason(err); !skip || kind == bitbake.Conf {
			return err
		}
		if err := d.Set("__SKIPPED", true, datastore.Origin{}); err != nil {
			return err
		}
	}
	if setFile && datastore.Truthy(old) {
		return d.Set("FILE", old, datastore.Origin{})
	}
	return nil
}

// enter notes that a file is being evaluated. A file with errors is refused as a whole.
func (in *Interp) enter(abs string, tree *bitbake.File) error {
	if n := len(in.includes); n > 0 {
		in.includes[n-1].at = in.at.Span
	}
	if len(in.includes) >= maxIncludes {
		d := in.fail(CodeIncludeLoop, "files include one another more than %d deep, %s among them", maxIncludes, abs)
		return d
	}
	for _, d := range tree.Diags {
		if d.Severity == diag.Error {
			out := *d
			out.Related = slices.Clone(d.Related)
			if n := len(in.includes); n > 0 {
				out.Relate(diag.Place{File: in.includes[n-1].file, Span: in.includes[n-1].at}, "included from here")
			}
			return &out
		}
	}
	in.includes = append(in.includes, include{path: abs, file: tree.Source})
	return nil
}

func (in *Interp) leave() {
	in.includes = in.includes[:len(in.includes)-1]
	if n := len(in.includes); n > 0 {
		in.at = diag.Place{File: in.includes[n-1].file, Span: in.includes[n-1].at}
	} else {
		in.at = diag.Place{}
	}
}

// include evaluates the files that an include, require or include_all names. parent is the file that does.
func (in *Interp) include(parent, names string, d *datastore.Store, required string) error {
	names, err := d.Expand(names, "")
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(names) {
		if err := in.includeFile(parent, name, d, required); err != nil {
			return err
		}
	}
	return nil
}

func (in *Interp) includeFile(parent, name string, d *datastore.Store, required string) error {
	if parent == name { // BitBake's own guard: by the very path
		return nil
	}
	var tried []string
	if isAbs(name) {
		in.checkDuplicate(name)
	} else {
		bbpath, err := d.Get("BBPATH")
		if err != nil {
			return err
		}
		var found string
		found, tried = in.which(path.Dir(parent)+":"+bbpath, name)
		if found != "" {
			in.checkDuplicate(found)
		}
		for _, p := range tried {
			in.MarkDependency(d, p)
		}
		if found != "" {
			name = found
		}
	}
	at := in.at
	err := in.handle(name, d)
	if err == nil {
		return nil
	}
	if nf, ok := err.(*notFound); ok || fsys.IsNotExist(err) && !isDiagnostic(err) {
		if required == "" {
			return nil
		}
		if nf != nil && len(nf.tried) > 0 {
			tried = nf.tried
		}
		x := in.failAt(CodeNotFound, at, "%s: there is no file %s", required, name)
		if len(tried) > 0 {
			x.Detail = "looked for\n" + strings.Join(tried, "\n")
		}
		return x
	}
	return err
}

func isDiagnostic(err error) bool {
	_, ok := err.(*diag.Diagnostic)
	return ok
}

// checkDuplicate warns where a file has been read already.
func (in *Interp) checkDuplicate(p string) {
	if in.depends[in.view.Abs(p)] && in.view.IsFile(p) {
		in.warn(CodeDuplicateInclude, "%s has been included already", p)
	}
}

// Inherited returns the classes' files that d has inherited, in order.
func Inherited(d *datastore.Store) []string {
	list, _ := d.RawHard("__inherit_cache").([]string)
	return list
}

// addInherited notes that a class has been inherited.
func (in *Interp) addInherited(file string, d *datastore.Store) error {
	list := Inherited(d)
	if slices.Contains(list, file) {
		return nil
	}
	return d.Set("__inherit_cache", append(slices.Clip(list), file), datastore.Origin{})
}

// Inherit inherits classes, as the statement "inherit CLASSES" does.
func (in *Interp) Inherit(d *datastore.Store, classes string) error {
	return in.inherit(classes, d, false)
}

func (in *Interp) inherit(classes string, d *datastore.Store, deferred bool) error {
	classes, err := d.Expand(classes, "")
	if err != nil {
		return err
	}
	for _, class := range strings.Fields(classes) {
		if !deferred && !in.Release.before(2, 18) {
			later, err := d.Fields("BB_DEFER_BBCLASSES")
			if err != nil {
				return err
			}
			if slices.Contains(later, class) {
				if err := in.deferInherit(class, d); err != nil {
					return err
				}
				continue
			}
		}
		if err := in.inheritClass(class, d); err != nil {
			return err
		}
	}
	return nil
}

// classFolders returns where classes are looked for below BBPATH's entries.
func (in *Interp) classFolders(d *datastore.Store) []string {
	if in.Release.before(2, 8) {
		return []string{"classes"}
	}
	kind, _ := d.RawHard("__bbclasstype").(string)
	return []string{"classes-" + kind, "classes"}
}

func (in *Interp) inheritClass(class string, d *datastore.Store) error {
	at := in.at
	var all []string
	file := class
	for _, folder := range in.classFolders(d) {
		file = class
		if !isAbs(file) && !strings.HasSuffix(file, ".bbclass") {
			file = folder + "/" + class + ".bbclass"
		}
		if !isAbs(file) {
			bbpath, err := d.Get("BBPATH")
			if err != nil {
				return err
			}
			found, tried := in.which(bbpath, file)
			for _, p := range tried {
				if p != found {
					in.MarkDependency(d, p)
				}
			}
			all = append(all, tried...)
			if found != "" {
				file = found
			}
		}
		if in.view.Exists(file) {
			break
		}
	}
	if !in.view.Exists(file) {
		x := in.failAt(CodeNoClass, at, "there is no class %s", class)
		if len(all) > 0 {
			x.Detail = "looked for\n" + strings.Join(all, "\n")
		}
		return x
	}
	if slices.Contains(Inherited(d), file) {
		return nil
	}
	if err := in.addInherited(file, d); err != nil {
		return err
	}
	err := in.handle(file, d)
	if nf, ok := err.(*notFound); ok {
		return in.failAt(CodeNoClass, at, "class %s: %v", class, nf)
	}
	return err
}

// deferInherit queues a class for the end of parsing.
func (in *Interp) deferInherit(class string, d *datastore.Store) error {
	list, _ := d.RawHard("__BBDEFINHERITS").([]deferredInherit)
	return d.Set("__BBDEFINHERITS", append(slices.Clip(list), deferredInherit{class, in.at}), datastore.Origin{})
}

// deferredInherit is an inherit that waits for the end of parsing.
type deferredInherit struct {
	classes string
	at      diag.Place
}

// origin returns the origin for changes that the running statement makes.
func (in *Interp) origin(op string) datastore.Origin {
	return datastore.Origin{File: in.at.File, Span: in.at.Span, Op: op}
}

// spanOf returns the part of a statement's span that is worth showing: without the line ending.
func spanOf(file *source.File, s bitbake.Stmt) source.Span {
	span := s.Span()
	text := file.Slice(span)
	return source.Span{Start: span.Start, End: span.Start + source.Pos(len(strings.TrimRight(text, "\r\n")))}
}
