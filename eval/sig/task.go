package sig

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
)

// File is a file that a task's hash depends on. In the path of a file that is below a folder of [file-checksums], "/./" stands
// between the folder and the rest.
type File struct {
	Path string
	Sum  string // MD5
}

// TaskHash returns a task's hash: SHA-256 over its base hash, the hashes of the tasks that it depends on, in order, the files'
// checksums, and a taint. byBase sorts the files by the last part of their paths (BitBake 2.18 and later), otherwise by path.
func TaskHash(base string, depends []string, files []File, taint string, byBase bool) string {
	h := sha256.New()
	h.Write([]byte(base))
	for _, d := range depends {
		h.Write([]byte(d))
	}
	for _, f := range SortFiles(files, byBase) {
		if _, rest, ok := strings.Cut(f.Path, "/./"); ok {
			h.Write([]byte("./" + strings.SplitN(rest, "/./", 2)[0]))
		}
		h.Write([]byte(f.Sum))
	}
	h.Write([]byte(taint))
	return hex.EncodeToString(h.Sum(nil))
}

// SortFiles returns files in the order in which they enter a hash; see TaskHash.
func SortFiles(files []File, byBase bool) []File {
	sorted := slices.Clone(files)
	slices.SortStableFunc(sorted, func(a, b File) int { return strings.Compare(a.Sum, b.Sum) })
	key := func(f File) string {
		if _, rest, ok := strings.Cut(f.Path, "/./"); ok {
			return "./" + rest
		}
		if byBase {
			return path.Base(f.Path)
		}
		return f.Path
	}
	slices.SortStableFunc(sorted, func(a, b File) int { return strings.Compare(key(a), key(b)) })
	return sorted
}

// OldDependOrder is the order of a task's dependencies before BitBake 2.8: the last folder, the file and the task, then the
// variant and the multiconfig.
func OldDependOrder(tid string) string {
	i := strings.LastIndexByte(tid, '/')
	if i < 0 {
		return tid
	}
	front, last := tid[:i], tid[i+1:]
	dir := ""
	if j := strings.LastIndexByte(front, '/'); j >= 0 {
		front, dir = front[:j], front[j+1:]
	}
	out := dir + "/" + last
	if strings.HasPrefix(front, "/") {
		return out
	}
	suffix := ""
	if strings.HasPrefix(front, "mc:") && strings.Count(front, ":") >= 2 {
		parts := strings.SplitN(front, ":", 3)
		suffix, front = ":mc:"+parts[1], parts[2]
	}
	if !strings.HasPrefix(front, "/") {
		variant, _, _ := strings.Cut(front, ":/")
		out += ":" + variant
	}
	return out + suffix
}
