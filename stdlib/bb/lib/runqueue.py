# bb.runqueue: the names of tasks (tids), and the classes of events that runs of tasks fire. A tid is FILE:TASK, in a
# multiconfig "mc:NAME:FILE:TASK"; FILE may be "virtual:CLASS:FILE".
import bb.event

def split_mc(n):
    if n.startswith("mc:") and n.count(":") >= 2:
        _, mc, rest = n.split(":", 2)
        return mc, rest
    return "", n

def mc_from_tid(tid):
    return split_mc(tid)[0]

def fn_from_tid(tid):
    return tid.rsplit(":", 1)[0]

def taskname_from_tid(tid):
    return tid.rsplit(":", 1)[1]

def split_tid_mcfn(tid):
    mc, rest = split_mc(tid)
    if mc or rest != tid:
        fn, _, task = rest.rpartition(":")
        return mc, fn, task, "mc:" + mc + ":" + fn
    fn, task = tid.rsplit(":", 1)
    return mc, fn, task, fn

def split_tid(tid):
    return split_tid_mcfn(tid)[:3]

def build_tid(mc, fn, taskname):
    return ":".join((["mc", mc] if mc else []) + [fn, taskname])

class TaskFailure(Exception):
    def __init__(self, x):
        self.args = x

class runQueueExitWait(bb.event.Event):
    def __init__(self, remain):
        super().__init__()
        self.remain = remain
        self.message = "Waiting for %s active tasks to finish" % remain

class runQueueEvent(bb.event.Event):
    def __init__(self, task, stats, rq):
        self.taskid = task
        self.taskstring = task
        self.taskname = taskname_from_tid(task)
        self.taskfile = fn_from_tid(task)
        self.taskhash = rq.rqdata.get_task_hash(task)
        self.stats = stats.copy()
        super().__init__()

class sceneQueueEvent(runQueueEvent):
    def __init__(self, task, stats, rq, noexec=False):
        super().__init__(task, stats, rq)
        self.taskstring = task + "_setscene"
        self.taskname += "_setscene"

class runQueueTaskStarted(runQueueEvent):
    def __init__(self, task, stats, rq, noexec=False):
        super().__init__(task, stats, rq)
        self.noexec = noexec

class sceneQueueTaskStarted(sceneQueueEvent):
    def __init__(self, task, stats, rq, noexec=False):
        super().__init__(task, stats, rq)
        self.noexec = noexec

class runQueueTaskFailed(runQueueEvent):
    def __init__(self, task, stats, exitcode, rq, fakeroot_log=None):
        super().__init__(task, stats, rq)
        self.exitcode = exitcode
        self.fakeroot_log = fakeroot_log

class sceneQueueTaskFailed(sceneQueueEvent):
    def __init__(self, task, stats, exitcode, rq):
        super().__init__(task, stats, rq)
        self.exitcode = exitcode

class sceneQueueComplete(sceneQueueEvent):
    def __init__(self, stats, rq):
        self.stats = stats.copy()
        bb.event.Event.__init__(self)

class runQueueTaskCompleted(runQueueEvent):
    pass

class sceneQueueTaskCompleted(sceneQueueEvent):
    pass

class runQueueTaskSkipped(runQueueEvent):
    def __init__(self, task, stats, rq, reason):
        super().__init__(task, stats, rq)
        self.reason = reason

class taskUniHashUpdate(bb.event.Event):
    def __init__(self, task, unihash):
        super().__init__()
        self.taskid = task
        self.unihash = unihash

class RunQueueStats:
    """Counts of a run's tasks."""
    def __init__(self, total, setscene_total=0):
        self.completed = self.skipped = self.failed = self.active = 0
        self.setscene_active = self.setscene_covered = self.setscene_notcovered = 0
        self.setscene_total = setscene_total
        self.total = total

    def copy(self):
        other = self.__class__(self.total, self.setscene_total)
        other.__dict__.update(self.__dict__)
        return other
