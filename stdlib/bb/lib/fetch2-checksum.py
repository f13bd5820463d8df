
# Checksums of downloads.

def _checksum_lines(ud, have):
    return ['SRC_URI[%s] = "%s"' % (getattr(ud, kind + "_name"), have[kind]) for kind in SHOWN_CHECKSUM_LIST]

def verify_checksum(ud, d, precomputed={}, localpath=None, fatal_nochecksum=True):
    """Compares a download's checksums with those that the recipe gives, and returns them by their kind."""
    if ud.ignore_checksums or not ud.method.supports_checksum(ud):
        return {}
    file = ud.localpath if localpath is None else localpath
    have = {kind: precomputed[kind] if kind in precomputed else getattr(bb.utils, kind + "_file")(file) for kind in CHECKSUM_LIST}
    want = {kind: getattr(ud, kind + "_expected") or None for kind in CHECKSUM_LIST}
    if fatal_nochecksum and ud.method.recommends_checksum(ud) and not any(want.values()):
        strict = d.getVar("BB_STRICT_CHECKSUM") or "0"
        lines = "\n".join(_checksum_lines(ud, have))
        if strict == "1":
            raise NoChecksumError(lines)
        bb.event.fire(MissingChecksumEvent(ud.url, **{kind + "sum": sum for kind, sum in have.items()}), d)
        if strict != "ignore":
            bb.warn("Missing checksum for '%s', consider adding at least one to the recipe:\n%s" % (ud.localpath, lines))
        return have
    wrong = [kind for kind in CHECKSUM_LIST if want[kind] and want[kind] != have[kind]]
    if wrong:
        lines = ["Checksum mismatch!"]
        lines += ["File: '%s' has %s checksum '%s' when '%s' was expected" % (file, kind, have[kind], want[kind]) for kind in wrong]
        lines += ["If the file is right, the recipe should have:"] + _checksum_lines(ud, have)
        raise ChecksumError("\n".join(lines), ud.url, have[wrong[-1]])
    return have

def verify_donestamp(ud, d, origud=None):
    """Says whether a download is there and is right. A download that is wrong stays where it is."""
    both = [ud] if origud is None else [ud, origud]
    if not all(x.needdonestamp for x in both):
        return True
    if not os.path.exists(ud.localpath):
        return False
    if not all(x.method.supports_checksum(x) for x in both):
        return os.path.exists(ud.donestamp)
    try:
        verify_checksum(ud, d)
    except ChecksumError as e:
        bb.warn(str(e))
        return False
    return True

def update_stamp(ud, d):
    if ud.needdonestamp:
        verify_checksum(ud, d)
