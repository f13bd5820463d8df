package pyvm

// Format and ASCII stand here until format.go lands.
func Format(t *Thread, v Value, spec string) (string, error) { return ToString(t, v) }

func ASCII(t *Thread, v Value) (string, error) { return Repr(t, v) }

// iteratorValue returns the object that an iterator stands for.
func iteratorValue(it Iterator) Value {
	switch x := it.(type) {
	case *userIterator:
		return x.v
	case Value:
		return x
	}
	return None
}

func isIdentifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}
