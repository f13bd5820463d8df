package interp

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// handler is a registered event handler.
type handler struct {
	name     string // with the multiconfig in front
	function string // the variable
	body     string
	fn       pyvm.Value      // nil where its syntax is wrong
	events   map[string]bool // class names; nil: all
}

// addHandlers notes the functions that addhandler names.
func (in *Interp) addHandlers(s *bitbake.AddHandler, d *datastore.Store) error {
	list := stringsOf(d.RawHard("__BBHANDLERS"))
	for _, name := range strings.Fields(s.Functions.Value) {
		list = append(slices.Clip(list), name)
		if err := d.SetFlag(name, "handler", 1, in.origin("")); err != nil {
			return err
		}
	}
	return d.Set("__BBHANDLERS", list, in.origin(""))
}

// RegisterHandlers makes the functions that addhandler named handlers of the events of their eventmask.
func (in *Interp) RegisterHandlers(d *datastore.Store) error {
	for _, name := range stringsOf(d.RawHard("__BBHANDLERS")) {
		file, _ := d.RawFlag(name, "filename").(string)
		if file == "" {
			return in.fail(CodeNoHandler, "addhandler names %s, which is no function", name)
		}
		if err := in.registerHandler(name, d); err != nil {
			return err
		}
	}
	return nil
}

// handlerKey is the key of a compiled handler.
type handlerKey struct{ name, body string }

func (in *Interp) registerHandler(name string, d *datastore.Store) error {
	body, err := d.RawText(name)
	if err != nil {
		return err
	}
	registered := name
	if mc, err := d.Get("BB_CURRENT_MC"); err != nil {
		return err
	} else if mc != "" {
		registered = strings.ReplaceAll(mc, "-", "_") + name
	}
	active := stringsOf(d.RawHard("__BBHANDLERS_MC"))
	if !slices.Contains(active, registered) {
		if err := d.Set("__BBHANDLERS_MC", append(slices.Clip(active), registered), datastore.Origin{}); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(in.handlers, func(h *handler) bool { return h.name == registered }) {
		return nil
	}
	h := &handler{name: registered, function: name, body: body}
	mask, err := d.FlagText(name, "eventmask")
	if err != nil {
		return err
	}
	if words := strings.Fields(mask); len(words) > 0 && !slices.Contains(words, "*") {
		h.events = map[string]bool{}
		for _, w := range words {
			h.events[w] = true
		}
	}
	h.fn, err = in.handlerFunction(name, body, d)
	var syntax *diag.Diagnostic
	switch {
	case errors.As(err, &syntax) && syntax.Code == CodePythonSyntax:
		in.diags = append(in.diags, syntax) // BitBake goes on without the handler
		h.fn = nil
	case err != nil:
		return err
	}
	in.handlers = append(slices.Clip(in.handlers), h)
	return nil
}

// handlerFunction compiles a handler. In later releases it takes the event and d, before that the event.
func (in *Interp) handlerFunction(name, body string, d *datastore.Store) (pyvm.Value, error) {
	key := handlerKey{name, body}
	got, ok := in.code.Load(key)
	if !ok {
		head := "def " + name + "(e, d):\n"
		if in.Release.before(2, 8) {
			head = "def " + name + "(e):\n"
		}
		file := source.NewFile(filenameOf(d, name), head+body)
		in.keepOrigin(file, d, name, len(head))
		code, err := pyvm.CompileModule(file, linenoOf(d, name)-1)
		got, _ = in.code.LoadOrStore(key, &compiled{code, err, file})
	}
	c := got.(*compiled)
	if c.err != nil {
		return nil, in.syntaxError(c.err, c.file, name+"()")
	}
	env := pyvm.NewDict(1)
	if err := in.thread.Exec(c.code, nil, pyvm.NamespaceOf(env)); err != nil {
		return nil, err
	}
	return env.GetStr(name), nil
}

// Fire runs the handlers of an event, in the order in which they were registered.
func (in *Interp) Fire(event pyvm.Value, d *datastore.Store) error {
	class := event.Type().FullName()
	for _, h := range slices.Clone(in.handlers) {
		if h.fn == nil || h.events != nil && !h.events[class] || !slices.Contains(stringsOf(d.RawHard("__BBHANDLERS_MC")), h.name) {
			continue
		}
		data := in.Library.Data(d)
		if err := pyvm.SetAttr(in.thread, event, "data", data); err != nil {
			return err
		}
		args := []pyvm.Value{event, data}
		if in.Release.before(2, 8) {
			args = args[:1]
			in.thread.Builtins.SetStr("d", data)
		}
		_, err := pyvm.Call(in.thread, h.fn, args, nil)
		if in.Release.before(2, 8) {
			in.thread.Builtins.DelStr("d")
		}
		if e := pyvm.SetAttr(in.thread, event, "data", nil); err == nil && e != nil {
			err = e
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fire makes an event of a class of bb.event and fires it.
func (in *Interp) fire(class string, d *datastore.Store, args ...pyvm.Value) error {
	if len(in.handlers) == 0 {
		return nil
	}
	event, err := in.newEvent(class, args...)
	if err != nil {
		return err
	}
	return in.Fire(event, d)
}

func (in *Interp) newEvent(class string, args ...pyvm.Value) (pyvm.Value, error) {
	m, err := in.thread.Import("bb.event")
	if err != nil {
		return nil, err
	}
	cls, err := pyvm.GetAttr(in.thread, m, class)
	if err != nil {
		return nil, err
	}
	return pyvm.Call(in.thread, cls, args, nil)
}

// ConfigParsed fires the event of that name.
func (in *Interp) ConfigParsed(d *datastore.Store) error { return in.fire("ConfigParsed", d) }

// MultiConfigParsed fires the event of that name, with the variables of all multiconfigs.
func (in *Interp) MultiConfigParsed(data map[string]*datastore.Store, d *datastore.Store) error {
	all := pyvm.NewDict(len(data))
	for _, mc := range slices.Sorted(maps.Keys(data)) {
		all.SetStr(mc, in.Library.Data(data[mc]))
	}
	return in.fire("MultiConfigParsed", d, all)
}

// ExecFunc runs a Python function of the metadata: bb.build.exec_func for those without a task's surroundings.
func (in *Interp) ExecFunc(name string, d *datastore.Store) error {
	body, err := d.RawText(name)
	if err != nil {
		return err
	}
	if body == "" || !datastore.Truthy(d.RawFlag(name, "python")) {
		return in.fail(CodePython, "%s is no Python function", name)
	}
	head := "def " + name + "(d):\n"
	if strings.HasPrefix(body, "def ") {
		head = ""
	}
	file := source.NewFile(filenameOf(d, name), head+body+"\n")
	in.keepOrigin(file, d, name, len(head))
	code, err := pyvm.CompileModule(file, linenoOf(d, name)-1)
	if err != nil {
		return in.syntaxError(err, file, name+"()")
	}
	env := pyvm.NewDict(1)
	if err := in.thread.Exec(code, nil, pyvm.NamespaceOf(env)); err != nil {
		return err
	}
	_, err = pyvm.Call(in.thread, env.GetStr(name), []pyvm.Value{in.Library.Data(d)}, nil)
	return err
}
