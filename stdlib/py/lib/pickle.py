"""Plain data as bytes: None, numbers, texts, and lists, tuples, dictionaries and sets of them."""

import struct as _struct

HIGHEST_PROTOCOL, DEFAULT_PROTOCOL = 5, 4
format_version = '4.0'


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def _refuse(what):
    raise PicklingError("%s is no plain data, which is all that Knead's Python pickles" % what)


def _int(n):
    if 0 <= n < 256:
        return b'K' + bytes([n])
    if 0 <= n < 65536:
        return b'M' + n.to_bytes(2, 'little')
    if -1 << 31 <= n < 1 << 31:
        return b'J' + n.to_bytes(4, 'little', signed=True)
    data = n.to_bytes(n.bit_length() // 8 + 1, 'little', signed=True)
    return b'\x8a' + bytes([len(data)]) + data if len(data) < 256 else b'\x8b' + len(data).to_bytes(4, 'little') + data


# What an empty container is, and what puts the items behind a mark into it.
_containers = {list: (b']', b'e'), dict: (b'}', b'u'), set: (b'\x8f', b'\x90')}


class Pickler:
    """Writes data to a file."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        self._file = file

    def dump(self, obj):
        self._out, self._memo = [b'\x80\x04'], {}
        self._save(obj)
        self._out.append(b'.')
        self._file.write(b''.join(self._out))

    def _remember(self, obj):
        self._memo[id(obj)] = (len(self._memo), obj)
        self._out.append(b'\x94')

    def _save(self, obj):
        out, t = self._out.append, type(obj)
        if obj is None:
            out(b'N')
        elif t is bool:
            out(b'\x88' if obj else b'\x89')
        elif t is int:
            out(_int(obj))
        elif t is float:
            out(b'G' + _struct.pack('>d', obj))
        elif t is str or t is bytes:
            data = obj.encode('utf-8', 'surrogatepass') if t is str else obj
            if len(data) < 256:
                out((b'\x8c' if t is str else b'C') + bytes([len(data)]))
            else:
                out((b'X' if t is str else b'B') + len(data).to_bytes(4, 'little'))
            out(data)
            self._remember(obj)
        elif id(obj) in self._memo:
            n = self._memo[id(obj)][0]
            out(b'h' + bytes([n]) if n < 256 else b'j' + n.to_bytes(4, 'little'))
        elif t in _containers:
            empty, end = _containers[t]
            out(empty)
            self._remember(obj)
            if obj:
                self._marked((x for item in obj.items() for x in item) if t is dict else obj, end)
        elif t is tuple:
            if not obj:
                out(b')')
                return
            if len(obj) > 3:
                out(b'(')
            for x in obj:
                self._save(x)
            out({1: b'\x85', 2: b'\x86', 3: b'\x87'}.get(len(obj), b't'))
            self._remember(obj)
        elif t is frozenset:
            self._marked(obj, b'\x91')
            self._remember(obj)
        else:
            _refuse("'%s' object" % t.__name__)

    def _marked(self, items, end):
        # Items between a mark and what takes all that is behind it.
        self._out.append(b'(')
        for x in items:
            self._save(x)
        self._out.append(end)


class Unpickler:
    """Reads data from a file."""

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
        self._file = file

    def load(self):
        read, stack, marks, memo = self._file.read, [], [], {}

        def number(n, signed=False):
            return int.from_bytes(read(n), 'little', signed=signed)

        def line():
            return self._file.readline().rstrip(b'\n')

        def mark():
            nonlocal stack
            items, stack = stack, marks.pop()
            return items
        while True:
            op = read(1)
            if not op:
                raise EOFError('Ran out of input')
            if op == b'\x80':
                read(1)
            elif op == b'\x95':
                read(8)
            elif op == b'.':
                return stack.pop()
            elif op == b'(':
                marks.append(stack)
                stack = []
            elif op == b'N':
                stack.append(None)
            elif op in b'\x88\x89':
                stack.append(op == b'\x88')
            elif op == b'K':
                stack.append(number(1))
            elif op == b'M':
                stack.append(number(2))
            elif op == b'J':
                stack.append(number(4, True))
            elif op in b'\x8a\x8b':
                stack.append(number(number(1 if op == b'\x8a' else 4), True))
            elif op == b'I':
                text = line()
                stack.append({b'00': False, b'01': True}.get(text, int(text)))
            elif op == b'L':
                stack.append(int(line().rstrip(b'L')))
            elif op == b'F':
                stack.append(float(line()))
            elif op == b'G':
                stack.append(_struct.unpack('>d', read(8))[0])
            elif op in b'\x8cX\x8d':
                stack.append(read(number({b'\x8c': 1, b'X': 4, b'\x8d': 8}[op])).decode('utf-8', 'surrogatepass'))
            elif op in b'CB\x8e':
                stack.append(read(number({b'C': 1, b'B': 4, b'\x8e': 8}[op])))
            elif op == b'V':
                import codecs
                stack.append(codecs.decode(line(), 'unicode_escape'))
            elif op == b']':
                stack.append([])
            elif op == b'}':
                stack.append({})
            elif op == b')':
                stack.append(())
            elif op == b'\x8f':
                stack.append(set())
            elif op == b'l':
                items = mark()
                stack.append(items)
            elif op == b'a':
                x = stack.pop()
                stack[-1].append(x)
            elif op == b'e':
                items = mark()
                stack[-1].extend(items)
            elif op == b's':
                v, k = stack.pop(), stack.pop()
                stack[-1][k] = v
            elif op == b'u':
                items = mark()
                stack[-1].update(zip(items[::2], items[1::2]))
            elif op == b'd':
                items = mark()
                stack.append(dict(zip(items[::2], items[1::2])))
            elif op == b'\x90':
                items = mark()
                stack[-1].update(items)
            elif op == b'\x91':
                items = mark()
                stack.append(frozenset(items))
            elif op == b't':
                items = mark()
                stack.append(tuple(items))
            elif op in b'\x85\x86\x87':
                n = b'\x85\x86\x87'.index(op) + 1
                stack[-n:] = [tuple(stack[-n:])]
            elif op == b'\x94':
                memo[len(memo)] = stack[-1]
            elif op == b'q':
                memo[number(1)] = stack[-1]
            elif op == b'r':
                memo[number(4)] = stack[-1]
            elif op == b'p':
                memo[int(line())] = stack[-1]
            elif op == b'h':
                stack.append(memo[number(1)])
            elif op == b'j':
                stack.append(memo[number(4)])
            elif op == b'g':
                stack.append(memo[int(line())])
            elif op == b'0':
                stack.pop()
            elif op == b'2':
                stack.append(stack[-1])
            elif op in b'c\x93\x81Rbo\x92i':
                raise UnpicklingError("an object that is no plain data, which is all that Knead's Python unpickles")
            else:
                raise UnpicklingError('invalid load key, %r.' % op.decode('latin-1'))


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    import io
    out = io.BytesIO()
    Pickler(out, protocol).dump(obj)
    return out.getvalue()


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    return Unpickler(file).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    import io
    return Unpickler(io.BytesIO(data)).load()
