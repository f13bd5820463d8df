class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return "Point(%r, %r)" % (self.x, self.y)
class P3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Color:
    RED = 1
    class In: BLUE = 2
def m(v):
    match v:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5 | 2.5: return "float"
        case 1 + 2j: return "complex"
        case "a" | "b" as s: return "ab " + s
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case Color.In.BLUE: return "blue"
        case []: return "empty"
        case [x]: return "one", x
        case [1, 2, *rest]: return "12", rest
        case [x, (y, z)]: return "nested", x, y, z
        case [first, *_, last] if first == last: return "same ends", first
        case (int(a), str(b)): return "int str", a, b
        case [_, _, _]: return "three"
        case {"k": 1, **rest}: return "k1", rest
        case {"k": k, "l": [l, *_]}: return "kl", k, l
        case {"only": str() as o}: return "only", o
        case {}: return "dict", v
        case P3(x, y, z=3): return "p3", x, y
        case Point(0, y): return "on y", y
        case Point(x=x, y=0): return "on x", x
        case Point(x, y) if x == y: return "diag", x
        case Point(): return "point"
        case str(s): return "str", s
        case int() | float(): return "num"
        case set(): return "set"
        case other: return "other", other
for v in [0, -1, 1.5, 2.5, 1 + 2j, "a", "b", "c", b"x", None, True, False, 2, [], [5], (7,), [1, 2], [1, 2, 3, 4], [1, [2, 3]], [9, 8, 7, 9], (3, "s"), [1, 5, 6], {"k": 1, "z": 2}, {"k": 2, "l": [3, 4]}, {"only": "o"}, {"only": 1}, {}, P3(1, 2, 3), P3(0, 2, 4), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), 77, 8.5, {1}, range(1), range(2), range(3), object, [[]], "", "long string"]:
    r = m(v)
    print(v if v is not object else "object", "=>", r if v is not object else r[0])
def guard(x):
    match x:
        case n if n > 10:
            return "big"
        case n if (n := n * 2) > 10:
            return "double", n
    return "none"
print(guard(20), guard(6), guard(1))
def bind_fail(v):
    a = "unset"
    match v:
        case [a, 5]: return "matched", a
        case _: return a
print(bind_fail([1, 6]), bind_fail([1, 5]))
match [1, [2, 3, 4]]:
    case [a, [b, *c]]:
        print(a, b, c)
match {"x": {"y": [1, {"z": 2}]}}:
    case {"x": {"y": [_, {"z": z}]}}: print(z)
match 1, 2:
    case a, b: print(a, b)
match (1, 2, 3):
    case (a, *b) | [a, b]: print(a, b)
class Bad: __match_args__ = "x"
class Bad2: __match_args__ = (1,)
for cls in (Bad, Bad2, object):
    try:
        match cls():
            case cls(1): print("no")
            case _: print("fell through")
    except TypeError as e: print(e)
try:
    match Point(1, 2):
        case Point(1, 2, 3): pass
except TypeError as e: print(e)
try:
    match Point(1, 2):
        case Point(1, x=1): pass
except TypeError as e: print(e)
try:
    notcls = 5
    match 5:
        case notcls(): pass
except TypeError as e: print(e)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e: print(e)
for code in ["match x:\n case a: pass\n case b: pass", "match x:\n case _: pass\n case 1: pass", "match x:\n case [a, a]: pass", "match x:\n case a | 1: pass", "match x:\n case [a] | [b]: pass", "match x:\n case {**r, 'a': 1}: pass", "match x:\n case [*a, *b]: pass", "match x:\n case P(a=1, a=2): pass", "match x:\n case {'a': 1, 'a': 2}: pass"]:
    try:
        compile(code, "s", "exec")
        print("ok", code)
    except SyntaxError as e: print(repr(code), "->", e.msg)
match = 5
case = 6
print(match, case)
def in_loop():
    out = []
    for v in [1, "s", [1], None]:
        match v:
            case int(): continue
            case str(): out.append("str")
            case None: break
            case _: out.append("other")
    else: out.append("else")
    return out
print(in_loop())
