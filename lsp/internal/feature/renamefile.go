package feature

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// overrideFile returns the file of the machine or distribution that an override is of; the error says that it is of none of ours.
func (r *Request) overrideFile(name string) (file string, err error) {
	err = r.Read(func(c *snapshot.Context, s eval.Scope) {
		for _, kind := range []string{"conf/machine/", "conf/distro/"} {
			if found := inFolders(r.View(), searchPath(s), kind+name+".conf"); len(found) == 1 {
				file = found[0]
			}
		}
	})
	switch {
	case err != nil:
		return "", err
	case file == "" || r.inCore(file) && !r.inCore(r.Doc.Path):
		return "", fmt.Errorf("%s cannot be renamed: it is no machine and no distribution of a layer of yours", name)
	case !r.Client.renamesFiles():
		return "", fmt.Errorf("%s cannot be renamed: its file would have another name then, and the editor does not rename files for servers", name)
	}
	return file, nil
}

// renameOverrideFile renames the file of a machine or distribution.
func (r *Request) renameOverrideFile(s entity, name string, e *edits) error {
	file, err := r.overrideFile(s.name)
	if err != nil {
		return err
	}
	to := path.Join(path.Dir(file), name+".conf")
	if r.View().Exists(to) {
		return errors.New("there is " + to + " already")
	}
	e.renameFile(file, to)
	return nil
}

// WillRenameFiles returns the edits of the lines that name files which are about to be renamed: classes and included files.
func WillRenameFiles(r *Request, p *protocol.RenameFilesParams) (*protocol.WorkspaceEdit, error) {
	e := newEdits(r)
	for _, f := range p.Files {
		from, to := protocol.URI(f.OldURI).Path(), protocol.URI(f.NewURI).Path()
		if r.Doc = r.Document(from); r.Doc == nil || from == to || to == "" {
			continue
		}
		var err error
		switch kind, ok := bitbake.KindOf(from); {
		case !ok:
		case kind == bitbake.Class:
			err = r.renameClass(from, to, e)
		case kind == bitbake.Include || kind == bitbake.Conf:
			err = r.renameInclude(from, to, e)
		}
		if err != nil {
			return nil, err
		}
	}
	return e.result(), nil
}

// renameClass edits what names a class, and the functions that EXPORT_FUNCTIONS knows by its name.
func (r *Request) renameClass(from, to string, e *edits) error {
	old, name := strings.TrimSuffix(path.Base(from), ".bbclass"), strings.TrimSuffix(path.Base(to), ".bbclass")
	if old == name {
		return nil
	}
	entities := map[entity]string{{kind: Class, name: old}: name}
	for _, s := range r.Doc.Tree().Stmts {
		if x, ok := s.(*bitbake.ExportFunctions); ok {
			for _, f := range strings.Fields(x.Functions.Value) {
				entities[entity{kind: Variable, name: old + "_" + f}] = name + "_" + f
			}
		}
	}
	for s, text := range entities {
		list, err := r.occurrences(s)
		if err != nil {
			return err
		}
		for _, o := range list {
			e.replace(o, text)
		}
	}
	return nil
}

// renameInclude edits the lines that include a file.
func (r *Request) renameInclude(from, to string, e *edits) error {
	c, err := r.context()
	if err != nil {
		return err
	}
	list, err := r.occurrences(entity{kind: Include, name: path.Base(from)})
	if err != nil {
		return err
	}
	var folders []string
	if err := c.Read(func(s eval.Scope) { folders = searchPath(s) }); err != nil {
		return err
	}
	for _, o := range list {
		word := o.target.Name
		dirs := append([]string{path.Dir(o.doc.Path)}, folders...)
		if strings.Contains(word, "${") || !slices.Contains(inFolders(r.View(), dirs, word), from) {
			continue
		}
		e.add(o.doc, source.Span{Start: o.span.End - source.Pos(len(word)), End: o.span.End}, includeName(word, from, to, dirs))
	}
	return nil
}

// includeName returns how a line names a file that it named by a word, when it is called otherwise: by the same folder where the
// file is still below that.
func includeName(word, from, to string, dirs []string) string {
	base := strings.TrimSuffix(from, "/"+path.Clean(word))
	for _, dir := range append([]string{base}, dirs...) {
		if rest, ok := strings.CutPrefix(to, fsys.Clean(dir)+"/"); ok && dir != "" {
			return rest
		}
	}
	return to
}
