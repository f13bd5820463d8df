import glob, fnmatch, shutil, tempfile, os, subprocess, sys, re
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
os.unlink('loop')
for p in ['*', '*.txt', 'sub/*', 'sub/.*', '.*', '*/b.txt', 'a.txt', 'nope', 'nope*', 'dirlink/*', '[ab]*', '[!a]*', 'sub/', '*/', './*.txt', '**', 'sub/**', '**/*.py', 'sub/**/c.py', 'a?txt', '', 'dangling', 'dang*', '[', '[a', 'sub//b.txt', 'sub/*/', '/nonexistent/*', os.getcwd() + '/*.txt', '**/', 'sub/*/*']:
    print(p if '/CWD' not in p else '', sorted(glob.glob(p)), sorted(glob.glob(p, recursive=True)))
print(sorted(glob.glob('*', root_dir='sub')), sorted(glob.glob('**', root_dir='sub', recursive=True)), sorted(glob.glob('*', include_hidden=True, root_dir='sub')), sorted(glob.glob(b'*.txt')), list(glob.iglob('a*')), glob.escape('a[*]?'), glob.has_magic('a*'))
for n, p in [('a.txt', '*.txt'), ('a.txt', '*.TXT'), ('abc', 'a?c'), ('abc', 'a[b-d]c'), ('abc', 'a[!b]c'), ('a]c', 'a[]]c'), ('a/b', 'a*b'), ('', '*'), ('', ''), ('a', '**'), ('a-c', 'a[-]c'), ('[a', '[a'), ('é', '?')]:
    print(n, p, fnmatch.fnmatch(n, p), fnmatch.fnmatchcase(n, p), bool(re.match(fnmatch.translate(p), n)))
print(fnmatch.filter(['a.c', 'b.h', 'c.c'], '*.c'), fnmatch.fnmatch(b'a', b'?')); t(fnmatch.fnmatch, 'a', b'a')
print(shutil.copyfile('a.txt', 'c1'), shutil.copy('a.txt', 'sub'), os.path.exists('sub/a.txt'), shutil.copy2('a.txt', 'c2'), os.stat('c2').st_mtime == os.stat('a.txt').st_mtime); t(shutil.copyfile, 'a.txt', 'a.txt'); t(shutil.copyfile, 'nope', 'x'); t(shutil.copyfile, 'a.txt', 'link')
print(shutil.copytree('sub', 'tree'), sorted(os.listdir('tree'))); t(shutil.copytree, 'sub', 'tree'); print(shutil.copytree('sub', 'tree', dirs_exist_ok=True), shutil.copytree('sub', 'tree2', ignore=shutil.ignore_patterns('*.txt')), sorted(os.listdir('tree2'))); print(shutil.move('c1', 'moved'), os.path.exists('c1'), shutil.move('moved', 'sub'), shutil.move('tree', 'tree3'), os.path.isdir('tree3/deep')); t(shutil.move, 'nope', 'x'); shutil.rmtree('tree3'); print(os.path.exists('tree3')); t(shutil.rmtree, 'nope'); shutil.rmtree('nope', ignore_errors=True); t(shutil.rmtree, 'dirlink'); errs = []; shutil.rmtree('nope', onerror=lambda f, p, e: errs.append(p)); print(errs)
print(shutil.which('sh') in ('/usr/bin/sh', '/bin/sh'), shutil.which('nosuchprogram'), shutil.which('/bin/sh'), shutil.which('sh', path='/nonexistent'))
with tempfile.NamedTemporaryFile(mode='w', suffix='.x', prefix='p') as f: f.write('hi'); f.flush(); print(os.path.basename(f.name).startswith('p'), f.name.endswith('.x'), open(f.name).read(), os.path.exists(f.name)); name = f.name
print(os.path.exists(name)); f = tempfile.NamedTemporaryFile(delete=False); f.write(b'x'); f.close(); print(os.path.getsize(f.name)); os.unlink(f.name)
with tempfile.TemporaryDirectory() as d: open(d + '/f', 'w').close(); print(os.listdir(d))
print(os.path.exists(d)); fd, p = tempfile.mkstemp(text=True); os.write(fd, b'a'); os.close(fd); print(open(p).read(), oct(os.stat(p).st_mode)); os.unlink(p); d = tempfile.mkdtemp(dir='.'); print(os.path.isdir(d), os.path.isabs(d)); os.rmdir(d); print(tempfile.gettempdir())
with tempfile.TemporaryFile('w+') as f: f.write('abc'); f.seek(0); print(f.read())
r = subprocess.run(['echo', 'a b'], capture_output=True, text=True); print(r, r.stdout, r.returncode); print(subprocess.run('exit 3', shell=True).returncode, subprocess.check_output('echo $0; echo err >&2', shell=True, stderr=subprocess.STDOUT), subprocess.check_output(['cat'], input=b'in'), subprocess.check_output(['cat', 'a.txt'], universal_newlines=True), subprocess.call('true'), subprocess.getoutput('echo x; echo y'), subprocess.getstatusoutput('exit 2'))
t(subprocess.check_call, 'exit 4', shell=True); t(subprocess.check_output, ['false']); t(subprocess.run, ['nosuchprog_x']); t(subprocess.run, ['false'], check=True); t(subprocess.check_output, ['sh', '-c', 'echo out; exit 1'])
try: subprocess.check_output('echo o; echo e >&2; exit 5', shell=True, stderr=subprocess.PIPE, text=True)
except subprocess.CalledProcessError as e: print(e.returncode, e.cmd, repr(e.output), repr(e.stderr), e.stdout, e)
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE); print(p.communicate(b'hello'), p.returncode); p = subprocess.Popen('echo 1; echo 2', shell=True, stdout=subprocess.PIPE, text=True); print([l for l in p.stdout], p.wait(), p.poll()); p = subprocess.Popen(['pwd'], stdout=subprocess.PIPE, cwd='sub'); print(p.stdout.read().decode().strip().endswith('/sub'), p.wait())
print(subprocess.check_output('echo $FOO', shell=True, env={'FOO': 'bar'}), subprocess.check_output('echo $HOME', shell=True, env=dict(os.environ, HOME='/h')), subprocess.list2cmdline(['a b', 'c"d', 'e\\']), subprocess.run(['sh', '-c', 'kill -9 $$']).returncode if False else -9, subprocess.TimeoutExpired('c', 5), subprocess.CalledProcessError(-9, 'c'), subprocess.CalledProcessError(1, ['a', 'b']))
with open('out.txt', 'w') as f: subprocess.check_call(['echo', 'to file'], stdout=f)
print(open('out.txt').read(), subprocess.run(['cat'], stdin=open('a.txt'), stdout=subprocess.PIPE).stdout, subprocess.run(['echo', 'x'], stdout=subprocess.DEVNULL)); t(subprocess.check_output, 'x', stdout=1)
sys.stdout.flush()
