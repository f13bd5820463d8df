# bb.event: the classes of events.

class Event(object):
    def __init__(self):
        self.pid = 0

class ConfigParsed(Event):
    pass

class MultiConfigParsed(Event):
    def __init__(self, mcdata):
        Event.__init__(self)
        self.mcdata = mcdata

class HeartbeatEvent(Event):
    def __init__(self, time):
        Event.__init__(self)
        self.time = time

class OperationStarted(Event):
    def __init__(self, msg="Operation Started"):
        Event.__init__(self)
        self.msg = msg

class OperationCompleted(Event):
    def __init__(self, total, msg="Operation Completed"):
        Event.__init__(self)
        self.total = total
        self.msg = msg

class OperationProgress(Event):
    def __init__(self, current, total, msg="Operation in Progress"):
        Event.__init__(self)
        self.current = current
        self.total = total
        self.msg = "%s: %s/%s" % (msg, current, total)

class RecipeEvent(Event):
    def __init__(self, fn):
        Event.__init__(self)
        self.fn = fn

class RecipePreDeferredInherits(RecipeEvent):
    def __init__(self, fn, inherits):
        RecipeEvent.__init__(self, fn)
        self.inherits = inherits

class RecipePreFinalise(RecipeEvent):
    pass

class RecipePostKeyExpansion(RecipeEvent):
    pass

class RecipeTaskPreProcess(RecipeEvent):
    def __init__(self, fn, tasklist):
        RecipeEvent.__init__(self, fn)
        self.tasklist = tasklist

class RecipeParsed(RecipeEvent):
    pass

class StampUpdate(Event):
    def __init__(self, targets, stampfns):
        Event.__init__(self)
        self.targets = targets
        self.stampPrefix = stampfns

class BuildBase(Event):
    def __init__(self, n, p, failures=0):
        Event.__init__(self)
        self.name = n
        self.pkgs = p
        self.failures = failures

class BuildInit(BuildBase):
    def __init__(self):
        BuildBase.__init__(self, None, [])

class BuildStarted(BuildBase, OperationStarted):
    pass

class BuildCompleted(BuildBase, OperationCompleted):
    def __init__(self, total, n, p, failures=0, interrupted=0):
        BuildBase.__init__(self, n, p, failures)
        self.total = total
        self.interrupted = interrupted

class DiskFull(Event):
    pass

class DiskUsageSample:
    pass

class MonitorDiskEvent(Event):
    pass

class NoProvider(Event):
    pass

class MultipleProviders(Event):
    pass

class ParseStarted(OperationStarted):
    pass

class ParseCompleted(OperationCompleted):
    pass

class ParseProgress(OperationProgress):
    pass

class CacheLoadStarted(OperationStarted):
    pass

class CacheLoadProgress(OperationProgress):
    pass

class CacheLoadCompleted(OperationCompleted):
    pass

class TreeDataPreparationStarted(OperationStarted):
    pass

class TreeDataPreparationProgress(OperationProgress):
    pass

class TreeDataPreparationCompleted(OperationCompleted):
    pass

class DepTreeGenerated(Event):
    def __init__(self, depgraph):
        Event.__init__(self)
        self._depgraph = depgraph

class TargetsTreeGenerated(Event):
    def __init__(self, model):
        Event.__init__(self)
        self._model = model

class ReachableStamps(Event):
    def __init__(self, stamps):
        Event.__init__(self)
        self.stamps = stamps

class StaleSetSceneTasks(Event):
    def __init__(self, tasks):
        Event.__init__(self)
        self.tasks = tasks

class FilesMatchingFound(Event):
    def __init__(self, pattern, matches):
        Event.__init__(self)
        self._pattern = pattern
        self._matches = matches

class ConfigFilesFound(Event):
    def __init__(self, variable, values):
        Event.__init__(self)
        self._variable = variable
        self._values = values

class ConfigFilePathFound(Event):
    def __init__(self, path):
        Event.__init__(self)
        self._path = path

class LogExecTTY(Event):
    def __init__(self, msg, prog, sleep_delay, retries):
        Event.__init__(self)
        self.msg = msg
        self.prog = prog
        self.sleep_delay = sleep_delay
        self.retries = retries

class MetadataEvent(Event):
    def __init__(self, eventtype, eventdata):
        Event.__init__(self)
        self.type = eventtype
        self._localdata = eventdata

class ProcessStarted(Event):
    def __init__(self, processname, total):
        Event.__init__(self)
        self.processname = processname
        self.total = total

class ProcessProgress(Event):
    def __init__(self, processname, progress):
        Event.__init__(self)
        self.processname = processname
        self.progress = progress

class ProcessFinished(Event):
    def __init__(self, processname):
        Event.__init__(self)
        self.processname = processname

class SanityCheck(Event):
    def __init__(self, generateevents=True):
        Event.__init__(self)
        self.generateevents = generateevents

class SanityCheckPassed(Event):
    pass

class SanityCheckFailed(Event):
    def __init__(self, msg, network_error=False):
        Event.__init__(self)
        self._msg = msg
        self._network_error = network_error

class NetworkTest(Event):
    def __init__(self, generateevents=True):
        Event.__init__(self)
        self.generateevents = generateevents

class NetworkTestPassed(Event):
    pass

class NetworkTestFailed(Event):
    pass

class FindSigInfoResult(Event):
    def __init__(self, result):
        Event.__init__(self)
        self.result = result

class GetTaskSignatureResult(Event):
    def __init__(self, sig):
        Event.__init__(self)
        self.sig = sig

class ParseError(Event):
    pass

Registered = 10
AlreadyRegistered = 14

def getName(e):
    return getattr(e, "__name__", None) or e.__class__.__name__

def enable_heartbeat():
    pass

def check_for_interrupts(*args):
    pass
