
# Versions and dependencies.

def explode_version(s):
    """Takes a version apart into (kind, part): -1 "~", 0 a number, 1 letters, 2 another character."""
    out = []
    for m in re.finditer(r"([0-9]\d*)|([a-zA-Z]+)|(~)|(.)", s, re.DOTALL):
        kind = (0, 1, -1, 2)[m.lastindex - 1]
        out.append((kind, int(m.group()) if kind == 0 else m.group()))
    return out

def split_version(s):
    """Takes EPOCH:VERSION-REVISION apart."""
    epoch, s = 0, s.strip(" <>=")
    if ":" in s:
        first, s = s.split(":")[:2]
        epoch = int(first)
    version, dash, revision = s.rpartition("-")
    return (epoch, version, revision) if dash else (epoch, s, "")

def vercmp_part(a, b):
    left, right = explode_version(a), explode_version(b)
    for i in range(max(len(left), len(right))):
        (x, xpart), (y, ypart) = [v[i] if i < len(v) else (0, None) for v in (left, right)]
        if (x, xpart) == (y, ypart):
            continue
        if x != y:
            return -1 if x < y else 1
        return -1 if xpart is None or ypart is not None and xpart < ypart else 1
    return 0

def vercmp(ta, tb):
    """Compares (epoch, version, revision). The epochs' difference counts first."""
    return int(ta[0] or 0) - int(tb[0] or 0) or vercmp_part(ta[1], tb[1]) or vercmp_part(ta[2], tb[2])

def vercmp_string(a, b):
    return vercmp(split_version(a), split_version(b))

def vercmp_string_op(a, b, op):
    res = vercmp_string(a, b)
    if op in ('=', '=='):
        return res == 0
    if op == '!=':
        return res != 0
    if op in ('<', '<<'):
        return res < 0
    if op in ('>', '>>'):
        return res > 0
    if op in ('<=', '>='):
        return res <= 0 if op == '<=' else res >= 0
    raise VersionStringException('Unsupported comparison operator "%s"' % op)

def explode_dep_versions(s):
    out = explode_dep_versions2(s)
    for name, versions in out.items():
        if len(versions) > 1:
            bb.warn("explode_dep_versions(): Item %s appeared in dependency string '%s' multiple times with different values.  explode_dep_versions cannot cope with this." % (name, s))
        out[name] = versions[0] if versions else None
    return out

def is_semver(version):
    """Whether a version is one by the rules of semver.org."""
    number = r"(0|[1-9]\d*)"
    before = r"(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
    pattern = r"%s\.%s\.%s(?:-(%s(?:\.%s)*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$" % (number, number, number, before, before)
    return re.match(pattern, version) is not None

if _release >= (2, 18):
    def to_filemode(input):
        return input if type(input) is int else int(input, 8)
