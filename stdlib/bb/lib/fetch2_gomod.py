# bb.fetch2.gomod: modules of Go.
import re
from bb.fetch2.git import Git
from bb.fetch2.wget import Wget

def escape(path):
    """Writes capital letters as caches of modules do."""
    return re.sub(r'([A-Z])', lambda m: '!' + m.group(1).lower(), path)

class GoMod(Wget):
    _fetcher = "GoMod"

class GoModGit(Git):
    _fetcher = "GoModGit"
