# configparser: parsers of all settings, each with texts good and bad, and each method on them.
import configparser
import io


def show(what, f, *args, **kw):
    try:
        got = f(*args, **kw)
        print(what, '->', repr(got))
        return got
    except Exception as e:
        print(what, '!!', type(e).__name__, e, e.args)


def value(p, *of):
    try:
        return repr(p.get(*of) if len(of) > 1 else sorted(p.items(*of)))
    except Exception as e:
        return type(e).__name__ + ' ' + str(e).partition(' Raw')[0]


texts = {
    'plain': '[a]\nx = 1\ny: 2\nz=  3  \n[b]\nX=4\n',
    'defaults': '[DEFAULT]\nd = 5\n[a]\nx = %(d)s-%%-$$-${d}\n[b]\nd = 6\nx = %(d)s %(D)s\n',
    'multi': '[a]\nx = 1\n  2\n\n  3\ny =\n  first\n\tsecond\n\n\n[b]\nz = 1\n',
    'comments': '# c\n; d\n[a] ; inline\nx = 1 # in\ny = 2;no\n z = 3 ; in\n  # indented\n  more\n#end\n',
    'novalue': '[a]\nx\ny =\nz = 1\nw:\n',
    'odd': '[a b]c]\n key with = spaces = x = y\nk:v=w\nÜ = é\n[]\n[ s ]\nq=1\n',
    'double option': '[a]\nx=1\nX=2\n', 'double section': '[a]\nx=1\n[b]\n[a]\ny=2\n', 'no header': 'x=1\n', 'no key': '[a]\n=v\n', 'bad lines': '[a]\nfoo\nx=1\nbar baz\n',
    'indented': '  [a]\n  x = 1\n  y = 2\n    more\n  z = 3\n', 'empty': '', 'tabs': '[a]\nx = 1\n\t\n\ty\n', 'default twice': '[DEFAULT]\na=1\n[DEFAULT]\nb=2\n',
    'continued first': '[a]\n  x = 1\n',
    'loop': '[a]\nx = %(y)s ${y}\ny = %(x)s ${x}\n', 'missing': '[a]\nx = %(q)s\ny = ${q}\nz = ${b:q}\nw = ${z:z:z}\nu = ${DEFAULT:q}\n',
    'syntax': '[a]\nx = %\ny = %(\nz = %(a\nu = $\nv = ${\nw = ${a\nt = %s $s\n', 'across': '[a]\nx = ${b:y}!\n[b]\ny = ${z}${z}\nz = ${a:w}\n[c]\n', 'deep': '[a]\n' + ''.join('k%d = %%(k%d)s\n' % (i, i + 1) for i in range(12)) + 'k12 = end\n',
}
settings = [
    {}, dict(allow_no_value=True), dict(delimiters=('=',), strict=False), dict(inline_comment_prefixes=('#', ';')), dict(comment_prefixes=('//',), interpolation=None),
    dict(empty_lines_in_values=False), dict(default_section='b'), dict(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True),
    dict(defaults={'D': 9}, converters={'list': lambda s: s.split()}),
]
for kw in settings:
    for name, text in texts.items():
        for cls in (configparser.ConfigParser, configparser.RawConfigParser) if not kw else (configparser.ConfigParser,):
            p = cls(**kw)
            print('==', name, cls.__name__, *(k for k in kw))
            show('read', p.read_string, text)
            for s in p:
                print(s, *(value(p, s, o) for o in [*p[s], 'absent']), value(p, s))
            out = io.StringIO()
            p.write(out)
            print(repr(out.getvalue()))
