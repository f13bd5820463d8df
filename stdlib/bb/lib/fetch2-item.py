
# Items of SRC_URI.

def _data_of(item, d):
    data = FetchData.__new__(FetchData)
    data._fill(item, d)
    return data

_methods = {}

def _method(name):
    # the fetcher of a class's name
    if name not in _methods:
        import importlib
        module = next(fetcher[0] for fetcher in _fetchers if fetcher[1] == name)
        _methods[name] = getattr(importlib.import_module("bb.fetch2." + module), name)()
    return _methods[name]

class FetchData(object):
    """An item of SRC_URI, as its fetcher sees it."""
    def __init__(self, url, d, localonly=False):
        item = _new_item(url, d, localonly)
        if item is None:
            raise NonLocalMethod()
        self._fill(item, d)

    def _fill(self, item, d):
        self.__dict__.update(_attributes(item, d))
        self.method = _method(self.method)
        if _release >= (2, 8):
            self.unpack_tracer = _tracer

    def setup_revisions(self, d):
        if _release >= (2, 18):
            self.revision = srcrev_internal_helper(self, d, self.name)
            return
        self.revisions = {name: srcrev_internal_helper(self, d, name) for name in self.names}
        if len(self.names) == 1:
            self.revision = self.revisions[self.names[0]]

    def setup_localpath(self, d):
        if not self.localpath:
            self.localpath = self.method.localpath(self, d)

    def getSRCDate(self, d):
        if "srcdate" in self.parm:
            return self.parm["srcdate"]
        pn = d.getVar("PN")
        return (pn and d.getVar("SRCDATE_%s" % pn)) or d.getVar("SRCDATE") or d.getVar("DATE")

class FetchMethod(object):
    """What fetchers derive from. They know items; what needs a repository or the network they refuse."""
    _fetcher = None
    urls = None

    def __init__(self, urls=None):
        self.urls = []

    def _fact(self, index, default=False):
        for fetcher in _fetchers:
            if fetcher[1] == self._fetcher:
                return fetcher[index]
        return default

    def getUrls(self):
        return self.urls

    def setUrls(self, urls):
        self.urls = urls

    def supports(self, urldata, d):
        return urldata.type in self._fact(2, ())

    def supports_srcrev(self):
        return self._fact(3)

    def recommends_checksum(self, urldata):
        return self._fact(5)

    def supports_checksum(self, urldata):
        return self._fact(6, True) and urldata.localpath is not None and not os.path.isdir(urldata.localpath)

    def cleanup_upon_failure(self):
        return True

    def try_premirror(self, urldata, d):
        return True

    def urldata_init(self, ud, d):
        raise NotImplementedError("bb.fetch2: fetchers of layers cannot have items of their own")

    def localpath(self, urldata, d):
        return _localpath(urldata, d)

    def implicit_urldata(self, ud, d):
        return _implied(ud, d)

    def need_update(self, ud, d):
        return not os.path.exists(ud.localpath)

    def done(self, ud, d):
        return os.path.exists(ud.localpath)

    def verify_donestamp(self, ud, d):
        return verify_donestamp(ud, d)

    def update_donestamp(self, ud, d):
        update_stamp(ud, d)

    def latest_revision(self, ud, d, name):
        return _latest(ud, d, name)

    def sortable_revision(self, ud, d, name):
        return not self._fact(4), str(self._build_revision(ud, d, name))

    def generate_revision_key(self, ud, d, name):
        return self._revision_key(ud, d, name)

    def _build_revision(self, ud, d, name=None):
        if hasattr(ud, "revisions") and name in ud.revisions:
            return ud.revisions[name]
        return ud.revision

    def latest_versionstring(self, ud, d, filter_regex=None):
        if self._fetcher in ("Git", "GitSM", "GitANNEX", "Wget", "Az", "Crate"):
            _refuse("looking for the newest version", ud.url)
        return ('', '')

    def _strip_leading_slashes(self, relpath):
        return relpath.lstrip("/")

    def download(self, urldata, d):
        if self._fetcher is None:
            raise NoMethodError(urldata.url)
        _refuse("downloading", urldata.url)

    def try_mirrors(self, fetch, urldata, d, mirrors, check=False):
        return bool(try_mirrors(fetch, d, urldata, mirrors, check))

    def checkstatus(self, fetch, urldata, d):
        _refuse("asking whether it is there", urldata.url)

    def unpack(self, urldata, rootdir, data):
        raise UnpackError("unpacking needs a running build", urldata.url)

    def unpack_update(self, urldata, rootdir, data):
        raise UnpackError("unpacking needs a running build", urldata.url)

    def clean(self, urldata, d):
        bb.utils.remove(urldata.localpath)

    def ensure_symlink(self, target, link_name):
        _refuse("linking a download")

    def update_mirror_links(self, ud, origud):
        _refuse("linking a download", ud.url)

