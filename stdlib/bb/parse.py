# bb.parse: what is left in Python.

def vardeps(*names):
    """Decorator: the function depends on these variables."""
    def mark(f):
        f.bb_vardeps = getattr(f, "bb_vardeps", set()) | set(names)
        return f
    return mark

def vardepsexclude(*names):
    """Decorator: the function does not depend on these variables."""
    def mark(f):
        f.bb_vardepsexclude = getattr(f, "bb_vardepsexclude", set()) | set(names)
        return f
    return mark
