package regex

import "slices"

// program is a pattern as the matcher runs it.
type program struct {
	code  []inst
	loops int // loops with a counter
	slots int // ends of groups: 2 for each
	bytes bool

	prefix string   // what every match begins with
	first  *charset // where there is no prefix: what a match begins with; nil where that is not known
	anchor bool     // matches begin at the beginning of the text only
}

type opcode uint8

const (
	opMatch   opcode = iota // the whole pattern has matched
	opEnd                   // what an assertion or atomic group is made of has matched
	opText                  // text
	opSet                   // one character of set
	opAt                    // position at
	opJump                  // go to x
	opSplit                 // go on, else to x
	opMark                  // slot x is here
	opClose                 // slot x is here, it is a group's end
	opRun                   // set, min to max times (mode)
	opLoop                  // begin loop x
	opNext                  // the body of a loop x has matched: y is where the body begins; min, max, mode
	opRef                   // what group x matched (fold)
	opCond                  // go on if group x has matched, else to y
	opLook                  // look, then go to x
	opAtomic                // a body that is not entered again, up to its opEnd, then to x
	opPossess               // such a body, min to max times, then to x
)

type inst struct {
	op       opcode
	mode     repeatMode
	at       atKind
	negative bool
	behind   bool
	x, y     int
	min, max int
	text     string
	set      *charset
	fold     func(rune) rune
}

// assemble makes the program of a pattern.
func assemble(root seqNode, groups int, bytes bool) *program {
	p := &program{slots: 2 * groups, bytes: bytes}
	p.sequence(root)
	p.emit(inst{op: opMatch})
	p.start(root)
	return p
}

func (p *program) emit(in inst) int {
	p.code = append(p.code, in)
	return len(p.code) - 1
}

func (p *program) sequence(s seqNode) {
	for i := 0; i < len(s); i++ {
		if lit, ok := s[i].(litNode); ok {
			text := appendRune(nil, lit.r, p.bytes)
			for i+1 < len(s) {
				next, ok := s[i+1].(litNode)
				if !ok {
					break
				}
				text = appendRune(text, next.r, p.bytes)
				i++
			}
			p.emit(inst{op: opText, text: string(text)})
			continue
		}
		p.node(s[i])
	}
}

func (p *program) node(n node) {
	switch n := n.(type) {
	case charNode:
		p.emit(inst{op: opSet, set: n.set})
	case atNode:
		p.emit(inst{op: opAt, at: n.kind})
	case branchNode:
		var jumps []int
		for i, a := range n.alts {
			if i == len(n.alts)-1 {
				p.sequence(a)
				break
			}
			split := p.emit(inst{op: opSplit})
			p.sequence(a)
			jumps = append(jumps, p.emit(inst{op: opJump}))
			p.code[split].x = len(p.code)
		}
		for _, j := range jumps {
			p.code[j].x = len(p.code)
		}
	case groupNode:
		if n.index > 0 {
			p.emit(inst{op: opMark, x: 2 * (n.index - 1)})
		}
		p.sequence(n.body)
		if n.index > 0 {
			p.emit(inst{op: opClose, x: 2*(n.index-1) + 1})
		}
	case repeatNode:
		p.repeat(n)
	case atomicNode:
		p.enclosed(inst{op: opAtomic}, n.body)
	case lookNode:
		p.enclosed(inst{op: opLook, negative: n.negative, behind: n.behind, min: n.width}, n.body)
	case refNode:
		p.emit(inst{op: opRef, x: n.group, fold: n.fold})
	case condNode:
		cond := p.emit(inst{op: opCond, x: n.group})
		p.sequence(n.yes)
		if n.no == nil {
			p.code[cond].y = len(p.code)
			return
		}
		jump := p.emit(inst{op: opJump})
		p.code[cond].y = len(p.code)
		p.sequence(n.no)
		p.code[jump].x = len(p.code)
	}
}

// enclosed emits a body that is run by itself.
func (p *program) enclosed(in inst, body seqNode) {
	at := p.emit(in)
	p.sequence(body)
	p.emit(inst{op: opEnd})
	p.code[at].x = len(p.code)
}

func (p *program) repeat(n repeatNode) {
	if set := single(n.body); set != nil {
		p.emit(inst{op: opRun, set: set, min: n.min, max: n.max, mode: n.mode})
		return
	}
	if n.mode == possessive {
		p.enclosed(inst{op: opPossess, min: n.min, max: n.max}, n.body)
		return
	}
	if n.max == 1 && n.min == 0 && n.mode == greedy && widthOfBody(n.body) > 0 {
		split := p.emit(inst{op: opSplit})
		p.sequence(n.body)
		p.code[split].x = len(p.code)
		return
	}
	loop := p.loops
	p.loops++
	enter := p.emit(inst{op: opLoop, x: loop})
	p.sequence(n.body)
	p.code[enter].y = len(p.code)
	p.emit(inst{op: opNext, x: loop, y: enter + 1, min: n.min, max: n.max, mode: n.mode})
}

// widthOfBody returns the smallest width of a body without references, else 0.
func widthOfBody(s seqNode) uint64 {
	if slices.ContainsFunc(s, refers) {
		return 0
	}
	return widthOf(s, nil).min
}

// refers reports whether a node has a back-reference.
func refers(n node) bool {
	switch n := n.(type) {
	case refNode:
		return true
	case branchNode:
		return slices.ContainsFunc(n.alts, func(a seqNode) bool { return slices.ContainsFunc(a, refers) })
	case groupNode:
		return slices.ContainsFunc(n.body, refers)
	case repeatNode:
		return slices.ContainsFunc(n.body, refers)
	case atomicNode:
		return slices.ContainsFunc(n.body, refers)
	case condNode:
		return slices.ContainsFunc(n.yes, refers) || slices.ContainsFunc(n.no, refers)
	}
	return false
}

// single returns the set of a body that is one character, else nil.
func single(s seqNode) *charset {
	if len(s) != 1 {
		return nil
	}
	switch n := s[0].(type) {
	case charNode:
		return n.set
	case litNode:
		return literalSet(n.r, foldNone, false)
	case groupNode:
		if n.index == 0 {
			return single(n.body)
		}
	}
	return nil
}

// start finds out what a match begins with.
func (p *program) start(s seqNode) {
	for i, n := range s {
		switch n := n.(type) {
		case litNode:
			var text []byte
			for _, m := range s[i:] {
				lit, ok := m.(litNode)
				if !ok {
					break
				}
				text = appendRune(text, lit.r, p.bytes)
			}
			p.prefix = string(text)
			return
		case charNode:
			p.first = n.set
			return
		case atNode:
			if n.kind == atBeginning {
				p.anchor = true
			}
			continue
		case groupNode:
			if widthOfBody(n.body) > 0 {
				p.start(n.body)
				return
			}
		case repeatNode:
			if set := single(n.body); set != nil && n.min > 0 {
				p.first = set
			}
		}
		return
	}
}
