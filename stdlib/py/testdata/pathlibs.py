import os, pathlib
from pathlib import Path, PurePath, PurePosixPath
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
for args in [(), ('a',), ('a', 'b'), ('/a', 'b'), ('a', '/b'), ('a//b/./c/',), ('//a',), ('///a',), ('.',), ('..', 'a'), ('/',), ('a', Path('b')), ('',), ('a/..',), ('a.tar.gz',), ('.bashrc',), ('a.',), ('..a',), ('a b',)]:
    p = PurePath(*args); print(repr(p), str(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, repr(p.parent), p.root, p.anchor, p.drive, p.is_absolute(), list(p.parents), bytes(p), p.as_posix())
p = PurePath('/usr/lib/python3.x')
print(p / 'x', '/q' / PurePath('y'), p / '/z', p.joinpath('a', 'b'), p.parents[0], p.parents[-1], p.parents[:2], len(p.parents), hash(p) == hash(PurePath('/usr/lib/python3.x')), p == PurePosixPath('/usr//lib/python3.x'), p == '/usr/lib/python3.x', sorted([PurePath('b'), PurePath('a/c'), PurePath('a')]), os.fspath(p), PurePath('a') < PurePath('b'), p.as_uri())
t(lambda: p / 3); t(PurePath, 3); t(PurePath, b'x'); t(lambda: p.parents[9]); t(lambda: p < 3); t(PurePath('a').as_uri)
for a in ['/usr', '/', 'usr', '/usr/lib/python3.x', '/other', '', '/usr/li']: t(p.relative_to, a); t(p.is_relative_to, a)
t(PurePath('a/b').relative_to, 'a'); t(PurePath('a/b').relative_to, 'a', 'b'); t(PurePath('a').relative_to, '/'); t(PurePath('a').relative_to)
for n in ['x', 'x.y', '', 'a/b', '.']: t(p.with_name, n); t(p.with_stem, n); t(p.with_suffix, n)
t(p.with_suffix, '.txt'); t(p.with_suffix, '.'); t(p.with_suffix, ''); t(PurePath('/').with_name, 'x'); t(PurePath('a.b.c').with_suffix, '.d'); t(PurePath('a').with_suffix, '.d'); t(PurePath('a.b').with_stem, 'z')
for pat in ['*.py', 'b/*.py', '/a/*.py', '/a/b/c.py', 'a/b', '*', '/*', 'c.*', 'B/c.py', '**/c.py']: t(PurePath('/a/b/c.py').match, pat)
t(PurePath('a').match, ''); print(Path('x'), repr(Path('x')), type(Path('x')), isinstance(Path(), PurePath), Path.cwd(), Path.home(), Path('~/x').expanduser(), repr(Path()))
print(sorted(Path('.').iterdir()), sorted(Path('sub').iterdir()), sorted(Path('.').glob('*.txt')), sorted(Path('.').glob('**/*.py')), sorted(Path('.').rglob('*.txt')), sorted(Path('.').glob('sub/*')), sorted(Path('.').glob('*/b.txt')), sorted(Path('.').glob('**')), sorted(Path('sub').rglob('*')), sorted(Path('.').glob('a.txt')), sorted(Path('.').glob('nope/*')), sorted(Path('.').rglob('deep/*.py')))
t(lambda: list(Path('.').glob('/x'))); t(lambda: list(Path('.').glob(''))); t(lambda: list(Path('.').glob('a**')))
for n in ['a.txt', 'sub', 'link', 'dirlink', 'dangling', 'loop', 'nope', 'a.txt/x', 'empty']:
    q = Path(n); print(n, q.exists(), q.is_file(), q.is_dir(), q.is_symlink(), q.is_fifo(), q.is_mount(), q.is_socket(), q.is_block_device()); t(lambda: q.stat().st_size); t(q.resolve); t(q.readlink); t(lambda: q.lstat().st_mode & 0o170000)
t(Path('nope').resolve, strict=True); t(Path('a/../b').resolve); t(Path('a').absolute); t(Path('/a').absolute); t(Path('a.txt').read_text); t(Path('latin.txt').read_bytes); t(Path('crlf.txt').read_text); t(Path('nope').read_text)
t(Path('new').write_text, 'héllo\n'); t(Path('new').read_bytes); t(Path('new2').write_bytes, b'xy'); t(Path('new').write_text, 3)
with Path('new').open() as f: print(f.read())
t(Path('d1/d2').mkdir); t(Path('d1/d2').mkdir, parents=True); t(Path('d1').mkdir); t(Path('d1').mkdir, exist_ok=True); t(Path('a.txt').mkdir, exist_ok=True); t(Path('d1/d2').rmdir); t(Path('d1/f').touch); t(Path('d1/f').touch, exist_ok=False); t(Path('d1/f').exists); t(Path('d1/f').rename, 'd1/g'); t(Path('d1/g').replace, Path('d1/h')); t(Path('d1/h').unlink); t(Path('d1/h').unlink); t(Path('d1/h').unlink, missing_ok=True); t(Path('d1/l').symlink_to, '../a.txt'); t(Path('d1/l').read_text); t(Path('d1/k').hardlink_to, 'a.txt'); t(Path('d1/k').read_text); t(Path('new').chmod, 0o600); t(lambda: oct(Path('new').stat().st_mode)); t(lambda: sorted(os.listdir(Path('d1')))); t(lambda: os.path.join(Path('a'), 'b')); t(lambda: Path('a') / Path('b').name)
t(pathlib.WindowsPath); print(isinstance(Path('.'), os.PathLike), {Path('a'): 1}[Path('a')], repr(p.parents), Path(Path('a'), Path('b')), f'{Path("x/y")}', '%s' % Path('q'))
