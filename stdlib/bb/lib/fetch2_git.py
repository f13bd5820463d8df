# bb.fetch2.git: repositories of git. None is looked into.
import re
from bb.fetch2 import FetchMethod, _latest, _quote, _refuse, _release, trusted_network
import bb.utils
import os

slash_re = re.compile(r"/+")
if _release >= (2, 19):
    git_hash_re = re.compile(r'^[0-9a-f]{40,64}$')
elif _release >= (2, 8):
    sha1_re = re.compile(r'^[0-9a-f]{40}$')

class Git(FetchMethod):
    _fetcher = "Git"

    def cleanup_upon_failure(self):
        return False

    def try_premirror(self, ud, d):
        if bb.utils.to_boolean(d.getVar("BB_FETCH_PREMIRRORONLY")):
            return True
        return not trusted_network(d, ud.url) or not os.path.exists(ud.clonedir)

    def need_update(self, ud, d):
        if not os.path.exists(ud.clonedir):
            return True
        _refuse("looking into a repository", ud.url)

    def _get_repo_url(self, ud):
        user = ud.user + "@" if ud.user else ""
        return "%s://%s%s%s" % (ud.proto, user, ud.host, _quote(ud.path) if _release >= (2, 18) else ud.path)

    def _revision_key(self, ud, d, name):
        ref = ud.unresolvedrev[name] if isinstance(ud.unresolvedrev, dict) else ud.unresolvedrev
        return "git:" + ud.host + slash_re.sub(".", ud.path) + ref

    def _latest_revision(self, ud, d, name):
        return _latest(ud, d, name)

    def _lsremote(self, ud, d, search):
        _refuse("asking a repository", ud.url)

    def gitpkgv_revision(self, ud, d, name):
        rev = self._build_revision(ud, d, name)
        counted = os.path.join(ud.localpath, "oe-gitpkgv_" + rev)
        if os.path.exists(counted):
            with open(counted) as f:
                return False, "%s+%s" % (f.readline(128).strip(), rev[:7])
        if os.path.exists(ud.localpath):
            _refuse("counting commits", ud.url)
        return True, str(rev)
