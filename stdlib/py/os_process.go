package py

import (
	"errors"
	"slices"
	"strings"
	"syscall"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// refusedOS are the functions of os that start processes or change the process or the system in ways that an evaluation may
// not.
const refusedOS = `fork forkpty execl execle execlp execlpe execv execve execvp execvpe spawnl spawnle spawnlp spawnlpe spawnv spawnve
	spawnvp spawnvpe posix_spawn posix_spawnp kill killpg abort chroot fchdir setuid setgid seteuid setegid setreuid setregid setresuid
	setresgid setgroups setsid setpgid setpgrp initgroups mknod mkfifo nice setpriority wait wait3 wait4 waitid waitpid openpty login_tty
	unshare setns pidfd_open`

func (m *osFuncs) processFuncs() map[string]pyvm.Func {
	machine := m.e.Host.Machine
	number := func(n int) pyvm.Func {
		return func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.Int(n), nil }
	}
	uid := func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
		n, _ := machine().IDs()
		return pyvm.Int(n), nil
	}
	gid := func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
		_, n := machine().IDs()
		return pyvm.Int(n), nil
	}
	three := func(f pyvm.Func) pyvm.Func {
		return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			n, err := f(t, nil, nil)
			return pyvm.NewTuple(n, n, n), err
		}
	}
	out := map[string]pyvm.Func{
		"getpid": number(processID), "getppid": number(1), "getpgrp": number(processID), "getpgid": number(processID), "getsid": number(processID),
		"getuid": uid, "geteuid": uid, "getgid": gid, "getegid": gid, "getresuid": three(uid), "getresgid": three(gid),
		"getgroups": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			n, err := gid(t, nil, nil)
			return pyvm.NewList(n), err
		},
		"getlogin": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			id, _ := machine().IDs()
			if u, ok := findPasswd(m.e, func(e passwdEntry) bool { return e.uid == id }); ok {
				return pyvm.DecodeFS(u.name), nil
			}
			return nil, &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(6), pyvm.Str("No such device or address"))}
		},
		"uname": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			u := machine().Uname()
			return newStruct(t, unameResult, pyvm.Strings(u[:])...)
		},
		"cpu_count": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.Int(machine().CPUs()), nil
		},
		"sched_getaffinity": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var cpus []pyvm.Value
			for i := range machine().CPUs() {
				cpus = append(cpus, pyvm.Int(i))
			}
			return pyvm.NewSet(t, cpus...)
		},
		"sched_setaffinity": m.pretend("sched_setaffinity"), "sched_yield": m.pretend("sched_yield"),
		"getloadavg": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.NewTuple(pyvm.Float(0), pyvm.Float(0), pyvm.Float(0)), nil
		},
		"times": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return newStruct(t, timesResult, pyvm.Float(0), pyvm.Float(0), pyvm.Float(0), pyvm.Float(0), pyvm.Float(0))
		},
		"getpriority":      number(0),
		"register_at_fork": m.pretend("register_at_fork"),
		"_exit": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return nil, &pyvm.Raised{Exc: pyvm.NewException(pyvm.SystemExit, slices.Clone(args)...)}
		},
		"sysconf": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var name string
			if err := pyvm.Unpack(t, "sysconf", args, kw, "name", &name); err != nil {
				return nil, err
			}
			switch name {
			case "SC_NPROCESSORS_ONLN", "SC_NPROCESSORS_CONF":
				return pyvm.Int(machine().CPUs()), nil
			case "SC_PAGE_SIZE", "SC_PAGESIZE":
				return pyvm.Int(4096), nil
			case "SC_PHYS_PAGES":
				return pyvm.Int(4 << 20), nil
			case "SC_CLK_TCK":
				return pyvm.Int(100), nil
			case "SC_ARG_MAX":
				return pyvm.Int(2097152), nil
			case "SC_OPEN_MAX":
				return pyvm.Int(1024), nil
			}
			return nil, pyvm.Raise(pyvm.ValueError, "unrecognized configuration name")
		},
		"pathconf": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var path pyvm.Value
			var name string
			if err := pyvm.Unpack(t, "pathconf", args, kw, "path", &path, "name", &name); err != nil {
				return nil, err
			}
			switch name {
			case "PC_NAME_MAX":
				return pyvm.Int(255), nil
			case "PC_PATH_MAX":
				return pyvm.Int(4096), nil
			}
			return nil, pyvm.Raise(pyvm.ValueError, "unrecognized configuration name")
		},
		"system":       m.system,
		"popen":        m.popen,
		"WIFEXITED":    statusFunc(func(n int) pyvm.Value { return pyvm.Bool(n&0x7f == 0) }),
		"WEXITSTATUS":  statusFunc(func(n int) pyvm.Value { return pyvm.Int(n >> 8 & 0xff) }),
		"WIFSIGNALED":  statusFunc(func(n int) pyvm.Value { return pyvm.Bool(n&0x7f != 0 && n&0x7f != 0x7f) }),
		"WTERMSIG":     statusFunc(func(n int) pyvm.Value { return pyvm.Int(n & 0x7f) }),
		"WIFSTOPPED":   statusFunc(func(n int) pyvm.Value { return pyvm.Bool(n&0xff == 0x7f) }),
		"WSTOPSIG":     statusFunc(func(n int) pyvm.Value { return pyvm.Int(n >> 8 & 0xff) }),
		"WCOREDUMP":    statusFunc(func(n int) pyvm.Value { return pyvm.Bool(n&0x80 != 0) }),
		"WIFCONTINUED": statusFunc(func(n int) pyvm.Value { return pyvm.Bool(n == 0xffff) }),
		"waitstatus_to_exitcode": statusFunc(func(n int) pyvm.Value {
			if n&0x7f != 0 {
				return pyvm.Int(-(n & 0x7f))
			}
			return pyvm.Int(n >> 8 & 0xff)
		}),
	}
	addRefused(out, m.e, "os", refusedOS)
	return out
}

