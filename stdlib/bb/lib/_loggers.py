# bb.logger and its like.
import logging
from _knead_loggers import BBLogger, BBLoggerAdapter, BBLoggerMixin

logger = logging.getLogger("BitBake")
mainlogger = logging.getLogger("BitBake.Main")

class NullHandler(logging.Handler):
    def emit(self, record):
        pass
