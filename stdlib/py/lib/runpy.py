"""Files that are run as programs."""


def run_path(path_name, init_globals=None, run_name=None):
    with open(path_name) as f:
        text = f.read()
    names = dict(init_globals or {})
    names.update(__name__=run_name or '<run_path>', __file__=path_name, __builtins__=__builtins__)
    exec(compile(text, path_name, 'exec'), names)
    return names


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    import importlib.util
    spec = importlib.util.find_spec(mod_name)
    if spec is None or not spec.has_location:
        raise ImportError('No module named %s' % mod_name)
    return run_path(spec.origin, init_globals, run_name or mod_name)
