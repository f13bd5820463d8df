package datastore

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrUnterminated is what an Evaluator returns for code with a string literal that does not end.
var ErrUnterminated = errors.New("unterminated string literal")

var (
	errRecursion = errors.New("the value refers to itself")
	errTooLong   = errors.New("the value becomes too long")
)

// ExpansionError says that a value cannot be expanded.
type ExpansionError struct {
	Variable   string // whose value it is; "" for other texts
	Expression string // the text, as far as it was expanded
	Err        error
	Chain      []string // the variables, from the one that failed to the one that was asked for
}

func (e *ExpansionError) Error() string {
	var b strings.Builder
	switch {
	case e.Variable == "":
		fmt.Fprintf(&b, "cannot expand %q", short(e.Expression))
	case e.Expression == "" || errors.Is(e.Err, errRecursion):
		fmt.Fprintf(&b, "cannot expand %s", e.Variable)
	default:
		fmt.Fprintf(&b, "cannot expand %s, at %q", e.Variable, short(e.Expression))
	}
	fmt.Fprintf(&b, ": %v", e.Err)
	if chain := e.chain(); len(chain) > 1 {
		b.WriteString(" (" + strings.Join(chain, " <- ") + ")")
	}
	return b.String()
}

func (e *ExpansionError) Unwrap() error { return e.Err }

// IsRecursion reports whether the value refers to itself.
func (e *ExpansionError) IsRecursion() bool {
	var self *selfReference
	return errors.Is(e.Err, errRecursion) || errors.As(e.Err, &self)
}

// chain is Chain, of a recursion one round only.
func (e *ExpansionError) chain() []string {
	if len(e.Chain) > 0 && e.IsRecursion() {
		if i := slices.Index(e.Chain[1:], e.Chain[0]); i >= 0 {
			return e.Chain[:i+2]
		}
	}
	return e.Chain
}

// short cuts a text for a message.
func short(s string) string {
	if len(s) > 120 {
		return strings.ToValidUTF8(s[:120], "") + "…"
	}
	return s
}

// expansionError adds the variable to the error's chain, and makes it an *ExpansionError unless it passes.
func (s *Store) expansionError(variable, expression string, err error) error {
	var e *ExpansionError
	if errors.As(err, &e) {
		if variable != "" && (len(e.Chain) == 0 || e.Chain[len(e.Chain)-1] != variable) {
			e.Chain = append(e.Chain, variable)
		}
		return err
	}
	if s.env.Evaluator != nil && s.env.Evaluator.Passes(err) {
		return err
	}
	e = &ExpansionError{Variable: variable, Expression: expression, Err: err}
	if variable != "" {
		e.Chain = []string{variable}
	}
	return e
}

type selfReference struct{ variable string }

func (e *selfReference) Error() string { return "variable " + e.variable + " refers to itself" }

type notText struct {
	name  string
	value any
}

func (e *notText) Error() string {
	return fmt.Sprintf("the value of %s is no text but %T", e.name, e.value)
}

// UnstableOverrides says that OVERRIDES changes each time it is expanded.
type UnstableOverrides struct{ Tried []string }

func (e *UnstableOverrides) Error() string {
	return "OVERRIDES does not come to rest: its value depends on variables that it overrides; it was in turn " + strings.Join(e.Tried, ", then ")
}

// SyntaxError says that a name has an operator in the spelling before BitBake 2.0 (A_append).
type SyntaxError struct {
	At   Origin
	Name string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("variable %s has an operator with \"_\"; since BitBake 2.0 it is written with \":\"", e.Name)
}
