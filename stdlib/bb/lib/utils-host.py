
# The environment, files, and what a running BitBake does to its process.

from bb import _refused

globals().update(_refused.functions("bb.utils", """
    nonblockingfd process_profilelog set_process_name signal_on_parent_exit ioprio_set disable_network check_system_locale
    enable_loopback_networking multiprocessingpool"""))

def __getattr__(name):
    if name == "_context":
        return get_context()
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Util")
    if name == "python_extensions":
        import importlib.machinery
        return importlib.machinery.all_suffixes()
    if name == "LogCatcher":
        import logging

        class LogCatcher(logging.Handler):
            """Keeps the messages."""
            def __init__(self):
                self.messages = []
                logging.Handler.__init__(self, logging.WARNING)

            def emit(self, record):
                self.messages.append(self.format(record))

            def contains(self, message):
                return message in self.messages
        return globals().setdefault(name, LogCatcher)
    raise AttributeError("module 'bb.utils' has no attribute '%s'" % name)

PR_SET_PDEATHSIG = 1
IOPRIO_WHO_PROCESS = 1
IOPRIO_CLASS_SHIFT = 13

class PrCtlError(Exception):
    pass

def preserved_envvars():
    names = ['BBPATH', 'BB_PRESERVE_ENV', 'BB_ENV_PASSTHROUGH', 'BB_ENV_PASSTHROUGH_ADDITIONS']
    if _release >= (2, 8):
        names.remove('BB_ENV_PASSTHROUGH')
    return names + preserved_envvars_exported()

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

def filter_environment(good_vars):
    removed = {name: value for name, value in os.environ.items() if name not in good_vars}
    for name in removed:
        del os.environ[name]
    os.environ["LC_ALL"] = "en_US.UTF-8"
    return removed

def clean_environment():
    return {} if 'BB_PRESERVE_ENV' in os.environ else filter_environment(approved_variables())

def empty_environment():
    for name in list(os.environ):
        del os.environ[name]

def build_environment(d):
    for name in d.keys():
        if d.getVarFlag(name, "export", False):
            os.environ[name] = d.getVar(name) or ""

def export_proxies(d):
    import bb.fetch2
    os.environ.update(bb.fetch2.get_fetcher_environment(d))

@contextmanager
def umask(new_mask):
    old = os.umask(new_mask)
    try:
        yield
    finally:
        os.umask(old)

@contextmanager
def fileslocked(files, *args, **kwargs):
    locks = [lock for lock in [lockfile(name, *args, **kwargs) for name in files or []] if lock is not None]
    try:
        yield
    finally:
        for lock in locks:
            unlockfile(lock)

@contextmanager
def lock_timeout(lock):
    held = lock.acquire(timeout=5 * 60)
    try:
        if not held:
            raise RuntimeError("nobody gives the lock back")
        yield held
    finally:
        if held:
            lock.release()

lock_timeout_nocheck = lock_timeout

def _check_unsafe_delete_path(path):
    # whether a directory is one that nobody wants to lose
    path, home = os.path.abspath(path), os.environ.get('HOME')
    parts = path.strip("/").split("/")
    return path in ("/", "//", home) or parts[0] == "home" and len(parts) <= 2

def remove(path, recurse=False, ionice=False):
    """Removes files, and with recurse directories, that a pattern names."""
    import glob
    import shutil
    if not path:
        return
    names = glob.glob(path)
    if recurse:
        for name in names:
            if _check_unsafe_delete_path(name):
                raise Exception('bb.utils.remove: called with dangerous path "%s" and recurse=True, refusing to delete!' % name)
    for name in names:
        if recurse and os.path.isdir(name) and not os.path.islink(name):
            shutil.rmtree(name)
            continue
        try:
            os.unlink(name)
        except FileNotFoundError:
            pass

def prunedir(topdir, ionice=False):
    if _check_unsafe_delete_path(topdir):
        raise Exception('bb.utils.prunedir: called with dangerous path "%s", refusing to delete!' % topdir)
    remove(topdir, recurse=True, ionice=ionice)

def rename(src, dst):
    os.rename(src, dst)

def is_local_uid(uid=''):
    """Whether /etc/passwd has a user's number."""
    number = str(uid or os.getuid())
    with open('/etc/passwd', 'r') as f:
        return any(parts[2] == number for parts in (line.split(':') for line in f) if len(parts) > 2)

def load_plugins(logger, plugins, pluginpath):
    """Loads the Python files of a directory."""
    import glob
    import importlib.machinery
    import importlib.util
    for file in sorted(glob.glob(os.path.join(pluginpath, "*.py"))):
        name = os.path.basename(file)[:-len(".py")]
        if name == "__init__":
            continue
        spec = importlib.machinery.PathFinder.find_spec(name, path=[pluginpath])
        plugin = None
        if spec:
            plugin = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(plugin)
        made = plugin.plugin_init(plugins) if hasattr(plugin, "plugin_init") else None
        plugins.append(made or plugin)

# What releases do not have.

for _name, _releases in {"process_profilelog": ((2, 0), (9, 0)), "profile_function": ((2, 18), (9, 0)), "multiprocessingpool": ((2, 0), (2, 18)),
                         "enable_loopback_networking": ((2, 8), (9, 0)), "path_is_descendant": ((2, 8), (9, 0)), "lock_timeout": ((2, 8), (9, 0)),
                         "lock_timeout_nocheck": ((2, 8), (9, 0)), "is_path_on_nfs": ((2, 18), (9, 0))}.items():
    if not _releases[0] <= _release < _releases[1]:
        del globals()[_name]
