"""Places in sorted lists."""


def _first(a, lo, hi, key, behind):
    # The first place whose item behind says is behind the one that is looked for.
    if lo < 0:
        raise ValueError('lo must be non-negative')
    low, high = lo, len(a) if hi is None else hi
    while low < high:
        middle = (low + high) // 2
        if behind(a[middle] if key is None else key(a[middle])):
            high = middle
        else:
            low = middle + 1
    return low


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    return _first(a, lo, hi, key, lambda item: x < item)


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    return _first(a, lo, hi, key, lambda item: not item < x)


def insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)


bisect, insort = bisect_right, insort_right
