import re

def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(r if not isinstance(r, re.Match) else (r.span(), r.groups(), r.lastindex, r.lastgroup))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'pos', ''), getattr(e, 'lineno', ''), getattr(e, 'colno', ''))

p = re.compile(r'(?P<a>\w+)\s+(?P<b>\w+)?')
m = p.match('héllo wörld')
print(m, m.group(), m.group(1, 'b'), m['a'], m[2], m.groupdict(), m.span('b'), m.start(), m.end(2), m.re is p, m.string, m.pos, m.endpos)
print(p.groups, dict(p.groupindex), p.flags, p.pattern, p)
print(re.compile('a', re.I | re.M), re.compile(b'a', re.A), repr(re.compile("it's")))
print(m.expand(r'\2-\g<a>-\g<0>\n'))
t(m.group, 3); t(m.group, 'x'); t(lambda: m['zz'])
print(re.search('ö', 'wörld', ).span(), re.compile('l').search('wörld', 3), re.compile('l').search('wörld', 4), re.compile('^r').search('wr', 1))
print(re.compile('d$').search('wörld', 0, 4), re.compile('l$').search('wörld', 0, 4))
print(re.findall('a|b', 'abcab'), re.findall('(a)(b)?', 'abcab a'), re.findall('(a)b?', 'abcab a'), re.findall('', 'ab'))
print([m.span() for m in re.finditer('x*', 'axbxx')])
print(re.split('(,)|;', 'a,b;c'), re.split('x*', 'axbc'), re.split(',', 'a,b,c', 1), re.split(',', 'a,b,c', maxsplit=2), re.split(r'\b', 'two words'))
print(re.sub('x*', '-', 'abxd'), re.sub('a', 'b', 'aaa', count=2), re.subn('a', lambda m: m.group().upper() + 'é', 'banana'))
print(re.sub(r'(?P<x>\d+)', r'<\g<x>\\\1>', 'a1b22'), re.sub('a', r'\n\t\x41' if False else r'\n', 'xax'))
print(re.sub('(a)|b', r'[\1]', 'ab'), re.sub('', '-', 'abc'), re.sub('(?i)A', 'x', 'aA'))
t(re.sub, '(a)', r'\2', 'a'); t(re.sub, 'a', r'\q', 'a'); t(re.sub, 'a', r'\g<x>', 'a'); t(re.sub, 'a', lambda m: 1, 'a'); t(re.sub, 'a', None, 'a')
t(re.sub, 'a', b'x', 'a'); t(re.match, 'a', b'a'); t(re.match, b'a', 'a'); t(re.match, 'a', None); t(re.compile, 1); t(re.compile, p, re.I)
t(re.compile, '('); t(re.compile, '*a'); t(re.compile, 'a\n('); t(re.compile, r'\q'); t(re.compile, '[b-a]'); t(re.compile, '(?P<a>)(?P<a>)'); t(re.compile, 'a{99999999999}')
t(re.compile, 'a', re.A | re.U); t(re.compile, '(?<=a*)b'); t(re.compile, '\\')
print(re.escape('a.b*c[d]-é \n'), re.escape(b'a.b'), re.escape(''))
print(re.match(b'(a)(.)', b'a\xff').groups(), re.findall(rb'\w', b'a\xe9_'), re.sub(b'a', rb'\g<0>\1' if 0 else rb'\g<0>!', b'bab'))
print(re.fullmatch('a|ab', 'ab'), re.match('a|ab', 'ab'), re.compile('a(?=b)').match('ab').end())
print(re.compile('a') == re.compile('a'), re.compile('a') == re.compile('a', re.I), hash(re.compile('a')) == hash(re.compile('a')))
try:
    re.compile('a(')
except re.error as e:
    print(e.msg, e.pattern, e.pos, e.lineno, e.colno, e, isinstance(e, Exception), re.error.__name__, re.error.__module__, e.args)
e = re.error('msg', 'pat\ntern', 5); print(e, e.lineno, e.colno, re.error('only').pos)
print(re.I == 2, int(re.X), re.IGNORECASE | re.DOTALL == 18, re.VERBOSE + 0)
print(re.compile(r'''
  a   # comment
  [ ] b
''', re.X).match('a b'))
print(isinstance(m, re.Match), isinstance(p, re.Pattern), type(m).__name__, m.regs)
print(bool(re.match('', '')), re.match('(a)?b', 'b').groups('x'), re.match('(?P<q>a)?b', 'b').groupdict('d'))
print(re.match(r'^(?!riscv32).*', 'x86_64-linux'), re.match(r'^(?!riscv32).*', 'riscv32-x'), re.match('a\\Z', 'a\n'), re.match('a$', 'a\n'))
print(re.sub(r'([A-Z])', lambda m: '_' + m.group(1).lower(), 'CamelCase'), re.split(r'[\s,]+', ' a, b  c '))
class S(str): pass
print(re.match(S('a'), S('abc')).string, type(re.sub('b', 'c', S('abc'))))
it = re.finditer('a', 'aa'); print(next(it).span(), next(it).span(), next(it, 'end'), iter(it) is it)
print(re.match('(a)(b)(?P<z>c)', 'abc').lastgroup, re.match('(a)|(b)', 'b').lastindex)
