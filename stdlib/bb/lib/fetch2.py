# bb.fetch2: what is left in Python. Items of SRC_URI are looked at by Go code; nothing is fetched.
import bb
import bb.event
import os

def __getattr__(name):
    if name == "logger":
        import logging
        return logging.getLogger("BitBake.Fetcher")
    if name == "methods":
        return globals().setdefault("methods", [_method(fetcher[1]) for fetcher in _fetchers])
    if any(fetcher[0] == name for fetcher in _fetchers):
        import importlib
        return importlib.import_module("bb.fetch2." + name)
    raise AttributeError("module 'bb.fetch2' has no attribute '%s'" % name)

SHOWN_CHECKSUM_LIST = ["sha256"]

urldata_cache = {}
saved_headrevs = {}

def _of_release(text):
    # the words of a text without those of later releases, which have the release in front of a colon
    for word in text.split():
        since, colon, name = word.rpartition(":")
        if not colon or _release >= tuple(int(n) for n in since.split(".")):
            yield name

FETCH_EXPORT_VARS = list(_of_release("""
    HOME PATH HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy FTPS_PROXY ftps_proxy
    NO_PROXY no_proxy ALL_PROXY all_proxy 2.18:GIT_CONFIG_GLOBAL GIT_PROXY_COMMAND GIT_SSH GIT_SSH_COMMAND GIT_SSL_CAINFO
    GIT_SMART_HTTP SSH_AUTH_SOCK SSH_AGENT_PID SOCKS5_USER SOCKS5_PASSWD DBUS_SESSION_BUS_ADDRESS P4CONFIG SSL_CERT_FILE
    2.8:NODE_EXTRA_CA_CERTS AWS_PROFILE 2.19:AWS_SHARED_CREDENTIALS_FILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    2.8:AWS_ROLE_ARN 2.8:AWS_WEB_IDENTITY_TOKEN_FILE AWS_DEFAULT_REGION 2.8:AWS_SESSION_TOKEN 2.8:GIT_CACHE_PATH
    2.8:REMOTE_CONTAINERS_IPC 2.18:GITHUB_TOKEN 2.8:SSL_CERT_DIR"""))

# The exceptions. Metadata catches them, and shows their texts.

class BBFetchException(Exception):
    """What all exceptions of fetchers derive from."""
    def __init__(self, message):
        self.msg = message
        Exception.__init__(self, message)

    def __str__(self):
        return self.msg

class UntrustedUrl(BBFetchException):
    """A host is not among BB_ALLOWED_NETWORKS."""
    def __init__(self, url, message=''):
        self.url = url
        BBFetchException.__init__(self, str(message) if message else "The URL: '%s' is not trusted and cannot be used" % url)
        self.args = (url,)

class MalformedUrl(BBFetchException):
    """A URL is none."""
    def __init__(self, url, message=''):
        self.url = url
        BBFetchException.__init__(self, message or "The URL: '%s' is invalid and cannot be interpreted" % url)
        self.args = (url,)

class FetchError(BBFetchException):
    """Something else went wrong."""
    def __init__(self, message, url=None):
        self.url = url
        BBFetchException.__init__(self, "Fetcher failure for URL: '%s'. %s" % (url, message) if url else "Fetcher failure: %s" % message)
        self.args = (message, url)

class ChecksumError(FetchError):
    """A download has another checksum than it should."""
    def __init__(self, message, url=None, checksum=None):
        self.checksum = checksum
        FetchError.__init__(self, message, url)

class NoChecksumError(FetchError):
    """No checksum is given, and BB_STRICT_CHECKSUM wants one."""

class UnpackError(BBFetchException):
    """A download cannot be unpacked."""
    def __init__(self, message, url):
        self.url = url
        BBFetchException.__init__(self, "Unpack failure for URL: '%s'. %s" % (url, message))
        self.args = (message, url)

