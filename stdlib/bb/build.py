# bb.build: events of tasks, and what walks a recipe's tasks.
import bb.event

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

    @property
    def task(self):
        return self._task

    def getTask(self):
        return self._task

class TaskStarted(TaskBase):
    pass

class TaskSucceeded(TaskBase):
    pass

class TaskFailed(TaskBase):
    pass

class TaskFailedSilent(TaskBase):
    pass

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
