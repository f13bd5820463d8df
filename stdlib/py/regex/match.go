package regex

import (
	"strings"
	"sync"
)

// Mode says where a match may be.
type Mode uint8

// The modes of re's functions.
const (
	Search    Mode = iota // anywhere
	Match                 // at the start
	FullMatch             // at the start, up to the end
)

// Input is what a pattern is matched with: Text from Start on, as if the text ended at End. What is before Start counts for
// lookbehinds, boundaries and anchors.
type Input struct {
	Text       string
	Start, End int
	Mode       Mode
	// NotEmpty refuses an empty match at Start.
	NotEmpty bool
	// Step, where not nil, is called now and then; its error ends matching.
	Step func() error
}

// Found is a match.
type Found struct {
	// Spans are the start and end of the match and of each group in turn; -1 of a group that took no part.
	Spans []int
	// Last is the group that was closed last, 0 where none was.
	Last int
}

// Steps that a matcher may take where Input has no Step, and always.
const maxSteps = 1 << 30

// maxStack bounds the places that a matcher remembers.
const maxStack = 1 << 22

// Find matches. It returns nil where there is no match.
func (re *Regexp) Find(in Input) (*Found, error) {
	m := machines.Get().(*machine)
	defer machines.Put(m)
	return m.find(re.prog, in)
}

// MatchStart reports whether the pattern matches at the beginning of a text (re.match).
func (re *Regexp) MatchStart(text string) bool {
	f, err := re.Find(Input{Text: text, End: len(text), Mode: Match})
	return f != nil && err == nil
}

// Search reports whether the pattern matches anywhere (re.search).
func (re *Regexp) Search(text string) bool {
	f, err := re.Find(Input{Text: text, End: len(text)})
	return f != nil && err == nil
}

// FullMatch reports whether the pattern matches the whole text (re.fullmatch).
func (re *Regexp) FullMatch(text string) bool {
	f, err := re.Find(Input{Text: text, End: len(text), Mode: FullMatch})
	return f != nil && err == nil
}

// machine is a matcher at work.
type machine struct {
	prog  *program
	text  string // up to the end
	bytes bool
	in    Input
	start int // where the attempt began

	slots []int
	last  int
	loops []loopState
	stack []place
	steps int
	check int // the number of steps at which limits are looked after
}

type loopState struct {
	count int
	from  int // where the last round began
}

// place is what is gone back to, newest first: another way to go on, or something to be put back.
type place struct {
	kind    placeKind
	x, y, z int
}

type placeKind uint8

const (
	placeGo    placeKind = iota // go on at x with position y
	placeSlot                   // slot x was y, the last group z
	placeLoop                   // loop x had count y, from z
	placeRun                    // a greedy run, instruction x, reached position y and may shrink down to z
	placeGrow                   // a lazy run, instruction x, reached position y after z characters
	placeRound                  // a lazy loop, opNext at x, position y: another round
)

var machines = sync.Pool{New: func() any { return new(machine) }}

func (m *machine) find(p *program, in Input) (*Found, error) {
	m.prog, m.in, m.text, m.bytes, m.steps = p, in, in.Text[:in.End], p.bytes, 0
	m.check = 0
	m.slots = grown(m.slots, p.slots)
	m.loops = grown(m.loops, p.loops)
	defer func() {
		m.text, m.in = "", Input{}
		if cap(m.stack) > 1<<16 {
			m.stack = nil
		}
	}()
	for at := in.Start; at <= in.End; {
		if in.Mode == Search {
			if at = m.candidate(at); at < 0 {
				return nil, nil
			}
		}
		m.stack = m.stack[:0]
		for i := range m.slots {
			m.slots[i] = -1
		}
		m.last, m.start = 0, at
		end, err := m.run(0, at)
		if err != nil {
			return nil, err
		}
		if end >= 0 {
			spans := make([]int, 2+len(m.slots))
			spans[0], spans[1] = at, end
			copy(spans[2:], m.slots)
			for i := 2; i < len(spans); i += 2 {
				if spans[i] < 0 || spans[i+1] < 0 {
					spans[i], spans[i+1] = -1, -1
				}
			}
			return &Found{spans, m.last}, nil
		}
		if in.Mode != Search || at == in.End {
			return nil, nil
		}
		_, n := runeAt(m.text, at, m.bytes)
		at += n
		m.steps++
	}
	return nil, nil
}

func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// candidate returns the first place from at on where a match may begin, or -1.
func (m *machine) candidate(at int) int {
	p := m.prog
	switch {
	case p.anchor:
		if at > 0 {
			return -1
		}
	case p.prefix != "":
		i := strings.Index(m.text[at:], p.prefix)
		if i < 0 {
			return -1
		}
		return at + i
	case p.first != nil:
		for at < len(m.text) {
			r, n := runeAt(m.text, at, m.bytes)
			if p.first.has(r) {
				return at
			}
			at += n
		}
		return -1
	}
	return at
}

