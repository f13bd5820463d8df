package py

import (
	"github.com/knead-build/knead/eval/pyvm"
)

// frame is what sys._getframe and inspect.currentframe return: where running code is, without its variables but for the
// innermost frame's.
type frame struct {
	info   pyvm.FrameInfo
	locals pyvm.Value
	back   pyvm.Value
}

func (*frame) Type() *pyvm.Type { return pyvm.FrameType }

// Attr returns f_code, f_globals, f_locals, f_lineno and f_back.
func (f *frame) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "f_code":
		return f.info.Code, nil
	case "f_globals":
		return f.info.Globals, nil
	case "f_locals":
		return f.locals, nil
	case "f_builtins":
		return t.Builtins, nil
	case "f_lineno":
		return pyvm.Int(f.info.Code.FirstLine()), nil
	case "f_back":
		return f.back, nil
	case "f_trace":
		return pyvm.None, nil
	case "f_lasti":
		return pyvm.Int(0), nil
	}
	return nil, nil
}

// frameAt returns the frame that many calls out, None beyond the outermost.
func frameAt(t *pyvm.Thread, depth int) pyvm.Value {
	var frames []*frame
	for i := depth; ; i++ {
		info, ok := t.Frame(i)
		if !ok {
			break
		}
		frames = append(frames, &frame{info: info, locals: pyvm.NewDict(0), back: pyvm.None})
	}
	if len(frames) == 0 {
		return pyvm.None
	}
	for i, f := range frames[1:] {
		frames[i].back = f
	}
	if locals, err := t.CurrentLocals(); err == nil && depth == 0 {
		frames[0].locals = locals
	}
	return frames[0]
}

func getFrame(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	depth := 0
	if err := pyvm.Unpack(t, "_getframe", args, kw, "depth?", &depth); err != nil {
		return nil, err
	}
	f := frameAt(t, max(depth, 0))
	if f == pyvm.Value(pyvm.None) {
		return nil, pyvm.Raise(pyvm.ValueError, "call stack is not deep enough")
	}
	return f, nil
}
