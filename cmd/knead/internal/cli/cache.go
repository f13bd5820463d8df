package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/knead-build/knead/eval/fsys"
)

// cache returns where results are kept between runs: the folder that KNEAD_CACHE_DIR names, else "knead" in the user's folder
// for caches. It is nil where there is none, or none is wanted.
func (a *app) cache() *fsys.Store {
	if a.noCache {
		return nil
	}
	dir := os.Getenv("KNEAD_CACHE_DIR")
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(user, "knead")
	}
	return &fsys.Store{Dir: filepath.Join(dir, "recipes")}
}

// programKey tells one build of this program from another.
func programKey() string {
	file, err := os.Executable()
	if err != nil {
		return version()
	}
	info, err := os.Stat(file)
	if err != nil {
		return version()
	}
	return fmt.Sprintf("%s %d %d", version(), info.Size(), info.ModTime().UnixNano())
}
