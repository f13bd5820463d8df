"""What kind of machine this is."""

import collections as _collections
import os as _os
import sys as _sys


class uname_result(_collections.namedtuple('uname_result_base', 'system node release version machine')):
    """What uname() returns: five items, and the processor that nobody knows."""

    processor = ''

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return 6


def uname():
    return uname_result(*_os.uname())


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return ''


def architecture(executable='', bits='', linkage=''):
    return ('64bit', 'ELF')


def platform(aliased=False, terse=False):
    u = uname()
    if terse:
        return '%s-%s-glibc%s' % (u.system, u.release, libc_ver()[1])
    return '%s-%s-%s-with-glibc%s' % (u.system, u.release, u.machine, libc_ver()[1])


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    return ('glibc', '2.36')


def python_version():
    return '%d.%d.%d' % _sys.version_info[:3]


def python_version_tuple():
    return tuple(python_version().split('.'))


def python_implementation():
    return 'CPython'


def python_branch():
    return ''


python_revision = python_branch


def python_build():
    return ('main', 'Jan 1 2024 00:00:00')


def python_compiler():
    return 'GCC 12.2.0'


def dist(*args, **kwargs):
    return ('', '', '')


linux_distribution = dist


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    return release, versioninfo, machine


def win32_ver(release='', version='', csd='', ptype=''):
    return release, version, csd, ptype


def freedesktop_os_release():
    import shlex
    for name in ('/etc/os-release', '/usr/lib/os-release'):
        try:
            with open(name, encoding='utf-8') as f:
                lines = f.readlines()
        except OSError:
            continue
        info = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
        for line in lines:
            key, sep, value = line.strip().partition('=')
            if sep and key.isidentifier():
                info[key] = ''.join(shlex.split(value))
        return info
    raise OSError('Unable to read files /etc/os-release, /usr/lib/os-release')
