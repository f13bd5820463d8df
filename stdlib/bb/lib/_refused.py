# Names that belong to a running BitBake. They are there, so that code that mentions them can be read; using one raises a
# RuntimeError that says so.

def refuse(name):
    raise RuntimeError("%s needs a running BitBake: it cannot be used while metadata is parsed" % name)

def functions(module, names):
    """Returns functions that refuse, by name."""
    def make(name):
        def function(*args, **kwargs):
            refuse(module + "." + name)
        function.__name__ = function.__qualname__ = name
        function.__module__ = module
        return function
    return {name: make(name) for name in names.split()}

def classes(module, names, base=object):
    """Returns classes of which no object can be made, by name."""
    def make(name):
        def __init__(self, *args, **kwargs):
            refuse(module + "." + name)
        return type(name, (base,), {"__init__": __init__, "__module__": module})
    return {name: make(name) for name in names.split()}

def exceptions(module, names, base=Exception):
    """Returns exceptions, by name."""
    return {name: type(name, (base,), {"__module__": module}) for name in names.split()}
