package pyvm

import (
	"slices"
	"strconv"
	"strings"
)

// bindArgs puts the arguments of a call into the slots of the parameters.
func (fn *Function) bindArgs(t *Thread, slots, args []Value, kw []Kw) error {
	code := fn.code
	n := code.nargs
	copy(slots, args[:min(n, len(args))])
	rest := n + code.nkwonly
	if code.vararg {
		var extra []Value
		if len(args) > n {
			extra = slices.Clone(args[n:])
		}
		slots[rest] = &Tuple{extra}
		rest++
	}
	var more *Dict
	if code.kwarg {
		more = &Dict{}
		slots[rest] = more
	}
	for _, k := range kw {
		if err := fn.bindKeyword(slots, k, more); err != nil {
			return err
		}
	}
	if len(args) > n && !code.vararg {
		return fn.tooManyArgs(slots, args)
	}
	return fn.bindDefaults(slots, len(args))
}

// bindKeyword assigns a keyword argument to its parameter or puts it into **kwargs.
func (fn *Function) bindKeyword(slots []Value, k Kw, more *Dict) error {
	code := fn.code
	for i := code.posOnly; i < code.nargs+code.nkwonly; i++ {
		if code.params[i].id.name != k.Name {
			continue
		}
		if slots[i] != nil {
			return Raise(TypeError, "%s() got multiple values for argument '%s'", fn.qualname, k.Name)
		}
		slots[i] = k.Value
		return nil
	}
	if more == nil {
		return fn.unexpectedKeyword(k)
	}
	more.SetStr(k.Name, k.Value)
	return nil
}

func (fn *Function) unexpectedKeyword(k Kw) error {
	for _, p := range fn.code.params[:fn.code.posOnly] {
		if p.id.name == k.Name {
			return Raise(TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.qualname, k.Name)
		}
	}
	return Raise(TypeError, "%s() got an unexpected keyword argument '%s'", fn.qualname, k.Name)
}

// bindDefaults gives parameters that have no argument their default values.
func (fn *Function) bindDefaults(slots []Value, given int) error {
	code := fn.code
	first := code.nargs - len(fn.defaults)
	for i := given; i < code.nargs; i++ {
		if slots[i] != nil {
			continue
		}
		if i < first {
			return fn.missingArgs(slots[:first], code.params, "positional")
		}
		slots[i] = fn.defaults[i-first]
	}
	if code.nkwonly == 0 {
		return nil
	}
	end := code.nargs + code.nkwonly
	missing := false
	for i := code.nargs; i < end; i++ {
		if slots[i] == nil && fn.kwdefaults != nil {
			slots[i] = fn.kwdefaults.getIdent(code.params[i].id)
		}
		missing = missing || slots[i] == nil
	}
	if missing {
		return fn.missingArgs(slots[code.nargs:end], code.params[code.nargs:], "keyword-only")
	}
	return nil
}

// missingArgs is the error of parameters that have neither argument nor default.
func (fn *Function) missingArgs(slots []Value, params []Param, kind string) error {
	var names []string
	for i, v := range slots {
		if v == nil {
			names = append(names, "'"+params[i].id.name+"'")
		}
	}
	list := names[0]
	switch n := len(names); {
	case n == 2:
		list = names[0] + " and " + names[1]
	case n > 2:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return Raise(TypeError, "%s() missing %d required %s argument%s: %s", fn.qualname, len(names), kind, plural(len(names)), list)
}

// tooManyArgs is the error of more positional arguments than parameters.
func (fn *Function) tooManyArgs(slots, args []Value) error {
	code := fn.code
	takes := strconv.Itoa(code.nargs)
	many := code.nargs != 1
	if n := len(fn.defaults); n > 0 {
		takes = "from " + strconv.Itoa(code.nargs-n) + " to " + takes
		many = true
	}
	kwGiven := 0
	for _, v := range slots[code.nargs : code.nargs+code.nkwonly] {
		if v != nil {
			kwGiven++
		}
	}
	s := ""
	if many {
		s = "s"
	}
	given := strconv.Itoa(len(args))
	was := "were"
	if len(args) == 1 && kwGiven == 0 {
		was = "was"
	}
	if kwGiven > 0 {
		given += " positional argument" + plural(len(args)) + " (and " + strconv.Itoa(kwGiven) + " keyword-only argument" + plural(kwGiven) + ")"
	}
	return Raise(TypeError, "%s() takes %s positional argument%s but %s %s given", fn.qualname, takes, s, given, was)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func itoa(n int) string { return strconv.Itoa(n) }
