package python

import "strings"

// Builtin reports whether a name is one of the module builtins' (the library manual's "Built-in Functions", "Built-in Constants" and
// "Built-in Exceptions"), or one that every module has.
func Builtin(name string) bool { return builtins[name] }

var builtins = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(`abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile
		complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr
		hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
		print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
		Ellipsis False None NotImplemented True __debug__ __import__ __build_class__ __builtins__ __doc__ __file__ __loader__ __name__
		__package__ __spec__
		ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
		BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
		DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
		FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError
		IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError
		NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError
		ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
		SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
		UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError`) {
		out[name] = true
	}
	return out
}()
