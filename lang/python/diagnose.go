package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// A diagnoser finds the error that CPython reports for a text which the parser has refused. CPython's parser tries the
// alternatives of its grammar in order, with backtracking. When no alternative fits, it reads the text a second time, and
// now tries at many places the shapes of well-known mistakes too: the first that fits is the error. So which message a text
// gets depends on the order in which alternatives are tried, and on how far the tokenizer was driven by then. The diagnoser
// replays that order. It is slower than the parser by a factor of ten or so, and runs on wrong texts only.
//
// The methods of a diagnoser are the rules of the grammar. A rule that does not fit leaves the mark where it was and
// returns nil or false. Once there is an error nothing fits any more, so that all rules return.
type diagnoser struct {
	text    string
	toks    []token
	stopped *stop
	prefix  string // of the messages, within f-strings
	exec    bool

	mark   int  // the token at hand
	fill   int  // how many tokens were looked at
	second bool // the second reading: look for mistakes
	err    *SyntaxError
	tokens bool // err is the tokenizer's
	depth  int
	steps  int

	results results
	latest  []int32 // for each token the index of its latest result, counted from 1
	reach   int     // the last token that has results
}

// result is what a rule gave at a token. CPython remembers the results of some rules only, and does not tell those that it
// got while it was not looking for mistakes from others; which rules these are can be told by the messages.
type result struct {
	node Expr
	end  int32
	next int32 // the index of the result before it at the same token, counted from 1
	rule rule
}

// results holds results in pieces, so that it grows without being copied. They are counted from 1.
type results struct {
	pieces [][]result
	n      int32
}

const pieceBits = 7

func (r *results) at(i int32) *result { return &r.pieces[(i-1)>>pieceBits][(i-1)&(1<<pieceBits-1)] }

func (r *results) add(v result) int32 {
	if int(r.n>>pieceBits) == len(r.pieces) {
		r.pieces = append(r.pieces, make([]result, 1<<pieceBits))
	}
	r.n++
	*r.at(r.n) = v
	return r.n
}

// reset forgets all. What the pieces hold stays until it is overwritten.
func (r *results) reset() { r.n = 0 }

// rule names the rules whose results are remembered.
type rule uint8

const (
	rSimple rule = iota
	rBlock
	rExpression
	rStarExpression
	rDisjunction
	rConjunction
	rInversion
	rBitOr
	rBitXor
	rBitAnd
	rShift
	rSum
	rTerm
	rFactor
	rAwait
	rPrimary
	rStrings
	rArguments
	rInvalidNamed
	rStarTarget
	rTargetAtom
	rTargetPrimary
	rDelTarget
	rClosedPattern
	rStarPattern
)

// fits stands for the node of a rule whose node nobody needs.
var fits Expr = &BadExpr{}

// maxSteps bounds how many rules are tried for each token, as no bound is known for CPython's grammar.
const maxSteps = 1000

// firstError returns the error that CPython reports for a text that the strict lexer or parser has refused.
func firstError(text string, l *lexer, strict *SyntaxError, start func(*diagnoser) bool) *SyntaxError {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return &SyntaxError{Kind: syntaxError, Msg: "source code string cannot contain null bytes",
			Span: source.Span{Start: source.Pos(i), End: source.Pos(i + 1)}, Token: true}
	}
	d := &diagnoser{text: text, toks: l.toks, stopped: l.stopped, exec: l.exec}
	if e := d.run(start); e != nil {
		return e
	}
	if strict != nil {
		return strict
	}
	return l.stopped.err
}

// run reads the text twice at most and returns the error, or nil if the diagnoser sees none.
func (d *diagnoser) run(start func(*diagnoser) bool) *SyntaxError {
	d.latest = make([]int32, len(d.toks))
	if start(d) && d.err == nil {
		return nil
	}
	last := d.fill - 1
	if d.err == nil {
		clear(d.latest)
		d.results.reset()
		d.mark, d.second, d.steps = 0, true, 0
		start(d)
	}
	switch {
	case d.err != nil:
		if d.tokens || d.ended() {
			return d.err
		}
	case last >= 0 && d.toks[last].kind == tIndent:
		return errorOf(indentationError, d.toks[last].span(), d.prefix+"unexpected indent")
	case last >= 0 && d.toks[last].kind == tDedent:
		return errorOf(indentationError, d.toks[last].span(), d.prefix+"unexpected unindent")
	default:
		d.raise(d.toks[max(last, 0)].span(), "invalid syntax")
	}
	// The rest of the text is read by the tokenizer alone.
	if s := d.stopped; s != nil {
		if s.hard {
			return s.err
		}
		if s.level > 0 && lineOf(d.text, d.toks[d.fill-1].start) > lineOf(d.text, s.open) {
			return neverClosed(d.text, s.open)
		}
	}
	return d.err
}

// ended reports whether the tokenizer has seen the text's end. It has looked behind every token for more of it, but
// behind a string that is not empty and an operator of three characters.
func (d *diagnoser) ended() bool {
	t := d.toks[d.fill-1]
	switch t.kind {
	case tString:
		if _, quotes, body := stringParts(d.text[t.start:t.end]); quotes == 3 || body != "" {
			return false
		}
	case tNewline, tIndent, tEllipsis, tDoubleStarEqual, tDoubleSlashEqual, tLeftShiftEqual, tRightShiftEqual:
		return false
	}
	return !d.exec && int(t.end) == len(d.text)
}

// token returns the token at hand.
func (d *diagnoser) token() *token {
	t := &d.toks[min(d.mark, len(d.toks)-1)]
	if d.mark >= d.fill {
		d.fill = d.mark + 1
		if t.kind == tError && d.err == nil {
			e := *d.stopped.err
			if !d.stopped.hard {
				e.Msg = d.prefix + e.Msg
			}
			d.err, d.tokens = &e, true
		}
	}
	return t
}

