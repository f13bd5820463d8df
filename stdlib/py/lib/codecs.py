"""Texts as bytes, by the names of encodings."""

import builtins as _builtins
import io as _io

BOM_UTF8 = b'\xef\xbb\xbf'
BOM_LE = BOM_UTF16_LE = b'\xff\xfe'
BOM_BE = BOM_UTF16_BE = b'\xfe\xff'
BOM_UTF32_LE, BOM_UTF32_BE = b'\xff\xfe\0\0', b'\0\0\xfe\xff'
BOM = BOM_UTF16 = BOM_LE
BOM_UTF32 = BOM_UTF32_LE


class CodecInfo(tuple):
    """What is known of an encoding."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name, self.encode, self.decode, self.streamreader, self.streamwriter = name, encode, decode, streamreader, streamwriter
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        return self

    def __repr__(self):
        return '<codecs.CodecInfo object for encoding %s at %#x>' % (self.name, id(self))


def _binary(name):
    # Encodings from bytes to bytes, and of text to text.
    if name in ('hex', 'hex_codec'):
        import binascii
        return 'hex', binascii.hexlify, binascii.unhexlify
    if name in ('base64', 'base_64', 'base64_codec'):
        import base64
        return 'base64', base64.encodebytes, base64.decodebytes
    if name in ('zlib', 'zip', 'zlib_codec'):
        import zlib
        return 'zlib', zlib.compress, zlib.decompress
    if name in ('rot13', 'rot_13'):
        letters = 'abcdefghijklmnopqrstuvwxyz'
        turn = str.maketrans(letters + letters.upper(), letters[13:] + letters[:13] + (letters[13:] + letters[:13]).upper())
        return 'rot13', lambda s: s.translate(turn), lambda s: s.translate(turn)
    if name in ('unicode_escape', 'unicodeescape'):
        return 'unicode-escape', _escape_text, _unescape_text
    if name == 'raw_unicode_escape':
        return None
    if name in ('string_escape', 'escape'):
        return 'escape', escape_encode_bytes, lambda b: escape_decode(b)[0]
    return None


def _escape_text(s):
    out = []
    for c in s:
        n = ord(c)
        if c == '\\':
            out.append('\\\\')
        elif c in '\t\n\r':
            out.append({'\t': '\\t', '\n': '\\n', '\r': '\\r'}[c])
        elif 32 <= n < 127:
            out.append(c)
        else:
            out.append('\\x%02x' % n if n < 256 else '\\u%04x' % n if n < 65536 else '\\U%08x' % n)
    return ''.join(out).encode('ascii')


_simple = {'n': '\n', 't': '\t', 'r': '\r', '\\': '\\', "'": "'", '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v', '\n': ''}


def _unescape(text, unicode):
    out, i, n = [], 0, len(text)
    while i < n:
        c = text[i]
        i += 1
        if c != '\\':
            out.append(c)
            continue
        if i >= n:
            raise ValueError('Trailing \\ in string')
        c = text[i]
        i += 1
        digits = {'x': 2, 'u': 4, 'U': 8}.get(c)
        if c in _simple:
            out.append(_simple[c])
        elif c in '01234567':
            end = i
            while end < n and end < i + 2 and text[end] in '01234567':
                end += 1
            out.append(chr(int(text[i - 1:end], 8) & (0x10ffff if unicode else 255)))
            i = end
        elif digits and (unicode or c == 'x'):
            out.append(chr(int(text[i:i + digits], 16)))
            i += digits
        else:
            out.append('\\' + c)
    return ''.join(out)


def _unescape_text(data):
    return _unescape(data if isinstance(data, str) else bytes(data).decode('latin-1'), True)


def escape_decode(data, errors='strict'):
    text = data if isinstance(data, str) else bytes(data).decode('latin-1')
    return _unescape(text, False).encode('latin-1'), len(data)


def escape_encode_bytes(data):
    return repr(bytes(data))[2:-1].encode('ascii')


def escape_encode(data, errors='strict'):
    return escape_encode_bytes(data), len(data)


def unicode_escape_decode(data, errors='strict', final=True):
    return _unescape_text(data), len(data)


def encode(obj, encoding='utf-8', errors='strict'):
    found = _binary(encoding.lower().replace('-', '_'))
    if found:
        return found[1](obj)
    if not isinstance(obj, str):
        raise TypeError('%s() argument 1 must be str, not %s' % ('encoding', type(obj).__name__))
    return obj.encode(encoding, errors)


def decode(obj, encoding='utf-8', errors='strict'):
    found = _binary(encoding.lower().replace('-', '_'))
    if found:
        return found[2](obj)
    return bytes(obj).decode(encoding, errors)


class Codec:
    def encode(self, input, errors='strict'):
        raise NotImplementedError

    decode = encode


class IncrementalEncoder:
    """Encodes piece by piece."""

    encoding = 'utf-8'

    def __init__(self, errors='strict'):
        self.errors = errors

    def encode(self, input, final=False):
        return encode(input, self.encoding, self.errors)

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """Decodes piece by piece."""

    encoding = 'utf-8'

    def __init__(self, errors='strict'):
        self.errors, self._rest = errors, b''

    def decode(self, input, final=False):
        data = self._rest + bytes(input)
        self._rest = b''
        if not final:
            for cut in range(0, min(4, len(data) + 1)):
                try:
                    text = decode(data[:len(data) - cut], self.encoding, 'strict')
                except UnicodeDecodeError:
                    continue
                self._rest = data[len(data) - cut:]
                return text
        return decode(data, self.encoding, self.errors)

    def reset(self):
        self._rest = b''

    def getstate(self):
        return self._rest, 0

    def setstate(self, state):
        self._rest = state[0]


class _Wrapper:
    # What has a stream, and whatever that has.

    def __getattr__(self, name):
        return getattr(self.__dict__['stream'], name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.stream.close()


class StreamWriter(_Wrapper):
    """A file of bytes that text is written to."""

    encoding = 'utf-8'

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors

    def write(self, object):
        self.stream.write(encode(object, self.encoding, self.errors))

    def writelines(self, list):
        self.write(''.join(list))

    def reset(self):
        pass


class StreamReader(_Wrapper):
    """A file of bytes that text is read from."""

    encoding = 'utf-8'

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors, self._text, self._pos = stream, errors, None, 0

    def _all(self):
        if self._text is None:
            self._text, self._pos = decode(self.stream.read(), self.encoding, self.errors), 0
        return self._text

    def read(self, size=-1, chars=-1, firstline=False):
        text = self._all()
        n = chars if chars >= 0 else size
        end = len(text) if n is None or n < 0 else self._pos + n
        out, self._pos = text[self._pos:end], min(end, len(text))
        return out

    def readline(self, size=None, keepends=True):
        lines = self._all()[self._pos:].splitlines(True)
        if not lines:
            return ''
        self._pos += len(lines[0])
        return lines[0] if keepends else lines[0].splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self._text = None

    def reset(self):
        self._text = None


class StreamReaderWriter(_Wrapper):
    """A file of bytes that is read and written as text."""

    encoding = 'unknown'

    def __init__(self, stream, Reader, Writer, errors='strict'):
        self.stream, self.reader, self.writer, self.errors = stream, Reader(stream, errors), Writer(stream, errors), errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()


_searches = []


def register(search_function):
    _searches.append(search_function)


def unregister(search_function):
    if search_function in _searches:
        _searches.remove(search_function)


_aliases = {'utf8': 'utf-8', 'u8': 'utf-8', 'utf_8': 'utf-8', 'latin1': 'iso8859-1', 'latin_1': 'iso8859-1', 'iso_8859_1': 'iso8859-1', 'l1': 'iso8859-1',
            'iso8859_1': 'iso8859-1', '8859': 'iso8859-1', 'us_ascii': 'ascii', '646': 'ascii', 'latin': 'iso8859-1', 'utf8_sig': 'utf-8-sig', 'utf_8_sig': 'utf-8-sig'}


def lookup(encoding):
    plain = encoding.lower().replace('-', '_').replace(' ', '_')
    for search in _searches:
        found = search(plain)
        if found is not None:
            return found
    binary = _binary(plain)
    if binary:
        name = binary[0]
    else:
        ''.encode(encoding)
        name = _aliases.get(plain, plain.replace('_', '-') if plain.startswith('utf') else plain)
    ns = {'encoding': encoding}
    return CodecInfo(lambda s, errors='strict': (encode(s, encoding, errors), len(s)), lambda b, errors='strict': (decode(b, encoding, errors), len(b)),
                     type('StreamReader', (StreamReader,), dict(ns)), type('StreamWriter', (StreamWriter,), dict(ns)),
                     type('IncrementalEncoder', (IncrementalEncoder,), dict(ns)), type('IncrementalDecoder', (IncrementalDecoder,), dict(ns)), name)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    return lookup(encoding).incrementalencoder


def getincrementaldecoder(encoding):
    return lookup(encoding).incrementaldecoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    if encoding is not None and 'b' not in mode:
        mode += 'b'
    file = _builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
    except BaseException:
        file.close()
        raise
    out = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    out.encoding = encoding
    return out


def iterencode(iterator, encoding, errors='strict', **kwargs):
    for text in iterator:
        if text:
            yield encode(text, encoding, errors)


def iterdecode(iterator, encoding, errors='strict', **kwargs):
    decoder = getincrementaldecoder(encoding)(errors)
    for data in iterator:
        text = decoder.decode(data)
        if text:
            yield text
    text = decoder.decode(b'', True)
    if text:
        yield text


def utf_8_encode(s, errors='strict'):
    return s.encode('utf-8', errors), len(s)


def utf_8_decode(b, errors='strict', final=False):
    return bytes(b).decode('utf-8', errors), len(b)


def ascii_encode(s, errors='strict'):
    return s.encode('ascii', errors), len(s)


def latin_1_encode(s, errors='strict'):
    return s.encode('latin-1', errors), len(s)


def strict_errors(exception):
    raise exception


def ignore_errors(exception):
    return '', exception.end


def replace_errors(exception):
    return '\ufffd' * (exception.end - exception.start) if isinstance(exception, UnicodeDecodeError) else '?', exception.end


_handlers = {'strict': strict_errors, 'ignore': ignore_errors, 'replace': replace_errors}


def lookup_error(name):
    if name not in _handlers:
        raise LookupError("unknown error handler name '%s'" % name)
    return _handlers[name]


def register_error(errors, handler):
    if not callable(handler):
        raise TypeError('handler must be callable')
    _handlers[errors] = handler
