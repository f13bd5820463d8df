# What BitBake adds to Python's logging: loggers with more methods, and the handler of the logger "BitBake".
import logging

class BBLoggerMixin(object):
    def __init__(self, *args, **kwargs):
        pass

    def setup_bblogger(self, name):
        if name.split(".")[0] == "BitBake":
            self.debug = lambda *args, **kwargs: self.bbdebug(1, *args, **kwargs)

    def bbdebug(self, level, msg, *args, **kwargs):
        return self.log(logging.DEBUG - level + 1, msg, *args, **kwargs)

    def debug2(self, *args, **kwargs):
        return self.bbdebug(2, *args, **kwargs)

    def debug3(self, *args, **kwargs):
        return self.bbdebug(3, *args, **kwargs)

    def verbose(self, msg, *args, **kwargs):
        return self.log(logging.INFO - 1, msg, *args, **kwargs)

    def plain(self, msg, *args, **kwargs):
        return self.log(logging.INFO + 1, msg, *args, **kwargs)

    def verbnote(self, msg, *args, **kwargs):
        return self.log(logging.INFO + 2, msg, *args, **kwargs)

    def warnonce(self, msg, *args, **kwargs):
        return self.log(logging.WARNING - 1, msg, *args, **kwargs)

    def erroronce(self, msg, *args, **kwargs):
        return self.log(logging.ERROR - 1, msg, *args, **kwargs)

class BBLogger(logging.Logger, BBLoggerMixin):
    def __init__(self, name, *args, **kwargs):
        self.setup_bblogger(name)
        super().__init__(name, *args, **kwargs)

class BBLoggerAdapter(logging.LoggerAdapter, BBLoggerMixin):
    def __init__(self, logger, *args, **kwargs):
        self.setup_bblogger(logger.name)
        super().__init__(logger, *args, **kwargs)

class _Once(logging.Filter):
    # Lets what is to be said once pass once.
    def __init__(self):
        super().__init__()
        self.said = set()

    def filter(self, record):
        if record.levelno not in (logging.WARNING - 1, logging.ERROR - 1):
            return True
        key = record.getMessage()
        if key in self.said:
            return False
        self.said.add(key)
        return True

def install():
    logging.raiseExceptions = False
    logging.setLoggerClass(BBLogger)
    logging.LoggerAdapter = BBLoggerAdapter
    main = logging.getLogger("BitBake")
    main.setLevel(logging.DEBUG - 2)
    main.propagate = False
    handler = logging.HostHandler()
    handler.addFilter(_Once())
    main.addHandler(handler)
