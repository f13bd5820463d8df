# bb.msg: how messages are formatted.
import logging
from bb import _refused

class BBLogFormatter(logging.Formatter):
    """A formatter that leaves plain messages as they are."""
    DEBUG3, DEBUG2, DEBUG = logging.DEBUG - 2, logging.DEBUG - 1, logging.DEBUG
    VERBOSE, NOTE, PLAIN, VERBNOTE = logging.INFO - 1, logging.INFO, logging.INFO + 1, logging.INFO + 2
    WARNONCE, WARNING = logging.WARNING - 1, logging.WARNING
    ERRORONCE, ERROR, CRITICAL = logging.ERROR - 1, logging.ERROR, logging.CRITICAL
    levelnames = {DEBUG3: "DEBUG", DEBUG2: "DEBUG", DEBUG: "DEBUG", VERBOSE: "NOTE", NOTE: "NOTE", PLAIN: "", VERBNOTE: "NOTE",
                  WARNING: "WARNING", WARNONCE: "WARNING", ERROR: "ERROR", ERRORONCE: "ERROR", CRITICAL: "ERROR"}
    color_enabled = False

    def getLevelName(self, levelno):
        return self.levelnames.setdefault(levelno, "Level %d" % levelno)

    def format(self, record):
        record.levelname = self.getLevelName(record.levelno)
        if record.levelno == self.PLAIN:
            return record.getMessage()
        return logging.Formatter.format(self, record)

    def enable_color(self):
        pass

class LogFilterLTLevel(logging.Filter):
    def __init__(self, level):
        self.level = level

    def filter(self, record):
        return record.levelno < self.level

loggerDefaultLogLevel = BBLogFormatter.NOTE
loggerDefaultDomains = {}

def addDefaultlogFilter(handler, cls=None, forcelevel=None):
    handler.setLevel(loggerDefaultLogLevel if forcelevel is None else forcelevel)

def fatal(msgdomain, msg):
    import sys
    logging.getLogger("BitBake.%s" % msgdomain if msgdomain else "BitBake").critical(msg)
    sys.exit(1)

def logger_create(name, output=None, level=logging.INFO, preserve_handlers=False, color="auto"):
    import sys
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(sys.stderr if output is None else output)
    handler.setFormatter(BBLogFormatter("%(levelname)s: %(message)s"))
    if not preserve_handlers:
        logger.handlers = []
    logger.addHandler(handler)
    logger.setLevel(level)
    return logger

def stringToLevel(level):
    """Takes a level's name, or its number as a text."""
    try:
        return int(level)
    except ValueError:
        return getattr(BBLogFormatter, level)

def constructLogOptions():
    return loggerDefaultLogLevel, loggerDefaultDomains

globals().update(_refused.functions("bb.msg", "has_console_handler init_msgconfig mergeLoggingConfig setLoggingConfig"))
globals().update(_refused.classes("bb.msg", "BBLogFilter LogFilterGEQLevel LogFilterShowOnce"))
