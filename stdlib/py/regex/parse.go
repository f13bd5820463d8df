package regex

import (
	"slices"
	"strings"
	"unicode"
)

// parser reads a pattern. Its order of checks is that of CPython's, as the first error counts.
type parser struct {
	pattern string
	bytes   bool
	text    []rune
	at      int // behind next
	next    token

	flags Flags // of the whole pattern
	scope Flags // where the parser is

	names  []string
	index  map[string]int
	widths []width // of the groups, 0 being the whole

	behindGroups   int         // groups before the outermost lookbehind that is open; 0: there is none
	condPos        []condPlace // first mentions of groups in conditions
	behindVariable bool        // some lookbehind has no fixed width
	depth          int
}

type condPlace struct{ group, pos int }

// token is a character of the pattern, or a backslash with the character after it.
type token struct {
	r   rune // -1 at the end
	esc bool
}

const eof = -1

func (t token) is(r rune) bool { return t.r == r && !t.esc }

func (t token) len() int {
	switch {
	case t.r == eof:
		return 0
	case t.esc:
		return 2
	}
	return 1
}

func (t token) in(set string) bool { return !t.esc && t.r != eof && strings.ContainsRune(set, t.r) }

func (t token) String() string {
	s := string(appendRune(nil, t.r, false))
	if t.esc {
		return "\\" + s
	}
	return s
}

const (
	digits      = "0123456789"
	octDigits   = "01234567"
	hexDigits   = "0123456789abcdefABCDEF"
	whitespace  = " \t\n\r\v\f"
	flagLetters = "iLmsxatu"
)

var flagValues = [...]Flags{IgnoreCase, Locale, MultiLine, DotAll, Verbose, ASCII, TemplateFlag, Unicode}

const (
	typeFlags   = ASCII | Locale | Unicode
	globalFlags = Debug | TemplateFlag
)

const (
	maxRepeat = 1<<32 - 1
	maxGroups = 1<<30 - 1
	maxDepth  = 200 // of nested groups
)

// failure carries an error out of the parser.
type failure struct{ err error }

// fail ends parsing with an error offset characters before the next token.
func (p *parser) fail(msg string, offset int) {
	p.failAt(msg, p.tell()-offset)
}

func (p *parser) failAt(msg string, pos int) {
	if p.bytes {
		msg = asciiOnly(msg)
	}
	panic(failure{&Error{Msg: msg, Pattern: p.pattern, Bytes: p.bytes, Pos: pos}})
}

func (p *parser) advance() {
	if p.at >= len(p.text) {
		p.next = token{r: eof}
		return
	}
	r := p.text[p.at]
	p.at++
	if r != '\\' {
		p.next = token{r: r}
		return
	}
	if p.at >= len(p.text) {
		panic(failure{&Error{Msg: "bad escape (end of pattern)", Pattern: p.pattern, Bytes: p.bytes, Pos: len(p.text) - 1}})
	}
	p.next = token{p.text[p.at], true}
	p.at++
}

func (p *parser) tell() int { return p.at - p.next.len() }

func (p *parser) get() token {
	t := p.next
	p.advance()
	return t
}

func (p *parser) match(r rune) bool {
	if p.next.is(r) {
		p.advance()
		return true
	}
	return false
}

func (p *parser) getWhile(n int, set string) string {
	var b strings.Builder
	for ; n > 0 && p.next.in(set); n-- {
		b.WriteRune(p.get().r)
	}
	return b.String()
}

// getUntil returns what comes before a terminator, which it takes, and its length in characters.
func (p *parser) getUntil(end rune, name string) (string, int) {
	var b strings.Builder
	n := 0
	for {
		t := p.get()
		switch {
		case t.r == eof && n == 0:
			p.fail("missing "+name, 0)
		case t.r == eof:
			p.fail("missing "+string(end)+", unterminated name", n)
		case t.is(end):
			if n == 0 {
				p.fail("missing "+name, 1)
			}
			return b.String(), n
		}
		b.WriteString(t.String())
		n += t.len()
	}
}

