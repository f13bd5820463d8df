"""Runs operations on a real BitBake's data store and prints what it holds afterwards.

usage: replay.py BITBAKE <programs.json

A program is a list of operations [name, argument...]. For each program the output has [keys, {name: [raw, expanded]},
{name: {flag: value}}], a value that fails being "!"; null where an operation fails; "endless" where BitBake does not come
to an end.
"""
import json
import logging
import os
import resource
import signal
import sys

bitbake = sys.argv[1]
sys.path.insert(0, os.path.join(bitbake, "lib"))
import bb  # noqa: E402
import bb.data  # noqa: E402

logging.getLogger("BitBake").setLevel(logging.CRITICAL + 1)


def step(d, op, args):
    if op == "set":
        d.setVar(args[0], args[1])
    elif op == "assign":
        d.setVar(args[0], args[1], parsing=True)
    elif op == "weak":
        d.setVarFlag(args[0], "_defaultval", args[1])
    elif op == "flag":
        d.setVarFlag(*args)
    elif op == "appendflag":
        d.appendVarFlag(*args)
    elif op == "append":
        d.appendVar(*args)
    elif op == "prepend":
        d.prependVar(*args)
    elif op == "del":
        d.delVar(args[0])
    elif op == "delflag":
        d.delVarFlag(*args)
    elif op == "delflags":
        d.delVarFlags(args[0])
    elif op == "rename":
        d.renameVar(*args)
    elif op == "keys":
        bb.data.expandKeys(d)
    elif op == "get":
        d.getVar(args[0])
    elif op == "copy":
        return d.createCopy()
    return d


def attempt(f):
    try:
        return f()
    except Exception:
        return "!"


def run(program):
    d = bb.data.init()
    for op, *args in program:
        try:
            d = step(d, op, args)
        except Exception:
            return None
    keys = attempt(lambda: sorted(k for k in d.keys() if not k.startswith("__")))
    if keys == "!":
        return None
    values = {k: [attempt(lambda: d.getVar(k, False)), attempt(lambda: d.getVar(k))] for k in keys}
    flags = {k: d.getVarFlags(k) for k in keys if d.getVarFlags(k)}
    return [keys, values, flags]


class Endless(BaseException):
    pass


def endless(*args):
    raise Endless


def bounded(program):
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        return run(program)
    except (Endless, MemoryError):
        return "endless"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


signal.signal(signal.SIGALRM, endless)
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
json.dump([bounded(p) for p in json.load(sys.stdin)], sys.stdout)
