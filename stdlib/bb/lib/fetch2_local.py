# bb.fetch2.local: files of layers.
import os
from bb.fetch2 import FetchError, FetchMethod, _release, _searched

class Local(FetchMethod):
    _fetcher = "Local"

    def localfile_searchpaths(self, urldata, d):
        return _searched(urldata, d)

    def localpath(self, urldata, d):
        return _searched(urldata, d)[-1]

    def download(self, urldata, d):
        if self.supports_checksum(urldata) and not os.path.exists(urldata.localpath):
            dirs = (d.getVar("FILESPATH") or "").split(":")
            raise FetchError("Unable to find file %s anywhere. The paths that were searched were:\n    %s" % (urldata.url, "\n    ".join(dirs)))
        return True

    def checkstatus(self, fetch, urldata, d):
        return os.path.exists(urldata.localpath)

    def clean(self, urldata, d):
        pass

if _release < (2, 8):
    Local.localpaths = Local.localfile_searchpaths
    del Local.localfile_searchpaths
