package interp

import (
	"context"
	"errors"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// SkipReason returns the reason where err says that a recipe is to be skipped (bb.parse.SkipRecipe).
func SkipReason(err error) (reason string, ok bool) {
	e := pyvm.AsException(err)
	if e == nil || !e.Type().IsSubclass(host.SkipRecipe) {
		return "", false
	}
	if len(e.Args.Items) > 0 {
		if s, ok := e.Args.Items[0].(pyvm.Str); ok {
			return string(s), true
		}
	}
	return "", true
}

// fail returns a diagnostic at the running statement.
func (in *Interp) fail(code *diag.Code, format string, args ...any) *diag.Diagnostic {
	return in.failAt(code, in.at, format, args...)
}

func (in *Interp) failAt(code *diag.Code, at diag.Place, format string, args ...any) *diag.Diagnostic {
	d := diag.New(code, at.File, at.Span, format, args...)
	in.relateIncludes(d)
	return d
}

// relateIncludes adds how the file of a diagnostic came to be read.
func (in *Interp) relateIncludes(d *diag.Diagnostic) {
	const most = 8
	for i := len(in.includes) - 2; i >= 0 && len(d.Related) < most; i-- {
		x := in.includes[i]
		d.Relate(diag.Place{File: x.file, Span: x.at}, "included from here")
	}
}

// report takes what the datastore has to say.
func (in *Interp) report(level datastore.Level, at datastore.Origin, text string) {
	place := in.at
	if at.File != nil {
		place = diag.Place{File: at.File, Span: at.Span}
	}
	code := CodeReplacedKey
	if level == datastore.LevelError {
		code = CodeRenamed
	}
	d := in.failAt(code, place, "%s", text)
	if code == CodeRenamed {
		offerName(d)
	}
	in.diags = append(in.diags, d)
}

// offerName adds the fix of writing the new name of a renamed variable to the diagnostic of a statement that begins with the old one.
func offerName(d *diag.Diagnostic) {
	rest, _ := strings.CutPrefix(d.Message, "variable ")
	old, _, _ := strings.Cut(rest, " ")
	_, name, ok := strings.Cut(rest, " renamed to ")
	if !ok || !d.Known() {
		return
	}
	text := d.File.Slice(d.Span)
	if at := strings.Index(text, old); at >= 0 && strings.TrimPrefix(text[:at], "export ") == "" {
		start := d.Span.Start + source.Pos(at)
		place := diag.Place{File: d.File, Span: source.Span{Start: start, End: start + source.Pos(len(old))}}
		d.Fixes = []diag.Fix{{Title: "write " + name, Edits: []diag.Edit{{Place: place, Text: name}}}}
	}
}

// Log takes a message of metadata: bb.warn, bb.error and so on.
func (in *Interp) Log(level host.Level, text string) {
	var code *diag.Code
	switch level {
	case host.Warn:
		code = CodeMetadataWarning
	case host.Error:
		code = CodeMetadataError
	case host.Fatal:
		code = CodeFatal
	default:
		return
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	d := in.failAt(code, in.here(), "%s", first)
	if in.at.Known() && d.Place != in.at {
		d.Relate(in.at, "while this runs")
	}
	d.Detail = rest
	in.diags = append(in.diags, d)
}

// here is where the evaluation stands: in the innermost function of the metadata that runs, or at the running statement.
func (in *Interp) here() diag.Place {
	for depth := range 50 {
		f, ok := in.thread.Frame(depth)
		if !ok {
			break
		}
		if place, ok := in.metadataPlace(f.Code.File(), f.Span); ok {
			return place
		}
	}
	return in.at
}

// warn reports a warning at the running statement.
func (in *Interp) warn(code *diag.Code, format string, args ...any) {
	in.diags = append(in.diags, in.fail(code, format, args...))
}

// Diagnose turns any error of an evaluation into a diagnostic. It returns nil for an error that was reported already.
func (in *Interp) Diagnose(err error) *diag.Diagnostic {
	var d *diag.Diagnostic
	var expansion *datastore.ExpansionError
	var unstable *datastore.UnstableOverrides
	var old *datastore.SyntaxError
	var abort *pyvm.Abort
	exc := pyvm.AsException(err)
	switch {
	case errors.As(err, &d):
		return d
	case exc != nil && exc.Type().IsSubclass(host.HandledException) && in.reported():
		return nil
	case exc != nil && exc.Type().IsSubclass(host.SkipRecipe):
		reason, _ := SkipReason(err)
		return in.fail(CodeFatal, "skipped: %s", reason)
	case errors.As(err, &expansion) && expansion.IsRecursion():
		return in.fail(CodeRecursion, "%v", expansion)
	case errors.As(err, &expansion):
		d = in.fail(CodeExpansion, "%v", expansion)
		if inner := pyvm.AsException(expansion.Err); inner != nil {
			in.trace(d, inner)
		}
		return d
	case errors.As(err, &unstable):
		return in.fail(CodeRecursion, "%v", unstable)
	case errors.As(err, &old):
		place := in.at
		if old.At.File != nil {
			place = diag.Place{File: old.At.File, Span: old.At.Span}
		}
		return in.failAt(CodeOldSyntax, place, "%v", old)
	case errors.As(err, &abort):
		for _, f := range abort.Frames {
			if place, ok := in.metadataPlace(f.Code.File(), f.Span); ok {
				return in.failAt(CodeLimit, place, "%v", abort)
			}
		}
		return in.fail(CodeLimit, "%v", abort)
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return in.fail(CodeLimit, "%v", err)
	case exc != nil:
		d = in.fail(CodePython, "%v", err)
		in.trace(d, exc)
		return d
	}
	return in.fail(CodeUnreadable, "%v", err)
}

// reported reports whether there is an error among the diagnostics already.
func (in *Interp) reported() bool {
	worst, any := diag.Worst(in.diags)
	return any && worst == diag.Error
}

// trace gives a diagnostic the exception's innermost place in metadata, and the call stack as detail.
func (in *Interp) trace(d *diag.Diagnostic, exc *pyvm.Exception) {
	if len(exc.Trace) == 0 {
		return
	}
	d.Detail = exc.FormatTrace()
	for _, e := range exc.Trace {
		if place, ok := in.metadataPlace(e.Code.File(), e.Span); ok {
			if d.Known() && d.Place != in.at {
				break
			}
			if in.at.Known() && place != in.at {
				d.Relate(in.at, "while this runs")
			}
			d.Place = place
			break
		}
	}
}

// metadataPlace leads from a span in a piece of Python to the file that it stands in.
func (in *Interp) metadataPlace(file *source.File, span source.Span) (diag.Place, bool) {
	got, ok := in.origins.Load(file)
	if !ok {
		return diag.Place{}, false
	}
	o := got.(origin)
	clamp := func(p source.Pos) int { return min(max(int(p)-o.skip, 0), len(o.text.Value)) }
	start, end := clamp(span.Start), clamp(span.End)
	return diag.Place{File: o.file, Span: source.Span{Start: o.text.Pos(start), End: max(o.text.Pos(start), o.text.Pos(max(end-1, start))+1)}}, true
}

// syntaxError returns the diagnostic for Python in file that does not compile.
func (in *Interp) syntaxError(err error, file *source.File, what string) error {
	var e *python.SyntaxError
	exc := pyvm.AsException(err)
	if exc == nil || !errors.As(exc.Native, &e) {
		return err
	}
	place, ok := in.metadataPlace(file, e.Span)
	if !ok {
		place = in.at
	}
	return in.failAt(CodePythonSyntax, place, "%s: %s: %s", what, e.Kind, e.Msg)
}
