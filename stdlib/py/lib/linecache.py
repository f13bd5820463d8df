"""The lines of files."""

from _knead_inspect import lines as _lines

cache = {}


def clearcache():
    cache.clear()


def checkcache(filename=None):
    pass


def getlines(filename, module_globals=None):
    if filename in cache:
        return cache[filename][2]
    try:
        with open(filename, encoding='utf-8', newline='') as f:
            lines = _lines(f.read())
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    cache[filename] = (0, None, lines, filename)
    return lines


def updatecache(filename, module_globals=None):
    cache.pop(filename, None)
    return getlines(filename)


def lazycache(filename, module_globals):
    return False


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''
