"""Answers cases of regular expressions with CPython's re: one JSON object a line in, one a line out.

A case is {"p": pattern, "f": flags, "t": text, "b": true for bytes (as Latin-1 text), "s": start, "e": end}."""
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")


def shape(m):
    if m is None:
        return None
    spans = []
    for i in range(m.re.groups + 1):
        spans.extend(m.span(i))
    return [spans, m.lastindex or 0]


def answer(c):
    p, t = c["p"], c["t"]
    if c.get("b"):
        p, t = p.encode("latin-1"), t.encode("latin-1")
    try:
        r = re.compile(p, c["f"])
    except re.error as e:
        return {"error": e.msg, "pos": -1 if e.pos is None else e.pos, "str": str(e)}
    except (ValueError, OverflowError, RecursionError) as e:
        return {"error": str(e), "class": type(e).__name__}
    s, e = c.get("s", 0), c.get("e", len(t))
    try:
        return matches(r, t, s, e)
    except SystemError as x:  # "please report a bug"
        return {"bug": str(x)}


def matches(r, t, s, e):
    return {
        "flags": int(r.flags),
        "groups": r.groups,
        "names": r.groupindex and dict(r.groupindex) or None,
        "match": shape(r.match(t, s, e)),
        "full": shape(r.fullmatch(t, s, e)),
        "search": shape(r.search(t, s, e)),
        "all": [shape(m) for m in r.finditer(t, s, e)],
    }


for line in sys.stdin:
    re.purge()
    print(json.dumps(answer(json.loads(line))), flush=False)
