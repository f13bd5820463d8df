# bb.parse.BBHandler: recipes and classes.
import os
from bb import _refused

cached_statements = {}

def supports(fn, d):
    return os.path.splitext(fn)[-1] in (".bb", ".bbclass", ".inc")

def handle(fn, d, include, baseconfig=False):
    import bb.parse
    return bb.parse.handle(fn, d, include)

globals().update(_refused.functions("bb.parse.BBHandler", "feeder get_statements inherit_defer"))
