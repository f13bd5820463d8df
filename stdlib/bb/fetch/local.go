package fetch

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib/posixpath"
)

var localMethod = &Method{Module: "local", Class: "Local", types: []string{"file"}, init: initLocal, localpath: localLocalpath}

func initLocal(s *Session, ud *Item, d *datastore.Store) error {
	if s.Release.Before(2, 18) { // the path with what stands before an "@", which is no user
		_, path, ok := strings.Cut(ud.URL, "://")
		if !ok {
			return python("IndexError", "list index out of range")
		}
		path, _, _ = strings.Cut(path, "://")
		path, _, _ = strings.Cut(path, ";")
		path = Unquote(path)
		ud.detail("decodedurl", path)
		ud.Basepath = &path
	} else {
		path := ud.Path
		ud.Basepath = &path
	}
	base := basename(*ud.Basepath)
	ud.Basename, ud.NoStamp = &base, true
	if strings.Contains(*ud.Basepath, "*") {
		return wrongParameter(ud.URL, "file:// names one file or directory, patterns are not taken any more; put the files into a directory and name that")
	}
	return nil
}

func localLocalpath(s *Session, ud *Item, d *datastore.Store) (string, error) {
	found, err := s.search(ud, d)
	if err != nil {
		return "", err
	}
	if len(found.paths) == 0 {
		return "", python("IndexError", "list index out of range")
	}
	return found.paths[len(found.paths)-1], nil
}

// LocalPaths returns the paths that a local file is looked for at, up to the one that is there. Before 2.8 a file that is
// nowhere is last looked for in DL_DIR.
func (s *Session) LocalPaths(ud *Item, d *datastore.Store) ([]string, error) {
	f, err := s.search(ud, d)
	return f.paths, err
}

// searched are the paths that a local file was looked for at. Where it was found, the last of them is there.
type searched struct {
	paths []string
	found bool
}

// search looks for a local file along FILESPATH.
func (s *Session) search(ud *Item, d *datastore.Store) (searched, error) {
	path := *ud.Basepath
	if path == "" {
		return searched{}, python("IndexError", "string index out of range")
	}
	if path[0] == '/' {
		return searched{[]string{path}, s.Files.Exists(path)}, nil
	}
	v := variables{d: d}
	var out searched
	if dirs := s.searchDirs(v.get("FILESPATH")); dirs != nil {
		out = s.along(dirs, path)
	}
	if out.found || !s.Release.Before(2, 8) {
		return out, v.err
	}
	last := posixpath.Join(v.downloads(), path)
	if v.err != nil {
		return searched{}, v.err
	}
	if i := strings.LastIndexByte(last, '/'); i > 0 {
		_ = s.Files.MkdirAll(last[:i], 0o777) // BitBake fails where it cannot; nothing here depends on it
	}
	return searched{append(out.paths, last), s.Files.Exists(last)}, nil
}

// along looks for a file in directories, the first that has it.
func (s *Session) along(dirs []searchDir, path string) searched {
	out := searched{paths: make([]string, 0, len(dirs))}
	for _, dir := range dirs {
		full := posixpath.Join(dir.name, path)
		out.paths = append(out.paths, full)
		if dir.there && s.Files.Exists(full) {
			out.found = true
			break
		}
	}
	return out
}

// searchDir is a directory of FILESPATH.
type searchDir struct {
	name  string
	there bool
}

// searchDirs returns the directories of FILESPATH. Those that are not there need not be looked into.
func (s *Session) searchDirs(path string) []searchDir {
	if path == "" {
		return nil
	}
	out := make([]searchDir, 0, strings.Count(path, ":")+1)
	for dir := range strings.SplitSeq(path, ":") {
		out = append(out, searchDir{dir, dir == "" || s.Files.IsDir(dir)})
	}
	return out
}

// FileList returns the local files of SRC_URI with whether they are there, as the flag file-checksums has them
// (bb.fetch2.get_checksum_file_list): PATH:True or PATH:False for each path that was looked at, in order. Errors are *Error
// and those of expanding variables.
func (s *Session) FileList(d *datastore.Store) (string, error) {
	urls, err := sourceURLs(d)
	if err != nil {
		return "", err
	}
	if s.Release.Before(2, 8) {
		return s.list(urls, d)
	}
	path, err := d.Get("FILESPATH")
	if err != nil {
		return "", err
	}
	changes, known := s.Files.Changes()
	if l := &s.listed; known && l.files == s.Files && l.changes == changes && l.path == path && slices.Equal(l.urls, urls) {
		return l.out, nil
	}
	out, err := s.list(urls, d)
	if err != nil {
		return "", err
	}
	s.listed = listed{s.Files, changes, path, urls, out}
	return out, nil
}

