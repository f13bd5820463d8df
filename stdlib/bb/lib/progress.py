# bb.progress: how far tasks have come. Reporters fire bb.build.TaskProgress.
import bb.build
import bb.event
import re

ANSI_ESCAPE_REGEX = re.compile(r"\x1b\[[0-9;]*m")

def filter_color(string):
    return ANSI_ESCAPE_REGEX.sub("", string)

def filter_color_n(string):
    return ANSI_ESCAPE_REGEX.subn("", string)

class _Reporter(object):
    _data = None

    def __enter__(self):
        return self

    def __exit__(self, *excinfo):
        pass

    def _fire_progress(self, taskprogress, rate=None):
        bb.event.fire(bb.build.TaskProgress(taskprogress, rate), self._data)

class ProgressHandler(_Reporter):
    """Passes on what a command writes, and finds out how far it is."""
    def __init__(self, d, outfile=None):
        self._data = d
        self._progress = 0
        self._outfile = outfile

    def write(self, string):
        if self._outfile:
            self._outfile.write(string)

    def flush(self):
        if self._outfile:
            self._outfile.flush()

    def update(self, progress, rate=None):
        progress = min(progress, 100)
        if progress != self._progress:
            self._progress = progress
            self._fire_progress(progress, rate)

class LineFilterProgressHandler(ProgressHandler):
    """Looks at each line; those for which writeline() is false are not passed on."""
    def __init__(self, d, outfile=None):
        ProgressHandler.__init__(self, d, outfile)
        self._rest = ""

    def write(self, string):
        *lines, self._rest = re.split(r"(?<=\n)|(?<=\r)", self._rest + string)
        for line in lines:
            if self.writeline(filter_color(line)):
                ProgressHandler.write(self, line)

    def writeline(self, line):
        return True

class BasicProgressHandler(ProgressHandler):
    """Finds a number of per cent."""
    def __init__(self, d, regex=r"(\d+)%", outfile=None):
        ProgressHandler.__init__(self, d, outfile)
        self._regex = re.compile(regex)
        self._fire_progress(0)

    def _found(self, last):
        return int(last)

    def write(self, string):
        found = self._regex.findall(filter_color(string))
        if found:
            self.update(self._found(found[-1]))
        ProgressHandler.write(self, string)

class OutOfProgressHandler(BasicProgressHandler):
    """Finds a number and how many there are."""
    def __init__(self, d, regex, outfile=None):
        BasicProgressHandler.__init__(self, d, regex, outfile)

    def _found(self, last):
        return float(last[0]) / float(last[1]) * 100

class MultiStageProgressReporter(_Reporter):
    """Knows of stages, each with a weight."""
    def __init__(self, d, stage_weights, debug=False):
        self._data = d
        self._weights = [100.0 * weight / sum(stage_weights) for weight in stage_weights]
        self._stage = -1
        self._stage_total = None
        self._fire_progress(0)

    def _base(self):
        return sum(self._weights[:max(self._stage, 0)])

    def next_stage(self, stage_total=None):
        self._stage += 1
        self._stage_total = stage_total
        if self._stage > 0:
            self._fire_progress(self._base())

    def update(self, stage_progress):
        if self._stage < 0:
            bb.warn("the progress of a task is reported before its first stage")
            return
        part = stage_progress / self._stage_total if self._stage_total else stage_progress / 100
        weight = self._weights[self._stage] if self._stage < len(self._weights) else 0
        self._fire_progress(min(self._base() + part * weight, 100))

    def finish(self):
        pass

class MultiStageProcessProgressReporter(MultiStageProgressReporter):
    """Reports to a user interface in events of its own."""
    def __init__(self, d, processname, stage_weights, debug=False):
        self._processname = processname
        self._started = False
        MultiStageProgressReporter.__init__(self, d, stage_weights, debug)

    def start(self):
        if not self._started:
            self._started = True
            bb.event.fire(bb.event.ProcessStarted(self._processname, 100), self._data)

    def _fire_progress(self, taskprogress, rate=None):
        if taskprogress:
            self.start()
            bb.event.fire(bb.event.ProcessProgress(self._processname, taskprogress), self._data)

    def finish(self):
        bb.event.fire(bb.event.ProcessFinished(self._processname), self._data)

class DummyMultiStageProcessProgressReporter(MultiStageProgressReporter):
    """Reports nothing."""
    def __init__(self):
        MultiStageProgressReporter.__init__(self, None, [1])

    def _fire_progress(self, taskprogress, rate=None):
        pass

    def start(self):
        pass

    def next_stage(self, stage_total=None):
        pass

    def update(self, stage_progress):
        pass
