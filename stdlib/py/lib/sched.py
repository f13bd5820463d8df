"""Calls at given times."""

import heapq as _heapq
import time as _time
from collections import namedtuple as _namedtuple
from itertools import count as _count


class Event(_namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')):
    """A call."""

    __slots__ = ()


_empty = {}


class scheduler:
    """Makes calls at their times."""

    def __init__(self, timefunc=_time.monotonic, delayfunc=_time.sleep):
        self._queue, self.timefunc, self.delayfunc, self._count = [], timefunc, delayfunc, _count()

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        event = Event(time, priority, next(self._count), action, argument, {} if kwargs is None else kwargs)
        _heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        self._queue.remove(event)
        _heapq.heapify(self._queue)

    def empty(self):
        return not self._queue

    def run(self, blocking=True):
        while self._queue:
            event = self._queue[0]
            wait = event.time - self.timefunc()
            if wait > 0 and not blocking:
                return wait
            _heapq.heappop(self._queue)
            if wait > 0:
                self.delayfunc(wait)
            event.action(*event.argument, **event.kwargs)

    @property
    def queue(self):
        return sorted(self._queue)
