package snapshot

import (
	"context"
	"sync"
	"time"
)

// lately has the evaluations that open documents were last read in.
type lately struct {
	mutex sync.Mutex
	by    map[string]*Context
}

func (l *lately) of(p string) *Context {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.by[p]
}

func (l *lately) note(p string, c *Context) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.by == nil {
		l.by = map[string]*Context{}
	}
	l.by[p] = c
}

func (l *lately) forget(p string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.by, p)
}

// Lately is Mended for who would rather have what held a moment ago than wait: where something is wrong with the text, or the
// evaluation takes longer than patience, it is what was last found out for the document. That is for what helps to type; what tells
// how things are has to wait.
func (s *Snapshot) Lately(ctx context.Context, d *Document, patience time.Duration) (*Context, error) {
	old := s.lately.of(d.Path)
	switch {
	case old == nil:
		return s.Mended(ctx, d)
	case !d.Metadata || d.Tree().Failed():
		return old, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	found := make(chan *Context, 1)
	go func() {
		defer func() { _ = recover() }() // whoever waits for the same evaluation tells
		if c, err := s.Mended(ctx, d); err == nil {
			found <- c
		}
	}()
	select {
	case c := <-found:
		return c, nil
	case <-time.After(patience):
		return old, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
