"""Processes, where the evaluation lets them run. A process runs to its end before anything goes on."""

import io as _io
import os as _os
import sys as _sys
from _knead_subprocess import run as _run

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


_signals = {1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 6: 'SIGABRT', 8: 'SIGFPE', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE',
            14: 'SIGALRM', 15: 'SIGTERM'}


class _Ended(SubprocessError):
    # What has the output of a process, which has two names.

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CalledProcessError(_Ended):
    """A process ended with a status that is not 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            if -self.returncode in _signals:
                return "Command '%s' died with <Signals.%s: %d>." % (self.cmd, _signals[-self.returncode], -self.returncode)
            return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)


class TimeoutExpired(_Ended):
    """A process took too long."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)


class CompletedProcess:
    """A process that has ended."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = ['args=%r' % (self.args,), 'returncode=%r' % (self.returncode,)]
        if self.stdout is not None:
            parts.append('stdout=%r' % (self.stdout,))
        if self.stderr is not None:
            parts.append('stderr=%r' % (self.stderr,))
        return '%s(%s)' % (type(self).__name__, ', '.join(parts))

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class _Output:
    # What a process writes, as a file that makes the process run when it is first looked at.

    def __init__(self, process, name):
        self._process, self._name, self._file = process, name, None
        self.closed = False

    def _get(self):
        if self._file is None:
            self._process._finish()
            data = getattr(self._process, self._name)
            if self._process._text:
                self._file = _io.StringIO(self._process._decode(data))
            else:
                self._file = _io.BytesIO(data)
        return self._file

    def read(self, n=-1):
        return self._get().read(n)

    def readline(self, n=-1):
        return self._get().readline(n)

    def readlines(self, hint=-1):
        return self._get().readlines(hint)

    def readable(self):
        return True

    def fileno(self):
        return 0

    def close(self):
        self.closed = True

    def __iter__(self):
        return iter(self._get())

    def __next__(self):
        return next(self._get())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _Input(_io.BytesIO):
    # What a process reads: it runs when this is closed, at the latest.

    def __init__(self, process):
        super().__init__()
        self._process = process
        self._taken = b''

    def write(self, data):
        if self._process._text and isinstance(data, str):
            data = data.encode(self._process._encoding)
        return super().write(data)

    def close(self):
        if not self.closed:
            self._taken = self.getvalue()
        super().close()

    def taken(self):
        return self._taken if self.closed else self.getvalue()


class Popen:
    """A process."""

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True, shell=False,
                 cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True, start_new_session=False,
                 pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the other.')
        self.args = args
        self.returncode = None
        self.pid = 1001
        self._text = bool(encoding or errors or text or universal_newlines)
        self._encoding, self._errors = encoding or 'utf-8', errors or 'strict'
        if isinstance(args, (str, bytes)):
            command = [args]
        elif isinstance(args, _os.PathLike):
            if shell:
                raise TypeError('path-like args is not allowed when shell is true')
            command = [args]
        else:
            command = list(args)
        if shell:
            command = ['/bin/sh', '-c'] + command
            if executable:
                command[0] = executable
                executable = None
        self._command, self._executable, self._cwd, self._env = command, executable, cwd, env
        self._to_stdout, self._to_stderr, self._from = stdout, stderr, stdin
        self._ended = False
        self._out = self._err = b''
        self.stdin = _Input(self) if stdin == PIPE else None
        self.stdout = _Output(self, '_out') if stdout == PIPE else None
        self.stderr = _Output(self, '_err') if stderr == PIPE else None
        if stdin != PIPE:
            self._finish()

    def _decode(self, data):
        return data.decode(self._encoding, self._errors).replace('\r\n', '\n').replace('\r', '\n')

    def _input(self):
        if self.stdin is not None:
            return self.stdin.taken()
        source = self._from
        if source is None or source == DEVNULL:
            return b''
        if isinstance(source, int):
            with _os.fdopen(source, 'rb', closefd=False) as f:
                return f.read()
        data = source.read()
        return data.encode(self._encoding) if isinstance(data, str) else data

    def _finish(self):
        if self._ended:
            return
        self._ended = True
        out, err, status = _run(self._command, self._executable, self._cwd, self._env, self._input(), self._to_stderr == STDOUT)
        self._status = status
        self._out, self._err = out, err
        self._deliver(self._to_stdout, out, _sys.stdout)
        if self._to_stderr != STDOUT:
            self._deliver(self._to_stderr, err, _sys.stderr)

    def _deliver(self, to, data, inherited):
        # Hands output on to where it goes, unless somebody here reads it.
        if to is None:
            if data:
                inherited.write(data.decode('utf-8', 'replace'))
        elif to in (PIPE, DEVNULL):
            pass
        elif isinstance(to, int):
            if to in (1, 2):
                (_sys.stdout if to == 1 else _sys.stderr).write(data.decode('utf-8', 'replace'))
            else:
                _os.write(to, data)
        elif data:
            target = getattr(to, 'buffer', to)
            try:
                target.write(data)
            except TypeError:
                to.write(data.decode('utf-8', 'replace'))

    def poll(self):
        if self.returncode is None:
            self._finish()
            self.returncode = self._status
        return self.returncode

    def wait(self, timeout=None):
        return self.poll()

    def communicate(self, input=None, timeout=None):
        if self.stdin is not None and not self.stdin.closed:
            if input:
                self.stdin.write(input)
            self.stdin.close()
        elif input and not self._ended:
            raise ValueError('Cannot send input after starting communication')
        self.poll()
        out = self.stdout.read() if self.stdout is not None else None
        err = self.stderr.read() if self.stderr is not None else None
        return out, err

    def send_signal(self, sig):
        pass

    terminate = kill = lambda self: None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if self.stdin is not None:
            self.stdin.close()
        self.wait()

    def __repr__(self):
        text = '<%s: returncode: %s args: %r>' % (self.__class__.__name__, self.returncode, self.args)
        return text[:76] + '...>' if len(text) > 80 else text

    @property
    def universal_newlines(self):
        return self._text


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        stdout, stderr = process.communicate(input)
        status = process.poll()
        if check and status:
            raise CalledProcessError(status, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, status, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    with Popen(*popenargs, **kwargs) as p:
        return p.wait()


def check_call(*popenargs, **kwargs):
    status = call(*popenargs, **kwargs)
    if status:
        cmd = kwargs.get('args')
        raise CalledProcessError(status, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        text = any(kwargs.get(k) for k in ('universal_newlines', 'text', 'encoding', 'errors'))
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    try:
        data, status = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors), 0
    except CalledProcessError as e:
        data, status = e.output, e.returncode
    return status, data[:-1] if data[-1:] == '\n' else data


def getoutput(cmd, *, encoding=None, errors=None):
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    result = []
    for arg in map(_os.fsdecode, seq):
        quoted = ' ' in arg or '\t' in arg or not arg
        out = '"' if quoted else ''
        slashes = 0
        for c in arg:
            if c == '\\':
                slashes += 1
                continue
            if c == '"':
                out += '\\' * (2 * slashes + 1) + '"'
            else:
                out += '\\' * slashes + c
            slashes = 0
        out += '\\' * (2 * slashes if quoted else slashes)
        result.append(out + '"' if quoted else out)
    return ' '.join(result)
