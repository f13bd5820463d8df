# bb.codeparser: what code depends on. That is found out natively.
from bb import _refused

modulecode_deps = {}

def bbhash(s):
    import hashlib
    return hashlib.sha256(s.encode("utf-8")).hexdigest()

def check_indent(codestr):
    """Returns code that may be indented as code that can be compiled."""
    first = next((line for line in codestr.split("\n") if line.strip()), "")
    return "if 1:\n" + codestr if first[:1] in (" ", "\t") else codestr

def add_module_functions(fn, functions, namespace):
    pass

def update_module_dependencies(d):
    pass

def parser_cache_init(cachedir):
    pass

parser_cache_save = parser_cache_savemerge = lambda: None

globals().update(_refused.classes("bb.codeparser", "BufferedLogger CodeParserCache DummyLogger PythonParser SetCache ShellParser pythonCacheLine shellCacheLine"))
