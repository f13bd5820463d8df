// Package suppress takes back findings that comments in the metadata, or a configuration, do not want, and finds the ones among
// those that there is nothing to take back for.
//
// A comment is "# knead: ignore[RULE, RULE] reason" for the next statement or, inside a function, the next line, and at the end of a
// function's line for this line; "# knead: ignore-begin[RULE] reason" up to "# knead: ignore-end"; "# knead: ignore-file[RULE] reason"; and
// oelint-adv's "# nooelint: ID[,ID] reason" (its README, "Inline suppression"). A RULE is an id, an alias, one of these with a part
// behind it, or "*": all rules, but not what the parser and the evaluation say.
package suppress

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// verb says what a comment does.
type verb uint8

const (
	ignore verb = iota
	ignoreBegin
	ignoreEnd
	ignoreFile
)

var verbs = []string{"ignore", "ignore-begin", "ignore-end", "ignore-file"}

// comment is what a comment says.
type comment struct {
	verb    verb
	ids     []bitbake.Text
	joint   string // what stands between them
	reason  string
	foreign bool // it is oelint-adv's, which has rules that are not known here
}

// problem is what is wrong with a comment.
type problem struct {
	at  bitbake.Text
	msg string
}

// marked reports whether there may be a comment for us in a text.
func marked(text string) bool {
	return strings.Contains(text, "knead:") || strings.Contains(text, "nooelint:")
}

// parseComment reads a comment, from its "#" on. It returns nil for those that are not for us.
func parseComment(t bitbake.Text) (*comment, *problem) {
	start := len(t.Value) - len(strings.TrimLeft(t.Value, "# \t"))
	t = t.Sub(start, len(t.Value))
	if rest, ok := strings.CutPrefix(t.Value, "nooelint:"); ok {
		return parseForeign(t.Sub(len(t.Value)-len(strings.TrimLeft(rest, " \t")), len(t.Value)))
	}
	rest, ok := strings.CutPrefix(t.Value, "knead:")
	if !ok {
		return nil, nil
	}
	t = t.Sub(len(t.Value)-len(strings.TrimLeft(rest, " \t")), len(t.Value))
	n := strings.IndexFunc(t.Value, func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' })
	if n < 0 {
		n = len(t.Value)
	}
	word := t.Sub(0, n)
	v := slices.Index(verbs, word.Value)
	if v < 0 {
		return nil, &problem{word, "knead knows no comment \"knead: " + word.Value + "\"" + diag.Meant(diag.Similar(word.Value, verbs))}
	}
	c := &comment{verb: verb(v), joint: ", "}
	end := strings.IndexByte(t.Value, ']')
	switch {
	case c.verb == ignoreEnd:
		return c, nil
	case n == len(t.Value) || t.Value[n] != '[' || end < 0:
		return nil, &problem{word, "this says not which rules: write \"knead: " + word.Value + "[RULE]\", or [*] for all"}
	}
	for at := n + 1; at < end; {
		size := strings.IndexByte(t.Value[at:end], ',')
		if size < 0 {
			size = end - at
		}
		if id := trim(t.Sub(at, at+size)); id.Value != "" {
			c.ids = append(c.ids, id)
		}
		at += size + 1
	}
	if c.ids == nil {
		return nil, &problem{t.Sub(n, end+1), "there is no rule between the brackets: name them, or write [*] for all"}
	}
	c.reason = reason(t.Value[end+1:])
	return c, nil
}

// parseForeign reads what stands behind "nooelint:": ids that are joined by commas; from the first blank on, a reason. A blank
// behind a comma is taken as well, if what follows looks like an id; in older ones a colon stands before an id's part.
func parseForeign(t bitbake.Text) (*comment, *problem) {
	c := &comment{joint: ",", foreign: true}
	at := 0
	for {
		n := strings.IndexAny(t.Value[at:], ", \t")
		if n < 0 {
			n = len(t.Value) - at
		}
		if n > 0 {
			id := t.Sub(at, at+n)
			id.Value = strings.Replace(id.Value, ":", ".", 1)
			c.ids = append(c.ids, id)
		}
		at += n
		if at == len(t.Value) || t.Value[at] != ',' {
			break
		}
		next := at + 1 + blanks(t.Value[at+1:])
		if next > at+1 && !dotted(t.Value[next:]) {
			at++
			break
		}
		at = next
	}
	if c.ids == nil {
		return nil, &problem{t, "this says not which rules: write \"nooelint: ID\""}
	}
	c.reason = reason(t.Value[at:])
	return c, nil
}

// dotted reports whether a text begins with a word that has a dot inside.
func dotted(s string) bool {
	word, _, _ := strings.Cut(s, ",")
	if i := strings.IndexAny(word, " \t"); i >= 0 {
		word = word[:i]
	}
	i := strings.IndexByte(word, '.')
	return i > 0 && i < len(word)-1
}

// reason returns what is said behind the ids, without the dash or colon before it.
func reason(s string) string { return strings.TrimSpace(strings.TrimLeft(s, "-:,. \t")) }

func blanks(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

func trim(t bitbake.Text) bitbake.Text {
	t = t.Sub(0, len(strings.TrimRight(t.Value, " \t")))
	return t.Sub(blanks(t.Value), len(t.Value))
}
