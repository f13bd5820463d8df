package regex

import (
	"strings"
	"unicode"
)

// group reads what begins with a parenthesis, after it. It returns nil for what matches nothing by itself; flags says that
// it set flags of the whole pattern.
func (p *parser) group(verbose, first bool) (n node, flags bool) {
	start := p.tell() - 1
	if !p.match('?') {
		return p.capture(start, "", 0, verbose), false
	}
	t := p.get()
	switch {
	case t.r == eof:
		p.fail("unexpected end of pattern", 0)
	case t.is('P'):
		return p.pythonGroup(start, verbose), false
	case t.is(':'):
		return groupNode{body: p.closed(start, verbose)}, false
	case t.is('>'):
		return atomicNode{p.closed(start, verbose)}, false
	case t.is('#'):
		for {
			if p.next.r == eof {
				p.fail("missing ), unterminated comment", p.tell()-start)
			}
			if p.get().is(')') {
				return nil, false
			}
		}
	case t.in("=!<"):
		return p.look(start, t, verbose), false
	case t.is('('):
		return p.condition(start, verbose), false
	case t.in(flagLetters + "-"):
		return p.flagGroup(start, t, verbose, first)
	}
	p.fail("unknown extension ?"+t.String(), t.len()+1)
	return nil, false
}

// closed reads the content of a group and its closing parenthesis.
func (p *parser) closed(start int, verbose bool) seqNode {
	s := p.alternatives(verbose, false)
	p.end(start)
	return s
}

func (p *parser) end(start int) {
	if !p.match(')') {
		p.fail("missing ), unterminated subpattern", p.tell()-start)
	}
}

// capture reads a capturing group.
func (p *parser) capture(start int, name string, nameLen int, verbose bool) node {
	group := len(p.widths)
	p.widths = append(p.widths, width{})
	if name != "" {
		if old, ok := p.index[name]; ok {
			p.fail("redefinition of group name "+quote(name)+" as group "+itoa(group)+"; was group "+itoa(old), nameLen+1)
		}
		p.index[name] = group
		p.names = append(p.names, name)
	}
	body := p.closed(start, verbose)
	p.widths[group] = widthOf(body, p.widths)
	return groupNode{index: group, body: body}
}

// pythonGroup reads (?P<name>...) and (?P=name) behind the P.
func (p *parser) pythonGroup(start int, verbose bool) node {
	switch {
	case p.match('<'):
		name, n := p.getUntil('>', "group name")
		p.checkName(name, n)
		return p.capture(start, name, n, verbose)
	case p.match('='):
		name, n := p.getUntil(')', "group name")
		p.checkName(name, n)
		group, ok := p.index[name]
		if !ok {
			p.fail("unknown group name "+quote(name), n+1)
		}
		if !p.widths[group].closed {
			p.fail("cannot refer to an open group", n+1)
		}
		return p.reference(group)
	}
	t := p.get()
	if t.r == eof {
		p.fail("unexpected end of pattern", 0)
	}
	p.fail("unknown extension ?P"+t.String(), t.len()+2)
	return nil
}

func (p *parser) checkName(name string, n int) {
	if !isIdentifier(name) {
		p.fail("bad character in group name "+quote(name), n+1)
	}
}

// isIdentifier is str.isidentifier.
func isIdentifier(s string) bool {
	for i, r := range s {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start):
		case i > 0 && unicode.In(r, unicode.Nd, unicode.Mn, unicode.Mc, unicode.Pc, unicode.Other_ID_Continue):
		default:
			return false
		}
	}
	return s != ""
}

// look reads an assertion; t is the character behind the question mark.
func (p *parser) look(start int, t token, verbose bool) node {
	n := lookNode{behind: t.r == '<'}
	outer := p.behindGroups
	if n.behind {
		t = p.get()
		if t.r == eof {
			p.fail("unexpected end of pattern", 0)
		}
		if !t.in("=!") {
			p.fail("unknown extension ?<"+t.String(), t.len()+2)
		}
		if outer == 0 {
			p.behindGroups = len(p.widths)
		}
	}
	n.negative = t.r == '!'
	n.body = p.alternatives(verbose, false)
	p.behindGroups = outer
	p.end(start)
	if n.behind {
		w := widthOf(n.body, p.widths)
		if w.min != w.max {
			p.behindVariable = true
		}
		n.width = int(w.min)
	}
	return n
}

