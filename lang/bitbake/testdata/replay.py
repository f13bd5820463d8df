"""Parses texts with a real BitBake and prints its statements, a JSON list for each text.

usage: replay.py BITBAKE <texts.json

The input is a list of [kind, text]; kind is a file name's ending, ".base.conf" for a file that the configuration parser
opens itself. The output has for each text {"stmts": [...]} or {"error": first line}.
"""
import json
import logging
import os
import sys
import tempfile

bitbake = sys.argv[1]
sys.path.insert(0, os.path.join(bitbake, "lib"))
import bb  # noqa: E402
import bb.data  # noqa: E402
import bb.parse  # noqa: E402
from bb.parse import ast  # noqa: E402
from bb.parse.parse_py import BBHandler, ConfHandler  # noqa: E402

logging.getLogger("BitBake").setLevel(logging.CRITICAL + 1)


def plain(node):
    kind = type(node).__name__
    if kind == "DataNode":
        g = node.groupd
        op = [k for k in ("colon", "lazyques", "ques", "append", "prepend", "predot", "postdot") if g.get(k)]
        return [kind, bool(g.get("exp")), g["var"], g.get("flag"), op[0] if op else "set", g["value"]]
    if kind == "MethodNode":
        return [kind, node.func_name, "\n".join(node.body), bool(node.python), bool(node.fakeroot), node.lineno]
    if kind == "PythonMethodNode":
        return [kind, node.function, "\n".join(node.body), node.lineno]
    if kind == "AddTaskNode":
        return [kind, getattr(node, "tasks", None) or getattr(node, "func", None), node.before or "", node.after or ""]
    if kind == "IncludeNode":
        return [kind, node.what_file, bool(node.force)]
    out = [kind]
    for k, v in sorted(vars(node).items()):
        if k not in ("filename", "lineno", "classname"):
            out.append(list(v) if isinstance(v, tuple) else v)
    if kind == "InheritDeferredNode":
        out = [kind, node.inherit[0]]
    return out


class Record(ast.StatementGroup):
    last = None

    def eval(self, d):
        Record.last = list(self)


ast.StatementGroup = Record


def parse(kind, text):
    with tempfile.TemporaryDirectory() as tmp:
        name = os.path.join(tmp, "x" + kind)
        with open(name, "w", encoding="utf-8", newline="", errors="surrogateescape") as f:
            f.write(text)
        BBHandler.cached_statements.clear()
        BBHandler.__inpython__ = False
        d = bb.data.init()
        d.setVar("BBPATH", tmp)
        Record.last = None
        if kind.endswith(".conf"):
            try:
                ConfHandler.handle(name, d, 1, baseconfig=kind == ".base.conf")
            except TypeError:
                ConfHandler.handle(name, d, 1)
        else:
            BBHandler.handle(name, d, 1)
        return [plain(n) for n in Record.last]


out = []
for kind, text in json.load(sys.stdin):
    try:
        out.append({"stmts": parse(kind, text)})
    except Exception as e:
        out.append({"error": (str(e) or type(e).__name__).split("\n")[0]})
json.dump(out, sys.stdout)
