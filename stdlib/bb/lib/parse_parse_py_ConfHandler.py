# bb.parse.ConfHandler: configuration files.
from bb import _refused

confFilters = []

def supports(fn, d):
    return fn.endswith(".conf")

def init(data):
    pass

def handle(fn, data, include, baseconfig=False):
    import bb.parse
    return bb.parse.handle(fn, data, include)

def include_single_file(parentfn, fn, lineno, data, error_out):
    include(parentfn, fn, lineno, data, error_out)

globals().update(_refused.functions("bb.parse.ConfHandler", "feeder"))
