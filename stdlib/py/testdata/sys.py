import os, sys
print(sys.version_info[:3], sys.version_info >= (3, 8), sys.version_info.major, sys.version_info.minor, (3, 12) > sys.version_info, sys.version_info[:2] == (3, 11), sys.version_info)
print(sys.hexversion, sys.platform, sys.byteorder, sys.maxsize, sys.maxunicode, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.version.split()[0])
print(sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit, sys.flags.optimize, sys.getrecursionlimit())
print('os' in sys.modules, sys.modules['sys'] is sys, type(sys.path), type(sys.argv))
print(sys.exc_info())
try: 1 / 0
except ZeroDivisionError: print(sys.exc_info()[:2], sys.exc_info()[2] is not None, sys.exception())
try: sys.exit(3)
except SystemExit as e: print(e.code, repr(e))
try: sys.exit()
except SystemExit as e: print(e.code)
try: sys.exit('msg')
except SystemExit as e: print(e.code)
sys.stdout.write('out\n'); print('x', file=sys.stdout); sys.stdout.flush(); print(sys.stdout.encoding, sys.stdout.isatty() if False else '', sys.stderr.name)
import io
old, sys.stdout = sys.stdout, io.StringIO(); print('captured'); got = sys.stdout.getvalue(); sys.stdout = old; print(repr(got))
def f(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
def g(): return f()
print(g()); print(sys.intern('a'), sys.getsizeof('abc') > 0)
