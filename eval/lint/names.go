package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// Names knows by which ids people speak of findings: those of rules, their aliases, and the codes of what the parser and the
// evaluation say. Behind an id, a dot and a part of it may stand, see Finding.Sub.
type Names struct {
	rules map[string][]*Rule
	codes map[string]*diag.Code
}

// NewNames returns the names of rules, and of all registered codes.
func NewNames(rules []*Rule) *Names {
	n := &Names{map[string][]*Rule{}, map[string]*diag.Code{}}
	for _, c := range diag.Codes() {
		n.codes[c.ID] = c
	}
	for _, r := range rules {
		for _, id := range r.IDs() {
			n.rules[id] = append(n.rules[id], r)
		}
		delete(n.codes, r.ID)
	}
	return n
}

// Rules returns the rules that an id, an alias, or one with a part of it, means.
func (n *Names) Rules(id string) []*Rule {
	for base := id; ; {
		if rules := n.rules[base]; rules != nil {
			return rules
		}
		i := strings.LastIndexByte(base, '.')
		if i < 0 {
			return nil
		}
		base = base[:i]
	}
}

// Code returns the code that an id means, where it is no rule's; nil for another.
func (n *Names) Code(id string) *diag.Code { return n.codes[id] }

// Check returns an error for an id that no finding can have; it names those that are like it.
func (n *Names) Check(id string) error {
	if n.Code(id) != nil || n.Rules(id) != nil {
		return nil
	}
	all := append(slices.Sorted(maps.Keys(n.rules)), slices.Sorted(maps.Keys(n.codes))...)
	return fmt.Errorf("there is no rule %s%s", id, diag.Meant(diag.Similar(id, all)))
}
