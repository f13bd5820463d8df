# bb.fetch2.npm: packages of Node.
import base64
import os
from bb.fetch2 import FetchMethod, UnpackError, _npm_package

npm_package = _npm_package

def npm_filename(package, version):
    return npm_package(package) + "-" + version + ".tgz"

def npm_localfile(package, version=None):
    return os.path.join("npm2", package if version is None else npm_filename(package, version))

def npm_integrity(integrity):
    """Takes "ALGORITHM-BASE64", as the W3C's Subresource Integrity has it."""
    kind, value = integrity.split("-", maxsplit=1)
    return kind + "sum", base64.b64decode(value).hex()

def npm_unpack(tarball, destdir, d):
    raise UnpackError("unpacking needs a running build", tarball)

class NpmEnvironment(object):
    """The environment for commands of npm, which are not run."""
    def __init__(self, d, configs=[], npmrc=None):
        self.d = d

    def run(self, cmd, args=None, configs=None, workdir=None):
        raise RuntimeError("bb.fetch2.npm.NpmEnvironment.run needs a running build")

class Npm(FetchMethod):
    _fetcher = "Npm"