func (m *machine) push(k placeKind, x, y, z int) { m.stack = append(m.stack, place{k, x, y, z}) }

// setSlot notes a position, and how to forget it.
func (m *machine) setSlot(slot, pos int) {
	m.push(placeSlot, slot, m.slots[slot], m.last)
	m.slots[slot] = pos
}

func (m *machine) setLoop(loop int, s loopState) {
	m.push(placeLoop, loop, m.loops[loop].count, m.loops[loop].from)
	m.loops[loop] = s
}

// tick looks after limits.
func (m *machine) tick() error {
	m.check = m.steps + 64
	if m.in.Step != nil {
		if err := m.in.Step(); err != nil {
			return err
		}
	}
	switch {
	case m.steps > maxSteps:
		return ErrSteps
	case len(m.stack) > maxStack:
		return ErrMemory
	}
	return nil
}

// run runs the program from an instruction and position up to opMatch or opEnd, and returns the position reached, or -1.
// What it has pushed on the stack is still there then, for the caller to take away.
func (m *machine) run(pc, pos int) (int, error) {
	base := len(m.stack)
	code := m.prog.code
	for {
		m.steps++
		if m.steps >= m.check {
			if err := m.tick(); err != nil {
				return -1, err
			}
		}
		in := &code[pc]
		ok := true
		switch in.op {
		case opMatch:
			if (m.in.Mode != FullMatch || pos == len(m.text)) && !(m.in.NotEmpty && pos == m.in.Start && m.start == pos) {
				return pos, nil
			}
			ok = false
		case opEnd:
			return pos, nil
		case opText:
			if ok = strings.HasPrefix(m.text[pos:], in.text); ok {
				pos += len(in.text)
				pc++
			}
		case opSet:
			n := m.one(in.set, pos)
			ok = n > 0
			pos += n
			pc++
		case opAt:
			ok = m.at(in.at, pos)
			pc++
		case opJump:
			pc = in.x
		case opSplit:
			m.push(placeGo, in.x, pos, 0)
			pc++
		case opMark:
			m.setSlot(in.x, pos)
			pc++
		case opClose:
			m.setSlot(in.x, pos)
			m.last = in.x/2 + 1
			pc++
		case opRun:
			pc, pos, ok = m.begin(in, pc, pos)
		case opLoop:
			m.setLoop(in.x, loopState{-1, -1})
			pc = in.y
		case opNext:
			pc, ok = m.next(in, pc, pos)
		case opRef:
			pos, ok = m.reference(in, pos)
			pc++
		case opCond:
			if s, e := m.slots[2*(in.x-1)], m.slots[2*(in.x-1)+1]; s >= 0 && e >= s {
				pc++
			} else {
				pc = in.y
			}
		default:
			var err error
			if pos, ok, err = m.enclosed(in, pc, pos); err != nil {
				return -1, err
			}
			pc = in.x
		}
		if !ok {
			if pc, pos = m.back(base); pc < 0 {
				return -1, nil
			}
		}
	}
}

// one returns the length of the character at a position if it is in a set, else 0.
func (m *machine) one(set *charset, pos int) int {
	if pos >= len(m.text) {
		return 0
	}
	r, n := runeAt(m.text, pos, m.bytes)
	if !set.has(r) {
		return 0
	}
	return n
}

// back takes places from the stack, down to base, until there is one to go on from. pc is -1 where there is none.
func (m *machine) back(base int) (pc, pos int) {
	for len(m.stack) > base {
		p := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		switch p.kind {
		case placeGo:
			return p.x, p.y
		case placeSlot:
			m.slots[p.x], m.last = p.y, p.z
		case placeLoop:
			m.loops[p.x] = loopState{p.y, p.z}
		case placeRun:
			_, n := runeBefore(m.text, p.y, m.bytes)
			if p.y -= n; p.y > p.z {
				m.push(placeRun, p.x, p.y, p.z)
			}
			return p.x + 1, p.y
		case placeGrow:
			in := &m.prog.code[p.x]
			if n := m.one(in.set, p.y); n > 0 {
				m.lazy(in, p.x, p.y+n, p.z+1)
				return p.x + 1, p.y + n
			}
		case placeRound:
			in := &m.prog.code[p.x]
			s := m.loops[in.x]
			m.setLoop(in.x, loopState{s.count + 1, p.y})
			return in.y, p.y
		}
	}
	return -1, 0
}

