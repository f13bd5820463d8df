"""How Python was built."""

import sys as _sys

_paths = {'stdlib': '{base}/lib/python3.11', 'platstdlib': '{base}/lib/python3.11', 'purelib': '{base}/lib/python3.11/site-packages',
          'platlib': '{base}/lib/python3.11/site-packages', 'include': '{base}/include/python3.11', 'platinclude': '{base}/include/python3.11',
          'scripts': '{base}/bin', 'data': '{base}'}


def get_python_version():
    return '%d.%d' % _sys.version_info[:2]


def get_platform():
    import os
    return 'linux-' + os.uname().machine


def get_scheme_names():
    return ('posix_home', 'posix_prefix', 'posix_user')


def get_default_scheme():
    return 'posix_prefix'


def get_preferred_scheme(key):
    return 'posix_prefix'


def get_path_names():
    return tuple(_paths)


def get_paths(scheme='posix_prefix', vars=None, expand=True):
    base = (vars or {}).get('base', _sys.prefix)
    return {k: v.format(base=base) if expand else v for k, v in _paths.items()}


def get_path(name, scheme='posix_prefix', vars=None, expand=True):
    return get_paths(scheme, vars, expand)[name]


def get_config_vars(*args):
    values = {'prefix': _sys.prefix, 'exec_prefix': _sys.exec_prefix, 'py_version': '3.11.7', 'py_version_short': '3.11',
              'py_version_nodot': '311', 'base': _sys.prefix, 'platbase': _sys.prefix, 'installed_base': _sys.prefix, 'VERSION': '3.11',
              'LIBDIR': _sys.prefix + '/lib', 'INCLUDEPY': _sys.prefix + '/include/python3.11', 'LDVERSION': '3.11', 'abiflags': '',
              'SOABI': 'cpython-311-x86_64-linux-gnu', 'EXT_SUFFIX': '.cpython-311-x86_64-linux-gnu.so', 'BINDIR': _sys.prefix + '/bin'}
    return [values.get(a) for a in args] if args else values


def get_config_var(name):
    return get_config_vars().get(name)


def is_python_build(check_home=None):
    return False


def get_makefile_filename():
    return _sys.prefix + '/lib/python3.11/config-3.11-x86_64-linux-gnu/Makefile'


def get_config_h_filename():
    return _sys.prefix + '/include/python3.11/pyconfig.h'
