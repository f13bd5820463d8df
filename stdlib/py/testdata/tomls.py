import tomllib, io
def t(s, **k):
    try: print(tomllib.loads(s, **k))
    except Exception as e: print(type(e).__name__, str(e).split(' (at')[0])
t('''# comment
title = "TOML \\u00e9 \\t"
[owner]
name = 'Tom "x"'
dob = 1979-05-27T07:32:00-08:00
d = 1979-05-27
dt = 1979-05-27 07:32:00.999999
u = 1979-05-27T00:32:00Z
tm = 07:32:00
[database]
ports = [ 8000, 8001, [1, "a"], # c
 ]
data = { a.b = 1, c = "x", e = {} }
enabled = true
temp = { cpu = 79.5, case = -1e3 }
[servers.alpha]
ip = "10"
[servers."be ta"]
ip = 1_000
[[products]]
name = "H"
[[products]]
[[products]]
x.y.z = 0xff
[[products.sub]]
q = 0b11
[products.sub.more]
w = 0o17
''')
for s in ['a = """\nx\ny"""', 'a = """x \\\n   y"""', "a = '''\nx'y'''", "a = ''''x'''''", 'a = """"x"""""', 'a = inf\nb = -inf\nc = +1', 'a = [1,2,]', 'a = []', 'a.b.c = 1\na.b.d = 2', '[a]\n[a.b]\n[c]\n', '[a.b]\n[a]\nx=1', '"" = 1', '"a b".c = 1', 'a = "\\"\\\\"', '', '\n\n', 'a=1 # c\r\nb=2\r\n', '1 = 2', 'a = 1.5e-3', 'a = 1_0.0_1', '[x]\na.b=1\n[x.c]']: t(s)
for s in ['a', 'a =', 'a = 1 b', 'a = 1\na = 2', '[a]\n[a]', '[a', '[[a]', 'a = [1', 'a = {x=1', 'a = "x', 'a = \'x', 'a = """x', 'a = "\\q"', 'a = "\\ud800"', 'a = 01', 'a = 1979-13-01', 'a = {}\na.b = 1', 'a.b = 1\n[a]', 'a = 1\n[a.b]', '[a]\n[[a]]', '[[a]]\n[a]', 'a = "\n"', '= 1', 'a = tru', 'a = {a=1,a=2}', 'a = [1 2]', 'a = nope', 'a = 1979-02-30', 'a = []\n[[a]]', 'a = "\x01"', '# \x01']: t(s)
t('a = 1.5', parse_float=str); print(tomllib.load(io.BytesIO(b'x = 1')))
try: tomllib.load(io.StringIO('x = 1'))
except TypeError as e: print(e)
