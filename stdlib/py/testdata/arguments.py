# argparse: parsers of many shapes, each with many command lines.
import argparse
import sys
from argparse import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentParser

sys.stderr = sys.stdout


def show(what, f, *args, **kw):
    try:
        print(what, '->', repr(f(*args, **kw)))
    except SystemExit as e:
        print(what, 'exits', e.code)
    except Exception as e:
        print(what, '!!', type(e).__name__, e)


def parse(p, lines, known=False):
    for line in lines.split('|'):
        words = line.split()
        show(words, p.parse_known_args if known else p.parse_args, words)


def make(**kw):
    return ArgumentParser(prog='prog', **kw)


def helps(p):
    print(p.format_usage(), p.format_help(), sep='---\n')


# numbers of arguments
for nargs in [None, 1, 2, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER, PARSER, SUPPRESS]:
    for first in ['--x', 'x']:
        p = make()
        show(f'{nargs} {first}', lambda: p.add_argument(first, nargs=nargs, **({'const': 'c'} if nargs == '?' and first == '--x' else {})))
        p.add_argument('y', nargs='*', default=None)
        p.add_argument('-z', action='store_true')
        print(p.format_usage())
        parse(p, '|a|a b|a b c|--x|--x 1|--x 1 2|--x 1 2 3|-z a|a -z b|--x=1|--x= a|-z --x 1 -- 2|-- a|-- -z|a -- -z --|--xx 1|a --x 1 -z b')
# positionals in turn
for shape in ['a', 'a b', 'a b?', 'a? b', 'a* b', 'a b*', 'a+ b', 'a b+', 'a+ b+', 'a? b?', 'a* b*', 'a b... ', 'a? b...']:
    p = make()
    for name in shape.split():
        p.add_argument(name[0], nargs={'': None, '...': '...'}.get(name[1:], name[1:]))
    p.add_argument('-o')
    print(shape, p.format_usage())
    parse(p, '|1|1 2|1 2 3|-o x 1 2|1 -o x 2|1 2 -o x|1 -o x 2 3|-o|1 2 3 4 -o y 5')
# actions
p = make()
p.add_argument('--store', '-s', type=int, default='5')
p.add_argument('--const', action='store_const', const=[1], default='x')
p.add_argument('--true', action='store_true')
p.add_argument('--false', action='store_false', dest='the-false')
p.add_argument('--app', action='append', default=[0])
p.add_argument('--appn', action='append', nargs='+')
p.add_argument('--appc', action='append_const', const='k', dest='app')
p.add_argument('--ext', action='extend', nargs='*', default=('t',))
p.add_argument('-c', action='count')
p.add_argument('-q', '--quiet', action='count', default=2)
p.add_argument('--bool', '-B', action=argparse.BooleanOptionalAction, default=True, help='a switch')
p.add_argument('--version', '-V', action='version', version='%(prog)s 1\n two')
helps(p)
parse(p, '|--store 3|-s3|-s 3|-s=3|--store x|--const|--const=1|--true --false|--app 1 --app 2|--appn 1 2 --appn 3|--appc --app 1'
         '|--ext|--ext 1 2 --ext 3|-ccc|-c -c|-cs4|-qq|--bool|--no-bool|-B|--no-b|-V|--version|-ccx|-csx|--no-bool=1|--st 4|--app|--a 1|--tr|-h -V')
for kw in [dict(action='store', nargs=0), dict(action='append', nargs=0), dict(const=1), dict(action='count', type=int), dict(action='store_true', nargs=1),
           dict(action='nothing'), dict(type='int'), dict(type=argparse.FileType), dict(metavar=('a', 'b')), dict(metavar=('a', 'b'), nargs=2),
           dict(dest=''), dict(choices='abc'), dict(required=True), dict(action='store_const'), dict(action='extend'), dict(action='append_const')]:
    for names in [('--opt',), ('pos',)]:
        p = make()
        show((kw, names), p.add_argument, *names, **kw)
show('strange', make().add_argument, '--', '-')
show('strange', make().add_argument, '-a', 'b')
show('strange', make().add_argument, '---a-b_c', '-d').dest if False else None
show('strange', make().add_argument, '')
show('strange', make().add_argument, 'pos', dest='x')
print(make().add_argument('---a-b', '-d'), make().add_argument('-d', '--e-f', '--g'), make().add_argument('-x', dest='y'))
# choices and types
p = make()
p.add_argument('kind', choices=['a', 'b'], nargs='?', default='zz')
p.add_argument('--n', type=int, choices=range(3), action='append', help='one of %(choices)s, a %(type)s')
p.add_argument('--f', type=float, metavar='F')


def even(s):
    if int(s) % 2:
        raise argparse.ArgumentTypeError('%s is odd' % s)
    return int(s)


