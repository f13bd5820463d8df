"""Says what this CPython makes of Python texts.

Requests come on standard input, one a line: a JSON list of what is wanted ("tree", "error" or "file"), a mode ("exec" or
"eval") and a text. The answers go to standard output in the same way.

tree   the text's tree as ast.dump gives it, with positions but for those within f-strings, which CPython 3.11 has wrong;
       and the classes of its nodes in the order of ast.walk
error  the class and message of the error that parsing raises, of the one that compiling raises, and the place of the
       first; "" where there is none
file   the tree of the file that the text names, and what the file holds
"""

import ast
import io
import json
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(4300)


def dump(node, masked=False):
    if isinstance(node, list):
        return "[%s]" % ", ".join(dump(n, masked) for n in node)
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = []
    for name in node._fields:
        value = getattr(node, name)
        if value is None and getattr(type(node), name, ...) is None:
            continue
        inner = masked or isinstance(node, ast.JoinedStr) and name == "values"
        fields.append("%s=%s" % (name, dump(value, inner)))
    if not masked:
        fields += ["%s=%r" % (name, getattr(node, name)) for name in node._attributes]
    return "%s(%s)" % (type(node).__name__, ", ".join(fields))


def error(make):
    try:
        make()
    except SyntaxError as e:
        return "%s: %s" % (type(e).__name__, e.msg), [e.lineno or 0, e.offset or 0]
    except (ValueError, RecursionError) as e:
        return "%s: %s" % (type(e).__name__, e), [0, 0]
    except MemoryError:
        return "MemoryError: ", [0, 0]
    return "", [0, 0]


flags = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)


def answer(want, mode, text):
    if want == "file":
        with open(text, "rb") as f:
            data = f.read()
        tree = ast.parse(data)
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return {"tree": dump(tree), "text": data.decode(encoding)}
    if want == "tree":
        tree = ast.parse(text, mode=mode)
        names = [type(n).__name__ for n in ast.walk(tree) if not isinstance(n, flags)]
        return {"tree": dump(tree), "walk": " ".join(names)}
    parse, place = error(lambda: ast.parse(text, mode=mode))
    whole, place = error(lambda: compile(text, "text", mode, dont_inherit=True))
    return {"parse": parse, "compile": whole, "place": place}


print(json.dumps(sys.version_info[:3]), flush=True)
for line in sys.stdin:
    try:
        out = answer(*json.loads(line))
    except Exception as e:
        out = {"refused": "%s: %s" % (type(e).__name__, e)}
    print(json.dumps(out), flush=True)
