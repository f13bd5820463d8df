# bb.process: running commands. Whether a process may be started is not decided here.
import subprocess

class CmdError(RuntimeError):
    def __init__(self, command, msg=None):
        self.command = command
        self.msg = msg

    def _command(self):
        return self.command if isinstance(self.command, str) else subprocess.list2cmdline(self.command)

    def __str__(self):
        text = "Execution of '%s' failed" % self._command()
        return "%s: %s" % (text, self.msg) if self.msg else text

class NotFoundError(CmdError):
    def __str__(self):
        return CmdError.__str__(self) + ": command not found"

class ExecutionError(CmdError):
    def __init__(self, command, exitcode, stdout=None, stderr=None):
        CmdError.__init__(self, command)
        self.exitcode = exitcode
        self.stdout = stdout
        self.stderr = stderr
        self.extra_message = None

    def __str__(self):
        output = (self.stderr or "") + (self.stdout or "")
        return "%s with exit code %s%s%s" % (CmdError.__str__(self), self.exitcode, ":\n" + output if output else "", self.extra_message or "")

def subprocess_setup():
    pass

class Popen(subprocess.Popen):
    defaults = {"close_fds": True, "preexec_fn": subprocess_setup, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.PIPE, "shell": False}

def __getattr__(name):
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Process")
    raise AttributeError("module 'bb.process' has no attribute '%s'" % name)

def run(cmd, input=None, log=None, extrafiles=None, **options):
    """Runs a command and returns what it wrote to standard output and standard error, as text."""
    options.setdefault("shell", isinstance(cmd, str))
    try:
        result = subprocess.run(cmd, input=input, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    except FileNotFoundError as e:
        raise NotFoundError(cmd)
    except PermissionError as e:
        # Evaluation starts no processes unless that is granted: it is as if the command had failed.
        raise ExecutionError(cmd, 126, stderr=str(e))
    except OSError as e:
        raise CmdError(cmd, e)
    texts = [t.decode("utf-8", errors="replace") if isinstance(t, bytes) else (t or "") for t in (result.stdout, result.stderr)]
    if result.returncode != 0:
        raise ExecutionError(cmd, result.returncode, *texts)
    return tuple(texts)
