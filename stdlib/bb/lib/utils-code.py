
# Running code.

def _print_trace(body, line):
    # the lines around one
    return [" %s %.4d:%s" % ("***" if i == line else "   ", i, body[i - 1].rstrip()) for i in range(max(1, line - 4), min(line + 4, len(body)) + 1)]

def better_compile(text, file, realfile, mode="exec", lineno=0):
    """Compiles a text, which begins behind a line of a file. What is wrong is shown."""
    import bb.methodpool
    code = bb.methodpool.compile_cache(text)
    if code:
        return code
    try:
        code = compile("\n" * int(lineno) + text, realfile, mode)
    except Exception as e:
        lines = ["%s, line %s: the function cannot be compiled" % (realfile, e.lineno)]
        lines += _print_trace(text.split("\n"), e.lineno - lineno)
        bb.error("\n".join(lines + ["%s: %s" % (type(e).__name__, e)]))
        raise bb.BBHandledException(e)
    bb.methodpool.compile_cache_add(text, code)
    return code

def better_exec(code, context, text=None, realfile="<code>", pythonexception=False):
    """Runs code in a namespace. What is wrong is shown, and raised as BBHandledException unless pythonexception is true."""
    import bb.data_smart
    import bb.parse
    import bb.process
    if not hasattr(code, "co_filename"):
        code = better_compile(code, realfile, realfile)
    try:
        exec(code, get_context(), context)
    except (bb.BBHandledException, bb.parse.SkipRecipe, bb.data_smart.ExpansionError, bb.process.ExecutionError):
        raise
    except Exception as e:
        if pythonexception:
            raise
        import traceback
        bb.error("Error executing a python function in %s:\n\n%s" % (realfile, traceback.format_exc()))
        raise bb.BBHandledException(e)

def simple_exec(code, context):
    exec(code, get_context(), context)

def better_eval(source, locals, extraglobals=None):
    names = get_context()
    if extraglobals:
        names = dict(names)
        names.update(extraglobals)
    return eval(source, names, locals)

def exec_flat_python_func(func, *args, **kwargs):
    """Calls a function of the metadata by its name."""
    names = {"arg_%d" % (i + 1): arg for i, arg in enumerate(args)}
    call = list(names)
    names.update(kwargs)
    code = "retval = %s(%s)" % (func, ", ".join(call + ["%s=%s" % (name, name) for name in kwargs]))
    better_exec(better_compile(code, "<string>", "<string>"), names, code, "<string>")
    return names["retval"]

def profile_function(profile, function, output_fn, process=True):
    if profile:
        from bb import _refused
        _refused.refuse("bb.utils.profile_function")
    return function()

def clean_context():
    import time
    return {"os": os, "bb": bb, "time": time}
