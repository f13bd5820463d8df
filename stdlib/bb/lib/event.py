# bb.event: the classes of events. Handlers are registered by the metadata's own statements.
from bb import _refused

class Event(object):
    def __init__(self):
        self.pid = 0

def _event(name, base, fields="", **attrs):
    # makes a class of events. A field is a parameter of the constructor, with "=False" or "=True" behind it where it need not
    # be given, and with ":" the attribute that keeps it, if that is called otherwise.
    specs = []
    for field in fields.split():
        param, _, attr = field.partition(":")
        param, default, value = param.partition("=")
        specs.append((param, attr or param, bool(default), value == "True"))

    def __init__(self, *args, **kwargs):
        Event.__init__(self)
        given = dict(zip([spec[0] for spec in specs], args), **kwargs)
        for param, attr, optional, default in specs:
            if param not in given and not optional:
                raise TypeError("%s.__init__() missing the argument '%s'" % (name, param))
            setattr(self, attr, given.get(param, default))
        if len(args) + len(kwargs) > len(specs):
            raise TypeError("%s.__init__() takes %d arguments" % (name, len(specs)))

    globals()[name] = type(name, (base,), dict(attrs, __init__=__init__, __module__="bb.event"))

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
        self.msg = msg + ": %s/%s" % (current, total)

_event("ConfigParsed", Event)
_event("MultiConfigParsed", Event, "mcdata")
_event("HeartbeatEvent", Event, "time")

class RecipeEvent(Event):
    def __init__(self, fn):
        self.fn = fn
        Event.__init__(self)

for _name in ("RecipePreFinalise", "RecipePostKeyExpansion", "RecipeParsed"):
    globals()[_name] = type(_name, (RecipeEvent,), {"__module__": "bb.event"})
_event("RecipePreDeferredInherits", RecipeEvent, "fn inherits")
_event("RecipeTaskPreProcess", RecipeEvent, "fn tasklist")

class StampUpdate(Event):
    def __init__(self, targets, stampfns):
        self._targets = targets
        self._stampfns = stampfns
        Event.__init__(self)

    def getStampPrefix(self):
        return self._stampfns

    def getTargets(self):
        return self._targets

    stampPrefix = property(getStampPrefix)
    targets = property(getTargets)

class BuildBase(Event):
    def __init__(self, n, p, failures=0):
        Event.__init__(self)
        self._name = n
        self._pkgs = p
        self._failures = failures

    def getPkgs(self):
        return self._pkgs

    def setPkgs(self, pkgs):
        self._pkgs = pkgs

    def getName(self):
        return self._name

    def setName(self, name):
        self._name = name

    def getFailures(self):
        return self._failures

    pkgs = property(getPkgs, setPkgs)
    name = property(getName, setName)

class BuildInit(BuildBase):
    def __init__(self, p=[]):
        BuildBase.__init__(self, None, p)

class BuildStarted(BuildBase, OperationStarted):
    def __init__(self, n, p, failures=0):
        OperationStarted.__init__(self, "Building Started")
        BuildBase.__init__(self, n, p, failures)

class BuildCompleted(BuildBase, OperationCompleted):
    def __init__(self, total, n, p, failures=0, interrupted=0):
        OperationCompleted.__init__(self, total, "Building Failed" if failures else "Building Succeeded")
        self._interrupted = interrupted
        BuildBase.__init__(self, n, p, failures)

_event("DiskFull", Event, "dev:_dev type:_type freespace:_free mountpoint:_mountpoint")

class DiskUsageSample:
    def __init__(self, available_bytes, free_bytes, total_bytes):
        self.available_bytes = available_bytes
        self.free_bytes = free_bytes
        self.total_bytes = total_bytes

_event("MonitorDiskEvent", Event, "disk_usage")

class NoProvider(Event):
    def __init__(self, item, runtime=False, dependees=None, reasons=None, close_matches=None):
        Event.__init__(self)
        self._item = item
        self._runtime = runtime
        self._dependees = dependees
        self._reasons = reasons
        self._close_matches = close_matches

    def getItem(self):
        return self._item

    def isRuntime(self):
        return self._runtime

    def __str__(self):
        r = "R" if self._runtime else ""
        text = "Nothing %sPROVIDES '%s'" % (r, self._item)
        if self._dependees:
            text += " (but %s %sDEPENDS on or otherwise requires it)" % (", ".join(self._dependees), r)
        if self._reasons:
            return "\n".join([text] + list(self._reasons))
        if self._close_matches:
            text += ". Close matches:\n  " + "\n  ".join(sorted(set(self._close_matches)))
        return text

