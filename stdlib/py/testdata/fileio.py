import io, os
def t(f, *a, **k):
    try: print('->', repr(f(*a, **k)))
    except BaseException as e: print('!!', type(e).__name__, e, [c.__name__ for c in type(e).__mro__][:3])
f = open('a.txt'); print(f, f.name, f.mode, f.encoding, f.closed, f.readable(), f.writable(), f.seekable(), f.tell())
print(repr(f.read(3)), f.tell(), repr(f.readline()), repr(f.readline()), repr(f.readline()), repr(f.readline()), repr(f.read())); f.close(); print(f.closed); t(f.read); t(f.readline); t(next, f)
t(open, 'nope'); t(open, 'sub'); t(open, 'sub', 'w'); t(open, 'a.txt', 'q'); t(open, 'a.txt', 'rw'); t(open, 'a.txt', 'bt'); t(open, 'a.txt', ''); t(open, 'a.txt', 'rb', encoding='utf-8'); t(open, None); t(open, 'a.txt', 'rb', newline=''); t(open, 'a.txt', newline='x'); t(open, 'x/y', 'w'); t(open, 'a.txt', 'r', 0); t(open, 'a.txt', encoding='nope'); t(open, 'a.txt', 'x'); t(open, 'a\0'); t(open, 'a.txt', 'b'); t(open, 'a.txt', 'rr')
with open('a.txt') as f: print(list(f))
with open('a.txt') as f: print(f.readlines(), f.readlines())
with open('a.txt') as f:
    for line in f: print(repr(line), end=' ')
    print()
with open('w.txt', 'w') as f: print(f.write('héllo\n'), f.tell(), f.writelines(['a\n', 'b']), f); t(f.read)
print(open('w.txt').read(), open('w.txt', 'rb').read())
with open('w.txt', 'a') as f: f.write('more'); print(f.tell())
with open('w.txt', 'r+') as f: print(f.read(2)); f.seek(0); f.write('J'); f.seek(0, 2); f.write('!'); f.seek(0); print(f.read())
with open('w.txt', 'w+') as f: f.write('abc'); f.seek(1); print(f.read(), f.truncate(2)); 
print(open('w.txt').read())
with open('x.txt', 'x') as f: f.write('1')
t(open, 'x.txt', 'x')
with open('crlf.txt') as f: print(f.readlines(), f.newlines)
with open('crlf.txt', newline='') as f: print(f.readlines(), f.newlines)
with open('crlf.txt', newline='\n') as f: print(f.readlines())
with open('crlf.txt', newline='\r\n') as f: print(f.readlines())
with open('n.txt', 'w', newline='\r\n') as f: f.write('a\nb\n')
print(open('n.txt', 'rb').read())
t(open('latin.txt').read); print(open('latin.txt', encoding='latin-1').read(), open('latin.txt', errors='replace').read(), open('latin.txt', errors='ignore').read(), ascii(open('latin.txt', errors='surrogateescape').read()))
t(open('w2.txt', 'w', encoding='ascii').write, 'é'); t(open('w3.txt', 'w').write, b'x'); t(open('w3.txt', 'wb').write, 'x'); t(open('a.txt', 'r').write, 'x')
f = open('a.txt', 'rb'); print(f, f.mode, f.read(2), f.tell(), f.readline(), f.seek(-3, 2), f.read(), f.peek(1) if False else '', f.readlines(), f.seek(0), list(f)); f.close(); t(f.read)
b = bytearray(4)
with open('a.txt', 'rb') as f: print(f.readinto(b), b, f.raw is not None, f.fileno() > 2)
with open('bin', 'wb') as f: print(f.write(b'\x00\xff'), f.write(bytearray(b'ab')), f)
print(open('bin', 'rb').read())
with open('a.txt') as f:
    f.seek(4); print(f.read(3), f.tell()); t(f.seek, 1, 1); t(f.seek, -1); t(f.seek, 0, 5); print(f.seek(0, 2), f.read())
print(open('a.txt', 'rb', 0), open('a.txt', 'r+'), open('a.txt', 'r+b'))
s = io.StringIO('one\ntwo\nthree'); print(s.read(2), s.tell(), s.readline(), list(s), s.getvalue(), s.seek(0), s.write('XX'), s.getvalue(), s.tell(), s.truncate(), s.getvalue(), s.closed); s.close(); t(s.read); t(s.getvalue)
s = io.StringIO(); print('hi', 1, file=s, end='!'); print(repr(s.getvalue())); t(s.write, b'x'); t(io.StringIO, b'x'); t(io.StringIO, newline='z')
s = io.StringIO('a\r\nb', newline=None); print(s.readlines()); s = io.StringIO('a\r\nb'); print(s.readlines()); s.seek(10); s.write('z'); print(repr(s.getvalue()))
with io.StringIO('é\nü') as s: print(s.read(1), s.tell(), s.readlines(), s.seek(1), s.read())
b = io.BytesIO(b'abc\ndef'); print(b.read(1), b.readline(), b.tell(), b.getvalue(), b.write(b'XYZ'), b.getvalue(), b.seek(0), b.readlines(), bytes(b.getbuffer())); t(b.write, 'x'); b.close(); t(b.read)
x = io.TextIOWrapper(io.BytesIO(b'a\xc3\xa9\n'), encoding='utf-8'); print(x.read(), x.buffer.getvalue(), x.encoding)
print(isinstance(open('a.txt'), io.TextIOBase), isinstance(open('a.txt'), io.IOBase), isinstance(s, io.StringIO), isinstance(open('a.txt', 'rb'), io.BufferedIOBase), io.UnsupportedOperation.__mro__[1:3])
class My(io.StringIO):
    def write(self, s): return super().write(s.upper())
m = My(); m.write('abc'); print('xyz', file=m); print(repr(m.getvalue()))
class Raw(io.RawIOBase):
    def __init__(self): self.d = b'l1\nl2\n'
    def read(self, n=-1): r, self.d = self.d[:n], self.d[n:]; return r
    def readable(self): return True
r = Raw(); print(r.readline(), list(r)); 
with r: pass
print(r.closed)
print(io.open is open, io.SEEK_END, io.DEFAULT_BUFFER_SIZE)
with open('a.txt') as f, open('copy.txt', 'w') as g: g.writelines(f)
print(open('copy.txt').read() == open('a.txt').read())
fd = os.open('a.txt', os.O_RDONLY); f = open(fd); print(f.read(3), f.name == fd); f.close()
with open('/dev/null', 'w') as f: f.write('x')
print(repr(open('/dev/null').read()))
text = open('a.txt').read(); pos = text.find('two'); f = open('a.txt'); f.seek(pos); print(f.read())
