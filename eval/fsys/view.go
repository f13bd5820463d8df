package fsys

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// View is what one evaluation sees: the disk, what evaluations that it builds on wrote, and what it wrote itself. Writes
// stay in memory. It is for one goroutine; a view that others build on must not be written to any more.
type View struct {
	disk    *Disk
	parent  *View
	cwd     string
	record  *Record
	nodes   map[string]*node // written, by path without links
	written int              // bytes
	max     int
	grants  []string
}

// node is a file, directory or link that an evaluation wrote, or one that it removed.
type node struct {
	info   Info
	data   string
	target string
	gone   bool
}

// DefaultMaxWritten is how many bytes an evaluation may write unless Limit says otherwise.
const DefaultMaxWritten = 64 << 20

// ErrWriteLimit is the error of a write that goes beyond the limit.
var ErrWriteLimit = errors.New("evaluation wrote more than it may")

// NewView returns a view of a disk for a process in the directory cwd.
func NewView(disk *Disk, cwd string) *View {
	return &View{disk: disk, cwd: Clean(cwd), max: DefaultMaxWritten}
}

// Derive returns a view that builds on v: it sees what v wrote. Looks are recorded in record, which may be nil.
func (v *View) Derive(record *Record) *View {
	return &View{disk: v.disk, parent: v, cwd: v.cwd, record: record, max: v.max, grants: v.grants}
}

// On returns the view on another disk: what evaluations wrote stays. It records nothing.
func (v *View) On(disk *Disk) *View {
	if v == nil {
		return nil
	}
	out := *v
	out.disk, out.parent, out.record = disk, v.parent.On(disk), nil
	return &out
}

// Recording returns the view with looks recorded in record.
func (v *View) Recording(record *Record) *View {
	v.record = record
	return v
}

// Disk returns the disk below.
func (v *View) Disk() *Disk { return v.disk }

// Cwd returns the working directory.
func (v *View) Cwd() string { return v.cwd }

// Chdir changes the working directory.
func (v *View) Chdir(dir string) error {
	info, err := v.Stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return pathError("chdir", dir, syscall.ENOTDIR)
	}
	v.cwd = v.Abs(dir)
	return nil
}

// Abs returns the path as an absolute one. ".." behind a symbolic link leads where the link leads.
func (v *View) Abs(p string) string {
	p = filepath.ToSlash(p)
	if !path.IsAbs(p) && !filepath.IsAbs(p) {
		p = v.cwd + "/" + p
	}
	if strings.Contains(p, "/..") {
		i := strings.Index(p, "/../")
		for i >= 0 {
			p = path.Dir(v.realpath(cmp.Or(p[:i], "/"), 0)) + p[i+3:]
			i = strings.Index(p, "/../")
		}
		if rest, ok := strings.CutSuffix(p, "/.."); ok {
			p = path.Dir(v.realpath(cmp.Or(rest, "/"), 0))
		}
	}
	return path.Clean(p)
}

// writtenTo reports whether this view or one below has written anything.
func (v *View) writtenTo() bool {
	for ; v != nil; v = v.parent {
		if len(v.nodes) > 0 {
			return true
		}
	}
	return false
}

// Changes returns a number that grows with each write to this view or one below, so that who asked something knows whether
// the answer may be another now. ok is false where writes go to the disk, which does not count them.
func (v *View) Changes() (n int, ok bool) {
	ok = len(v.grants) == 0
	for ; v != nil; v = v.parent {
		n += v.written
	}
	return n, ok
}

// find returns what was written at a path.
func (v *View) find(p string) *node {
	for ; v != nil; v = v.parent {
		if n := v.nodes[p]; n != nil {
			return n
		}
	}
	return nil
}

// key returns the path with the links of its directories followed, under which writes are kept.
func (v *View) key(p string) string {
	if p == "/" {
		return p
	}
	return path.Join(v.realpath(path.Dir(p), 0), path.Base(p))
}

func (v *View) lstat(p string) (*Info, error) {
	if v.writtenTo() {
		if n := v.find(v.key(p)); n != nil {
			if n.gone {
				return nil, pathError("stat", p, syscall.ENOENT)
			}
			return &n.info, nil
		}
	}
	return v.disk.lstat(v.onDisk(p))
}

// onDisk returns the path under which the disk has what is at a path: an edit counts under all names that lead to it.
func (v *View) onDisk(p string) string {
	if o := &v.disk.overlay; o.empty() || o.covers(p) || o.dirs[p] {
		return p
	}
	return v.key(p)
}

