# bb.checksum: checksums of local files.
import operator
import os
import re
import bb
import bb.utils
from bb.cache import MultiProcessCache

# A list of files has PATH:True and PATH:False between blanks, which may be in a path, too.
filelist_regex = re.compile(r'(?:(?<=:True)|(?<=:False))\s+')

class FileMtimeCache(object):
    """Times of files, each looked up once."""
    cache = {}

    def update_mtime(self, f):
        self.cache[f] = int(os.stat(f).st_mtime)
        return self.cache[f]

    def cached_mtime(self, f):
        return self.cache[f] if f in self.cache else self.update_mtime(f)

    def cached_mtime_noerror(self, f):
        try:
            return self.cached_mtime(f)
        except OSError:
            return 0

    def clear(self):
        self.cache.clear()

class FileChecksumCache(MultiProcessCache):
    """Checksums of files."""
    cache_file_name = "local_file_checksum_cache.dat"
    CACHE_VERSION = 1

    def __init__(self):
        self.mtime_cache = FileMtimeCache()
        MultiProcessCache.__init__(self)

    def get_checksum(self, f):
        return bb.utils.md5_file(os.path.normpath(f))

    def merge_data(self, source, dest):
        for name, (mtime, checksum) in source[0].items():
            if name not in dest or mtime > dest[0][name][0]:
                dest[0][name] = (mtime, checksum)

    def _add(self, out, f, pn):
        try:
            out.append((f, self.get_checksum(f)))
        except OSError as e:
            bb.warn("Unable to get checksum for %s SRC_URI entry %s: %s" % (pn, os.path.basename(f), e))

    def _add_dir(self, out, top, pn, exclude):
        if top == "/":
            bb.fatal("Refusing to checksum /")
        top = top.rstrip("/")
        for root, dirs, files in os.walk(top):
            dirs[:] = [name for name in dirs if name not in exclude]
            for name in files: # "/./" shows which part of the path counts
                self._add(out, os.path.join(root, name).replace(top, top + "/."), pn)

    def get_checksums(self, filelist, pn, localdirsexclude):
        """Returns (path, checksum) of the files of a list that are there, and of those in its directories."""
        import glob
        out = []
        for item in filelist_regex.split(filelist):
            path, _, there = item.strip().partition(":")
            if not path or there == "False":
                continue
            for f in glob.glob(path) if "*" in path else [path]:
                if not os.path.isdir(f):
                    self._add(out, f, pn)
                elif not os.path.islink(f):
                    self._add_dir(out, f, pn, localdirsexclude)
        out.sort(key=operator.itemgetter(1))
        return out

class RevisionsCache(MultiProcessCache):
    """Newest revisions of repositories."""
    cache_file_name = "local_srcrevisions.dat"
    CACHE_VERSION = 1

    def get_revs(self):
        return self.cachedata[0]

    def get_rev(self, k):
        return self.cachedata_extras[0].get(k, self.cachedata[0].get(k))

    def set_rev(self, k, v):
        self.cachedata[0][k] = self.cachedata_extras[0][k] = v

    def merge_data(self, source, dest):
        dest[0].update(source[0])
