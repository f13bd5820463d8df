# bb.build: events of tasks, and what walks a recipe's tasks.
import bb.event
from bb import _refused

def __getattr__(name):
    loggers = {"logger": "BitBake.Build", "bblogger": "BitBake"}
    if name not in loggers:
        raise AttributeError("module 'bb.build' has no attribute '%s'" % name)
    import logging
    return logging.getLogger(loggers[name])

class TaskBase(bb.event.Event):
    def __init__(self, t, fn, logfile, d):
        bb.event.Event.__init__(self)
        self._task = t
        self._fn = fn
        self._package = d.getVar("PF")
        self._mc = d.getVar("BB_CURRENT_MC")
        self.taskfile = d.getVar("FILE")
        self.taskname = t
        self.logfile = logfile
        self.pn = d.getVar("PN")
        self.pv = d.getVar("PV")
        self._message = "recipe %s: task %s: %s" % (self._package, t, self.getDisplayName())

    def getTask(self):
        return self._task

    def setTask(self, task):
        self._task = task

    def getDisplayName(self):
        return bb.event.getName(self)[4:]

    task = property(getTask, setTask)

class TaskStarted(TaskBase):
    pass

class TaskSucceeded(TaskBase):
    pass

class TaskFailed(TaskBase):
    pass

class TaskFailedSilent(TaskBase):
    def getDisplayName(self):
        return "Failed"

class TaskInvalid(TaskBase):
    pass

class TaskProgress(bb.event.Event):
    def __init__(self, progress, rate=None):
        bb.event.Event.__init__(self)
        self.progress = progress
        self.rate = rate

def preceedtask(task, with_recrdeptasks, d):
    if task not in (d.getVar('__BBTASKS', False) or []):
        return set()
    before = set(d.getVarFlag(task, 'deps') or [])
    if with_recrdeptasks:
        before.update((d.getVarFlag(task, 'recrdeptask') or '').split())
    return before

verboseShellLogging = False
verboseStdoutLogging = False

def ensure_task_prefix(name):
    return name if name.startswith("do_") else "do_" + name

def reset_cache():
    pass

def cached_mtime_noerror(f):
    import bb.parse
    return bb.parse.cached_mtime_noerror(f)

globals().update(_refused.functions("bb.build", """
    add_tasks clean_stamp clean_stamp_mcfn create_progress_handler del_stamp exec_func_python exec_func_shell exec_task find_stale_stamps
    make_stamp make_stamp_mcfn shell_trap_code stamp_cleanmask_internal stamp_internal stampfile write_taint"""))
globals().update(_refused.classes("bb.build", "LogTee StdoutNoopContextManager"))
