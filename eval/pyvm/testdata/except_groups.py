def run(exc):
    try:
        try:
            raise exc
        except* ValueError as e:
            print("V", repr(e))
        except* (TypeError, KeyError) as e:
            print("TK", repr(e), e.exceptions)
        else:
            print("else")
        finally:
            print("fin")
    except BaseException as e:
        print("left", repr(e), repr(e.__context__))
run(ValueError(1))
run(ExceptionGroup("g", [ValueError(1), TypeError(2)]))
run(ExceptionGroup("g", [ValueError(1), OSError(2)]))
run(ExceptionGroup("g", [ExceptionGroup("h", [ValueError(1), KeyError(3)]), OSError(2), KeyError(4)]))
run(OSError("plain"))
try:
    try: pass
    except* ValueError: print("no")
    else: print("else ran")
finally: print("finally")
try:
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError: raise KeyError("new")
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ValueError(1)
    except* ValueError: raise KeyError("single")
except BaseException as e: print(repr(e))
try:
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
eg = ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)])])
print(eg, str(eg), eg.message, eg.exceptions, repr(eg.subgroup(ValueError)), eg.split(TypeError), eg.subgroup(lambda e: isinstance(e, KeyError)))
print(isinstance(eg, Exception), BaseExceptionGroup("b", [ValueError()]).__class__, BaseExceptionGroup("b", [KeyboardInterrupt()]).__class__)
for bad in ["ExceptionGroup('x')", "ExceptionGroup('x', [])", "ExceptionGroup('x', [1])", "ExceptionGroup(1, [ValueError()])", "ExceptionGroup('x', [KeyboardInterrupt()])", "ExceptionGroup('x', 5)"]:
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
class MyEG(ExceptionGroup):
    def derive(self, excs): return MyEG(self.message + "!", excs)
print(repr(MyEG("m", [ValueError(1), TypeError(2)]).subgroup(ValueError)))
def f():
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError: pass
    return "ok"
print(f())
for code in ["try: pass\nexcept* ValueError: pass\nexcept TypeError: pass", "try: pass\nexcept*: pass", "for x in y:\n try: pass\n except* V: continue", "def f():\n try: pass\n except* V: return 1"]:
    try: compile(code, "s", "exec"); print("ok")
    except SyntaxError as e: print(e.msg)
