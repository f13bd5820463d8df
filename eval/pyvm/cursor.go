package pyvm

// cursor walks over an iterable, over lists, tuples and ranges without making an iterator.
type cursor struct {
	list  *List
	items []Value // of a tuple
	it    Iterator
	at    int // the next index
	i     int64
	step  int64
	left  int64 // of a range
	kind  cursorKind
}

type cursorKind uint8

const (
	cursorIterator cursorKind = iota
	cursorList
	cursorTuple
	cursorRange
)

// start begins to walk over v.
func (c *cursor) start(t *Thread, v Value) error {
	switch x := v.(type) {
	case *List:
		c.kind, c.list = cursorList, x
	case *Tuple:
		c.kind, c.items = cursorTuple, x.Items
	case *Range:
		c.kind, c.i, c.step, c.left = cursorRange, x.Start, x.Step, x.length()
	default:
		it, err := Iterate(t, v)
		c.it = it
		return err
	}
	return nil
}

// next returns the next item, nil at the end. It counts a step.
func (c *cursor) next(t *Thread) (Value, error) {
	if t.steps--; t.steps <= 0 {
		if err := t.check(); err != nil {
			return nil, err
		}
	}
	switch c.kind {
	case cursorList:
		if c.at < len(c.list.Items) {
			c.at++
			return c.list.Items[c.at-1], nil
		}
		return nil, nil
	case cursorTuple:
		if c.at < len(c.items) {
			c.at++
			return c.items[c.at-1], nil
		}
		return nil, nil
	case cursorRange:
		if c.left > 0 {
			c.left--
			i := c.i
			c.i += c.step
			return makeInt(i), nil
		}
		return nil, nil
	}
	return c.it.Next(t)
}

// length returns how many numbers the range has.
func (r *Range) length() int64 {
	switch {
	case r.Step > 0 && r.Start < r.Stop:
		return int64((uint64(r.Stop)-uint64(r.Start)-1)/uint64(r.Step)) + 1
	case r.Step < 0 && r.Start > r.Stop:
		return int64((uint64(r.Start)-uint64(r.Stop)-1)/(-uint64(r.Step))) + 1
	}
	return 0
}
