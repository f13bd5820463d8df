package machine

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

// shellTime bounds how long a script may run.
const shellTime = 10 * time.Second

// shellOutput bounds what a script may write, in bytes.
const shellOutput = 16 << 20

const devNull = "/dev/null"

// Shell runs a command line of the shell, without a process: what needs no command but the shell's own (echo, test, exit and
// so on) and what Git answers. It sees the evaluation's files. ok is false for everything else.
func Shell(view *fsys.View, c host.Command) (result host.Result, ok bool) {
	if len(c.Args) < 3 || !slices.Contains([]string{"sh", "/bin/sh", "bash", "/bin/bash"}, c.Args[0]) || c.Args[1] != "-c" {
		return result, false
	}
	lang := syntax.LangPOSIX
	if strings.HasSuffix(c.Args[0], "bash") {
		lang = syntax.LangBash
	}
	program, err := syntax.NewParser(syntax.Variant(lang)).Parse(strings.NewReader(c.Args[2]), "")
	if err != nil {
		return result, false // what a shell says of it is not worth imitating
	}
	ctx, cancel := context.WithTimeout(context.Background(), shellTime)
	defer cancel()
	s := &shell{view: view, stop: cancel}
	env := make([]string, 0, len(c.Env))
	for name, value := range c.Env {
		env = append(env, name+"="+value)
	}
	slices.Sort(env)
	var stdout, stderr io.Writer = &s.stdout, &s.stderr
	if c.Merge {
		stderr = stdout
	}
	params := []string{"--"}
	if len(c.Args) > 4 {
		params = append(params, c.Args[4:]...)
	}
	runner, err := interp.New(interp.Env(expand.ListEnviron(env...)), interp.Dir(cmp.Or(c.Dir, view.Cwd())), interp.Params(params...),
		interp.StdIO(strings.NewReader(c.In), lockedWriter{s, stdout}, lockedWriter{s, stderr}),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc { return s.exec }),
		interp.OpenHandler(s.open), interp.StatHandler(s.stat), interp.ReadDirHandler2(s.readDir), interp.AccessHandler(s.access))
	if err != nil {
		return result, false
	}
	err = runner.Run(ctx, program)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.refused || ctx.Err() != nil || s.stdout.Len()+s.stderr.Len() > shellOutput {
		return result, false
	}
	var status interp.ExitStatus
	if errors.As(err, &status) {
		result.Status = int(status)
	} else if err != nil {
		return result, false
	}
	result.Stdout, result.Stderr = s.stdout.String(), s.stderr.String()
	return result, true
}

// shell is a running script. Its parts may run side by side, but the evaluation's files are one goroutine's.
type shell struct {
	mutex          sync.Mutex
	view           *fsys.View
	stdout, stderr bytes.Buffer
	stop           context.CancelFunc
	refused        bool // a command was to be run that has to be a process
}

var errTooMuch = errors.New("the script writes too much")

type lockedWriter struct {
	shell *shell
	out   io.Writer
}

func (w lockedWriter) Write(p []byte) (int, error) {
	w.shell.mutex.Lock()
	defer w.shell.mutex.Unlock()
	if w.shell.stdout.Len()+w.shell.stderr.Len() > shellOutput {
		w.shell.stop()
		return 0, errTooMuch
	}
	return w.out.Write(p)
}

func (s *shell) exec(ctx context.Context, args []string) error {
	h := interp.HandlerCtx(ctx)
	s.mutex.Lock()
	r, ok := Git(s.view, host.Command{Args: args, Dir: h.Dir})
	s.refused = s.refused || !ok
	s.mutex.Unlock()
	if !ok {
		return interp.ExitStatus(127)
	}
	_, err := io.WriteString(h.Stdout, r.Stdout)
	if err == nil {
		_, err = io.WriteString(h.Stderr, r.Stderr)
	}
	if err == nil && r.Status != 0 {
		err = interp.ExitStatus(uint8(r.Status))
	}
	return err
}

// shellFile is a file that a script has opened: what is written is kept until it is closed.
type shellFile struct {
	shell *shell
	path  string
	read  *strings.Reader
	data  bytes.Buffer
	perm  fs.FileMode
}

func (f *shellFile) Read(p []byte) (int, error) {
	if f.read == nil {
		return 0, fs.ErrInvalid
	}
	return f.read.Read(p)
}

func (f *shellFile) Write(p []byte) (int, error) {
	if f.read != nil {
		return 0, fs.ErrInvalid
	}
	if f.data.Len()+len(p) > shellOutput {
		return 0, errTooMuch
	}
	return f.data.Write(p)
}

func (f *shellFile) Close() error {
	if f.read != nil || f.path == devNull {
		return nil
	}
	f.shell.mutex.Lock()
	defer f.shell.mutex.Unlock()
	return f.shell.view.WriteFile(f.path, f.data.String(), f.perm)
}

func (s *shell) open(ctx context.Context, name string, flag int, perm fs.FileMode) (io.ReadWriteCloser, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	f := &shellFile{shell: s, path: s.path(ctx, name), perm: perm}
	if f.path == devNull {
		if flag&(os.O_WRONLY|os.O_RDWR) == 0 {
			f.read = strings.NewReader("")
		}
		return f, nil
	}
	if flag&(os.O_WRONLY|os.O_RDWR) == 0 {
		text, err := s.view.ReadFile(f.path)
		if err != nil {
			return nil, err
		}
		f.read = strings.NewReader(text)
		return f, nil
	}
	if flag&os.O_APPEND != 0 {
		if text, err := s.view.ReadFile(f.path); err == nil {
			f.data.WriteString(text)
		}
	}
	return f, nil
}

func (s *shell) path(ctx context.Context, name string) string {
	if path.IsAbs(name) {
		return name
	}
	return path.Join(interp.HandlerCtx(ctx).Dir, name)
}

func (s *shell) stat(ctx context.Context, name string, followSymlinks bool) (fs.FileInfo, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	look := s.view.Lstat
	if followSymlinks {
		look = s.view.Stat
	}
	info, err := look(s.path(ctx, name))
	if err != nil {
		return nil, err
	}
	return info.FileInfo(path.Base(name)), nil
}

func (s *shell) readDir(ctx context.Context, name string) ([]fs.DirEntry, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	dir := s.path(ctx, name)
	names, err := s.view.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []fs.DirEntry
	for _, n := range names {
		if info, err := s.view.Lstat(path.Join(dir, n)); err == nil {
			out = append(out, fs.FileInfoToDirEntry(info.FileInfo(n)))
		}
	}
	return out, nil
}

func (s *shell) access(ctx context.Context, name string, mode interp.AccessMode) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if !s.view.Access(s.path(ctx, name), int(mode)) {
		return fs.ErrPermission
	}
	return nil
}
