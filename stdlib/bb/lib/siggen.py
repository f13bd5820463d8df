# bb.siggen: the classes that a core layer derives its own signature generators from, and puts those next to. Signatures are
# not computed by them but natively: they hold what metadata asks a generator for, and refuse the rest.
import bb

def __getattr__(name):
    loggers = {"logger": "BitBake.SigGen", "hashequiv_logger": "BitBake.SigGen.HashEquiv"}
    if name not in loggers:
        raise AttributeError("module 'bb.siggen' has no attribute '%s'" % name)
    import logging
    return logging.getLogger(loggers[name])

find_siginfo_minversion = 2
HASHSERV_ENVVARS = ["SSL_CERT_DIR", "SSL_CERT_FILE", "NO_PROXY", "HTTPS_PROXY", "HTTP_PROXY"]

def _native(what):
    raise NotImplementedError("bb.siggen: %s is not there while metadata is parsed; signatures are computed natively" % what)

def _generators():
    return [c for c in list(globals().values()) if isinstance(c, type) and issubclass(c, SignatureGenerator)]

def init(d):
    wanted = d.getVar("BB_SIGNATURE_HANDLER") or "noop"
    for generator in _generators():
        if generator.name == wanted:
            return generator(d)
    bb.error("unknown signature generator '%s' (there are: %s), 'noop' is taken" % (wanted, ", ".join(g.name for g in _generators())))
    return SignatureGenerator(d)

class SignatureGenerator(object):
    """The generator without signatures, and the base of the others."""
    name = "noop"

    # what travels between processes, in BitBake's order
    _state = ("runtaskdeps", "taskhash", "unihash", "file_checksum_values", "taints", "basehash", "unitaskhashes", "tidtopn", "setscenetasks")
    _hashes = ("taskhash", "unihash", "unitaskhashes", "tidtopn")

    def __init__(self, data):
        for name in self._state:
            setattr(self, name, {})
        self.setscenetasks = set()

    def _get(self, names):
        return tuple(getattr(self, name) for name in names)

    def _set(self, names, values):
        for name, value in zip(names, values):
            setattr(self, name, value)

    def get_taskdata(self):
        return self._get(self._state)

    def set_taskdata(self, data):
        self._set(self._state, data)

    def get_taskhashes(self):
        return self._get(self._hashes)

    def set_taskhashes(self, hashes):
        self._set(self._hashes, hashes)

    def reset(self, data):
        self.__init__(data)

    def set_setscene_tasks(self, setscene_tasks):
        pass

    def setup_datacache(self, datacaches):
        self.datacaches = datacaches

    def setup_datacache_from_datastore(self, mcfn, d):
        _native("setup_datacache_from_datastore")

    def get_cached_unihash(self, tid):
        return None

    def get_unihash(self, tid):
        return self.get_cached_unihash(tid) or self.taskhash[tid]

    def get_unihashes(self, tids):
        return {tid: self.get_unihash(tid) for tid in tids}

    def finalise(self, fn, d, varient):
        pass

    def postparsing_clean_cache(self):
        pass

    def prep_taskhash(self, tid, deps, dataCaches):
        pass

    def get_taskhash(self, tid, deps, dataCaches):
        _native("get_taskhash")

    def writeout_file_checksum_cache(self):
        pass

    def stampfile(self, stampbase, file_name, taskname, extrainfo):
        return ("%s.%s.%s" % (stampbase, taskname, extrainfo)).rstrip('.')

    def stampcleanmask(self, stampbase, file_name, taskname, extrainfo):
        return SignatureGenerator.stampfile(self, stampbase, file_name, taskname, extrainfo)

    def stampfile_base(self, mcfn):
        _native("stampfile_base")

    def stampfile_mcfn(self, taskname, mcfn, extrainfo=True):
        _native("stampfile_mcfn")

    def stampcleanmask_mcfn(self, taskname, mcfn):
        _native("stampcleanmask_mcfn")

    def dump_sigtask(self, mcfn, task, stampbase, runtime):
        pass

    def invalidate_task(self, task, mcfn):
        _native("invalidate_task")

    def dump_sigs(self, dataCache, options):
        pass

    def save_unitaskhashes(self):
        pass

    def copy_unitaskhashes(self, targetdir):
        pass

    def exit(self):
        pass

