"""Prints the names that modules of a real BitBake define, as JSON: {module: [name, ...]}.

usage: names.py BITBAKE MODULE...

Names that begin with an underscore, what a module imports, and loggers are left out.
"""
import importlib
import json
import os
import sys
import types
import warnings

sys.path.insert(0, os.path.join(sys.argv[1], "lib"))
warnings.simplefilter("ignore")
import bb  # noqa: E402


def own(module, name):
    value = getattr(module, name)
    if name.startswith("_") or isinstance(value, types.ModuleType) or "logger" in name.lower():
        return False
    home = getattr(value, "__module__", None)
    return not isinstance(value, (type, types.FunctionType)) or home == module.__name__


out = {}
for name in sys.argv[2:]:
    try:
        module = importlib.import_module(name)
    except ImportError:
        continue
    out[name] = sorted(n for n in dir(module) if own(module, n))
print(json.dumps(out))
