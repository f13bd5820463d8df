# bb.filter: the functions that filter expressions of variables may call.
FILTERS = {"__builtins__": {}}

class Namespace(object):
    """Holds the functions whose names have dots."""
    def __getitem__(self, name):
        return self.__dict__[name]

    def __setitem__(self, name, value):
        self.__dict__[name] = value

    def __contains__(self, name):
        return name in self.__dict__

    def __setattr__(self, name, value):
        raise AttributeError("Attribute %r cannot be changed" % name)

    def __delattr__(self, name):
        raise AttributeError("Attribute %r cannot be deleted" % name)

def filter_proc(*, name=None):
    """Decorator: registers a function for filter expressions, under another name if one is given."""
    def register(func):
        *outer, last = (name or func.__name__).split(".")
        where = FILTERS
        for part in outer:
            if part not in where:
                where[part] = Namespace()
            where = where[part]
        where[last] = func
        return func
    return register

for _f in (all, any, bin, bool, chr, enumerate, float, format, hex, int, len, map, max, min, oct, ord, pow, str, sum):
    FILTERS[_f.__name__] = _f

@filter_proc()
def suffix(val, suffix):
    return " ".join([word + suffix for word in val.split()])

@filter_proc()
def prefix(val, prefix):
    return " ".join([prefix + word for word in val.split()])

@filter_proc()
def sort(val):
    return " ".join(sorted(val.split()))

@filter_proc()
def remove(val, remove, sep=None):
    gone = remove.split(sep) if isinstance(remove, str) else remove
    return (sep or " ").join([word for word in val.split(sep) if word not in gone])

def apply_filters(val, expressions):
    for e in expressions:
        e = e.strip()
        if e:
            val = eval(e, dict(FILTERS), {"val": val})
    return val

import bb.utils
filter_proc(name="bb.utils.explode_deps")(bb.utils.explode_deps)
