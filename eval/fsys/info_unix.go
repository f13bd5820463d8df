//go:build unix

package fsys

import (
	"io/fs"
	"os"
	"syscall"
)

// system fills in what only the system's own stat tells.
func (i *Info) system(fi fs.FileInfo) {
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		i.Ino, i.Dev, i.Nlink, i.UID, i.GID = st.Ino, uint64(st.Dev), uint64(st.Nlink), st.Uid, st.Gid //nolint:unconvert // the types differ by system
	}
}

// userIDs returns the process's user and groups, which decide what it may access.
func userIDs() (uid int, gids map[uint32]bool) {
	gids = map[uint32]bool{uint32(os.Getegid()): true}
	groups, err := os.Getgroups()
	if err == nil {
		for _, g := range groups {
			gids[uint32(g)] = true
		}
	}
	return os.Geteuid(), gids
}
