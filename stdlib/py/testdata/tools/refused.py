"""Prints data/refused.txt, the table of the modules that can be imported and not used, from what CPython 3.11 has in them."""

import importlib
import types

MODULES = '''
aifc array asynchat asyncio asyncore audioop asyncio.events asyncio.subprocess bdb cProfile cgi cgitb chunk cmd code compileall crypt ctypes ctypes.util curses dbm dis doctest
email email.charset email.encoders email.errors email.generator email.header email.headerregistry email.message email.mime
email.mime.application email.mime.audio email.mime.base email.mime.image email.mime.message email.mime.multipart email.mime.nonmultipart
email.mime.text email.parser email.policy email.utils faulthandler ftplib http.client http.cookiejar http.cookies http.server imaplib
logging.config logging.handlers lzma mailbox mmap modulefinder
multiprocessing.connection multiprocessing.managers multiprocessing.pool multiprocessing.queues multiprocessing.shared_memory
multiprocessing.sharedctypes multiprocessing.synchronize
nntplib pdb plistlib poplib profile pstats pty py_compile pyclbr readline select selectors shelve smtplib socket socketserver sqlite3 ssl statistics
symtable syslog decimal tokenize token tarfile telnetlib termios trace tracemalloc tty unittest unittest.case unittest.mock urllib.request urllib.response
urllib.robotparser venv webbrowser wsgiref wsgiref.simple_server xml xml.dom xml.dom.minidom xml.dom.pulldom xml.etree xml.etree.ElementTree
xml.parsers xml.parsers.expat xml.sax xml.sax.handler xml.sax.xmlreader xmlrpc xmlrpc.client xmlrpc.server
cmath colorsys encodings encodings.ascii encodings.idna encodings.latin_1 encodings.utf_8 ensurepip imghdr importlib.metadata importlib.resources lib2to3
mailcap marshal ntpath opcode pickletools pydoc quopri rlcompleter smtpd sndhdr spwd sre_compile sre_constants sre_parse stringprep tabnanny uu
wave xdrlib zipapp zipfile zipimport zoneinfo
'''


# What a module has besides that cannot be seen from outside.
MORE = {'xml.parsers.expat': 'class XMLParserType func ParserCreate ErrorString', 'ctypes': 'class c_int8 c_uint8 c_size_t c_ssize_t'}


def public(module):
    names = getattr(module, '__all__', None)
    if names is None:
        names = [n for n in dir(module) if not n.startswith('_')]
        own = [n for n in names if getattr(getattr(module, n), '__module__', module.__name__) in (module.__name__, '_' + module.__name__)
               or isinstance(getattr(module, n), type) and issubclass(getattr(module, n), BaseException)]
        names = [n for n in own if not isinstance(getattr(module, n), types.ModuleType)]
    return sorted(n for n in set(names) | {n for n in dir(module) if n.isupper() and not n.startswith('_')} if hasattr(module, n))


def line(name):
    module = importlib.import_module(name)
    kinds = {'exception': [], 'class': [], 'func': [], 'value': []}
    where = {}
    names = public(module)
    for n in names:
        v = getattr(module, n)
        if isinstance(v, type) and issubclass(v, BaseException):
            where.setdefault(v, n)
    for n in names:
        v = getattr(module, n)
        if isinstance(v, types.ModuleType) or n.startswith('_'):
            continue
        if isinstance(v, type) and issubclass(v, BaseException):
            if v.__module__ == 'builtins':
                kinds['value'].append('%s=%s' % (n, v.__name__))
                continue
            if where[v] != n:
                kinds['value'].append('%s=%s' % (n, where[v]))
                continue
            bases = [b.__name__ if b.__module__ == 'builtins' else where.get(b) for b in v.__bases__]
            bases = [b for b in bases if b and b not in ('Exception', 'object')]
            kinds['exception'].append((len(v.__mro__), n + ('(%s)' % ','.join(bases) if bases else '')))
        elif isinstance(v, type) or n in ('Lock', 'Pool'):
            kinds['class'].append(n)
        elif isinstance(v, bool) or v is None:
            kinds['value'].append('%s=%s' % (n, v))
        elif isinstance(v, int):
            kinds['value'].append('%s=%d' % (n, v))
        elif isinstance(v, str) and len(v) < 60 and '/' not in v.replace('http://', '') and not set(v) & set(' \t\n'):
            kinds['value'].append('%s=%r' % (n, str(v)))
        elif callable(v):
            kinds['func'].append(n)
    kinds['exception'] = [n for _, n in sorted(kinds['exception'])]
    words = [name]
    for kind in ('exception', 'class', 'func', 'value'):
        if kinds[kind]:
            words += [kind] + kinds[kind]
    return ' '.join(words + MORE.get(name, '').split())


if __name__ == '__main__':
    for name in MODULES.split():
        print(line(name))
