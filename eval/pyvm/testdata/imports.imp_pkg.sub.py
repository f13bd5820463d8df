print("running imp_pkg.sub")
from . import top as t
from imp_pkg import top
name = "sub of " + t
