package pyvm

import (
	"maps"
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// strMethods returns the methods of str. The ones that metadata calls most have a short way for plain arguments.
func strMethods() map[string]Func {
	out := strKind.methods(searchMethods, splitMethods, trimMethods, strOnlyMethods)
	maps.Copy(out, map[string]Func{
		"startswith": quickAffix(strings.HasPrefix, out["startswith"]),
		"endswith":   quickAffix(strings.HasSuffix, out["endswith"]),
		"split":      quickSplit(out["split"]),
		"join":       quickJoin(out["join"]),
		"replace":    quickReplace(out["replace"]),
	})
	return out
}

func quickAffix(has func(s, affix string) bool, slow Func) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 2 && len(kw) == 0 {
			if s, ok := args[0].(Str); ok {
				if p, ok := args[1].(Str); ok {
					return Bool(has(string(s), string(p))), nil
				}
			}
		}
		return slow(t, args, kw)
	}
}

func quickSplit(slow Func) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 1 && len(kw) == 0 {
			if s, ok := args[0].(Str); ok {
				return splitFields(t, string(s))
			}
		}
		return slow(t, args, kw)
	}
}

// splitFields is split().
func splitFields(t *Thread, s string) (Value, error) {
	if !isASCII(s) {
		return strKind.splitSpace(t, s, -1)
	}
	n := 0
	space := true
	for i := 0; i < len(s); i++ {
		was := space
		space = asciiSpace(s[i])
		if was && !space {
			n++
		}
	}
	if err := t.allocN(n, 32); err != nil {
		return nil, err
	}
	items := make([]Value, 0, n)
	for i := 0; i < len(s); {
		for i < len(s) && asciiSpace(s[i]) {
			i++
		}
		start := i
		for i < len(s) && !asciiSpace(s[i]) {
			i++
		}
		if start < i {
			items = append(items, Str(s[start:i]))
		}
	}
	return &List{items}, nil
}

func quickJoin(slow Func) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 2 && len(kw) == 0 {
			if s, ok := args[0].(Str); ok {
				if l, ok := args[1].(*List); ok && len(l.Items) == 1 {
					if _, ok := l.Items[0].(Str); ok {
						return l.Items[0], nil
					}
				}
				return strKind.join(t, string(s), args[1])
			}
		}
		return slow(t, args, kw)
	}
}

func quickReplace(slow Func) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 3 && len(kw) == 0 {
			if s, ok := args[0].(Str); ok {
				if from, ok := args[1].(Str); ok && from != "" {
					if _, ok := args[2].(Str); ok && !strings.Contains(string(s), string(from)) {
						return s, nil
					}
				}
			}
		}
		return slow(t, args, kw)
	}
}

// strOnlyMethods are the methods of str that bytes have not, or have in another way.
var strOnlyMethods = map[string]textMethod{
	"upper":        strMap("upper", upperText),
	"lower":        strMap("lower", lowerText),
	"casefold":     strMap("casefold", foldText),
	"title":        strMap("title", titleText),
	"capitalize":   strMap("capitalize", capitalText),
	"swapcase":     strMap("swapcase", swapText),
	"isalpha":      strAll("isalpha", isAlpha),
	"isdecimal":    strAll("isdecimal", isDecimal),
	"isdigit":      strAll("isdigit", isDigit),
	"isnumeric":    strAll("isnumeric", isNumeric),
	"isalnum":      strAll("isalnum", func(r rune) bool { return isAlpha(r) || isDigit(r) || isNumeric(r) }),
	"isspace":      strAll("isspace", isSpace),
	"isprintable":  strTest("isprintable", func(s string) bool { return allRunes(s, python.IsPrintable) }),
	"isascii":      strTest("isascii", isASCII),
	"isidentifier": strTest("isidentifier", isIdentifier),
	"isupper":      strTest("isupper", isUpperText),
	"islower":      strTest("islower", isLowerText),
	"istitle":      strTest("istitle", isTitleText),
	"encode": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		encoding, errors := "utf-8", "strict"
		if len(args)+len(kw) > 0 {
			if err := codecArgs(t, "encode", args, kw, &encoding, &errors); err != nil {
				return nil, err
			}
		}
		b, err := Encode(t, s, encoding, errors)
		return Bytes(b), err
	},
	"translate": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		if err := positional("str.translate", args, kw, 1, 1); err != nil {
			return nil, err
		}
		out, err := translateText(t, s, args[0])
		return Str(out), err
	},
	"format": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		out, err := formatTemplate(t, s, &templateArgs{args: args, kw: kw})
		return Str(out), err
	},
	"format_map": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		if err := positional("str.format_map", args, kw, 1, 1); err != nil {
			return nil, err
		}
		out, err := formatTemplate(t, s, &templateArgs{mapping: args[0]})
		return Str(out), err
	},
}

// strMap makes a method without arguments that returns a string.
func strMap(name string, f func(s string) string) textMethod {
	return func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		if err := k.positional(name, args, kw, 0, 0); err != nil {
			return nil, err
		}
		if err := t.Alloc(len(s)); err != nil {
			return nil, err
		}
		return k.wrap(f(s)), nil
	}
}

// strTest makes a method without arguments that returns a truth value.
func strTest(name string, f func(s string) bool) textMethod {
	return func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return Bool(f(s)), k.positional(name, args, kw, 0, 0)
	}
}

// strAll makes a method that is true of a text with at least one code point, all of which have a property.
func strAll(name string, has func(r rune) bool) textMethod {
	return strTest(name, func(s string) bool { return s != "" && allRunes(s, has) })
}

func allRunes(s string, has func(r rune) bool) bool {
	for _, r := range runes(s) {
		if !has(r) {
			return false
		}
	}
	return true
}
