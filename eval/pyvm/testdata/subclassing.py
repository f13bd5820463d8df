class L(list):
    def __init__(self, *a):
        super().__init__(a)
        self.extra = "e"
    def append(self, x):
        super().append(x * 2)
    def __getitem__(self, i):
        return ("got", super().__getitem__(i))
    def __contains__(self, x): return super().__contains__(x) or x == "magic"
l = L(1, 2)
l.append(3)
print(l, len(l), l[0], l.extra, 6 in l, "magic" in l, isinstance(l, list), type(l).__name__, l == [1, 2, 6], list(l), l + [1], l[:], sorted(l, reverse=True))
l.extend([1]); l.insert(0, 9); l.sort(); print(l)
l[0] = 5; del l[1]; print(l, [x for x in l])
class OEList(list):
    name = "OpenEmbedded List"
    def __init__(self, value, separator=None):
        if value is not None: list.__init__(self, value.split(separator))
        else: list.__init__(self)
        self.separator = " " if separator is None else separator
    def __str__(self): return self.separator.join(self)
o = OEList("a:b:c", ":")
print(str(o), o, repr(o), "%s" % o, o[1], OEList(None))
class D(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]
    def __setitem__(self, k, v):
        super().__setitem__(k, (v,))
d = D(a=1)
print(d["a"], d["b"], d, d.get("zz"), "b" in d, len(d), list(d.items()), dict(d), {**d}, d == {"a": 1, "b": ("bb",)})
class AttrDict(dict):
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k)
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__
ad = AttrDict(x=1)
ad.y = 2
print(ad.x, ad.y, ad)
del ad.x
print(ad, hasattr(ad, "x"))
class S(str):
    def __new__(cls, v, tag="t"):
        self = super().__new__(cls, v)
        self.tag = tag
        return self
    def upper(self): return "UP:" + super().upper()
    def __len__(self): return 99
    def __eq__(self, o): return str.__eq__(self, o)
    __hash__ = str.__hash__
s = S("abc", tag="x")
print(s, s.upper(), s.tag, len(s), s + "d", s[0], s == "abc", {"abc": 1}[s], {s: 2}["abc"], isinstance(s, str), "x%s" % s, type(s + ""), s.replace("a", "b"), "b" in s, f"{s}", ",".join([s, s]), s.startswith("ab"))
class T(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
    @property
    def first(self): return self[0]
t = T(1, 2)
print(t, t.first, t[1], len(t), t == (1, 2), hash(t) == hash((1, 2)), "%s %s" % t, t + (3,), isinstance(t, tuple))
a, b = t
print(a, b)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v)
    def bump(self): return I(self + 1)
i = I(5)
print(i, i.bump(), i + 1, type(i + 1).__name__, i == 5, str(i), repr(i), hex(i), bool(I(0)), i > 3, [0] * I(2), range(I(3)), "%03d" % i, format(i, "04"), I("7"), int(i), i.bit_length())
class F(float): pass
print(F(1.5) + 1, F("2"), repr(F(0.1)))
class St(set):
    def add(self, x): super().add(str(x))
st = St([1]); st.add(2)
print(sorted(st, key=str), len(st), "2" in st, st | {5} == {1, "2", 5})
class E(Exception):
    code = 5
    def __init__(self, msg, extra):
        Exception.__init__(self, msg)
        self.extra = extra
try: raise E("m", [1])
except E as e: print(e, e.args, e.extra, e.code, repr(e))
class B(bytes): pass
print(B(b"ab"), B(b"ab") == b"ab", len(B(b"abc")))
class FS(frozenset): pass
print(sorted(FS([3, 1])), hash(FS([1])) == hash(frozenset([1])))
class Both(dict, object):
    pass
print(Both(a=1))
class Mixin:
    def keys_sorted(self): return sorted(self.keys())
    def __len__(self): return -5
class MD(dict, Mixin): pass
print(MD(b=1, a=2).keys_sorted(), len(MD(a=1)))
class MD2(Mixin, dict):
    def __len__(self): return 42
print(len(MD2(a=1)), bool(MD2()))
print(list.__len__([1, 2]), dict.__getitem__({"a": 1}, "a"), str.upper("a"), int.__add__(1, 2), "a".__add__("b"), [1].__contains__(1), (1).__eq__(1), (1).__eq__("a"), "a".__lt__("b"), [].__iter__().__next__ is not None, {}.__len__(), (5).__bool__(), (1, 2).__getitem__(0), "abc".__getitem__(slice(0, 2)), [3].__repr__(), (3).__str__(), None.__repr__(), True.__and__(False), (2).__pow__(3), (7).__rsub__(10), [1].__mul__(2), {1}.__or__({2}), (1.5).__neg__(), (6).__invert__())
x = [1]
print(x.__iadd__([2]), x, x.__setitem__(0, 9), x, x.__delitem__(0), x)
for bad in ["list.__len__({})", "dict.__getitem__({}, 1)", "list.append({}, 1)", "str.upper(1)", "int.__add__(1)", "[].__len__(1)", "list.__new__(int)", "object.__new__(int)", "object.__new__()", "str.__new__(5)", "int.__new__(str)"]:
    try: print(eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
print(object.__repr__(5).startswith("<int object at") if False else "skip", object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(1, 1))
class Plain: pass
p = Plain()
object.__setattr__(p, "q", 3)
print(object.__getattribute__(p, "q"), p.__dict__, p.__str__() == repr(p), p.__eq__(p), p.__eq__(1), p.__hash__() == hash(p), p.__class__.__name__, p.__format__("") == str(p), p.__init__(), p.__ne__(1), p.__reduce_ex__ is not None)
object.__delattr__(p, "q")
print(p.__dict__, Plain.__init__ is object.__init__, Plain.__new__ is object.__new__, p.__dir__() is not None, "q" in dir(p))
class NT(type("Base", (), {"z": 1})): pass
print(NT.z, NT().z)
class SI(Plain):
    def __setattr__(self, k, v): super().__setattr__(k, v + 1)
si = SI(); si.k = 1; print(si.k)
class HasEq(str):
    def __eq__(self, o): return True
    def __hash__(self): return 5
print({HasEq("a"): 1}[HasEq("b")], HasEq("x") == 3, HasEq("x") in ["zzz"])
class CD(dict):
    def get(self, k, d=None): return "custom get"
    def keys(self): return ["only"]
    def __getitem__(self, k): return "item " + k
print(CD(a=1).get("a"), dict(**CD(a=1)), list(CD(a=1)))
class Gen(list):
    def __iter__(self): return iter("xyz")
print(list(Gen([1, 2])), [*Gen()], "".join(Gen()), tuple(Gen([1])), len(Gen([1])), dict.fromkeys(Gen()))