func (v *View) readlink(p string) (string, error) {
	if v.writtenTo() {
		if n := v.find(v.key(p)); n != nil {
			if n.gone {
				return "", pathError("readlink", p, syscall.ENOENT)
			}
			if !n.info.IsLink() {
				return "", pathError("readlink", p, syscall.EINVAL)
			}
			return n.target, nil
		}
	}
	return v.disk.readlink(v.onDisk(p))
}

// maxLinks is how many symbolic links are followed for one path, as Linux has it.
const maxLinks = 40

// realpath follows the links of an absolute clean path. What does not exist, and links in a circle, stay as they are.
func (v *View) realpath(p string, links int) string {
	if p == "/" || p == "." || len(p) == 2 && p[1] == ':' {
		return p
	}
	if links > 0 || v.writtenTo() {
		return v.follow(p, links)
	}
	if got, ok := v.disk.reals.Load(p); ok {
		return got.(string)
	}
	real := v.follow(p, 0)
	v.disk.reals.Store(p, real)
	return real
}

// follow is realpath for a path that is not known yet.
func (v *View) follow(p string, links int) string {
	dir := v.realpath(path.Dir(p), links)
	full := path.Join(dir, path.Base(p))
	// The directory of full has no links any more: look at full itself, without going through key again.
	var target string
	if n := v.find(full); n != nil {
		target = n.target
	} else {
		target, _ = v.disk.readlink(full) // no link, or nothing there
	}
	if target == "" || links >= maxLinks {
		return full
	}
	if !path.IsAbs(target) {
		target = dir + "/" + target
	}
	if strings.Contains(target, "/..") {
		return v.realpath(v.physical(target, links+1), links+1)
	}
	return v.realpath(path.Clean(target), links+1)
}

// physical removes ".." from an absolute path, following links before each.
func (v *View) physical(p string, links int) string {
	out := "/"
	for _, part := range strings.Split(p, "/") {
		switch part {
		case "", ".":
		case "..":
			out = path.Dir(v.realpath(out, links))
		default:
			out = path.Join(out, part)
		}
	}
	return out
}

// Realpath returns the absolute path without symbolic links, as Python's os.path.realpath does: what does not exist stays
// as it is.
func (v *View) Realpath(p string) string {
	abs := v.Abs(p)
	v.record.add(LookReal, abs)
	return v.realpath(abs, 0)
}

// Lstat looks at a path without following a link at its end.
func (v *View) Lstat(p string) (*Info, error) {
	abs := v.Abs(p)
	v.record.add(LookLstat, abs)
	return v.lstat(abs)
}

// Stat looks at a path.
func (v *View) Stat(p string) (*Info, error) {
	abs := v.Abs(p)
	v.record.add(LookStat, abs)
	return v.statAbs(p, abs)
}

func (v *View) statAbs(p, abs string) (*Info, error) {
	info, err := v.lstat(abs)
	if err == nil && info.IsLink() {
		real := v.realpath(abs, 0)
		if info, err = v.lstat(real); err == nil && info.IsLink() {
			err = pathError("stat", p, syscall.ELOOP)
		}
	}
	if err == nil && strings.HasSuffix(p, "/") && !info.IsDir() {
		err = pathError("stat", p, syscall.ENOTDIR)
	}
	return info, err
}

// Exists reports whether there is something at a path; a dangling link is nothing.
func (v *View) Exists(p string) bool { return v.kind(p) != 0 }

// IsFile reports whether there is a plain file at a path.
func (v *View) IsFile(p string) bool { return v.kind(p) == 'f' }

// IsDir reports whether there is a directory at a path.
func (v *View) IsDir(p string) bool { return v.kind(p) == 'd' }

// kind records and returns what is at a path: 0 for nothing, 'f', 'd', or 'o' for anything else.
func (v *View) kind(p string) byte {
	if p == "" || strings.IndexByte(p, 0) >= 0 {
		return 0
	}
	abs := v.Abs(p)
	v.record.add(LookKind, abs)
	return kindOf(v.statAbs(p, abs))
}

func kindOf(info *Info, err error) byte {
	switch {
	case err != nil:
		return 0
	case info.IsRegular():
		return 'f'
	case info.IsDir():
		return 'd'
	}
	return 'o'
}

// Readlink returns a symbolic link's target.
func (v *View) Readlink(p string) (string, error) {
	abs := v.Abs(p)
	v.record.add(LookLink, abs)
	return v.readlink(abs)
}

