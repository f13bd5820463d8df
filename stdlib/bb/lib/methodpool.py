# bb.methodpool: texts of Python that were compiled before.
_compiled = {}

def compile_cache(code):
    return _compiled.get(code)

def compile_cache_add(code, compileobj):
    _compiled[code] = compileobj

def insert_method(modulename, code, fn, lineno):
    """Runs the definition of a function."""
    import bb.utils
    bb.utils.simple_exec(bb.utils.better_compile(code, modulename, fn, lineno=lineno), bb.utils._context)
