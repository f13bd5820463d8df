# bb.cache: file names of recipes' variants. The caches themselves are native.
import os

def virtualfn2realfn(virtualfn):
    """Splits virtual:CLASS:FILE, and mc:NAME:... around it, into (FILE, CLASS, NAME)."""
    fn, mc = virtualfn, ""
    if fn.startswith("mc:") and fn.count(":") >= 2:
        _, mc, fn = fn.split(":", 2)
    if not fn.startswith("virtual:"):
        return fn, "", mc
    parts = fn.split(":")[1:]
    return parts[-1], ":".join(parts[:-1]), mc

def realfn2virtual(realfn, cls, mc):
    name = "virtual:" + cls + ":" + realfn if cls else realfn
    return "mc:" + mc + ":" + name if mc else name

def variant2virtual(realfn, variant):
    """Puts a recipe's name and a variant, "CLASS" or "mc:NAME" or "mc:NAME:CLASS", together."""
    if not variant:
        return realfn
    if variant.startswith("mc:") and variant.count(":") >= 2:
        parts = variant.split(":")
        if parts[2]:
            return "mc:" + parts[1] + ":virtual:" + ":".join(parts[2:]) + ":" + realfn
        return "mc:" + parts[1] + ":" + realfn
    return "virtual:" + variant + ":" + realfn

def getCacheFile(path, filename, mc, data_hash):
    parts = [filename] + ([mc] if mc else []) + ([data_hash] if data_hash else [])
    return os.path.join(path, ".".join(parts))

def _no_cache(what):
    raise RuntimeError("bb.cache.%s cannot be used while metadata is parsed" % what)

class RecipeInfoCommon(object):
    """Reads what BitBake keeps of recipes."""
    @classmethod
    def listvar(cls, var, metadata):
        return cls.getvar(var, metadata).split()

    @classmethod
    def intvar(cls, var, metadata):
        return int(cls.getvar(var, metadata) or 0)

    @classmethod
    def depvar(cls, var, metadata):
        import bb.utils
        return bb.utils.explode_deps(cls.getvar(var, metadata))

    @classmethod
    def pkgvar(cls, var, packages, metadata):
        return {p: cls.depvar("%s:%s" % (var, p), metadata) for p in packages}

    @classmethod
    def taskvar(cls, var, tasks, metadata):
        return {t: cls.getvar("%s:task-%s" % (var, t), metadata) for t in tasks}

    @classmethod
    def flaglist(cls, flag, varlist, metadata, squash=False):
        out = {var: metadata.getVarFlag(var, flag) for var in varlist}
        return {var: value for var, value in out.items() if value} if squash else out

    @classmethod
    def getvar(cls, var, metadata, expand=True):
        return metadata.getVar(var, expand) or ''

class CoreRecipeInfo(RecipeInfoCommon):
    cachefile = "bb_cache.dat"

    def __init__(self, filename, metadata):
        _no_cache("CoreRecipeInfo")

class Cache(object):
    def __init__(self, *args, **kwargs):
        _no_cache("Cache")

class MulticonfigCache(Cache):
    pass

class CacheData(object):
    def __init__(self, caches_array):
        self.caches_array = caches_array

class MultiProcessCache(object):
    """A cache that stays empty."""
    def __init__(self):
        self.cachefile = None
        self.cachedata = self.create_cachedata()
        self.cachedata_extras = self.create_cachedata()

    def init_cache(self, cachedir, cache_file_name=None):
        pass

    def create_cachedata(self):
        return [{}]

    def save_extras(self):
        pass

    def save_merge(self):
        pass

class SimpleCache(object):
    def __init__(self, version):
        self.cachefile = None
        self.cachedata = None
        self.cacheversion = version

    def init_cache(self, d, cache_file_name=None, defaultdata=None):
        return defaultdata

    def save(self, data):
        pass

    def copyfile(self, target):
        pass
