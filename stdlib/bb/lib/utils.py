# bb.utils, the part that is Python.
import bb
import os
import re
from contextlib import contextmanager

def join_deps(deps, commasep=True):
    words = []
    for name, versions in deps.items():
        if not versions:
            words.append(name)
        elif isinstance(versions, list):
            words += [name + " (" + v + ")" for v in versions]
        else:
            words.append(name + " (" + versions + ")")
    return (", " if commasep else " ").join(words)

def prune_suffix(var, suffixes, d):
    return next((var[:-len(end)] for end in suffixes if end and var.endswith(end)), var)

@contextmanager
def environment(**variables):
    saved = dict(os.environ)
    try:
        os.environ.update(variables)
        yield
    finally:
        for name in variables:
            if name in saved:
                os.environ[name] = saved[name]
            elif name in os.environ:
                del os.environ[name]

def lockfile(name, shared=False, retry=True, block=False):
    return name

def unlockfile(lock):
    pass

def preserved_envvars_exported():
    return ['BB_TASKHASH', 'HOME', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'USER', 'LC_ALL', 'BBSERVER']

def _place(what, src, dest, sstat):
    # whether a file can be taken from src and put at dest: src is there, and so is the directory of dest
    try:
        sstat = sstat or os.lstat(src)
    except OSError as e:
        bb.warn("%s: stat of %s failed (%s)" % (what, src, e))
        return None
    if not os.path.lexists(dest):
        os.lstat(os.path.dirname(dest))
    elif os.path.islink(dest) and src != dest:
        os.unlink(dest)
    return sstat

def _time(path, newmtime, sstat):
    # gives a file the time that it had or a new one. What metadata writes may have no time; yet "moved" is true.
    os.utime(path, (newmtime or sstat.st_atime, newmtime or sstat.st_mtime))
    return newmtime or int(sstat.st_mtime) or 1

def _link_again(src, dest):
    if os.path.isfile(dest):
        os.unlink(dest)
    os.symlink(os.readlink(src), dest)

def copyfile(src, dest, newmtime=None, sstat=None):
    """Copies a file or a link, over what is there. Returns the copy's time, or False."""
    import shutil
    sstat = _place("copyfile", src, dest, sstat)
    if sstat is None:
        return False
    try:
        if os.path.islink(src):
            _link_again(src, dest)
            return os.lstat(dest)
        shutil.copyfile(src, dest + "#new")
        os.rename(dest + "#new", dest)
        os.chmod(dest, sstat.st_mode & 0o7777)
    except OSError as e:
        bb.warn("copyfile: copy %s to %s failed (%s)" % (src, dest, e))
        return False
    return _time(dest, newmtime, sstat)

def movefile(src, dest, newmtime=None, sstat=None):
    """Moves a file or a link, into a directory or over what is there. Returns its time, or None."""
    sstat = _place("movefile", src, dest, sstat)
    if sstat is None:
        return None
    try:
        if os.path.islink(src):
            _link_again(src, dest)
            os.unlink(src)
            return os.lstat(dest)
        if os.path.isdir(dest):
            dest = os.path.join(dest, os.path.basename(src))
        os.rename(src, dest)
    except OSError as e:
        bb.warn("movefile: Failed to move %s to %s (%s)" % (src, dest, e))
        return None
    return _time(dest, newmtime, sstat)

def break_hardlinks(src, sstat=None):
    sstat = _place("break_hardlinks", src, src, sstat)
    if sstat is None:
        return False
    return True if sstat.st_nlink == 1 else copyfile(src, src, sstat=sstat)

def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    import tempfile
    return tempfile.mkstemp(suffix=suffix, prefix=prefix, dir=dir, text=text)

def path_is_descendant(descendant, ancestor):
    """Whether a path is below a directory, or the directory, whatever links lead there."""
    top = os.stat(ancestor)
    path = os.path.abspath(descendant)
    while path.strip("/"):
        if os.path.samestat(os.stat(path), top):
            return True
        path = os.path.dirname(path.rstrip("/"))
    return False

def is_path_on_nfs(path):
    return False

def get_collection_res(d):
    return {c: d.getVar('BBFILE_PATTERN_%s' % c) or '' for c in (d.getVar('BBFILE_COLLECTIONS') or '').split()}

def get_file_layer(filename, d, collection_res={}):
    import fnmatch
    patterns = collection_res or get_collection_res(d)

    def layer(path):
        best = None
        for name, pattern in patterns.items():
            if len(pattern) > (len(patterns[best]) if best else 0) and re.match(pattern, path):
                best = name
        return best

    for entry in (d.getVar('BBFILES_PRIORITIZED') or '').split():
        if fnmatch.fnmatchcase(filename, entry):
            return layer(entry)
    return layer(filename)

def get_referenced_vars(start_expr, d):
    import bb.data
    empty = bb.data.init()
    seen, order = set(), []
    queue = [(None, start_expr)]
    while queue:
        name, expression = queue.pop(0)
        if name is not None:
            expression = d.getVar(name, False)
            order.append(name)
        for ref in empty.expandWithRefs(expression, None).references:
            if ref not in seen:
                seen.add(ref)
                queue.append((ref, None))
    return order