class LocalModificationsError(UnpackError):
    """A checkout that is to be brought up to date has changes."""
    def __init__(self, repodir, url, git_output):
        UnpackError.__init__(self, "%s has changes that are not committed:\n%s" % (repodir, git_output), url)
        self.args = (repodir, url, git_output)

class RebaseError(UnpackError):
    """A checkout that is to be brought up to date has commits that do not fit the new revision."""
    def __init__(self, repodir, url, git_output):
        UnpackError.__init__(self, "%s has commits that do not apply to the new revision:\n%s" % (repodir, git_output), url)
        self.args = (repodir, url, git_output)

class NoMethodError(BBFetchException):
    """No fetcher takes a URL."""
    def __init__(self, url):
        self.url = url
        BBFetchException.__init__(self, "Could not find a fetcher which supports the URL: '%s'" % url)
        self.args = (url,)

class MissingParameterError(BBFetchException):
    """A URL lacks a parameter."""
    def __init__(self, missing, url):
        self.url = url
        self.missing = missing
        BBFetchException.__init__(self, "URL: '%s' is missing the required parameter '%s'" % (url, missing))
        self.args = (missing, url)

class ParameterError(BBFetchException):
    """A URL has a parameter that makes no sense."""
    def __init__(self, message, url):
        self.url = url
        BBFetchException.__init__(self, "URL: '%s' has invalid parameters. %s" % (url, message))
        self.args = (message, url)

class NetworkAccess(BBFetchException):
    """The network is needed and must not be used."""
    def __init__(self, url, cmd):
        self.url = url
        self.cmd = cmd
        BBFetchException.__init__(self, "Network access disabled through BB_NO_NETWORK (or set indirectly due to use of BB_FETCH_PREMIRRORONLY)"
                                        " but access requested with command %s (for url %s)" % (cmd, url))
        self.args = (url, cmd)

class NonLocalMethod(Exception):
    def __init__(self):
        Exception.__init__(self)

class MissingChecksumEvent(bb.event.Event):
    """A download has no checksum in the recipe; these are what it has."""
    def __init__(self, url, **checksums):
        self.url = url
        self.checksums = checksums
        bb.event.Event.__init__(self)

def _refuse(what, url=None):
    raise FetchError("%s needs a running build: while metadata is parsed nothing is fetched" % what, url)

# What a server does.

def fetcher_init(d, servercontext=True):
    policy = d.getVar('BB_SRCREV_POLICY') or "clear"
    if policy not in ("cache", "clear"):
        raise FetchError("Invalid SRCREV cache policy of: %s" % policy)
    if policy == "clear":
        _forget()

def fetcher_parse_save():
    pass

def fetcher_parse_done():
    pass

def fetcher_compare_revisions(d):
    return False

def subprocess_setup():
    pass

def get_file_checksums(filelist, pn, localdirsexclude):
    return _checksum_cache.get_checksums(filelist, pn, localdirsexclude)

class URI(object):
    """A URL, with BitBake's parameters behind it."""
    def __init__(self, uri=None):
        self.scheme = self.userinfo = self.hostname = self._path = ''
        self.port = None
        self.params = {}
        self.query = {}
        self.relative = False
        if uri:
            self.scheme, self.userinfo, self.hostname, self.port, self._path, self.params, self.query, self.relative = _parse_uri(uri)

    def __str__(self):
        return _format_uri(self.scheme, self.userinfo, self.hostname, self.port, self._path, self.params, self.query, self.relative)

    @property
    def hostport(self):
        return "%s:%d" % (self.hostname, self.port) if self.port else self.hostname

    @property
    def path(self):
        return self._path

    @path.setter
    def path(self, path):
        self._path = path
        self.relative = bool(path) and not path.startswith("/")

    @property
    def path_quoted(self):
        return _quote(self._path)

    @path_quoted.setter
    def path_quoted(self, path):
        self.path = _unquote(path)

    @property
    def username(self):
        return self.userinfo.partition(":")[0]

    @username.setter
    def username(self, username):
        self.userinfo = username + (":" + self.password if self.password else "")

    @property
    def password(self):
        return self.userinfo.partition(":")[2]

    @password.setter
    def password(self, password):
        self.userinfo = self.username + ":" + password

