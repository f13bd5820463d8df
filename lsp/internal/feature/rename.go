package feature

import (
	"errors"
	"fmt"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/lang/bitbake"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// PrepareRename returns the name at the position, if it can be renamed; the error says why it cannot.
func PrepareRename(r *Request, _ *protocol.PrepareRenameParams) (*protocol.PrepareRenameResult, error) {
	t := r.Target()
	s, err := r.renamable(t)
	if err != nil {
		return nil, err
	}
	if _, err := r.renamed(s); err != nil {
		return nil, err
	}
	span := r.Range(s.spanOf(t))
	return &protocol.PrepareRenameResult{Range: &span, Placeholder: r.Doc.Slice(s.spanOf(t))}, nil
}

// Rename returns the edits that give the thing at the position another name in all layers; the error says why it cannot have it.
func Rename(r *Request, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	t := r.Target()
	s, err := r.renamable(t)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(p.NewName)
	if t.Kind == Task && !strings.HasPrefix(t.Name, "do_") {
		name = "do_" + strings.TrimPrefix(name, "do_")
	}
	if err := s.accepts(name); err != nil {
		return nil, err
	}
	list, err := r.renamed(s)
	if err != nil {
		return nil, err
	}
	if err := r.isFree(entity{s.kind, name, s.of}); err != nil {
		return nil, err
	}
	edits := newEdits(r)
	for _, o := range list {
		edits.replace(o, s.textFor(o, name))
	}
	if s.kind == Override {
		if err := r.renameOverrideFile(s, name, edits); err != nil {
			return nil, err
		}
	}
	return edits.result(), r.Err()
}

// textFor returns the new name as it is written in place of an occurrence: tasks without "do_" where they were.
func (s entity) textFor(o occurrence, name string) string {
	old := o.doc.Slice(o.span)
	switch {
	case strings.HasPrefix(s.name, "do_") && old == strings.TrimPrefix(s.name, "do_"):
		return strings.TrimPrefix(name, "do_")
	case strings.HasPrefix(old, "task-"):
		return "task-" + taskOverride(name)
	}
	return name
}

// taskOverride returns the override that holds while a task runs, without "task-".
func taskOverride(task string) string {
	return strings.ReplaceAll(strings.TrimPrefix(task, "do_"), "_", "-")
}

var (
	variablePattern = regexp.MustCompile(`^[a-zA-Z0-9_][a-zA-Z0-9_+.-]*$`)
	pythonPattern   = regexp.MustCompile(`^[a-zA-Z_]\w*$`)
	optionPattern   = regexp.MustCompile(`^[a-zA-Z0-9_+.-]+$`)
	overridePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]*$`)
)

// bitbakesOwn are names that BitBake looks for in configurations.
var bitbakesOwn = regexp.MustCompile(`^(BB|LAYER|PREFERRED_|REQUIRED_VERSION)`)

// accepts reports why a name is none for such an entity.
func (s entity) accepts(name string) error {
	pattern, what := variablePattern, "a variable's or function's name has letters, digits and _ + . -"
	switch s.kind {
	case Python:
		pattern, what = pythonPattern, "a Python function's name has letters, digits and _, and begins with no digit"
	case Flag:
		pattern, what = optionPattern, "a flag's name has letters, digits and _ + . -"
	case Override:
		pattern, what = overridePattern, "an override has small letters, digits and . + -"
	}
	switch {
	case !pattern.MatchString(name):
		return fmt.Errorf("%q is no name: %s", name, what)
	case s.kind == Variable && strings.HasPrefix(s.name, "do_") != strings.HasPrefix(name, "do_"):
		return fmt.Errorf("%q is no name: those of tasks, and of no other variables, begin with do_", name)
	case name == s.name:
		return fmt.Errorf("it is called %s already", name)
	case s.kind != Python && slices.Contains([]string{"append", "prepend", "remove"}, name):
		return fmt.Errorf("%q is no name: it is an operator", name)
	}
	return nil
}

// renamable returns what a target names, if that is something that can be renamed at all.
func (r *Request) renamable(t Target) (entity, error) {
	s, ok := t.entity()
	if t.Kind == Operator || !ok || !r.exists(t) {
		return s, errors.New("nothing that can be renamed stands here")
	}
	switch s.kind {
	case Variable, Override:
	case Flag:
		if s.of != "PACKAGECONFIG" {
			return s, fmt.Errorf("%s is a flag: classes and BitBake give flags their meaning", s.name)
		}
	case Python:
		if strings.Contains(s.name, ".") {
			return s, fmt.Errorf("%s is of a Python module: only functions of metadata are renamed", s.name)
		}
	case Class, Include:
		return s, errors.New("rename the file: the lines that name it follow")
	default:
		return s, fmt.Errorf("%s cannot be renamed here: rename what it stands for", s.name)
	}
	return s, nil
}

// renamed returns the places that a rename of an entity has to change; the error says why that would change other meanings.
func (r *Request) renamed(s entity) ([]occurrence, error) {
	list, err := r.occurrences(s)
	if err != nil {
		return nil, err
	}
	switch s.kind {
	case Variable:
		list = r.local(list)
		if task, ok := strings.CutPrefix(s.name, "do_"); ok {
			more, err := r.occurrences(entity{kind: Override, name: "task-" + taskOverride(task)})
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
		err = r.isOurs(s, list)
	case Flag:
		if list, err = r.ofRecipes(list); err == nil {
			err = r.areWritten(list)
		}
		for _, o := range list {
			if isFiltered(o.doc, o.target.Stmt, o.span) {
				err = refuse(s, o.place(), "the feature of that name brings it")
			}
		}
	case Override:
		if _, err = r.overrideFile(s.name); err == nil {
			err = r.areWritten(list)
		}
	case Python:
		err = r.areWritten(list)
		if !slices.ContainsFunc(list, func(o occurrence) bool { return o.write }) {
			err = fmt.Errorf("no layer defines %s", s.name)
		}
	}
	if err == nil {
		err = r.isWhole(s)
	}
	return list, err
}

// isRecipe reports whether the document is a recipe file of its build.
func (r *Request) isRecipe() bool {
	c, err := r.context()
	if err != nil {
		return false
	}
	found, err := c.Workspace.FindRecipes("")
	return err == nil && slices.ContainsFunc(found.Files, func(f *config.RecipeFile) bool { return path.Clean(f.Path) == r.Doc.Path })
}

// isOurs reports why a variable is not the layers' own: BitBake, its documentation or the core layer give it a meaning.
func (r *Request) isOurs(s entity, list []occurrence) error {
	steps, err := r.steps(s.name)
	if err == nil && r.Doc.Kind == bitbake.Recipe && !r.isRecipe() {
		err = fmt.Errorf("%s is no recipe file of the configuration", r.Doc.Path)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be renamed, as nobody can tell what else it means: %w", s.name, err)
	}
	if bitbakesOwn.MatchString(s.name) {
		return fmt.Errorf("%s cannot be renamed: BitBake gives it a meaning", s.name)
	}
	view := r.View()
	for _, x := range steps {
		p := x.File.Name()
		switch {
		case !view.Exists(p) || path.Base(p) == "bitbake.conf" || path.Base(p) == "documentation.conf":
			return refuse(s, x.place, "the core layer gives it a meaning")
		case r.inCore(p) && !r.inCore(r.Doc.Path):
			return refuse(s, x.place, "the core layer sets it")
		}
	}
	for _, o := range list {
		if o.target.Stmt != nil && strings.HasPrefix(o.doc.Slice(o.target.Stmt.Span()), "EXPORT_FUNCTIONS") {
			return refuse(s, o.place(), "classes export it, so that the names of their functions follow from it")
		}
	}
	if !slices.ContainsFunc(list, func(o occurrence) bool { return o.write }) {
		return fmt.Errorf("%s cannot be renamed: no layer sets it", s.name)
	}
	return r.areWritten(list)
}

// inCore reports whether a file belongs to the core layer, unless that is what is being worked on.
func (r *Request) inCore(p string) bool {
	c, err := r.context()
	if err != nil {
		return false
	}
	for _, l := range c.Workspace.Layers {
		if strings.HasPrefix(path.Clean(p), path.Clean(l.Dir)+"/") && r.View().IsFile(l.Dir+"/conf/bitbake.conf") {
			return true
		}
	}
	return false
}

// areWritten reports the first place that stands in a layer that is not the user's to change.
func (r *Request) areWritten(list []occurrence) error {
	view := r.View()
	for _, o := range list {
		switch {
		case !view.Access(o.doc.Path, 2):
			return refuse(entity{name: o.target.Name}, o.place(), "it stands in a file that cannot be written")
		case r.inCore(o.doc.Path) && !r.inCore(r.Doc.Path):
			return refuse(entity{name: o.target.Name}, o.place(), "the core layer uses it")
		}
	}
	return nil
}

func refuse(s entity, at diag.Place, why string) error {
	return fmt.Errorf("%s cannot be renamed: %s (%s:%d)", s.name, why, at.File.Name(), at.File.Line(at.Span.Start))
}

// isFree reports where a new name stands already.
func (r *Request) isFree(s entity) error {
	list, err := r.occurrences(s)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		at := list[0].place()
		return fmt.Errorf("there is %s already (%s:%d)", s.name, at.File.Name(), at.File.Line(at.Span.Start))
	}
	return nil
}