// processID is what os.getpid returns: evaluation is the same in every process.
const processID = 1000

func statusFunc(f func(n int) pyvm.Value) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var n int
		if err := pyvm.Unpack(t, "status", args, kw, "status", &n); err != nil {
			return nil, err
		}
		return f(n), nil
	}
}

// runCommand runs a process, after files that are open have been written.
func runCommand(t *pyvm.Thread, e *native.Env, what string, c host.Command) (host.Result, error) {
	for _, f := range fileTableOf(t).files {
		if err := f.flush(); err != nil {
			return host.Result{}, err
		}
	}
	if c.Env == nil {
		c.Env = environMap(e)
	}
	if c.Dir == "" {
		c.Dir = files(e).Cwd()
	}
	r, err := e.Host.Machine().Run(c)
	switch {
	case errors.Is(err, host.ErrNotGranted):
		return r, e.Refused(what)
	case err != nil:
		return r, runError(err, c)
	}
	if err := t.Alloc(len(r.Stdout) + len(r.Stderr)); err != nil {
		return r, err
	}
	return r, nil
}

// runError is the exception for a process that could not be started.
func runError(err error, c host.Command) error {
	if pyvm.AsException(err) != nil {
		return err
	}
	var abort *pyvm.Abort
	if errors.As(err, &abort) {
		return err
	}
	p := pathArg{s: c.Args[0], fd: -1}
	p.value = p.make(p.s)
	if strings.Contains(err.Error(), "executable file not found") {
		return osError(syscall.ENOENT, p)
	}
	return pathErr(err, p)
}

func (m *osFuncs) system(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "system", args, kw, "command", &v); err != nil {
		return nil, err
	}
	p, err := fsPath(t, v)
	if err != nil {
		return nil, err
	}
	r, err := runCommand(t, m.e, "os.system("+p.s+")", host.Command{Args: []string{"/bin/sh", "-c", p.s}})
	if err != nil {
		return nil, err
	}
	if t.Print != nil && r.Stdout != "" {
		t.Print(r.Stdout)
	}
	if r.Status < 0 {
		return pyvm.Int(-r.Status), nil
	}
	return pyvm.Int(r.Status << 8), nil
}

// popen runs the command at once; what comes back is a file with its output.
func (m *osFuncs) popen(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var cmd string
	mode, buffering := "r", -1
	if err := pyvm.Unpack(t, "popen", args, kw, "cmd", &cmd, "mode?", &mode, "buffering?", &buffering); err != nil {
		return nil, err
	}
	if mode != "r" {
		return nil, m.e.Refused("os.popen for writing")
	}
	r, err := runCommand(t, m.e, "os.popen("+cmd+")", host.Command{Args: []string{"/bin/sh", "-c", cmd}})
	if err != nil {
		return nil, err
	}
	f := &openFile{e: m.e, data: []byte(r.Stdout), readable: true}
	fileTableOf(t).add(f)
	return &textFile{f: f, encoding: "UTF-8", errors: "strict", newline: newlineMode{universal: true, translate: true, end: "\n"}}, nil
}
