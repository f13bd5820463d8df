# bb.fetch2.npmsw: lists of packages of Node.
import os
from bb.fetch2 import FetchError, FetchMethod, _release

def foreach_dependencies(shrinkwrap, callback=None, dev=False):
    """Calls callback(name, data, location) for each package of a list."""
    packages = shrinkwrap.get("packages") if _release >= (2, 8) else None
    if not packages and _release >= (2, 18):
        raise FetchError("Invalid shrinkwrap file format")
    if packages is None:
        _nested(shrinkwrap.get("dependencies", {}), [], callback, dev)
        return
    for location, data in packages.items():
        if not location or (data.get("dev") and not dev):
            continue
        if _release >= (2, 18) and (not location.startswith("node_modules/") or data.get("inBundle")):
            continue
        callback(location.split("node_modules/")[-1], data, location)

def _nested(packages, above, callback, dev):
    # the older form, in which packages stand within those that need them
    for name, data in packages.items():
        below = above + [name]
        _nested(data.get("dependencies", {}), below, callback, dev)
        if callback and (dev or not data.get("dev")) and not data.get("bundled"):
            callback(name, data, below if _release < (2, 8) else os.path.join(*["node_modules/" + part for part in below]))

class NpmShrinkWrap(FetchMethod):
    _fetcher = "NpmShrinkWrap"
