import configparser, argparse, getopt, io, sys, netrc, platform, pwd, grp, os
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except (Exception, SystemExit) as e: print(type(e).__name__, e)
text = '''[DEFAULT]
base = /usr
x = 1
[one]
# comment
path = %(base)s/lib
Name: val ue
; also
empty =
multi = a
  b

  c
flag = yes
n = 42
f = 1.5
pct = 50%%
[two words]
x = 2
'''
c = configparser.ConfigParser(); c.read_string(text); print(c.sections(), c.options('one'), c.get('one', 'path'), c['one']['name'], repr(c['one']['multi']), c.getint('one', 'n'), c.getfloat('one', 'f'), c.getboolean('one', 'flag'), c['two words']['x'], c.get('one', 'pct'), c.has_option('one', 'NAME'), c.has_section('zz'), dict(c['one']), c.items('two words'), c.defaults(), 'one' in c, list(c), len(c), c['one'].getint('n'), c['one'].get('nope'), c['one'].get('nope', 'd'), c.get('one', 'nope', fallback='fb'), c.getint('zz', 'q', fallback=3), c.get('one', 'path', raw=True), c.get('one', 'path', vars={'base': '/opt'}), repr(c['one']), repr(c['one']['empty']))
t(c.get, 'zz', 'a'); t(c.get, 'one', 'zz'); t(lambda: c['zz']); t(lambda: c['one']['zz']); t(c.getint, 'one', 'name'); t(c.getboolean, 'one', 'name'); t(c.add_section, 'one'); t(c.add_section, 'DEFAULT'); t(c.set, 'one', 'a', 5); t(c.set, 'one', 'a', '%bad'); c.set('one', 'a', 'b'); c['three'] = {'k': 'v'}; c['three']['z'] = 'multi\nline'; print(c.remove_option('one', 'a'), c.remove_section('zz'), c.remove_section('two words')); o = io.StringIO(); c.write(o); print(o.getvalue()); o = io.StringIO(); c.write(o, space_around_delimiters=False); print(len(o.getvalue()))
for bad in ['novalue\n', '[a]\nk\n', '[a]\nx=1\nx=2\n', '[a]\n[a]\n', '[a]\nx=%(y)s\n', '[a]\nx=%(x)s\n', '[a]\nx=%z\n', '[a]\n=v\n']:
    c = configparser.ConfigParser(); t(c.read_string, bad); t(lambda: c.get('a', 'x'))
