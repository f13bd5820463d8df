"""What the process uses, of which nothing is known here."""

import collections as _collections

RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_RSS, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_AS = range(10)
RLIMIT_OFILE = RLIMIT_NOFILE
RLIM_INFINITY = -1
RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD = 0, -1, 1
error = OSError
struct_rusage = _collections.namedtuple('struct_rusage', 'ru_utime ru_stime ru_maxrss ru_ixrss ru_idrss ru_isrss ru_minflt ru_majflt ru_nswap '
                                        'ru_inblock ru_oublock ru_msgsnd ru_msgrcv ru_nsignals ru_nvcsw ru_nivcsw', module='resource')
_limits = {}


def getrusage(who):
    return struct_rusage(0.0, 0.0, *[0] * 14)


def getrlimit(resource):
    return _limits.get(resource, (1024, 1048576) if resource == RLIMIT_NOFILE else (RLIM_INFINITY, RLIM_INFINITY))


def setrlimit(resource, limits):
    _limits[resource] = tuple(limits)


def getpagesize():
    return 4096