func (d *diagnoser) at(kinds ...kind) bool {
	k := d.token().kind
	if d.err != nil {
		return false
	}
	for _, want := range kinds {
		if k == want {
			return true
		}
	}
	return false
}

func (d *diagnoser) accept(k kind) bool {
	if d.token().kind != k || d.err != nil {
		return false
	}
	d.mark++
	return true
}

// acceptAny takes a token of one of some kinds.
func (d *diagnoser) acceptAny(kinds ...kind) bool {
	if d.at(kinds...) {
		d.mark++
		return true
	}
	return false
}

// force takes a token that must follow: CPython does not look for another explanation if it does not.
func (d *diagnoser) force(k kind, name string) bool {
	if d.accept(k) {
		return true
	}
	if d.err == nil {
		d.raise(d.token().span(), "expected '"+name+"'")
	}
	return false
}

// word reports whether the token at hand is a name with this text.
func (d *diagnoser) word(s string) bool {
	t := d.token()
	return t.kind == tName && d.err == nil && d.text[t.start:t.end] == s
}

func (d *diagnoser) name() *Name {
	t := d.token()
	if !d.accept(tName) {
		return nil
	}
	return &Name{Range: Range{t.start, t.end}, ID: d.text[t.start:t.end]}
}

// start returns where the token at hand begins.
func (d *diagnoser) start() source.Pos { return d.token().start }

// from returns the range from start to the last token taken.
func (d *diagnoser) from(start source.Pos) Range {
	end := start
	if d.mark > 0 {
		end = max(start, d.toks[d.mark-1].end)
	}
	return Range{start, end}
}

// back sets the mark back and fails.
func (d *diagnoser) back(mark int) Expr {
	d.mark = mark
	return nil
}

func (d *diagnoser) backFalse(mark int) bool {
	d.mark = mark
	return false
}

// raise notes the error. Only the first counts.
func (d *diagnoser) raise(span source.Span, msg string) {
	if d.err == nil {
		d.err = errorOf(syntaxError, span, d.prefix+msg)
	}
}

// raiseHere is raise at the last token that was looked at.
func (d *diagnoser) raiseHere(msg string) { d.raise(d.toks[d.fill-1].span(), msg) }

// raiseIndent is raiseHere for a block that is missing.
func (d *diagnoser) raiseIndent(msg string) {
	if d.err == nil {
		d.err = errorOf(indentationError, d.toks[d.fill-1].span(), d.prefix+msg)
	}
}

// memo remembers what a rule gives.
func (d *diagnoser) memo(r rule, f func() Expr) Expr {
	d.token()
	if d.err != nil {
		return nil
	}
	at := d.mark
	for i := d.latest[at]; i > 0; {
		got := d.results.at(i)
		if got.rule == r {
			d.mark = int(got.end)
			return got.node
		}
		i = got.next
	}
	d.depth++
	d.steps++
	if d.depth > 4*maxDepth || d.steps > maxSteps*(len(d.toks)+10) {
		d.err = tooDeep(d.token().span())
		d.tokens = true
	}
	node := f()
	d.depth--
	if node == nil {
		d.mark = at
	}
	if d.err == nil {
		d.latest[at] = d.results.add(result{node, int32(d.mark), d.latest[at], r})
		d.reach = max(d.reach, at)
	}
	return node
}

// gather takes what f takes, as often as commas follow, and returns how often.
func (d *diagnoser) gather(f func() bool) int {
	n := 0
	for {
		mark := d.mark
		if n > 0 && !d.accept(tComma) {
			return n
		}
		if !f() {
			d.mark = mark
			return n
		}
		n++
	}
}

// separated takes expressions with commas between them, and one behind them perhaps.
func (d *diagnoser) separated(f func() Expr) []Expr {
	var list []Expr
	n := d.gather(func() bool {
		e := f()
		list = append(list, e)
		return e != nil
	})
	if n == 0 {
		return nil
	}
	d.accept(tComma)
	return list[:n]
}

// repeat takes what f takes as often as it does, and returns how often.
func repeat(f func() bool) int {
	n := 0
	for f() {
		n++
	}
	return n
}

// file is the whole of a module.
func (d *diagnoser) file() bool {
	for {
		mark := d.mark
		if !d.statement() {
			break
		}
		if d.reach < d.mark { // nothing goes back to where there are results
			clear(d.latest[mark:d.mark])
			d.results.reset()
		}
	}
	return d.accept(tEOF)
}

// eval is the whole of an expression.
func (d *diagnoser) eval() bool {
	if d.expressions() == nil {
		return false
	}
	for d.accept(tNewline) {
	}
	return d.accept(tEOF)
}

// field is the whole of an f-string's expression.
func (d *diagnoser) field() bool { return d.starExpressions() != nil }

// region diagnoses the expression of an f-string at text[start:end].
func (d *diagnoser) region(start, end source.Pos) (Expr, *SyntaxError) {
	l := lexRegion(d.text, start, end, false)
	var strict *SyntaxError
	if l.stopped == nil {
		p := newParser(d.text, l.toks, false)
		e := p.starExpressions()
		if !p.failed {
			return inRegion(e, l.toks), nil
		}
		strict = p.first
	}
	sub := &diagnoser{text: d.text, toks: l.toks, stopped: l.stopped, prefix: "f-string: "}
	if e := sub.run((*diagnoser).field); e != nil {
		return nil, e
	}
	if strict == nil {
		strict = l.stopped.err
	}
	return nil, strict
}
