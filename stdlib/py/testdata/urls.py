from urllib.parse import *
import urllib, urllib.parse
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
urls = ['', 'a', '/a/b', 'http://h', 'http://h/', 'http://u:p@h:80/a;x/b;p?q=1&r#f', 'HTTP://Host.Example:8080/P?Q#F', '//h/p', 'mailto:a@b', 'file:///a/b', 'git://git.x/y.git;protocol=https;branch=main', 'http://[::1]:80/x', 'http://[::1', 'http://h:x/', 'http://h:99999/', 'http://h:/', 'http://@h', 'http://u@h', 'http://:p@h', 'a:b', '1a:b', 'http:x', 'http:///x', ' http://h/x ', 'http://h/a\nb', '?q', '#f', 'http://h?q', 'http://h#f', 'http://h/a?b?c#d#e', 'svn+ssh://h/p', 'http://é.com/ü?ö', 'x://y', 'http://[v1.a]/', 'http://[1.2.3.4]/', 'file:a', 'http://a@b@c/', '///a', '////a', 'http:////a', 'tel:+1;ext=2', 'http://h/%41%zz']
for u in urls:
    t(urlparse, u); t(urlsplit, u)
    def attrs(u):
        r = urlparse(u); return r.username, r.password, r.hostname, r.port, r.geturl()
    t(attrs, u); t(lambda: urlsplit(u).geturl()); t(urldefrag, u); t(quote, u); t(unquote, u)
t(urlparse, b'http://h/p;x?q#f'); t(urlsplit, b'http://h/p'); t(urlparse, 'x', b'y'); t(lambda: urlsplit('//h/x', scheme='ftp')); t(lambda: urlsplit('http://h/x#f', allow_fragments=False)); t(urlparse, None); t(urlparse, 5)
base = 'http://a/b/c/d;p?q'
for r in ['g:h', 'g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', 'g#s', 'g?y#s', ';x', 'g;x', 'g;x?y#s', '', '.', './', '..', '../', '../g', '../..', '../../', '../../g', '../../../g', '/./g', '/../g', 'g.', '.g', './../g', './g/.', 'g/./h', 'http:g', 'mailto:x', 'g/../h', 'http://x/y']: t(urljoin, base, r); t(urljoin, 'a/b', r); t(urljoin, 'http://h', r)
t(urljoin, b'http://a/b', b'c'); t(urljoin, 'a', b'b')
for s in ['', 'a b', 'a/b', 'é', 'a+b', '%', '~-_.', '\x00\x7f', 'a&b=c', '日本', '!*\'()']:
    t(quote, s); t(quote, s, safe=''); t(quote_plus, s); t(quote, s, safe='+é& '); t(unquote, quote(s)); t(unquote_plus, quote_plus(s)); t(quote, s.encode())
for s in ['%41', '%4', '%', '%zz', 'a%20b+c', '%C3%A9', '%FF', 'é%C3%A9', '%c3%a9%FF%41', b'%41\xff']: t(unquote, s); t(unquote_to_bytes, s)
t(unquote, '%FF', 'latin-1'); t(unquote, '%FF', errors='strict'); t(quote, 'é', encoding='latin-1'); t(quote, b'a', encoding='utf-8'); t(quote, 5); t(quote_plus, 5); t(unquote, None)
for q in [{'a': 1, 'b': 'x y'}, [('a', 'é'), ('a', None)], {'a': [1, 2]}, {}, 'abc', 5, {b'a': b'b'}, {'a': ()}]: t(urlencode, q); t(urlencode, q, doseq=True); t(urlencode, q, quote_via=quote)
for q in ['', 'a=1', 'a=1&b=2&a=3', 'a', 'a=', '=1', '&&', 'a=%41+b', 'a=1;b=2', b'a=1', 'a==b']: t(parse_qs, q); t(parse_qsl, q, keep_blank_values=True); t(parse_qsl, q, strict_parsing=True)
t(parse_qs, 'a=1;b=2', separator=';'); t(parse_qsl, 'a&b', max_num_fields=1)
r = urlparse('http://h/p'); print(r._replace(path='/q').geturl(), r._asdict(), r == ('http', 'h', '/p', '', '', ''), type(r).__name__, isinstance(r, ParseResult), urlunparse(['a', 'b', 'c', 'd', 'e', 'f']), urlunsplit(('http', 'h', 'p', 'q', 'f')), urlunparse(('git', 'h', '/p', '', '', '')), urlunparse(('file', '', '/p', '', '', '')), urlunparse(('x', '', '//p', '', '', '')))
