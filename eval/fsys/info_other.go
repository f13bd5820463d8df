//go:build !unix

package fsys

import "io/fs"

// system fills in what only the system's own stat tells: nothing here.
func (i *Info) system(fs.FileInfo) {}

// userIDs returns the process's user and groups, which decide what it may access.
func userIDs() (uid int, gids map[uint32]bool) { return 0, nil }