func (p *parser) parse() (root seqNode, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, ok := x.(failure)
			if !ok {
				panic(x)
			}
			root, err = nil, f.err
		}
	}()
	p.scope = p.flags
	p.advance()
	root = p.alternatives(p.flags&Verbose != 0, true)
	if err := p.fixFlags(); err != nil {
		return nil, err
	}
	if p.next.r != eof {
		p.fail("unbalanced parenthesis", 0)
	}
	for _, c := range p.condPos {
		if c.group >= len(p.widths) {
			p.failAt("invalid group reference "+itoa(c.group), c.pos)
		}
	}
	if p.behindVariable {
		return nil, &Error{Msg: "look-behind requires fixed-width pattern", Pattern: p.pattern, Bytes: p.bytes, Pos: -1}
	}
	return root, nil
}

func (p *parser) fixFlags() error {
	switch {
	case !p.bytes && p.flags&Locale != 0:
		return &FlagError{"cannot use LOCALE flag with a str pattern"}
	case !p.bytes && p.flags&ASCII == 0:
		p.flags |= Unicode
	case !p.bytes && p.flags&Unicode != 0:
		return &FlagError{"ASCII and UNICODE flags are incompatible"}
	case p.bytes && p.flags&Unicode != 0:
		return &FlagError{"cannot use UNICODE flag with a bytes pattern"}
	case p.bytes && p.flags&Locale != 0 && p.flags&ASCII != 0:
		return &FlagError{"ASCII and LOCALE flags are incompatible"}
	}
	return nil
}

// alternatives reads a|b|c up to a closing parenthesis or the end.
func (p *parser) alternatives(verbose, top bool) seqNode {
	p.depth++
	if p.depth > maxDepth {
		panic(failure{ErrDepth})
	}
	defer func() { p.depth-- }()
	var alts []seqNode
	for {
		alts = append(alts, p.sequence(verbose, top && len(alts) == 0))
		if !p.match('|') {
			break
		}
		if top {
			verbose = p.flags&Verbose != 0
		}
	}
	if len(alts) == 1 {
		return alts[0]
	}
	return seqNode{branchNode{alts}}
}

// sequence reads an alternative. first says that it is the very first of the pattern, where flags may be set.
func (p *parser) sequence(verbose, first bool) seqNode {
	seq := seqNode{}
	for p.next.r != eof && !p.next.in("|)") {
		t := p.get()
		if verbose && t.in(whitespace) {
			continue
		}
		if verbose && t.is('#') {
			for p.next.r != eof && !p.next.is('\n') {
				p.advance()
			}
			p.advance()
			continue
		}
		switch {
		case t.esc:
			seq = append(seq, p.escape(t))
		case t.r == '[':
			seq = append(seq, p.set())
		case t.in("*+?{"):
			p.repeat(t, &seq)
		case t.r == '.':
			seq = append(seq, p.anyChar())
		case t.r == '(':
			n, flags := p.group(verbose, first && len(seq) == 0)
			if flags {
				verbose = p.flags&Verbose != 0
			}
			if n != nil {
				seq = append(seq, n)
			}
		case t.r == '^':
			kind := atBeginning
			if p.scope&MultiLine != 0 {
				kind = atBeginningLine
			}
			seq = append(seq, atNode{kind})
		case t.r == '$':
			kind := atEnd
			if p.scope&MultiLine != 0 {
				kind = atEndLine
			}
			seq = append(seq, atNode{kind})
		default:
			seq = append(seq, p.literal(t.r))
		}
	}
	return seq
}

// repeat puts a quantifier on the last item.
func (p *parser) repeat(t token, seq *seqNode) {
	here := p.tell()
	low, high := 0, -1
	switch t.r {
	case '?':
		high = 1
	case '+':
		low = 1
	case '{':
		if p.next.is('}') {
			*seq = append(*seq, p.literal('{'))
			return
		}
		lo := p.getWhile(1<<30, digits)
		hi := lo
		if p.match(',') {
			hi = p.getWhile(1<<30, digits)
		}
		if !p.match('}') {
			*seq = append(*seq, p.literal('{'))
			p.at = here
			p.advance()
			return
		}
		if lo != "" {
			low = repetition(lo)
		}
		if hi != "" {
			if high = repetition(hi); high < low {
				p.fail("min repeat greater than max repeat", p.tell()-here)
			}
		}
	}
	var last node
	if n := len(*seq); n > 0 {
		last = (*seq)[n-1]
	}
	switch last.(type) {
	case nil, atNode:
		p.fail("nothing to repeat", p.tell()-here+1)
	case repeatNode:
		p.fail("multiple repeat", p.tell()-here+1)
	}
	mode := greedy
	if p.match('?') {
		mode = lazy
	} else if p.match('+') {
		mode = possessive
	}
	(*seq)[len(*seq)-1] = repeatNode{low, high, mode, body(last)}
}

