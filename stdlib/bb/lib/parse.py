# bb.parse: what is left in Python.
import errno
import os
from bb import _refused

handlers = []

def __getattr__(name):
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Parsing")
    raise AttributeError("module 'bb.parse' has no attribute '%s'" % name)

def _state(f):
    try:
        s = os.stat(f)
    except OSError:
        return 0
    return (s.st_mtime_ns, s.st_size, s.st_ino)

def cached_mtime(f):
    os.stat(f) # what is not there raises an exception
    return _state(f)

cached_mtime_noerror = update_mtime = _state

def check_mtime(f, mtime):
    return _state(f) == mtime

def clear_cache():
    pass

def check_dependency(d, f):
    return os.path.abspath(f) in get_file_depends(d).split()

def supports(fn, data):
    return int(os.path.splitext(fn)[-1] in (".bb", ".bbclass", ".inc", ".conf"))

def resolve_file(fn, d):
    """Finds a file along BBPATH; the recipe depends on it, and on it being nowhere else before."""
    import bb.utils
    if os.path.isabs(fn):
        tried, found = [fn], fn
    else:
        found, tried = bb.utils.which(d.getVar("BBPATH"), fn, history=True)
    for name in tried:
        mark_dependency(d, name)
    if not found:
        raise OSError(errno.ENOENT, "file %s not found in %s" % (fn, d.getVar("BBPATH")))
    if not os.path.isfile(found):
        raise OSError(errno.ENOENT, "file %s not found" % found)
    return found

globals().update(_refused.functions("bb.parse", "init init_parser"))

def vardeps(*names):
    """Decorator: the function depends on these variables."""
    def mark(f):
        f.bb_vardeps = getattr(f, "bb_vardeps", set()) | set(names)
        return f
    return mark

def vardepsexclude(*names):
    """Decorator: the function does not depend on these variables."""
    def mark(f):
        f.bb_vardepsexclude = getattr(f, "bb_vardepsexclude", set()) | set(names)
        return f
    return mark
