"""Programs, for old scripts."""

import os as _os


def find_executable(executable, path=None):
    if _os.path.isfile(executable):
        return executable
    path = _os.environ.get('PATH', '/bin:/usr/bin') if path is None else path
    for p in path.split(_os.pathsep) if path else ():
        f = _os.path.join(p, executable)
        if _os.path.isfile(f):
            return f
    return None


def spawn(cmd, search_path=1, verbose=0, dry_run=0, env=None):
    import subprocess
    subprocess.check_call(list(cmd), env=env)