// ReadFile returns a file's content.
func (v *View) ReadFile(p string) (string, error) {
	abs := v.Abs(p)
	v.record.add(LookRead, abs)
	if !v.writtenTo() && v.disk.overlay.empty() {
		return v.disk.readFile(abs)
	}
	real := v.realpath(abs, 0)
	if n := v.find(real); n != nil {
		switch {
		case n.gone:
			return "", pathError("open", p, syscall.ENOENT)
		case n.info.IsDir():
			return "", pathError("read", p, syscall.EISDIR)
		}
		return n.data, nil
	}
	if v.disk.overlay.covers(abs) && !v.disk.overlay.covers(real) {
		return v.disk.readFile(abs) // the edit named it so
	}
	return v.disk.readFile(real)
}

// ReadDir returns the names in a directory, sorted.
func (v *View) ReadDir(p string) ([]string, error) {
	abs := v.Abs(p)
	v.record.add(LookList, abs)
	return v.readDir(abs)
}

func (v *View) readDir(abs string) ([]string, error) {
	if !v.writtenTo() && v.disk.overlay.empty() {
		return v.disk.readDir(abs)
	}
	real := v.realpath(abs, 0)
	if n := v.find(real); n != nil && (n.gone || !n.info.IsDir()) {
		return nil, pathError("scandir", abs, syscall.ENOTDIR)
	}
	names, err := v.disk.readDir(real)
	if real != abs && v.disk.overlay.dirs[abs] { // an edit named it so
		if err != nil {
			names, err = v.disk.readDir(abs)
		}
		names = v.disk.overlay.list(abs, slices.Clone(names))
	}
	if err != nil && v.find(real) == nil {
		return nil, err
	}
	here := map[string]bool{}
	for _, n := range names {
		here[n] = true
	}
	var apply func(w *View)
	apply = func(w *View) {
		if w == nil {
			return
		}
		apply(w.parent)
		for q, n := range w.nodes {
			if path.Dir(q) == real && q != real {
				here[path.Base(q)] = !n.gone
			}
		}
	}
	apply(v)
	out := make([]string, 0, len(here))
	for name, there := range here {
		if there {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// The bits of Access.
const (
	AccessExec  = 1
	AccessWrite = 2
	AccessRead  = 4
)

// Access reports whether the process may read, write or execute (bits as of access(2); 0 asks for existence).
func (v *View) Access(p string, bits int) bool {
	info, err := v.Stat(p)
	if err != nil {
		return false
	}
	if bits == 0 {
		return true
	}
	mode := info.Mode.Perm()
	uid, gids := userIDs()
	if uid == 0 {
		return bits&AccessExec == 0 || mode&0o111 != 0 || info.IsDir()
	}
	shift := 0
	switch {
	case uint32(uid) == info.UID:
		shift = 6
	case gids[info.GID]:
		shift = 3
	}
	return int(mode>>shift)&bits == bits
}

// Walk calls visit for a directory and all below it, each with the names of its directories and files, sorted. It does not
// follow links. visit may shorten dirs; an error ends the walk.
func (v *View) Walk(root string, visit func(dir string, dirs, files []string) ([]string, error)) error {
	names, err := v.ReadDir(root)
	if err != nil {
		return nil // as os.walk: what cannot be listed is left out
	}
	var dirs, files []string
	for _, name := range names {
		if info, err := v.Stat(root + "/" + name); err == nil && info.IsDir() {
			dirs = append(dirs, name)
		} else {
			files = append(files, name)
		}
	}
	if dirs, err = visit(root, dirs, files); err != nil {
		return err
	}
	for _, name := range dirs {
		sub := root + "/" + name
		if info, err := v.Lstat(sub); err != nil || info.IsLink() {
			continue
		}
		if err := v.Walk(sub, visit); err != nil {
			return err
		}
	}
	return nil
}

// errnoOf returns the system's error number in err, or 0.
func errnoOf(err error) syscall.Errno {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno
	}
	if errors.Is(err, fs.ErrNotExist) {
		return syscall.ENOENT
	}
	return 0
}

// IsNotExist reports whether err says that there is nothing at a path: no such file, or a directory of it is none.
func IsNotExist(err error) bool {
	n := errnoOf(err)
	return n == syscall.ENOENT || n == syscall.ENOTDIR
}

// Errno returns the system's error number in err (ENOENT is 2 everywhere), or 5 (EIO) where it has none.
func Errno(err error) int {
	if n := errnoOf(err); n != 0 {
		return int(n)
	}
	return int(syscall.EIO)
}