# Mirrors.

def mirror_from_string(data):
    words = (data or "").replace("\\n", " ").split()
    if len(words) % 2:
        bb.warn("Invalid mirror data %s, should have paired members." % data)
    return list(zip(words[::2], words[1::2]))

def uri_replace(ud, uri_find, uri_replace, replacements, d, mirrortarball=None):
    if not (ud.url and uri_find and uri_replace):
        bb.error("uri_replace: a URL, a pattern and a replacement are needed")
        return None
    return _replace(ud.url, uri_find, uri_replace, replacements, mirrortarball, ud.localpath, bool(ud.localpath and ud.method.supports_checksum(ud)))

def build_mirroruris(origud, mirrors, ld):
    """Returns the URLs at mirrors, and at mirrors of these, and their FetchData."""
    host, path = origud.host, origud.path
    words = {"TYPE": origud.type, "HOST": host, "PATH": path, "BASENAME": path.rpartition("/")[2],
             "MIRRORNAME": host.replace(":", ".") + path.replace("/", ".").replace("*", ".")}
    found = {}

    def follow(ud, lines):
        for line in lines:
            if len(line) != 2:
                continue
            for tarball in origud.mirrortarballs or [None]:
                url = uri_replace(ud, line[0], line[1], words, ld, tarball)
                if not url or url in found or url == origud.url or not trusted_network(ld, url):
                    continue
                rest = list(lines)
                rest.remove(line)
                data = None
                try:
                    data = FetchData(url, ld)
                    data.ignore_checksums = True
                    data.setup_localpath(ld)
                except BBFetchException:
                    if data is not None: # the file is not there, but mirrors of the mirror may have it
                        follow(data, rest)
                    continue
                found[url] = data
                follow(data, rest)

    follow(origud, mirrors)
    return list(found), list(found.values())

def try_mirror_url(fetch, origud, ud, ld, check=False):
    _refuse("asking a mirror", ud.url)

def try_mirrors(fetch, d, origud, mirrors, check=False):
    uris, uds = build_mirroruris(origud, mirrors, d.createCopy())
    for ud in uds:
        if ud.localpath and os.path.exists(ud.localpath):
            return ud.localpath
    if uris:
        _refuse("asking a mirror", uris[0])
    return None

def rename_bad_checksum(ud, suffix):
    _refuse("replacing a download", ud.url)

# Commands.

def get_fetcher_environment(d):
    before = d.getVar("BB_ORIGENV")
    values = {name: d.getVar(name) or (before and before.getVar(name)) for name in FETCH_EXPORT_VARS}
    return {name: value for name, value in values.items() if value}

def runfetchcmd(cmd, d, quiet=False, cleanup=None, log=None, workdir=None, extraenv=None):
    """Runs a command, where that is granted, and returns what it prints."""
    import bb.process
    env = dict(os.environ)
    env.update(get_fetcher_environment(d))
    env.update(extraenv or {})
    env["PSEUDO_DISABLED"] = "1"
    try:
        return bb.process.run(cmd, log=log, cwd=workdir, env=env)[0]
    except bb.process.NotFoundError as e:
        message = "Fetch command %s not found" % (e.command,)
    except bb.process.ExecutionError as e:
        output = (e.stdout or "") + (e.stderr or "")
        message = "Fetch command %s failed with exit code %s, %s" % (e.command, e.exitcode, "output:\n" + output if output else "no output")
    except bb.process.CmdError as e:
        message = "Fetch command %s could not be run:\n%s" % (e.command, e.msg)
    for name in cleanup or []:
        bb.utils.remove(name, True)
    raise FetchError(message)

def localpath(url, d):
    return Fetch([url], d).localpath(url)
