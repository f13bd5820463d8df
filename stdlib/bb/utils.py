# bb.utils, the part that is Python.
import os
import re
from contextlib import contextmanager

def vercmp(ta, tb):
    def text(t):
        e, v, r = t
        return "%s:%s-%s" % (e or 0, v, r)
    return vercmp_string(text(ta), text(tb))

def explode_dep_versions(s):
    return {name: versions[0] if versions else None for name, versions in explode_dep_versions2(s).items()}

def join_deps(deps, commasep=True):
    words = []
    for name, versions in deps.items():
        if not versions:
            words.append(name)
        elif isinstance(versions, list):
            words += ["%s (%s)" % (name, v) for v in versions]
        else:
            words.append("%s (%s)" % (name, versions))
    return (", " if commasep else " ").join(words)

def prune_suffix(var, suffixes, d):
    return next((var[:-len(end)] for end in suffixes if end and var.endswith(end)), var)

def to_filemode(value):
    return value if type(value) is int else int(value, 8)

@contextmanager
def umask(mask):
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)

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

@contextmanager
def fileslocked(files, *args, **kwargs):
    yield

def lockfile(name, shared=False, retry=True, block=False):
    return name

def unlockfile(lock):
    pass

def preserved_envvars_exported():
    return ['BB_TASKHASH', 'HOME', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'USER', 'LC_ALL', 'BBSERVER']

def preserved_envvars():
    return ['BBPATH', 'BB_PRESERVE_ENV', 'BB_ENV_PASSTHROUGH_ADDITIONS'] + preserved_envvars_exported()

def approved_variables():
    if 'BB_PRESERVE_ENV' in os.environ:
        return os.environ.keys()
    if 'BB_ENV_PASSTHROUGH' in os.environ:
        names = os.environ['BB_ENV_PASSTHROUGH'].split() + ['BB_ENV_PASSTHROUGH']
    else:
        names = preserved_envvars()
    if 'BB_ENV_PASSTHROUGH_ADDITIONS' in os.environ:
        names += os.environ['BB_ENV_PASSTHROUGH_ADDITIONS'].split()
        if 'BB_ENV_PASSTHROUGH_ADDITIONS' not in names:
            names.append('BB_ENV_PASSTHROUGH_ADDITIONS')
    return names

def remove(path, recurse=False, ionice=False):
    import glob
    import shutil
    for name in glob.glob(path):
        if recurse and os.path.isdir(name) and not os.path.islink(name):
            shutil.rmtree(name)
        else:
            os.unlink(name)

def prunedir(topdir, ionice=False):
    import shutil
    if os.path.islink(topdir):
        os.unlink(topdir)
    elif os.path.isdir(topdir):
        shutil.rmtree(topdir)

def rename(src, dst):
    os.rename(src, dst)

def copyfile(src, dest, newmtime=None, sstat=None):
    import shutil
    try:
        shutil.copy2(src, dest, follow_symlinks=False)
    except OSError:
        return False
    return os.lstat(dest)

def movefile(src, dest, newmtime=None, sstat=None):
    try:
        os.rename(src, dest)
    except OSError:
        return None
    return os.lstat(dest).st_mtime

def break_hardlinks(src, sstat=None):
    return copyfile(src, src, sstat=sstat)

def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    import tempfile
    return tempfile.mkstemp(suffix=suffix, prefix=prefix, dir=dir, text=text)

def path_is_descendant(descendant, ancestor):
    ancestor = os.path.realpath(ancestor)
    path = os.path.realpath(descendant)
    return path == ancestor or path.startswith(ancestor.rstrip('/') + '/')

def is_path_on_nfs(path):
    return False

def is_local_uid(uid=''):
    if not uid:
        uid = os.getuid()
    try:
        with open('/etc/passwd', 'r') as f:
            for line in f:
                parts = line.split(':')
                if len(parts) > 2 and parts[2] == str(uid):
                    return True
    except OSError:
        pass
    return False

def is_semver(version):
    return re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
                        r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
                        r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?", version) is not None

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
        for ref in bb.data_smart.references(empty, expression):
            if ref not in seen:
                seen.add(ref)
                queue.append((ref, None))
    return order

def better_eval(source, locals, extraglobals=None):
    names = get_context()
    if extraglobals:
        names = dict(names)
        names.update(extraglobals)
    return eval(source, names, locals)

def better_compile(text, file, realfile, mode="exec", lineno=0):
    return compile("\n" * int(lineno) + text, realfile, mode)

def better_exec(code, context, text=None, realfile="<code>", pythonexception=False):
    exec(code, get_context(), context)

def simple_exec(code, context):
    exec(code, get_context(), context)

def exec_flat_python_func(func, *args, **kwargs):
    import bb.build
    call = ", ".join([repr(a) for a in args] + ["%s=%r" % item for item in kwargs.items()])
    return eval("%s(%s)" % (func, call), get_context())

def clean_context():
    import bb
    import time
    return {'os': os, 'bb': bb, 'time': time}

def check_system_locale():
    pass

def clean_environment():
    return {}

def empty_environment():
    os.environ.clear()

def filter_environment(good):
    removed = {name: value for name, value in os.environ.items() if name not in good}
    for name in removed:
        del os.environ[name]
    return removed

def build_environment(d):
    import bb.data
    for name in bb.data.keys(d):
        if to_boolean(d.getVarFlag(name, 'export')):
            os.environ[name] = d.getVar(name) or ''

def export_proxies(d):
    names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'ftp_proxy', 'FTP_PROXY', 'no_proxy', 'NO_PROXY', 'GIT_PROXY_COMMAND']
    exported = False
    for name in names:
        if name not in os.environ and d.getVar(name):
            os.environ[name] = d.getVar(name)
            exported = True
    return exported

def load_plugins(logger, plugins, pluginpath):
    pass

def nonblockingfd(fd):
    pass

def set_process_name(name):
    pass

def signal_on_parent_exit(name):
    pass

def ioprio_set(who, cls, value):
    pass

def enable_loopback_networking():
    pass

def disable_network(uid=None, gid=None):
    pass
