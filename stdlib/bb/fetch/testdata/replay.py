"""Gives cases to a real BitBake's bb.fetch2 and prints what it makes of them.

usage: replay.py BITBAKE ROOT <cases.json

Cases are lists: an operation and its arguments, as in replay_test.go. "@R@" in texts stands for the folder ROOT. A result
that is an exception is {"exc": name of the class}. Nothing is fetched: what asks a repository gets a fixed answer.
"""
import json
import logging
import os
import shutil
import sys

bitbake, root = sys.argv[1:3]
sys.path.insert(0, os.path.join(bitbake, "lib"))
import bb  # noqa: E402
import bb.data  # noqa: E402
import bb.fetch2  # noqa: E402
from bb.fetch2 import bb as _, git, svn, hg, perforce  # noqa: E402,F401

HASH = "0123456789abcdef0123456789abcdef01234567"


class Counter(logging.Handler):
    def __init__(self):
        super().__init__()
        self.count = [0, 0]

    def emit(self, record):
        if record.levelno >= logging.ERROR:
            self.count[1] += 1
        elif record.levelno >= logging.WARNING - 1:
            self.count[0] += 1


counter = Counter()
logger = logging.getLogger("BitBake")
logger.propagate = False
logger.addHandler(counter)
logger.setLevel(logging.WARNING - 1)


def answer(cmd, *args, **kwargs):
    text = cmd if isinstance(cmd, str) else " ".join(cmd)
    if "ls-remote" in text:
        return "%s\tHEAD\n%s\trefs/heads/main\n%s\trefs/tags/v1\n%s\trefs/tags/v1^{}\n" % (HASH, HASH[::-1], "1" * 40, "2" * 40)
    if "svn" in text:
        return "------\nr4711 | somebody\n"
    if "hg" in text:
        return "abcdef012345\n"
    if "info" in text:
        return "Server address: server:1666\n"
    return "Change 77 on 2020/01/01\n"


for module in (git, svn, hg, perforce):
    module.runfetchcmd = answer
if hasattr(bb.fetch2, "bzr"):
    bb.fetch2.bzr.runfetchcmd = lambda cmd, *a, **k: "17\n"
    if hasattr(bb.fetch2.osc.Osc, "_latest_revision"):  # which cannot be made to answer
        del bb.fetch2.osc.Osc._latest_revision


class Revs(dict):
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


def fresh():
    bb.fetch2.urldata_cache.clear()
    if hasattr(bb, "persist_data"):
        revs = Revs()
        bb.persist_data.persist = lambda *args: revs
    else:
        bb.fetch2._revisions_cache = bb.checksum.RevisionsCache()
    counter.count = [0, 0]
    for d, _, _ in os.walk(root, topdown=False):  # of the case before
        if d not in planted:
            shutil.rmtree(d)


def attempt(f, *args):
    try:
        return f(*args)
    except (Exception, SystemExit) as e:
        return {"exc": type(e).__name__}


def pairs(params):
    return [[k, v.decode() if isinstance(v, bytes) else v] for k, v in params.items()]


def decode(url, f):
    r = list(f(url))
    return r[:5] + [pairs(r[5])]


def uri_state(u):
    names = "scheme userinfo username password hostname port hostport path path_quoted relative".split()
    out = {n: getattr(u, n) for n in names}
    out["params"], out["query"] = pairs(u.params), pairs(u.query)
    out["str"] = attempt(str, u)
    return out


def uri(url, changes):
    u = bb.fetch2.URI(url)
    for name, value in changes:
        setattr(u, name, value)
    return uri_state(u)


class Method:
    def __init__(self, checksums):
        self.checksums = checksums

    def supports_checksum(self, ud):
        return self.checksums


class Ud:
    pass


def mirror(url, find, replace, replacements, tarball, localpath, checksums):
    ud = Ud()
    ud.url, ud.localpath, ud.method = url, localpath, Method(checksums)
    return bb.fetch2.uri_replace(ud, find, replace, dict(replacements), None, tarball)


