import hashlib, hmac, zlib, binascii, base64, gzip, io
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
for n in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s'):
    for d in (b'', b'abc', b'x' * 300, bytes(range(256)) * 5):
        h = getattr(hashlib, n)(d); g = h.copy(); g.update(b'more'); print(n, h.hexdigest(), g.hexdigest(), h.digest_size, h.block_size, h.name, hashlib.new(n, d).digest() == h.digest())
print(hashlib.blake2b(b'abc', digest_size=20).hexdigest(), hashlib.blake2b(b'abc', key=b'key').hexdigest(), hashlib.blake2s(b'x' * 100, key=b'k', digest_size=8).hexdigest())
h = hashlib.sha256(); h.update(b'a'); h.update(bytearray(b'b')); print(h.hexdigest(), h.digest()[:4], hashlib.md5(b'x', usedforsecurity=False).hexdigest(), hashlib.new('SHA256', b'').hexdigest()[:8], hashlib.sha256(string=b'q').hexdigest()[:8])
t(hashlib.md5, 'x'); t(hashlib.md5, 5); t(hashlib.new, 'nope'); t(h.update, 'x')
with open('a.txt', 'rb') as f: print(hashlib.file_digest(f, 'sha256').hexdigest())
print(hmac.new(b'key', b'msg', 'sha256').hexdigest(), hmac.new(b'k' * 200, b'', hashlib.md5).hexdigest(), hmac.digest(b'a', b'b', 'sha1').hex(), hmac.compare_digest('a', 'a'), hmac.new(b'k', digestmod='md5').name)
print(hashlib.pbkdf2_hmac('sha256', b'pw', b'salt', 10).hex())
print(zlib.crc32(b'abc'), zlib.crc32(b'c', zlib.crc32(b'ab')), zlib.adler32(b'abc'), zlib.adler32(b'c', zlib.adler32(b'ab')), zlib.decompress(zlib.compress(b'abc' * 100)) == b'abc' * 100); t(zlib.crc32, 'x')
print(binascii.hexlify(b'\x00\xff'), binascii.hexlify(b'abcd', '-'), binascii.unhexlify('00ff'), binascii.unhexlify(b'AbCd'), binascii.b2a_base64(b'abc'), binascii.a2b_base64('YWJj'), binascii.crc32(b'a')); t(binascii.unhexlify, 'a'); t(binascii.unhexlify, 'zz'); t(binascii.unhexlify, 'é')
for b in (b'', b'a', b'ab', b'abc', b'abcd', b'\xff\xfe\xfd', bytes(range(50))): print(base64.b64encode(b), base64.b64decode(base64.b64encode(b)) == b, base64.urlsafe_b64encode(b), base64.b32encode(b), base64.b32decode(base64.b32encode(b)) == b, base64.b16encode(b), base64.b16decode(base64.b16encode(b)) == b, base64.b32hexencode(b), base64.encodebytes(b), base64.decodebytes(base64.encodebytes(b)) == b)
for s in ('YQ', 'YQ=', 'YQ==', 'Y', 'YWJj\n', 'Y W J j', '!YWJj', 'YQ==YQ==', '', '=', 'YWJjZA', b'YWI='): t(base64.b64decode, s); t(base64.b64decode, s, validate=True)
t(base64.b64decode, 'é'); t(base64.b64decode, 5); t(base64.b32decode, 'A'); t(base64.b16decode, 'zz'); print(base64.b64encode(b'\xfb\xff', b'-_'), base64.urlsafe_b64decode('-_8='))
print(gzip.decompress(gzip.compress(b'hello'))); 
with gzip.open('x.gz', 'wb') as f: f.write(b'data\n')
print(gzip.open('x.gz').read(), gzip.open('x.gz', 'rt').read())
