// Package snapshot holds what a language server sees at one moment: open texts over the disk, and the configurations that are
// evaluated of them. A Snapshot does not change; the Session makes the next one of each edit, which shares everything that the
// edit does not touch.
package snapshot

import (
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// Document is a text at one moment.
type Document struct {
	Path    string // absolute, with slashes
	Version int32  // the editor's; 0 where it is not open
	Open    bool
	*source.File
	// Metadata says that the file is some by its name, and Kind which.
	Metadata bool
	Kind     bitbake.Kind

	dialect bitbake.Dialect
	tree    func() *bitbake.File
}

func newDocument(path, text string, version int32, open bool, dialect bitbake.Dialect) *Document {
	d := &Document{Path: path, Version: version, Open: open, File: source.NewFile(path, text), dialect: dialect}
	d.Kind, d.Metadata = bitbake.KindOf(path)
	d.tree = sync.OnceValue(func() *bitbake.File { return d.parse(d.File) })
	return d
}

// parse returns the tree that the document has, or would have, with a text.
func (d *Document) parse(text *source.File) *bitbake.File {
	return bitbake.Parse(text, d.Kind, bitbake.Options{Dialect: d.dialect, BaseConf: config.IsBaseConf(d.Path)})
}

// NewDocument returns a text by itself, that belongs to no snapshot.
func NewDocument(path, text string) *Document {
	return newDocument(path, text, 0, false, bitbake.Dialect{})
}

// Parse returns the tree that the document would have with another text.
func (d *Document) Parse(text string) *bitbake.File { return d.parse(source.NewFile(d.Path, text)) }

// Tree returns the document's syntax tree; only metadata has one.
func (d *Document) Tree() *bitbake.File { return d.tree() }

// edit returns what the open document is to a disk.
func (d *Document) edit() fsys.Edit {
	return fsys.Edit{Texts: map[string]string{d.Path: d.Text()}}
}
