"""URLs: taken apart, put together, quoted."""

from collections import namedtuple
import re
from _knead_url import quote as _quote, unquote as _unquote

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs', 'parse_qsl', 'quote',
           'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes', 'DefragResult', 'ParseResult', 'SplitResult',
           'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero', 'rtsp', 'rtspu', 'sftp',
                 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews', 'prospero', 'rtsp',
               'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh', 'ws', 'wss']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtspu', 'sip', 'sips', 'mms', 'sftp', 'tel']
scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'
_control_or_space = ''.join(map(chr, range(0x21)))


def clear_cache():
    pass


def _coerce(*args):
    # Text for all arguments, and what makes results of their kind. Texts and bytes do not mix.
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:
            raise TypeError('Cannot mix str and non-str arguments')
    if is_text:
        return args + (lambda x: x,)
    return tuple(x.decode('ascii', 'strict') if x else '' for x in args) + (lambda x: x.encode('ascii', 'strict'),)


class _Base:
    # What results with a netloc have.
    __slots__ = ()

    def _userinfo(self):
        user, have, _ = self.netloc.rpartition(self._at)
        if not have:
            return None, None
        name, have, password = user.partition(self._colon)
        return name, password if have else None

    def _hostinfo(self):
        host = self.netloc.rpartition(self._at)[2]
        before, bracket, rest = host.partition(self._open)
        if bracket:
            name, _, port = rest.partition(self._close)
            port = port.partition(self._colon)[2]
        else:
            name, _, port = host.partition(self._colon)
        return name, port or None

    @property
    def username(self):
        return self._userinfo()[0]

    @property
    def password(self):
        return self._userinfo()[1]

    @property
    def hostname(self):
        name = self._hostinfo()[0]
        if not name:
            return None
        percent = '%' if isinstance(name, str) else b'%'
        name, percent, zone = name.partition(percent)
        return name.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError('Port could not be cast to integer value as %r' % port)
        port = int(port)
        if not 0 <= port <= 65535:
            raise ValueError('Port out of range 0-65535')
        return port


class _Text(_Base):
    __slots__ = ()
    _at, _colon, _open, _close = '@', ':', '[', ']'


class _Bytes(_Base):
    __slots__ = ()
    _at, _colon, _open, _close = b'@', b':', b'[', b']'


_Defrag = namedtuple('DefragResult', 'url fragment')
_Split = namedtuple('SplitResult', 'scheme netloc path query fragment')
_Parse = namedtuple('ParseResult', 'scheme netloc path params query fragment')


class DefragResult(_Defrag):
    __slots__ = ()

    def geturl(self):
        return self.url + '#' + self.fragment if self.fragment else self.url

    def encode(self, encoding='ascii', errors='strict'):
        return DefragResultBytes(*(x.encode(encoding, errors) for x in self))


class SplitResult(_Split, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)

    def encode(self, encoding='ascii', errors='strict'):
        return SplitResultBytes(*(x.encode(encoding, errors) for x in self))


class ParseResult(_Parse, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)

    def encode(self, encoding='ascii', errors='strict'):
        return ParseResultBytes(*(x.encode(encoding, errors) for x in self))


class DefragResultBytes(_Defrag):
    __slots__ = ()

    def geturl(self):
        return self.url + b'#' + self.fragment if self.fragment else self.url

    def decode(self, encoding='ascii', errors='strict'):
        return DefragResult(*(x.decode(encoding, errors) for x in self))


class SplitResultBytes(_Split, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)

    def decode(self, encoding='ascii', errors='strict'):
        return SplitResult(*(x.decode(encoding, errors) for x in self))


class ParseResultBytes(_Parse, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)

    def decode(self, encoding='ascii', errors='strict'):
        return ParseResult(*(x.decode(encoding, errors) for x in self))


