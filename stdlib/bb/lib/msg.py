# bb.msg: levels and domains of messages. How they are shown is not decided here.
from bb import _refused

loggerDefaultLogLevel = 16 # BBLogFormatter.NOTE
loggerDefaultDomains = {}

class BBLogFormatter(object):
    """The levels of messages and what they are called."""
    DEBUG3, DEBUG2, DEBUG, VERBOSE, NOTE, PLAIN, VERBNOTE = 8, 9, 10, 19, 20, 21, 23
    WARNING, WARNONCE, ERROR, ERRORONCE, CRITICAL = 30, 29, 40, 39, 50
    levelnames = {DEBUG3: "DEBUG", DEBUG2: "DEBUG", DEBUG: "DEBUG", VERBOSE: "NOTE", NOTE: "NOTE", PLAIN: "", VERBNOTE: "NOTE",
                  WARNING: "WARNING", WARNONCE: "WARNING", ERROR: "ERROR", ERRORONCE: "ERROR", CRITICAL: "ERROR"}

    def __init__(self, *args, **kwargs):
        _refused.refuse("bb.msg.BBLogFormatter")

    @classmethod
    def getLevelName(cls, levelno):
        return cls.levelnames.get(levelno, "Level %d" % levelno)

def stringToLevel(level):
    """Takes a level's name, or its number as a text."""
    try:
        return int(level)
    except ValueError:
        return getattr(BBLogFormatter, level)

def fatal(msgdomain, msg):
    import bb
    import sys
    bb.error(msg)
    sys.exit(1)

def constructLogOptions():
    return loggerDefaultLogLevel, loggerDefaultDomains

globals().update(_refused.functions("bb.msg", "addDefaultlogFilter has_console_handler init_msgconfig logger_create mergeLoggingConfig setLoggingConfig"))
globals().update(_refused.classes("bb.msg", "BBLogFilter LogFilterGEQLevel LogFilterLTLevel LogFilterShowOnce"))
