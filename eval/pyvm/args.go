package pyvm

import "strings"

// maxObject is how large a single value may become, whatever the limits: beyond it Go could not report that memory has
// run out.
const maxObject = 1 << 30

func memoryError() error { return &Raised{NewException(exceptionTypes["MemoryError"])} }

// allocN is Alloc for count things of size bytes, which may be absurdly many.
func (t *Thread) allocN(count, size int) error {
	if count < 0 || size < 0 || size > 0 && count > maxObject/size {
		return memoryError()
	}
	return t.Alloc(count * size)
}

// positional checks the number of arguments of a function that takes no keywords: from low to high of them. name is the
// qualified name, as in "str.strip".
func positional(name string, args []Value, kw []Kw, low, high int) error {
	n := len(args)
	if len(kw) == 0 && low <= n && n <= high {
		return nil
	}
	if len(kw) > 0 {
		return Raise(TypeError, "%s() takes no keyword arguments", name)
	}
	short := name[strings.LastIndexByte(name, '.')+1:]
	plural := func(n int) string {
		if n == 1 {
			return ""
		}
		return "s"
	}
	switch {
	case high == 0:
		return Raise(TypeError, "%s() takes no arguments (%d given)", name, n)
	case low == 1 && high == 1:
		return Raise(TypeError, "%s() takes exactly one argument (%d given)", name, n)
	case low == high:
		return Raise(TypeError, "%s expected %d argument%s, got %d", short, low, plural(low), n)
	case n < low:
		return Raise(TypeError, "%s expected at least %d argument%s, got %d", short, low, plural(low), n)
	}
	return Raise(TypeError, "%s expected at most %d argument%s, got %d", short, high, plural(high), n)
}

// sizeArg returns an integer argument that says how many there are to be of something. A number too large for that is an
// OverflowError.
func sizeArg(t *Thread, v Value) (int, error) {
	n, ok, err := AsIndex(t, v)
	if err != nil {
		if IsException(err, IndexError) && isBigIndex(v) {
			err = Raise(OverflowError, "Python int too large to convert to C ssize_t")
		}
		return 0, err
	}
	if !ok {
		return 0, Raise(TypeError, "'%s' object cannot be interpreted as an integer", v.Type().name)
	}
	return n, nil
}

func isBigIndex(v Value) bool {
	_, ok := Unwrap(v).(*BigInt)
	return ok
}

// repeatArg returns how often a sequence is repeated by sequence * v; ok is false where v is no integer.
func repeatArg(t *Thread, v Value) (n int, ok bool, err error) {
	n, ok, err = AsIndex(t, v)
	if err != nil && IsException(err, IndexError) && isBigIndex(v) {
		err = Raise(OverflowError, "cannot fit 'int' into an index-sized integer")
	}
	return n, ok, err
}

// boundArg returns an optional bound of a search, as slices take it: None is def, and numbers of any size are fine.
func boundArg(t *Thread, v Value, def int) (int, error) {
	switch x := v.(type) {
	case Int:
		return int(x), nil
	case *singleton:
		if x == None {
			return def, nil
		}
	}
	if b, ok := Unwrap(v).(*BigInt); ok {
		if b.v.Sign() < 0 {
			return -1 << 62, nil
		}
		return 1 << 62, nil
	}
	n, ok, err := AsIndex(t, v)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, Raise(TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	return n, nil
}