p.add_argument('--even', type=even)
p.add_argument('--raises', type=lambda s: {}[s])
helps(p)
parse(p, '|a|c|--n 1 --n 2|--n 7|--n x|--f 1e3|--f q|--even 2|--even 3|--even x|--raises x')
p = make()
p.add_argument('many', choices=['a', 'b'], nargs='*')
p.add_argument('--plus', choices='xy', nargs='+')
parse(p, '|a|a b|a c|--plus x|--plus x z')
helps(p)
# groups
p = make(usage=None, description='%(prog)s does things.', epilog='End of %(prog)s.')
p.add_argument('first')
g = p.add_argument_group('extra things', 'which are extra')
g.add_argument('--in-group', help='in the group')
g.add_argument('grouped', nargs='?')
empty = p.add_argument_group('nothing here')
m = p.add_mutually_exclusive_group()
m.add_argument('--one', action='store_true')
m.add_argument('--two')
m.add_argument('--hidden', help=SUPPRESS)
m.add_argument('left', nargs='?', help='what is left')
show('required', m.add_argument, '--bad', required=True)
show('required', m.add_argument, 'bad')
r = p.add_mutually_exclusive_group(required=True)
r.add_argument('--alpha')
r.add_argument('--beta', nargs=2, metavar=('B1', 'B2'))
helps(p)
parse(p, 'a|a --alpha 1|a --alpha 1 --beta 2 3|a --one --alpha 1|a --one --two 3 --alpha 1|a b c --alpha 1|a b c --one --alpha 2|a --two x b c --beta 1 2')
p = make()
only = p.add_mutually_exclusive_group(required=True)
only.add_argument('--only')
helps(p)
nested = g.add_mutually_exclusive_group()
nested.add_argument('-n')
nested.add_argument('-m')
helps(p)
# defaults
p = make(argument_default=SUPPRESS)
p.add_argument('--a')
p.add_argument('--b', default=3)
p.add_argument('c', nargs='?')
parse(p, '|--a 1|x')
p = make()
p.set_defaults(a=1, z='z')
p.add_argument('--a')
p.add_argument('--b', default='7', type=int)
p.set_defaults(b='8')
show('defaults', lambda: (p.get_default('a'), p.get_default('b'), p.get_default('z'), p.get_default('no')))
parse(p, '|--a 2|--b 9')
ns = argparse.Namespace(b=0, own=True)
show('namespace', p.parse_args, ['--a', '5'], ns)
print(ns, ns == argparse.Namespace(**vars(ns)), ns != argparse.Namespace(), 'own' in ns, argparse.Namespace(**{'a b': 1, 'c': 2}))
# prefixes, abbreviations, conflicts
p = make(prefix_chars='+/')
p.add_argument('+x', '++long')
p.add_argument('/w', action='store_true')
p.add_argument('rest', nargs='*')
helps(p)
parse(p, '+x 1|++lo 2|++long=3|/w|-x|+x1 a -b|+h')
p = make(allow_abbrev=False)
p.add_argument('--long')
p.add_argument('-s', action='store_true')
p.add_argument('-t', action='store_true')
parse(p, '--lo 1|-st|--long=1|-sx')
p = make()
for o in '--foo', '--foobar', '--fob', '-f', '-1', '-fo':
    p.add_argument(o, action='append')
p.add_argument('rest', nargs='*')
parse(p, '--foo 1|--fo 1|--foob 1|--foobar=2|-f 1|-f1|-fo 1|-foo|-1 x|-2|-5 -1 3|--f=1|-f=1|-f -1|-f -- -x')
p = make()
p.add_argument('--num', type=float)
p.add_argument('n', type=float, nargs='?')
parse(p, '-3|--num -3|--num=-3|-.5|-1e3|--num -x|-x|- |--num -')
show('conflict', make().add_argument, '-h')
p = make(conflict_handler='resolve')
p.add_argument('-f', '--foo', help='old')
p.add_argument('--foo', help='new')
p.add_argument('-h', help='other help')
p.add_argument('-f', action='store_true')
helps(p)
parse(p, '--foo 1|-f|-h x|--help')
show('conflict', make, conflict_handler='what')
# subparsers
top = make(description='top')
top.add_argument('--verbose', '-v', action='count', default=0)
top.add_argument('before')
subs = top.add_subparsers(dest='command', required=True, help='the command', metavar='COMMAND', description='all commands', prog='sub')
one = subs.add_parser('one', help='first of all', aliases=('uno', 'eins'), description='One.')
one.add_argument('x', nargs='*')
one.add_argument('-v', action='store_true', dest='inner')
two = subs.add_parser('two')
deeper = two.add_subparsers(title='deeper')
deep = deeper.add_parser('deep', help='deep down')
deep.add_argument('--y', type=int)
deep.set_defaults(level=3)
helps(top), helps(one), helps(two), helps(deep)
parse(top, '|b|b one|b uno 1 2|b one -v|-v b one|b two|b two deep|b two deep --y 3|b two deep --y q|b three|b one --unknown|b two deep --bad 1|b two what|b one 1 --help')
parse(top, 'b one --unknown 1 2|b two deep --bad --worse', known=True)
show('alias', subs.add_parser, 'one')
show('alias', subs.add_parser, 'new', aliases=['uno'])
show('again', top.add_subparsers)
p = make()
s = p.add_subparsers()
s.add_parser('a').add_argument('--deep', default='d')
helps(p)
parse(p, '|a|a --deep 1|b')
p = make()
p.add_argument('--opt', nargs='?')
p.add_subparsers(dest='cmd').add_parser('go', add_help=False).add_argument('-h')
parse(p, '--opt x go|go -h 5|go -h')
# parents, files
base = ArgumentParser(add_help=False, prog='base')
base.add_argument('--from-base', default='b', help='from the base')
base.add_argument_group('base group', 'of the base').add_argument('--in-base')
bm = base.add_mutually_exclusive_group(required=True)
bm.add_argument('--p1')
bm.add_argument('--p2')
base.set_defaults(origin='base')
p = make(parents=[base], fromfile_prefix_chars='@')
p.add_argument('rest', nargs='*')
helps(p)
with open('args', 'w') as f:
    f.write('--p1\n1\nx y\n')