def item(ud, d):
    if ud is None:
        return None
    names = getattr(ud, "names", None) or [ud.name]
    out = {"names": names, "method": type(ud.method).__name__, "parm": pairs(ud.parm)}
    for n in "url type host path user pswd localfile basename basepath donestamp lockfile needdonestamp mirrortarballs".split():
        out[n] = getattr(ud, n)
    out["path0"] = ud.localpath or None
    out["localpath"] = attempt(lambda: (ud.setup_localpath(d), ud.localpath)[1])
    out["sums"] = [[getattr(ud, i + "_name"), getattr(ud, i + "_expected")] for i in bb.fetch2.CHECKSUM_LIST]
    if hasattr(ud, "revisions"):
        out["revisions"] = [ud.revisions[n] for n in names]
    elif hasattr(ud, "revision"):
        out["revisions"] = [ud.revision]
    out["checksum"] = attempt(ud.method.supports_checksum, ud)
    out["recommends"] = ud.method.recommends_checksum(ud)
    if hasattr(ud, "branches"):
        out["branches"] = [ud.branches[n] for n in names]
        out["unresolved"] = [ud.unresolvedrev[n] for n in names]
    elif hasattr(ud, "unresolvedrev"):
        out["branches"], out["unresolved"] = [ud.branch or ""], [ud.unresolvedrev or ""]
    return out


VARIABLES = ["__BBSRCREV_SEEN", "__BBSEENSRCREV", "__BBINSRCREV", "__BBAUTOREV_SEEN", "__BBAUTOREV_ACTED_UPON", "BB_DONT_CACHE", "_BB_GIT_IN_LSREMOTE"]


def recipe(variables, flags, steps):
    d = bb.data.init()
    for name, value in variables:
        d.setVar(name, value)
    for name, value in flags:
        d.setVarFlag("SRC_URI", name, value)
    out = []
    for step, *args in steps:
        if step == "set":
            d.setVar(*args)
            out.append(None)
        elif step == "copy":
            d = d.createCopy()
            out.append(None)
        elif step == "fetch":
            def fetch():
                f = bb.fetch2.Fetch(args, d)
                return [f.urls, list(f.ud), [item(f.ud[u], d) for u in f.urls]]
            out.append(attempt(fetch))
        elif step == "localpaths":
            out.append(attempt(lambda: bb.fetch2.Fetch([], d, cache=False).localpaths()))
        elif step == "localpath":
            out.append(attempt(bb.fetch2.localpath, args[0], d))
        elif step == "filelist":
            out.append(attempt(bb.fetch2.get_checksum_file_list, d))
        elif step == "autorev":
            out.append(attempt(bb.fetch2.get_autorev, d))
        elif hasattr(bb.fetch2, step):
            out.append(attempt(getattr(bb.fetch2, step), d))
        else:
            out.append(None)
    return [out, [d.getVar(v) for v in VARIABLES], counter.count]


def run(op, *args):
    fresh()
    if op == "decodeurl":
        return decode(args[0], bb.fetch2.decodeurl)
    if op == "decodemirrorurl":
        return decode(args[0], getattr(bb.fetch2, op, bb.fetch2.decodeurl))
    if op == "encodeurl":
        return bb.fetch2.encodeurl(list(args[0][:5]) + [dict(args[0][5])])
    if op == "uri":
        return uri(*args)
    if op == "mirror":
        return mirror(*args)
    if op == "mirrors":
        return [list(p) for p in bb.fetch2.mirror_from_string(args[0])]
    return recipe(*args)


os.chdir(root)
planted = {d for d, _, _ in os.walk(root)}
dotted = root.replace("/", ".").lstrip(".")
cases = json.loads(sys.stdin.read().replace("@R@", root))
print(json.dumps([attempt(run, *c) for c in cases]).replace(root, "@R@").replace(root[1:], "@S@").replace(dotted, "@D@"))