// listed is the list that was made last. It is asked for again and again, for one recipe.
type listed struct {
	files   *fsys.View
	changes int
	path    string
	urls    []string
	out     string
}

// list makes the list for URLs.
func (s *Session) list(urls []string, d *datastore.Store) (string, error) {
	var err error
	items := make([]*Item, len(urls))
	for i, url := range urls {
		if j := slices.Index(urls[:i], url); j >= 0 {
			items[i] = items[j]
			continue
		}
		if items[i], err = s.NewItem(url, d, true); err != nil {
			return "", err
		}
	}
	f := fileLister{s: s, d: d}
	for _, ud := range items {
		if ud == nil {
			continue
		}
		if err := f.add(ud); err != nil {
			return "", err
		}
	}
	return string(f.out), nil
}

// fileLister makes the list.
type fileLister struct {
	s    *Session
	d    *datastore.Store
	out  []byte
	dirs []searchDir
	read bool // dirs is known
}

// add adds the paths of an item.
func (f *fileLister) add(ud *Item) error {
	if f.s.Release.Before(2, 8) {
		return f.addBefore28(ud)
	}
	path := *ud.Basepath
	if path == "" {
		return python("IndexError", "string index out of range")
	}
	mark := len(f.out)
	if path[0] == '/' {
		if f.put("", path, f.s.Files.Exists(path)); f.s.Files.Exists(path) {
			return nil
		}
		return f.missing(ud, mark)
	}
	if !f.read {
		text, err := f.d.Get("FILESPATH")
		if err != nil {
			return err
		}
		f.dirs, f.read = f.s.searchDirs(text), true
	}
	for _, dir := range f.dirs {
		there := dir.there && f.s.Files.Exists(posixpath.Join(dir.name, path))
		if f.put(dir.name, path, there); there {
			return nil
		}
	}
	return f.missing(ud, mark)
}

// put adds a path.
func (f *fileLister) put(dir, path string, there bool) {
	if len(f.out) > 0 {
		f.out = append(f.out, ' ')
	}
	if f.out = append(f.out, dir...); dir != "" && dir[len(dir)-1] != '/' {
		f.out = append(f.out, '/')
	}
	f.out = append(f.out, path...)
	if there {
		f.out = append(f.out, ":True"...)
	} else {
		f.out = append(f.out, ":False"...)
	}
}

// missing is the error for a file that is nowhere.
func (f *fileLister) missing(ud *Item, mark int) error {
	if mark == len(f.out) {
		return python("UnboundLocalError", "cannot access local variable 'f' where it is not associated with a value")
	}
	pn, err := f.d.Get("PN")
	if err != nil {
		return err
	}
	tried := strings.ReplaceAll(strings.TrimSuffix(string(f.out[mark:]), ":False"), ":False ", "\n")
	return f.s.fatal("the file " + basename(*ud.Basepath) + " in SRC_URI of " + pn + " is nowhere to be found; it was looked for at\n" + strings.TrimSpace(tried))
}

// addBefore28 adds the paths of an item. Files that are in DL_DIR or nowhere are worth a warning.
func (f *fileLister) addBefore28(ud *Item) error {
	found, err := f.s.search(ud, f.d)
	if err != nil {
		return err
	}
	v := variables{d: f.d}
	downloads := v.downloads()
	for _, path := range found.paths {
		there := f.s.Files.Exists(path) // looking may have made a directory
		f.put("", path, there)
		if !strings.HasPrefix(path, downloads) || v.err != nil {
			continue
		}
		what := "the file " + basename(path) + " in SRC_URI of " + v.get("PN")
		if there {
			f.s.warn(what + " was found nowhere but in DL_DIR")
		} else {
			f.s.warn(what + " is nowhere to be found")
		}
	}
	return v.err
}

// sourceURLs returns the words of SRC_URI.
func sourceURLs(d *datastore.Store) ([]string, error) {
	text, ok, err := d.Lookup("SRC_URI")
	if err == nil && !ok {
		err = python("AttributeError", "'NoneType' object has no attribute 'split'")
	}
	return Fields(text), err
}
