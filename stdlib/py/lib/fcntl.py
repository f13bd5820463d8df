"""Locks of files, which nobody else holds."""

F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_SETOWN, F_GETOWN = range(10)
F_RDLCK, F_WRLCK, F_UNLCK = 0, 1, 2
F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ = 1030, 1031, 1032
FD_CLOEXEC = 1
LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN = 1, 2, 4, 8
FASYNC = 8192


def _check(fd):
    if not isinstance(fd, int):
        fd.fileno()


def flock(fd, operation, /):
    _check(fd)


def lockf(fd, cmd, len=0, start=0, whence=0, /):
    _check(fd)


def fcntl(fd, cmd, arg=0, /):
    _check(fd)
    return arg if isinstance(arg, bytes) else 0


def ioctl(fd, request, arg=0, mutate_flag=True, /):
    raise OSError(25, 'Inappropriate ioctl for device')
