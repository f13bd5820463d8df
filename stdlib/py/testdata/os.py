import os, stat, errno, sys
def t(f, *a, **k):
    try: print(getattr(f, '__name__', f), a, k, '->', repr(f(*a, **k)))
    except SystemExit: raise
    except BaseException as e: print(getattr(f, '__name__', f), a, k, '!!', type(e).__name__, e, getattr(e, 'errno', ''), getattr(e, 'filename', ''))
print(os.name, os.sep, os.linesep, os.devnull, os.curdir, os.error is OSError, os.O_RDWR | os.O_CREAT, os.R_OK, os.W_OK, os.X_OK, os.F_OK)
print(os.getcwd(), sorted(os.listdir()), sorted(os.listdir('sub')), sorted(os.listdir(b'sub')))
t(os.listdir, 'nope'); t(os.listdir, 'a.txt'); t(os.listdir, 1.5); t(os.listdir, '')
s = os.stat('a.txt'); print(oct(s.st_mode), s.st_size, s[6], s.st_mtime, s[8], s.st_mtime_ns, stat.S_ISREG(s.st_mode), stat.S_ISDIR(s.st_mode), len(s), s.st_uid == os.getuid(), isinstance(s, tuple))
print(oct(os.stat('sub').st_mode), oct(os.lstat('link').st_mode & 0o170000), stat.filemode(s.st_mode), stat.S_IMODE(s.st_mode))
t(os.stat, 'nope'); t(os.stat, 'dangling'); t(os.stat, 'loop'); t(os.stat, None); t(os.stat, 'a.txt/'); t(os.stat, ''); t(os.stat, 'a\0')
t(os.readlink, 'link'); t(os.readlink, 'a.txt'); t(os.readlink, 'nope')
t(os.access, 'a.txt', os.R_OK); t(os.access, 'nope', os.F_OK)
t(os.mkdir, 'd'); t(os.mkdir, 'd'); t(os.mkdir, 'x/y'); t(os.makedirs, 'p/q/r'); t(os.makedirs, 'p/q/r'); t(os.makedirs, 'p/q/r', exist_ok=True); t(os.makedirs, 'a.txt', exist_ok=True); t(os.makedirs, 'p/q/s/')
print(sorted(os.listdir('p/q')), oct(os.stat('p').st_mode))
t(os.rmdir, 'p'); t(os.rmdir, 'd'); t(os.removedirs, 'p/q/s'); t(os.remove, 'sub'); t(os.remove, 'nope'); t(os.rmdir, 'a.txt')
t(os.symlink, 'a.txt', 'l2'); t(os.symlink, 'a.txt', 'l2'); print(os.path.islink('l2'), open('l2').read())
t(os.link, 'a.txt', 'hard'); t(os.link, 'nope', 'h2'); t(os.rename, 'hard', 'moved'); t(os.rename, 'nope', 'm'); t(os.replace, 'moved', 'moved2'); print(os.path.exists('moved'), open('moved2').read())
t(os.rename, 'sub', 'sub2'); print(sorted(os.listdir('sub2')), os.path.exists('sub')); t(os.rename, 'sub2', 'sub'); t(os.rename, 'a.txt', 'sub')
t(os.chmod, 'moved2', 0o755); print(oct(os.stat('moved2').st_mode)); t(os.chmod, 'nope', 0o644)
t(os.utime, 'moved2', (1, 2)); print(os.stat('moved2').st_mtime); t(os.utime, 'moved2', ns=(5, 6000000000)); print(os.stat('moved2').st_mtime); t(os.utime, 'moved2', 5)
t(os.unlink, 'moved2'); t(os.unlink, 'l2'); t(os.truncate, 'empty', 3); print(os.path.getsize('empty'))
for top in (True, False):
    for r, d, f in os.walk('.', topdown=top): print(r, sorted(d), sorted(f)) if top else None
got = []
for r, d, f in os.walk('sub'):
    d[:] = [x for x in d if x != 'deep']; got.append((r, d, sorted(f)))
print(got); print([(r, d, sorted(f)) for r, d, f in os.walk('sub', topdown=False)]); print(list(os.walk('nope')))
errs = []; list(os.walk('nope', onerror=errs.append)); print(errs)
print(sorted((e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink()) for e in os.scandir('.')))
with os.scandir('sub') as it: print(sorted(repr(e) for e in it), it)if False else print(sorted(repr(e) for e in it))
print(sorted(e.path for e in os.scandir()))
t(os.getenv, 'NOPE'); t(os.getenv, 'NOPE', 'd'); t(os.getenv, 'HOME'); print(os.environ['HOME'], os.environ.get('x', 1), 'HOME' in os.environ)
t(lambda: os.environ['NOPE']); t(os.environ.__setitem__, 'A', 1); os.environ['A'] = 'b'; print(os.getenv('A'), os.environ.pop('A'), os.environ.pop('A', None)); c = os.environ.copy(); print(type(c), c['HOME']); os.environ.setdefault('Z', 'z'); os.environ.update({'Y': 'y'}, X='x'); print(os.environ['Z'], os.environ['Y'], os.environ['X']); del os.environ['X']; t(os.environ.__delitem__, 'X'); t(os.environ.update, {'a': 1})
print({k: v for k, v in os.environ.items() if k in 'YZ'}, sorted(k for k in os.environ if k in ('Y', 'Z')), len(os.environ) > 3)
t(os.strerror, 2); t(os.strerror, 9999); t(os.fspath, 'a'); t(os.fspath, 1); t(os.fsencode, 'é'); t(os.fsdecode, b'\xff'); t(os.fsencode, '\udcff')
print(len(os.urandom(5)), type(os.urandom(1)), type(os.cpu_count()), type(os.getpid()), type(os.sched_getaffinity(0)), len(os.uname()), type(os.uname().sysname))
old = os.umask(0o077); print(oct(old)); os.mkdir('um'); print(oct(os.stat('um').st_mode)); print(oct(os.umask(old)))
fd = os.open('fd.txt', os.O_RDWR | os.O_CREAT, 0o644); print(type(fd), os.write(fd, b'hello'), os.lseek(fd, 1, 0), os.read(fd, 3), os.fstat(fd).st_size); os.close(fd); t(os.close, 999); t(os.open, 'nope', os.O_RDONLY); t(os.open, 'a.txt', os.O_CREAT | os.O_EXCL)
with os.fdopen(os.open('fd.txt', os.O_RDONLY)) as f: print(f.read())
os.chdir('sub'); print(os.getcwd(), os.path.exists('b.txt'), os.path.abspath('x')); t(os.chdir, 'nope'); t(os.chdir, 'b.txt'); os.chdir('..')
print(os.WEXITSTATUS(256), os.WIFEXITED(0), os.WTERMSIG(9), os.waitstatus_to_exitcode(512))
print(errno.ENOENT, errno.errorcode[17], errno.EWOULDBLOCK == errno.EAGAIN, stat.S_IRWXU, stat.S_ISVTX)
print(os.get_exec_path(), isinstance('a', os.PathLike), os.PathLike.__name__)
class FP:
    def __fspath__(self): return 'a.txt'
print(isinstance(FP(), os.PathLike), os.stat(FP()).st_size, open(FP()).readline(), issubclass(FP, os.PathLike))
t(getattr, os, 'nosuch')
print(os.system('exit 3'), os.popen('echo hi').read())
