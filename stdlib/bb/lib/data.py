# bb.data: what is left in Python.
from bb import _refused
import re

def __getattr__(name):
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Data")
    raise AttributeError("module 'bb.data' has no attribute '%s'" % name)

_dict_type = None

def initVar(var, d):
    d.initVar(var)

def inheritFromOS(d, savedenv, permitted):
    """Takes variables of the environment that BitBake was started in."""
    import bb.utils
    exported = bb.utils.preserved_envvars_exported()
    for name in savedenv.keys():
        if name in permitted:
            d.setVar(name, savedenv.getVar(name))
            if name in exported:
                d.setVarFlag(name, "export", True)

def exported_keys(d):
    import bb.utils

    def flag(name, flag):
        return bb.utils.to_boolean(d.getVarFlag(name, flag))
    return (name for name in d.keys() if not name.startswith("__") and flag(name, "export") and not flag(name, "unexport"))

def exported_vars(d):
    import bb
    for name in list(exported_keys(d)):
        try:
            value = d.getVar(name)
        except Exception as e:
            bb.warn("%s: Unable to export ${%s}: %s" % (d.getVar("FILE"), name, e))
            continue
        if value is not None:
            yield name, str(value)

def emit_var(var, o, d, all=False):
    """Writes a variable or a function as a shell reads it. Returns whether a function was written."""
    import bb.utils
    func = d.getVarFlag(var, "func", False)
    if func and d.getVarFlag(var, "python", False):
        return False
    export, unexport = [bb.utils.to_boolean(d.getVarFlag(var, flag)) for flag in ("export", "unexport")]
    if not (all or export or unexport or func):
        return False
    try:
        value = d.getVar(var)
    except Exception as e:
        o.write("# expansion of %s threw %s: %s\n" % (var, type(e).__name__, e))
        return False
    if all:
        _refused.refuse("bb.data.emit_var with all=True")
    if re.search(r"[-.{}+]", var):
        return False
    name = d.expand(var)
    if unexport:
        o.write("unset %s\n" % name)
    if unexport or value is None:
        return False
    value = str(value)
    if name.startswith("BASH_FUNC_"):
        name = name[len("BASH_FUNC_"):-2]
        o.write("%s() %s\nexport -f %s\n" % (name, value[3:], name))
        return True
    if func:
        o.write("# line: %s, file: %s\n" % (d.getVarFlag(var, "lineno", False), d.getVarFlag(var, "filename", False)))
        o.write("%s() {\n%s\n}\n" % (name, value.rstrip("\n")))
        return 1
    value = value.replace('"', '\\"').replace("`", "\\`").replace("\n", " \\\n").replace("$", "\\$")
    o.write('%s%s="%s"\n' % ("export " if export else "", name, value))
    return False

globals().update(_refused.functions("bb.data", "build_dependencies emit_env emit_func emit_func_python generate_dependencies generate_dependency_hash"))
