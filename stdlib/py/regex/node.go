package regex

// node is a part of a parsed pattern.
type node interface{}

type (
	seqNode []node
	// charNode is one character of a set.
	charNode struct{ set *charset }
	// litNode is one character.
	litNode struct{ r rune }
	// atNode is a position.
	atNode     struct{ kind atKind }
	branchNode struct{ alts []seqNode }
	groupNode  struct {
		index int  // 0: does not capture
		scope bool // has flags of its own
		body  seqNode
	}
	repeatNode struct {
		min, max int // max -1: any number
		mode     repeatMode
		body     seqNode
	}
	atomicNode struct{ body seqNode }
	lookNode   struct {
		behind, negative bool
		width            int // of a lookbehind
		body             seqNode
	}
	refNode struct {
		group int
		fold  func(rune) rune // or nil
	}
	condNode struct {
		group int
		yes   seqNode
		no    seqNode // nil where there is none
	}
)

type repeatMode uint8

const (
	greedy repeatMode = iota
	lazy
	possessive
)

type atKind uint8

const (
	atBeginning     atKind = iota // \A, and ^ without MULTILINE
	atBeginningLine               // ^ with MULTILINE
	atEnd                         // $ without MULTILINE: at the end or before a newline there
	atEndLine                     // $ with MULTILINE
	atEndString                   // \Z
	atBoundary                    // \b
	atNonBoundary                 // \B
	atBoundaryASCII               // the same where only ASCII letters are
	atNonBoundaryASCII
)

// width is the smallest and largest number of characters that something matches.
type width struct {
	min, max uint64
	closed   bool // of a group: its end has been seen
}

// maxWidth stands for any number.
const maxWidth = 1 << 62

func clampWidth(w width) width {
	return width{min: min(w.min, maxWidth), max: min(w.max, maxWidth), closed: true}
}

func times(n uint64, count int) uint64 {
	if n == 0 || count == 0 {
		return 0
	}
	if n >= maxWidth/uint64(count) {
		return maxWidth
	}
	return n * uint64(count)
}

// widthOf returns the width of a sequence; groups are the widths of the groups so far, for references to them.
func widthOf(s seqNode, groups []width) width {
	var w width
	add := func(x width) {
		w.min, w.max = min(w.min+x.min, maxWidth), min(w.max+x.max, maxWidth)
	}
	for _, n := range s {
		switch n := n.(type) {
		case litNode, charNode:
			add(width{min: 1, max: 1})
		case branchNode:
			x := width{min: maxWidth}
			for _, a := range n.alts {
				y := widthOf(a, groups)
				x.min, x.max = min(x.min, y.min), max(x.max, y.max)
			}
			add(x)
		case groupNode:
			add(widthOf(n.body, groups))
		case atomicNode:
			add(widthOf(n.body, groups))
		case repeatNode:
			x := widthOf(n.body, groups)
			y := width{min: times(x.min, n.min)}
			if n.max < 0 {
				if x.max > 0 {
					y.max = maxWidth
				}
			} else {
				y.max = times(x.max, n.max)
			}
			add(y)
		case refNode:
			add(groups[n.group])
		case condNode:
			x := widthOf(n.yes, groups)
			if n.no != nil {
				y := widthOf(n.no, groups)
				x.min, x.max = min(x.min, y.min), max(x.max, y.max)
			} else {
				x.min = 0
			}
			add(x)
		}
	}
	return clampWidth(w)
}
