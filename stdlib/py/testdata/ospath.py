import os, os.path
from os.path import *
def t(f, *a):
    try: print(f.__name__, a, '->', repr(f(*a)))
    except Exception as e: print(f.__name__, a, '!!', type(e).__name__, e)
paths = ['', '.', '..', '/', '//', '///', '//a', 'a', 'a/', '/a', '/a/', 'a/b', 'a//b', './a', 'a/.', 'a/..', '../a', 'a/../b', '/..', '/../a', '//../a', '///a//b///', 'a.txt', '.a', '.a.b', 'a.b.c', 'a.b/c', '..a', '...', 'a/.b', 'a/..b', 'a.', 'é/ü.x']
cwd = os.getcwd(); os.chdir('/')
for p in paths:
    for f in (split, splitext, basename, dirname, isabs, normpath, splitdrive, normcase): t(f, p)
    for q in paths: t(join, p, q)
    t(relpath, p, '/x/y'); t(relpath, p, 'a/b') 
os.chdir(cwd); t(join, 'a', 'b', '/c', 'd'); t(join, b'a', b'b'); t(join, 'a', b'b'); t(join, 'a', None); t(join, None, 'a'); t(join, 1); t(join, 'a', 1)
t(basename, None); t(basename, b'a/b'); t(dirname, b'a/b'); t(splitext, b'a.b')
t(relpath, '/a/b', '/a/c/d'); t(relpath, '/a', '/'); t(relpath, '/', '/'); t(relpath, '/', '/a'); t(relpath, ''); t(relpath, b'/a', '/b')
t(commonpath, ['/a/b', '/a/c']); t(commonpath, ['a/b', 'a/c/d']); t(commonpath, ['/a', 'b']); t(commonpath, []); t(commonpath, ['a//b/.', 'a/b/c']); t(commonpath, ['/']); t(commonpath, ['a', b'b']); t(commonpath, ['/a/b/', '/a/b'])
t(commonprefix, ['abc', 'abd']); t(commonprefix, []); t(commonprefix, [['a', 'b'], ['a', 'c']]); t(commonprefix, ['a']); t(commonprefix, ('/usr/lib', '/usr/local'))
t(expanduser, '~'); t(expanduser, '~/x'); t(expanduser, '~nosuchuser/x'); t(expanduser, 'a~'); t(expanduser, b'~/x')
os.environ['FOO'] = 'bar'; os.environ['E'] = '$FOO'
for p in ['$FOO', '${FOO}/x', '$FOOx', '$NOPE/a', '${NOPE}', '$', '$$FOO', 'a$', '${', '${}', '$E', '${FOO', '$FOO$FOO', 'é$FOOé', b'$FOO']: t(expandvars, p)
for p in ['a.txt', 'link', 'sub', 'dirlink', 'dangling', 'loop', 'nope', 'sub/b.txt', 'dirlink/b.txt', 'a.txt/', 'sub/', '', 'a.txt/x', b'a.txt', 'a\0b', 'dirlink/../a.txt', '/', 'sub/..']:
    for f in (exists, lexists, isfile, isdir, islink, realpath, abspath): t(f, p)
t(exists, None); t(isfile, None); t(isdir, 3.5); t(islink, None); t(lexists, 5); t(isfile, [])
t(getsize, 'a.txt'); t(getmtime, 'a.txt'); t(getsize, 'nope'); t(getsize, 'link'); t(samefile, 'a.txt', 'link'); t(samefile, 'a.txt', 'sub'); t(samefile, 'a.txt', 'nope')
t(ismount, '/'); t(ismount, 'sub')
class P:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p
    def __repr__(self): return 'P'
t(join, P('a'), P('b')); t(basename, P('x/y')); t(exists, P('a.txt')); t(normpath, P(1))
print(os.path.sep, os.path.curdir, os.path.pardir, os.path.extsep, os.path.pathsep, os.path.defpath, os.path.altsep, os.path.devnull, os.path.__name__, os.path is __import__('posixpath'))
t(lambda: realpath('nope', strict=True)); t(lambda: realpath('link', strict=True)); t(realpath, 'dirlink/deep/../b.txt')
