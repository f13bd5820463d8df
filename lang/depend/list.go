package depend

import (
	"fmt"
	"slices"
	"strings"
)

// Item is a dependency and its constraints, each an operator, a blank and a version: "foo (>= 1.2)" has ">= 1.2".
type Item struct {
	Name        string
	Constraints []string
}

// Names returns the names of a list, without constraints, in order.
func Names(s string) []string {
	var out []string
	inside := false
	for _, w := range strings.Fields(s) {
		if w[0] == '(' {
			inside = true
		}
		if !inside {
			out = append(out, w)
		}
		if inside && strings.HasSuffix(w, ")") {
			inside = false
		}
	}
	return out
}

// operators are the comparisons of deb, opkg and rpm, the longer first.
var operators = []string{"<=", "=<", "<<", "==", "!=", ">=", "=>", ">>", "<", ">", "="}

// Parse reads a list of names with constraints. A name that comes again without any keeps those that it has. The items are
// in the order in which they first appear.
func Parse(s string) ([]Item, error) {
	p := &parser{index: map[string]int{}}
	for _, w := range strings.Fields(strings.ReplaceAll(s, ",", "")) {
		if err := p.word(w); err != nil {
			return nil, err
		}
	}
	return p.items, nil
}

type parser struct {
	items []Item
	index map[string]int

	name          string
	op, version   string
	wantOp, inVer bool
}

func (p *parser) word(w string) error {
	if w[0] == '(' {
		p.wantOp = true
		if w = strings.TrimSpace(w[1:]); w == "" {
			return nil
		}
	}
	if p.wantOp {
		p.wantOp, p.inVer = false, true
		i := slices.IndexFunc(operators, func(op string) bool { return strings.HasPrefix(w, op) })
		if i < 0 {
			return fmt.Errorf("the version in \"(%s\" has no operator, or one that is not known", w)
		}
		p.op, w = operators[i], w[len(operators[i]):]
		if w == "" {
			return nil
		}
	}
	if p.inVer {
		p.versionWord(w)
		return nil
	}
	p.name, p.op, p.version = w, "", ""
	p.item(w)
	return nil
}

func (p *parser) versionWord(w string) {
	if rest, ok := strings.CutSuffix(w, ")"); ok {
		p.inVer = false
		if w = rest; p.version != "" && w != "" {
			p.version += " "
		}
	}
	if w == "" {
		return
	}
	p.version += w
	item := p.item(p.name)
	item.Constraints = append(item.Constraints, p.op+" "+p.version)
}

func (p *parser) item(name string) *Item {
	i, ok := p.index[name]
	if !ok {
		i = len(p.items)
		p.index[name] = i
		p.items = append(p.items, Item{Name: name})
	}
	return &p.items[i]
}
