from .. import top as up
from ..sub import name
from .other import sibling
from . import other
import imp_pkg.deep.other as o
assert o is other
