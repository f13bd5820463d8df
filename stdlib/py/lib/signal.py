"""Signals: none arrives while metadata is evaluated."""

from enum import IntEnum as _IntEnum

_names = ('HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM '
          'PROF WINCH IO PWR SYS').split()
Signals = _IntEnum('Signals', [('SIG' + name, i + 1) for i, name in enumerate(_names)] + [('SIGIOT', 6), ('SIGCLD', 17), ('SIGPOLL', 29), ('SIGRTMIN', 34), ('SIGRTMAX', 64)],
                   module='signal')
Handlers = _IntEnum('Handlers', [('SIG_DFL', 0), ('SIG_IGN', 1)], module='signal')
Sigmasks = _IntEnum('Sigmasks', [('SIG_BLOCK', 0), ('SIG_UNBLOCK', 1), ('SIG_SETMASK', 2)], module='signal')
for _enum in (Signals, Handlers, Sigmasks):
    globals().update(_enum.__members__)

ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
NSIG = 65
ItimerError = OSError


def default_int_handler(signalnum, frame):
    raise KeyboardInterrupt


_handlers = {SIGINT: default_int_handler, SIGPIPE: SIG_IGN, SIGXFSZ: SIG_IGN}
_descriptions = {1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted', 7: 'Bus error',
                 8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1', 11: 'Segmentation fault', 12: 'User defined signal 2',
                 13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated', 17: 'Child exited', 18: 'Continued', 19: 'Stopped (signal)',
                 20: 'Stopped'}


def _check(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError('signal number out of range')


def signal(signalnum, handler):
    _check(signalnum)
    if not callable(handler) and handler not in (0, 1):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    before = getsignal(signalnum)
    _handlers[signalnum] = handler
    return before


def getsignal(signalnum):
    _check(signalnum)
    return _handlers.get(signalnum, SIG_DFL)


def strsignal(signalnum):
    _check(signalnum)
    return _descriptions.get(signalnum, 'Unknown signal %d' % signalnum)


def valid_signals():
    return set(Signals)


def siginterrupt(signalnum, flag):
    pass


def alarm(seconds):
    return 0


def setitimer(which, seconds, interval=0.0):
    return (0.0, 0.0)


def getitimer(which):
    return (0.0, 0.0)


def set_wakeup_fd(fd, *, warn_on_full_buffer=True):
    return -1


def pthread_sigmask(how, mask):
    return set()


def sigpending():
    return set()


def pause():
    raise RuntimeError('signal.pause would wait forever: no signal arrives while metadata is evaluated')


def raise_signal(signalnum):
    handler = getsignal(signalnum)
    if callable(handler):
        handler(signalnum, None)


sigwait = sigwaitinfo = sigtimedwait = lambda *args: pause()
