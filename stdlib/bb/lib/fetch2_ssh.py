# bb.fetch2.ssh: files that are copied from a host.
import re
from bb.fetch2 import FetchMethod

__pattern__ = re.compile(r"\s*ssh://((?P<user>\S+)(:(?P<pass>\S+))?(?P<cparam>(;[^;]+)*)@)?(?P<host>\S+?)(:(?P<port>[0-9]+))?/(?P<path>[^;]+)(?P<sparam>(;[^;]+)*)?$")

class SSH(FetchMethod):
    _fetcher = "SSH"

    def supports(self, urldata, d):
        return __pattern__.match(urldata.url) is not None
