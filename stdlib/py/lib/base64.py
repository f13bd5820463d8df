"""Bytes as text of 64, 32, 16 or 85 characters."""

import binascii

MAXLINESIZE = 76
MAXBINSIZE = 57


def _bytes(s):
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return s.encode()
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    raise TypeError('argument should be a bytes-like object or ASCII string, not %r' % s.__class__.__name__)


def b64encode(s, altchars=None):
    out = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return out.translate(bytes.maketrans(b'+/', altchars))
    return out


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    return b64decode(s, b'-_')


def _base32_encode(s, alphabet):
    n = len(s)
    padded = bytes(s) + b'\0' * (-n % 5)
    out = bytearray()
    for i in range(0, len(padded), 5):
        word = int.from_bytes(padded[i:i + 5], 'big')
        out += bytes(alphabet[word >> shift & 31] for shift in range(35, -1, -5))
    pad = {0: 0, 1: 6, 2: 4, 3: 3, 4: 1}[n % 5]
    if pad:
        out[-pad:] = b'=' * pad
    return bytes(out)


def _base32_decode(s, alphabet, casefold, map01):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        s = s.translate(bytes.maketrans(b'01', b'O' + _bytes(map01)))
    if casefold:
        s = s.upper()
    data = s.rstrip(b'=')
    pad = len(s) - len(data)
    out = bytearray()
    for i in range(0, len(data), 8):
        word = 0
        chunk = data[i:i + 8]
        for c in chunk:
            at = alphabet.find(c)
            if at < 0:
                raise binascii.Error('Non-base32 digit found')
            word = word << 5 | at
        word <<= 5 * (8 - len(chunk))
        out += word.to_bytes(5, 'big')
    if pad not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if pad and out:
        out = out[:-{1: 1, 3: 2, 4: 3, 6: 4}[pad]]
    return bytes(out)


_b32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_b32hex = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'


def b32encode(s):
    return _base32_encode(s, _b32)


def b32decode(s, casefold=False, map01=None):
    return _base32_decode(s, _b32, casefold, map01)


def b32hexencode(s):
    return _base32_encode(s, _b32hex)


def b32hexdecode(s, casefold=False):
    return _base32_decode(s, _b32hex, casefold, None)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(c not in b'0123456789ABCDEF' for c in s):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


def encodebytes(s):
    return b''.join(binascii.b2a_base64(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    return binascii.a2b_base64(s)


def encode(input, output):
    while data := input.read(MAXBINSIZE):
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    while line := input.readline():
        output.write(binascii.a2b_base64(line))