c = configparser.ConfigParser(allow_no_value=True, delimiters=('=',), comment_prefixes=('//',), inline_comment_prefixes=(';',), strict=False, interpolation=None); c.optionxform = str; c.read_string('[a]\nKey\nB = 1 ; c\nB=2\n// no\nC:D = 5%\n'); print(dict(c['a']), c.get('a', 'Key')); c = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); c.read_string('[a]\nx=1\ny=${x}2\n[b]\nz=${a:y}3 $$\n'); print(c['b']['z'], c.items('a')); c = configparser.RawConfigParser({'d': '5'}); c.read_dict({'s': {'a': 1, 'B': 'two'}}); print(dict(c['s']), c.read(['nope', 'a.ini'])); c.read_file(['[q]\n', 'a=b\n']); print(c.get('q', 'a')); t(configparser.ConfigParser().read_file, ['x\n'])
p = argparse.ArgumentParser(prog='prog', description='Does things to files, at some length, so that the text has to be wrapped somewhere.', epilog='The end.')
p.add_argument('file'); p.add_argument('rest', nargs='*', help='the rest'); p.add_argument('-v', '--verbose', action='count', default=0, help='say more'); p.add_argument('-o', '--output', metavar='FILE', default='out', help='where to (default: %(default)s)'); p.add_argument('-n', type=int, choices=[1, 2, 3]); p.add_argument('--flag', action='store_true'); p.add_argument('--no-flag', dest='flag', action='store_false'); p.add_argument('-D', action='append', dest='defs'); p.add_argument('--const', action='store_const', const=5); p.add_argument('--two', nargs=2); p.add_argument('--opt', nargs='?', const='c', default='d'); p.add_argument('--hidden', help=argparse.SUPPRESS); p.add_argument('--version', action='version', version='%(prog)s 1.0')
g = p.add_mutually_exclusive_group(); g.add_argument('--aa', action='store_true'); g.add_argument('--bb', action='store_true'); gr = p.add_argument_group('special', 'things that are special'); gr.add_argument('--sp', type=float, help='a number')
for a in ['x', 'x y z', '-vvv x', 'x --output=foo', 'x -ofoo -n 2', 'x --flag --no-flag', 'x -D a -Db', 'x --const', 'x --two 1 2', 'x --opt', 'x --opt q', '-v x --opt q y', 'x --aa', 'x --outp abbr', 'x -- -y', 'x --sp 1.5', '-vn2 x', 'x -n -1']: t(p.parse_args, a.split())
sys.stderr = sys.stdout
for a in ['', 'x --aa --bb', 'x -n 7', 'x -n z', 'x --two 1', 'x --nope', 'x -o', 'x --o', 'x --version', '--sp q x', 'x --flag=1']: t(p.parse_args, a.split())
t(p.parse_known_args, 'x --zzz y -q'.split()); print(p.format_usage()); print(p.format_help())
p = argparse.ArgumentParser(prog='main'); p.set_defaults(func='none', z=3); p.add_argument('--top'); s = p.add_subparsers(dest='cmd', title='commands', help='what to do', metavar='CMD'); a = s.add_parser('add', help='adds', aliases=['a'], description='Adds.'); a.add_argument('x', type=int); a.add_argument('--y', default='yy'); a.set_defaults(func='add'); b = s.add_parser('del', help='deletes'); b.add_argument('names', nargs='+')
for x in ['', 'add 3', 'a 4 --y q', 'del p q', '--top t add 1', 'zz', 'add', 'add x', 'del', 'add 1 --bad']: t(p.parse_args, x.split())
print(p.format_help(), a.format_help(), p.get_default('func'), p.parse_args(['add', '1']) == p.parse_args(['add', '1']), 'cmd' in p.parse_args([]))
p = argparse.ArgumentParser(prog='q', add_help=False, argument_default=argparse.SUPPRESS, exit_on_error=False, formatter_class=argparse.RawDescriptionHelpFormatter, description='raw\n  text'); p.add_argument('--a'); p.add_argument('--b', required=True, type=lambda s: s.split(',')); p.add_argument('--ext', action='extend', nargs='+', type=int); p.add_argument('--bool', action=argparse.BooleanOptionalAction); p.add_argument('pos', nargs='?'); t(p.parse_args, ['--b', '1,2']); t(p.parse_args, ['--b', 'x', '--ext', '1', '2', '--ext', '3', '--no-bool']); t(p.parse_args, ['--b', 'x', '--ext', 'q']); print(p.format_help()); t(p.add_argument, '--a'); t(p.add_argument, 'x', required=True); t(p.add_argument, '--w', action='nope'); t(p.add_argument, '--w', type='x'); print(argparse.Namespace(a=1, b='x'), vars(argparse.Namespace(a=1)))
p = argparse.ArgumentParser(prog='d', formatter_class=argparse.ArgumentDefaultsHelpFormatter, parents=[argparse.ArgumentParser(add_help=False)], usage='%(prog)s [x]'); p.add_argument('--long-option-name-that-is-long', default=4, help='some help text that is rather long and has to be wrapped over several lines to fit'); p.add_argument('remainder', nargs=argparse.REMAINDER); p.add_argument('-s'); print(p.format_help()); t(p.parse_args, ['a', '-s', 'b']); t(p.parse_args, ['-s', 'b', 'c', '--x'])
def pos(s):
    if int(s) < 0: raise argparse.ArgumentTypeError('%s is negative' % s)
    return int(s)
p = argparse.ArgumentParser(prog='e'); p.add_argument('n', type=pos); t(p.parse_args, ['-5']); t(p.parse_args, ['5']); m = p.add_mutually_exclusive_group(required=True); m.add_argument('--p'); m.add_argument('--q'); t(p.parse_args, ['5']); print(p.format_usage())
t(getopt.getopt, ['-a', '-b', 'x', '--foo=1', '--bar', 'rest', '-z'], 'ab:', ['foo=', 'bar']); t(getopt.gnu_getopt, ['x', '-a', 'y', '--fo', '3'], 'a', ['foo=']); t(getopt.getopt, ['-z'], 'a'); t(getopt.getopt, ['--nope'], '', ['foo']); t(getopt.getopt, ['-b'], 'b:'); t(getopt.getopt, ['--bar=1'], '', ['bar']); t(getopt.getopt, ['--f'], '', ['foo', 'fab']); t(getopt.getopt, ['-ab', '--', '-c'], 'ab')
for text in ['machine h login u password p\nmachine i login v account a password "q r"\ndefault login d password e\n', '# c\nmachine h\n\tlogin u # x\n\tpassword p\n\nmacdef m\nline1\nline2\n\n', 'machine h login u password p extra\n', 'bogus\n', 'machine h login "a\\"b" password p#1\n', '', 'machine h password p\n']:
    open('n', 'w').write(text); t(lambda: netrc.netrc('n').hosts); t(lambda: netrc.netrc('n').macros); t(lambda: repr(netrc.netrc('n')))
open('n', 'w').write('machine h login u password p\n'); print(netrc.netrc('n').authenticators('h'), netrc.netrc('n').authenticators('z')); t(netrc.netrc); t(netrc.netrc, 'nope')
print(platform.system(), platform.python_version(), platform.python_version_tuple(), platform.python_implementation(), len(platform.uname()), platform.uname().system, platform.architecture()); t(pwd.getpwnam, 'no such'); t(pwd.getpwuid, 99999); t(grp.getgrnam, 'no such'); t(grp.getgrgid, 99999); t(pwd.getpwnam, 3)