class SignatureGeneratorBasic(SignatureGenerator):
    name = "basic"

    def __init__(self, data):
        super().__init__(data)
        self.basehash_ignore_vars = set((data.getVar("BB_BASEHASH_IGNORE_VARS") or "").split())
        self.taskhash_ignore_tasks = None
        self.checksum_cache = None
        self.localdirsexclude = (data.getVar("BB_SIGNATURE_LOCAL_DIRS_EXCLUDE") or "CVS .bzr .git .hg .osc .p4 .repo .svn").split()
        self.init_rundepcheck(data)

    def init_rundepcheck(self, data):
        import re
        self.taskhash_ignore_tasks = data.getVar("BB_TASKHASH_IGNORE_TASKS") or None
        self.twl = re.compile(self.taskhash_ignore_tasks) if self.taskhash_ignore_tasks else None

    def rundep_check(self, fn, recipename, task, dep, depname, dataCaches):
        if not self.twl or self.twl.search(recipename):
            return True
        return not self.twl.search(depname)

    def set_setscene_tasks(self, setscene_tasks):
        self.setscenetasks = set(setscene_tasks)

    def read_taint(self, fn, task, stampbase):
        try:
            with open("%s.%s.taint" % (stampbase, task)) as f:
                return f.read()
        except IOError:
            return None

    def dump_sigtask(self, mcfn, task, stampbase, runtime):
        _native("dump_sigtask")

class SignatureGeneratorBasicHash(SignatureGeneratorBasic):
    name = "basichash"

    def get_stampfile_hash(self, tid):
        return self.taskhash[tid] if tid in self.taskhash else self.basehash[tid]

    def stampfile(self, stampbase, mcfn, taskname, extrainfo, clean=False):
        task = taskname[:-len("_setscene")] if taskname.endswith("_setscene") else taskname
        digest = "*" if clean else self.get_stampfile_hash(mcfn + ":" + task)
        return ("%s.%s.%s.%s" % (stampbase, taskname, digest, extrainfo)).rstrip('.')

    def stampcleanmask(self, stampbase, mcfn, taskname, extrainfo):
        return self.stampfile(stampbase, mcfn, taskname, extrainfo, clean=True)

class SignatureGeneratorUniHashMixIn(object):
    """What makes a generator ask a hash equivalence server."""

    def __init__(self, data):
        self.extramethod = {}
        self.unihash_exists_cache = set()
        self.username = self.password = None
        origenv = data.getVar("BB_ORIGENV")
        self.env = {}
        for name in HASHSERV_ENVVARS:
            value = data.getVar(name) or (origenv and origenv.getVar(name))
            if value:
                self.env[name] = value
        super().__init__(data)

    _server = ("server", "method", "extramethod", "username", "password", "env")

    def get_taskdata(self):
        return self._get(self._server) + super().get_taskdata()

    def set_taskdata(self, data):
        self._set(self._server, data)
        super().set_taskdata(data[len(self._server):])

    def get_hashserv_creds(self):
        if self.username and self.password:
            return {"username": self.username, "password": self.password}
        return {}

    def client(self):
        _native("a client of a hash equivalence server")

    def get_unihash(self, tid):
        return self.get_unihashes([tid])[tid]

    def get_unihashes(self, tids):
        _native("get_unihashes")

    def report_unihash(self, path, task, d):
        _native("report_unihash")

    def report_unihash_equiv(self, tid, taskhash, wanted_unihash, current_unihash, datacaches):
        _native("report_unihash_equiv")

class SignatureGeneratorTestEquivHash(SignatureGeneratorUniHashMixIn, SignatureGeneratorBasicHash):
    name = "TestEquivHash"

    def init_rundepcheck(self, data):
        super().init_rundepcheck(data)
        self.server = data.getVar('BB_HASHSERVE')
        self.method = "sstate_output_hash"

def build_pnid(mc, pn, taskname):
    return ":".join((["mc", mc] if mc else []) + [pn, taskname])

def check_siggen_version(siggen):
    version = getattr(siggen, "find_siginfo_version", None)
    if version is None or version < find_siginfo_minversion:
        bb.fatal("the core layer's signature code is too old: its version is %s, %s is needed" % (version, find_siginfo_minversion))

def dump_this_task(outfile, d):
    _native("dump_this_task")

def compare_sigfiles(a, b, recursecb=None, color=False, collapsed=False):
    _native("compare_sigfiles")

def dump_sigfile(a):
    _native("dump_sigfile")

def calc_basehash(sigdata):
    _native("calc_basehash")

def calc_taskhash(sigdata):
    _native("calc_taskhash")
