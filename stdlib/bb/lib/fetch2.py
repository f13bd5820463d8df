# bb.fetch2: the exceptions of the fetchers, and what is left in Python.
def __getattr__(name):
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Fetcher")
    raise AttributeError("module 'bb.fetch2' has no attribute '%s'" % name)

SHOWN_CHECKSUM_LIST = ["sha256"]

class BBFetchException(Exception):
    """What all exceptions of fetchers derive from."""
    def __init__(self, message):
        self.msg = message
        Exception.__init__(self, message)

    def __str__(self):
        return self.msg
