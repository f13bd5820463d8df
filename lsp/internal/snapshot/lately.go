package snapshot

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/knead-build/knead/lang/source"
)

// lately has the evaluations that open documents were last read in.
type lately struct {
	mutex sync.Mutex
	by    map[string]latest
	// last is the last snapshot's id, and all since the one called since were made by edits of one document.
	last, since int64
	edited      string
}

// latest is an evaluation with the text that it is of.
type latest struct {
	*Context
	text string
	id   int64 // of the snapshot
}

// next notes that a snapshot was made by an edit of a document, or by something else: "".
func (l *lately) next(id int64, p string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if p == "" || p != l.edited {
		l.since, l.edited = id, p
	}
	l.last = id
}

// alone reports whether nothing but the document itself has changed since an evaluation.
func (l *lately) alone(p string, old latest) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if p == l.edited {
		return old.id >= l.since-1
	}
	return old.id >= l.last
}

func (l *lately) of(p string) latest {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.by[p]
}

func (l *lately) note(d *Document, c *Context, id int64) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.by == nil {
		l.by = map[string]latest{}
	}
	if l.by[d.Path].id <= id {
		l.by[d.Path] = latest{c, d.Text(), id}
	}
}

func (l *lately) forget(p string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.by, p)
}

// goodFor reports whether nothing but the line that somebody types in differs.
func (l latest) goodFor(text string, at source.Pos) bool {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	end := int(at) + strings.IndexByte(text[at:]+"\n", '\n')
	before, behind := text[:start], text[end:]
	return len(l.text) >= len(before)+len(behind) && strings.HasPrefix(l.text, before) && strings.HasSuffix(l.text, behind) &&
		!strings.Contains(l.text[len(before):len(l.text)-len(behind)], "\n")
}

// Lately is Mended for who would rather have what held a moment ago than wait: where only the line at a position differs or something
// is wrong with the text, and where the evaluation takes longer than patience, it is what was last found out for the document. That
// is for what helps to type; what tells how things are has to wait.
func (s *Snapshot) Lately(ctx context.Context, d *Document, at source.Pos, patience time.Duration) (*Context, error) {
	old := s.lately.of(d.Path)
	switch {
	case old.Context == nil || !d.Metadata:
		return s.Mended(ctx, d)
	case s.lately.alone(d.Path, old) && old.goodFor(d.Text(), at) || d.Tree().Failed():
		return old.Context, nil
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
		return old.Context, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
