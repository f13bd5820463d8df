package fsys

import (
	"io/fs"
	"time"
)

// FileInfo returns what is known of a file, under a name, in the form that the standard library uses.
func (i *Info) FileInfo(name string) fs.FileInfo { return fileInfo{i, name} }

type fileInfo struct {
	info *Info
	name string
}

func (f fileInfo) Name() string       { return f.name }
func (f fileInfo) Size() int64        { return f.info.Size }
func (f fileInfo) Mode() fs.FileMode  { return f.info.Mode }
func (f fileInfo) ModTime() time.Time { return f.info.ModTime }
func (f fileInfo) IsDir() bool        { return f.info.IsDir() }
func (f fileInfo) Sys() any           { return nil }
