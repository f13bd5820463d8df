package bb

import (
	"errors"
	"strings"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

// raise turns an error of the session into the exception that BitBake raises.
func (f *fetcher) raise(t *pyvm.Thread, err error) error {
	var e *fetch.Error
	switch err.(type) {
	case nil, *pyvm.Raised, *pyvm.Abort:
		return err
	}
	if !errors.As(err, &e) {
		return raise(err)
	}
	cls, err := f.exception(t, e)
	if err != nil {
		return err
	}
	v, err := pyvm.Call(t, cls, exceptionArgs(e), nil)
	if err != nil {
		return err
	}
	exc, ok := pyvm.Unwrap(v).(*pyvm.Exception)
	if !ok {
		return raise(e)
	}
	exc.Native = e
	return &pyvm.Raised{Exc: exc}
}

// exception returns the class of an error's exception.
func (f *fetcher) exception(t *pyvm.Thread, e *fetch.Error) (pyvm.Value, error) {
	switch e.Kind {
	case fetch.Skip:
		return host.SkipRecipe, nil
	case fetch.Fatal:
		return host.HandledException, nil
	case fetch.PythonError:
		module, name, ok := strings.Cut(e.Class, ".")
		if !ok {
			module, name = "builtins", e.Class
		}
		m, err := t.Import(module)
		if err != nil {
			return nil, err
		}
		return pyvm.GetAttr(t, m, name)
	}
	m, err := t.Import("bb.fetch2")
	if err != nil {
		return nil, err
	}
	return pyvm.GetAttr(t, m, e.Name())
}

// exceptionArgs are the arguments that the class of an exception takes.
func exceptionArgs(e *fetch.Error) []pyvm.Value {
	url, text := pyvm.Str(e.URL), pyvm.Str(e.Text)
	switch e.Kind {
	case fetch.MalformedURL, fetch.NetworkAccess, fetch.UntrustedURL:
		return []pyvm.Value{url, text}
	case fetch.NoMethod:
		return []pyvm.Value{url}
	case fetch.FetchError:
		if e.URL == "" {
			return []pyvm.Value{text, pyvm.None}
		}
		return []pyvm.Value{text, url}
	case fetch.MissingParameter, fetch.ParameterError:
		return []pyvm.Value{text, url}
	}
	return []pyvm.Value{text}
}