// condition reads (?(group)yes|no) behind the second parenthesis.
func (p *parser) condition(start int, verbose bool) node {
	name, n := p.getUntil(')', "group name")
	group := 0
	if isIdentifier(name) {
		var ok bool
		if group, ok = p.index[name]; !ok {
			p.fail("unknown group name "+quote(name), n+1)
		}
	} else {
		var ok bool
		if group, ok = parseInt(name); !ok {
			p.fail("bad character in group name "+quote(name), n+1)
		}
		if group == 0 {
			p.fail("bad group number", n+1)
		}
		if group >= maxGroups {
			p.fail("invalid group reference "+strings.TrimSpace(name), n+1)
		}
		p.condPos = append(p.condPos, condPlace{group, p.tell() - n - 1})
	}
	p.checkBehind(group)
	c := condNode{group: group, yes: p.sequence(verbose, false)}
	if p.match('|') {
		c.no = p.sequence(verbose, false)
		if p.next.is('|') {
			p.fail("conditional backref with more than two branches", 0)
		}
	}
	p.end(start)
	return c
}

// parseInt is int(s) for what is not negative; a number too large for a group is returned as maxGroups.
func parseInt(s string) (int, bool) {
	s = strings.TrimFunc(s, func(r rune) bool { return isSpace(r, false) })
	s = strings.TrimPrefix(s, "+")
	if rest, ok := strings.CutPrefix(s, "-"); ok && strings.Trim(rest, "0") == "" {
		s = rest // minus zero
	}
	n := 0
	digit := false // the last character was one
	for _, r := range s {
		if r == '_' && digit {
			digit = false
			continue
		}
		d := digitValue(r)
		if d < 0 {
			return 0, false
		}
		digit = true
		n = min(n*10+d, maxGroups)
	}
	return n, digit
}

// digitValue returns the value of a decimal digit of any script, or -1.
func digitValue(r rune) int {
	if !isDigit(r, false) {
		return -1
	}
	n := 0
	for q := r - 1; isDigit(q, false) && unicode.Is(unicode.Nd, q); q-- {
		n++
	}
	return n % 10
}

// flagGroup reads (?flags) and (?flags:...) whose first letter is t.
func (p *parser) flagGroup(start int, t token, verbose, first bool) (node, bool) {
	add, del, global := p.groupFlags(t)
	if global {
		if !first {
			p.fail("global flags not at the start of the expression", p.tell()-start)
		}
		p.scope = p.flags
		return nil, true
	}
	outer := p.scope
	if add&typeFlags != 0 {
		p.scope &^= typeFlags
	}
	p.scope = (p.scope | add) &^ del
	body := p.closed(start, (verbose || add&Verbose != 0) && del&Verbose == 0)
	p.scope = outer
	return groupNode{body: body, scope: add|del != 0}, false
}

// groupFlags reads the letters of (?flags) and (?flags-flags:. global says that they are for the whole pattern.
func (p *parser) groupFlags(t token) (add, del Flags, global bool) {
	flagOf := func(t token) Flags { return flagValues[strings.IndexRune(flagLetters, t.r)] }
	next := func(missing string, ends string) (token, bool) {
		t := p.get()
		switch {
		case t.r == eof:
			p.fail(missing, 0)
		case t.in(ends):
			return t, true
		case !t.in(flagLetters):
			if !t.esc && unicode.IsLetter(t.r) {
				missing = "unknown flag"
			}
			p.fail(missing, t.len())
		}
		return t, false
	}
	if !t.is('-') {
		for end := false; !end; {
			f := flagOf(t)
			switch {
			case f == Locale && !p.bytes:
				p.fail("bad inline flags: cannot use 'L' flag with a str pattern", 0)
			case f == Unicode && p.bytes:
				p.fail("bad inline flags: cannot use 'u' flag with a bytes pattern", 0)
			}
			add |= f
			if f&typeFlags != 0 && add&typeFlags != f {
				p.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0)
			}
			t, end = next("missing -, : or )", ")-:")
		}
	}
	if t.is(')') {
		p.flags |= add
		return add, 0, true
	}
	if add&globalFlags != 0 {
		p.fail("bad inline flags: cannot turn on global flag", 1)
	}
	if t.is('-') {
		t, _ = next("missing flag", "")
		for end := false; !end; {
			f := flagOf(t)
			if f&typeFlags != 0 {
				p.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0)
			}
			del |= f
			t, end = next("missing :", ":")
		}
	}
	if del&globalFlags != 0 {
		p.fail("bad inline flags: cannot turn off global flag", 1)
	}
	if add&del != 0 {
		p.fail("bad inline flags: flag turned on and off", 1)
	}
	return add, del, false
}
