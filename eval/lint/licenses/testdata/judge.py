# Asks a release's own code about licences: judge.py BITBAKE META. A line of JSON for each case comes in, a line of JSON with the
# answer goes out. A case has "kind":
#   expression  text, include, exclude, disallowed, allowed: what oe.license says of the text
#   recipe      vars, flags: what the checks of LICENSE complain of, and what the licences skip
#   checksum    vars: what populate_lic_qa_checksum complains of
import contextlib
import json
import os
import re
import sys

bitbake, meta = sys.argv[1:3]
sys.path[:0] = [bitbake + "/lib", meta + "/lib"]
answers = sys.stdout
sys.stdout = sys.stderr
import warnings
warnings.simplefilter("ignore")
import bb
import bb.data
import bb.event
import bb.fetch2
import bb.utils
import builtins
builtins.bb = bb
builtins.os = os
import oe.license
import oe.qa
builtins.oe = __import__("oe")

complaints = []


class Ended(Exception):
    pass


def fatal(*text, **kwargs):
    raise Ended("".join(map(str, text)))


def handle_error(kind, message, d):
    complaints.append((kind, message))


bb.fatal = fatal
bb.warn = lambda *text: complaints.append(("warning", "".join(map(str, text))))
bb.note = bb.debug = lambda *text: None
oe.qa.handle_error = handle_error
oe.qa.add_message = lambda messages, kind, message: complaints.append((kind, message))
oe.qa.exit_if_errors = lambda d: None


# The functions of classes are Python between a head and a line without indentation.
def functions(path):
    out = [""]
    inside = False
    for line in open(path):
        if line.strip() and not line[0].isspace():
            task = re.match(r"python (\w+)\s*\(\)\s*{", line)
            inside = task or line.startswith("def ")
            out.append("")
            if task:
                line = "def %s(d):\n" % task[1]
        if inside:
            out[-1] += line
    return out


space = {"bb": bb, "os": os, "oe": builtins.oe}
for name in ("license", "insane"):
    for folder in ("classes-global", "classes"):
        path = "%s/%s/%s.bbclass" % (meta, folder, name)
        if os.path.exists(path):
            for code in functions(path):
                with contextlib.suppress(SyntaxError):
                    exec(code, space)


def function(name):
    return getattr(oe.license, name, None) or space[name]


spdx = hasattr(oe.license, "parse_legacy_license")


def store(case):
    d = bb.data.init()
    for name, value in case.get("vars", {}).items():
        d.setVar(name, value)
    for name, flags in case.get("flags", {}).items():
        for flag, value in flags.items():
            d.setVarFlag(name, flag, value)
    return d


def expression(case):
    text, d = case["text"], store(case)
    before = (d,) if spdx else ()
    after = (d,) if spdx else ()
    answer = {"names": sorted(oe.license.list_licenses(text, *after))}
    answer["included"] = oe.license.is_included(*before, text, case["include"], case["exclude"])
    answer["unwanted"] = function("incompatible_pkg_license")(d, case["disallowed"], text)
    if spdx:
        node = oe.license.parse_legacy_license(d, text)
        answer["text"] = node.to_string() if node else ""
        answer["refused"] = [n.to_string() for n in oe.license.license_allowed(node, case["disallowed"], case["allowed"])] if node else []
    return answer


def kirkstone_skips(d):
    # base.bbclass does it in the middle of a function
    pn, pkgs = d.getVar("PN"), d.getVar("PACKAGES").split()
    bad = (d.getVar("INCOMPATIBLE_LICENSE") or "").split()
    ends = ["-native", "-cross-${TARGET_ARCH}", "-cross-initial-${TARGET_ARCH}", "-crosssdk-${SDK_SYS}",
            "-crosssdk-initial-${SDK_SYS}", "-cross-canadian-${TRANSLATED_TARGET_ARCH}"]
    if not bad or pn.startswith(("nativesdk-", "gcc-source-")) or pn.endswith(tuple(d.expand(e) for e in ends)):
        return {}, []
    bad = function("expand_wildcard_licenses")(d, bad)
    exceptions = (d.getVar("INCOMPATIBLE_LICENSE_EXCEPTIONS") or "").split()
    for e in exceptions:
        if (e.split(":")[1] if ":" in e else e) in oe.license.obsolete_license_list():
            fatal(e)
    skipped = {}
    for pkg in pkgs:
        names = function("incompatible_license")(d, oe.license.apply_pkg_license_exception(pkg, bad, exceptions), pkg)
        if names:
            skipped[pkg] = names
    return skipped, [] if len(skipped) < len(pkgs) else function("incompatible_license")(d, bad)


def skips(d):
    if not hasattr(oe.license, "skip_incompatible_package_licenses"):
        skipped, whole = kirkstone_skips(d)
    else:
        pkgs = d.getVar("PACKAGES").split()
        skipped = oe.license.skip_incompatible_package_licenses(d, pkgs)
        whole = []
        if pkgs and len(skipped) == len(pkgs):
            whole = function("incompatible_license")(d, (d.getVar("INCOMPATIBLE_LICENSE") or "").split())
    everything = set(whole)
    if len(skipped) == len(d.getVar("PACKAGES").split()):
        everything.update(*skipped.values())
    return {"packages": skipped, "recipe": sorted(everything)}


def attempt(what, *args):
    try:
        return what(*args)
    except (Ended, Exception) as e:
        complaints.append(("ended", type(e).__name__))


def recipe(case):
    d = store(case)
    attempt(function("check_license_format"), d)
    attempt(space["find_license_files"], d)
    lists = (d,) if spdx else ()

    def obsolete():
        for name in sorted(set(oe.license.obsolete_license_list()) & oe.license.list_licenses(d.getVar("LICENSE"), *lists)):
            complaints.append(("obsolete-license", "LICENSE includes obsolete licenses " + name))

    attempt(obsolete)
    for pkg in d.getVar("PACKAGES").split():
        check = space["package_qa_check_unlisted_pkg_lics"]
        attempt(check, *((pkg, d, {}) if check.__code__.co_argcount == 3 else (pkg, d)))
    answer = {"complaints": list(complaints)}
    complaints.clear()
    answer["skips"] = attempt(skips, d)
    answer["flags"] = function("check_license_flags")(d)
    return answer


def checksum(case):
    attempt(space["populate_lic_qa_checksum"], store(case))
    return {"complaints": list(complaints)}


for line in sys.stdin:
    case = json.loads(line)
    complaints.clear()
    try:
        answer = {"expression": expression, "recipe": recipe, "checksum": checksum}[case["kind"]](case)
    except (Ended, Exception) as e:
        answer = {"error": "%s: %s" % (type(e).__name__, e)}
    print(json.dumps(answer), file=answers, flush=True)
