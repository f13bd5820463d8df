package pyvm

// Format and asciiRepr stand here until format.go lands.
func Format(t *Thread, v Value, spec string) (string, error) { return ToString(t, v) }

func asciiRepr(t *Thread, v Value) (string, error) { return Repr(t, v) }
