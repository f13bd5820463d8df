"""How Python was built, for old scripts."""

import sys as _sys
from sysconfig import get_config_var, get_config_vars, get_config_h_filename, get_makefile_filename

PREFIX = BASE_PREFIX = _sys.prefix
EXEC_PREFIX = BASE_EXEC_PREFIX = _sys.exec_prefix


def get_python_inc(plat_specific=0, prefix=None):
    return (prefix or PREFIX) + '/include/python3.11'


def get_python_lib(plat_specific=0, standard_lib=0, prefix=None):
    return (prefix or PREFIX) + '/lib/python3.11' + ('' if standard_lib else '/site-packages')


def get_python_version():
    return '3.11'
