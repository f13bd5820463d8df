package pyvm

// Traceback is __traceback__: the frames that an exception has come through.
type Traceback struct {
	Entries []TraceEntry // the frame where it was raised first
}

func (*Traceback) Type() *Type { return TracebackType }

// Attr returns tb_lineno, tb_frame, tb_next and tb_lasti of the outermost frame.
func (tb *Traceback) Attr(t *Thread, name string) (Value, error) {
	n := len(tb.Entries)
	if n == 0 {
		return nil, nil
	}
	e := &tb.Entries[n-1]
	switch name {
	case "tb_lineno":
		return Int(e.Code.Line(e.Span.Start)), nil
	case "tb_frame":
		return &Frame{*e}, nil
	case "tb_lasti":
		return Int(0), nil
	case "tb_next":
		if n == 1 {
			return None, nil
		}
		return &Traceback{tb.Entries[:n-1]}, nil
	}
	return nil, nil
}

// Frame is what a traceback shows of a frame: where it was. It keeps no variables.
type Frame struct{ at TraceEntry }

// FrameType is types.FrameType.
var FrameType = &Type{}

func (*Frame) Type() *Type { return FrameType }

// Attr returns f_code, f_lineno, f_back, f_locals and f_globals, of which the latter three are empty.
func (fr *Frame) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "f_code":
		return fr.at.Code, nil
	case "f_lineno":
		return Int(fr.at.Code.Line(fr.at.Span.Start)), nil
	case "f_back":
		return None, nil
	case "f_locals", "f_globals":
		return NewDict(0), nil
	}
	return nil, nil
}
