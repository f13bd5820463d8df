"""Gives cases to bb.utils and prints what it makes of them.

usage: utils.py BITBAKE ROOT <cases.json

Cases are lists: an operation and its arguments, as in utils_test.go. Real BitBakes run it, and our interpreter. "@R@" in
texts stands for the folder ROOT. A result that is an exception is {"exc": name of the class}.
"""
import json
import os
import sys

bitbake, root = sys.argv[1:3]
sys.path.insert(0, os.path.join(bitbake, "lib"))
import bb  # noqa: E402
import bb.build  # noqa: E402
import bb.data  # noqa: E402
import bb.methodpool  # noqa: E402
import bb.parse  # noqa: E402
import bb.process  # noqa: E402
import bb.utils  # noqa: E402


def store(variables):
    d = bb.data.init()
    for name, value in variables:
        d.setVar(name, value)
    return d


def change(how, seen):
    def callback(name, value, op, lines):
        seen.append([name, value, op, len(lines)])
        mode = how[len(seen) % len(how)]
        if mode == "drop":
            return None, None, 0, True
        if mode == "prepend":
            lines.append("# before " + name + "\n")
            return value, None, 0, True
        if mode == "op":
            return value, "?=", 0, True
        if mode == "text":
            return value + " more", None, 0, True
        if mode == "list":
            return value.split() + ["x", "y"], None, 4, True
        if mode == "block":
            return value.split(), "=", -1, False
        if mode == "tab":
            return ["one", "two"], op, "\t", False
        if mode == "empty":
            return [], None, 2, True
        return value, None, 0, True
    return callback


def edit(lines, names, how, overrides):
    seen = []
    updated, out = bb.utils.edit_metadata(lines, names, change(how, seen), overrides)
    return [updated, out, seen]


def edit_file(text, names, how):
    name = os.path.join(root, "x.conf")
    with open(name, "w") as f:
        f.write(text)
    updated = bb.utils.edit_metadata_file(name, names, change(how, []))
    with open(name) as f:
        return [updated, f.read()]


def bblayers(text, add, remove, edit):
    name = os.path.join(root, "bblayers.conf")
    with open(name, "w") as f:
        f.write(text)
    callback = (lambda layer, full: full + "-new" if layer.endswith("a") else layer) if edit else None
    try:
        notadded, notremoved = bb.utils.edit_bblayers_conf(name, add, remove, callback)
        result = [notadded, sorted(notremoved)]
    except Exception as e:
        result = {"exc": type(e).__name__}
    with open(name) as f:
        return [result, f.read()]


def environ(variables, f):
    old = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        result = f()
        return [result, sorted(os.environ.items())]
    finally:
        os.environ.clear()
        os.environ.update(old)


def run(op, *args):
    u = bb.utils
    if op in ("contains", "contains_any"):
        return getattr(u, op)("V", args[1], "yes", "no", store([["V", args[0]]] if args[0] is not None else []))
    if op == "filter":
        return u.filter("V", args[1], store([["V", args[0]]] if args[0] is not None else []))
    if op == "explode_dep_versions2":
        return list(u.explode_dep_versions2(args[0], sort=args[1]).items())
    if op == "explode_dep_versions":
        return list(u.explode_dep_versions(args[0]).items())
    if op == "join_deps":
        return u.join_deps(u.explode_dep_versions2(args[0]), args[1])
    if op == "edit_metadata":
        return edit(*args)
    if op == "edit_metadata_file":
        return edit_file(*args)
    if op == "edit_bblayers_conf":
        return bblayers(*args)
    if op == "approved_variables":
        return environ(args[0], lambda: sorted(set(u.approved_variables())))
    if op == "filter_environment":
        return environ(args[0], lambda: sorted(u.filter_environment(args[1]).items()))
    if op == "clean_environment":
        return environ(args[0], lambda: sorted(u.clean_environment().items()))
    if op == "get_file_layer":
        return u.get_file_layer(args[0], store(args[1]))
    if op == "get_referenced_vars":
        return sorted(u.get_referenced_vars(args[0], store(args[1])))
    if op == "better_exec":
        context = {"a": 1}
        u.better_exec(u.better_compile(args[0], "f", "f", lineno=args[1]), context, args[0], "f")
        return sorted(k for k in context if not k.startswith("__"))
    if op == "better_eval":
        return u.better_eval(args[0], args[1], args[2])
    if op == "exec_flat_python_func":
        u.better_exec(u.better_compile("def flat(*a, **k):\n    return [list(a), sorted(k.items())]\n", "f", "f"), u.get_context())
        return u.exec_flat_python_func("flat", *args[0], **args[1])
    if op == "which":
        result = u.which(*args)
        return list(result) if isinstance(result, tuple) else result
    if op == "prune_suffix":
        return u.prune_suffix(args[0], args[1], None)
    if op in ("remove", "prunedir", "mkdirhier", "copyfile", "movefile", "rename"):
        u.mkdirhier(os.path.join(root, "t/sub"))
        for name in ("t/a.txt", "t/b.txt", "t/sub/c"):
            with open(os.path.join(root, name), "w") as f:
                f.write(name)
        try:
            result = getattr(u, op)(*args)
            result = result if result is None or isinstance(result, bool) else "something"
        except Exception as e:
            result = {"exc": type(e).__name__}
        left = sorted(os.path.join(d, f)[len(root):] for d, _, files in os.walk(os.path.join(root, "t")) for f in files)
        u.remove(os.path.join(root, "t"), recurse=True)
        return [result, left]
    if not hasattr(u, op):
        return "missing"
    result = getattr(u, op)(*args)
    return list(map(list, result)) if op == "explode_version" else result


def attempt(c):
    try:
        return run(*c)
    except (Exception, SystemExit) as e:
        return {"exc": type(e).__name__}


os.chdir(root)
cases = json.loads(sys.stdin.read().replace("@R@", root))
print(json.dumps([attempt(c) for c in cases]).replace(root, "@R@"))