class MultipleProviders(Event):
    def __init__(self, item, candidates, runtime=False):
        Event.__init__(self)
        self._item = item
        self._candidates = candidates
        self._is_runtime = runtime

    def getItem(self):
        return self._item

    def getCandidates(self):
        return self._candidates

    def isRuntime(self):
        return self._is_runtime

    def __str__(self):
        kind, r = ("runtime ", "R") if self._is_runtime else ("", "")
        return "Multiple providers are available for %s%s (%s)\nConsider defining a PREFERRED_%sPROVIDER entry to match %s" % (
            kind, self._item, ", ".join(self._candidates), r, self._item)

class ParseStarted(OperationStarted):
    def __init__(self, total):
        OperationStarted.__init__(self, "Recipe parsing Started")
        self.total = total

class ParseCompleted(OperationCompleted):
    def __init__(self, cached, parsed, skipped, masked, virtuals, errors, total):
        OperationCompleted.__init__(self, total, "Recipe parsing Completed")
        self.cached = cached
        self.parsed = parsed
        self.skipped = skipped
        self.virtuals = virtuals
        self.masked = masked
        self.errors = errors
        self.sofar = cached + parsed

class ParseProgress(OperationProgress):
    def __init__(self, current, total):
        OperationProgress.__init__(self, current, total, "Recipe parsing")

class CacheLoadStarted(OperationStarted):
    def __init__(self, total):
        OperationStarted.__init__(self, "Loading cache Started")
        self.total = total

class CacheLoadProgress(OperationProgress):
    def __init__(self, current, total):
        OperationProgress.__init__(self, current, total, "Loading cache")

class CacheLoadCompleted(OperationCompleted):
    def __init__(self, total, num_entries):
        OperationCompleted.__init__(self, total, "Loading cache Completed")
        self.num_entries = num_entries

class TreeDataPreparationStarted(OperationStarted):
    def __init__(self):
        OperationStarted.__init__(self, "Preparing tree data Started")

class TreeDataPreparationProgress(OperationProgress):
    def __init__(self, current, total):
        OperationProgress.__init__(self, current, total, "Preparing tree data")

class TreeDataPreparationCompleted(OperationCompleted):
    def __init__(self, total):
        OperationCompleted.__init__(self, total, "Preparing tree data Completed")

_event("DepTreeGenerated", Event, "depgraph:_depgraph")
_event("TargetsTreeGenerated", Event, "model:_model")
_event("ReachableStamps", Event, "stamps")
_event("StaleSetSceneTasks", Event, "tasks")
_event("FilesMatchingFound", Event, "pattern:_pattern matches:_matches")
_event("ConfigFilesFound", Event, "variable:_variable values:_values")
_event("ConfigFilePathFound", Event, "path:_path")
_event("MsgBase", Event, "msg:_message")
for _name in ("MsgDebug", "MsgNote", "MsgWarn", "MsgError", "MsgFatal", "MsgPlain"):
    globals()[_name] = type(_name, (MsgBase,), {"__module__": "bb.event"})
_event("LogExecTTY", Event, "msg prog sleep_delay retries")
_event("MetadataEvent", Event, "eventtype:type eventdata:_localdata")
_event("ProcessStarted", Event, "processname total")
_event("ProcessProgress", Event, "processname progress")
_event("ProcessFinished", Event, "processname")
_event("SanityCheck", Event, "generateevents=True")
_event("SanityCheckPassed", Event)
_event("SanityCheckFailed", Event, "msg:_msg network_error=False:_network_error")
_event("NetworkTest", Event, "generateevents=True")
_event("NetworkTestPassed", Event)
_event("NetworkTestFailed", Event)
_event("FindSigInfoResult", Event, "result")
_event("GetTaskSignatureResult", Event, "sig")
_event("ParseError", Event, "msg:_msg")

worker_pid = 0
worker_fire = None
ui_queue = []
Registered = 10
AlreadyRegistered = 14

def getName(e):
    return getattr(e, "__name__", None) or e.__class__.__name__

def get_class_handlers():
    return {}

def get_handlers():
    return {}

def noop(*args, **kwargs):
    pass

# What only a server does.
enable_heartbeat = disable_heartbeat = enable_threadlock = disable_threadlock = check_for_interrupts = noop

globals().update(_refused.functions("bb.event", """
    clean_class_handlers execute_handler fire_class_handlers fire_from_worker fire_ui_handlers get_uihandler print_ui_queue
    register register_UIHhandler remove set_UIHmask set_class_handlers set_eventfilter set_handlers unregister_UIHhandler"""))
globals().update(_refused.classes("bb.event", "LogHandler UIEventFilter"))