class Fetch(object):
    """Items of a list, of SRC_URI where it is empty."""
    def __init__(self, urls, d, cache=True, localonly=False, connection_cache=None):
        self.urls = urls or d.getVar("SRC_URI").split()
        self.d = d
        self.connection_cache = connection_cache
        self.ud = _open(self.urls, d, cache, localonly)

    def localpath(self, url):
        if url not in self.urls:
            self.ud[url] = FetchData(url, self.d)
        self.ud[url].setup_localpath(self.d)
        return self.ud[url].localpath

    def localpaths(self):
        return [self._known(url).localpath for url in self.urls]

    def _known(self, url):
        ud = self.ud[url]
        ud.setup_localpath(self.d)
        return ud

    def expanded_urldata(self, urls=None):
        out = []
        for url in urls or self.urls:
            ud = self.ud[url]
            out += [ud] + ud.method.implicit_urldata(ud, self.d)
        return out

    def download(self, urls=None):
        """Is content with downloads that are there, and refuses others."""
        for url in urls or self.urls:
            ud = self._known(url)
            if not ud.method.verify_donestamp(ud, self.d) or ud.method.need_update(ud, self.d):
                ud.method.download(ud, self.d)

    def checkstatus(self, urls=None):
        for url in urls or self.urls:
            ud = self._known(url)
            if not ud.method.checkstatus(self, ud, self.d):
                raise FetchError("URL doesn't work", url)

    def unpack(self, root, urls=None, update=False):
        for url in urls or self.urls:
            ud = self._known(url)
            (ud.method.unpack_update if update else ud.method.unpack)(ud, root, self.d)

    def unpack_update(self, root, urls=None):
        self.unpack(root, urls, update=True)

    def clean(self, urls=None):
        for url in urls or self.urls:
            if url not in self.ud:
                self.ud[url] = FetchData(url, self.d)
            ud = self._known(url)
            if ud.localfile or ud.localpath is not None:
                ud.method.clean(ud, self.d)
                if ud.donestamp:
                    bb.utils.remove(ud.donestamp)

class FetchConnectionCache(object):
    """Connections by host and port."""
    def __init__(self):
        self.cache = {}

    def get_connection_name(self, host, port):
        return host + ":" + str(port)

    def add_connection(self, host, port, connection):
        self.cache.setdefault(self.get_connection_name(host, port), connection)

    def get_connection(self, host, port):
        return self.cache.get(self.get_connection_name(host, port))

    def remove_connection(self, host, port):
        connection = self.cache.pop(self.get_connection_name(host, port), None)
        if connection is not None:
            connection.close()

    def close_connections(self):
        while self.cache:
            self.cache.popitem()[1].close()

class DummyUnpackTracer(object):
    """Takes note of what is unpacked, and forgets it."""
    def start(self, unpackdir, urldata_dict, d):
        pass

    def start_url(self, url):
        pass

    def unpack(self, unpack_type, destdir):
        pass

    def finish_url(self, url):
        pass

    def complete(self):
        pass

_tracer = DummyUnpackTracer()
