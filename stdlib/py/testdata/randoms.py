import random, uuid
for seed in (0, 1, 42, -7, 2**40, 2**100 + 3, 'text', b'bytes', 'é', bytearray(b'x')):
    r = random.Random(seed)
    print(seed, [r.random() for _ in range(3)], r.getrandbits(5), r.getrandbits(32), r.getrandbits(33), r.getrandbits(200), r.randint(1, 6), r.randrange(0, 100, 7), r.choice('abcdef'))
    x = list(range(20)); r.shuffle(x); print(x, r.sample(range(1000), 7), r.sample('abcdef', 3), r.choices('abc', k=5), r.choices('abc', [1, 2, 3], k=5), r.randbytes(5))
    print(*['%.13g' % x for x in (r.uniform(1, 2), r.gauss(0, 1), r.gauss(0, 1), r.normalvariate(0, 1), r.expovariate(2), r.triangular(0, 1, 0.5), r.paretovariate(2), r.weibullvariate(1, 2), r.lognormvariate(0, 1))])
r = random.Random(5); r.seed('old', version=1); print(r.random()); s = r.getstate(); a = [r.random() for _ in range(700)]; r.setstate(s); print(a == [r.random() for _ in range(700)], s[0], len(s[1]), s[1][-1], s[2])
print(random.Random(3).sample(['a', 'b'], counts=[3, 4], k=5))
random.seed(9); print(random.random(), random.randint(0, 10), random.choice([1, 2, 3])); x = [1, 2, 3, 4]; random.shuffle(x); print(x, random.randrange(5))
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
t(random.choice, []); t(random.randint, 3, 1); t(random.randrange, 0); t(random.sample, [1], 2); t(random.sample, {1}, 1); t(random.randrange, 1, 5, 0); t(random.Random, [1]); t(random.randrange, 1.5)
class R(random.Random):
    def random(self): return 0.5
print(R(1).random(), R(1).uniform(0, 4), isinstance(R(1), random.Random))
u = uuid.UUID('12345678-1234-5678-1234-567812345678')
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.version, u.variant, u.time, u.clock_seq, u.node, hash(u) == hash(u.int), u == uuid.UUID(int=u.int), u < uuid.NAMESPACE_DNS)
print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid3(uuid.NAMESPACE_URL, 'http://x'), uuid.uuid5(uuid.NAMESPACE_OID, 'é').version, uuid.uuid4().version, uuid.uuid1().version, len(str(uuid.uuid4())), uuid.uuid4().variant)
print(uuid.UUID(bytes=b'\x12' * 16), uuid.UUID(bytes_le=bytes(range(16))), uuid.UUID(fields=(1, 2, 3, 4, 5, 6)), uuid.UUID('{12345678123456781234567812345678}'), uuid.UUID('urn:uuid:12345678-1234-5678-1234-567812345678'), uuid.NAMESPACE_X500, uuid.NAMESPACE_OID, uuid.UUID(int=5, version=4))
t(uuid.UUID, 'x'); t(uuid.UUID); t(uuid.UUID, int=-1); t(uuid.UUID, bytes=b'1'); t(setattr, u, 'int', 3); t(uuid.UUID, int=1, version=9); t(lambda: u < 3)
