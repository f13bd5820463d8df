import json, io, collections, enum
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
vals = [None, True, False, 0, -1, 10 ** 30, 1.5, 1e100, 1e-7, -0.0, float('inf'), float('-inf'), float('nan'), '', 'a"b\\c/\n\r\t\b\f\x00\x1f\x7f', 'é😀\u2028', '\ud800', [], [1, [2, []]], (), (1,), {}, {'a': 1, 'b': [1, {'c': None}]}, {1: 2, 1.5: 'x', True: 'y', None: 0, False: 1}, {'z': 1, 'a': 2}, [{}], {'a': {}}]
for v in vals:
    t(json.dumps, v); t(json.dumps, v, indent=2); t(json.dumps, v, ensure_ascii=False, separators=(',', ':')); t(json.dumps, v, indent='\t', sort_keys=True); t(json.dumps, v, allow_nan=False)
    try: print(json.loads(json.dumps(v)) == v)
    except Exception as e: print(e)
t(json.dumps, {(1, 2): 3}); t(json.dumps, {(1, 2): 3, 'a': 1}, skipkeys=True); t(json.dumps, object); t(json.dumps, {1}); t(json.dumps, {1, 2}, default=sorted); t(json.dumps, b'x'); t(json.dumps, [1, 2], indent=0); t(json.dumps, {'b': 1, 2: 1}, sort_keys=True)
l = []; l.append(l); t(json.dumps, l); d = {}; d['d'] = d; t(json.dumps, d)
class I(int): pass
class S(str): pass
class E(enum.IntEnum if hasattr(enum, 'IntEnum') else int): A = 1
print(json.dumps([I(5), S('x'), collections.OrderedDict(b=1, a=2), collections.namedtuple('P', 'x y')(1, 2), collections.Counter('aab')]))
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
t(json.dumps, {'a': {3, 1}}, cls=Enc); t(json.dumps, object(), cls=Enc) if False else None; t(Enc().encode, [1, {2}]); print(''.join(Enc(indent=1).iterencode([1])))
f = io.StringIO(); json.dump({'a': [1, 2]}, f, indent=4); print(f.getvalue()); print(json.load(io.StringIO('{"x": 1}')))
for s in ['', ' ', '{', '[', '[1', '[1,', '[1,]', '[1 2]', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', '{a:1}', "{'a':1}", '{1:2}', '{,}', 'nul', 'tru', 'x', '1 2', '1.', '.5', '-', '-x', '01', '1e', '1e5', '1.5e+3', '-0', '-0.0', 'NaN', 'Infinity', '-Infinity', '"', '"a', '"a\\', '"a\\q"', '"\\u12"', '"\\u12xz"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ude00\\ud83d"', '"a\nb"', '"\t"', '"\\/\\b\\f\\n\\r\\t"', '[1,\n2,\nx]', '{"a":1}}', '[]]', '\ufeff[]', '"é', 'éx', '["é", x]', '123456789012345678901234567890', '1.7976931348623157e309', ' [ 1 , 2 ] ', '{"a": 1, "a": 2}', '{ }', '[ ]', 'truefalse', '--1', '+1', '1.0', '"\\u0000"', '[1,,2]', '{"a"::1}', '{"a":1 "b":2}', '\x0b1', '"\\x41"']:
    t(json.loads, s)
t(json.loads, '"a\nb"', strict=False); t(json.loads, b'{"a": "\xc3\xa9"}'); t(json.loads, b'\xef\xbb\xbf[]'); t(json.loads, 5); t(json.loads, bytearray(b'[1]')); t(json.loads, b'\xff')
t(json.loads, '{"b": 1, "a": {"c": 2}}', object_pairs_hook=collections.OrderedDict); t(json.loads, '{"b": 1, "a": {"c": 2}}', object_hook=lambda d: sorted(d)); t(json.loads, '[1.5, 2, NaN]', parse_float=str, parse_int=lambda s: s + '!', parse_constant=lambda s: s); t(json.loads, '{"a": 1}', object_pairs_hook=list)
t(json.JSONDecoder().raw_decode, '[1] x'); t(json.JSONDecoder().raw_decode, ' 1'); t(json.JSONDecoder().raw_decode, 'x1', 1); t(json.JSONDecoder().decode, ' 5 ')
try: json.loads('{"a":\n x}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc, isinstance(e, ValueError), type(e).__module__)
t(json.loads, '[' * 100000) if False else None
print(json.dumps('x' * 3), json.decoder.JSONDecodeError is json.JSONDecodeError)