// body returns what is repeated: the content of a group that does not capture, else the item itself.
func body(n node) seqNode {
	if g, ok := n.(groupNode); ok && g.index == 0 && !g.scope {
		return g.body
	}
	return seqNode{n}
}

func repetition(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
		if n >= maxRepeat {
			panic(failure{ErrRepetition})
		}
	}
	return n
}

// folding returns how case is ignored where the parser is.
func (p *parser) folding() folding {
	switch {
	case p.scope&IgnoreCase == 0:
		return foldNone
	case p.bytes && p.scope&Locale != 0:
		return foldLocale
	case p.bytes || p.scope&ASCII != 0:
		return foldASCII
	}
	return foldUnicode
}

// asciiClasses reports whether \w, \d, \s and \b mean ASCII only.
func (p *parser) asciiClasses() bool { return p.bytes || p.scope&ASCII != 0 }

func (p *parser) literal(r rune) node {
	fold := p.folding()
	if fold == foldNone || !hasCase(r, fold) {
		return litNode{r}
	}
	return charNode{literalSet(r, fold, false)}
}

// hasCase reports whether a character matches others where case is ignored.
func hasCase(r rune, fold folding) bool {
	if r < 0x80 || fold != foldUnicode {
		return lowerASCII(r) != upperASCII(r)
	}
	return unicode.SimpleFold(r) != r || unicode.ToLower(r) != r || unicode.ToUpper(r) != r
}

// literalSet returns the set of a character and of those that match it.
func literalSet(r rune, fold folding, negate bool) *charset {
	s := &charset{fold: fold, negate: negate}
	s.add(r, r)
	if fold == foldLocale {
		s.fold = foldNone
		s.add(lowerASCII(r), lowerASCII(r))
		s.add(upperASCII(r), upperASCII(r))
	}
	return s.finish()
}

func (p *parser) anyChar() node {
	s := &charset{negate: true}
	if p.scope&DotAll == 0 {
		s.add('\n', '\n')
	}
	return charNode{s.finish()}
}

// classes are the escapes that stand for sets.
var classes = map[rune]class{'d': classDigit, 'D': classNotDigit, 's': classSpace, 'S': classNotSpace, 'w': classWord, 'W': classNotWord}

// setItem is a member of a set: a range, or a class.
type setItem struct {
	span
	class   class
	isClass bool
}

// set reads a set after its opening bracket.
func (p *parser) set() node {
	here := p.tell() - 1
	negate := p.match('^')
	var items []setItem
	add := func(x setItem) {
		if !slices.Contains(items, x) {
			items = append(items, x)
		}
	}
	for first := true; ; first = false {
		t := p.get()
		if t.r == eof {
			p.fail("unterminated character set", p.tell()-here)
		}
		if t.is(']') && !first {
			break
		}
		one := p.setMember(t)
		if !p.match('-') {
			add(one)
			continue
		}
		u := p.get()
		if u.r == eof {
			p.fail("unterminated character set", p.tell()-here)
		}
		if u.is(']') {
			add(one)
			add(setItem{span: span{'-', '-'}})
			break
		}
		two := p.setMember(u)
		if one.isClass || two.isClass || two.lo < one.lo {
			p.fail("bad character range "+t.String()+"-"+u.String(), t.len()+1+u.len())
		}
		add(setItem{span: span{one.lo, two.hi}})
	}
	fold := p.folding()
	if len(items) == 1 && !items[0].isClass && items[0].lo == items[0].hi {
		if !negate {
			return p.literal(items[0].lo)
		}
		return charNode{literalSet(items[0].lo, fold, true)}
	}
	s := &charset{fold: fold, negate: negate, ascii: p.asciiClasses()}
	for _, x := range items {
		if x.isClass {
			s.classes = append(s.classes, x.class)
		} else {
			s.add(x.lo, x.hi)
		}
	}
	return charNode{s.finish()}
}

func (p *parser) setMember(t token) setItem {
	if !t.esc {
		return setItem{span: span{t.r, t.r}}
	}
	if c, ok := classes[t.r]; ok {
		return setItem{class: c, isClass: true}
	}
	r := p.charEscape(t, true)
	return setItem{span: span{r, r}}
}
