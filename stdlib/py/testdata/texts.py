import textwrap, shlex, string
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
text = "Hello there -- you goof-ball, use the -b option! This is a sentence. And another one; with a_very_long_word_that_does_not_fit_at_all and x--y.\tTab\nnewline  double"
for w in (1, 5, 10, 20, 40, 70): t(textwrap.wrap, text, w)
for k in [dict(break_long_words=False), dict(break_on_hyphens=False), dict(initial_indent='* ', subsequent_indent='  '), dict(drop_whitespace=False), dict(replace_whitespace=False), dict(expand_tabs=False), dict(fix_sentence_endings=True), dict(max_lines=2), dict(max_lines=1, placeholder='...'), dict(tabsize=4), dict(max_lines=2, initial_indent='    ')]: t(textwrap.wrap, text, 20, **k); t(textwrap.fill, text, 30, **k)
t(textwrap.wrap, '', 10); t(textwrap.wrap, '   ', 10); t(textwrap.wrap, 'a', 0); t(textwrap.fill, 'aaa bbb ccc', 7); t(textwrap.shorten, 'Hello  world!', width=12); t(textwrap.shorten, 'Hello  world!', width=11); t(textwrap.shorten, 'Hello world', width=10, placeholder='..'); t(textwrap.shorten, 'abc', 1); t(textwrap.wrap, 'x', 5, max_lines=1, placeholder='toolong')
for s in ['  a\n  b', '  a\n    b\n', '\ta\n\tb', '  a\n\tb', 'a\n  b', '\n  a\n\n  b\n  ', '', '   ', '  a\n \n  b', ' \t a\n \t b', '  a\n   ', 'x']: t(textwrap.dedent, s); t(textwrap.indent, s, '> '); t(textwrap.indent, s, '+', lambda l: True)
for s in ['', 'a b', "'a b' c", '"a b"', 'a\\ b', '"a\\"b"', "'a\\'b'", "a'b'c", 'a#b c', '# x', 'a # b', '"', "'", 'a\\', '""', "''", 'a "" b', 'a\tb\nc', 'é ü', '"\\n"', '"\\\\"', 'a;b|c&d', 'a=b', '$X "$Y"', "a''b"]:
    t(shlex.split, s); t(shlex.split, s, comments=True); t(shlex.split, s, posix=False); t(lambda: list(shlex.shlex(s))); t(lambda: list(shlex.shlex(s, posix=True))); t(lambda: list(shlex.shlex(s, punctuation_chars=True))); t(shlex.quote, s)
t(shlex.join, ['a b', "c'd", '', 'e']); l = shlex.shlex('a b'); l.push_token('z'); print(list(l), l.lineno); l = shlex.shlex('a,b c', posix=True); l.whitespace = ','; l.whitespace_split = True; print(list(l))
T = string.Template('$a ${b} $$ $c'); print(T.substitute(a=1, b=2, c=3), T.safe_substitute(a=1), T.get_identifiers(), T.is_valid()); t(T.substitute, {'a': 1}); t(string.Template('$ x').substitute); t(string.Template('a\nb $1').substitute)
class MT(string.Template): delimiter = '%'
print(MT('%a $a').substitute(a=5), string.capwords('hello  world-x'), string.ascii_letters[:3], string.punctuation, string.Formatter().format('{0} {x!r:>5} {}'.replace('{}', '{1}'), 1, 2, x='a'), string.Formatter().format('{} {a.real} {b[k]}', 5, a=3, b={'k': 1}))
