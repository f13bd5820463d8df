import ast
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
src = '''"""doc"""
import os, a.b as c
from . import x
from ..m import y as z, w
@deco(1)
def f(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    "f doc"
    global g
    for i, j in range(3):
        if i: continue
        elif j: break
        else: pass
    else: del a, b[0]
    while True:
        try: raise ValueError('x') from None
        except (A, B) as e: pass
        except: raise
        else: x = y = 1
        finally: x += 1
    with open('f') as fh, g(): yield
    async_ = lambda x, *y, k=1: x if y else (yield)
    assert x, 'msg'
    x: int = 5
    nonlocal_ = [i for i in x if i for j in i]
    return {**a, 'b': 1}, {1, 2}, {k: v for k, v in z}, (x for x in y), x[1:2, ::3], x[1], -x ** 2, not a or b and c, a < b <= c != d is not e not in f, f"a{x!r:>{w}}b{{", b'x', 1.5, 2j, ..., None, *q, u'u'
class K(Base, metaclass=M):
    a = 1
match p:
    case [1, *r] | {'a': 2, **q} if g: pass
    case C(1, x=y) as z: pass
    case None | 'a' | -1: pass
    case _: pass
async def co():
    await x
    async for a in b: pass
    async with a as b: pass
if (n := 10) > 5: pass
try: pass
except* E: pass
'''
t(ast.dump, ast.parse(src)); t(ast.dump, ast.parse(src), include_attributes=False, annotate_fields=False); t(ast.dump, ast.parse('a + b\nc', mode='exec'), include_attributes=True, indent=2); t(ast.dump, ast.parse('f(x, *y, z=1)', mode='eval'), indent=1); t(ast.dump, ast.parse('x', mode='single'))
print(ast.unparse(ast.parse(src)))
for e in ['a+b*c', '(a+b)*c', 'a**-b', '-a**b', '(-a)**b', 'a if b else c', '(a if b else c) + 1', 'lambda: 0', 'not (a and b)', 'a and (b or c)', 'a, b', '(a,)', '()', '[*a, b]', '{**a}', 'x[a, b]', 'x[a:b, c]', 'f"{x}"', 'f"{x!s:>3}a"', '"a\'b"', '1 .real', 'a.b.c()', 'yield_', 'a @ b', '~a', 'a << b | c & d ^ e', '(a := 1)', '(x for x in y)', 'f(x for x in y)', '{a: b for a in c}', 'a < b < c', '(a < b) < c', 'a - (b - c)', "f'{a[\"b\"]}'", 'a or b if c else d', '(yield)', 'await_', '1e400', 'x[()]', '-1', '+a', 'not a', 'a[b][c]', '"x" "y"']: t(lambda: ast.unparse(ast.parse(e, mode='eval')))
t(ast.parse, 'a b'); t(ast.parse, 'if'); t(ast.parse, '(', mode='eval'); t(ast.parse, 'x = 1', mode='eval'); t(ast.parse, 'a\0'); t(ast.parse, '', mode='x')
for s in ['1', '-1', '1.5', '"a"', "b'x'", '[1, (2, 3), {4: 5}]', '{1, 2}', 'None', 'True', '1+2j', 'set()', 'f(1)', 'a', '1+1', ' 1', '...', '{1: a}', '[', '--1', '{**a}', '(1,)']: t(ast.literal_eval, s)
class V(ast.NodeVisitor):
    def __init__(self): self.seen = []
    def visit_Name(self, n): self.seen.append(n.id)
    def visit_Str(self, n): self.seen.append(('str', n.s))
    def visit_BinOp(self, n): self.seen.append(type(n.op).__name__); self.generic_visit(n)
v = V(); v.visit(ast.parse('"A" & (b | "C")\nx = 5')); print(v.seen)
class T(ast.NodeTransformer):
    def visit_Name(self, n): return ast.copy_location(ast.Name('new_' + n.id, n.ctx), n)
    def visit_Pass(self, n): return None
    def visit_Constant(self, n): return ast.Constant(n.value + 1) if isinstance(n.value, int) else n
print(ast.unparse(T().visit(ast.parse('x = a + 1\npass\ny'))))
tree = ast.parse('a + é\n  \nb = "ü"; c'); print([(type(n).__name__, getattr(n, 'lineno', 0), getattr(n, 'col_offset', 0), getattr(n, 'end_col_offset', 0)) for n in ast.walk(tree)])
n = ast.parse('x = 1').body[0]; print(n._fields, n._attributes, isinstance(n, ast.stmt), list(ast.iter_fields(n))[0][0], [type(c).__name__ for c in ast.iter_child_nodes(n)], n.value.value, n.value.n, n.value.s, n.type_comment, ast.get_source_segment('x = 1', n.value), ast.get_docstring(ast.parse('"""d\n  e"""')))
print(isinstance(ast.Constant('a'), ast.Str), isinstance(ast.Constant(1), ast.Num), isinstance(ast.Constant(True), ast.Num), isinstance(ast.Constant(None), ast.NameConstant), ast.dump(ast.Str('x')), ast.dump(ast.Num(n=5)), ast.dump(ast.BinOp(ast.Name('a'), ast.Add(), ast.Constant(1))), ast.Load()._fields, ast.AST._fields, ast.Name.__match_args__, issubclass(ast.BinOp, ast.expr)); t(ast.Name, 1, 2, 3)
print(ast.dump(ast.fix_missing_locations(ast.Expr(ast.Name('x', ast.Load()))), include_attributes=True), ast.increment_lineno(ast.parse('x'), 5).body[0].lineno, type(ast.parse('x').body[0].value.ctx).__name__, ast.parse(b'x = "\xc3\xa9"').body[0].value.value)
