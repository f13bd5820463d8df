# bb.fetch2.gitsm: repositories of git with submodules. They are not looked into.
from bb.fetch2 import _refuse
from bb.fetch2.git import Git

class GitSM(Git):
    _fetcher = "GitSM"

    def implicit_urldata(self, ud, d):
        _refuse("finding the submodules", ud.url)