// begin begins a run of single characters.
func (m *machine) begin(in *inst, pc, pos int) (int, int, bool) {
	count := 0
	for ; count < in.min; count++ {
		n := m.one(in.set, pos)
		if n == 0 {
			return pc, pos, false
		}
		pos += n
	}
	if in.mode == lazy {
		m.lazy(in, pc, pos, count)
		return pc + 1, pos, true
	}
	least := pos
	for ; in.max < 0 || count < in.max; count++ {
		n := m.one(in.set, pos)
		if n == 0 {
			break
		}
		pos += n
	}
	m.steps += count / 8
	if in.mode == greedy && pos > least {
		m.push(placeRun, pc, pos, least)
	}
	return pc + 1, pos, true
}

// lazy notes that a lazy run may grow.
func (m *machine) lazy(in *inst, pc, pos, count int) {
	if in.max < 0 || count < in.max {
		m.push(placeGrow, pc, pos, count)
	}
}

// next decides what comes after a round of a loop, or before the first.
func (m *machine) next(in *inst, pc, pos int) (int, bool) {
	s := m.loops[in.x]
	count := s.count + 1
	if count < in.min {
		m.setLoop(in.x, loopState{count, s.from})
		return in.y, true
	}
	more := (in.max < 0 || count < in.max) && pos != s.from
	if in.mode == lazy {
		if more {
			m.push(placeRound, pc, pos, 0)
		}
		return pc + 1, true
	}
	if more {
		m.push(placeGo, pc+1, pos, 0)
		m.setLoop(in.x, loopState{count, pos})
		return in.y, true
	}
	return pc + 1, true
}

// reference matches what a group has matched.
func (m *machine) reference(in *inst, pos int) (int, bool) {
	s, e := m.slots[2*(in.x-1)], m.slots[2*(in.x-1)+1]
	if s < 0 || e < s {
		return pos, false
	}
	want := m.text[s:e]
	if in.fold == nil {
		return pos + len(want), strings.HasPrefix(m.text[pos:], want)
	}
	for len(want) > 0 {
		if pos >= len(m.text) {
			return pos, false
		}
		a, n := runeAt(want, 0, m.bytes)
		b, k := runeAt(m.text, pos, m.bytes)
		if in.fold(a) != in.fold(b) {
			return pos, false
		}
		want, pos = want[n:], pos+k
	}
	return pos, true
}

// enclosed runs the body of an assertion or of an atomic group or repetition. What the body noted stays, for backtracking to
// take back, but its other ways are forgotten.
func (m *machine) enclosed(in *inst, pc, pos int) (int, bool, error) {
	base := len(m.stack)
	switch in.op {
	case opAtomic:
		end, err := m.run(pc+1, pos)
		m.commit(base)
		return end, end >= 0, err
	case opLook:
		at := pos
		for i := 0; in.behind && i < in.min; i++ {
			if at == 0 {
				return pos, in.negative, nil
			}
			_, n := runeBefore(m.text, at, m.bytes)
			at -= n
		}
		end, err := m.run(pc+1, at)
		if in.negative {
			m.undo(base)
		} else {
			m.commit(base)
		}
		return pos, (end >= 0) != in.negative, err
	}
	last := -1
	for count := 0; in.max < 0 || count < in.max; count++ {
		if count >= in.min && pos == last {
			break
		}
		mark := len(m.stack)
		end, err := m.run(pc+1, pos)
		if err != nil {
			return pos, false, err
		}
		if end < 0 {
			if count < in.min {
				return pos, false, nil
			}
			break
		}
		m.commit(mark)
		if count >= in.min {
			last = pos
		}
		pos = end
	}
	return pos, true, nil
}

// commit forgets the ways to go on above base, but not what is to be put back.
func (m *machine) commit(base int) {
	kept := m.stack[:base]
	for _, p := range m.stack[base:] {
		if p.kind == placeSlot || p.kind == placeLoop {
			kept = append(kept, p)
		}
	}
	m.stack = kept
}

// undo puts everything back that was noted above base.
func (m *machine) undo(base int) {
	m.commit(base)
	m.back(base)
}

// at reports whether a position is what an anchor asks for.
func (m *machine) at(kind atKind, pos int) bool {
	n := len(m.text)
	switch kind {
	case atBeginning:
		return pos == 0
	case atBeginningLine:
		return pos == 0 || m.text[pos-1] == '\n'
	case atEnd:
		return pos == n || pos == n-1 && m.text[pos] == '\n'
	case atEndLine:
		return pos == n || m.text[pos] == '\n'
	case atEndString:
		return pos == n
	}
	if n == 0 {
		return false // CPython's \B does not match the empty text either
	}
	ascii := kind == atBoundaryASCII || kind == atNonBoundaryASCII
	before, after := false, false
	if pos > 0 {
		r, _ := runeBefore(m.text, pos, m.bytes)
		before = isWord(r, ascii)
	}
	if pos < n {
		r, _ := runeAt(m.text, pos, m.bytes)
		after = isWord(r, ascii)
	}
	return (before != after) == (kind == atBoundary || kind == atBoundaryASCII)
}