def _check_netloc(netloc):
    # Characters that become delimiters when a host name is normalised (NFKC); all else is fine.
    if netloc.isascii():
        return
    for c in netloc:
        if c in '\u2100\u2101\u2105\u2106\uff0f\uff1a\uff20\uff1f\uff03\ufe13\ufe16\ufe55\ufe56\ufe5f\ufe6b\u2047\u2048\u2049\u2a74':
            raise ValueError('netloc %r contains invalid characters under NFKC normalization' % netloc)


def urlsplit(url, scheme='', allow_fragments=True):
    url, scheme, result = _coerce(url, scheme)
    text = isinstance(result('a'), str)
    url = url.lstrip(_control_or_space)
    scheme = scheme.strip(_control_or_space)
    for c in '\t\r\n':
        url = url.replace(c, '')
        scheme = scheme.replace(c, '')
    netloc = query = fragment = ''
    i = url.find(':')
    if i > 0 and url[0].isascii() and url[0].isalpha() and all(c in scheme_chars for c in url[:i]):
        scheme, url = url[:i].lower(), url[i + 1:]
    if url[:2] == '//':
        end = min([n for n in (url.find(c, 2) for c in '/?#') if n >= 0] or [len(url)])
        netloc, url = url[2:end], url[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError('Invalid IPv6 URL')
        if '[' in netloc and ']' in netloc:
            _check_bracketed(netloc)
    if allow_fragments:
        url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    _check_netloc(netloc)
    parts = (scheme, netloc, url, query, fragment)
    return SplitResult(*parts) if text else SplitResultBytes(*map(result, parts))


def _check_bracketed(netloc):
    host = netloc.partition('[')[2].partition(']')[0]
    if host.startswith('v'):
        if not re.match(r'\Av[a-fA-F0-9]+\..+\Z', host):
            raise ValueError('IPvFuture address is invalid')
        return
    address = host.partition('%')[0]
    if ':' not in address:
        if re.fullmatch(r'\d{1,3}(\.\d{1,3}){3}', address):
            raise ValueError('An IPv4 address cannot be in brackets')
        raise ValueError('%r does not appear to be an IPv4 or IPv6 address' % host)
    groups = address.split(':')
    if any(not re.fullmatch(r'[0-9a-fA-F]{0,4}|\d{1,3}(\.\d{1,3}){3}', g) for g in groups) or len(groups) > 8 and '::' not in address or address.count('::') > 1:
        raise ValueError('%r does not appear to be an IPv4 or IPv6 address' % host)


def urlparse(url, scheme='', allow_fragments=True):
    text = isinstance(url, str)
    split = urlsplit(url, scheme, allow_fragments)
    if not text:
        split = split.decode()
    scheme, netloc, path, query, fragment = split
    params = ''
    if scheme in uses_params and ';' in path:
        path, params = _split_params(path)
    result = ParseResult(scheme, netloc, path, params, query, fragment)
    return result if text else result.encode()


def _split_params(path):
    i = path.find(';', path.rfind('/') if '/' in path else 0)
    if i < 0:
        return path, ''
    return path[:i], path[i + 1:]


def urlunparse(components):
    scheme, netloc, url, params, query, fragment, result = _coerce(*components)
    if params:
        url = '%s;%s' % (url, params)
    return result(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    scheme, netloc, url, query, fragment, result = _coerce(*components)
    if netloc or scheme and scheme in uses_netloc and url[:2] != '//':
        if url and url[:1] != '/':
            url = '/' + url
        url = '//' + (netloc or '') + url
    parts = [scheme and scheme + ':', url, query and '?' + query, fragment and '#' + fragment]
    return result(''.join(filter(None, parts)))


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    base, url, result = _coerce(base, url)
    bscheme, bnetloc, bpath, bparams, bquery, bfragment = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return result(url)
    if scheme in uses_netloc:
        if netloc:
            return result(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = bnetloc
    if not path and not params:
        path, params = bpath, bparams
        return result(urlunparse((scheme, netloc, path, params, query or bquery, fragment)))
    parts = path.split('/')
    if not path.startswith('/'):
        *kept, last = bpath.split('/')
        parts = kept + ([] if last else ['']) + parts
        parts[1:-1] = filter(None, parts[1:-1])
    resolved = []
    for part in parts:
        if part == '..':
            if resolved:
                resolved.pop()
        elif part != '.':
            resolved.append(part)
    if parts[-1] in ('.', '..'):
        resolved.append('')
    return result(urlunparse((scheme, netloc, '/'.join(resolved) or '/', params, query, fragment)))


def urldefrag(url):
    url, result = _coerce(url)
    defrag, frag = url, ''
    if '#' in url:
        *parts, frag = urlparse(url)
        defrag = urlunparse((*parts, ''))
    if isinstance(result('a'), str):
        return DefragResult(defrag, frag)
    return DefragResultBytes(result(defrag), result(frag))


def unquote_to_bytes(string):
    string.split  # what a text and bytes have
    return _unquote(string.encode() if isinstance(string, str) else string)


_ascii_runs = re.compile('([\x00-\x7f]+)')


def unquote(string, encoding='utf-8', errors='replace'):
    if isinstance(string, bytes):
        return _unquote(string).decode(encoding, errors)
    if '%' not in string:
        string.split
        return string
    if encoding is None:
        encoding = 'utf-8'
    if errors is None:
        errors = 'replace'
    parts = _ascii_runs.split(string)
    for i in range(1, len(parts), 2):
        parts[i] = _unquote(parts[i].encode('ascii')).decode(encoding, errors)
    return ''.join(parts)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    return unquote(string.replace('+', ' '), encoding, errors)


def quote(string, safe='/', encoding=None, errors=None):
    if isinstance(string, str):
        return quote_from_bytes(string.encode(encoding or 'utf-8', errors or 'strict'), safe) if string else string
    for name, given in ('encoding', encoding), ('errors', errors):
        if given is not None:
            raise TypeError("quote() doesn't support %r for bytes" % name)
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    if isinstance(string, str) and ' ' not in string or isinstance(string, bytes) and b' ' not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding, errors).replace(' ', '+')


def quote_from_bytes(bs, safe='/'):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    return _quote(bs, safe.encode('ascii', 'ignore') if isinstance(safe, str) else safe) if bs else ''


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, 'items'):
        query = query.items()
    elif not hasattr(query, '__len__') or len(query) and not (hasattr(query, '__getitem__') and isinstance(query[0], tuple)):
        raise TypeError('not a valid non-string sequence or mapping object')

    def one(v):
        if isinstance(v, bytes):
            return quote_via(v, safe)
        return quote_via(str(v), safe, encoding, errors)
    out = []
    for k, v in query:
        k = one(k)
        if doseq and not isinstance(v, (str, bytes)):
            try:
                len(v)
            except TypeError:
                pass
            else:
                out.extend(k + '=' + one(x) for x in v)
                continue
        out.append(k + '=' + one(v))
    return '&'.join(out)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&'):
    out = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        out.setdefault(name, []).append(value)
    return out


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&'):
    qs, result = _coerce(qs)
    if isinstance(separator, bytes):
        separator = separator.decode('ascii')
    if not separator or not isinstance(separator, str):
        raise ValueError('Separator must be of type string or bytes.')
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError('Max number of fields exceeded')
    out = []
    for item in qs.split(separator) if qs else []:
        if not item and not strict_parsing:
            continue
        name, equals, value = item.partition('=')
        if not equals:
            if strict_parsing:
                raise ValueError('bad query field: %r' % (item,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            out.append(tuple(result(unquote(x.replace('+', ' '), encoding=encoding, errors=errors)) for x in (name, value)))
    return out


def unwrap(url):
    text = str(url).strip()
    if text.startswith('<') and text.endswith('>'):
        text = text[1:-1].strip()
    return text[4:].strip() if text.startswith('URL:') else text