for cls in (configparser.ConfigParser, configparser.RawConfigParser, lambda: configparser.ConfigParser(allow_no_value=True, interpolation=configparser.ExtendedInterpolation())):
    p = cls()
    p.read_string(texts['defaults'].replace('%%-$$-', ''))
    for line in '''
        p.sections(), p.options('a'), p.defaults(), list(p), len(p), bool(p), 'a' in p, 'DEFAULT' in p, 'zz' in p
        p.options('zz')
        p.options('DEFAULT')
        p.add_section('new')
        p.add_section('new')
        p.add_section('DEFAULT')
        p.add_section(5)
        p.has_section('a'), p.has_section('DEFAULT'), p.has_option('a', 'D'), p.has_option('zz', 'd'), p.has_option('', 'd'), p.has_option('DEFAULT', 'zz'), p.has_option(None, 'd')
        p.get('a', 'x', raw=True), p.get('a', 'D'), p.get('DEFAULT', 'd')
        p.get('a', 'x', vars={'d': 'V', 'D2': 3})
        p.get('a', 'own', vars={'OWN': 'V'})
        p.get('a', 'zz', fallback=None), p.get('zz', 'zz', fallback=7)
        p.get('zz', 'zz')
        p.get('a', 'zz')
        p.set('a', 'n', '10'), p.set('a', 'f', '1.5'), p.set('a', 'b', 'On'), p.set('a', 'bad', 'x y')
        p.getint('a', 'n'), p.getfloat('a', 'f'), p.getboolean('a', 'b'), p.getint('a', 'zz', fallback='q')
        p.getint('a', 'bad')
        p.getboolean('a', 'bad')
        p.getint('a', 'zz')
        p.set('a', 'k')
        p.set('a', 'k', None)
        p.set('a', 'k', 5)
        p.set('a', 5, 'k')
        p.set('a', 'k', '%')
        p.set('a', 'k', '$')
        p.set('a', 'k', '%(d)s %% $$ ${d}')
        p.set('zz', 'k', 'v')
        p.set('DEFAULT', 'K', 'v'), p.set('', 'L', 'v')
        p.items('zz')
        p.items('a', raw=True), p.items('DEFAULT'), [k for k, v in p.items()]
        p.items('b', vars={'Y': 'y', 'd': 'D'})
        p.remove_option('a', 'N'), p.remove_option('a', 'n'), p.remove_option('DEFAULT', 'k'), p.remove_option('a', 'd')
        p.remove_option('zz', 'n')
        p.remove_section('new'), p.remove_section('new'), p.remove_section('DEFAULT')
        p['b'], p['b'].name, p['b'].parser is p, len(p['b']), list(p['b']), 'd' in p['b'], 'zz' in p['b'], p['b']['D']
        p['b']['zz']
        p['zz']
        p['b'].get('zz'), p['b'].get('zz', 'f'), p['b'].get('d', 'f'), p['b'].getint('d'), p['b'].getint('zz'), p['b'].getint('zz', 4), p['b'].getboolean('zz', fallback=True), p['b'].getfloat('d')
        p['b'].__setitem__('k', 'v'), p['b']['k']
        p['b'].__setitem__('k', 5)
        p['b'].__delitem__('k'), 'k' in p['b']
        p['b'].__delitem__('k')
        p['b'].pop('d'), p['b'].pop('d', 'gone'), p['b'].setdefault('s', 't'), dict(p['b'])
        p.__setitem__('b', {'only': 'this'}), dict(p['b'])
        p.__setitem__('DEFAULT', {'D': 'fresh'}), dict(p['b'])
        p.__setitem__('number', {1: 2, 'none': None})
        p.__setitem__('self', {}), p.__setitem__('self', p['b']), dict(p['self'])
        p.__delitem__('number')
        p.__delitem__('DEFAULT')
        p.__delitem__('zz')
        p.popitem()[0], p.sections()
        p.read_dict({'r': {'a': 1, 'A': 2}})
        p.read_dict({'s': {'a': 1}, 't': {}}), p.sections()
        p.read_dict({'s': {'b': 1}, 5: {}, 'DEFAULT': {'x': 'y'}}), p.sections(), dict(p['s'])
        p.read(['nothing', 'else']), p.read('nothing')
        p.read_file(['[f]\\n', 'a=1\\n']), p['f']['a']
        p.read_file(['x\\n'])
        p.read_file(['x\\n'], source='named')
        p.clear(), p.sections(), len(p), p.defaults()
        p.popitem()
        p == p, p != cls(), sorted(p.converters), p.optionxform('ABC')
        p.update({'u': {'a': '1'}}), p.sections(), p['u'].items() == {'a': '1', **p.defaults()}.items()
    '''.strip().splitlines():
        show(line.strip(), lambda: eval(line.strip()))
with open('c.ini', 'w') as f:
    f.write('[file]\na = 1\n')
with open('bad.ini', 'w') as f:
    f.write('x\n')
p = configparser.ConfigParser(converters={'words': str.split})
print(p.read(['no', 'c.ini', b'c.ini']), p['file']['a'])
show('bad', p.read, 'bad.ini')
p['file']['w'] = 'a b'
print(p.getwords('file', 'w'), p['file'].getwords('w'), p['file'].getwords('no'), p['file'].getwords('no', fallback=3), p.getwords('file', 'no', fallback=2), sorted(p.converters))
p.optionxform = str
p['file']['Mixed'] = '1'
print(list(p['file']))
out = io.StringIO()
p.write(out, space_around_delimiters=False)
print(out.getvalue())
for e in [configparser.NoSectionError('s'), configparser.DuplicateSectionError('s'), configparser.DuplicateSectionError('s', 'f', 3), configparser.DuplicateOptionError('s', 'o'), configparser.DuplicateOptionError('s', 'o', 'f', 12),
          configparser.NoOptionError('o', 's'), configparser.InterpolationError('o', 's', 'm'), configparser.InterpolationMissingOptionError('o', 's', 'raw', 'ref'), configparser.InterpolationDepthError('o', 's', 'raw'),
          configparser.InterpolationSyntaxError('o', 's', 'm'), configparser.ParsingError('f'), configparser.MissingSectionHeaderError('f', 3, 'line'), configparser.Error('m'), configparser.Error()]:
    print(type(e).__name__, repr(e), str(e), e.args, e.message, sorted(vars(e)), type(e).__mro__[1].__name__)
