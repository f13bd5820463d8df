x, y, s = 5, 3.14159, "text"
d = {"k": "v", 1: "one"}
class F:
    def __format__(self, spec): return "<" + spec + ">"
    def __repr__(self): return "F()"
    def __str__(self): return "str F"
f = F()
w = 10
print(f"{x}", f"{x!r}", f"{s!r}", f"{s!s:>8}|", f"{s!a}", f"{y:.2f}", f"{y:{w}.{x - 2}}|", f"{f}", f"{f:abc}", f"{f!r}", f"{f!s}", f"{f!r:>6}")
print(f"{x + 1} {d['k']} {d[1]} {[i for i in range(3)]} {(lambda q: q * 2)(4)} {{literal}} {x:>{w}}|{x:<5}|{x:^5}|{x:05}|{x:+}|{x:#x}|{x:b}")
print(f"{x=}", f"{x = }", f"{x + 1=}", f"{s=!s}", f"{s=}", f"{y=:.1f}", f"{ x = !r:>5}")
print(f"a" "b" f"{x}" 'c', f"", f"{''}", f"{x}{x}", rf"\d{x}", f"\n{x}".strip(), f'{"nested"}', f"{'a' if x > 3 else 'b'}")
print(f"""multi
{x}
line""")
print(f"{x:{'>'}{w}}", f"{True}", f"{None}", f"{1.0}", f"{10**20}", f"{-x}", f"{not x}", f"{x, 1}", f"{[1, 2][0]}", f"{x!r:}", f"{d}")
print("%s" % f, "{}".format(f), "{0!r} {0:z}".format(f), "{a[k]} {b.real}".format(a=d, b=x), "%r %s" % (s, s))
print(f"{x:,} {1234567:,} {0.5:.0%} {1e10:g} {s:.2} {s:*^10}")
for code in ["f'{}'", "f'{x'", "f'}'", "f'{x!z}'", "f'{x!}'", "f'{a b}'", "f'{*x}'", "f'{x:{y:{z}}}'", "f'{#}'", "f'{\\'a\\'}'"]:
    try: print(eval(code))
    except SyntaxError as e: print(code, "->", e.msg)
    except Exception as e: print(code, "=>", e)
try: f"{x:q}"
except ValueError as e: print(e)
try: f"{[]:5}"
except TypeError as e: print(e)
def g():
    a = 1
    return f"{a} {(lambda: a)()} {[a for _ in 'x']}"
print(g())