with open('more', 'w') as f:
    f.write('z\n@args\n')
parse(p, '@args|@more last|--p1 1 @nothing|--p2 2 a|')


class Words(ArgumentParser):
    def convert_arg_line_to_args(self, line):
        return line.split()

    def error(self, message):
        raise RuntimeError(message)


p = Words(prog='words', fromfile_prefix_chars='@')
p.add_argument('--p1')
p.add_argument('rest', nargs='*')
parse(p, '@args|--what')
p = make(exit_on_error=False)
p.add_argument('--n', type=int)
parse(p, '--n x|--n|--z')
# the file type
t = argparse.FileType('w', encoding='utf-8')
print(t, argparse.FileType(), argparse.FileType('rb', 0), argparse.FileType('r', errors='ignore'))
show('stdin', lambda: argparse.FileType()('-') is sys.stdin)
show('stdout', lambda: (argparse.FileType('w')('-') is sys.stdout, argparse.FileType('a')('-') is sys.stdout))
show('neither', argparse.FileType('q'), '-')
show('missing', argparse.FileType(), 'nothing/here')
p = make()
p.add_argument('--in', type=argparse.FileType(), dest='source')
show('file', lambda: p.parse_args(['--in', 'args']).source.read())
parse(p, '--in nothing')


# formatting
def long(cls=argparse.HelpFormatter, **kw):
    p = make(formatter_class=cls, description='A description that  is\n   long enough to be wrapped when the width is that of a terminal of eighty columns.\n\nTwo.', **kw)
    p.add_argument('--a-very-long-option-name', '-a', metavar='SOMETHING-LONG', help='help that goes on\nand on for longer than a line has room for, %(default)s %(prog)s 100%%')
    p.add_argument('-b', type=int, default=5, help='short')
    p.add_argument('-c', help='')
    p.add_argument('-d', help=' ')
    p.add_argument('--exactly-twenty-one', action='store_true', help='fits or not')
    p.add_argument('--exactly-20-chars-', action='store_true', help='fits or not')
    p.add_argument('pos-arg', type=str, help='a positional', nargs='+')
    p.add_argument('--with-choices', choices=['red', 'green', 'blue'], default='red', help='pick')
    p.add_argument('--nodefault', default=SUPPRESS, help='none')
    return p


for cls in [argparse.HelpFormatter, argparse.RawDescriptionHelpFormatter, argparse.RawTextHelpFormatter, argparse.ArgumentDefaultsHelpFormatter]:
    helps(long(cls))
    helps(long(lambda prog: cls(prog, indent_increment=4, max_help_position=10, width=50)))
p = make(formatter_class=argparse.MetavarTypeHelpFormatter)
p.add_argument('n', type=int)
p.add_argument('--f', type=float, nargs=2)
helps(p)
helps(make(usage='%(prog)s [anything]', description=''))
helps(make(usage=SUPPRESS))
helps(make(add_help=False))
p = ArgumentParser(prog='a-program-with-a-very-long-name-that-takes-nearly-all-of-the-line-of-the-usage-text')
p.add_argument('--option-one'), p.add_argument('--option-two'), p.add_argument('positional-one'), p.add_argument('positional-two')
helps(p)
for n in [3, 6, 9]:
    p = make()
    for i in range(n):
        p.add_argument('--option-%d' % i, metavar='V' * i, required=i == 1)
    for i in range(n):
        p.add_argument('positional-%d' % i)
    print(p.format_usage())
p = make()
for i in range(9):
    p.add_argument('positional-%d' % i)
print(p.format_usage())
print(p, argparse.ArgumentError(None, 'm'), argparse.ArgumentError(p._actions[0], 'm') if hasattr(p, '_actions') else '')
p.print_usage(sys.stdout)
show('exit', p.exit, 3, 'message\n')
show('exit', p.exit)
show('error', p.error, 'wrong')
